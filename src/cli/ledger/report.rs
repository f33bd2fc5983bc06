//! `fashen ledger report` (年报): a year in numbers.

use clap::Args;

use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault};
use crate::output::ledger;

#[derive(Args)]
pub struct Report {
    #[arg(long, value_name = "年份", help = "哪一年；默认今年")]
    year: Option<i16>,
    #[command(flatten)]
    out: Out,
}

pub fn run(command: &Report, context: &Context) -> Done {
    let year = command.year.unwrap_or_else(|| context.settings.as_of.year());
    let tally = context.open()?.tally(year).map_err(fault)?;
    command.out.deliver(&ledger::report(&tally), &ledger::report_json(&tally))?;
    Ok(Verdict::Clean)
}
