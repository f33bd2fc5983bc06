//! 去留: what a document says of others, in sentences, in its title and in catalogues. The words are the rules'.

mod catalogue;
mod line;
mod mention;
mod sentence;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use serde::{Deserialize, Serialize};

use crate::date::{Date, Period};
use crate::document::{Document, Place};
use crate::fact::Passage;
use crate::rule::{Side, Sweep};
use crate::text::{Text, fold};

pub use crate::rule::Fate;
pub use mention::Target;

/// One decision on one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    pub fate: Fate,
    pub target: Target,
    /// The day it takes effect, where it is printed.
    pub day: Option<Date>,
    /// 有效期延长至
    pub until: Option<Date>,
    /// 有效期延长三年
    pub longer: Option<Period>,
    /// Read in a catalogue (目录), not in a sentence.
    pub listed: bool,
    pub place: String,
    pub quote: String,
}

/// The rules' words, made ready once for a run.
pub struct Words<'s> {
    pub(super) sweep: &'s Sweep,
    /// Words before and behind names; `None` where there are none.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Two for each number of the automaton.
    words: Vec<Option<(Side, Fate)>>,
    list: Vec<(&'s str, Fate)>,
}

impl<'s> Words<'s> {
    pub fn new(sweep: &'s Sweep) -> Words<'s> {
        // A word that means something on both sides of a name stands twice.
        let sides = [Side::Before, Side::After].map(|side| sweep.words(side).into_iter().map(move |it| (side, it)));
        let all: Vec<(Side, (&str, Fate))> = sides.into_iter().flatten().collect();
        let mut patterns: Vec<&str> = all.iter().map(|(_, (word, _))| *word).collect();
        patterns.sort_unstable();
        patterns.dedup();
        let automaton =
            CharwiseDoubleArrayAhoCorasickBuilder::new().build_with_values(patterns.iter().copied().zip(0..)).ok();
        let words = patterns.iter().flat_map(|word| both(&all, word)).collect();
        Words { sweep, automaton, words, list: sweep.words(Side::List) }
    }

    /// Whether a text says anything of the kind at all.
    fn may_stand_in(&self, s: &str) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.find_overlapping_iter(s).next().is_some())
    }

    /// All words of a sentence: where, what, on which side; the longer of two that overlap on a side.
    fn triggers(&self, s: &str) -> Vec<(std::ops::Range<usize>, Fate, Side)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<(std::ops::Range<usize>, Fate, Side)> = Vec::new();
        for hit in automaton.find_overlapping_iter(s) {
            let at = hit.value() as usize * 2;
            let sides = self.words.get(at..at + 2).unwrap_or_default().iter().flatten();
            found.extend(sides.map(|(side, fate)| (hit.start()..hit.end(), *fate, *side)));
        }
        found.sort_by_key(|(range, ..)| (std::cmp::Reverse(range.len()), range.start));
        let mut kept: Vec<(std::ops::Range<usize>, Fate, Side)> = Vec::new();
        for (range, fate, side) in found {
            let is_free = |other: &(std::ops::Range<usize>, Fate, Side)| {
                other.2 != side || other.0.end <= range.start || range.end <= other.0.start
            };
            if kept.iter().all(is_free) {
                kept.push((range, fate, side));
            }
        }
        kept.sort_by_key(|(range, _, side)| (range.start, *side == Side::After));
        kept
    }
}

/// What a word means before and behind.
fn both(all: &[(Side, (&str, Fate))], word: &str) -> [Option<(Side, Fate)>; 2] {
    [Side::Before, Side::After].map(|side| {
        let found = all.iter().find(|(other, (known, _))| *other == side && *known == word);
        found.map(|(side, (_, fate))| (*side, *fate))
    })
}

/// All that a document decides on others.
pub fn read(words: &Words<'_>, text: &Text, document: &Document, passages: &[Passage<'_>], title: &str) -> Vec<Act> {
    let folded = fold(title);
    let has_list = words.list.iter().any(|(word, _)| text.as_str().contains(word));
    if !has_list && !words.may_stand_in(text.as_str()) && !words.may_stand_in(&folded) {
        return Vec::new();
    }
    let mut acts: Vec<Act> = Vec::new();
    let mut carried = String::new();
    for passage in passages {
        let view = passage.view.as_str();
        if !carried.ends_with(['、', '，', '和', '及']) && !view.starts_with(['号', '）', '、', '》', '，']) {
            carried.clear();
        }
        if words.may_stand_in(view) {
            let place = || Place::of(document, passage.node).to_string();
            let whole = std::mem::take(&mut carried) + view;
            for sentence in sentences(&whole) {
                let said = sentence::read(words, sentence, false);
                acts.extend(said.into_iter().map(|said| act(said, sentence, place())));
            }
        }
        carry(view, &mut carried);
    }
    if has_list {
        catalogue::read(words, text, &folded, &mut acts);
    }
    let named = words.sweep.ended.iter().find_map(|mark| folded.strip_suffix(mark.as_str())).unwrap_or(&folded);
    for said in sentence::read(words, named, true) {
        of_title(said, &folded, &mut acts);
    }
    merged(acts)
}

/// A list of names that a lost line end has cut goes on in the next paragraph.
fn carry(view: &str, carried: &mut String) {
    const LONGEST: usize = 8 << 10;
    let goes_on = !view.ends_with(['。', '；', '：']) && view.contains('《') && carried.len() < LONGEST;
    if goes_on {
        carried.push_str(sentences(view).last().unwrap_or_default());
    } else {
        carried.clear();
    }
}

/// What the title says of 《X》, unless the body says it with the number; what the body says without a name is of it.
fn of_title(said: sentence::Said, title: &str, acts: &mut Vec<Act>) {
    let same = |act: &Act| act.fate == said.fate && named_alike(&act.target.title, &said.target.title);
    if !acts.iter().any(same) {
        acts.push(act(said, title, "标题".to_owned()));
    }
}

fn named_alike(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a))
}

fn act(said: sentence::Said, sentence: &str, place: String) -> Act {
    let sentence::Said { fate, target, day, until, longer, at } = said;
    Act { fate, target, day, until, longer, listed: false, place, quote: around(sentence, at.start) }
}

/// The sentence, or what stands around its deciding words.
fn around(sentence: &str, at: usize) -> String {
    const BEFORE: usize = 70;
    const AFTER: usize = 40;
    let before: Vec<char> = sentence[..at].chars().collect();
    let cut = before.len().saturating_sub(BEFORE);
    let head: String = before[cut..].iter().collect();
    let tail: String = sentence[at..].chars().take(AFTER).collect();
    format!("{}{head}{tail}", if cut > 0 { "…" } else { "" })
}

/// Each decision once: what a catalogue and a sentence say alike is one.
fn merged(acts: Vec<Act>) -> Vec<Act> {
    let mut seen = std::collections::BTreeSet::new();
    let end = |fate| if fate == Fate::Lapse { Fate::Repeal } else { fate };
    acts.into_iter().filter(|act| seen.insert((end(act.fate), act.target.clone()))).collect()
}

/// Split behind 。 and ；, but not within 《》.
fn sentences(s: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0i32;
    s.split_inclusive(move |c| {
        match c {
            '《' => depth += 1,
            '》' => depth = (depth - 1).max(0),
            _ => {}
        }
        matches!(c, '。' | '；') && depth == 0
    })
}
