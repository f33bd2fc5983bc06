//! What is reviewed: a bare draft, or one found among its materials.

use std::path::Path;

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::progress::Progress;
use super::super::{Failure, print};
use crate::dossier::{Dossier, GIVEN, Item};
use crate::finding::{Confidence, Unchecked};
use crate::review::{self, Desk, Draft, Folder};
use crate::source::{self, Place, Source, Unread};

pub struct Input {
    pub place: Place,
    pub draft: Draft,
    /// `None` for a bare draft.
    pub dossier: Option<Dossier>,
    pub previous: Option<Place>,
    pub unread: Vec<(String, Unread)>,
    /// What a reviewer must settle first: two drafts, a draft that may be none.
    pub questions: Vec<String>,
    /// Findings that a reviewer has dismissed.
    pub dismissed: usize,
}

impl Input {
    pub fn open(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        if is_folder(path) {
            return Input::folder(path, engine, settings);
        }
        let place = Place::named(path).map_err(|unread| Failure::unread(path, &unread))?;
        Input::bare(place, engine, settings)
    }

    fn bare(place: Place, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        let draft = checked(&place, engine, settings, None)?;
        let (unread, questions) = (Vec::new(), Vec::new());
        Ok(Input { place, draft, dossier: None, previous: None, unread, questions, dismissed: 0 })
    }

    fn folder(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        let folder = open_folder(path, engine, settings)?;
        let mut draft = checked(&folder.draft, engine, settings, Some(&folder.dossier))?;
        let other = |other: &Place| note(&other.name(), "也像送审稿；一次只审查一份，请单独审查");
        let unread = |(path, unread): &(String, Unread)| note(last_name(path), &unread.to_string());
        draft.outcome.unchecked.extend(folder.other_drafts.iter().map(other));
        draft.outcome.unchecked.extend(folder.unread.iter().map(unread));
        draft.outcome.unchecked.extend(folder.dossier.items.iter().filter_map(doubt));
        if !settings.quiet {
            print::complain(&format!("送审稿：{}（{}）", folder.draft, folder.draft_item.reason));
        }
        let questions = questions(&folder);
        Ok(Input {
            place: folder.draft,
            draft,
            dossier: Some(folder.dossier),
            previous: folder.previous,
            unread: folder.unread,
            questions,
            dismissed: 0,
        })
    }
}

pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || source::is_archive(path)
}

pub fn open_folder(path: &Path, engine: &Engine, settings: &Settings) -> Result<Folder, Failure> {
    let progress = Progress::new("读取送审材料", settings.quiet);
    let desk = Desk {
        rules: &engine.rules,
        lawbook: &engine.lawbook,
        calendar: settings.profile.calendar(),
        progress: &|total| progress.step(total),
    };
    review::open_folder(path, &desk).map_err(|why| Failure::new(format!("{}：{why}", path.display())))
}

/// A file that nobody knows, or that says the same as another.
fn doubt(item: &Item) -> Option<Unchecked> {
    if let Some(other) = &item.same_as {
        return Some(note(item.file_name(), &format!("与“{}”内容相同，只看一份", last_name(other))));
    }
    let is_unknown = item.material.is_none() && item.confidence < Confidence::Certain;
    is_unknown.then(|| note(item.file_name(), &format!("没有认出是哪一种送审材料；可以在 {GIVEN} 中写明")))
}

fn questions(folder: &Folder) -> Vec<String> {
    let taken = folder.draft.name();
    let others: Vec<_> = folder.other_drafts.iter().map(|place| format!("“{}”", place.name())).collect();
    let two = (!others.is_empty()).then(|| {
        let others = others.join("、");
        format!("{others}也像送审稿，本次审查的是“{taken}”；不对的，在 {GIVEN} 中写明，或者直接指定文件")
    });
    let item = &folder.draft_item;
    let is_doubtful = item.confidence == Confidence::Possible && two.is_none();
    let doubtful = is_doubtful.then(|| format!("“{taken}”是不是送审稿：{}", item.reason));
    two.into_iter().chain(doubtful).collect()
}

fn checked(place: &Place, engine: &Engine, settings: &Settings, dossier: Option<&Dossier>) -> Result<Draft, Failure> {
    let source = place.read().and_then(Source::into_draft);
    let source = source.map_err(|unread| Failure::unread(Path::new(&place.to_string()), &unread))?;
    Ok(review::check(source, &engine.settings(settings), dossier))
}

fn last_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

fn note(name: &str, why: &str) -> Unchecked {
    Unchecked { what: format!("“{name}”"), why: why.to_owned() }
}
