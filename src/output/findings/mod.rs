//! Findings as a report: the rows of `fashen.findings/1`, from which every format is written.

use serde::Serialize;

use crate::document::Document;
use crate::fact::Kind;
use crate::finding::{CitedBasis, Confidence, Finding, Grade, Heading, Related, Unchecked};
use crate::source::Unread;
use crate::text::{Position, Positions, Span, Text};

pub const SCHEMA: &str = "fashen.findings/1";

/// What a run found; the same input, rules, lawbook, region and day give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub schema: &'static str,
    pub as_of: String,
    pub region: String,
    pub rules_version: String,
    pub lawbook_date: String,
    /// Sorted by path.
    pub files: Vec<FileRow>,
    pub unread: Vec<UnreadRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FileRow {
    pub path: String,
    pub title: String,
    pub kind: &'static str,
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
    pub message: String,
    pub basis: Vec<CitedBasis>,
    pub advice: String,
    pub related: Vec<RelatedRow>,
    pub fingerprint: String,
}

/// Characters of the Text; lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanRow {
    pub start: usize,
    pub end: usize,
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct RelatedRow {
    pub path: String,
    pub place: String,
    pub span: Option<SpanRow>,
    pub quote: String,
    pub note: String,
}

impl UnreadRow {
    pub fn new(path: &str, unread: &Unread) -> UnreadRow {
        UnreadRow { path: path.to_owned(), reason: unread.to_string(), advice: unread.advice().to_owned() }
    }
}

impl FileRow {
    /// Rows for a checked draft; bytes become characters here.
    pub fn new(path: &str, title: &str, kind: Kind, text: &Text, document: &Document, findings: &[Finding], unchecked: Vec<Unchecked>) -> FileRow {
        let _ = document;
        let positions = if findings.is_empty() { None } else { Some(Positions::new(text)) };
        let row = |finding: &Finding| positions.as_ref().map(|positions| finding_row(text, positions, finding));
        FileRow {
            path: path.to_owned(),
            title: title.to_owned(),
            kind: kind.name(),
            findings: findings.iter().filter_map(row).collect(),
            unchecked,
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
        message: finding.message.clone(),
        basis: finding.basis.to_vec(),
        advice: finding.advice.to_string(),
        related: finding.related.iter().map(|related| related_row(text, positions, related)).collect(),
        fingerprint: finding.fingerprint.clone(),
    }
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
