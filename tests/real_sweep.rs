//! What real documents say of their own term and of others, against tables that were made by reading; says when it is
//! skipped.

#![allow(clippy::unwrap_used)]

mod beside;

use std::path::Path;

use fashen::lawbook::Lawbook;
use fashen::rule::{self, RuleSet};
use fashen::sweep::fate::{self, Act, Fate, Words};
use fashen::{fact, parse, source};
use rayon::prelude::*;

fn rules() -> RuleSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let sources = rule::load_folder(&folder).unwrap_or_else(|_| panic!());
    let sources: Vec<_> = sources.into_iter().map(|it| rule::Source { trusted: true, ..it }).collect();
    rule::load(&sources, rule::NATION).unwrap_or_else(|_| panic!())
}

fn acts(path: &Path, words: &Words<'_>) -> Vec<Act> {
    let Ok(source) = source::read(path) else { return Vec::new() };
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    let facts = fact::cited(&source.text, &document, &passages, &Lawbook::empty());
    fate::read(words, &source.text, &document, &passages, &facts.title)
}

fn name(fate: Fate) -> &'static str {
    match fate {
        Fate::Repeal => "repeal",
        Fate::Lapse => "lapse",
        Fate::Amend => "amend",
        Fate::Keep => "keep",
        Fate::Extend => "extend",
    }
}

fn shown(act: &Act) -> String {
    let part = if act.target.part { "部分" } else { "" };
    let until = act.until.map_or_else(String::new, |until| until.to_string());
    let number = act.target.number.as_ref().map_or_else(String::new, ToString::to_string);
    format!("{}\t{}\t{number}\t{part}\t{until}", name(act.fate), act.target.title)
}

#[test]
#[ignore = "prints what is read, for making the table"]
fn print_acts() {
    let Some(shared) = beside::shared() else { return };
    let rules = rules();
    let words = Words::new(&rules.sweep);
    let corpus = shared.join("corpus");
    let list = std::fs::read_to_string(corpus.join("normdocs.tsv")).unwrap();
    let paths: Vec<&str> = list.lines().skip(1).map(|line| line.split('\t').next().unwrap()).collect();
    let rows: Vec<_> = paths.par_iter().map(|path| (*path, acts(&corpus.join(path), &words))).collect();
    for (path, acts) in rows {
        for act in acts.iter().take(40) {
            println!("{path}\t{}", shown(act));
        }
        if acts.len() > 40 {
            println!("{path}\t… {} acts", acts.len());
        }
    }
}

/// Rows of a table kept with this test: path and what was read there by eye.
fn table(content: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines = content.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split_once('\t').unwrap_or((line, ""))).collect()
}

/// Lines of `read` and `expected` that the other lacks.
fn differences(expected: &[String], read: &[String]) -> Vec<String> {
    let missing = expected.iter().filter(|line| !read.contains(line)).map(|line| format!("missing  {line}"));
    let invented = read.iter().filter(|line| !expected.contains(line)).map(|line| format!("invented {line}"));
    missing.chain(invented).collect()
}

#[test]
fn real_documents_say_what_they_end() {
    let Some(shared) = beside::shared() else { return };
    let rules = rules();
    let words = Words::new(&rules.sweep);
    let mut expected: std::collections::BTreeMap<&str, Vec<String>> = Default::default();
    for (path, line) in table(include_str!("sweep/ends.tsv")) {
        let lines = expected.entry(path).or_default();
        lines.extend((!line.is_empty()).then(|| line.to_owned()));
    }
    assert!(expected.len() >= 71);
    let ends = |act: &Act| matches!(act.fate, Fate::Repeal | Fate::Lapse);
    let read = |path: &&str| -> Vec<String> {
        let acts = acts(&shared.join("corpus/normdocs").join(path), &words);
        acts.iter().filter(|act| ends(act)).map(|act| shown(act).trim_end().to_owned()).collect()
    };
    let paths: Vec<&str> = expected.keys().copied().collect();
    let found: Vec<Vec<String>> = paths.par_iter().map(read).collect();
    let (mut all, mut wrong) = (0, 0);
    for (path, read) in paths.iter().zip(&found) {
        let expected = &expected[path];
        let differences = differences(expected, read);
        differences.iter().for_each(|line| println!("{path}: {line}"));
        (all, wrong) = (all + expected.len().max(1), wrong + differences.len());
    }
    println!("{all} targets in {} documents, {wrong} wrong", paths.len());
    assert!(wrong * 100 <= all * 3);
}

#[test]
fn real_documents_say_how_long_they_last() {
    let Some(shared) = beside::shared() else { return };
    let lawbook = Lawbook::built_in();
    let rows = table(include_str!("sweep/terms.tsv"));
    assert!(rows.len() >= 31);
    let mut wrong = 0;
    for (path, expected) in &rows {
        let source = source::read(&shared.join("corpus/normdocs").join(path)).unwrap();
        let document = parse::parse(&source.text);
        let passages = fact::passages(&source.text, &document);
        let dates = fact::collect(&source.text, &document, &passages, &lawbook).dates;
        let period = dates.term.and_then(|term| term.period).map(|period| period.to_string());
        let until = dates.term.and_then(|term| term.until).map(|until| until.to_string());
        let read = period.or(until).unwrap_or_default();
        if read != *expected {
            wrong += 1;
            println!("{path}: expected {expected:?}, read {read:?}");
        }
    }
    println!("{} terms, {wrong} wrong", rows.len());
    assert!(wrong * 100 <= rows.len() * 3);
}

/// The first catalogue lists ten repealed documents; of the second the source holds the first hundred and four.
#[test]
fn catalogues_are_read_to_the_last_entry() {
    let Some(shared) = beside::shared() else { return };
    let rules = rules();
    let words = Words::new(&rules.sweep);
    let folder = shared.join("corpus/normdocs");
    let mut found = Vec::new();
    for folder in ["local_mixed", "finance_ministries"].map(|name| folder.join(name)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.contains("废止第十三批") || name.starts_with("TB165") && name.contains("source01") {
                found.extend(acts(&path, &words).into_iter().map(|act| (name.starts_with("TB165"), act)));
            }
        }
    }
    let count =
        |list: bool, fate: Fate| found.iter().filter(|(is, act)| *is == list && act.fate == fate && act.listed).count();
    assert_eq!((count(false, Fate::Repeal), count(false, Fate::Keep), count(true, Fate::Keep)), (10, 104, 499));
    let unnumbered: Vec<_> =
        found.iter().filter(|(_, act)| act.target.number.is_none()).map(|(_, act)| &act.quote).collect();
    assert!(unnumbered.len() <= 2, "{unnumbered:?}");
    let lost = |title: &str| {
        ["通知", "意见", "批复", "的函", "办法", "指引", "公告", "通报", "答复"].iter().all(|end| !title.contains(end))
    };
    let odd: Vec<_> =
        found.iter().filter(|(_, act)| lost(&act.target.title)).map(|(_, act)| &act.target.title).collect();
    assert!(odd.len() <= 6, "{odd:?}");
}
