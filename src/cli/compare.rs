//! `fashen compare` (对照): the 条文对照表 of two versions.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::Shared;
use super::parse::Read;
use super::write::{self, Outgoing};
use super::{Done, Failure, Verdict, print};
use crate::compare::{Comparison, compare};
use crate::output::comparison::{self, File, terminal};

#[derive(Args)]
pub struct Compare {
    #[arg(value_name = "旧稿", help = "修改前的文件")]
    old: PathBuf,
    #[arg(value_name = "新稿", help = "修改后的文件")]
    new: PathBuf,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal)]
    #[arg(help = "terminal（默认）、json、markdown")]
    format: Format,
    #[arg(short, long, value_name = "文件", help = "写到文件，按后缀定格式：.docx .xlsx .html .md .json")]
    output: Option<PathBuf>,
    #[arg(long, help = "覆盖已有的文件")]
    force: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Terminal,
    Json,
    Markdown,
}

pub fn run(command: &Compare, shared: Shared) -> Done {
    let target = command.output.as_deref().map(|path| target(path, command.force)).transpose()?;
    let (old, new) = (Read::file(&command.old)?, Read::file(&command.new)?);
    let comparison = compare((&old.source.text, &old.document), (&new.source.text, &new.document));
    match target {
        Some((path, file)) => save(&comparison, path, file, command.force)?,
        None if shared.quiet => print::plain(&format!("{}\n", comparison.summary()))?,
        None => show(&comparison, command.format)?,
    }
    Ok(Verdict::Clean)
}

/// Where to write, refused before any work is done.
fn target(path: &Path, force: bool) -> Result<(&Path, File), Failure> {
    write::refuse_existing([path], force)?;
    let file = File::of_name(path);
    let unknown = || Failure::new(format!("{} 的后缀不能用；可用 .docx .xlsx .html .md .json", path.display()));
    Ok((path, file.ok_or_else(unknown)?))
}

fn save(comparison: &Comparison, path: &Path, file: File, force: bool) -> Result<(), Failure> {
    let bytes = comparison::to_bytes(comparison, file).map_err(|error| Failure::new(error.to_string()))?;
    write::all(&[Outgoing::new(path, bytes)], force)?;
    print::plain(&format!("{}\n已写入：{}\n", comparison.summary(), path.display()))
}

fn show(comparison: &Comparison, format: Format) -> Result<(), Failure> {
    let look = terminal::Look { width: print::width(), colour: print::is_coloured() };
    match format {
        Format::Terminal => print::coloured(&terminal::terminal(comparison, look)),
        Format::Markdown => print::plain(&comparison::markdown(comparison)),
        Format::Json => {
            let json = comparison::json(comparison).map_err(|error| Failure::new(error.to_string()))?;
            print::plain(&json)
        }
    }
}
