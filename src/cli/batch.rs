//! One piece of work for every file of the named paths, in folders and archives, on several threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Failure, walk};
use crate::output::findings::{Skipped, UnreadRow};
use crate::source::{self, Place, Unread};

/// Stack of a worker: documents nest, and the readers with them.
const STACK_BYTES: usize = 8 << 20;

/// What came of the files; sorted by their paths.
pub struct Batch<T> {
    pub done: Vec<(String, T)>,
    pub unread: Vec<UnreadRow>,
    pub skipped: Skipped,
}

/// Runs `work` for every file that may be a draft; nothing of a file outlives its result.
pub fn run<T: Send>(
    paths: &[PathBuf],
    jobs: usize,
    work: impl Fn(&Place) -> Result<T, Unread> + Sync,
) -> Result<Batch<T>, Failure> {
    let found = walk::files(paths);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build();
    let pool = pool.map_err(|error| Failure::new(format!("开不了 {jobs} 个线程：{error}")))?;
    let rows: Vec<_> = pool.install(|| found.files.par_iter().map(|path| file(path, &work)).collect());
    let mut batch = Batch { done: Vec::new(), unread: found.unread, skipped: found.skipped };
    for row in rows {
        batch.done.extend(row.done);
        batch.unread.extend(row.unread);
        batch.skipped.add(row.skipped);
    }
    batch.done.sort_by(|a, b| a.0.cmp(&b.0));
    batch.unread.sort();
    Ok(batch)
}

impl<T> Batch<T> {
    fn new() -> Batch<T> {
        Batch { done: Vec::new(), unread: Vec::new(), skipped: Skipped::default() }
    }

    fn add(&mut self, place: &Place, row: Result<T, Unread>) {
        match row {
            Ok(done) => self.done.push((place.to_string(), done)),
            Err(why) => self.unread.push(UnreadRow::new(&place.to_string(), &why)),
        }
    }
}

/// What came of a file on disk: one row, or one for each draft in an archive.
fn file<T>(path: &Path, work: &impl Fn(&Place) -> Result<T, Unread>) -> Batch<T> {
    let mut batch = Batch::new();
    let place = Place::named(path);
    match place.clone().and_then(|place| guarded(&place, work)) {
        Err(Unread::NotSupported(source::Format::Zip)) if path.is_file() => archive(path, work),
        row => {
            batch.add(&place.unwrap_or_else(|_| Place::on_disk(path)), row);
            batch
        }
    }
}

/// An archive is a folder: each file in it that may be a draft is one, and what it holds is opened once.
fn archive<T>(path: &Path, work: &impl Fn(&Place) -> Result<T, Unread>) -> Batch<T> {
    let mut batch = Batch::new();
    let inside = match source::inside(path) {
        Ok(inside) => inside,
        Err(why) => {
            batch.add(&Place::on_disk(path), Err(why));
            return batch;
        }
    };
    batch.unread.extend(inside.unread.iter().map(|(path, why)| UnreadRow::new(path, why)));
    let (drafts, foreign): (Vec<_>, Vec<_>) =
        inside.places.iter().partition(|place| place.format().is_some_and(source::Format::may_hold_draft));
    batch.skipped = Skipped { hidden: inside.hidden, temporary: inside.temporary, foreign: foreign.len() };
    for place in drafts {
        batch.add(place, guarded(place, work));
    }
    batch
}

/// The file is the unit of failure: a panic concerns only the file it happened in.
fn guarded<T>(place: &Place, work: &impl Fn(&Place) -> Result<T, Unread>) -> Result<T, Unread> {
    let done = catch_unwind(AssertUnwindSafe(|| work(place)));
    done.unwrap_or_else(|_| Err(Unread::Internal("检查时异常中止".to_owned())))
}
