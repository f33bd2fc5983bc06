//! A seeded sample of 60 pairs that a person read: what was read as right stays so, and 95 % come out as read.
//!
//! `tests/compare/reading.tsv` names the articles that belong together; the verdict says whether they had been found
//! when they were read first. `cargo test --test compare_reading -- --nocapture` prints what is not found. Without
//! the corpus it says skipped.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use fashen::compare::{Comparison, UnitRef, compare};
use fashen::parse::parse;
use fashen::source;

const READING: &str = include_str!("compare/reading.tsv");
const READ: usize = 60;

fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let corpus = std::env::var_os("FASHEN_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    if corpus.join("version_pairs.tsv").exists() {
        return Some(corpus);
    }
    eprintln!("skipped: no corpus at {}", corpus.display());
    None
}

/// Law, old and new version → their files.
fn files(corpus: &Path) -> HashMap<[String; 3], [PathBuf; 2]> {
    let table = std::fs::read_to_string(corpus.join("version_pairs.tsv")).unwrap();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let files = rows.map(|row| ([row[0], row[1], row[2]].map(str::to_owned), [row[3], row[4]].map(|f| corpus.join(f))));
    files.collect()
}

fn compared([old, new]: &[PathBuf; 2]) -> Comparison {
    let [old, new] = [old, new].map(|path| source::read(path).unwrap().text);
    compare((&old, &parse(&old)), (&new, &parse(&new)))
}

fn is_found(comparison: &Comparison, old: &str, new: &str) -> bool {
    let places = |units: &[UnitRef]| units.iter().map(|unit| unit.place.as_str()).collect::<Vec<_>>().join("、");
    comparison.pairs.iter().any(|pair| places(&pair.old) == old && places(&pair.new) == new)
}

#[test]
fn pairs_come_out_as_they_were_read() {
    let Some(corpus) = corpus() else { return };
    let files = files(&corpus);
    let mut comparisons = HashMap::new();
    let (mut found, mut lost, mut all) = (0, 0, 0);
    for row in READING.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let key = [row[0], row[1], row[2]].map(str::to_owned);
        let comparison = comparisons.entry(key.clone()).or_insert_with(|| compared(&files[&key]));
        let is_found = is_found(comparison, row[3], row[4]);
        if !is_found {
            eprintln!("not found ({}): {} {} → {}", row[5], row[0], row[3], row[4]);
        }
        all += 1;
        found += usize::from(is_found);
        lost += usize::from(!is_found && row[5] == "right");
    }
    eprintln!("as read {found} of {all}");
    assert_eq!((all, lost), (READ, 0));
    assert!(found * 100 >= all * 95);
}
