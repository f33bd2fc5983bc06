//! `fashen check` (自查): findings of one draft or many.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::batch::{self, Batch};
use super::engine::Engine;
use super::options::{FailOn, Settings, Shared};
use super::{Done, Failure, Verdict, print};
use crate::finding::Confidence;
use crate::output::findings::{self, FileRow, Report};
use crate::review;
use crate::source::{Place, Unread};

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
    let Batch { done, unread, skipped } = batch::run(paths, settings.jobs, |place| row(place, engine, settings))?;
    let files = done.into_iter().map(|(_, file)| file).collect();
    Ok(Report { files, unread, skipped, ..engine.report(settings) })
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
        findings.into_iter().any(|finding| {
            finding.grade >= grade && finding.confidence > Confidence::Possible && !finding.is_dismissed()
        })
    };
    if !report.unread.is_empty() {
        Verdict::Incomplete
    } else if fail_on.grade().is_some_and(counts) {
        Verdict::Found
    } else {
        Verdict::Clean
    }
}
