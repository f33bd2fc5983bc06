//! Splits (拆分) and merges (合并): sentences that left a unit and turn up in another tie the two together.

use std::collections::BTreeMap;

use super::Unit;
use super::align::{Link, Partners};
use super::group::{Groups, Tie};
use super::likeness::{Candidate, Grams, Likeness};
use super::segment::{Segment, segments};
use crate::document::Level;

/// A sentence is still in the partner when so much of its weight is.
const KEPT: f64 = 0.6;
/// Two sentences are the same one when they are so alike.
const SAME_SENTENCE: f64 = 0.5;
const LEAST_SENTENCE_DICE: f64 = 0.12;
/// How much of the smaller unit must have gone over.
const SHARE: f64 = 0.25;
/// The same where both have partners of their own.
const PARTNERED_SHARE: f64 = 0.35;
/// How much of a part must come from what the whole lost, where it stands apart from the partner and next to it.
const PART_SHARE: f64 = 0.35;
const NEAR_SHARE: f64 = 0.22;
/// How much of the whole the part must carry, unless all of it comes from there.
const LEAST_CARRIED: f64 = 0.1;
const NEAR_CARRIED: f64 = 0.06;
const ALL_OF_PART: f64 = 0.75;
/// A part that says much more than the whole did is one all the same when it carries so much.
const MUCH_CARRIED: f64 = 0.3;
/// Or when it stands next to the partner and makes the two sides so much more alike.
const GAIN: f64 = 0.1;
const LEAST_REST_DICE: f64 = 0.08;
/// A sentence that stands in several units alike tells nothing.
const UNIQUE: f64 = 0.1;

/// One side: units and their partners.
struct Side<'l> {
    units: &'l [Unit],
    grams: &'l [Grams],
    partners: &'l [Option<usize>],
    others: &'l [Grams],
    other_units: &'l [Unit],
}

/// The links that partners make, with the units that belong to them as parts.
pub fn links(likeness: &Likeness, partners: &Partners, old: &[Unit], new: &[Unit]) -> Vec<Link> {
    let before =
        Side { units: old, grams: &likeness.old, partners: &partners.of_old, others: &likeness.new, other_units: new };
    let after =
        Side { units: new, grams: &likeness.new, partners: &partners.of_new, others: &likeness.old, other_units: old };
    let mut groups = Groups::new(likeness, partners);
    let mut ties = ties(likeness, &before, &after);
    let is_article = |unit: &Unit| unit.level == Level::Article;
    ties.retain(|tie| is_article(&old[tie.old]) == is_article(&new[tie.new]));
    // What is too little alike by itself may fit once its neighbours are joined.
    while !ties.is_empty() {
        let before = ties.len();
        ties.retain(|tie| !groups.join(tie));
        if ties.len() == before {
            break;
        }
    }
    groups.links()
}

/// The strongest first.
fn ties(likeness: &Likeness, before: &Side, after: &Side) -> Vec<Tie> {
    let mut shares: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut offer = |tie: Tie| {
        let share = shares.entry((tie.old, tie.new)).or_default();
        *share = share.max(tie.share);
    };
    sentence_ties(likeness, before, after).into_iter().for_each(&mut offer);
    rest_ties(likeness, before, after).for_each(|(old, new, share)| offer(Tie { old, new, share }));
    rest_ties(likeness, after, before).for_each(|(new, old, share)| offer(Tie { old, new, share }));
    let mut ties: Vec<_> = shares.into_iter().map(|((old, new), share)| Tie { old, new, share }).collect();
    ties.sort_by(|a, b| b.share.total_cmp(&a.share).then((a.old, a.new).cmp(&(b.old, b.new))));
    ties
}

/// Ties by sentences that stand elsewhere now.
fn sentence_ties(likeness: &Likeness, before: &Side, after: &Side) -> Vec<Tie> {
    let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (old, new, weight) in moved_sentences(likeness, &lost(likeness, before), &lost(likeness, after)) {
        *weights.entry((old, new)).or_default() += weight;
    }
    let tie = |((old, new), weight): ((usize, usize), f64)| {
        let smaller = before.grams[old].weight().min(after.grams[new].weight());
        Tie { old, new, share: weight / smaller.max(f64::MIN_POSITIVE) }
    };
    let is_strong = |tie: &Tie| {
        let are_partnered = before.partners[tie.old].is_some() && after.partners[tie.new].is_some();
        tie.share >= if are_partnered { PARTNERED_SHARE } else { SHARE }
    };
    let is_new = |tie: &Tie| before.partners[tie.old] != Some(tie.new);
    weights.into_iter().map(tie).filter(|tie| is_new(tie) && is_strong(tie)).collect()
}

/// Ties by words, for rewritten sentences: a unit without a partner (the part) shares them with what another
/// (the whole) lost. Whole, part and share.
fn rest_ties<'s>(
    likeness: &'s Likeness,
    wholes: &'s Side,
    parts: &'s Side,
) -> impl Iterator<Item = (usize, usize, f64)> + 's {
    let alone: Vec<usize> = (0..parts.grams.len()).filter(|&part| parts.partners[part].is_none()).collect();
    let partnered: Vec<usize> = (0..wholes.grams.len()).filter(|&whole| !wholes.is_kept(whole)).collect();
    let rests: Vec<Grams> = partnered.iter().map(|&whole| wholes.rest(likeness, whole)).collect();
    let part_grams: Vec<_> = alone.iter().map(|&part| &parts.grams[part]).collect();
    let found = likeness.candidates(&refs(&rests), &part_grams, LEAST_REST_DICE);
    let named = move |pair: Candidate| {
        let (whole, part, rest) = (partnered[pair.old], alone[pair.new], &rests[pair.old]);
        let grams = &parts.grams[part];
        let share = likeness.cover(grams, rest);
        let is_near = wholes.partners[whole].is_some_and(|other| parts.is_next(part, other));
        let carried = likeness.shared(rest, grams).1 / wholes.grams[whole].weight();
        let (enough, least) = if is_near { (NEAR_SHARE, NEAR_CARRIED) } else { (PART_SHARE, LEAST_CARRIED) };
        let is_part = share >= enough && (carried >= least || share >= ALL_OF_PART);
        let is_wanted = carried >= MUCH_CARRIED || (is_near && wholes.gain(likeness, whole, grams) >= GAIN);
        (is_part || is_wanted).then_some((whole, part, share.max(carried)))
    };
    found.into_iter().filter_map(named)
}

