//! Links → pairs: what happened to the units, in order of the new text.

use std::collections::BTreeMap;

use super::align::{LEAST_DICE, Link};
use super::likeness::Likeness;
use super::reference::{Renumbering, same_when_renumbered};
use super::{Confidence, Kind, Pair, Unit, UnitRef, chain, edits};
use crate::document::{Level, Ordinal};
use crate::text::fold;

/// 所附文件 and 附件 whose numbers run by themselves.
type Container = (u32, u32);

struct Sides<'u> {
    old: &'u [Unit],
    new: &'u [Unit],
    likeness: &'u Likeness,
    renumbering: BTreeMap<Container, Renumbering>,
    best: (Vec<f64>, Vec<f64>),
}

pub fn pairs(old: &[Unit], new: &[Unit], links: Vec<Link>, likeness: &Likeness) -> Vec<Pair> {
    let sides = Sides { old, new, likeness, renumbering: renumbering(old, new, &links), best: best(likeness) };
    let moved = out_of_order(&links, old);
    let mut links: Vec<(Link, bool)> = links.into_iter().zip(moved).collect();
    links.extend(unpaired(&links, old.len(), new.len()).into_iter().map(|link| (link, false)));
    in_order(&mut links);
    links.into_iter().map(|(link, is_moved)| sides.pair(&link, is_moved)).collect()
}

fn container(unit: &Unit) -> Container {
    (unit.instrument, unit.annex)
}

fn renumbering(old: &[Unit], new: &[Unit], links: &[Link]) -> BTreeMap<Container, Renumbering> {
    let article = |unit: &Unit| unit.ordinal.filter(|_| unit.level == Level::Article);
    let mut all: BTreeMap<Container, Renumbering> = BTreeMap::new();
    for link in links {
        let numbers = || link.new.iter().filter_map(|&at| article(&new[at]));
        for &at in &link.old {
            if let Some(ordinal) = article(&old[at]) {
                all.entry(container(&old[at])).or_default().entry(ordinal).or_default().extend(numbers());
            }
        }
    }
    all
}

/// Links that leave the longest chain in order; of two that crossed, the shorter text has moved.
fn out_of_order(links: &[Link], old: &[Unit]) -> Vec<bool> {
    let first = |units: &[usize]| units.first().copied().unwrap_or(0);
    let length = |link: &Link| link.old.iter().map(|&at| old[at].text.len()).sum::<usize>();
    let all: usize = links.iter().map(length).sum();
    let weight = |link| 1.0 + length(link) as f64 / (2 * all.max(1)) as f64;
    let pairs: Vec<_> = links.iter().map(|link| (first(&link.old), first(&link.new), weight(link))).collect();
    let mut moved = vec![true; links.len()];
    chain::heaviest(&pairs).into_iter().for_each(|at| moved[at] = false);
    moved
}

fn unpaired(links: &[(Link, bool)], old: usize, new: usize) -> Vec<Link> {
    let (mut in_old, mut in_new) = (vec![false; old], vec![false; new]);
    for (link, _) in links {
        link.old.iter().for_each(|&at| in_old[at] = true);
        link.new.iter().for_each(|&at| in_new[at] = true);
    }
    let missing = |seen: Vec<bool>| (0..seen.len()).filter(|&at| !seen[at]).collect::<Vec<_>>();
    let deleted = missing(in_old).into_iter().map(|at| Link { old: vec![at], new: vec![] });
    let added = missing(in_new).into_iter().map(|at| Link { old: vec![], new: vec![at] });
    deleted.chain(added).collect()
}

/// By the new text; what was deleted comes after what stood before it.
fn in_order(links: &mut [(Link, bool)]) {
    let steady = links.iter().filter(|(link, is_moved)| !is_moved && !link.new.is_empty());
    let after: BTreeMap<usize, usize> =
        steady.flat_map(|(link, _)| link.old.iter().map(|&old| (old, link.new[0]))).collect();
    links.sort_by_key(|(link, _)| match (link.new.first(), link.old.first()) {
        (Some(&new), _) => (new + 1, 0),
        (None, old) => {
            let old = old.copied().unwrap_or(0);
            (after.range(..old).next_back().map_or(0, |(_, new)| new + 1), old + 1)
        }
    });
}

