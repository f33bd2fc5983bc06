//! Findings as a report: the rows of `fashen.findings/1`, from which every format is written.

mod context;
mod decided;
mod html;
mod json;
mod markdown;
mod sarif;
mod terminal;
#[cfg(test)]
mod tests;
mod triage;
mod words;

use serde::Serialize;

use super::round::RoundRow;
use crate::finding::{CitedBasis, Confidence, Finding, Grade, Heading, Related, Replacement, Unchecked};
use crate::review::Draft;
use crate::round::Standings;
use crate::source::Unread;
use crate::text::{Position, Positions, Span, Text};

pub use context::Context;
pub use decided::{StandingRow, UnmatchedRow, lines as decided};
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use sarif::sarif;
pub use terminal::{summary, terminal, unread};
pub use triage::TriageRow;
pub use words::{CAVEAT, NOTHING};

/// 违法2（其中待核1）、缺陷3 of all files; empty where nothing was found.
pub fn counts(report: &Report) -> String {
    words::counts(report.files.iter().flat_map(|file| &file.findings))
}

pub const SCHEMA: &str = "fashen.findings/1";

/// What a run found; the same input, rules, lawbook, region and day give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub schema: &'static str,
    pub as_of: String,
    pub region: String,
    /// 专项清理 themes to which the check was limited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    pub rules_version: String,
    pub lawbook_date: String,
    /// Sorted by path.
    pub files: Vec<FileRow>,
    pub unread: Vec<UnreadRow>,
    pub skipped: Skipped,
    /// Decisions that match no finding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<UnmatchedRow>,
    /// 第二轮: what became of the opinions on the earlier draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundRow>,
}

/// Entries of a folder that no draft hides behind: passed over, but counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Skipped {
    pub hidden: usize,
    /// `~$` files of an office program.
    pub temporary: usize,
    /// Pictures, archives, tables, programs.
    pub foreign: usize,
}

impl Skipped {
    pub fn add(&mut self, other: Skipped) {
        self.hidden += other.hidden;
        self.temporary += other.temporary;
        self.foreign += other.foreign;
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct FileRow {
    pub path: String,
    pub title: String,
    pub kind: &'static str,
    /// 分流
    pub triage: TriageRow,
    pub findings: Vec<FindingRow>,
    pub unchecked: Vec<Unchecked>,
}

/// A file that was not read, and so is not clean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct UnreadRow {
    pub path: String,
    pub reason: String,
    pub advice: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FindingRow {
    pub rule: String,
    pub title: String,
    pub heading: Heading,
    pub grade: Grade,
    pub confidence: Confidence,
    pub place: String,
    pub span: Option<SpanRow>,
    pub quote: String,
    /// The words around the quote, for people.
    #[serde(skip)]
    pub context: Context,
    pub message: String,
    pub basis: Vec<CitedBasis>,
    pub advice: String,
    pub related: Vec<RelatedRow>,
    /// What to write instead, where the rule knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<ReplacementRow>,
    pub fingerprint: String,
    /// What the reviewers decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<StandingRow>,
}

/// Characters of the Text; lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanRow {
    pub start: usize,
    pub end: usize,
    pub line: usize,
    pub column: usize,
}

/// Words of the Text and what to write in their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReplacementRow {
    pub span: SpanRow,
    pub quote: String,
    pub with: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct RelatedRow {
    pub path: String,
    pub place: String,
    pub span: Option<SpanRow>,
    pub quote: String,
    pub note: String,
}

impl Report {
    /// Says of every finding what the reviewers decided; `earlier` are fingerprints of the round before.
    pub fn decide(&mut self, standings: &Standings, earlier: &[String]) {
        for finding in self.files.iter_mut().flat_map(|file| &mut file.findings) {
            finding.standing = StandingRow::new(finding, standings);
        }
        let findings = self.files.iter().flat_map(|file| &file.findings);
        let known = findings.map(|finding| finding.fingerprint.as_str()).chain(earlier.iter().map(String::as_str));
        self.unmatched = standings.unmatched(known).into_iter().map(UnmatchedRow::new).collect();
    }
}

impl UnreadRow {
    pub fn new(path: &str, unread: &Unread) -> UnreadRow {
        UnreadRow { path: path.to_owned(), reason: unread.to_string(), advice: unread.advice().to_owned() }
    }
}

impl FileRow {
    /// Rows for a checked draft; bytes become characters here.
    pub fn new(path: &str, draft: &Draft) -> FileRow {
        let Draft { source, outcome, .. } = draft;
        let positions = (!outcome.findings.is_empty()).then(|| Positions::new(&source.text));
        let row = |positions: &Positions<'_>| {
            let findings = outcome.findings.iter();
            findings.map(|finding| finding_row(&source.text, positions, finding)).collect()
        };
        FileRow {
            path: path.to_owned(),
            title: draft.facts.title.clone(),
            kind: draft.kind.name(),
            triage: TriageRow::new(&draft.triage),
            findings: positions.as_ref().map_or_else(Vec::new, row),
            unchecked: outcome.unchecked.clone(),
        }
    }
}

fn finding_row(text: &Text, positions: &Positions<'_>, finding: &Finding) -> FindingRow {
    FindingRow {
        rule: finding.rule.to_string(),
        title: finding.title.to_string(),
        heading: finding.heading,
        grade: finding.grade,
        confidence: finding.confidence,
        place: finding.place.to_string(),
        span: finding.span.map(|span| span_row(positions, span)),
        quote: finding.span.map_or_else(String::new, |span| text.slice(span).to_owned()),
        context: finding.span.map_or_else(Context::default, |span| Context::of(text, span)),
        message: finding.message.clone(),
        basis: finding.basis.to_vec(),
        advice: finding.advice.to_string(),
        related: finding.related.iter().map(|related| related_row(text, positions, related)).collect(),
        replacement: finding.replacement.as_ref().map(|it| replacement_row(text, positions, it)),
        fingerprint: finding.fingerprint.clone(),
        standing: None,
    }
}

fn replacement_row(text: &Text, positions: &Positions<'_>, replacement: &Replacement) -> ReplacementRow {
    let Replacement { span, with } = replacement;
    ReplacementRow { span: span_row(positions, *span), quote: text.slice(*span).to_owned(), with: with.clone() }
}

/// A place in another file has no span in this Text: its quote is in the note.
fn related_row(text: &Text, positions: &Positions<'_>, related: &Related) -> RelatedRow {
    let here = related.path.is_empty();
    RelatedRow {
        path: related.path.clone(),
        place: related.place.to_string(),
        span: here.then(|| span_row(positions, related.span)),
        quote: if here { text.slice(related.span).to_owned() } else { String::new() },
        note: related.note.clone(),
    }
}

pub fn span_row(positions: &Positions<'_>, span: Span) -> SpanRow {
    let Position { offset, line, column } = positions.at(span.start);
    SpanRow { start: offset, end: positions.at(span.end).offset, line, column }
}
