//! `fashen.sweep/1` and the forms in which a sweep (清理) is handed over: catalogues, decision, calendar.

mod calendar;
mod decision;
mod table;
mod terminal;
mod xlsx;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::PrettyFormatter;

use super::findings::{Skipped, UnreadRow};
use crate::rule::{Proposal, Sweep};
use crate::sweep::{Entry, Pair, Row};

pub use calendar::calendar;
pub use decision::decision;
pub use table::{BACK, csv, units};
pub use terminal::{summary, terminal};
pub use xlsx::{unit_xlsx, xlsx};

pub const SCHEMA: &str = "fashen.sweep/1";

/// All that a sweep comes to.
#[derive(Serialize)]
pub struct Report {
    pub schema: &'static str,
    pub as_of: String,
    pub region: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    pub rules_version: String,
    pub lawbook_date: String,
    /// Sorted by path.
    pub documents: Vec<Row>,
    /// Rows of the ledger without a file.
    #[serde(serialize_with = "entries")]
    pub ledger_only: Vec<Entry>,
    pub unread: Vec<UnreadRow>,
    pub skipped: Skipped,
    #[serde(skip)]
    pub pairs: Vec<Pair>,
    /// Who decides on the result, where the profile says so.
    #[serde(skip)]
    pub office: Option<String>,
    /// Decisions that belong to no document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lost_decisions: Vec<String>,
}

fn entries<S: serde::Serializer>(entries: &[Entry], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(entries.iter().map(|entry| (&entry.place, &entry.cells)).map(|(place, cells)| {
        let mut all = cells.clone();
        all.insert("place".to_owned(), place.clone());
        all
    }))
}

impl Report {
    pub fn count(&self, proposal: Proposal) -> usize {
        self.documents.iter().filter(|row| outcome(row) == proposal).count()
    }

    pub fn is_complete(&self) -> bool {
        self.unread.is_empty()
    }
}

/// What a reviewer decided, else what is proposed.
pub fn outcome(row: &Row) -> Proposal {
    row.decided.as_ref().map_or(row.proposal, |decided| decided.proposal)
}

/// What a reason is called in the rules.
fn reason_title<'s>(code: &'s str, words: &'s Sweep) -> &'s str {
    words.reason(code).map_or(code, |reason| reason.title.as_str())
}

pub fn json(report: &Report, out: impl Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(b" "));
    report.serialize(&mut serializer)?;
    out.write_all(b"\n")?;
    out.flush()
}
