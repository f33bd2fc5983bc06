//! `fashen check` (自查): findings of one draft or many.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::engine::Engine;
use super::options::{FailOn, Settings, Shared};
use super::{Done, Failure, Verdict, print, walk};
use crate::finding::Confidence;
use crate::output::findings::{self, FileRow, Report, Skipped, UnreadRow};
use crate::review;
use crate::source::{self, Place, Unread};

#[derive(Args)]
pub struct Check {
    #[arg(value_name = "路径", required = true, help = "文件、文件夹或者压缩包（.zip）；里面每个文件算一份")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal)]
    #[arg(help = "terminal（默认）、json、sarif、markdown、html")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Terminal,
    Json,
    Sarif,
    Markdown,
    Html,
}

/// Stack of a worker: documents nest, and the readers with them.
const STACK_BYTES: usize = 8 << 20;

pub fn run(command: &Check, shared: Shared) -> Done {
    let settings = Settings::resolve(shared)?;
    let engine = Engine::load(&settings)?;
    let report = report(&command.paths, &engine, &settings)?;
    show(&report, command.format, settings.quiet)?;
    engine.library_held()?;
    if report.files.is_empty() && report.unread.is_empty() {
        return Err(Failure::new("没有找到可以检查的文件"));
    }
    Ok(verdict(&report, settings.fail_on))
}

fn report(paths: &[PathBuf], engine: &Engine, settings: &Settings) -> Result<Report, Failure> {
    let found = walk::files(paths);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.jobs).stack_size(STACK_BYTES).build();
    let pool = pool.map_err(|error| Failure::new(format!("开不了 {} 个线程：{error}", settings.jobs)))?;
    let rows: Vec<_> = pool.install(|| found.files.par_iter().map(|path| checked(path, engine, settings)).collect());
    let mut report = Report { unread: found.unread, skipped: found.skipped, ..engine.report(settings) };
    for Checked { files, unread, skipped } in rows {
        report.files.extend(files);
        report.unread.extend(unread);
        report.skipped.add(skipped);
    }
    report.files.sort_by(|a, b| a.path.cmp(&b.path));
    report.unread.sort();
    Ok(report)
}

/// What came of a file on disk: one row, or one for each draft in an archive.
#[derive(Default)]
struct Checked {
    files: Vec<FileRow>,
    unread: Vec<UnreadRow>,
    skipped: Skipped,
}

impl Checked {
    fn add(&mut self, place: &Place, row: Result<FileRow, Unread>) {
        match row {
            Ok(file) => self.files.push(file),
            Err(why) => self.unread.push(UnreadRow::new(&place.to_string(), &why)),
        }
    }
}

fn checked(path: &Path, engine: &Engine, settings: &Settings) -> Checked {
    let mut checked = Checked::default();
    let place = Place::named(path);
    match place.clone().and_then(|place| guarded(&place, engine, settings)) {
        Err(Unread::NotSupported(source::Format::Zip)) if path.is_file() => archive(path, engine, settings),
        row => {
            checked.add(&place.unwrap_or_else(|_| Place::on_disk(path)), row);
            checked
        }
    }
}

/// An archive is a folder: each file in it that may be a draft is one, and what it holds is opened once.
fn archive(path: &Path, engine: &Engine, settings: &Settings) -> Checked {
    let mut checked = Checked::default();
    let inside = match source::inside(path) {
        Ok(inside) => inside,
        Err(why) => {
            checked.add(&Place::on_disk(path), Err(why));
            return checked;
        }
    };
    checked.unread.extend(inside.unread.iter().map(|(path, why)| UnreadRow::new(path, why)));
    let (drafts, foreign): (Vec<_>, Vec<_>) =
        inside.places.iter().partition(|place| place.format().is_some_and(source::Format::may_hold_draft));
    checked.skipped = Skipped { hidden: inside.hidden, temporary: inside.temporary, foreign: foreign.len() };
    for place in drafts {
        checked.add(place, guarded(place, engine, settings));
    }
    checked
}

/// The file is the unit of failure: a panic concerns only the file it happened in.
fn guarded(place: &Place, engine: &Engine, settings: &Settings) -> Result<FileRow, Unread> {
    let checked = catch_unwind(AssertUnwindSafe(|| row(place, engine, settings)));
    checked.unwrap_or_else(|_| Err(Unread::Internal("检查时异常中止".to_owned())))
}

/// Reads, parses and checks; nothing of the file outlives its row.
fn row(place: &Place, engine: &Engine, settings: &Settings) -> Result<FileRow, Unread> {
    let draft = review::check(place.read()?.into_draft()?, &engine.settings(settings), None);
    Ok(FileRow::new(&place.to_string(), &draft))
}

fn show(report: &Report, format: Format, quiet: bool) -> Result<(), Failure> {
    let failed = |error: serde_json::Error| Failure::new(error.to_string());
    match format {
        Format::Terminal if quiet => print::coloured(&findings::summary(report)),
        Format::Terminal => print::coloured(&findings::terminal(report, print::width())),
        Format::Json => print::plain(&findings::json(report).map_err(failed)?),
        Format::Sarif => print::plain(&findings::sarif(report).map_err(failed)?),
        Format::Markdown => print::plain(&findings::markdown(report)),
        Format::Html => print::plain(&findings::html(report)),
    }
}

/// What could not be read outweighs what was found.
pub fn verdict(report: &Report, fail_on: FailOn) -> Verdict {
    let counts = |grade| {
        let findings = report.files.iter().flat_map(|file| &file.findings);
        findings.into_iter().any(|finding| finding.grade >= grade && finding.confidence > Confidence::Possible)
    };
    if !report.unread.is_empty() {
        Verdict::Incomplete
    } else if fail_on.grade().is_some_and(counts) {
        Verdict::Found
    } else {
        Verdict::Clean
    }
}
