//! `fashen ledger due` (到期): what falls due.

use clap::Args;
use jiff::Span;

use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault};
use crate::date::Date;
use crate::ledger::Window;
use crate::output::ledger;

#[derive(Args)]
pub struct Due {
    #[arg(long, value_name = "月数", default_value_t = 6, value_parser = clap::value_parser!(u32).range(0..=600))]
    #[arg(help = "今后几个月内到期的，默认 6")]
    within: u32,
    #[arg(long, help = "也列出已经逾期的")]
    overdue: bool,
    #[command(flatten)]
    out: Out,
}

/// Nothing in a ledger is older.
const FIRST: Date = jiff::civil::date(1949, 10, 1);

pub fn run(command: &Due, context: &Context) -> Done {
    let as_of = context.settings.as_of;
    let from = if command.overdue { FIRST } else { as_of };
    let window = Window { from, to: as_of.saturating_add(Span::new().months(command.within)) };
    let (region, register) = (context.region()?, context.open()?);
    let list = register.due(&region, &context.settings.profile.calendar(), window, as_of).map_err(fault)?;
    let overdue = register.overdue(&region, as_of).map_err(fault)?;
    let paper = ledger::due(&list, overdue, window, as_of);
    command.out.deliver(&paper, &ledger::due_json(&list, overdue, window, as_of))?;
    Ok(Verdict::Clean)
}