impl Sides<'_> {
    fn pair(&self, link: &Link, is_moved: bool) -> Pair {
        let (old_text, new_text) = (joined(self.old, &link.old), joined(self.new, &link.new));
        let (old, new) = (fold(&old_text), fold(&new_text));
        let substance = !link.old.first().is_some_and(|&at| self.same_when_renumbered(at, &old, &new));
        let kind = self.kind(link, is_moved, substance, old == new);
        let similarity = if substance { self.likeness.dice_of(link) } else { 1.0 };
        Pair {
            old: link.old.iter().map(|&at| UnitRef::of(&self.old[at])).collect(),
            new: link.new.iter().map(|&at| UnitRef::of(&self.new[at])).collect(),
            kind,
            substance,
            similarity: (similarity * 1000.0).round() / 1000.0,
            confidence: self.confidence(link, kind, similarity),
            edits: edits(&old_text, &new_text),
        }
    }

    fn same_when_renumbered(&self, first: usize, old: &str, new: &str) -> bool {
        let none = Renumbering::new();
        let renumbering = self.renumbering.get(&container(&self.old[first])).unwrap_or(&none);
        same_when_renumbered(old, new, renumbering)
    }

    fn kind(&self, link: &Link, is_moved: bool, substance: bool, is_same_text: bool) -> Kind {
        let (&[old], &[new]) = (&link.old[..], &link.new[..]) else {
            return match (link.old.len(), link.new.len()) {
                (0, _) => Kind::Added,
                (_, 0) => Kind::Deleted,
                (1, _) => Kind::Split,
                _ => Kind::Merged,
            };
        };
        if is_moved {
            Kind::Moved
        } else if substance {
            Kind::Modified
        } else if is_same_text && number(&self.old[old]) == number(&self.new[new]) {
            Kind::Same
        } else {
            Kind::Renumbered
        }
    }

    fn confidence(&self, link: &Link, kind: Kind, similarity: f64) -> Confidence {
        let levels = match kind {
            Kind::Same | Kind::Renumbered => return Confidence::Certain,
            Kind::Added | Kind::Deleted => return self.confidence_of_none(link),
            Kind::Modified => (0.7, 0.45),
            Kind::Moved | Kind::Split | Kind::Merged => (0.85, 0.55),
        };
        match similarity {
            s if s >= levels.0 => Confidence::Certain,
            s if s >= levels.1 => Confidence::Likely,
            _ => Confidence::Possible,
        }
    }

    /// The less the other side has anything alike, the surer.
    fn confidence_of_none(&self, link: &Link) -> Confidence {
        let best = |best: &[f64], units: &[usize]| units.iter().map(|&at| best[at]).fold(0.0, f64::max);
        match best(&self.best.0, &link.old).max(best(&self.best.1, &link.new)) {
            s if s < LEAST_DICE => Confidence::Certain,
            s if s < 0.5 => Confidence::Likely,
            _ => Confidence::Possible,
        }
    }
}

/// The best Dice that each old and each new unit has with any on the other side.
fn best(likeness: &Likeness) -> (Vec<f64>, Vec<f64>) {
    let (old, new): (Vec<_>, Vec<_>) = (likeness.old.iter().collect(), likeness.new.iter().collect());
    let mut best = (vec![0.0; old.len()], vec![0.0; new.len()]);
    for pair in likeness.candidates(&old, &new, LEAST_DICE) {
        best.0[pair.old] = pair.dice.max(best.0[pair.old]);
        best.1[pair.new] = pair.dice.max(best.1[pair.new]);
    }
    best
}

fn number(unit: &Unit) -> (Level, Option<Ordinal>) {
    (unit.level, unit.ordinal)
}

fn joined(units: &[Unit], at: &[usize]) -> String {
    at.iter().map(|&at| units[at].text.as_str()).collect::<Vec<_>>().join("\n")
}
