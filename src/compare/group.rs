//! Ties that are settled: units that belong together grow into one link.

use super::align::{LEAST_DICE, Link, Partners};
use super::likeness::Likeness;

/// How much of the smaller unit a tie must explain that its group does not explain yet.
const NEWS: f64 = 0.15;
/// More units are not one split or merge, but another order of everything.
const LARGEST: usize = 8;

/// An old and a new unit that are no partners, and how much of the smaller one went over.
pub struct Tie {
    pub old: usize,
    pub new: usize,
    pub share: f64,
}

/// Units that belong together, growing tie by tie.
pub struct Groups<'l> {
    likeness: &'l Likeness,
    links: Vec<Link>,
    of_old: Vec<usize>,
    of_new: Vec<usize>,
}

impl<'l> Groups<'l> {
    pub fn new(likeness: &'l Likeness, partners: &Partners) -> Groups<'l> {
        let mut links: Vec<Link> = partners
            .of_old
            .iter()
            .enumerate()
            .map(|(at, new)| Link { old: vec![at], new: Vec::from_iter(*new) })
            .collect();
        let of_old = (0..links.len()).collect();
        let alone = |at: usize, links: &mut Vec<Link>| {
            links.push(Link { old: vec![], new: vec![at] });
            links.len() - 1
        };
        let of_new = partners.of_new.iter().enumerate();
        let of_new = of_new.map(|(at, old)| old.unwrap_or_else(|| alone(at, &mut links))).collect();
        Groups { likeness, links, of_old, of_new }
    }

    /// Whether the tie is settled.
    pub fn join(&mut self, tie: &Tie) -> bool {
        let (into, from) = (self.of_old[tie.old], self.of_new[tie.new]);
        let joined = union(&self.links[into], &self.links[from]);
        if into == from || joined.old.len() + joined.new.len() > LARGEST {
            return true;
        }
        if self.news(tie) < NEWS {
            return true;
        }
        if self.likeness.dice_of(&joined) < LEAST_DICE {
            return false;
        }
        joined.old.iter().for_each(|&at| self.of_old[at] = into);
        joined.new.iter().for_each(|&at| self.of_new[at] = into);
        self.links[into] = joined;
        self.links[from] = Link { old: vec![], new: vec![] };
        true
    }

    /// The share of the smaller unit that stands in the other and in no one it is tied to already.
    fn news(&self, tie: &Tie) -> f64 {
        let (old, new) = (&self.likeness.old[tie.old], &self.likeness.new[tie.new]);
        let counterparts = self.likeness.sum_of(&self.likeness.new, &self.links[self.of_old[tie.old]].new);
        let lost = self.likeness.rest(old, &counterparts);
        let origins = self.likeness.sum_of(&self.likeness.old, &self.links[self.of_new[tie.new]].old);
        let gained = self.likeness.rest(new, &origins);
        self.likeness.shared(&lost, &gained).1 / old.weight().min(new.weight()).max(f64::MIN_POSITIVE)
    }

    /// Those with units on both sides.
    pub fn links(self) -> Vec<Link> {
        self.links.into_iter().filter(|link| !link.old.is_empty() && !link.new.is_empty()).collect()
    }
}

fn union(a: &Link, b: &Link) -> Link {
    let both = |a: &[usize], b: &[usize]| {
        let mut both = [a, b].concat();
        both.sort_unstable();
        both
    };
    Link { old: both(&a.old, &b.old), new: both(&a.new, &b.new) }
}
