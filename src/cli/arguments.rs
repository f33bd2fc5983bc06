//! The arguments of every command.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use super::options::Shared;
use super::{check, compare, help, law, ledger, parse, review, rules, sweep};

#[derive(Parser)]
#[command(name = "fashen", version, about = "法审：行政规范性文件合法性审核助手。离线运行，不上传任何内容。")]
#[command(
    after_help = "退出码：0 没有达到 --fail-on 级别的问题；1 有；2 有事情没有做成（文件未读、规则文件有错、参数有错）。"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub shared: Shared,
}

#[derive(Subcommand)]
pub enum Command {
    #[command(alias = "解析", about = "解析：显示文件的结构（章、条、款、项）、标题、文号和日期")]
    Parse(parse::Parse),
    #[command(alias = "自查", about = "自查：检查一份或者多份文件，列出问题、依据和修改建议")]
    Check(check::Check),
    #[command(alias = "审查", about = "审查：审查一份送审稿或者一个送审材料文件夹，起草意见书")]
    Review(review::Review),
    #[command(alias = "对照", about = "对照：两个版本的条文对照表")]
    Compare(compare::Compare),
    #[command(alias = "法规", about = "法规：法规索引，和本单位自己的法规库（导入、显示、版本、检索、条号对照）")]
    Law(law::Law),
    #[command(alias = "台账", about = "台账：登记文件和审查，到期提醒、编号、计划、年报、以前的意见")]
    Ledger(ledger::Ledger),
    #[command(alias = "规则", about = "规则：列出、说明、测试审查规则")]
    Rules(rules::Rules),
    #[command(alias = "清理", about = "清理：成批文件的效力状态、清理意见和理由，写出清理目录")]
    Sweep(sweep::Sweep),
}

/// Reads the arguments with everything said in Chinese.
pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let matches = help::chinese(Arguments::command()).try_get_matches_from(args)?;
    Arguments::from_arg_matches(&matches)
}
