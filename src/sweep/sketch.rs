//! Which texts are alike, without comparing each with each: shingles of five characters, and the smallest of their
//! hashes in so many bins.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::is_blank;

const SHINGLE: usize = 5;
const BINS: usize = 64;
/// Bins that must agree together for two texts to be compared at all.
const BAND: usize = 4;

/// A text in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Of all characters but blanks.
    pub whole: u64,
    pub characters: u32,
    #[serde(with = "hex")]
    bins: Vec<u32>,
}

impl Sketch {
    pub fn of(text: &str) -> Sketch {
        let mut bins = vec![u32::MAX; BINS];
        let (mut whole, mut characters) = (0xcbf2_9ce4_8422_2325u64, 0u32);
        let mut window = [0u64; SHINGLE];
        for c in text.chars().filter(|c| !is_blank(*c)) {
            whole = (whole ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
            window.rotate_left(1);
            window[SHINGLE - 1] = u64::from(u32::from(c));
            characters += 1;
            if characters as usize >= SHINGLE {
                put(&mut bins, shingle(&window));
            }
        }
        fill(&mut bins);
        Sketch { whole, characters, bins }
    }

    /// How much of their shingles two texts share, as far as the bins tell.
    pub fn likeness(&self, other: &Sketch) -> f64 {
        let same = self.bins.iter().zip(&other.bins).filter(|(a, b)| a == b).count();
        same as f64 / BINS as f64
    }
}

fn shingle(window: &[u64; SHINGLE]) -> u64 {
    let mixed = window.iter().fold(0u64, |hash, c| (hash.rotate_left(13) ^ c).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed ^ (mixed >> 29)
}

fn mix(hash: u64, bin: &u32) -> u64 {
    (hash.rotate_left(17) ^ u64::from(*bin)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn put(bins: &mut [u32], hash: u64) {
    let bin = (hash >> 58) as usize % BINS;
    bins[bin] = bins[bin].min(hash as u32);
}

/// An empty bin takes what the next full one holds, so that short texts can be compared.
fn fill(bins: &mut [u32]) {
    let given = bins.to_vec();
    for at in 0..bins.len() {
        if given[at] == u32::MAX {
            let next = (1..given.len()).map(|step| given[(at + step) % given.len()]).find(|bin| *bin != u32::MAX);
            bins[at] = next.unwrap_or(u32::MAX);
        }
    }
}

/// Bins as one string of eight digits each: short to keep, quick to read.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(bins: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&bins.iter().map(|bin| format!("{bin:08x}")).collect::<String>())
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let bin = |at: usize| digits.get(at * 8..at * 8 + 8).and_then(|bin| u32::from_str_radix(bin, 16).ok());
        (0..digits.len() / 8).map(|at| bin(at).ok_or_else(|| de::Error::custom("no sketch"))).collect()
    }
}

/// Pairs of sketches that are alike enough, each earlier with later; texts of a few characters are left out.
pub fn alike(sketches: &[&Sketch], least: f64) -> Vec<(usize, usize, f64)> {
    const SHORTEST: u32 = 60;
    const MOST_IN_BUCKET: usize = 60;
    let mut found = BTreeMap::new();
    let long = sketches.iter().enumerate().filter(|(_, sketch)| sketch.characters >= SHORTEST);
    let long: Vec<(usize, &[u32])> = long.map(|(at, sketch)| (at, sketch.bins.as_slice())).collect();
    for band in 0..BINS / BAND {
        let key = |bins: &[u32]| bins.get(band * BAND..(band + 1) * BAND).map(|bins| bins.iter().fold(0u64, mix));
        let mut keys: Vec<(u64, usize)> = long.iter().filter_map(|(at, bins)| Some((key(bins)?, *at))).collect();
        keys.sort_unstable();
        for bucket in keys.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            for (i, &(_, a)) in bucket.iter().enumerate().take(MOST_IN_BUCKET) {
                for &(_, b) in bucket[i + 1..].iter().take(MOST_IN_BUCKET) {
                    found.entry((a, b)).or_insert_with(|| sketches[a].likeness(sketches[b]));
                }
            }
        }
    }
    found.into_iter().filter(|(_, likeness)| *likeness >= least).map(|((a, b), likeness)| (a, b, likeness)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: u32, to: u32) -> String {
        (from..to).map(|n| format!("第{n}条云岭市各单位应当在{}日内办理第{n}类事项。", n * 7)).collect()
    }

    #[test]
    fn alike_texts_are_found_and_others_not() {
        let texts = [text(1, 60), text(2, 60), text(1, 60).replace('。', "。\n"), text(100, 160)];
        let sketches: Vec<_> = texts.iter().map(|text| Sketch::of(text)).collect();
        assert_eq!(sketches[0].whole, sketches[2].whole);
        assert_ne!(sketches[0].whole, sketches[1].whole);
        let found = alike(&sketches.iter().collect::<Vec<_>>(), 0.8);
        let pairs: Vec<_> = found.iter().map(|(a, b, _)| (*a, *b)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (1, 2)]);
    }
}
