//! Where signals are looked for: title, head, opening and body.

use std::collections::BTreeMap;

use super::Organ;
use crate::document::{Document, Level, MatterKind, Place};
use crate::fact::{Facts, Passage};
use crate::lexicon::matcher::{Buffers, with_buffers};
use crate::rule::{Signal, Triage, Where};
use crate::text::{Text, fold};

/// Words of a signal and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub quote: String,
    pub place: String,
}

/// The opening of the running text (bytes; some 300 characters).
const OPENING: usize = 900;
/// Running text (bytes) beyond which nothing more is looked for: what a document is shows before.
const DEEPEST: usize = 64 << 10;

/// What each signal saw first, by its index; signals not seen often enough are left out.
pub fn look(
    text: &Text,
    document: &Document,
    facts: &Facts,
    passages: &[Passage<'_>],
    organ: &Organ,
    rules: &Triage,
) -> BTreeMap<usize, Seen> {
    let mut search = Search { rules, owners: owners(rules), found: BTreeMap::new() };
    search.form(document, facts);
    with_buffers(|buffers| {
        for (place, content) in heads(text, document, facts, organ) {
            search.endings(place, &content);
            search.words(&[place], &content, place.chinese(), buffers);
        }
        search.body(document, passages, buffers);
    });
    let often = |(index, (count, seen)): (usize, (usize, Seen))| {
        (count >= rules.signals[index].at_least).then_some((index, seen))
    };
    search.found.into_iter().filter_map(often).collect()
}

/// Short texts with a place of their own.
fn heads(text: &Text, document: &Document, facts: &Facts, organ: &Organ) -> Vec<(Where, String)> {
    let mut heads = vec![(Where::Title, fold(&facts.title))];
    let carried = document.nodes.iter().filter(|node| node.level == Level::Instrument);
    heads.extend(carried.map(|node| (Where::Carried, fold(text.slice(node.heading)))));
    heads.extend(facts.document_number.as_ref().map(|number| (Where::Number, fold(number))));
    heads.extend(organ.name.as_ref().map(|name| (Where::Issuer, name.clone())));
    heads.extend(document.head.addressee.as_ref().map(|found| (Where::Addressee, fold(&found.text))));
    let notes = document.matter.iter().filter(|matter| matter.kind == MatterKind::Note);
    heads.extend(notes.map(|matter| (Where::Note, fold(text.slice(matter.span)))));
    // A number that the head does not take for one: 国务院令第746号
    let numbers = document.matter.iter().filter(|matter| matter.kind == MatterKind::DocumentNumber);
    heads.extend(numbers.map(|matter| (Where::Number, fold(text.slice(matter.span)))));
    heads
}

#[derive(Clone, Copy)]
struct Owner {
    signal: usize,
    excuses: bool,
}

/// The signal of each pattern.
fn owners(rules: &Triage) -> Vec<Option<Owner>> {
    let of = |signal: usize, it: &Signal| {
        let any = it.any.iter().map(move |&id| (id, Owner { signal, excuses: false }));
        any.chain(it.unless.iter().map(move |&id| (id, Owner { signal, excuses: true }))).collect::<Vec<_>>()
    };
    let owned: BTreeMap<_, _> = rules.signals.iter().enumerate().flat_map(|(index, it)| of(index, it)).collect();
    let last = owned.last_key_value().map_or(0, |(id, _)| id + 1);
    (0..last).map(|id| owned.get(&id).copied()).collect()
}

pub(super) struct Search<'a> {
    rules: &'a Triage,
    owners: Vec<Option<Owner>>,
    /// By signal: how often, and what first.
    found: BTreeMap<usize, (usize, Seen)>,
}

