//! Splits (拆分) and merges (合并): a unit that has no partner may be a part of one that lost just these words.

use super::align::{LEAST_DICE, Link, Partners};
use super::likeness::{Grams, Likeness};

/// How much of a part must come from what the whole lost.
const PART_SHARE: f64 = 0.4;
/// The same where the part stands next to the counterpart.
const NEAR_SHARE: f64 = 0.3;
/// How much of the whole the part must carry, unless all of it comes from there.
const WHOLE_SHARE: f64 = 0.1;
const ALL_OF_PART: f64 = 0.75;
/// Candidates for parts share at least this Dice with the whole.
const FAINT_DICE: f64 = 0.08;
/// A part leaves a partner of its own only for a whole that explains so much more of it.
const BETTER: f64 = 0.2;

/// The links that partners make, with the units that belong to them as parts.
pub fn links(likeness: &Likeness, partners: &Partners) -> Vec<Link> {
    let faint = faint(likeness, partners);
    let splits = splits(likeness, partners, faint.clone());
    let merges = merges(likeness, partners, faint, &splits);
    let joined: Vec<_> = splits.into_iter().chain(merges).collect();
    let is_taken = |&(old, new): &(usize, usize)| joined.iter().any(|link| touches(link, old, new));
    let single: Vec<_> = partners.pairs().filter(|pair| !is_taken(pair)).collect();
    let single = single.into_iter().map(|(old, new)| Link { old: vec![old], new: vec![new] });
    joined.iter().cloned().chain(single).collect()
}

fn touches(link: &Link, old: usize, new: usize) -> bool {
    link.old.contains(&old) || link.new.contains(&new)
}

fn splits(likeness: &Likeness, partners: &Partners, candidates: Vec<(usize, usize)>) -> Vec<Link> {
    let sides = Sides {
        likeness,
        wholes: &likeness.old,
        parts: &likeness.new,
        of_whole: &partners.of_old,
        of_part: &partners.of_new,
    };
    sides.gather(candidates).into_iter().map(|(old, new)| Link { old: vec![old], new }).collect()
}

/// As splits, the other way round; what is split already is left alone.
fn merges(likeness: &Likeness, partners: &Partners, candidates: Vec<(usize, usize)>, splits: &[Link]) -> Vec<Link> {
    let sides = Sides {
        likeness,
        wholes: &likeness.new,
        parts: &likeness.old,
        of_whole: &partners.of_new,
        of_part: &partners.of_old,
    };
    let is_split = |old, new| splits.iter().any(|link| touches(link, old, new));
    let is_open = |&(old, new): &(usize, usize)| {
        !is_split(old, new) && partners.of_new[new].is_none_or(|partner| !is_split(partner, new))
    };
    let candidates = candidates.into_iter().filter(is_open).map(|(old, new)| (new, old));
    sides.gather(candidates.collect()).into_iter().map(|(new, old)| Link { old, new: vec![new] }).collect()
}

/// All pairs that share a little and are no partners.
fn faint(likeness: &Likeness, partners: &Partners) -> Vec<(usize, usize)> {
    let all = |grams: &[Grams]| (0..grams.len()).collect::<Vec<_>>();
    let pairs = likeness.candidates(&all(&likeness.old), &all(&likeness.new), FAINT_DICE);
    let pairs = pairs.iter().map(|pair| (pair.old, pair.new));
    pairs.filter(|&(old, new)| partners.of_old[old] != Some(new)).collect()
}

/// One side's units as wholes, the other's as parts.
struct Sides<'l> {
    likeness: &'l Likeness,
    wholes: &'l [Grams],
    parts: &'l [Grams],
    of_whole: &'l [Option<usize>],
    of_part: &'l [Option<usize>],
}

/// A part that may belong to a whole, and how much of it comes from there.
struct Claim {
    whole: usize,
    part: usize,
    share: f64,
}

impl Sides<'_> {
    /// Wholes with their two or more parts.
    fn gather(&self, candidates: Vec<(usize, usize)>) -> Vec<(usize, Vec<usize>)> {
        let start = |whole: usize| self.of_whole[whole].into_iter().collect::<Vec<_>>();
        let claims = candidates.into_iter().filter_map(|(whole, part)| self.claim(whole, part, &start(whole)));
        let mut claims: Vec<_> = claims.collect();
        claims.sort_by(|a, b| b.share.total_cmp(&a.share).then((a.whole, a.part).cmp(&(b.whole, b.part))));
        let mut groups: Vec<Vec<usize>> = (0..self.wholes.len()).map(start).collect();
        let mut taken = vec![false; self.parts.len()];
        for Claim { whole, part, .. } in claims {
            let is_free = !taken[part] && self.of_part[part].is_none_or(|own| groups[own].len() == 1);
            if is_free && self.claim(whole, part, &groups[whole]).is_some() {
                taken[part] = true;
                groups[whole].push(part);
                self.of_part[part].into_iter().for_each(|own| groups[own].clear());
            }
        }
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.into_iter().enumerate().filter(|(whole, group)| self.holds(*whole, group)).collect()
    }

    fn claim(&self, whole: usize, part: usize, group: &[usize]) -> Option<Claim> {
        let (from, grams) = (&self.wholes[whole], &self.parts[part]);
        if self.likeness.cover(grams, from) < NEAR_SHARE {
            return None;
        }
        let lost = self.likeness.rest(from, &self.joined(group));
        let share = self.likeness.cover(grams, &lost);
        let is_near = group.iter().any(|other| other.abs_diff(part) == 1);
        let own = self.of_part[part].map_or(0.0, |own| self.likeness.cover(grams, &self.wholes[own]) + BETTER);
        let least = if is_near { NEAR_SHARE } else { PART_SHARE }.max(own);
        let carried = self.likeness.cover(&lost, grams) * lost.share_of(from);
        let is_carried = carried >= WHOLE_SHARE || share >= ALL_OF_PART;
        (share >= least && is_carried).then_some(Claim { whole, part, share })
    }

    fn joined(&self, group: &[usize]) -> Grams {
        group.iter().fold(Grams::default(), |sum, &part| self.likeness.sum(&sum, &self.parts[part]))
    }

    fn holds(&self, whole: usize, group: &[usize]) -> bool {
        group.len() > 1 && self.likeness.dice(&self.wholes[whole], &self.joined(group)) >= LEAST_DICE
    }
}
