//! 新增未审: text of the new draft that no reviewer has seen, wherever it was put.

use std::collections::{BTreeMap, BTreeSet};

use super::status::{Answer, by_sentence};
use super::trace::{Fate, Trace};
use crate::compare::{Edit, Op, edits};
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Novelty {
    /// 新增
    Added,
    /// 改写: words changed inside a sentence that was reviewed.
    Changed,
}

impl Novelty {
    pub fn chinese(self) -> &'static str {
        match self {
            Novelty::Added => "新增",
            Novelty::Changed => "改写",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Novelty::Added => "added",
            Novelty::Changed => "changed",
        }
    }
}

/// A stretch of the new draft that was never reviewed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    pub novelty: Novelty,
    /// 第八条第二款
    pub place: String,
    pub span: Span,
    /// Folded.
    pub words: String,
    /// For changed sentences, from the reviewed one.
    pub edits: Vec<Edit>,
    /// Earlier opinions that it may answer, as indices of the answers.
    pub answers: Vec<usize>,
}

pub(super) fn fresh(trace: &Trace, answers: &[Answer]) -> Vec<Fresh> {
    let opinions = by_sentence(answers);
    let beside = beside(trace, &opinions);
    let mut all: Vec<(usize, Fresh)> = Vec::new();
    for (at, sentence) in trace.new.sentences.iter().enumerate() {
        let (novelty, edits, answers) = match trace.origins[at] {
            Some((_, true)) => continue,
            Some((old, false)) => {
                let edits = edits(&trace.old.sentences[old].words, &sentence.words);
                if is_cosmetic(&edits) {
                    continue;
                }
                (Novelty::Changed, edits, opinions.get(&old).cloned().unwrap_or_default())
            }
            None => (Novelty::Added, Vec::new(), beside.get(&at).cloned().unwrap_or_default()),
        };
        let (place, words) = (sentence.place.clone(), sentence.words.clone());
        let next = Fresh { novelty, place, span: sentence.span, words, edits, answers };
        match all.last_mut() {
            Some((last, before)) if *last + 1 == at && goes_on(before, &next) => {
                before.span.end = next.span.end;
                before.words.push_str(&next.words);
                *last = at;
            }
            _ => all.push((at, next)),
        }
    }
    all.into_iter().map(|(_, fresh)| fresh).collect()
}

/// New sentences of one place make one entry.
fn goes_on(before: &Fresh, next: &Fresh) -> bool {
    let is_added = |it: &Fresh| it.novelty == Novelty::Added;
    is_added(before) && is_added(next) && before.place == next.place && before.answers == next.answers
}

/// Only signs have changed.
fn is_cosmetic(edits: &[Edit]) -> bool {
    edits.iter().filter(|edit| edit.op != Op::Equal).all(|edit| !edit.text.chars().any(char::is_alphanumeric))
}

/// New sentences in units where a criticised sentence is gone: they may stand for it.
fn beside(trace: &Trace, opinions: &BTreeMap<usize, Vec<usize>>) -> BTreeMap<usize, Vec<usize>> {
    let mut all: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (&old, numbers) in opinions.iter().filter(|(old, _)| trace.fates[**old] == Fate::Gone) {
        for new in trace.fresh_beside(trace.old.sentences[old].unit) {
            all.entry(new).or_default().extend(numbers);
        }
    }
    all.into_iter().map(|(new, numbers)| (new, numbers.into_iter().collect())).collect()
}
