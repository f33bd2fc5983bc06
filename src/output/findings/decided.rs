//! What the reviewers decided, as rows of the report.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{FindingRow, Report};
use crate::round::{Decision, Mark, Standing, Standings};

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingRow {
    /// accepted, dismissed, postponed, disputed
    pub state: &'static str,
    /// 应当修改, 待定 …
    pub word: &'static str,
    pub decisions: Vec<DecisionRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    pub decision: &'static str,
    pub reason: String,
    pub by: String,
    pub on: String,
    pub file: String,
}

/// A decision on something that is no longer found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnmatchedRow {
    pub rule: String,
    pub place: String,
    pub fingerprint: String,
    #[serde(flatten)]
    pub decision: DecisionRow,
    pub line: usize,
}

const DISPUTED: &str = "disputed";

impl StandingRow {
    pub fn new(finding: &FindingRow, standings: &Standings) -> Option<StandingRow> {
        let standing = standings.of(&finding.fingerprint);
        let state = match &standing {
            Standing::Open => return None,
            Standing::Decided(decision) => decision.mark.name(),
            Standing::Disputed(_) => DISPUTED,
        };
        let decisions = standings.all(&finding.fingerprint).iter().map(decision_row).collect();
        Some(StandingRow { state, word: standing.word(finding.grade, finding.heading), decisions })
    }
}

pub fn decision_row(decision: &Decision) -> DecisionRow {
    let Decision { mark, reason, by, on, file, .. } = decision.clone();
    DecisionRow { decision: mark.name(), reason, by, on, file }
}

impl UnmatchedRow {
    pub fn new(decision: &Decision) -> UnmatchedRow {
        UnmatchedRow {
            rule: decision.rule.clone(),
            place: decision.place.clone(),
            fingerprint: decision.fingerprint.clone(),
            decision: decision_row(decision),
            line: decision.line,
        }
    }
}

impl FindingRow {
    /// A reviewer has said that it is none.
    pub fn is_dismissed(&self) -> bool {
        self.standing.as_ref().is_some_and(|standing| standing.state == Mark::Dismissed.name())
    }
}

/// Lines below the counts: what is decided, where reviewers contradict each other, what matches nothing.
pub fn lines(report: &Report) -> Vec<String> {
    let findings = || report.files.iter().flat_map(|file| &file.findings);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings() {
        *counts.entry(finding.standing.as_ref().map_or("", |standing| standing.state)).or_default() += 1;
    }
    let named = [
        ("accepted", "认可"),
        ("dismissed", "不认可"),
        ("postponed", "待定"),
        (DISPUTED, "意见不一致"),
        ("", "未决定"),
    ];
    let said = named.iter().filter_map(|(state, word)| Some(format!("{word}{}", counts.get(state)?)));
    let said: Vec<_> = said.collect();
    let is_decided = counts.keys().any(|state| !state.is_empty());
    let mut lines: Vec<_> = is_decided.then(|| format!("审查人员的决定：{}", said.join("、"))).into_iter().collect();
    lines.extend(findings().filter_map(disputed));
    lines.extend(report.unmatched.iter().map(unmatched));
    lines
}

fn disputed(finding: &FindingRow) -> Option<String> {
    let standing = finding.standing.as_ref().filter(|standing| standing.state == DISPUTED)?;
    let said = standing.decisions.iter().map(|it| {
        let reason = if it.reason.is_empty() { String::new() } else { format!("（{}）", it.reason) };
        format!("{}{}{reason}", it.by, word(it.decision))
    });
    let said = said.collect::<Vec<_>>().join("，");
    let place = if finding.place.is_empty() { "全文" } else { &finding.place };
    Some(format!("  意见不一致：{place} {}：{said}", finding.title))
}

fn word(name: &str) -> &'static str {
    Mark::ALL.into_iter().find(|mark| mark.name() == name).map_or("", Mark::chinese)
}

fn unmatched(row: &UnmatchedRow) -> String {
    let UnmatchedRow { rule, place, decision, line, .. } = row;
    format!("  没有对应问题的决定：{} 第{line}行 {place} {rule}（{}）", decision.file, word(decision.decision))
}
