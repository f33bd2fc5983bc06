//! Who else a unit could belong to: the runner-up of a doubtful pair.

use super::align::{LEAST_DICE, Link};
use super::likeness::{Grams, Likeness};

/// The likest unit outside the pair, and its Dice.
pub type Rival = Option<(usize, f64)>;

/// Rivals of the units that are not word for word the same.
pub struct Rivals {
    /// For each old unit, new ones.
    pub of_old: Vec<Rival>,
    pub of_new: Vec<Rival>,
}

impl Rivals {
    pub fn new(likeness: &Likeness, links: &[Link]) -> Rivals {
        let mut partners = (vec![Vec::new(); likeness.old.len()], vec![Vec::new(); likeness.new.len()]);
        for link in links {
            link.old.iter().for_each(|&at| partners.0[at].clone_from(&link.new));
            link.new.iter().for_each(|&at| partners.1[at].clone_from(&link.old));
        }
        Rivals {
            of_old: rivals(likeness, &likeness.old, &likeness.new, &partners.0),
            of_new: rivals(likeness, &likeness.new, &likeness.old, &partners.1),
        }
    }
}

fn rivals(likeness: &Likeness, own: &[Grams], others: &[Grams], partners: &[Vec<usize>]) -> Vec<Rival> {
    let is_kept = |at: usize| matches!(&partners[at][..], [partner] if own[at] == others[*partner]);
    let open: Vec<usize> = (0..own.len()).filter(|&at| !is_kept(at)).collect();
    let grams: Vec<_> = open.iter().map(|&at| &own[at]).collect();
    let all: Vec<_> = others.iter().collect();
    let mut rivals: Vec<Rival> = vec![None; own.len()];
    for pair in likeness.candidates(&grams, &all, LEAST_DICE) {
        let at = open[pair.old];
        let is_better = rivals[at].is_none_or(|(_, dice)| pair.dice > dice);
        if is_better && !partners[at].contains(&pair.new) {
            rivals[at] = Some((pair.new, pair.dice));
        }
    }
    rivals
}
