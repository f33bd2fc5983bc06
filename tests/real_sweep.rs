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
