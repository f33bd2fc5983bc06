//! Which material real texts are taken for, by what they say alone: every file gets the same neutral name. Says when it is
//! skipped. The labels in `real_dossier.tsv` were set by hand.

#![allow(clippy::unwrap_used)]

mod beside;

use std::path::{Path, PathBuf};

use fashen::dossier::{Recogniser, Verdict};
use fashen::lawbook::Lawbook;
use fashen::rule::{self, NATION};
use fashen::{fact, parse, source};
use rayon::prelude::*;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Id of the material, `instrument` or `unknown`; `None` for a file that cannot be read.
fn recognised(path: &Path, recogniser: &Recogniser, lawbook: &Lawbook) -> Option<(String, String)> {
    let source = source::read(path).ok()?;
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    let facts = fact::collect(&source.text, &document, &passages, lawbook);
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    Some(match recogniser.by_content(&format!("1.{ending}"), &source.text, &document, &facts) {
        Verdict::Material { index, reason, .. } => (recogniser.materials[index].id.clone(), reason),
        Verdict::Instrument(it) => ("instrument".to_owned(), it.reason),
        Verdict::Unknown => ("unknown".to_owned(), String::new()),
    })
}

#[test]
fn labelled_materials_are_known_by_their_words() {
    let Some(corpus) = beside::shared().map(|shared| shared.join("corpus")) else { return };
    let rules = rule::load(&rule::built_in(), NATION).unwrap_or_else(|faults| panic!("{}", faults[0].show()));
    let lawbook = Lawbook::built_in();
    let labels: Vec<(&str, &str)> =
        include_str!("real_dossier.tsv").lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let rows: Vec<_> = labels
        .par_iter()
        .filter_map(|(file, label)| {
            let (found, why) = recognised(&corpus.join(file), &rules.recogniser, &lawbook)?;
            Some((*file, *label, found, why))
        })
        .collect();
    let wrong: Vec<_> = rows.iter().filter(|(_, label, found, _)| found != label).collect();
    for (file, label, found, why) in &wrong {
        println!("{file}: {label}, found {found} ({why})");
    }
    println!("{} of {} labelled files right", rows.len() - wrong.len(), rows.len());
    assert!(rows.len() >= labels.len() * 9 / 10, "labelled files are missing: {} of {}", rows.len(), labels.len());
    assert!(wrong.len() * 20 <= rows.len(), "{} of {} wrong", wrong.len(), rows.len());
}

/// Documents in force, laws among them, are texts of provisions whatever they are about: hearings, experts, risks.
#[test]
fn provisions_are_no_records_of_steps() {
    let Some(corpus) = beside::shared().map(|shared| shared.join("corpus")) else { return };
    let rules = rule::load(&rule::built_in(), NATION).unwrap_or_else(|faults| panic!("{}", faults[0].show()));
    let lawbook = Lawbook::built_in();
    let mut paths = Vec::new();
    files(&corpus.join("normdocs"), &mut paths);
    files(&corpus.join("laws_flk_npc"), &mut paths);
    paths.sort();
    let labelled = include_str!("real_dossier.tsv");
    paths.retain(|path| !labelled.contains(path.strip_prefix(&corpus).unwrap().to_str().unwrap()));
    let rows: Vec<_> =
        paths.par_iter().filter_map(|path| Some((path, recognised(path, &rules.recogniser, &lawbook)?))).collect();
    let taken: Vec<_> = rows.iter().filter(|(_, (found, _))| found != "instrument" && found != "unknown").collect();
    for (path, (found, why)) in &taken {
        println!("{}: {found} ({why})", path.strip_prefix(&corpus).unwrap().display());
    }
    println!("{} of {} texts of provisions taken for a material", taken.len(), rows.len());
    assert!(rows.len() > 600, "{}", rows.len());
    assert!(taken.len() * 50 <= rows.len(), "{} of {}", taken.len(), rows.len());
}
