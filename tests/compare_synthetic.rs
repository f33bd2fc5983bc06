//! Known edits made on real laws, seeded: renumbered, moved, split, merged, deleted, inserted, reworded by 10–60 %.
//!
//! `cargo test --test compare_synthetic -- --nocapture` prints the numbers. Without the corpus it says skipped.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fashen::compare::{Unit, pairs, units};
use fashen::document::{Level, Ordinal};
use fashen::parse::parse;
use fashen::source;

const EDITS: usize = 1_200;
/// Per mille of the edits whose articles must find exactly their counterparts.
const RIGHT: usize = 970;

fn laws() -> Option<Vec<Vec<String>>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or_else(beside, PathBuf::from);
    let corpus = shared.join("corpus");
    let Ok(table) = std::fs::read_to_string(corpus.join("version_pairs.tsv")) else {
        eprintln!("skipped: no corpus at {}", corpus.display());
        return None;
    };
    let files = table.lines().skip(1).filter_map(|line| line.split('\t').nth(3)).step_by(2);
    let laws = files.map(|file| articles(&corpus.join(file))).filter(|law| (30..140).contains(&law.len()));
    Some(laws.collect())
}

fn articles(path: &Path) -> Vec<String> {
    let text = source::read(path).unwrap().text;
    let all = units(&text, &parse(&text)).into_iter().filter(|unit| unit.level == Level::Article);
    all.map(|unit| unit.text).filter(|text| text.chars().count() >= 20).collect()
}

/// A small generator (PCG): the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    Kept,
    Moved,
    Split,
    Merged,
    Deleted,
    Inserted,
    Reworded,
}

/// New articles, and what became of which old ones.
#[derive(Default)]
struct Draft {
    new: Vec<String>,
    truth: Vec<(Edit, Vec<usize>, Vec<usize>)>,
    moved: Vec<(usize, String)>,
}

impl Draft {
    fn push(&mut self, edit: Edit, old: Vec<usize>, texts: Vec<String>) {
        let from = self.new.len();
        self.new.extend(texts);
        self.truth.push((edit, old, (from..self.new.len()).collect()));
    }
}

fn edited(old: &[String], other: &[String], dice: &mut Dice) -> Draft {
    let mut draft = Draft::default();
    let mut at = 0;
    while at < old.len() {
        let text = &old[at];
        match dice.below(20) {
            0 => draft.push(Edit::Deleted, vec![at], vec![]),
            1 => draft.moved.push((at, text.clone())),
            2 | 3 if halves(text, dice).is_some() => {
                let (first, second) = halves(text, dice).unwrap();
                draft.push(Edit::Split, vec![at], vec![first, second]);
            }
            4 if at + 1 < old.len() => {
                draft.push(Edit::Merged, vec![at, at + 1], vec![format!("{text}\n{}", old[at + 1])]);
                at += 1;
            }
            5 | 6 => draft.push(Edit::Inserted, vec![], vec![other[dice.below(other.len())].clone()]),
            7 | 8 => {
                let share = 10 + dice.below(51);
                draft.push(Edit::Reworded, vec![at], vec![reworded(text, share, other, dice)]);
            }
            _ => draft.push(Edit::Kept, vec![at], vec![text.clone()]),
        }
        // What was inserted stands before the article of this turn.
        at += usize::from(!matches!(draft.truth.last(), Some((Edit::Inserted, ..))) || draft.is_moved(at));
    }
    draft.put_moved(dice);
    draft
}

impl Draft {
    fn is_moved(&self, at: usize) -> bool {
        self.moved.last().is_some_and(|(moved, _)| *moved == at)
    }

    /// Puts the moved articles somewhere else.
    fn put_moved(&mut self, dice: &mut Dice) {
        for (old, text) in std::mem::take(&mut self.moved) {
            let at = dice.below(self.new.len());
            self.new.insert(at, text);
            let new = self.truth.iter_mut().flat_map(|(_, _, new)| new);
            new.filter(|new| **new >= at).for_each(|new| *new += 1);
            self.truth.push((Edit::Moved, vec![old], vec![at]));
        }
    }
}

