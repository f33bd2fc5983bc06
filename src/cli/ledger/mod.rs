//! `fashen ledger` (台账): the register of documents and reviews.

mod add;
mod due;
mod export;
mod find;
mod import;
mod number;
mod out;
mod plan;
pub(super) mod record;
mod report;
mod show;
mod similar;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::options::{Settings, Shared, faulty, upwards};
use super::{Done, Failure};
use crate::ledger::{FILE_NAME, Fault, Field, Kept, Ledger as Register, Record, put_value};
use crate::rule::{self, Region};

#[derive(Args)]
pub struct Ledger {
    #[arg(
        id = "ledger-file",
        long = "file",
        global = true,
        value_name = "台账",
        help = "台账文件；默认是设置文件里 [ledger] file 写的，再就是从当前文件夹向上找 fashen-ledger.sqlite"
    )]
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(alias = "登记", about = "登记：登记文件，或者补充已登记的一件（收件、复函、公布、备案、评估、清理等）")]
    Add(add::Add),
    #[command(alias = "导入", about = "导入：从表格（xlsx、xls、csv）导入台账、清理目录、年度计划、以前的意见")]
    Import(import::Import),
    #[command(alias = "导出", about = "导出：写成表格（xlsx、csv），可以再导入")]
    Export(export::Export),
    #[command(alias = "显示", about = "显示：一件的全部情况、历次审查和意见")]
    Show(show::Show),
    #[command(alias = "查找", about = "查找：按词、类别、年份、进度")]
    Find(find::Find),
    #[command(alias = "到期", about = "到期：有效期届满、届满前评估、备案、审核答复的期限")]
    Due(due::Due),
    #[command(alias = "编号", about = "编号：按本地写法编登记号，不重号、不空号；核对空号")]
    Number(number::Number),
    #[command(alias = "计划", about = "计划：与年度计划、重大行政决策目录比较（应审尽审）")]
    Plan(plan::Plan),
    #[command(alias = "年报", about = "年报：一年的统计表和报告用的一段文字")]
    Report(report::Report),
    #[command(alias = "以前", about = "以前：对同类条款以前提过什么意见、结果怎样")]
    Similar(similar::Similar),
}

/// The options of a ledger command with what stands behind them.
struct Context {
    settings: Settings,
    file: Option<PathBuf>,
}

pub fn run(command: &Ledger, shared: Shared) -> Done {
    let context = Context { settings: Settings::resolve(shared)?, file: command.file.clone() };
    match &command.command {
        Command::Add(command) => add::run(command, &context),
        Command::Import(command) => import::run(command, &context),
        Command::Export(command) => export::run(command, &context),
        Command::Show(command) => show::run(command, &context),
        Command::Find(command) => find::run(command, &context),
        Command::Due(command) => due::run(command, &context),
        Command::Number(command) => number::run(command, &context),
        Command::Plan(command) => plan::run(command, &context),
        Command::Report(command) => report::run(command, &context),
        Command::Similar(command) => similar::run(command, &context),
    }
}

impl Context {
    /// A ledger that must be there.
    fn open(&self) -> Result<Register, Failure> {
        Register::open(&self.path()).map_err(fault)
    }

    fn open_or_create(&self) -> Result<Register, Failure> {
        Register::open_or_create(&self.path()).map_err(fault)
    }

    /// The file that is named, else that of the profile, else the nearest one, else one in the current folder.
    fn path(&self) -> PathBuf {
        let named = self.file.clone().or_else(|| in_profile(&self.settings));
        named.or_else(|| upwards(FILE_NAME)).unwrap_or_else(|| PathBuf::from(FILE_NAME))
    }

    fn region(&self) -> Result<Region, Failure> {
        rule::region_of(&self.settings.sources, &self.settings.region).map_err(|faults| faulty(&faults))
    }

    /// The one document that a name means.
    fn one(&self, register: &Register, name: &str) -> Result<Kept, Failure> {
        let mut found = register.named(name).map_err(fault)?;
        match found.len() {
            0 => Err(fault(Fault::Unknown(format!("“{name}”")))),
            1 => Ok(found.remove(0)),
            _ => {
                let each: Vec<_> = found.iter().map(|kept| format!("  {}　{}", kept.id, kept.record.title())).collect();
                Err(Failure::new(format!("“{name}”有{}件，请写序号：\n{}", found.len(), each.join("\n"))))
            }
        }
    }
}

/// The ledger that the profile names, beside it.
fn in_profile(settings: &Settings) -> Option<PathBuf> {
    settings.profile.ledger.file.as_ref().map(|file| settings.folder.join(file))
}

fn fault(fault: Fault) -> Failure {
    Failure::new(fault.to_string())
}

/// `公布日期=2026-01-05`: a field by its name or heading, and its value.
fn set(record: &mut Record, written: &str) -> Result<(), Failure> {
    let Some((name, value)) = written.split_once(['=', '＝']) else {
        return Err(Failure::new(format!("“{written}”要写成 内容=值，例如 公布日期=2026-01-05")));
    };
    let fields = crate::ledger::columns(&format!("{}={}", name.trim(), name.trim())).map_err(Failure::new)?;
    for (field, heading) in fields {
        put_value(record, field, &heading, value)
            .map_err(|why| Failure::new(format!("{}“{value}”{why}", field.heading())))?;
    }
    Ok(())
}

/// All fields, for help.
fn field_names() -> String {
    Field::ALL.iter().map(|field| field.heading()).collect::<Vec<_>>().join("、")
}
