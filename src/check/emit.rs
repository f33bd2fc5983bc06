//! Raw hits → findings: place, message, basis on the day, confidence, fingerprint.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Case, listed, quote};
use crate::document::{NodeId, Place};
use crate::fact::{Issuer, PassageKind, clause};
use crate::finding::{CitedBasis, Confidence, Finding, Heading, Related, Replacement, Unchecked};
use crate::lawbook::Lawbook;
use crate::rule::{Evidence, Replacing, Rule, RuleSet, When};
use crate::text::{MatchView, Span};

/// What a check kind found, before it becomes a finding.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub node: Option<NodeId>,
    /// `None` for a finding about the whole document.
    pub span: Option<Span>,
    /// Values for the placeholders of the message.
    pub values: Vec<(&'static str, String)>,
    /// Lowers the rule's ceiling.
    pub at_most: Option<Confidence>,
    /// Lowered only because the clause claims some law or other, and names none: evidence may undo it.
    pub is_unproven: bool,
    pub related: Vec<Related>,
    /// What a finding about the whole document is about, for its fingerprint.
    pub subject: String,
}

impl Raw {
    pub fn at(node: NodeId, span: Span) -> Raw {
        Raw { node: Some(node), span: Some(span), ..Raw::default() }
    }

    pub fn whole(subject: impl Into<String>) -> Raw {
        Raw { subject: subject.into(), ..Raw::default() }
    }

    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Raw {
        self.values.push((name, value.into()));
        self
    }

    pub fn at_most(mut self, confidence: Confidence) -> Raw {
        self.at_most = Some(self.at_most.map_or(confidence, |old| old.min(confidence)));
        self
    }
}

pub struct Emitter<'a> {
    case: &'a Case<'a>,
    rules: &'a RuleSet,
    lawbook: &'a Lawbook,
    bases: HashMap<usize, Arc<[CitedBasis]>>,
    findings: Vec<Finding>,
    /// Bases whose words the named library does not hold.
    pub unquoted: Vec<Unchecked>,
}

impl<'a> Emitter<'a> {
    pub fn new(case: &'a Case<'a>, rules: &'a RuleSet, lawbook: &'a Lawbook) -> Emitter<'a> {
        Emitter { case, rules, lawbook, bases: HashMap::new(), findings: Vec::new(), unquoted: Vec::new() }
    }

    pub fn add(&mut self, index: usize, raw: Raw) {
        let rule = &self.rules.rules[index];
        let basis = self.basis(index);
        let matched = raw.span.map(|span| MatchView::new(self.case.text, span).as_str().to_owned());
        let listed = self.listed(rule, &raw);
        let confidence = self.for_kind(rule, confidence(rule, &raw, listed.as_ref()));
        let place = raw.node.map(|node| Place::of(self.case.document, node)).unwrap_or_default();
        self.findings.push(Finding {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            heading: rule.heading,
            grade: rule.grade,
            confidence,
            message: message(&rule.message, matched.as_deref(), &place, &raw.values)
                + &listed::note(rule, listed.as_ref()),
            place,
            span: raw.span,
            advice: message(&rule.advice, matched.as_deref(), &Place::default(), &raw.values).into(),
            basis,
            fingerprint: self.clause(&raw),
            replacement: self.replacement(rule, &raw, confidence),
            related: raw.related,
        });
    }

    /// What to write instead: the first replacement of the rule that fits the words as they stand.
    fn replacement(&self, rule: &Rule, raw: &Raw, confidence: Confidence) -> Option<Replacement> {
        let span = raw.span.filter(|_| confidence > Confidence::Possible)?;
        let words = self.case.text.slice(span);
        let fits = |replacing: &Replacing| {
            let fill = |form: &str| Some(message(form, Some(words), &Place::default(), &raw.values));
            let with = fill(&replacing.with).filter(|with| !with.contains('{'))?;
            let Some(find) = &replacing.find else { return Some(Replacement { span, with }) };
            let find = fill(find)?;
            let mut found = words.match_indices(&find);
            let (at, _) = found.next().filter(|_| found.next().is_none())?;
            let start = span.start + at;
            Some(Replacement { span: Span::new(start, start + find.len()), with })
        };
        rule.replacements.iter().find_map(fits)
    }

    /// What a normative document may not say a 规章 may: where the kind is open, or nothing tells who issues it, this is
    /// 待核. The user settles it with `--kind`.
    fn for_kind(&self, rule: &Rule, confidence: Confidence) -> Confidence {
        let Case { triage, facts, kind_is_given, .. } = self.case;
        let has_issuer = facts.issuer_kind != Issuer::Unknown || !facts.place_names.is_empty();
        let is_open = !kind_is_given && (triage.confidence == Some(Confidence::Possible) || !has_issuer);
        let depends = rule.when.contains(&When::NormativeDocument)
            && !matches!(rule.heading, Heading::Drafting | Heading::Competition | Heading::Procedure);
        if is_open && depends { confidence.min(Confidence::Possible) } else { confidence }
    }

    /// The bases that hold on the day, with their force and their words. The same for every finding of a rule.
    fn basis(&mut self, index: usize) -> Arc<[CitedBasis]> {
        if let Some(basis) = self.bases.get(&index) {
            return basis.clone();
        }
        let mut basis = cited(&self.rules.rules[index], self.case.as_of, self.lawbook);
        let unquoted = basis.iter_mut().filter_map(|basis| quote::quote(self.case, self.lawbook, basis));
        self.unquoted.extend(unquoted);
        let basis: Arc<[CitedBasis]> = basis.into();
        self.bases.insert(index, basis.clone());
        basis
    }

    /// The text a fingerprint is made of: the clause without its label, inward numbers masked.
    fn clause(&self, raw: &Raw) -> String {
        let (Some(span), Some(node)) = (raw.span, raw.node) else { return raw.subject.clone() };
        let Some(view) = self.running_text(node, span) else {
            return mask(MatchView::new(self.case.text, span).as_str());
        };
        let range = view.locate(span.start)..view.locate(span.end).max(view.locate(span.start));
        mask(&view.as_str()[clause::clause(view.as_str(), &range)])
    }

    /// What the office's list says of a finding of a rule that is judged by it.
    fn listed(&self, rule: &Rule, raw: &Raw) -> Option<Evidence> {
        let (list, lists) = (rule.list?, self.case.lists?);
        let view = self.running_text(raw.node?, raw.span?)?;
        listed::judge(lists, list, view, raw.span?)
    }

    /// The passage of running text that a span stands in.
    fn running_text(&self, node: NodeId, span: Span) -> Option<&'a MatchView<'a>> {
        let from = self.case.passages.partition_point(|passage| passage.node < node);
        let own = self.case.passages[from..].iter().take_while(|passage| passage.node == node);
        let running = own.filter(|passage| passage.kind != PassageKind::Heading);
        running.map(|passage| &passage.view).find(|view| view.source_span().covers(span))
    }

    /// Findings in the order of places, each with its fingerprint.
    pub fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by(|a, b| {
            let key = |f: &Finding| f.span.map_or((usize::MAX, usize::MAX), |span| (span.start, span.end));
            key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule)).then_with(|| a.message.cmp(&b.message))
        });
        let mut seen: HashMap<(Arc<str>, String), u32> = HashMap::new();
        for finding in &mut self.findings {
            let clause = std::mem::take(&mut finding.fingerprint);
            let nth = seen.entry((finding.rule.clone(), clause.clone())).or_default();
            *nth += 1;
            finding.fingerprint = fingerprint(&finding.rule, &clause, *nth);
        }
        self.findings
    }
}

