//! Which old unit became which new one.
//!
//! First what is word for word the same, then what is clearly alike, then the heaviest chain that keeps the order,
//! then what moved out of order, then parts of split and merged units.

use std::collections::BTreeMap;

use super::chain;
use super::join;
use super::likeness::{Candidate, Likeness};
use super::reference::masked;

/// Nothing is paired below this Dice.
pub const LEAST_DICE: f64 = 0.25;

/// A pair is clear when both sides like nobody else nearly as much.
const CLEAR_SCORE: f64 = 0.6;
const CLEAR_MARGIN: f64 = 0.15;

/// Out of order, likeness has to be greater.
const MOVED_SCORE: f64 = 0.4;

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

/// The links between two rows of folded texts, and the likeness they rest on.
pub fn align(old: &[String], new: &[String]) -> (Vec<Link>, Likeness) {
    let masks = |texts: &[String]| texts.iter().map(|text| masked(text)).collect::<Vec<_>>();
    let (old_masked, new_masked) = (masks(old), masks(new));
    let likeness = Likeness::new(&old_masked, &new_masked);
    let mut partners = Partners::new(old.len(), new.len());
    pair_identical(old, new, &mut partners);
    pair_identical(&old_masked, &new_masked, &mut partners);
    let candidates = likeness.candidates(&free(&partners.of_old), &free(&partners.of_new), LEAST_DICE);
    let clear = clear(&candidates, old.len(), new.len());
    partners.pair_free(clear);
    let backbone = backbone(&partners, &candidates);
    partners.pair_free(backbone);
    partners.pair_free(moved(&candidates));
    (join::links(&likeness, &partners), likeness)
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
    let open = candidates.iter().filter(|pair| partners.is_free(pair.old, pair.new));
    pairs.extend(open.map(|pair| (pair.old, pair.new, pair.score)));
    chain::heaviest(&pairs).into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect()
}

/// What is left, the likest first.
fn moved(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<_> = candidates.iter().filter(|pair| pair.score >= MOVED_SCORE).collect();
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.old, a.new).cmp(&(b.old, b.new))));
    pairs.into_iter().map(|pair| (pair.old, pair.new)).collect()
}
