//! All rules, one a line.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::finding::{Confidence, Grade, Heading};
use crate::rule::{Rule, RuleSet, When};

/// `fashen.rules/1`
#[derive(Serialize)]
struct Listing<'r> {
    schema: &'static str,
    rules_version: &'r str,
    rules: Vec<Row<'r>>,
}

#[derive(Serialize)]
struct Row<'r> {
    id: &'r str,
    title: &'r str,
    grade: Grade,
    confidence: Confidence,
    heading: Heading,
    check: &'static str,
    when: &'r [When],
    regions: &'r [String],
    themes: &'r [String],
    formerly: &'r [String],
    examples: usize,
    file: &'r str,
    line: usize,
}

pub fn json(rules: &RuleSet) -> serde_json::Result<String> {
    let rows = sorted(rules).into_iter().map(row).collect();
    let listing = Listing { schema: "fashen.rules/1", rules_version: &rules.version, rules: rows };
    Ok(serde_json::to_string_pretty(&listing)? + "\n")
}

fn row(rule: &Rule) -> Row<'_> {
    Row {
        id: &rule.id,
        title: &rule.title,
        grade: rule.grade,
        confidence: rule.confidence,
        heading: rule.heading,
        check: rule.check.kind(),
        when: &rule.when,
        regions: &rule.regions,
        themes: &rule.themes,
        formerly: &rule.formerly,
        examples: rule.examples.len(),
        file: &rule.origin.file,
        line: rule.origin.line,
    }
}

pub fn table(rules: &RuleSet) -> String {
    let mut rows = vec![["规则", "名称", "级别", "把握", "归入"].map(str::to_owned)];
    rows.extend(sorted(rules).into_iter().map(cells));
    let widths: Vec<_> = (0..5).map(|at| rows.iter().map(|row| row[at].width()).max().unwrap_or(0)).collect();
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let lines: String = rows.iter().map(line).collect();
    format!("{lines}\n共{}条规则，版本 {}\n", rules.rules.len(), rules.version)
}

fn cells(rule: &Rule) -> [String; 5] {
    [&rule.id, &*rule.title, rule.grade.chinese(), rule.confidence.chinese(), rule.heading.chinese()].map(str::to_owned)
}

fn sorted(rules: &RuleSet) -> Vec<&Rule> {
    let mut sorted: Vec<_> = rules.rules.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    sorted
}