impl Search<'_> {
    fn add(&mut self, signal: usize, count: usize, seen: Seen) {
        self.found.entry(signal).or_insert_with(|| (0, seen)).0 += count;
    }

    fn form(&mut self, document: &Document, facts: &Facts) {
        for (index, signal) in self.rules.signals.iter().enumerate() {
            let holds = match signal.place {
                Where::Articles => facts.has_articles,
                Where::Instrument => document.nodes.iter().any(|node| node.level == Level::Instrument),
                _ => false,
            };
            if holds {
                self.add(index, 1, Seen { place: signal.place.chinese().to_owned(), ..Seen::default() });
            }
        }
    }

    fn endings(&mut self, place: Where, content: &str) {
        let bare = bare(content);
        for (index, signal) in self.rules.signals.iter().enumerate().filter(|(_, signal)| signal.place == place) {
            let ending = signal.ends.iter().find(|word| bare.ends_with(word.as_str()));
            if let Some(ending) = ending.filter(|_| !self.rules.automaton.any_in(content, &[], &signal.unless)) {
                let seen = Seen { quote: ending.clone(), place: place.chinese().to_owned() };
                self.add(index, 1, seen);
            }
        }
    }

    /// Patterns of signals for any of these places.
    fn words(&mut self, places: &[Where], content: &str, label: &str, buffers: &mut Buffers) {
        let (rules, owners) = (self.rules, std::mem::take(&mut self.owners));
        let mut hits: Vec<(usize, usize, Seen)> = Vec::new();
        rules.automaton.scan(content, &[], buffers, |scan, candidates| {
            let owned = candidates.iter().filter_map(|&id| owners.get(id).copied().flatten().map(|owner| (id, owner)));
            for (id, owner) in owned.filter(|(_, owner)| !owner.excuses) {
                let signal = &rules.signals[owner.signal];
                let is_excused = || signal.unless.iter().any(|&id| scan.first(id).is_some());
                if !places.contains(&signal.place) || is_excused() {
                    continue;
                }
                let all = scan.all(id);
                if let Some(first) = all.first() {
                    let seen = Seen { quote: content[first.clone()].to_owned(), place: label.to_owned() };
                    hits.push((owner.signal, all.len(), seen));
                }
            }
        });
        self.owners = owners;
        for (signal, count, seen) in hits {
            self.add(signal, count, seen);
        }
    }

    fn body(&mut self, document: &Document, passages: &[Passage<'_>], buffers: &mut Buffers) {
        let mut before = 0;
        for passage in passages {
            let content = passage.view.as_str();
            let label = Place::of(document, passage.node).to_string();
            let opening = content.len().min(OPENING.saturating_sub(before));
            if let Some(opening) = content.get(..content.floor_char_boundary(opening)).filter(|it| !it.is_empty()) {
                self.words(&[Where::Opening], opening, &label, buffers);
            }
            self.words(&[Where::Body], content, &label, buffers);
            before += content.len();
            if before > DEEPEST {
                break;
            }
        }
    }
}

/// A name without remarks and numbers behind it: 办法（试行）, 公告〔2023〕105号, 公告2023年第5号, 《办法》
fn bare(content: &str) -> &str {
    let mut rest = content;
    loop {
        let shorter = without_number(without_remark(rest)).trim_end_matches(['》', '（']);
        if shorter.len() == rest.len() || shorter.is_empty() {
            return rest;
        }
        rest = shorter;
    }
}

fn without_remark(s: &str) -> &str {
    for (open, close) in [('（', '）'), ('〔', '〕'), ('【', '】'), ('[', ']')] {
        if let Some(at) = s.strip_suffix(close).and_then(|inner| inner.rfind(open)) {
            return &s[..at];
        }
    }
    s
}

fn without_number(s: &str) -> &str {
    let is_counted = |c: char| c.is_ascii_digit() || "第年〇一二三四五六七八九十百零".contains(c);
    s.strip_suffix('号').map_or(s, |head| head.trim_end_matches(is_counted))
}

/// Whether a text alone, in the place of a signal, is a case of it: for the examples of the rule file.
#[cfg(test)]
pub fn holds(rules: &Triage, index: usize, content: &str) -> bool {
    let signal = &rules.signals[index];
    let mut search = Search { rules, owners: owners(rules), found: BTreeMap::new() };
    let content = fold(content);
    search.endings(signal.place, &content);
    with_buffers(|buffers| search.words(&[signal.place], &content, "", buffers));
    search.found.get(&index).is_some_and(|(count, _)| *count >= signal.at_least)
}
