//! 先前意见: an opinion of the round before, found anew in the earlier draft or read from its `findings.json`.

use serde::Deserialize;

use super::standing::{Standing, Standings};
use crate::finding::{Finding, Grade, Heading};
use crate::text::{Span, Text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub rule: String,
    pub title: String,
    pub heading: Heading,
    pub grade: Grade,
    pub place: String,
    /// In the earlier draft; `None` for one about the whole document, or whose words are not found there.
    pub span: Option<Span>,
    pub quote: String,
    pub message: String,
    pub advice: String,
    pub fingerprint: String,
    pub standing: Standing,
}

/// The findings of the earlier draft, checked anew.
pub fn of_findings(text: &Text, findings: &[Finding], standings: &Standings) -> Vec<Earlier> {
    let earlier = |finding: &Finding| Earlier {
        rule: finding.rule.to_string(),
        title: finding.title.to_string(),
        heading: finding.heading,
        grade: finding.grade,
        place: finding.place.to_string(),
        span: finding.span,
        quote: finding.span.map_or_else(String::new, |span| text.slice(span).to_owned()),
        message: finding.message.clone(),
        advice: finding.advice.to_string(),
        fingerprint: finding.fingerprint.clone(),
        standing: standings.of(&finding.fingerprint),
    };
    findings.iter().map(earlier).collect()
}

/// Why a `findings.json` is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Json {
        line: usize,
        column: usize,
        what: String,
    },
    /// Not `fashen.findings/1`.
    Schema(String),
    /// Several files, none of that name.
    WhichFile(Vec<String>),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Json { line, column, what } => write!(f, "第{line}行第{column}列：不是问题清单（{what}）"),
            Fault::Schema(found) => {
                write!(f, "格式是“{found}”，应为 fashen.findings/1；请用上一轮审查写出的 findings.json")
            }
            Fault::WhichFile(names) => {
                write!(f, "里面有{}个文件的问题，没有与旧稿同名的：{}", names.len(), names.join("、"))
            }
        }
    }
}

#[derive(Deserialize)]
struct Report {
    schema: String,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    findings: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    rule: String,
    title: String,
    #[serde(default = "content")]
    heading: Heading,
    grade: Grade,
    place: String,
    span: Option<Characters>,
    #[serde(default)]
    quote: String,
    message: String,
    #[serde(default)]
    advice: String,
    fingerprint: String,
}

fn content() -> Heading {
    Heading::Content
}

#[derive(Clone, Copy, Deserialize)]
struct Characters {
    start: usize,
    end: usize,
}

/// Reads the findings on the earlier draft; `name` is its file name.
pub fn read(content: &str, name: &str, text: &Text, standings: &Standings) -> Result<Vec<Earlier>, Fault> {
    let report: Report = serde_json::from_str(content).map_err(|error| Fault::Json {
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    })?;
    if report.schema != "fashen.findings/1" {
        return Err(Fault::Schema(report.schema));
    }
    let file = match &report.files[..] {
        [one] => one,
        all => {
            let names = || all.iter().map(|file| last_name(&file.path).to_owned()).collect();
            all.iter().find(|file| last_name(&file.path) == name).ok_or_else(|| Fault::WhichFile(names()))?
        }
    };
    Ok(file.findings.iter().map(|row| earlier(row, text, standings)).collect())
}

fn earlier(row: &Row, text: &Text, standings: &Standings) -> Earlier {
    Earlier {
        rule: row.rule.clone(),
        title: row.title.clone(),
        heading: row.heading,
        grade: row.grade,
        place: row.place.clone(),
        span: row.span.and_then(|span| locate(text, span, &row.quote)),
        quote: row.quote.clone(),
        message: row.message.clone(),
        advice: row.advice.clone(),
        fingerprint: row.fingerprint.clone(),
        standing: standings.of(&row.fingerprint),
    }
}

/// Where the quoted words stand: as told, else the nearest place where they do.
fn locate(text: &Text, told: Characters, quote: &str) -> Option<Span> {
    let content = text.as_str();
    let byte = |characters: usize| content.char_indices().nth(characters).map_or(content.len(), |(at, _)| at);
    let (start, end) = (byte(told.start), byte(told.end.max(told.start)));
    if content.get(start..end) == Some(quote) {
        return Some(Span::new(start, end));
    }
    if quote.is_empty() {
        return None;
    }
    let near = content.match_indices(quote).min_by_key(|(at, _)| at.abs_diff(start));
    near.map(|(at, _)| Span::new(at, at + quote.len()))
}

fn last_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
