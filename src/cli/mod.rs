//! The command line: arguments → run → exit code. Only here are arguments, the clock and the environment read.

mod arguments;
mod batch;
mod check;
mod compare;
mod engine;
mod help;
mod law;
mod ledger;
mod mistake;
mod options;
mod parse;
mod print;
mod progress;
mod review;
mod rules;
mod sweep;
mod walk;
mod write;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use crate::source::Unread;
use arguments::{Arguments, Command};

/// What a run comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing at or above `--fail-on`.
    Clean,
    Found,
    /// Something could not be done: a file unread.
    Incomplete,
}

/// Why a command could not be carried out, in Chinese, for stderr.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    fn new(what: impl Into<String>) -> Failure {
        Failure(what.into())
    }

    fn unread(path: &Path, unread: &Unread) -> Failure {
        Failure(format!("{}：{unread}。{}", path.display(), unread.advice()))
    }
}

type Done = Result<Verdict, Failure>;

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match arguments::read(args) {
        Ok(arguments) => arguments,
        Err(error) => return mistake::show(&error),
    };
    std::panic::set_hook(Box::new(|panic| print::complain(&format!("程序出错，请报告给开发者：{panic}"))));
    let done = catch_unwind(AssertUnwindSafe(|| dispatch(arguments)));
    match done.unwrap_or_else(|_| Err(Failure::new("因程序内部错误中止"))) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Found) => ExitCode::from(1),
        Ok(Verdict::Incomplete) => ExitCode::from(2),
        Err(Failure(what)) => {
            print::complain(&format!("错误：{what}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: Arguments) -> Done {
    let Arguments { command, shared } = arguments;
    match command {
        Command::Parse(command) => parse::run(&command, shared),
        Command::Check(command) => check::run(&command, shared),
        Command::Review(command) => review::run(&command, shared),
        Command::Compare(command) => compare::run(&command, shared),
        Command::Law(command) => law::run(&command, shared),
        Command::Ledger(command) => ledger::run(&command, shared),
        Command::Rules(command) => rules::run(&command, shared),
        Command::Sweep(command) => sweep::run(&command, shared),
    }
}
