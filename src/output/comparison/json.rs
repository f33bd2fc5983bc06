//! `fashen.comparison/1`

use serde::Serialize;

use crate::compare::{Comparison, Confidence, Count, Edit, Kind, Pair, UnitRef};
use crate::document::Level;

#[derive(Serialize)]
struct Written<'c> {
    schema: &'static str,
    old: Side<'c>,
    new: Side<'c>,
    summary: Summary,
    pairs: Vec<WrittenPair<'c>>,
}

#[derive(Serialize)]
struct Side<'c> {
    title: &'c str,
}

#[derive(Serialize)]
struct Summary {
    text: String,
    articles: Counts,
    /// What stands outside articles: points, paragraphs.
    others: Counts,
}

#[derive(Serialize)]
struct Counts {
    same: usize,
    renumbered: usize,
    modified: usize,
    moved: usize,
    split: usize,
    merged: usize,
    added: usize,
    deleted: usize,
    substance: usize,
}

#[derive(Serialize)]
struct WrittenPair<'c> {
    old: Vec<Unit<'c>>,
    new: Vec<Unit<'c>>,
    kind: Kind,
    substance: bool,
    similarity: f64,
    confidence: Confidence,
    edits: &'c [Edit],
}

#[derive(Serialize)]
struct Unit<'c> {
    instrument: u32,
    annex: u32,
    level: Level,
    number: Option<u32>,
    suffix: u32,
    label: &'c str,
    place: &'c str,
}

pub fn json(comparison: &Comparison) -> serde_json::Result<String> {
    let summary = comparison.summary();
    let written = Written {
        schema: "fashen.comparison/1",
        old: Side { title: &comparison.old_title },
        new: Side { title: &comparison.new_title },
        summary: Summary {
            text: summary.to_string(),
            articles: counts(summary.articles),
            others: counts(summary.others),
        },
        pairs: comparison.pairs.iter().map(pair).collect(),
    };
    Ok(serde_json::to_string_pretty(&written)? + "\n")
}

fn counts(count: Count) -> Counts {
    let Count { same, renumbered, modified, moved, split, merged, added, deleted, substance } = count;
    Counts { same, renumbered, modified, moved, split, merged, added, deleted, substance }
}

fn pair(pair: &Pair) -> WrittenPair<'_> {
    WrittenPair {
        old: pair.old.iter().map(unit).collect(),
        new: pair.new.iter().map(unit).collect(),
        kind: pair.kind,
        substance: pair.substance,
        similarity: pair.similarity,
        confidence: pair.confidence,
        edits: &pair.edits,
    }
}

fn unit(unit: &UnitRef) -> Unit<'_> {
    Unit {
        instrument: unit.instrument,
        annex: unit.annex,
        level: unit.level,
        number: unit.ordinal.map(|ordinal| ordinal.number),
        suffix: unit.ordinal.map_or(0, |ordinal| ordinal.suffix),
        label: &unit.label,
        place: &unit.place,
    }
}
