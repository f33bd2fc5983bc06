//! Documents of one text, of nearly one text, and of one matter.

use std::collections::BTreeMap;

use super::life::Life;
use super::sketch::{self, Sketch};
use super::{Record, Setting, Why};
use crate::finding::Confidence;

/// From here on two texts are called alike.
const NEAR: f64 = 0.8;
/// A name with fewer characters says too little of the matter.
const SHORTEST_MATTER: usize = 6;

/// A pair of documents that are alike.
#[derive(Clone, Debug)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
    /// 1.0: the same characters.
    pub likeness: f64,
}

/// Pairs of like texts: each copy with the first of its kind, then near ones.
pub fn pairs(records: &[Record]) -> Vec<Pair> {
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    let (mut found, mut kept): (Vec<Pair>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, record) in records.iter().enumerate() {
        match first.get(&record.sketch.whole) {
            Some(&a) => found.push(Pair { a, b: at, likeness: 1.0 }),
            None => {
                first.insert(record.sketch.whole, at);
                kept.push(at);
            }
        }
    }
    let sketches: Vec<&Sketch> = kept.iter().map(|&at| &records[at].sketch).collect();
    let near = sketch::alike(&sketches, NEAR).into_iter();
    found.extend(near.map(|(a, b, likeness)| Pair { a: kept[a], b: kept[b], likeness: likeness.min(0.99) }));
    found.sort_by_key(|pair| (pair.a, pair.b));
    found
}

/// Reasons by document from the pairs and from names of one matter.
pub fn reasons(records: &[Record], lives: &[Life], pairs: &[Pair], setting: &Setting<'_>) -> Vec<Vec<Why>> {
    /// Of more copies than this no more are named.
    const MOST: usize = 5;
    let mut found: Vec<Vec<Why>> = records.iter().map(|_| Vec::new()).collect();
    for pair in pairs {
        for (own, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            if found[own].len() < MOST {
                let code = if pair.likeness >= 1.0 { "duplicate" } else { "near-duplicate" };
                let by = format!("约{:.0}%", pair.likeness * 100.0);
                let why = Why::new(code).fill("other", &setting.paths[other]).fill("by", &by);
                found[own].push(why.source(&setting.paths[other]));
            }
        }
    }
    for (older, newer) in replaced(records, lives) {
        let newer_record = &records[newer];
        let number = newer_record.number.as_ref().map_or_else(String::new, |number| format!("，{number}"));
        let why = Why::new("newer-on-same-matter").fill("by", &format!("《{}》{number}", newer_record.title));
        found[older]
            .push(why.source(&setting.paths[newer]).quote("标题", &newer_record.title).at(Confidence::Possible));
    }
    found
}

/// Older documents in force and the newest on the same matter of the same issuer.
fn replaced(records: &[Record], lives: &[Life]) -> Vec<(usize, usize)> {
    let mut matters: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate().filter(|(at, _)| !lives[*at].state.is_over()) {
        if let Some(matter) = matter(&record.title) {
            matters.entry((matter, record.issuer.clone().unwrap_or_default())).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for mut group in matters.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|&at| (records[at].day(), at));
        let Some(&newest) = group.last() else { continue };
        let older = group.iter().filter(|&&at| records[at].day() < records[newest].day());
        let older = older.filter(|&&at| records[at].sketch.whole != records[newest].sketch.whole);
        found.extend(older.map(|&at| (at, newest)));
    }
    found
}

/// What a title is about: without issuer, carrier, edition, trial and years.
fn matter(title: &str) -> Option<String> {
    const CARRIERS: [&str; 9] =
        ["关于重新印发", "关于修订印发", "关于印发", "关于公布", "关于发布", "关于转发", "印发", "公布", "关于"];
    const NOT_ITSELF: [&str; 9] = ["修改", "废止", "失效", "解读", "说明", "延长", "清理", "目录", "批复"];
    let bare = super::clause::plain(title);
    if NOT_ITSELF.iter().any(|word| bare.contains(word)) || super::life::names_a_year(&bare) {
        return None;
    }
    let rest = CARRIERS.iter().find_map(|word| bare.split_once(word).map(|(_, rest)| rest)).unwrap_or(&bare);
    let rest = rest.strip_suffix("的通知").or_else(|| rest.strip_suffix("的通告")).unwrap_or(rest);
    let rest = without_brackets(rest);
    let rest = ["暂行", "试行"].iter().fold(rest, |rest, word| rest.replace(word, ""));
    (rest.chars().count() >= SHORTEST_MATTER).then_some(rest)
}

fn without_brackets(s: &str) -> String {
    let mut depth = 0i32;
    let outside = |c: &char| {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            _ => {}
        }
        depth <= 0 && *c != '）'
    };
    s.chars().filter(outside).collect()
}
