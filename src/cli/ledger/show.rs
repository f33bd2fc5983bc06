//! `fashen ledger show` (显示): all that is known of a document.

use clap::Args;

use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault};
use crate::ledger::{Fault, Found};
use crate::output::ledger::{self, Paper};

#[derive(Args)]
pub struct Show {
    #[arg(value_name = "序号或文号", help = "台账序号、登记号、文号、意见书文号或者标题")]
    name: String,
    #[command(flatten)]
    out: Out,
}

pub fn run(command: &Show, context: &Context) -> Done {
    let register = context.open()?;
    let documents = register.named(&command.name).map_err(fault)?;
    if documents.is_empty() {
        return Err(fault(Fault::Unknown(format!("“{}”", command.name))));
    }
    let mut paper = Paper::default();
    for kept in &documents {
        let findings = kept.reviews.iter().map(|review| register.findings(review.id));
        let findings = findings.collect::<Result<Vec<_>, _>>().map_err(fault)?;
        let one = ledger::shown(kept, &findings);
        paper.paragraphs.push(one.title);
        paper.paragraphs.extend(one.paragraphs);
        paper.sheets.extend(one.sheets);
    }
    command.out.deliver(&paper, &ledger::found_json(&Found { documents, more: 0 }))?;
    Ok(Verdict::Clean)
}
