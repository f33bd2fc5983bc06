//! Where findings stand: what the reviewers decided, file by file, with whose decision it was. Reviewers that
//! contradict each other are shown, never settled here.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::{Decision, Held, Mark};
use crate::finding::{Finding, Grade, Heading};

/// What is decided of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// 待审查人员确认
    #[default]
    Open,
    /// All who decided agree; the one who decided first speaks.
    Decided(Decision),
    /// 意见不一致
    Disputed(Vec<Decision>),
}

impl Standing {
    /// The agreed mark.
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Standing::Decided(decision) => Some(decision.mark),
            Standing::Open | Standing::Disputed(_) => None,
        }
    }

    /// How a letter puts the finding: an accepted one by its grade.
    pub fn word(&self, grade: Grade, heading: Heading) -> &'static str {
        match (self, heading, grade) {
            (Standing::Open, ..) => "待审查人员确认",
            (Standing::Disputed(_), ..) => "审查人员意见不一致",
            (Standing::Decided(Decision { mark: Mark::Dismissed, .. }), ..) => "不认可",
            (Standing::Decided(Decision { mark: Mark::Postponed, .. }), ..) => "待定",
            (_, Heading::Drafting, _) => "文字建议",
            (.., Grade::Violation) => "应当修改",
            (.., Grade::Defect) => "应当补正",
            (.., Grade::Advice) => "建议修改",
        }
    }
}

/// All decisions at hand.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    by_fingerprint: BTreeMap<String, Vec<Decision>>,
}

impl Standings {
    pub fn new(files: impl IntoIterator<Item = Held>) -> Standings {
        let mut standings = Standings::default();
        for decision in files.into_iter().flat_map(|held| held.decided) {
            standings.by_fingerprint.entry(decision.fingerprint.clone()).or_default().push(decision);
        }
        standings.by_fingerprint.values_mut().for_each(|all| *all = latest(std::mem::take(all)));
        standings
    }

    pub fn is_empty(&self) -> bool {
        self.by_fingerprint.is_empty()
    }

    pub fn of(&self, fingerprint: &str) -> Standing {
        match self.by_fingerprint.get(fingerprint).map(Vec::as_slice) {
            None | Some([]) => Standing::Open,
            Some([first, rest @ ..]) if rest.iter().all(|other| other.mark == first.mark) => {
                Standing::Decided(first.clone())
            }
            Some(all) => Standing::Disputed(all.to_vec()),
        }
    }

    /// Every decision on a finding, one a reviewer.
    pub fn all(&self, fingerprint: &str) -> &[Decision] {
        self.by_fingerprint.get(fingerprint).map_or(&[], Vec::as_slice)
    }

    /// Decisions that match no finding, in the order of their files.
    pub fn unmatched<'f>(&self, known: impl IntoIterator<Item = &'f str>) -> Vec<&Decision> {
        let known: BTreeSet<&str> = known.into_iter().collect();
        let lost = self.by_fingerprint.iter().filter(|(fingerprint, _)| !known.contains(fingerprint.as_str()));
        let mut lost: Vec<_> = lost.flat_map(|(_, all)| all).collect();
        lost.sort_by_key(|it| (&it.file, it.line));
        lost
    }

    /// Findings that a letter still speaks of, and how many were dismissed.
    pub fn spoken(&self, findings: &[Finding]) -> (Vec<Finding>, usize) {
        let is_dismissed = |it: &&Finding| self.of(&it.fingerprint).mark() == Some(Mark::Dismissed);
        let (dismissed, spoken): (Vec<_>, Vec<_>) = findings.iter().partition(is_dismissed);
        (spoken.into_iter().cloned().collect(), dismissed.len())
    }
}

/// A reviewer who decided again on a later day has changed his mind; the same said twice is one.
fn latest(mut all: Vec<Decision>) -> Vec<Decision> {
    all.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    let is_outdone = |it: &Decision| all.iter().any(|other| other.by == it.by && !it.on.is_empty() && other.on > it.on);
    let mut kept: Vec<Decision> = Vec::new();
    for decision in all.iter().filter(|it| !is_outdone(it)) {
        if !kept.iter().any(|other| other.by == decision.by && other.mark == decision.mark) {
            kept.push(decision.clone());
        }
    }
    kept
}