/// The rule's ceiling, lowered by what is known of the clause; the office's list lowers it, too, or undoes a lowering
/// that nothing proves.
fn confidence(rule: &Rule, raw: &Raw, listed: Option<&Evidence>) -> Confidence {
    let usual = raw.at_most.map_or(rule.confidence, |cap| cap.min(rule.confidence));
    match listed {
        Some(Evidence::Inside(_)) => usual.min(Confidence::Possible),
        Some(Evidence::Outside { is_named: true }) if raw.is_unproven => rule.confidence,
        _ => usual,
    }
}

/// The bases of a rule that hold on a day.
pub fn cited(rule: &Rule, day: crate::date::Date, lawbook: &Lawbook) -> Vec<CitedBasis> {
    let holding = rule.bases.iter().filter(|basis| basis.holds_on(day));
    let cited = holding.map(|basis| CitedBasis {
        law: basis.law.clone(),
        article: basis.article.clone(),
        text: None,
        version: None,
        in_force: if basis.policy { None } else { lawbook.find(&basis.law).and_then(|law| law.in_force_on(day)) },
    });
    cited.collect()
}

/// Fills `{matched}`, `{label}` and the values of the check.
fn message(form: &str, matched: Option<&str>, place: &Place, values: &[(&'static str, String)]) -> String {
    if !form.contains('{') {
        return form.to_owned();
    }
    let mut out = form.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    if let Some(matched) = matched {
        out = out.replace("{matched}", matched);
    }
    out.replace("{label}", &place.to_string())
}

/// 第N条 → 第#条, unless it stands behind a title: renumbering must not change a fingerprint.
pub fn mask(clause: &str) -> String {
    let mut out = String::with_capacity(clause.len());
    let mut at = 0;
    while let Some(found) = clause[at..].find('第').map(|found| at + found) {
        out.push_str(&clause[at..found]);
        match crate::fact::article_ref(&clause[found..]) {
            Some((_, taken)) if !out.ends_with('》') => {
                out.push_str("第#条");
                at = found + taken;
            }
            _ => {
                out.push('第');
                at = found + '第'.len_utf8();
            }
        }
    }
    out.push_str(&clause[at..]);
    out
}

/// `1:` and 16 hex digits of SHA-256 over rule, clause and n for the n-th equal one.
pub fn fingerprint(rule: &str, clause: &str, nth: u32) -> String {
    let mut hash = Sha256::new();
    hash.update(rule.as_bytes());
    hash.update([0]);
    hash.update(clause.as_bytes());
    hash.update([0]);
    hash.update(nth.to_le_bytes());
    let hex: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("1:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inward_numbers_are_masked() {
        assert_eq!(mask("违反本办法第十二条第二款的"), "违反本办法第#条的");
        assert_eq!(mask("依照《甲法》第十二条处理"), "依照《甲法》第十二条处理");
        assert_eq!(mask("第三方机构"), "第三方机构");
    }

    #[test]
    fn fingerprints_differ_by_rule_clause_and_count() {
        let first = fingerprint("content/sets-penalty", "处罚款", 1);
        assert_eq!(first.len(), 18);
        assert!(first.starts_with("1:"));
        assert_ne!(first, fingerprint("content/sets-penalty", "处罚款", 2));
        assert_ne!(first, fingerprint("content/sets-licence", "处罚款", 1));
    }
}
