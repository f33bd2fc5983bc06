//! Measurements on the real texts beside the repository; each says when it is skipped.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use fashen::document::{Document, Level};
use rayon::prelude::*;

/// The folder of real texts, or `None` (said once per test).
fn shared() -> Option<PathBuf> {
    let beside = std::env::var_os("FASHEN_SHARED").map(PathBuf::from);
    let path = beside.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    if path.join("corpus").is_dir() {
        return Some(path);
    }
    println!("skipped: no real texts at {}", path.display());
    None
}

/// Rows of a tab-separated table with a header line, by column name.
fn table(path: PathBuf) -> Vec<BTreeMap<String, String>> {
    let content = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut lines = content.lines();
    let header: Vec<_> = lines.next().unwrap().split('\t').map(str::to_owned).collect();
    lines.map(|line| header.iter().cloned().zip(line.split('\t').map(str::to_owned)).collect()).collect()
}

fn document(path: &std::path::Path) -> Document {
    let source = fashen::source::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    fashen::parse::parse(&source.text)
}

#[derive(Debug, PartialEq, Eq)]
struct Counts {
    chapters: usize,
    sections: usize,
    articles: usize,
    items: usize,
}

fn counts(document: &Document) -> Counts {
    let count = |level| document.count(level);
    Counts {
        chapters: count(Level::Chapter),
        sections: count(Level::Section),
        articles: count(Level::Article),
        items: count(Level::Item),
    }
}

fn expected(row: &BTreeMap<String, String>) -> Counts {
    let number = |column: &str| row[column].parse().unwrap();
    Counts {
        chapters: number("chapters"),
        sections: number("sections"),
        articles: number("articles"),
        items: number("items"),
    }
}

/// Share of rows whose counts are all equal; prints the others.
fn agreement(folder: PathBuf, rows: Vec<BTreeMap<String, String>>) -> f64 {
    let wrong: Vec<_> = rows
        .par_iter()
        .filter_map(|row| {
            let found = counts(&document(&folder.join(&row["path"])));
            (found != expected(row)).then(|| format!("{}: 应为 {:?}，得到 {found:?}", row["path"], expected(row)))
        })
        .collect();
    for line in &wrong {
        println!("{line}");
    }
    println!("{} of {} differ", wrong.len(), rows.len());
    1.0 - wrong.len() as f64 / rows.len() as f64
}

fn sound(row: &BTreeMap<String, String>) -> bool {
    row["anomalies"].is_empty() && row["articles"] != "0"
}

#[test]
fn structure_of_laws() {
    let Some(shared) = shared() else { return };
    let rows = table(shared.join("corpus/structure.tsv")).into_iter().filter(sound).collect();
    let agreement = agreement(shared.join("corpus/laws"), rows);
    assert!(agreement >= 0.995, "{agreement}");
}

#[test]
fn structure_of_flk() {
    let Some(shared) = shared() else { return };
    let rows = table(shared.join("corpus/structure_flk.tsv"));
    let agreement =
        agreement(shared.join("corpus/laws_flk_npc"), rows.into_iter().filter(|r| r["articles"] != "0").collect());
    assert!(agreement >= 0.99, "{agreement}");
}

#[test]
fn structure_of_normative_documents() {
    let Some(shared) = shared() else { return };
    let rows =
        table(shared.join("corpus/structure_normdocs.tsv")).into_iter().filter(|r| r["articles"] != "0").collect();
    let agreement = agreement(shared.join("corpus/normdocs"), rows);
    println!("{agreement}");
}
