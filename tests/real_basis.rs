//! What rules rest on, looked up in the real laws beside the repository: the article is there on its days, and the terms of
//! `about` stand in it. Says when it is skipped.

#![allow(clippy::unwrap_used)]

mod beside;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use beside::shared;
use fashen::date::Date;
use fashen::lawbook::Lawbook;
use fashen::library::{self, Library};
use fashen::rule::{self, ArticleName, Basis};
use fashen::{parse, source, text};
use jiff::civil::date;
use rayon::prelude::*;

/// Every law text of the corpus; where several files hold one version, the fullest.
fn library(corpus: &Path, book: &Lawbook) -> Library {
    let mut files = Vec::new();
    for folder in
        ["laws_in_force_2026", "laws_regs_2025", "laws_extra", "laws_versions", "laws_flk_npc", "laws", "diff_gold"]
    {
        walk(&corpus.join(folder), &mut files);
    }
    files.sort();
    let read = |path: &PathBuf| {
        let source = source::read(path).ok()?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        library::read(&source, &parse::parse(&source.text), &name, &name, book).ok()
    };
    let texts: Vec<_> = files.par_iter().filter_map(read).collect();
    Library::of_texts(&texts).unwrap()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { walk(&entry.path(), files) } else { files.push(entry.path()) }
    }
}

/// The last day on which a basis holds, today at the latest.
fn day(basis: &Basis) -> Date {
    let today = date(2026, 11, 21);
    basis.until.map_or(today, |until| until.min(today))
}

/// What is wrong with a basis; `None` where the text of its day is not at hand.
fn fault(library: &Library, book: &Lawbook, basis: &Basis) -> Option<Vec<String>> {
    let title = book.find(&basis.law).map_or(basis.law.as_str(), |law| law.title);
    // The days of an old text are not always known: any text that has the terms will do for a basis that has ended.
    let mut versions: Vec<_> = library.versions(title).iter().filter(|version| version.from <= day(basis)).collect();
    if basis.until.is_none() {
        versions = versions.split_off(versions.len().saturating_sub(1));
    }
    let name = ArticleName::parse(&basis.article)?.0;
    let faults = versions.iter().map(|version| {
        let Some(article) = version.article(name.article, name.suffix) else {
            return vec!["没有这一条".to_owned()];
        };
        if article.part(name.paragraph, name.item).is_none() {
            return vec!["没有这一款、项".to_owned()];
        }
        let words = text::fold(&article.text).replace([' ', '\n', '　'], "");
        let missing = basis.about.iter().filter(|term| !words.contains(text::fold(term).as_str()));
        missing.map(|term| format!("没有“{term}”")).collect()
    });
    faults.min_by_key(Vec::len)
}

#[test]
fn every_basis_says_what_its_rule_says() {
    let Some(shared) = shared() else { return };
    let book = Lawbook::built_in();
    let library = library(&shared.join("corpus"), &book);
    let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
    let bases = || rules.rules.iter().flat_map(|rule| rule.bases.iter().map(move |basis| (rule, basis)));
    let (mut looked_up, mut absent, mut faults) = (0, BTreeSet::new(), Vec::new());
    for (rule, basis) in bases().filter(|(_, basis)| !basis.policy) {
        match fault(&library, &book, basis) {
            None => {
                absent.insert(format!("《{}》", basis.law));
            }
            Some(wrong) if wrong.is_empty() => looked_up += 1,
            Some(wrong) => faults.push(format!("{} 《{}》{}：{}", rule.id, basis.law, basis.article, wrong.join("、"))),
        }
    }
    println!("{looked_up} bases looked up; no text at hand: {absent:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(looked_up > 500, "{looked_up}");
}
