//! The pass over all passages: phrases and terms with their contexts and guards, and words other checks ask for.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::emit::Raw;
use super::{Case, Strictness};
use crate::document::{Level, NodeId};
use crate::fact::clause::{self, Guard, Judgement};
use crate::fact::{Passage, PassageKind};
use crate::finding::Confidence;
use crate::lawbook::Lawbook;
use crate::lexicon::matcher::{Buffers, with_buffers};
use crate::lexicon::{PatternId, Scan};
use crate::rule::{Check, Phrase, Rule, RuleSet, Scope, Term, Watch, When};
use crate::text::MatchView;

/// What the pass saw.
#[derive(Default)]
pub struct Pass {
    /// Hits of phrases and terms by rule.
    hits: BTreeMap<usize, Vec<Raw>>,
    /// Containers in which words of a `required` rule were seen, by rule.
    present: BTreeMap<usize, Vec<Option<NodeId>>>,
    excused: Vec<usize>,
    touched: Vec<usize>,
    /// Facts that the words of the text tell: only where there is a dossier, whose steps depend on them.
    facts: Vec<(When, bool)>,
}

impl Pass {
    pub fn run(case: &Case<'_>, rules: &RuleSet, lawbook: &Lawbook, applies: &[bool], strictness: Strictness) -> Pass {
        let search =
            Search { case, rules, lawbook, applies, strictness, spare: RefCell::default(), wide: RefCell::default() };
        let mut pass = Pass::default();
        if case.dossier.is_some() {
            let told = |pattern| search.any_in(case.passages.iter(), &[pattern]);
            pass.facts = rules.fact_patterns.iter().map(|&(fact, pattern)| (fact, told(pattern))).collect();
        }
        with_buffers(|buffers| {
            search.title(buffers, &mut pass);
            for passage in case.passages {
                search.passage(passage, buffers, &mut pass);
            }
        });
        pass
    }

    pub fn hits(&self, rule: usize) -> impl Iterator<Item = Raw> + '_ {
        self.hits.get(&rule).into_iter().flatten().cloned()
    }

    pub fn is_present(&self, rule: usize, container: Option<NodeId>) -> bool {
        self.present.get(&rule).is_some_and(|seen| seen.contains(&container))
    }

    pub fn is_present_anywhere(&self, rule: usize) -> bool {
        self.present.contains_key(&rule)
    }

    pub fn is_excused(&self, rule: usize) -> bool {
        self.excused.contains(&rule)
    }

    pub fn is_touched(&self, rule: usize) -> bool {
        self.touched.contains(&rule)
    }

    /// Whether the words of a fact occur; `None` for facts that no word list tells, or that nobody asked for.
    pub fn tells(&self, fact: When) -> Option<bool> {
        self.facts.iter().find(|(told, _)| *told == fact).map(|(_, holds)| *holds)
    }
}

struct Search<'a> {
    case: &'a Case<'a>,
    rules: &'a RuleSet,
    lawbook: &'a Lawbook,
    applies: &'a [bool],
    strictness: Strictness,
    /// Buffers for contexts: those of the pass are in use meanwhile.
    spare: RefCell<Buffers>,
    /// Whether a rule's patterns (by the first of them) stand in the document or under an article: asked once.
    wide: RefCell<HashMap<(PatternId, Option<NodeId>), bool>>,
}

