//! Clauses that authorities judged, with the verdict: what the rules make of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fashen::fact;
use fashen::finding::{Confidence, Finding};

use super::beside::{Row, table};
use super::engine::Engine;

/// A share: so many of so many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub hits: usize,
    pub of: usize,
}

impl Share {
    pub fn add(&mut self, is_hit: bool) {
        self.hits += usize::from(is_hit);
        self.of += 1;
    }

    pub fn percent(self) -> f64 {
        100.0 * self.hits as f64 / self.of.max(1) as f64
    }
}

/// Published violations (violations.tsv) by what is asked of them.
#[derive(Default)]
pub struct Violations {
    /// Quoted word for word.
    pub verbatim: Share,
    pub paraphrased: Share,
    /// A finding names the right article of the 公平竞争审查条例.
    pub regulation: Share,
    /// A finding names the right article of the 实施办法.
    pub measures: Share,
    /// Lawful clauses without a finding at 很可能 or above.
    pub lawful: Share,
    /// Ids of clauses that nothing was found in.
    pub missed: Vec<String>,
    /// By rule: on violations, on lawful clauses.
    pub rules: BTreeMap<String, [usize; 2]>,
}

pub fn violations(engine: &Engine, corpus: &Path) -> Violations {
    let clauses = table(&corpus.join("violations.tsv"));
    let clauses: BTreeMap<&str, &Row> = clauses.iter().map(|row| (row["id"].as_str(), row)).collect();
    let mut all = Violations::default();
    for label in table(&corpus.join("violation_labels.tsv")) {
        let Some(row) = clauses.get(label["id"].as_str()) else { continue };
        let findings = || engine.of_clause(&row["clause"]);
        match label["use"].as_str() {
            "recall" => all.violating(&label, row, &findings()),
            "negative" => all.lawful(&findings()),
            _ => {}
        }
    }
    all
}

impl Violations {
    fn violating(&mut self, label: &Row, row: &Row, findings: &[Finding]) {
        let share = if row["verbatim"] == "Y" { &mut self.verbatim } else { &mut self.paraphrased };
        share.add(!findings.is_empty());
        if findings.is_empty() {
            self.missed.push(label["id"].clone());
        }
        named(&mut self.regulation, &label["tiaoli"], findings, "公平竞争审查条例");
        named(&mut self.measures, &label["articles"], findings, "公平竞争审查条例实施办法");
        count(&mut self.rules, findings, 0);
    }

    fn lawful(&mut self, findings: &[Finding]) {
        let likely = findings.iter().filter(|finding| finding.confidence > Confidence::Possible);
        self.lawful.add(likely.clone().count() == 0);
        count(&mut self.rules, &likely.cloned().collect::<Vec<_>>(), 1);
    }
}

fn count(rules: &mut BTreeMap<String, [usize; 2]>, findings: &[Finding], column: usize) {
    let rules_of: BTreeSet<_> = findings.iter().map(|finding| finding.rule.to_string()).collect();
    rules_of.into_iter().for_each(|rule| rules.entry(rule).or_default()[column] += 1);
}

/// Whether one of the labelled articles (13.3,19.3) is named.
fn named(share: &mut Share, label: &str, findings: &[Finding], law: &str) {
    let wanted: BTreeSet<u32> = label.split(',').filter_map(|it| it.split('.').next()?.trim().parse().ok()).collect();
    if wanted.is_empty() {
        return;
    }
    let bases = findings.iter().flat_map(|finding| finding.basis.iter()).filter(|basis| basis.law == law);
    let articles: BTreeSet<u32> = bases.filter_map(|it| Some(fact::article_ref(&it.article)?.0.article)).collect();
    share.add(!wanted.is_disjoint(&articles));
}

/// Official answers (fairqa): points reached of points to reach. 视情况 asks for 待核; on a violating clause that is half.
pub fn answers(engine: &Engine, corpus: &Path) -> (f64, usize) {
    let rows = table(&corpus.join("fairqa_labels.tsv"));
    let asked: Vec<_> = rows.iter().filter(|row| !row["clause"].trim().is_empty()).collect();
    let points = asked.iter().map(|row| {
        let top = engine.of_clause(&row["clause"]).iter().map(|finding| finding.confidence).max();
        match (row["verdict"].as_str(), top) {
            ("violates", Some(Confidence::Possible)) => 0.5,
            ("violates", Some(_)) | ("depends", Some(Confidence::Possible)) | ("none", None) => 1.0,
            _ => 0.0,
        }
    });
    (points.sum(), asked.len())
}
