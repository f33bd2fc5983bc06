//! `fashen ledger find` (查找).

use clap::Args;

use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault};
use crate::ledger::{Query, Stage};
use crate::output::ledger;

#[derive(Args)]
pub struct Find {
    #[arg(value_name = "词", help = "标题、文号、登记号、单位里的词，都要有；不写就全部列出")]
    words: Vec<String>,
    #[arg(long, value_name = "类别", help = "例如 规范性文件、重大行政决策、合同")]
    category: Option<String>,
    #[arg(long, value_name = "年份", help = "这一年送审、公布、备案或者清理的")]
    year: Option<i16>,
    #[arg(long, value_name = "进度", value_parser = stage, help = "起草、在审、已复、已公布、已登记、已备案、已评估、已清理")]
    stage: Option<Stage>,
    #[arg(long, value_name = "件数", default_value_t = 50, help = "最多列出几件，默认 50")]
    limit: usize,
    #[command(flatten)]
    out: Out,
}

fn stage(written: &str) -> Result<Stage, String> {
    let names = || Stage::ALL.map(Stage::chinese).join("、");
    Stage::ALL.into_iter().find(|stage| stage.chinese() == written).ok_or_else(|| format!("可用：{}", names()))
}

pub fn run(command: &Find, context: &Context) -> Done {
    let Find { words, category, year, stage, limit, out } = command;
    let (kind, limit) = (category.clone(), Some(*limit));
    let query = Query { words: words.clone(), kind, year: *year, stage: *stage, limit };
    let found = context.open()?.find(&query).map_err(fault)?;
    out.deliver(&ledger::found(&found), &ledger::found_json(&found))?;
    Ok(Verdict::Clean)
}
