//! What is reviewed: a bare draft, or one found among its materials.

use std::path::{Path, PathBuf};

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::{Failure, print};
use crate::dossier::Dossier;
use crate::finding::Unchecked;
use crate::review::{self, Draft};
use crate::source::{self, Source, Unread};

pub struct Input {
    pub path: PathBuf,
    pub draft: Draft,
    /// `None` for a bare draft.
    pub dossier: Option<Dossier>,
    pub previous: Option<PathBuf>,
    pub unread: Vec<(PathBuf, Unread)>,
}

impl Input {
    pub fn open(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        if path.is_dir() { Input::folder(path, engine, settings) } else { Input::bare(path, engine, settings) }
    }

    fn bare(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        let draft = checked(path, engine, settings, None)?;
        Ok(Input { path: path.to_owned(), draft, dossier: None, previous: None, unread: Vec::new() })
    }

    fn folder(path: &Path, engine: &Engine, settings: &Settings) -> Result<Input, Failure> {
        let folder = review::open_folder(path, &engine.rules.materials);
        let folder = folder.map_err(|why| Failure::new(format!("{}：{why}", path.display())))?;
        let mut draft = checked(&folder.draft, engine, settings, Some(&folder.dossier))?;
        let other = |other: &PathBuf| note(other, "也像送审稿；一次只审查一份，请单独审查");
        let unread = |(path, unread): &(PathBuf, Unread)| note(path, &unread.to_string());
        draft.outcome.unchecked.extend(folder.other_drafts.iter().map(other));
        draft.outcome.unchecked.extend(folder.unread.iter().map(unread));
        if !settings.quiet {
            print::complain(&format!("送审稿：{}", folder.draft.display()));
        }
        Ok(Input {
            path: folder.draft,
            draft,
            dossier: Some(folder.dossier),
            previous: folder.previous,
            unread: folder.unread,
        })
    }
}

fn checked(path: &Path, engine: &Engine, settings: &Settings, dossier: Option<&Dossier>) -> Result<Draft, Failure> {
    let source = source::read(path).and_then(Source::into_draft).map_err(|unread| Failure::unread(path, &unread))?;
    Ok(review::check(source, &engine.settings(settings), dossier))
}

fn note(path: &Path, why: &str) -> Unchecked {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Unchecked { what: format!("“{name}”"), why: why.to_owned() }
}