impl Search<'_> {
    /// The title, too, tells what the document is about; it is never a finding.
    fn title(&self, buffers: &mut Buffers, pass: &mut Pass) {
        self.rules.automaton.scan(&self.case.facts.title, &[], buffers, |scan, candidates| {
            for &id in candidates {
                match self.rules.watches[id] {
                    Some(Watch::Excuse(rule)) if scan.first(id).is_some() => pass.excused.push(rule),
                    Some(Watch::Touch(rule)) if scan.first(id).is_some() => pass.touched.push(rule),
                    _ => {}
                }
            }
        });
    }

    fn passage(&self, passage: &Passage<'_>, buffers: &mut Buffers, pass: &mut Pass) {
        let names = &self.case.facts.place_names;
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        self.rules.automaton.scan(passage.view.as_str(), names, buffers, |scan, candidates| {
            for &id in candidates {
                self.candidate(scan, id, passage, &mut found, pass);
            }
            for (rule, range) in without_overlaps(found) {
                if let Some(raw) = self.hit(scan, passage, rule, range) {
                    pass.hits.entry(rule).or_default().push(raw);
                }
            }
        });
    }

    /// A watched pattern all of whose words occur in the passage.
    fn candidate(
        &self,
        scan: &Scan<'_>,
        id: PatternId,
        passage: &Passage<'_>,
        found: &mut Vec<(usize, Range<usize>)>,
        pass: &mut Pass,
    ) {
        let Some(watch) = self.rules.watches[id] else { return };
        match watch {
            Watch::Trigger(rule) if self.applies[rule] => {
                found.extend(scan.all(id).into_iter().map(|range| (rule, range)))
            }
            Watch::Trigger(_) => {}
            Watch::Present(rule) if scan.first(id).is_some() => {
                pass.present.entry(rule).or_default().push(self.case.document.container(passage.node));
            }
            Watch::Excuse(rule) if scan.first(id).is_some() => pass.excused.push(rule),
            Watch::Touch(rule) if scan.first(id).is_some() => pass.touched.push(rule),
            _ => {}
        }
    }

    /// A trigger in its context: `None` where a guard or a context silences it.
    fn hit(&self, scan: &Scan<'_>, passage: &Passage<'_>, rule: usize, range: Range<usize>) -> Option<Raw> {
        let rule = &self.rules.rules[rule];
        let raw = Raw::at(passage.node, passage.view.span(range.clone()));
        let raw = match &rule.check {
            Check::Term(term) => raw.value("right", term.right.clone()),
            _ => raw,
        };
        if self.strictness == Strictness::Bare {
            return Some(raw);
        }
        match &rule.check {
            Check::Phrase(phrase) => self.phrase(scan, passage, rule, phrase, range, raw),
            Check::Term(term) => self.term(scan, passage, term, range, raw),
            _ => None,
        }
    }

    fn phrase(
        &self,
        scan: &Scan<'_>,
        passage: &Passage<'_>,
        rule: &Rule,
        phrase: &Phrase,
        range: Range<usize>,
        raw: Raw,
    ) -> Option<Raw> {
        let has_context =
            phrase.with.is_empty() || self.any_within(scan, passage, &phrase.with, Some(phrase.within), &range);
        if !has_context || self.any_within(scan, passage, &phrase.unless, phrase.unless_within, &range) {
            return None;
        }
        let judgement = self.judge(passage, &range);
        let silenced = |guard: &Guard| judgement.guards.contains(guard) && self.suffices(rule, *guard, &judgement);
        if phrase.guards.iter().any(silenced) {
            return None;
        }
        match phrase.lower.iter().any(silenced) {
            // Lower than possible is nothing to say.
            true if rule.confidence == Confidence::Possible => None,
            true => {
                // Only 依法, and no law named: a claim that a list may refute.
                let is_unproven = phrase
                    .lower
                    .iter()
                    .filter(|guard| silenced(guard))
                    .all(|guard| *guard == Guard::ByHigherLaw && judgement.higher_law.is_none());
                Some(Raw { is_unproven, ..raw.at_most(Confidence::Possible) })
            }
            false => Some(raw),
        }
    }

    fn term(&self, scan: &Scan<'_>, passage: &Passage<'_>, term: &Term, range: Range<usize>, raw: Raw) -> Option<Raw> {
        let excused = self.any_within(scan, passage, &term.unless, None, &range);
        let judgement = self.judge(passage, &range);
        (!excused && !term.guards.iter().any(|guard| judgement.guards.contains(guard))).then_some(raw)
    }

    fn judge(&self, passage: &Passage<'_>, range: &Range<usize>) -> Judgement {
        let chapeau = self.chapeau(passage.node);
        let is_heading = passage.kind == PassageKind::Heading;
        self.rules.cues.judge(passage.view.as_str(), range, is_heading, chapeau.as_ref().map(MatchView::as_str))
    }

    /// The text that introduces a list item: the nearest text above that ends with a colon.
    fn chapeau(&self, node: NodeId) -> Option<MatchView<'_>> {
        let document = self.case.document;
        let mut up = document.path_up(node);
        let own = up.next()?;
        if !matches!(
            document.nodes[own].level,
            Level::Item | Level::Subitem | Level::Subpoint | Level::Point | Level::Paragraph
        ) {
            return None;
        }
        let introduces = |id: &NodeId| self.case.text.slice(document.nodes[*id].body).ends_with(['：', ':']);
        up.find(introduces).map(|id| MatchView::new(self.case.text, document.nodes[id].body))
    }

    /// A citation of lower rank than the rule's anchor does not govern the clause.
    fn suffices(&self, rule: &Rule, guard: Guard, judgement: &Judgement) -> bool {
        if guard != Guard::ByHigherLaw || rule.anchor.is_empty() {
            return true;
        }
        let Some(title) = &judgement.higher_law else { return true };
        rule.anchor.iter().any(|rank| *rank == self.rank(title))
    }

    /// The rank of a law by the index, else by its title.
    fn rank(&self, title: &str) -> String {
        let level = self.lawbook.find(title).map(|law| law.level).unwrap_or_default();
        if !level.is_empty() {
            return level.to_owned();
        }
        let rank = if title.ends_with('法') && !title.ends_with("办法") {
            "法律"
        } else if title.ends_with("条例") {
            "地方性法规"
        } else {
            "规范性文件"
        };
        rank.to_owned()
    }

    /// Whether any of the patterns stands in the scope around the trigger; no scope is the trigger's own clause.
    fn any_within(
        &self,
        scan: &Scan<'_>,
        passage: &Passage<'_>,
        patterns: &[PatternId],
        scope: Option<Scope>,
        range: &Range<usize>,
    ) -> bool {
        let text = scan.text();
        let area = match scope {
            None => clause::clause(text, range),
            Some(Scope::Sentence) => clause::sentence(text, range),
            Some(Scope::Paragraph) => 0..text.len(),
            Some(Scope::Article) => return self.any_in_article(passage, patterns),
            Some(Scope::Document) => return self.any_in_document(patterns),
        };
        patterns.iter().any(|&id| scan.all(id).into_iter().any(|m| area.start <= m.start && m.end <= area.end))
    }

    fn any_in_article(&self, passage: &Passage<'_>, patterns: &[PatternId]) -> bool {
        let top = self.case.document.enclosing(passage.node, &[Level::Article, Level::Point]).unwrap_or(passage.node);
        let end = self.case.document.nodes[top].end;
        self.once(patterns, Some(top), || {
            self.any_in(self.case.passages.iter().filter(|p| (top..end).contains(&p.node)), patterns)
        })
    }

    fn any_in_document(&self, patterns: &[PatternId]) -> bool {
        self.once(patterns, None, || self.any_in(self.case.passages.iter(), patterns))
    }

    fn once(&self, patterns: &[PatternId], top: Option<NodeId>, ask: impl FnOnce() -> bool) -> bool {
        let Some(&first) = patterns.first() else { return false };
        let key = (first, top);
        if let Some(&known) = self.wide.borrow().get(&key) {
            return known;
        }
        let answer = ask();
        self.wide.borrow_mut().insert(key, answer);
        answer
    }

    fn any_in<'p>(&self, mut passages: impl Iterator<Item = &'p Passage<'p>>, patterns: &[PatternId]) -> bool {
        let names = &self.case.facts.place_names;
        let buffers = &mut self.spare.borrow_mut();
        passages.any(|p| self.rules.automaton.any_with(p.view.as_str(), names, patterns, buffers))
    }
}

/// Hits of one rule do not overlap: the leftmost stays, of two that start together the shorter.
fn without_overlaps(mut found: Vec<(usize, Range<usize>)>) -> Vec<(usize, Range<usize>)> {
    found.sort_by_key(|(rule, range)| (*rule, range.start, range.end));
    let mut kept: Vec<(usize, Range<usize>)> = Vec::with_capacity(found.len());
    for (rule, range) in found {
        match kept.last() {
            Some((last_rule, last)) if *last_rule == rule && range.start < last.end => {}
            _ => kept.push((rule, range)),
        }
    }
    kept
}
