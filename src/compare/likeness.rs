//! How alike two units are: Dice over bigrams, plain and weighted by rarity.

use std::collections::HashMap;

use super::align::Link;
use crate::text::is_blank;

/// Bounds the work of finding candidates: units × units that share a bigram. In files of more than some
/// thousand units the commonest bigrams find none; likeness itself is always measured on all of them.
const WORK: usize = 2_000_000;

/// Candidates kept for one old unit.
const KEPT: usize = 64;

/// The bigrams of one text: number and count, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grams {
    counts: Vec<(u32, u32)>,
    total: u32,
    weight: f64,
}

impl Grams {
    pub fn weight(&self) -> f64 {
        self.weight
    }
}

/// An old and a new unit that share words.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub old: usize,
    pub new: usize,
    /// Plain Dice.
    pub dice: f64,
    /// The same with rare bigrams counted more, averaged with the share of the shorter one that is in the longer:
    /// an article that grew to three times its length is still there as a whole.
    pub score: f64,
}

/// All bigrams of both sides.
pub struct Likeness {
    pub old: Vec<Grams>,
    pub new: Vec<Grams>,
    numbers: HashMap<(char, char), u32>,
    weights: Vec<f64>,
}

impl Likeness {
    pub fn new(old: &[String], new: &[String]) -> Likeness {
        let mut numbers = HashMap::new();
        let mut grams = |texts: &[String]| texts.iter().map(|text| count(text, &mut numbers)).collect::<Vec<_>>();
        let (old, new) = (grams(old), grams(new));
        let mut likeness = Likeness { weights: rarity(numbers.len(), old.iter().chain(&new)), old, new, numbers };
        let weights = &likeness.weights;
        for grams in likeness.old.iter_mut().chain(&mut likeness.new) {
            grams.weight = grams.counts.iter().map(|&(gram, n)| weights[gram as usize] * f64::from(n)).sum();
        }
        likeness
    }

    /// The bigrams of a piece of the units; what occurs in no unit is left out.
    pub fn count(&self, text: &str) -> Grams {
        let known = bigrams(text).filter_map(|pair| self.numbers.get(&pair).copied());
        self.weighed(counted(known.collect()))
    }

    /// Plain Dice of two groups of grams.
    pub fn dice(&self, old: &Grams, new: &Grams) -> f64 {
        let (shared, _) = self.shared(old, new);
        ratio(2.0 * f64::from(shared), f64::from(old.total + new.total))
    }

    /// Plain Dice of all that a link ties together.
    pub fn dice_of(&self, link: &Link) -> f64 {
        self.dice(&self.sum_of(&self.old, &link.old), &self.sum_of(&self.new, &link.new))
    }

    /// Units read as one.
    pub fn sum_of(&self, all: &[Grams], units: &[usize]) -> Grams {
        units.iter().fold(Grams::default(), |sum, &at| self.sum(&sum, &all[at]))
    }

    /// The share of the weight of `part` that is found in `whole`.
    pub fn cover(&self, part: &Grams, whole: &Grams) -> f64 {
        ratio(self.shared(part, whole).1, part.weight)
    }

    /// Bigrams in both, and their weight.
    pub fn shared(&self, a: &Grams, b: &Grams) -> (u32, f64) {
        let (mut count, mut weight) = (0, 0.0);
        let mut others = b.counts.iter().peekable();
        for &(gram, n) in &a.counts {
            while others.next_if(|other| other.0 < gram).is_some() {}
            if let Some(&&(_, m)) = others.peek().filter(|other| other.0 == gram) {
                count += n.min(m);
                weight += f64::from(n.min(m)) * self.weights[gram as usize];
            }
        }
        (count, weight)
    }

    /// Two texts read as one.
    pub fn sum(&self, a: &Grams, b: &Grams) -> Grams {
        let mut counts = a.counts.clone();
        counts.extend(&b.counts);
        counts.sort_unstable();
        counts.dedup_by(|next, kept| {
            kept.0 == next.0 && {
                kept.1 += next.1;
                true
            }
        });
        self.weighed(counts)
    }

    /// What `a` has beyond `b`.
    pub fn rest(&self, a: &Grams, b: &Grams) -> Grams {
        let in_b = |gram| b.counts.binary_search_by_key(&gram, |(g, _)| *g).map_or(0, |at| b.counts[at].1);
        let left = a.counts.iter().map(|&(gram, n)| (gram, n.saturating_sub(in_b(gram))));
        self.weighed(left.filter(|(_, n)| *n > 0).collect())
    }

    fn weighed(&self, counts: Vec<(u32, u32)>) -> Grams {
        let total = counts.iter().map(|(_, n)| n).sum();
        let weight = counts.iter().map(|&(gram, n)| self.weights[gram as usize] * f64::from(n)).sum();
        Grams { counts, total, weight }
    }

