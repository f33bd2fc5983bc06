//! What is reviewed: a bare draft, or one found among its materials.

use std::path::Path;

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::{Failure, print};
use crate::dossier::Dossier;
use crate::finding::Unchecked;
use crate::review::{self, Draft};
use crate::source::{self, Place, Source, Unread};

pub struct Input {
    pub place: Place,
    pub draft: Draft,
    /// `None` for a bare draft.
    pub dossier: Option<Dossier>,
    pub previous: Option<Place>,
    pub unread: Vec<(String, Unread)>,
    /// Findings that a reviewer has dismissed.
    pub dismissed: usize,
}

impl Input {
    pub fn open(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        if path.is_dir() || source::is_archive(path) {
            return Input::folder(path, engine, settings);
        }
        let place = Place::named(path).map_err(|unread| Failure::unread(path, &unread))?;
        Input::bare(place, engine, settings)
    }

    fn bare(place: Place, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        let draft = checked(&place, engine, settings, None)?;
        Ok(Input { place, draft, dossier: None, previous: None, unread: Vec::new(), dismissed: 0 })
    }

    fn folder(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        let folder = review::open_folder(path, &engine.rules.materials, &engine.lawbook);
        let folder = folder.map_err(|why| Failure::new(format!("{}：{why}", path.display())))?;
        let mut draft = checked(&folder.draft, engine, settings, Some(&folder.dossier))?;
        let other = |other: &Place| note(&other.name(), "也像送审稿；一次只审查一份，请单独审查");
        let unread = |(path, unread): &(String, Unread)| note(last_name(path), &unread.to_string());
        draft.outcome.unchecked.extend(folder.other_drafts.iter().map(other));
        draft.outcome.unchecked.extend(folder.unread.iter().map(unread));
        if !settings.quiet {
            print::complain(&format!("送审稿：{}", folder.draft));
        }
        Ok(Input {
            place: folder.draft,
            draft,
            dossier: Some(folder.dossier),
            previous: folder.previous,
            unread: folder.unread,
            dismissed: 0,
        })
    }
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
