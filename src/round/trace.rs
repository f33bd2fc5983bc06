//! Which sentence of the earlier draft became which of the new one. The comparison says which units belong together;
//! inside them, then anywhere, the same words are looked for, then like ones.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::pointer::{Successors, successors};
use super::sentence::{Draft, Sentence};
use crate::compare::{Kind, pairs};
use crate::limits::MAX_LIKENESS_WORK;

/// Sentences of units that belong together are versions of each other from this likeness.
const NEAR: f64 = 0.4;
/// The same anywhere in the document.
const FAR: f64 = 0.65;
/// Shorter words say too little to be found again outside their unit.
const TELLING: usize = 8;

/// What a sentence of the earlier draft has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The same words; numbers of articles may have followed a renumbering.
    Same(usize),
    Changed(usize),
    Gone,
}

/// What a unit has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    pub kind: Kind,
    /// The unit that goes on in its place; none for a deleted one.
    pub main: Option<usize>,
    pub all: Vec<usize>,
}

/// How two versions of a draft hang together.
#[derive(Clone, Debug)]
pub struct Trace {
    pub old: Draft,
    pub new: Draft,
    pub fates: Vec<Fate>,
    /// The earlier sentence of each new one, and whether the words are the same.
    pub origins: Vec<Option<(usize, bool)>>,
    /// By old unit.
    pub successors: Vec<Successor>,
}

impl Trace {
    pub fn new(old: Draft, new: Draft) -> Trace {
        let (of_old, group_of_new) = follow(&old, &new);
        let numbers = successors(&old, &new, &of_old);
        let mut links = Links::new(&old, &new, &numbers);
        let group = |unit: usize| of_old[unit].0;
        let inside = |a: &Sentence, b: &Sentence| group(a.unit) == group_of_new[b.unit];
        links.same(|it| it.words.clone(), |it| Some(group(it.unit)), |it| Some(group_of_new[it.unit]));
        links.same(|it| it.key.clone(), |it| Some(group(it.unit)), |it| Some(group_of_new[it.unit]));
        let telling = |it: &Sentence| (it.key.chars().count() >= TELLING).then_some(0);
        links.same(|it| it.words.clone(), telling, telling);
        links.same(|it| it.key.clone(), telling, telling);
        links.like(NEAR, inside);
        links.like(FAR, |a, b| telling(a).is_some() && telling(b).is_some());
        let (fates, origins) = (links.fates, links.origins);
        let successors = of_old.into_iter().map(|(_, successor)| successor).collect();
        Trace { old, new, fates, origins, successors }
    }

    /// New sentences that nobody reviewed as they are now, in the unit's successors.
    pub fn fresh_beside(&self, old_unit: usize) -> impl Iterator<Item = usize> + '_ {
        let all = &self.successors[old_unit].all;
        let sentences = self.new.sentences.iter().enumerate();
        sentences.filter(move |(at, it)| self.origins[*at].is_none() && all.contains(&it.unit)).map(|(at, _)| at)
    }

    /// A new sentence with the unreviewed text right before and behind it in its unit: a sentence may have fallen apart.
    pub fn around(&self, new: usize) -> String {
        let all = &self.new.sentences;
        let belongs = |at: usize| self.origins[at].is_none() && all[at].unit == all[new].unit;
        let from = (0..new).rev().take_while(|&at| belongs(at)).last().unwrap_or(new);
        let to = (new + 1..all.len()).take_while(|&at| belongs(at)).last().unwrap_or(new);
        all[from..=to].iter().map(|sentence| sentence.words.as_str()).collect()
    }

    /// Whether a sentence stands elsewhere than where its unit went on.
    pub fn has_moved(&self, old: usize, new: usize) -> bool {
        let (from, to) = (self.old.sentences[old].unit, self.new.sentences[new].unit);
        let successor = &self.successors[from];
        successor.kind == Kind::Moved || successor.main != Some(to)
    }
}

/// The pair each unit stands in, and what each old unit has become.
fn follow(old: &Draft, new: &Draft) -> (Vec<(usize, Successor)>, Vec<usize>) {
    let gone = || (usize::MAX, Successor { kind: Kind::Deleted, main: None, all: Vec::new() });
    let mut of_old: Vec<_> = (0..old.units.len()).map(|_| gone()).collect();
    let mut of_new = vec![usize::MAX - 1; new.units.len()];
    for (at, pair) in pairs(&old.units, &new.units).iter().enumerate() {
        let index = |refs: &[crate::compare::UnitRef]| {
            refs.iter().filter_map(|it| it.place.parse::<usize>().ok()).collect::<Vec<_>>()
        };
        let (from, to) = (index(&pair.old), index(&pair.new));
        to.iter().for_each(|&unit| of_new[unit] = at);
        // A unit that was split goes on in its first part; of several that were merged the one goes on that gave most.
        let main = to.first().copied();
        let heir = if from.len() < 2 {
            from.first().copied()
        } else {
            from.iter().copied().max_by_key(|&unit| (shared(old, new, unit, main), usize::MAX - unit))
        };
        for unit in from {
            let main = main.filter(|_| heir == Some(unit));
            of_old[unit] = (at, Successor { kind: pair.kind, main, all: to.clone() });
        }
    }
    (of_old, of_new)
}

