//! `fashen law` (法规): the law index and the user's own law library.

mod affected;
mod import;
mod indexed;
mod lookup;
mod map;
mod row;
mod search;
mod show;
mod versions;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::options::{Settings, Shared, upwards};
use super::{Done, Failure};
use crate::library::{FILE_NAME, Library};

#[derive(Args)]
pub struct Law {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(
        alias = "导入",
        about = "导入：把法规全文（docx、txt、html、md 等）收进法规库，一个文件是一部法规的一个版本"
    )]
    Import(import::Import),
    #[command(alias = "显示", about = "显示：一部法规，或者其中一条在某一天的原文")]
    Show(show::Show),
    #[command(alias = "版本", about = "版本：法规库里一部法规有哪些版本")]
    Versions(versions::Versions),
    #[command(alias = "检索", about = "检索：含有这些词的法规和条文")]
    Search(search::Search),
    #[command(alias = "条号对照", about = "条号对照：旧版本的条号在新版本里是第几条")]
    Map(map::Map),
    #[command(alias = "影响", about = "影响：哪些文件、哪些条款以一部法规（或者它的一条）为依据")]
    AffectedBy(affected::AffectedBy),
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Terminal,
    Json,
}

pub fn run(command: &Law, shared: Shared) -> Done {
    let settings = Settings::resolve(shared)?;
    match &command.command {
        Command::Import(command) => import::run(command, &settings),
        Command::Show(command) => show::run(command, &settings),
        Command::Versions(command) => versions::run(command, &settings),
        Command::Search(command) => search::run(command, &settings),
        Command::Map(command) => map::run(command, &settings),
        Command::AffectedBy(command) => affected::run(command, &settings),
    }
}

/// The library that is named, else the nearest one from the current folder up; `None` where there is none.
fn nearest(settings: &Settings) -> Result<Option<Library>, Failure> {
    let path = settings.laws.clone().or_else(|| upwards(FILE_NAME));
    path.map(|path| Library::open(&path)).transpose().map_err(|fault| Failure::new(fault.to_string()))
}

/// The library that a command cannot do without.
fn needed(settings: &Settings) -> Result<Library, Failure> {
    nearest(settings)?.ok_or_else(|| Failure::new(format!("没有法规库；{HOW}")))
}

/// How to come by a library.
const HOW: &str = "先导入法规全文：fashen law import 法规文件或者文件夹…";

/// The file to import to: the one that is named, else one in the current folder.
fn target(settings: &Settings) -> PathBuf {
    settings.laws.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME))
}

/// What could not be read makes a result incomplete.
fn complete(library: &Library) -> Result<(), Failure> {
    library.fault().map_or(Ok(()), |fault| Err(Failure::new(fault.to_string())))
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let written = serde_json::to_string_pretty(value).map_err(|error| Failure::new(error.to_string()))?;
    Ok(written + "\n")
}
