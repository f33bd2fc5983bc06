//! Links → pairs: what happened to the units, in order of the new text.

use std::collections::BTreeMap;

use super::align::{LEAST_DICE, Link};
use super::likeness::Likeness;
use super::part;
use super::reference::{Renumbering, same_when_renumbered};
use super::rival::{Rival, Rivals};
use super::table;
use super::{Confidence, Kind, Pair, RunnerUp, Unit, UnitRef, chain, edits};
use crate::document::{Level, Ordinal};
use crate::text::fold;

/// A rival so near makes a pair less than certain.
const NEAR_RIVAL: f64 = 0.1;

/// 所附文件 and 附件 whose numbers run by themselves.
type Container = (u32, u32);

struct Sides<'u> {
    old: &'u [Unit],
    new: &'u [Unit],
    likeness: &'u Likeness,
    renumbering: BTreeMap<Container, Renumbering>,
    rivals: Rivals,
    forced: &'u [Link],
}

/// The links as pairs; those in `forced` are beyond doubt.
pub fn pairs(old: &[Unit], new: &[Unit], links: Vec<Link>, forced: &[Link], likeness: &Likeness) -> Vec<Pair> {
    let (renumbering, rivals) = (renumbering(old, new, &links), Rivals::new(likeness, &links));
    let sides = Sides { old, new, likeness, renumbering, rivals, forced };
    let links: Vec<Link> = links.into_iter().filter(|link| !link.old.is_empty() && !link.new.is_empty()).collect();
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
    // By their first units, as the chain of what is in order goes: a merged unit may have been fetched from far below.
    let after: BTreeMap<usize, usize> =
        steady.filter_map(|(link, _)| Some((*link.old.first()?, *link.new.first()?))).collect();
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
        let confidence = self.confidence(link, kind, similarity);
        Pair {
            old: link.old.iter().map(|&at| UnitRef::of(&self.old[at], at)).collect(),
            new: link.new.iter().map(|&at| UnitRef::of(&self.new[at], at)).collect(),
            kind,
            substance,
            similarity: rounded(similarity),
            confidence,
            edits: if self.is_table(link) { table::edits } else { edits }(&old_text, &new_text),
            runner_up: if confidence == Confidence::Certain { None } else { self.runner_up(link) },
            parts: if substance { self.parts(link) } else { Vec::new() },
        }
    }

    fn is_table(&self, link: &Link) -> bool {
        let is_table = |all: &[Unit], at: &[usize]| at.iter().all(|&at| all[at].level == Level::Table);
        is_table(self.old, &link.old) && is_table(self.new, &link.new)
    }

    /// 款 and 项, where one side has several and both have some.
    fn parts(&self, link: &Link) -> Vec<Pair> {
        if self.is_table(link) {
            return Vec::new();
        }
        let parts = |all: &[Unit], at: &[usize]| at.iter().flat_map(|&at| part::parts(&all[at])).collect::<Vec<_>>();
        let (old, new) = (parts(self.old, &link.old), parts(self.new, &link.new));
        // A part is one line and has none of its own: here the descent ends.
        let is_plain = old.len() == link.old.len() && new.len() == link.new.len();
        if old.is_empty() || new.is_empty() || is_plain {
            return Vec::new();
        }
        super::pairs(&old, &new)
    }

    /// The likest of all others, on either side.
    fn rival(&self, link: &Link) -> Option<(bool, usize, f64)> {
        let of = |rivals: &[Rival], at: &[usize], is_new: bool| -> Vec<(bool, usize, f64)> {
            at.iter().filter_map(|&at| rivals[at]).map(|(rival, dice)| (is_new, rival, dice)).collect()
        };
        let (new, old) = (of(&self.rivals.of_old, &link.old, true), of(&self.rivals.of_new, &link.new, false));
        new.into_iter().chain(old).max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)))
    }

    fn runner_up(&self, link: &Link) -> Option<RunnerUp> {
        let (is_new, at, dice) = self.rival(link)?;
        let unit = if is_new { &self.new[at] } else { &self.old[at] };
        Some(RunnerUp { is_new, place: unit.place.clone(), similarity: rounded(dice) })
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
        if self.forced.contains(link) {
            return Confidence::Certain;
        }
        let rival = self.rival(link).map_or(0.0, |(.., dice)| dice);
        let (certain, likely) = match kind {
            Kind::Same | Kind::Renumbered => return Confidence::Certain,
            Kind::Added | Kind::Deleted => return confidence_of_none(rival),
            Kind::Modified => (0.7, 0.45),
            Kind::Moved | Kind::Split | Kind::Merged => (0.85, 0.55),
        };
        match similarity {
            s if s >= certain && s > rival + NEAR_RIVAL => Confidence::Certain,
            s if s >= likely && s > rival => Confidence::Likely,
            _ => Confidence::Possible,
        }
    }
}

/// The less the other side has anything alike, the surer.
fn confidence_of_none(rival: f64) -> Confidence {
    match rival {
        s if s < LEAST_DICE => Confidence::Certain,
        s if s < 0.5 => Confidence::Likely,
        _ => Confidence::Possible,
    }
}

fn rounded(similarity: f64) -> f64 {
    (similarity * 1000.0).round() / 1000.0
}

fn number(unit: &Unit) -> (Level, Option<Ordinal>) {
    (unit.level, unit.ordinal)
}

fn joined(units: &[Unit], at: &[usize]) -> String {
    at.iter().map(|&at| units[at].text.as_str()).collect::<Vec<_>>().join("\n")
}
