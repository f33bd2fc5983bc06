//! `fashen.comparison/1`

use serde::Serialize;

use super::Round;
use crate::compare::supplied::Report;
use crate::compare::{
    Change, Comparison, Confidence, Count, DivisionChange, DivisionKind, Edit, HeadMatter, Kind, Matter, Pair, UnitRef,
};
use crate::document::Level;

#[derive(Serialize)]
struct Written<'c> {
    schema: &'static str,
    old: Side<'c>,
    new: Side<'c>,
    summary: Summary,
    /// 标题、文号、机关、日期 that differ.
    head: Vec<WrittenHead<'c>>,
    /// 编、章、节 that are not the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    divisions: Vec<WrittenDivision<'c>>,
    changes: Vec<WrittenChange>,
    pairs: Vec<WrittenPair<'c>>,
}

#[derive(Serialize)]
struct WrittenHead<'c> {
    what: HeadMatter,
    old: &'c str,
    new: &'c str,
}

#[derive(Serialize)]
struct WrittenDivision<'c> {
    kind: DivisionKind,
    level: Level,
    old: &'c str,
    new: &'c str,
}

#[derive(Serialize)]
struct WrittenChange {
    place: String,
    matter: Matter,
    old: String,
    new: String,
}

/// Several versions, one comparison a round.
#[derive(Serialize)]
struct Rounds<'c> {
    schema: &'static str,
    rounds: Vec<WrittenRound<'c>>,
}

#[derive(Serialize)]
struct WrittenRound<'c> {
    name: &'c str,
    comparison: Written<'c>,
}

#[derive(Serialize)]
struct Checked<'r> {
    schema: &'static str,
    reports: &'r [Report],
}

/// What is wrong with a supplied table.
pub fn check_json(reports: &[Report]) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&Checked { schema: "fashen.comparison-check/1", reports })? + "\n")
}

pub fn rounds(rounds: &[Round]) -> serde_json::Result<String> {
    let rounds = rounds.iter().map(|round| WrittenRound { name: &round.name, comparison: written(round.comparison) });
    let rounds = Rounds { schema: "fashen.comparison-rounds/1", rounds: rounds.collect() };
    Ok(serde_json::to_string_pretty(&rounds)? + "\n")
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
    /// Who else it could be, where that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    runner_up: Option<WrittenRival<'c>>,
    /// 款 and 项.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<WrittenPair<'c>>,
}

#[derive(Serialize)]
struct WrittenRival<'c> {
    side: &'static str,
    place: &'c str,
    similarity: f64,
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
    Ok(serde_json::to_string_pretty(&written(comparison))? + "\n")
}

fn written(comparison: &Comparison) -> Written<'_> {
    let summary = comparison.summary();
    let head = comparison.head.iter().map(|head| WrittenHead { what: head.what, old: &head.old, new: &head.new });
    let change =
        |change: Change| WrittenChange { place: change.place, matter: change.matter, old: change.old, new: change.new };
    Written {
        schema: "fashen.comparison/1",
        old: Side { title: &comparison.old_title },
        new: Side { title: &comparison.new_title },
        summary: Summary {
            text: summary.to_string(),
            articles: counts(summary.articles),
            others: counts(summary.others),
        },
        head: head.collect(),
        divisions: comparison.divisions.iter().map(division).collect(),
        changes: comparison.changes().into_iter().map(change).collect(),
        pairs: comparison.pairs.iter().map(pair).collect(),
    }
}

fn division(change: &DivisionChange) -> WrittenDivision<'_> {
    WrittenDivision { kind: change.kind, level: change.level, old: &change.old, new: &change.new }
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
        runner_up: pair.runner_up.as_ref().map(|rival| WrittenRival {
            side: if rival.is_new { "new" } else { "old" },
            place: &rival.place,
            similarity: rival.similarity,
        }),
        parts: pair.parts.iter().map(self::pair).collect(),
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