    /// Pairs with at least this Dice as places in the two rows, by old, then by new.
    pub fn candidates(&self, old: &[&Grams], new: &[&Grams], least: f64) -> Vec<Candidate> {
        let postings = self.postings(new);
        let common = WORK / new.len().max(1);
        let is_complete = common >= new.len();
        let mut seen = vec![(0u32, 0.0f64); new.len()];
        let mut found = Vec::new();
        for (a, grams) in old.iter().enumerate() {
            let mut touched = self.touch(grams, &postings, common, &mut seen);
            touched.sort_unstable();
            let pairs = touched.into_iter().map(|b| (b, std::mem::take(&mut seen[b])));
            let pairs = pairs.map(|(b, shared)| candidate((a, b), grams, new[b], shared));
            let pairs = best(pairs.filter(|pair| !is_complete || pair.dice >= least).collect()).into_iter();
            let measured = pairs.map(|pair| if is_complete { pair } else { self.between(&pair, grams, new[pair.new]) });
            found.extend(measured.filter(|pair| pair.dice >= least));
        }
        found
    }

    fn between(&self, pair: &Candidate, old: &Grams, new: &Grams) -> Candidate {
        candidate((pair.old, pair.new), old, new, self.shared(old, new))
    }

    /// For each bigram the places in the row that have it.
    fn postings(&self, new: &[&Grams]) -> Vec<Vec<(usize, u32)>> {
        let mut postings = vec![Vec::new(); self.weights.len()];
        for (b, grams) in new.iter().enumerate() {
            for &(gram, n) in &grams.counts {
                postings[gram as usize].push((b, n));
            }
        }
        postings
    }

    fn touch(
        &self,
        grams: &Grams,
        postings: &[Vec<(usize, u32)>],
        common: usize,
        seen: &mut [(u32, f64)],
    ) -> Vec<usize> {
        let mut touched = Vec::new();
        for &(gram, n) in grams.counts.iter().filter(|(gram, _)| postings[*gram as usize].len() <= common) {
            for &(b, m) in &postings[gram as usize] {
                if seen[b].0 == 0 {
                    touched.push(b);
                }
                seen[b].0 += n.min(m);
                seen[b].1 += f64::from(n.min(m)) * self.weights[gram as usize];
            }
        }
        touched
    }
}

fn candidate((old, new): (usize, usize), a: &Grams, b: &Grams, (shared, weight): (u32, f64)) -> Candidate {
    let dice = ratio(2.0 * f64::from(shared), f64::from(a.total + b.total));
    let both = ratio(2.0 * weight, a.weight + b.weight);
    let shorter = ratio(weight, a.weight.min(b.weight));
    Candidate { old, new, dice, score: (both + shorter) / 2.0 }
}

/// Pairs of texts of two lists with at least this Dice.
pub fn alike(old: &[String], new: &[String], least: f64) -> Vec<Candidate> {
    let likeness = Likeness::new(old, new);
    let (old, new): (Vec<&Grams>, Vec<&Grams>) = (likeness.old.iter().collect(), likeness.new.iter().collect());
    likeness.candidates(&old, &new, least)
}

/// Plain Dice of two texts without their blanks.
pub fn dice(old: &str, new: &str) -> f64 {
    if old == new {
        return 1.0;
    }
    let mut numbers = HashMap::new();
    let mut grams = |text: &str| count(&text.replace(is_blank, ""), &mut numbers);
    let (old, new) = (grams(old), grams(new));
    let in_new = |gram| new.counts.binary_search_by_key(&gram, |(g, _)| *g).map_or(0, |at| new.counts[at].1);
    let shared: u32 = old.counts.iter().map(|&(gram, n)| n.min(in_new(gram))).sum();
    ratio(2.0 * f64::from(shared), f64::from(old.total + new.total))
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The best few, in order of the new units.
fn best(mut pairs: Vec<Candidate>) -> Vec<Candidate> {
    if pairs.len() > KEPT {
        pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.new.cmp(&b.new)));
        pairs.truncate(KEPT);
        pairs.sort_by_key(|pair| pair.new);
    }
    pairs
}

fn count(text: &str, numbers: &mut HashMap<(char, char), u32>) -> Grams {
    let number = |pair| {
        let next = numbers.len() as u32;
        *numbers.entry(pair).or_insert(next)
    };
    let counts = counted(bigrams(text).map(number).collect());
    Grams { total: counts.iter().map(|(_, n)| n).sum(), counts, weight: 0.0 }
}

fn bigrams(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

fn counted(mut grams: Vec<u32>) -> Vec<(u32, u32)> {
    grams.sort_unstable();
    grams.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

/// The square of ln(1 + units / units that have it): set phrases, 构成犯罪的，依法追究刑事责任, hardly count.
fn rarity<'g>(grams: usize, units: impl Iterator<Item = &'g Grams>) -> Vec<f64> {
    let mut having = vec![0u32; grams];
    let mut all = 0u32;
    for unit in units {
        all += 1;
        unit.counts.iter().for_each(|(gram, _)| having[*gram as usize] += 1);
    }
    having.into_iter().map(|n| (1.0 + f64::from(all) / f64::from(n.max(1))).ln().powi(2)).collect()
}
