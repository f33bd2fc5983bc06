//! The conductor of a review: a file or a folder of 送审材料 in, a checked draft out.

use std::path::Path;

use crate::check::triage::{self, Triage};
use crate::check::{self, Case, Outcome};
use crate::date::Date;
use crate::document::Document;
use crate::dossier::{self, DRAFT, Dossier, Item, Material, PREVIOUS};
use crate::fact::{self, Facts, Kind};
use crate::finding::Unchecked;
use crate::lawbook::Lawbook;
use crate::library::Library;
use crate::parse;
use crate::round;
use crate::rule::{Lists, Region, RuleSet};
use crate::source::{self, Format, Place, Source, Unread};

/// What every draft of a run is checked with.
pub struct Settings<'a> {
    pub rules: &'a RuleSet,
    pub lawbook: &'a Lawbook,
    pub region: &'a Region,
    /// 法规库, where one is named.
    pub library: Option<&'a Library>,
    /// 专项清理 themes; empty: all rules of an ordinary review.
    pub themes: &'a [String],
    /// 清单, where the office has some.
    pub lists: Option<&'a Lists>,
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
    pub triage: Triage,
    pub outcome: Outcome,
}

/// Parses and checks what was read.
pub fn check(source: Source, settings: &Settings<'_>, dossier: Option<&Dossier>) -> Draft {
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    let facts = fact::collect(&source.text, &document, &passages, settings.lawbook);
    let triage = triage::judge(&source.text, &document, &facts, &passages, &settings.rules.triage);
    let kind = settings.kind.unwrap_or(triage.kind);
    let case = Case {
        text: &source.text,
        document: &document,
        facts: &facts,
        passages: &passages,
        as_of: settings.as_of,
        region: settings.region,
        kind,
        triage: &triage,
        kind_is_given: settings.kind.is_some(),
        dossier,
        library: settings.library,
        themes: settings.themes,
        lists: settings.lists,
    };
    let mut outcome = check::check(&case, settings.rules, settings.lawbook);
    // What the reader left out or changed was not checked either.
    let reading = |why: &String| Unchecked { what: "原文的读取".to_owned(), why: why.clone() };
    outcome.unchecked.splice(0..0, source.remarks.iter().map(reading));
    Draft { source, document, facts, kind, triage, outcome }
}

/// A folder of 送审材料, or an archive as one, sorted out.
pub struct Folder {
    pub draft: Place,
    /// Other files that might be the draft, and were not taken.
    pub other_drafts: Vec<Place>,
    pub previous: Option<Place>,
    pub dossier: Dossier,
    /// Materials that could not be read: their names still count, what they say is not known.
    pub unread: Vec<(String, Unread)>,
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
    let Files { places: paths, unread } = files(folder)?;
    let kinds: Vec<_> = paths.iter().map(|place| dossier::recognise(&place.name(), materials)).collect();
    let is = |i: &usize, id: &str| kinds[*i].is_some_and(|kind| kind.id == id);
    let mut drafts: Vec<usize> = (0..paths.len()).filter(|i| is(i, DRAFT)).collect();
    if drafts.is_empty() {
        drafts = (0..paths.len())
            .filter(|&i| kinds[i].is_none() && paths[i].format().is_some_and(Format::may_be_draft))
            .collect();
    }
    let Some(&draft) = drafts.first() else { return Err(NoDraft::NotFound) };
    let mut sorted = Folder {
        draft: paths[draft].clone(),
        other_drafts: drafts[1..].iter().map(|&i| paths[i].clone()).collect(),
        previous: (0..paths.len()).find(|i| is(i, PREVIOUS)).map(|i| paths[i].clone()),
        dossier: Dossier::default(),
        unread,
    };
    for (i, path) in paths.iter().enumerate().filter(|(i, _)| *i != draft) {
        let facts = match path.read() {
            Ok(source) => Some(facts(&source, lawbook)),
            Err(unread) => {
                sorted.unread.push((path.to_string(), unread));
                None
            }
        };
        let material = kinds[i].map(|kind| kind.id.clone());
        sorted.dossier.items.push(Item { material, path: path.to_string(), facts });
    }
    Ok(sorted)
}

fn facts(source: &Source, lawbook: &Lawbook) -> Facts {
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    fact::collect(&source.text, &document, &passages, lawbook)
}

/// What lies in a folder and in the archives there.
#[derive(Default)]
struct Files {
    /// Sorted.
    places: Vec<Place>,
    /// Archives that could not be opened.
    unread: Vec<(String, Unread)>,
}

/// The files of a folder and its subfolders, or of an archive; hidden and temporary ones are left out.
fn files(folder: &Path) -> Result<Files, NoDraft> {
    let walk = ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).build();
    let mut files = Files::default();
    for entry in walk {
        let entry = entry.map_err(|error| NoDraft::Io(error.to_string()))?;
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && !name.starts_with("~$")
            && !round::is_decisions(&name)
        {
            files.take(entry.path());
        }
    }
    files.places.sort();
    if files.places.is_empty() && files.unread.is_empty() { Err(NoDraft::Empty) } else { Ok(files) }
}

impl Files {
    fn take(&mut self, path: &Path) {
        let place = Place::on_disk(path);
        if !source::is_archive(path) {
            return self.places.push(place);
        }
        match source::inside(path) {
            Ok(inside) => {
                self.places.extend(inside.places);
                self.unread.extend(inside.unread);
            }
            Err(why) => self.unread.push((place.to_string(), why)),
        }
    }
}
