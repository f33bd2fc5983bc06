//! `fashen ledger plan` (计划): the yearly plan against what came.

use clap::Args;

use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault};
use crate::output::ledger;

#[derive(Args)]
pub struct Plan {
    #[arg(long, value_name = "年份", help = "哪一年；默认今年")]
    year: Option<i16>,
    #[command(flatten)]
    out: Out,
}

pub fn run(command: &Plan, context: &Context) -> Done {
    let year = command.year.unwrap_or_else(|| context.settings.as_of.year());
    let coverage = context.open()?.coverage(year).map_err(fault)?;
    command.out.deliver(&ledger::plan(&coverage), &ledger::plan_json(&coverage))?;
    Ok(Verdict::Clean)
}
