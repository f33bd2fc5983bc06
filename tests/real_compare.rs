//! Real pairs of versions from the shared corpus; says so when it is not there.
//!
//! `cargo test --test real_compare -- --nocapture` prints the numbers.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use fashen::compare::{Comparison, Kind, Op, Pair, Unit, UnitRef, compare, side, units};
use fashen::document::{Document, Level};
use fashen::parse::parse;
use fashen::source;
use fashen::text::Text;

/// Gold rows to be met of 28.
const GOLD: usize = 27;

fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or_else(beside, PathBuf::from);
    let corpus = shared.join("corpus");
    if corpus.join("version_pairs.tsv").exists() {
        return Some(corpus);
    }
    eprintln!("skipped: no corpus at {}", corpus.display());
    None
}

struct File {
    text: Text,
    document: Document,
}

impl File {
    fn read(path: &Path) -> File {
        let text = source::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display())).text;
        File { document: parse(&text), text }
    }

    fn units(&self) -> Vec<Unit> {
        units(&self.text, &self.document)
    }
}

fn compared(old: &File, new: &File) -> Comparison {
    compare((&old.text, &old.document), (&new.text, &new.document))
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let table = fs::read_to_string(path).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn articles(units: &[UnitRef]) -> Vec<u32> {
    let articles = units.iter().filter(|unit| unit.level == Level::Article);
    articles.filter_map(|unit| Some(unit.ordinal?.number)).collect()
}

fn partner(comparison: &Comparison, old: u32) -> Vec<u32> {
    let pair = comparison.pairs.iter().find(|pair| articles(&pair.old).contains(&old));
    pair.map_or(Vec::new(), |pair| articles(&pair.new))
}

#[test]
fn hand_checked_articles_find_their_successors() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("diff_gold");
    let mut comparisons = HashMap::new();
    let (mut right, mut all) = (0, 0);
    for row in rows(&folder.join("gold.tsv")) {
        let comparison = comparisons.entry(row[0].clone()).or_insert_with(|| {
            let read = |version| File::read(&folder.join(format!("{}.{version}.txt", row[0])));
            compared(&read("old"), &read("new"))
        });
        let wanted: Vec<u32> = row[2].split(',').map(|n| n.parse().unwrap()).collect();
        let found = partner(comparison, row[1].parse().unwrap());
        let is_right = wanted.iter().all(|n| found.contains(n));
        if !is_right {
            eprintln!("{} {} → {wanted:?}, found {found:?}", row[0], row[1]);
        }
        right += usize::from(is_right);
        all += 1;
    }
    eprintln!("gold {right} of {all}");
    assert!(right >= GOLD);
}

#[test]
fn versions_of_laws() {
    let Some(corpus) = corpus() else { return };
    let (mut found, mut same) = (0, 0);
    for row in rows(&corpus.join("version_pairs.tsv")).iter().skip(1) {
        let (old, new) = (File::read(&corpus.join(&row[3])), File::read(&corpus.join(&row[4])));
        let start = std::time::Instant::now();
        let comparison = compared(&old, &new);
        eprintln!("{} {} ms {}", row[0], start.elapsed().as_millis(), comparison.summary());
        let (old, new) = (old.units(), new.units());
        assert_complete(&comparison, &old, &new);
        let renumbered = renumbered(&old, &new);
        same += renumbered.len();
        found += renumbered.iter().filter(|(old, new)| is_found(&comparison, old, new)).count();
    }
    eprintln!("identical but renumbered {found} of {same}");
    assert_eq!(found, same);
}

/// Every unit stands in one pair, and the edits of the pairs make up both texts.
fn assert_complete(comparison: &Comparison, old: &[Unit], new: &[Unit]) {
    assert_eq!(comparison.pairs.iter().map(|pair| pair.old.len()).sum::<usize>(), old.len());
    assert_eq!(comparison.pairs.iter().map(|pair| pair.new.len()).sum::<usize>(), new.len());
    for pair in &comparison.pairs {
        assert_alike(pair);
        assert_side(pair, &pair.old, Op::Delete, old);
        assert_side(pair, &pair.new, Op::Insert, new);
    }
}

/// Nothing is paired below a bigram Dice of 0.25, counted here anew.
fn assert_alike(pair: &Pair) {
    let (old, new) = (bigrams(&side(&pair.edits, Op::Delete)), bigrams(&side(&pair.edits, Op::Insert)));
    if pair.old.is_empty() || pair.new.is_empty() || old == new {
        return;
    }
    let shared: usize = old.iter().map(|(gram, n)| n.min(new.get(gram).unwrap_or(&0))).sum();
    let dice = 2.0 * shared as f64 / (old.values().sum::<usize>() + new.values().sum::<usize>()) as f64;
    assert!(dice >= 0.25, "{:?} → {:?}: {dice}", pair.old, pair.new);
}

fn bigrams(text: &str) -> HashMap<(char, char), usize> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut grams = HashMap::new();
    characters.windows(2).for_each(|pair| *grams.entry((pair[0], pair[1])).or_default() += 1);
    grams
}

fn assert_side(pair: &Pair, refs: &[UnitRef], op: Op, all: &[Unit]) {
    let mut rest = side(&pair.edits, op);
    for (at, unit) in refs.iter().enumerate() {
        let text = rest[..unit.bytes].to_owned();
        let is_it = |other: &&Unit| other.place == unit.place && other.text == text;
        assert!(all.iter().any(|other| is_it(&other)), "{}: {text}", unit.place);
        let joint = usize::from(at + 1 < refs.len());
        rest = rest[unit.bytes + joint..].to_owned();
    }
    assert!(rest.is_empty());
}

/// Articles with the same words under another number, and none under their own.
fn renumbered(old: &[Unit], new: &[Unit]) -> Vec<(Unit, Vec<Unit>)> {
    let is_article = |unit: &&Unit| unit.level == Level::Article;
    let same = |unit: &Unit| new.iter().filter(|other| other.text == unit.text).cloned().collect::<Vec<_>>();
    let all = old.iter().filter(is_article).map(|unit| (unit.clone(), same(unit)));
    all.filter(|(unit, same)| !same.is_empty() && same.iter().all(|other| other.ordinal != unit.ordinal)).collect()
}

fn is_found(comparison: &Comparison, old: &Unit, new: &[Unit]) -> bool {
    let is_it = |refs: &[UnitRef], unit: &Unit| refs.iter().any(|other| other.place == unit.place);
    let pair = comparison.pairs.iter().find(|pair| is_it(&pair.old, old));
    pair.is_some_and(|pair| new.iter().any(|unit| is_it(&pair.new, unit)))
}

#[test]
fn a_document_does_not_differ_from_itself() {
    let Some(corpus) = corpus() else { return };
    let mut files = Vec::new();
    for folder in fs::read_dir(corpus.join("normdocs")).unwrap() {
        files.extend(fs::read_dir(folder.unwrap().path()).unwrap().map(|file| file.unwrap().path()));
    }
    for path in &files {
        let file = File::read(path);
        let comparison = compared(&file, &file);
        let changed = comparison.pairs.iter().find(|pair| pair.kind != Kind::Same);
        assert!(changed.is_none(), "{}: {changed:?}", path.display());
    }
    eprintln!("{} documents equal to themselves", files.len());
}