/// Cut after a sentence, where both halves say something.
fn halves(text: &str, dice: &mut Dice) -> Option<(String, String)> {
    let long = |text: &str| text.chars().count() >= 20;
    let cuts = text.match_indices(['。', '\n']).map(|(at, sign)| at + sign.len());
    let cuts: Vec<_> = cuts.filter(|&at| long(&text[..at]) && long(&text[at..])).collect();
    let at = *cuts.get(dice.below(cuts.len()))?;
    Some((text[..at].trim().to_owned(), text[at..].trim().to_owned()))
}

/// So many per cent of the characters, clause by clause, are replaced by clauses of another law.
fn reworded(text: &str, share: usize, other: &[String], dice: &mut Dice) -> String {
    let mut clauses: Vec<String> = text.split_inclusive(['，', '。', '；', '、', '\n']).map(str::to_owned).collect();
    let all = text.chars().count();
    let mut changed = 0;
    for _ in 0..clauses.len() * 2 {
        let at = dice.below(clauses.len());
        let length = clauses[at].chars().count();
        if (changed + length) * 100 <= all * share {
            let donor: Vec<char> = other[dice.below(other.len())].chars().filter(|c| *c != '\n').collect();
            clauses[at] = donor.iter().cycle().skip(dice.below(donor.len())).take(length).collect();
            changed += length;
        }
    }
    clauses.concat()
}

fn numbered(texts: &[String]) -> Vec<Unit> {
    let unit = |(at, text): (usize, &String)| Unit {
        instrument: 0,
        annex: 0,
        level: Level::Article,
        ordinal: Some(Ordinal::from(at as u32 + 1)),
        label: format!("第{}条", at + 1),
        place: at.to_string(),
        text: text.clone(),
    };
    texts.iter().enumerate().map(unit).collect()
}

#[test]
fn known_edits_are_recognised() {
    let Some(laws) = laws() else { return };
    let mut dice = Dice(20_261_122);
    let mut tally: BTreeMap<Edit, (usize, usize)> = BTreeMap::new();
    'all: for round in 0.. {
        for (at, old) in laws.iter().enumerate() {
            let other = &laws[(at + 1 + round) % laws.len()];
            let draft = edited(old, other, &mut dice);
            count(old, &draft, &mut tally);
            if edits(&tally).1 >= EDITS {
                break 'all;
            }
        }
    }
    for (edit, (right, all)) in &tally {
        eprintln!("{edit:?} {right} of {all}");
    }
    let (right, all) = edits(&tally);
    eprintln!("edits {right} of {all}");
    assert!(right * 1_000 >= all * RIGHT);
    assert!(tally[&Edit::Kept].0 * 1_000 >= tally[&Edit::Kept].1 * RIGHT);
}

fn edits(tally: &BTreeMap<Edit, (usize, usize)>) -> (usize, usize) {
    let made = tally.iter().filter(|(edit, _)| **edit != Edit::Kept);
    made.fold((0, 0), |sum, (_, count)| (sum.0 + count.0, sum.1 + count.1))
}

fn count(old: &[String], draft: &Draft, tally: &mut BTreeMap<Edit, (usize, usize)>) {
    let found = pairs(&numbered(old), &numbered(&draft.new));
    let places = |refs: &[fashen::compare::UnitRef]| -> Vec<usize> {
        let mut places: Vec<usize> = refs.iter().map(|unit| unit.place.parse().unwrap()).collect();
        places.sort_unstable();
        places
    };
    let found: Vec<_> = found.iter().map(|pair| (places(&pair.old), places(&pair.new))).collect();
    for (edit, old_places, new_places) in &draft.truth {
        let is_right = found.iter().any(|(old, new)| (old, new) == (old_places, new_places));
        if !is_right && std::env::var_os("SHOW_WRONG").is_some() {
            let near = found.iter().find(|(old, new)| {
                old.iter().any(|at| old_places.contains(at)) || new.iter().any(|at| new_places.contains(at))
            });
            eprintln!("{edit:?} {old_places:?} {new_places:?} found {near:?}");
            old_places.iter().for_each(|at| eprintln!("  - {}", old[*at].replace('\n', "⏎")));
            new_places.iter().for_each(|at| eprintln!("  + {}", draft.new[*at].replace('\n', "⏎")));
        }
        let entry = tally.entry(*edit).or_default();
        entry.0 += usize::from(is_right);
        entry.1 += 1;
    }
}
