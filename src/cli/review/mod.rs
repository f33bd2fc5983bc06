//! `fashen review` (审查): a draft or a folder of 送审材料 in, the opinion and what belongs to it out.

mod input;
mod letter;
mod missing;

use std::path::{Path, PathBuf};

use clap::Args;

use super::check::verdict;
use super::engine::Engine;
use super::options::{Settings, Shared};
use super::parse::Read;
use super::write::{self, Outgoing};
use super::{Done, Failure, print};
use crate::compare::{Comparison, compare};
use crate::opinion::Form;
use crate::output::comparison::{self, File};
use crate::output::findings::{self, FileRow, Report, UnreadRow};
use crate::output::{decisions, opinion};
use crate::review::Draft;
use crate::source::Unread;
use input::Input;
use letter::{Wish, Written};

#[derive(Args)]
pub struct Review {
    #[arg(value_name = "路径", help = "送审稿，或者装着送审稿和送审材料的文件夹、压缩包（按文件名辨认）")]
    path: PathBuf,
    #[arg(long, value_name = "旧稿", help = "上一版，用来生成条文对照表")]
    previous: Option<PathBuf>,
    #[arg(short, long, value_name = "文件夹", help = "把意见书等写到这个文件夹；不写时只显示意见书")]
    output: Option<PathBuf>,
    #[arg(long, help = "覆盖已有的文件（包括填写过的 decisions.toml）")]
    force: bool,
    #[arg(long = "letter", value_name = "文书", value_delimiter = ',', value_parser = form)]
    #[arg(
        help = "写哪几种文书，可以重复或者用逗号分开：opinion 意见书、reply 复函、supplement 补正、feedback 反馈、shell 其他；默认按送审的事项和材料定"
    )]
    letters: Vec<Form>,
    #[arg(
        long,
        value_name = "结论",
        help = "审查人员选定的结论：合法、不合法、应当予以修改、退回补正；不写就留待选定"
    )]
    conclusion: Option<String>,
}

fn form(written: &str) -> Result<Form, String> {
    Form::named(written).ok_or_else(|| {
        let names = Form::ALL.map(|form| form.names()[..2].join(" "));
        format!("可用：{}", names.join("、"))
    })
}

pub fn run(command: &Review, shared: Shared) -> Done {
    let settings = Settings::resolve(shared)?;
    let engine = Engine::load(&settings)?;
    refuse_inside(command)?;
    let input = Input::open(&command.path, &engine, &settings)?;
    let old = match (&command.previous, &input.previous) {
        (Some(named), _) => Some(Read::file(named)?),
        (None, Some(found)) => Some(Read::place(found)?),
        (None, None) => None,
    };
    let comparison = old.map(|old| compared(&old, &input.draft));
    let wish = Wish { forms: &command.letters, conclusion: command.conclusion.as_deref() };
    let letters = letter::compose(&input, &engine, &settings, wish)?;
    let report = report(&input, &engine, &settings);
    match &command.output {
        None => show(&letters, command.letters.is_empty())?,
        Some(folder) => {
            let files = files(folder, &letters, &report, comparison.as_ref())?;
            write::all(&files, command.force)?;
            say(&report, &files, settings.quiet)?;
        }
    }
    engine.library_held()?;
    Ok(verdict(&report, settings.fail_on))
}

/// A letter among the materials would be read as one of them the next time.
fn refuse_inside(command: &Review) -> Result<(), Failure> {
    let Some(output) = &command.output else { return Ok(()) };
    let absolute = |path: &Path| std::path::absolute(path).ok();
    let inside = absolute(output).zip(absolute(&command.path)).is_some_and(|(output, input)| output.starts_with(input));
    if inside {
        return Err(Failure::new("输出文件夹不能在送审材料文件夹里面，否则下次审查会把意见书当作送审材料"));
    }
    Ok(())
}

fn compared(old: &Read, draft: &Draft) -> Comparison {
    compare((&old.source.text, &old.document), (&draft.source.text, &draft.document))
}

fn report(input: &Input, engine: &Engine, settings: &Settings) -> Report {
    let unread = |(path, unread): &(String, Unread)| UnreadRow::new(path, unread);
    let mut report = engine.report(settings);
    report.files.push(FileRow::new(&input.place.to_string(), &input.draft));
    report.unread.extend(input.unread.iter().map(unread));
    report
}

/// The first letter, or all that were asked for.
fn show(letters: &[Written], first_only: bool) -> Result<(), Failure> {
    let shown = if first_only { letters.get(..1).unwrap_or_default() } else { letters };
    let texts: Vec<_> = shown.iter().map(|written| opinion::text(&written.letter)).collect();
    print::plain(&texts.join("\n────────\n\n"))
}

fn letter_files(folder: &Path, Written { stem, letter }: &Written) -> Result<[Outgoing; 3], Failure> {
    let at = |ending: &str, bytes: Vec<u8>| Outgoing::new(folder.join(format!("{stem}.{ending}")), bytes);
    let docx = opinion::docx(letter).map_err(|error| Failure::new(format!("没有生成：{error}")))?;
    let (markdown, text) = (opinion::markdown(letter), opinion::text(letter));
    Ok([at("docx", docx), at("md", markdown.into_bytes()), at("txt", text.into_bytes())])
}

fn files(
    folder: &Path,
    letters: &[Written],
    report: &Report,
    comparison: Option<&Comparison>,
) -> Result<Vec<Outgoing>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("没有生成：{error}"));
    let at = |name: &str, bytes: Vec<u8>| Outgoing::new(folder.join(name), bytes);
    let mut files = Vec::new();
    for written in letters {
        files.extend(letter_files(folder, written)?);
    }
    files.extend([
        at("findings.json", findings::json(report).map_err(|error| failed(&error))?.into_bytes()),
        at("decisions.toml", decisions::toml(report).into_bytes()),
    ]);
    if let Some(comparison) = comparison {
        for (name, file) in [("comparison.docx", File::Docx), ("comparison.html", File::Html)] {
            files.push(at(name, comparison::to_bytes(comparison, file).map_err(|error| failed(&error))?));
        }
    }
    Ok(files)
}

fn say(report: &Report, files: &[Outgoing], quiet: bool) -> Result<(), Failure> {
    let written: String = files.iter().map(|file| format!("  {}\n", file.path.display())).collect();
    let written = if quiet { String::new() } else { format!("已写入：\n{written}\n") };
    print::coloured(&format!("{written}{}", findings::summary(report)))
}
