//! Which old unit became which new one.
//!
//! First what is word for word the same, then what is clearly alike, then the heaviest chain that keeps the order,
//! then what moved out of order, then parts of split and merged units.

use std::collections::BTreeMap;

use super::Unit;
use super::chain;
use super::join;
use super::likeness::{self, Candidate, Likeness};
use super::reference::masked;
use crate::text::fold;

/// Nothing is paired below this Dice.
pub const LEAST_DICE: f64 = 0.25;

/// With references masked, from this Dice on it is safely above the least without masks, too.
const SAFE_DICE: f64 = 0.35;

/// Down to this, others are looked at to tell whether a pair is weak.
const SEEN_DICE: f64 = 0.2;

/// A pair is clear when both sides like nobody else nearly as much.
const CLEAR_SCORE: f64 = 0.6;
const CLEAR_MARGIN: f64 = 0.25;

/// In order, a little likeness is enough; out of order it has to be greater.
const ORDERED_SCORE: f64 = 0.12;
const MOVED_SCORE: f64 = 0.33;

/// A weak pair is given up where one of the two is so much more like another one.
const WEAK_SCORE: f64 = 0.3;
const MUCH_MORE: f64 = 1.3;

/// Units that belong together: one to one, one to several (split) or several to one (merged).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
}

/// Who is paired with whom, one to one.
#[derive(Clone, Debug)]
pub struct Partners {
    pub of_old: Vec<Option<usize>>,
    pub of_new: Vec<Option<usize>>,
}

impl Partners {
    fn new(old: usize, new: usize) -> Partners {
        Partners { of_old: vec![None; old], of_new: vec![None; new] }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.of_old[old].is_none() && self.of_new[new].is_none()
    }

    fn pair_free(&mut self, pairs: impl IntoIterator<Item = (usize, usize)>) {
        for (old, new) in pairs {
            if self.is_free(old, new) {
                self.pair(old, new);
            }
        }
    }

    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.of_old.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?)))
    }
}

pub fn free(partners: &[Option<usize>]) -> Vec<usize> {
    (0..partners.len()).filter(|&at| partners[at].is_none()).collect()
}

/// The links between two rows of texts, and the likeness they rest on.
pub fn align(old: &[Unit], new: &[Unit]) -> (Vec<Link>, Likeness) {
    let folds = |units: &[Unit]| units.iter().map(|unit| fold(&unit.text)).collect::<Vec<_>>();
    let masks = |texts: &[String]| texts.iter().map(|text| masked(text)).collect::<Vec<_>>();
    let (old_folded, new_folded) = (folds(old), folds(new));
    let (old_masked, new_masked) = (masks(&old_folded), masks(&new_folded));
    let likeness = Likeness::new(&old_masked, &new_masked);
    let mut partners = Partners::new(old.len(), new.len());
    pair_identical(&old_folded, &new_folded, &mut partners);
    pair_identical(&old_masked, &new_masked, &mut partners);
    let seen = candidates(&likeness, &free(&partners.of_old), &free(&partners.of_new));
    let candidates: Vec<_> = seen.iter().filter(|pair| pair.dice >= LEAST_DICE).copied().collect();
    let clear = clear(&candidates, old.len(), new.len());
    partners.pair_free(clear);
    let backbone = backbone(&partners, &candidates);
    partners.pair_free(backbone);
    give_up_weak(&mut partners, &seen);
    partners.pair_free(moved(&candidates));
    let mut links = join::links(&likeness, &partners, old, new);
    links.retain(|link| likeness.dice_of(link) >= SAFE_DICE || plain_dice(old, new, link) >= LEAST_DICE);
    (links, likeness)
}

/// As [`align`], around links that stand already.
pub fn align_around(old: &[Unit], new: &[Unit], forced: &[Link]) -> (Vec<Link>, Likeness) {
    let open = |all: &[Unit], side: fn(&Link) -> &Vec<usize>| -> Vec<usize> {
        (0..all.len()).filter(|at| !forced.iter().any(|link| side(link).contains(at))).collect()
    };
    let (open_old, open_new) = (open(old, |link| &link.old), open(new, |link| &link.new));
    let pick = |all: &[Unit], at: &[usize]| at.iter().map(|&at| all[at].clone()).collect::<Vec<_>>();
    let (links, _) = align(&pick(old, &open_old), &pick(new, &open_new));
    let back = |at: Vec<usize>, open: &[usize]| at.into_iter().map(|at| open[at]).collect();
    let links = links.into_iter().map(|link| Link { old: back(link.old, &open_old), new: back(link.new, &open_new) });
    let masks = |units: &[Unit]| units.iter().map(|unit| masked(&fold(&unit.text))).collect::<Vec<_>>();
    let likeness = Likeness::new(&masks(old), &masks(new));
    (links.chain(forced.iter().cloned()).collect(), likeness)
}

