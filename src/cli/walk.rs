//! Which files of the named paths are drafts.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use ignore::{DirEntry, WalkBuilder};

use crate::output::findings::{Skipped, UnreadRow};
use crate::source::{Format, Unread};

/// The files to check, those that could not be listed, and what was passed over.
#[derive(Debug, Default)]
pub struct Found {
    /// Sorted, each once.
    pub files: Vec<PathBuf>,
    pub unread: Vec<UnreadRow>,
    pub skipped: Skipped,
}

/// A file named by the user is always tried; in a folder only what may be a draft or hold one.
pub fn files(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut found);
        } else {
            found.files.push(path.clone());
        }
    }
    found.files.sort();
    found.files.dedup();
    found
}

fn folder(path: &Path, found: &mut Found) {
    let [hidden, temporary] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
    let (count_hidden, count_temporary) = (hidden.clone(), temporary.clone());
    let keep = move |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let counter = match () {
            () if entry.depth() == 0 => None,
            () if name.starts_with("~$") => Some(&count_temporary),
            () if name.starts_with('.') => Some(&count_hidden),
            () => None,
        };
        counter.map(|counter| counter.fetch_add(1, Relaxed)).is_none()
    };
    let walk = WalkBuilder::new(path).standard_filters(false).sort_by_file_name(Ord::cmp).filter_entry(keep).build();
    for entry in walk {
        match entry {
            Ok(entry) => take(&entry, found),
            Err(error) => {
                found.unread.push(UnreadRow::new(&path.display().to_string(), &Unread::Io(error.to_string())))
            }
        }
    }
    found.skipped.hidden += hidden.load(Relaxed);
    found.skipped.temporary += temporary.load(Relaxed);
}

fn take(entry: &DirEntry, found: &mut Found) {
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    if is_file && may_hold_draft(entry.path()) {
        found.files.push(entry.path().to_owned());
    } else if entry.file_type().is_none_or(|kind| !kind.is_dir()) {
        found.skipped.foreign += 1;
    }
}

fn may_hold_draft(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    Format::of_name(&name).is_some_and(Format::may_hold_draft)
}