/// Bytes of the sentences that two units have in common.
fn shared(old: &Draft, new: &Draft, from: usize, to: Option<usize>) -> usize {
    let has = |words: &str| new.sentences.iter().any(|it| Some(it.unit) == to && it.words == words);
    let own = old.sentences.iter().filter(|it| it.unit == from && has(&it.words));
    own.map(|it| it.words.len()).sum()
}

/// Who belongs to whom so far.
struct Links<'d> {
    old: &'d [Sentence],
    new: &'d [Sentence],
    numbers: &'d Successors,
    units: (&'d Draft, &'d Draft),
    fates: Vec<Fate>,
    origins: Vec<Option<(usize, bool)>>,
}

impl<'d> Links<'d> {
    fn new(old: &'d Draft, new: &'d Draft, numbers: &'d Successors) -> Links<'d> {
        Links {
            old: &old.sentences,
            new: &new.sentences,
            numbers,
            units: (old, new),
            fates: vec![Fate::Gone; old.sentences.len()],
            origins: vec![None; new.sentences.len()],
        }
    }

    fn free_old(&self) -> Vec<usize> {
        (0..self.old.len()).filter(|&at| self.fates[at] == Fate::Gone).collect()
    }

    fn free_new(&self) -> Vec<usize> {
        (0..self.new.len()).filter(|&at| self.origins[at].is_none()).collect()
    }

    fn link(&mut self, old: usize, new: usize) {
        let is_same = self.old[old].key == self.new[new].key && self.numbers_followed(old, new);
        self.fates[old] = if is_same { Fate::Same(new) } else { Fate::Changed(new) };
        self.origins[new] = Some((old, is_same));
    }

    fn numbers_followed(&self, old: usize, new: usize) -> bool {
        let (a, b) = (&self.old[old], &self.new[new]);
        a.words == b.words || self.numbers.allow((self.units.0, a), (self.units.1, b))
    }

    /// Sentences that say the same, in order; those of one group only, where one is told.
    fn same(
        &mut self,
        words: impl Fn(&Sentence) -> String,
        old_group: impl Fn(&Sentence) -> Option<usize>,
        new_group: impl Fn(&Sentence) -> Option<usize>,
    ) {
        let mut waiting: BTreeMap<(usize, String), VecDeque<usize>> = BTreeMap::new();
        for at in self.free_old() {
            if let Some(group) = old_group(&self.old[at]) {
                waiting.entry((group, words(&self.old[at]))).or_default().push_back(at);
            }
        }
        for at in self.free_new() {
            let Some(group) = new_group(&self.new[at]) else { continue };
            let next = waiting.get_mut(&(group, words(&self.new[at]))).and_then(VecDeque::pop_front);
            next.into_iter().for_each(|old| self.link(old, at));
        }
    }

    /// Sentences that are alike, the most alike first. Beyond a bearable amount of work they stay apart: such text is
    /// shown as new.
    fn like(&mut self, least: f64, may: impl Fn(&Sentence, &Sentence) -> bool) {
        let (old, new) = (self.free_old(), self.free_new());
        if old.len().saturating_mul(new.len()) > MAX_LIKENESS_WORK {
            return;
        }
        let grams = |all: &[Sentence], at: &[usize]| at.iter().map(|&at| bigrams(&all[at].key)).collect::<Vec<_>>();
        let (of_old, of_new) = (grams(self.old, &old), grams(self.new, &new));
        let mut found = Vec::new();
        for (a, old_grams) in old.iter().zip(&of_old) {
            for (b, new_grams) in new.iter().zip(&of_new) {
                let likeness = likeness(old_grams, new_grams);
                if likeness >= least && may(&self.old[*a], &self.new[*b]) {
                    found.push((likeness, *a, *b));
                }
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, a, b) in found {
            if self.fates[a] == Fate::Gone && self.origins[b].is_none() {
                self.link(a, b);
            }
        }
    }
}

fn bigrams(words: &str) -> BTreeSet<(char, char)> {
    words.chars().zip(words.chars().skip(1)).collect()
}

/// Dice, or the share of the shorter that stands in a longer one that has grown around it.
fn likeness(a: &BTreeSet<(char, char)>, b: &BTreeSet<(char, char)>) -> f64 {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if a.is_empty() || b.len() > 12 * a.len() {
        return 0.0;
    }
    let shared = a.iter().filter(|gram| b.contains(gram)).count() as f64;
    let dice = 2.0 * shared / (a.len() + b.len()) as f64;
    let grown = if a.len() >= TELLING { 0.7 * shared / a.len() as f64 } else { 0.0 };
    dice.max(grown)
}