/// The Dice of the words as printed, references and all.
fn plain_dice(old: &[Unit], new: &[Unit], link: &Link) -> f64 {
    let text = |units: &[Unit], at: &[usize]| at.iter().map(|&at| units[at].text.as_str()).collect::<String>();
    likeness::dice(&text(old, &link.old), &text(new, &link.new))
}

fn candidates(likeness: &Likeness, old: &[usize], new: &[usize]) -> Vec<Candidate> {
    let old_grams: Vec<_> = old.iter().map(|&at| &likeness.old[at]).collect();
    let new_grams: Vec<_> = new.iter().map(|&at| &likeness.new[at]).collect();
    let found = likeness.candidates(&old_grams, &new_grams, SEEN_DICE).into_iter();
    found.map(|pair| Candidate { old: old[pair.old], new: new[pair.new], ..pair }).collect()
}

/// The same text, as often on both sides: paired in order, wherever it stands.
fn pair_identical(old: &[String], new: &[String], partners: &mut Partners) {
    let mut same: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in free(&partners.of_old) {
        same.entry(&old[at]).or_default().0.push(at);
    }
    for at in free(&partners.of_new) {
        same.entry(&new[at]).or_default().1.push(at);
    }
    for (old, new) in same.into_values().filter(|(old, new)| old.len() == new.len()) {
        partners.pair_free(old.into_iter().zip(new));
    }
}

/// Pairs where each is the other's best by far.
fn clear(candidates: &[Candidate], old: usize, new: usize) -> Vec<(usize, usize)> {
    let mut best_old = vec![(0.0, 0.0); old];
    let mut best_new = vec![(0.0, 0.0); new];
    for pair in candidates {
        offer(&mut best_old[pair.old], pair.score);
        offer(&mut best_new[pair.new], pair.score);
    }
    let leads = |(best, second): (f64, f64), score: f64| score >= best && score - second >= CLEAR_MARGIN;
    let clear = candidates.iter().filter(|pair| {
        pair.score >= CLEAR_SCORE && leads(best_old[pair.old], pair.score) && leads(best_new[pair.new], pair.score)
    });
    clear.map(|pair| (pair.old, pair.new)).collect()
}

fn offer((best, second): &mut (f64, f64), score: f64) {
    if score > *best {
        (*best, *second) = (score, *best);
    } else if score > *second {
        *second = score;
    }
}

/// The pairs of the heaviest chain through what is paired and what could be.
fn backbone(partners: &Partners, candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<_> = partners.pairs().map(|(old, new)| (old, new, 1.0)).collect();
    let is_open = |pair: &&Candidate| pair.score >= ORDERED_SCORE && partners.is_free(pair.old, pair.new);
    let open = candidates.iter().filter(is_open);
    pairs.extend(open.map(|pair| (pair.old, pair.new, pair.score)));
    chain::heaviest(&pairs).into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect()
}

/// Pairs that only their order made.
fn give_up_weak(partners: &mut Partners, candidates: &[Candidate]) {
    let mut best_old = vec![0.0f64; partners.of_old.len()];
    let mut best_new = vec![0.0f64; partners.of_new.len()];
    for pair in candidates {
        best_old[pair.old] = best_old[pair.old].max(pair.score);
        best_new[pair.new] = best_new[pair.new].max(pair.score);
    }
    for pair in candidates {
        let best = best_old[pair.old].max(best_new[pair.new]);
        let is_weak = pair.score < WEAK_SCORE && best > pair.score * MUCH_MORE;
        if is_weak && partners.of_old[pair.old] == Some(pair.new) {
            (partners.of_old[pair.old], partners.of_new[pair.new]) = (None, None);
        }
    }
}

/// What is left, the likest first.
fn moved(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<_> = candidates.iter().filter(|pair| pair.score >= MOVED_SCORE).collect();
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.old, a.new).cmp(&(b.old, b.new))));
    pairs.into_iter().map(|pair| (pair.old, pair.new)).collect()
}
