//! SARIF 2.1.0, for programs that collect results. Columns count Unicode code points.

mod log;

use std::collections::BTreeMap;

use super::{FileRow, FindingRow, RelatedRow, Report, SpanRow, UnreadRow, words};
use crate::finding::{Confidence, Grade};
use log::*;

pub fn sarif(report: &Report) -> serde_json::Result<String> {
    let mut out = serde_json::to_string_pretty(&log_of(report))?;
    out.push('\n');
    Ok(out)
}

fn log_of(report: &Report) -> Log<'_> {
    let rules = rules(report);
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    let results = report.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)));
    let run = Run {
        results: results.map(|(file, finding)| result(file, finding, &index)).collect(),
        invocations: [invocation(report)],
        column_kind: "unicodeCodePoints",
        properties: RunProperties {
            as_of: &report.as_of,
            region: &report.region,
            rules_version: &report.rules_version,
            lawbook_date: &report.lawbook_date,
        },
        tool: Tool {
            driver: Driver {
                name: "fashen",
                full_name: "法审",
                version: env!("CARGO_PKG_VERSION"),
                language: "zh-CN",
                rules,
            },
        },
    };
    Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }
}

/// The rules that found something, by id.
fn rules(report: &Report) -> Vec<Rule<'_>> {
    let findings = report.files.iter().flat_map(|file| &file.findings);
    let by_id: BTreeMap<&str, &FindingRow> = findings.map(|finding| (finding.rule.as_str(), finding)).collect();
    by_id.into_values().map(rule).collect()
}

fn rule(finding: &FindingRow) -> Rule<'_> {
    Rule {
        id: &finding.rule,
        short_description: Message::new(&finding.title),
        help: Message::new(&finding.advice),
        default_configuration: Configuration { level: level(finding.grade) },
        properties: RuleProperties {
            grade: finding.grade,
            heading: finding.heading,
            tags: [finding.heading.chinese()],
        },
    }
}

fn level(grade: Grade) -> &'static str {
    match grade {
        Grade::Violation => "error",
        Grade::Defect => "warning",
        Grade::Advice => "note",
    }
}

fn result<'r>(file: &'r FileRow, finding: &'r FindingRow, index: &BTreeMap<&str, usize>) -> Outcome<'r> {
    let possible = finding.confidence == Confidence::Possible;
    Outcome {
        rule_id: &finding.rule,
        rule_index: index.get(finding.rule.as_str()).copied().unwrap_or_default(),
        level: if possible { "note" } else { level(finding.grade) },
        message: Message::new(&finding.message),
        locations: vec![location(&file.path, finding.span, Some(&finding.quote), &finding.place)],
        related_locations: finding.related.iter().map(|it| related(&file.path, it)).collect(),
        partial_fingerprints: Fingerprints { finding: &finding.fingerprint },
        properties: OutcomeProperties {
            grade: finding.grade,
            confidence: finding.confidence,
            basis: words::basis(&finding.basis),
            advice: &finding.advice,
        },
    }
}

fn location(path: &str, span: Option<SpanRow>, quote: Option<&str>, place: &str) -> Location {
    let region = span.map(|span| Region {
        start_line: span.line,
        start_column: span.column,
        char_offset: span.start,
        char_length: span.end - span.start,
        snippet: quote.map(Message::new),
    });
    let place = (!place.is_empty()).then(|| LogicalLocation { fully_qualified_name: place.to_owned() });
    Location {
        physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(path) }, region },
        logical_locations: place.into_iter().collect(),
        message: None,
    }
}

fn related(path: &str, related: &RelatedRow) -> Location {
    let path = if related.path.is_empty() { path } else { &related.path };
    let location = location(path, related.span, None, &related.place);
    Location { message: Some(Message::new(&related.note)), ..location }
}

/// Files not read are notifications: the run was not complete.
fn invocation(report: &Report) -> Invocation {
    let notification = |unread: &UnreadRow| Notification {
        level: "error",
        message: Message::new(&format!("{}。{}", unread.reason, unread.advice)),
        locations: [location(&unread.path, None, None, "")],
    };
    Invocation {
        execution_successful: report.unread.is_empty(),
        tool_execution_notifications: report.unread.iter().map(notification).collect(),
    }
}

/// A path as a URI reference: forward slashes, everything but plain letters percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' => out.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            b if b.is_ascii_alphanumeric() => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}