impl Side<'_> {
    /// Word for word in its partner.
    fn is_kept(&self, unit: usize) -> bool {
        self.partners[unit].is_some_and(|partner| self.grams[unit] == self.others[partner])
    }

    /// How much likelier the unit is to its partner with the part than without.
    fn gain(&self, likeness: &Likeness, unit: usize, part: &Grams) -> f64 {
        let Some(partner) = self.partners[unit].map(|partner| &self.others[partner]) else { return 0.0 };
        let own = &self.grams[unit];
        likeness.dice(own, &likeness.sum(partner, part)) - likeness.dice(own, partner)
    }

    /// Whether none but units without partners stand between the two.
    fn is_next(&self, part: usize, other: usize) -> bool {
        let (from, to) = (part.min(other) + 1, part.max(other));
        self.partners.get(from..to).is_some_and(|between| between.iter().all(Option::is_none))
    }

    /// What a unit has beyond its partner.
    fn rest(&self, likeness: &Likeness, unit: usize) -> Grams {
        let partner = self.partners[unit].map(|partner| &self.others[partner]);
        partner.map_or_else(|| self.grams[unit].clone(), |partner| likeness.rest(&self.grams[unit], partner))
    }
}

/// The sentences that are not in the partner of their unit.
fn lost(likeness: &Likeness, side: &Side) -> Vec<Segment> {
    let mut lost = Vec::new();
    for (unit, Unit { text, .. }) in side.units.iter().enumerate() {
        match side.partners[unit] {
            None => lost.extend(segments(likeness, unit, text)),
            Some(_) if side.is_kept(unit) => {}
            Some(partner) => {
                let theirs = segments(likeness, partner, &side.other_units[partner].text);
                lost.extend(beyond(likeness, segments(likeness, unit, text), &theirs));
            }
        }
    }
    lost
}

/// Sentences that have no counterpart among the others, each of which counts for one only.
fn beyond(likeness: &Likeness, own: Vec<Segment>, others: &[Segment]) -> Vec<Segment> {
    let grams = |segments: &[Segment]| segments.iter().map(|segment| segment.grams.clone()).collect::<Vec<_>>();
    let mut pairs = likeness.candidates(&refs(&grams(&own)), &refs(&grams(others)), LEAST_SENTENCE_DICE);
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.old, a.new).cmp(&(b.old, b.new))));
    let (mut is_kept, mut is_used) = (vec![false; own.len()], vec![false; others.len()]);
    for pair in pairs.iter().filter(|pair| pair.score >= SAME_SENTENCE) {
        if !is_kept[pair.old] && !is_used[pair.new] {
            (is_kept[pair.old], is_used[pair.new]) = (true, true);
        }
    }
    let open = others.iter().zip(&is_used).filter(|(_, used)| !**used);
    let open = open.fold(Grams::default(), |sum, (segment, _)| likeness.sum(&sum, &segment.grams));
    let pairs = own.into_iter().zip(is_kept);
    pairs.filter(|(segment, kept)| !kept && likeness.cover(&segment.grams, &open) < KEPT).map(|(own, _)| own).collect()
}

/// Sentences that are the same on both sides: for each the likest, with the weight they share.
fn moved_sentences(likeness: &Likeness, old: &[Segment], new: &[Segment]) -> Vec<(usize, usize, f64)> {
    let grams = |segments: &[Segment]| segments.iter().map(|segment| segment.grams.clone()).collect::<Vec<_>>();
    let (a, b) = (grams(old), grams(new));
    let found = likeness.candidates(&refs(&a), &refs(&b), LEAST_SENTENCE_DICE);
    let (mut of_old, mut of_new) = (vec![Best::default(); a.len()], vec![Best::default(); b.len()]);
    for pair in &found {
        of_old[pair.old].offer(pair.score, new[pair.new].unit);
        of_new[pair.new].offer(pair.score, old[pair.old].unit);
    }
    let is_same = |pair: &&Candidate| {
        let (old, new) = (&of_old[pair.old], &of_new[pair.new]);
        let is_best = pair.score >= old.score || pair.score >= new.score;
        pair.score >= SAME_SENTENCE && is_best && pair.score > old.second.min(new.second) + UNIQUE
    };
    let moved = found.iter().filter(is_same);
    moved.map(|pair| (old[pair.old].unit, new[pair.new].unit, likeness.shared(&a[pair.old], &b[pair.new]).1)).collect()
}

/// The likest counterpart of a sentence, and how alike the best one in another unit is.
#[derive(Clone, Copy, Default)]
struct Best {
    unit: usize,
    score: f64,
    second: f64,
}

impl Best {
    fn offer(&mut self, score: f64, unit: usize) {
        if score > self.score {
            let second = if self.unit == unit { self.second } else { self.score };
            *self = Best { unit, score, second };
        } else if unit != self.unit && score > self.second {
            self.second = score;
        }
    }
}

fn refs(grams: &[Grams]) -> Vec<&Grams> {
    grams.iter().collect()
}
