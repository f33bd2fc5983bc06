//! 采纳情况: what became of an earlier opinion. Where the rule still works on both drafts, it is asked again; else the
//! words alone are compared, and the reviewer is told so.

use std::collections::BTreeSet;
use std::ops::Range;

use super::earlier::Earlier;
use super::status::{Answer, Status};
use super::trace::{Fate, Trace};
use super::wording::{clauses, kept_of, range};
use crate::fact::clause;
use crate::finding::{Confidence, Finding, Heading};
use crate::rule::{Check, RuleSet};
use crate::text::{Span, Text};

/// Of the words in question so much must be left for an opinion to be adopted only in part.
const LEFT: f64 = 0.5;
/// Characters of the new wording that are shown.
const SHOWN: usize = 200;

/// What was found when a draft was checked today.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    pub findings: &'a [Finding],
    /// Whether materials came with it.
    pub dossier: bool,
}

/// How it is known whether an opinion was heeded.
#[derive(Clone, Copy)]
pub struct Ways<'a> {
    pub rules: &'a RuleSet,
    /// The earlier draft, checked with today's rules.
    pub old: Checked<'a>,
    pub new: Checked<'a>,
}

impl Ways<'_> {
    /// Whether the rule finds this in the earlier draft today: only then does its silence mean anything.
    fn knows(&self, earlier: &Earlier) -> bool {
        self.old.findings.iter().any(|it| *it.rule == *earlier.rule && it.fingerprint == earlier.fingerprint)
    }

    /// Whether what the rule asks for may be done elsewhere than at the words in question.
    fn is_mended_elsewhere(&self, rule: &str) -> bool {
        let check = self.rules.find(rule).map(|rule| &rule.check);
        !matches!(check, None | Some(Check::Phrase(_) | Check::Term(_) | Check::Organ(_) | Check::Citation(_)))
    }
}

pub(super) fn answer(old: &Text, trace: &Trace, earlier: Earlier, ways: &Ways<'_>) -> Answer {
    let about = earlier.span.map_or_else(Vec::new, |span| trace.old.touched(span));
    if about.is_empty() {
        return of_whole(earlier, ways);
    }
    let case = Case::new(old, trace, &earlier, &about, ways);
    let (status, note) = case.judge();
    let (now, span, words) = case.now();
    let is_gone = words.is_empty();
    let note = if status == Status::Adopted && is_gone { "原文已删去".to_owned() } else { note };
    Answer { status, now, span, words, note, about, earlier }
}

/// An opinion about the whole document, or whose words are not found in the earlier draft.
fn of_whole(earlier: Earlier, ways: &Ways<'_>) -> Answer {
    let is_found = ways.new.findings.iter().any(|it| it.fingerprint == earlier.fingerprint);
    let procedural = earlier.heading == Heading::Procedure;
    let lost = !earlier.quote.is_empty();
    let (status, note) = match () {
        () if is_found => (Status::Ignored, "复查仍然提示"),
        () if lost => (Status::Unknown, "在旧稿中没有找到原文，请核对"),
        () if procedural && !ways.new.dossier => (Status::Unknown, "本轮没有送审材料，请核对"),
        () if ways.knows(&earlier) || procedural => (Status::Adopted, "复查不再提示"),
        () => (Status::Unknown, "现行规则在旧稿中也不提示，无法比较，请核对"),
    };
    let note = note.to_owned();
    Answer { status, now: String::new(), span: None, words: String::new(), note, about: Vec::new(), earlier }
}

/// An opinion at its place.
struct Case<'a> {
    trace: &'a Trace,
    earlier: &'a Earlier,
    about: &'a [usize],
    ways: &'a Ways<'a>,
    /// The words in question inside each sentence, in bytes of its folded words.
    ranges: Vec<Range<usize>>,
    knows: bool,
    /// What the rule still finds there.
    still: Option<&'a Finding>,
}

impl<'a> Case<'a> {
    fn new(old: &Text, trace: &'a Trace, earlier: &'a Earlier, about: &'a [usize], ways: &'a Ways<'a>) -> Case<'a> {
        let ranges = about.iter().map(|&at| range(old, trace, at, earlier.span)).collect();
        let mut case = Case { trace, earlier, about, ways, ranges, knows: ways.knows(earlier), still: None };
        case.still = case.still();
        case
    }

    /// A finding of the same rule in what the sentences became, or in new text beside it.
    fn still(&self) -> Option<&'a Finding> {
        let mut region: BTreeSet<usize> = self.about.iter().filter_map(|&at| self.became(at)).collect();
        let has_changed = self.about.iter().any(|&at| !matches!(self.trace.fates[at], Fate::Same(_)));
        if has_changed {
            let units: BTreeSet<usize> = self.about.iter().map(|&at| self.trace.old.sentences[at].unit).collect();
            region.extend(units.into_iter().flat_map(|unit| self.trace.fresh_beside(unit)));
        }
        let is_there = |it: &&&Finding| {
            it.span.is_some_and(|span| self.trace.new.touched(span).iter().any(|at| region.contains(at)))
        };
        let same_rule = self.ways.new.findings.iter().filter(|it| *it.rule == *self.earlier.rule);
        let here: Vec<_> = same_rule.collect();
        here.iter().filter(is_there).max_by_key(|it| it.fingerprint == self.earlier.fingerprint).copied()
    }

