//! The words an opinion was about, inside the sentences of both drafts.

use std::ops::Range;

use super::trace::Trace;
use crate::compare::{Op, edits};
use crate::text::{MatchView, Span, Text};

/// The words in question inside a sentence, in bytes of its folded words.
pub fn range(old: &Text, trace: &Trace, sentence: usize, span: Option<Span>) -> Range<usize> {
    let sentence = &trace.old.sentences[sentence];
    let span = span.unwrap_or(sentence.span);
    let view = MatchView::new(old, sentence.span);
    let at = |byte: usize| {
        let at = view.locate(byte.clamp(sentence.span.start, sentence.span.end)).min(sentence.words.len());
        (0..=at).rev().find(|&at| sentence.words.is_char_boundary(at)).unwrap_or(0)
    };
    let start = at(span.start);
    start..at(span.end).max(start)
}

/// The clauses of a sentence without signs and numbers of articles; what only smooths the language does not count.
pub fn clauses(words: &str) -> Vec<String> {
    let plain = |clause: &str| {
        let masked = crate::check::mask(clause);
        masked.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '的' | '地' | '了')).collect::<String>()
    };
    words.split(['，', '。', '；', '：', '！', '？']).map(plain).filter(|clause| !clause.is_empty()).collect()
}

/// How many characters of a range of the old words are still in the new ones.
pub fn kept_of(old: &str, new: &str, range: &Range<usize>) -> usize {
    let (mut at, mut kept) = (0, 0);
    for edit in edits(old, new) {
        let end = if edit.op == Op::Insert { at } else { at + edit.text.len() };
        let (from, to) = (range.start.max(at), range.end.min(end));
        if edit.op == Op::Equal && from < to {
            kept += old.get(from..to).map_or(0, |part| part.chars().count());
        }
        at = end;
    }
    kept
}
