//! `fashen ledger export` (导出): the ledger as a table.

use clap::{Args, ValueEnum};

use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault};
use crate::ledger::Query;
use crate::output::ledger;

#[derive(Args)]
pub struct Export {
    #[arg(long, value_name = "内容", value_enum, default_value_t = What::Documents)]
    #[arg(help = "documents 台账（默认），rejected 导入时未收的行")]
    what: What,
    #[arg(long, value_name = "类别", help = "只要一类")]
    category: Option<String>,
    #[arg(long, value_name = "年份", help = "只要这一年的")]
    year: Option<i16>,
    #[arg(long, help = "导出未收的行以后，从台账里删去它们")]
    forget: bool,
    #[command(flatten)]
    out: Out,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    #[value(alias = "台账")]
    Documents,
    #[value(alias = "未收")]
    Rejected,
}

pub fn run(command: &Export, context: &Context) -> Done {
    let mut register = context.open()?;
    match command.what {
        What::Documents => {
            let query = Query { kind: command.category.clone(), year: command.year, ..Query::default() };
            let found = register.find(&query).map_err(fault)?;
            command.out.deliver(&ledger::table(&found.documents), &ledger::found_json(&found))?;
        }
        What::Rejected => {
            let rows = register.rejected().map_err(fault)?;
            let paper = ledger::rejected(&rows);
            command.out.deliver(&paper, &ledger::rejected_json(&rows))?;
            if command.forget {
                register.forget_rejected().map_err(fault)?;
            }
        }
    }
    Ok(Verdict::Clean)
}