    fn became(&self, sentence: usize) -> Option<usize> {
        match self.trace.fates[sentence] {
            Fate::Same(new) | Fate::Changed(new) => Some(new),
            Fate::Gone => None,
        }
    }

    fn judge(&self) -> (Status, String) {
        let is_whole = self.about.iter().all(|&at| matches!(self.trace.fates[at], Fate::Same(_)));
        match (is_whole, self.knows) {
            (true, true) if self.still.is_none() => self.silent(),
            (true, true) => self.lowered().unwrap_or_else(|| self.unchanged()),
            (true, false) => self.unchanged(),
            (false, true) => self.by_rule(),
            (false, false) => self.by_words(),
        }
    }

    /// The words stand, but the rule no longer finds fault with them.
    fn silent(&self) -> (Status, String) {
        if self.ways.is_mended_elsewhere(&self.earlier.rule) {
            return (Status::Adopted, "原文未改，别处已作相应修改，复查不再提示".to_owned());
        }
        (Status::Unknown, "原文未改，但是复查不再提示，请核对".to_owned())
    }

    /// The words stand, and something around them has made the fault less sure.
    fn lowered(&self) -> Option<(Status, String)> {
        let sure = |findings: &[Finding]| {
            findings.iter().find(|it| it.fingerprint == self.earlier.fingerprint).map(|it| it.confidence)
        };
        let before = sure(self.ways.old.findings)?;
        let is_lower = before > Confidence::Possible && self.still.is_some_and(|it| it.confidence < before);
        is_lower.then(|| (Status::Partly, "原文未改，相关内容有改动，复查的把握降低，请核对".to_owned()))
    }

    fn unchanged(&self) -> (Status, String) {
        let moved = self.about.iter().any(|&at| self.became(at).is_some_and(|new| self.trace.has_moved(at, new)));
        let (was, is) = (self.trace.old.unit_of(self.about[0]), self.unit_now());
        match (moved, was == is) {
            (true, _) => (Status::Moved, format!("原文未改，由{was}移到{is}")),
            (false, true) => (Status::Ignored, "原文未改".to_owned()),
            (false, false) => (Status::Ignored, format!("原文未改，现为{is}")),
        }
    }

    fn unit_now(&self) -> &str {
        self.about.iter().find_map(|&at| self.became(at)).map_or("", |new| self.trace.new.unit_of(new))
    }

    fn by_rule(&self) -> (Status, String) {
        match self.still {
            None => (Status::Adopted, "原文已改，复查不再提示".to_owned()),
            Some(_) if self.is_clause_kept() => self.unchanged(),
            Some(_) => (Status::Partly, "原文有改动，复查仍然提示".to_owned()),
        }
    }

    fn by_words(&self) -> (Status, String) {
        if self.is_clause_kept() {
            return self.unchanged();
        }
        match self.left() {
            left if left >= LEFT => (Status::Partly, "所指文字部分保留；按文字比较，请核对".to_owned()),
            _ => (Status::Adopted, "所指文字已改；按文字比较，请核对".to_owned()),
        }
    }

    /// Whether the clauses in question stand as they were, whatever else became of their sentences.
    fn is_clause_kept(&self) -> bool {
        self.about.iter().zip(&self.ranges).all(|(&at, range)| {
            let words = &self.trace.old.sentences[at].words;
            let kept = |new: usize| clauses(&self.trace.new.sentences[new].words);
            let asked = clauses(&words[clause::clause(words, range)]);
            self.became(at).is_some_and(|new| {
                let kept = kept(new);
                !asked.is_empty() && asked.iter().all(|clause| kept.contains(clause))
            })
        })
    }

    /// The share of the words in question that is left.
    fn left(&self) -> f64 {
        let (mut kept, mut all) = (0, 0);
        for (&at, range) in self.about.iter().zip(&self.ranges) {
            let words = &self.trace.old.sentences[at].words;
            all += words[range.clone()].chars().count();
            if let Some(new) = self.became(at) {
                kept += kept_of(words, &self.trace.around(new), range);
            }
        }
        if all == 0 { 0.0 } else { kept as f64 / all as f64 }
    }

    /// Place, span and words in the new draft; where the sentence is gone, what stands new in its unit.
    fn now(&self) -> (String, Option<Span>, String) {
        let new = &self.trace.new.sentences;
        let mut at: Vec<usize> = self.about.iter().filter_map(|&at| self.became(at)).collect();
        if at.is_empty() {
            at.extend(self.still.and_then(|it| it.span).map(|span| self.trace.new.touched(span)).unwrap_or_default());
        }
        if at.is_empty() {
            at.extend(self.trace.fresh_beside(self.trace.old.sentences[self.about[0]].unit));
        }
        let (Some(first), Some(last)) = (at.first().map(|&at| &new[at]), at.last().map(|&at| &new[at])) else {
            return Default::default();
        };
        let words: String = at.iter().map(|&at| new[at].words.as_str()).collect();
        let words = words.chars().take(SHOWN).collect();
        (first.place.clone(), Some(Span::new(first.span.start, last.span.end.max(first.span.start))), words)
    }
}
