//! The conductor of a review: a file or a folder of 送审材料 in, a checked draft out.

use std::path::{Path, PathBuf};

use crate::check::{self, Case, Outcome};
use crate::date::Date;
use crate::document::Document;
use crate::dossier::{self, DRAFT, Dossier, Item, Material, PREVIOUS};
use crate::fact::{self, Facts, Kind};
use crate::lawbook::Lawbook;
use crate::parse;
use crate::rule::{Region, RuleSet};
use crate::source::{self, Format, Source, Unread};

/// What every draft of a run is checked with.
pub struct Settings<'a> {
    pub rules: &'a RuleSet,
    pub lawbook: &'a Lawbook,
    pub region: &'a Region,
    pub as_of: Date,
    /// Treat every input as this kind.
    pub kind: Option<Kind>,
}

/// A draft that was read and checked.
pub struct Draft {
    pub source: Source,
    pub document: Document,
    pub facts: Facts,
    /// What it was treated as.
    pub kind: Kind,
    pub outcome: Outcome,
}

/// Parses and checks what was read.
pub fn check(source: Source, settings: &Settings<'_>, dossier: Option<&Dossier>) -> Draft {
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    let facts = fact::collect(&source.text, &document, &passages, settings.lawbook);
    let kind = settings.kind.unwrap_or(facts.kind);
    let case = Case {
        text: &source.text,
        document: &document,
        facts: &facts,
        passages: &passages,
        as_of: settings.as_of,
        region: settings.region,
        kind,
        dossier,
    };
    let outcome = check::check(&case, settings.rules, settings.lawbook);
    Draft { source, document, facts, kind, outcome }
}

/// A folder of 送审材料, sorted out.
pub struct Folder {
    pub draft: PathBuf,
    /// Other files that might be the draft, and were not taken.
    pub other_drafts: Vec<PathBuf>,
    pub previous: Option<PathBuf>,
    pub dossier: Dossier,
    /// Materials that could not be read: their names still count, what they say is not known.
    pub unread: Vec<(PathBuf, Unread)>,
}

/// Why a folder cannot be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDraft {
    Io(String),
    Empty,
    /// No file is recognised as the draft, and none is left over that could be.
    NotFound,
}

impl std::fmt::Display for NoDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoDraft::Io(why) => write!(f, "打不开文件夹：{why}"),
            NoDraft::Empty => write!(f, "文件夹里没有文件"),
            NoDraft::NotFound => {
                write!(f, "文件夹里没有认出送审稿；请在送审稿的文件名中写“送审稿”，或者直接指定该文件")
            }
        }
    }
}

/// Sorts the files of a folder by their names and reads the materials.
pub fn open_folder(folder: &Path, materials: &[Material], lawbook: &Lawbook) -> Result<Folder, NoDraft> {
    let paths = files(folder)?;
    let kinds: Vec<_> = paths.iter().map(|path| dossier::recognise(&name(path), materials)).collect();
    let is = |i: &usize, id: &str| kinds[*i].is_some_and(|kind| kind.id == id);
    let mut drafts: Vec<usize> = (0..paths.len()).filter(|i| is(i, DRAFT)).collect();
    if drafts.is_empty() {
        drafts =
            (0..paths.len()).filter(|&i| kinds[i].is_none() && Format::of_name(&name(&paths[i])).is_some()).collect();
    }
    let Some(&draft) = drafts.first() else { return Err(NoDraft::NotFound) };
    let mut sorted = Folder {
        draft: paths[draft].clone(),
        other_drafts: drafts[1..].iter().map(|&i| paths[i].clone()).collect(),
        previous: (0..paths.len()).find(|i| is(i, PREVIOUS)).map(|i| paths[i].clone()),
        dossier: Dossier::default(),
        unread: Vec::new(),
    };
    for (i, path) in paths.iter().enumerate().filter(|(i, _)| *i != draft) {
        let facts = match source::read(path) {
            Ok(source) => Some(facts(&source, lawbook)),
            Err(unread) => {
                sorted.unread.push((path.clone(), unread));
                None
            }
        };
        let material = kinds[i].map(|kind| kind.id.clone());
        sorted.dossier.items.push(Item { material, path: path.to_string_lossy().into_owned(), facts });
    }
    Ok(sorted)
}

fn facts(source: &Source, lawbook: &Lawbook) -> Facts {
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    fact::collect(&source.text, &document, &passages, lawbook)
}

/// The files of a folder and its subfolders, sorted; hidden and temporary ones are left out.
fn files(folder: &Path) -> Result<Vec<PathBuf>, NoDraft> {
    let walk = ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).build();
    let mut paths = Vec::new();
    for entry in walk {
        let entry = entry.map_err(|error| NoDraft::Io(error.to_string()))?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) && !name(entry.path()).starts_with("~$") {
            paths.push(entry.into_path());
        }
    }
    paths.sort();
    if paths.is_empty() { Err(NoDraft::Empty) } else { Ok(paths) }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
