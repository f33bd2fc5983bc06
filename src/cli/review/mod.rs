//! `fashen review` (审查): a draft or a folder of 送审材料 in, the opinion and what belongs to it out.

mod annotated;
mod briefing;
mod decisions;
mod init;
mod input;
mod letter;
mod manifest;
mod missing;
mod round;

use std::path::{Path, PathBuf};

use clap::Args;

use super::check::verdict;
use super::engine::Engine;
use super::options::{Settings, Shared};
use super::parse::Read;
use super::write::{self, Outgoing};
use super::{Done, Failure, ledger, print};
use crate::compare::{Comparison, compare};
use crate::opinion::Form;
use crate::output::briefing::Briefing;
use crate::output::comparison::{self, File};
use crate::output::findings::{self, FileRow, Report, UnreadRow};
use crate::output::round as table;
use crate::output::{self, opinion};
use crate::review::Draft;
use crate::source::Unread;
use annotated::Copy;
use decisions::Decisions;
use input::Input;
use letter::{Wish, Written};
use round::Previous;

#[derive(Args)]
pub struct Review {
    #[arg(value_name = "路径", help = "送审稿，或者装着送审稿和送审材料的文件夹、压缩包（按内容和文件名辨认）")]
    path: PathBuf,
    #[arg(long, value_name = "旧稿", help = "上一版，用来生成条文对照表")]
    previous: Option<PathBuf>,
    #[arg(long, value_name = "文件", requires = "previous", help = "上一轮的 findings.json；不写时重新检查上一版")]
    previous_findings: Option<PathBuf>,
    #[arg(long, value_name = "文件", requires = "previous", num_args = 1.., help = "上一轮填好的 decisions.toml，可以有几个")]
    previous_decisions: Vec<PathBuf>,
    #[arg(long, value_name = "文件", num_args = 1.., help = "填好的决定登记，可以有几个；材料文件夹和输出文件夹里的 decisions*.toml 自动读取")]
    decisions: Vec<PathBuf>,
    #[arg(short, long, value_name = "文件夹", help = "把意见书等写到这个文件夹；不写时只显示意见书")]
    output: Option<PathBuf>,
    #[arg(long, help = "覆盖已有的文件；decisions.toml 不覆盖，只补新的问题")]
    force: bool,
    #[arg(long, conflicts_with_all = ["output", "previous"], help = "只辨认送审材料，把结果写成文件夹里的 dossier.toml，改好后再审查")]
    init: bool,
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
    if command.init {
        return init::run(&command.path, command.force, &engine, &settings);
    }
    refuse_inside(command)?;
    let decisions = Decisions::gather(command)?;
    let mut input = Input::open(&command.path, &engine, &settings)?;
    let old = match (&command.previous, &input.previous) {
        (Some(named), _) => Some(Read::file(named)?),
        (None, Some(found)) => Some(Read::place(found)?),
        (None, None) => None,
    };
    let comparison = old.as_ref().map(|old| compared(old, &input.draft));
    let mut report = report(&input, &engine, &settings);
    decide(&mut report, old, command, &input, (&engine, &settings), &decisions)?;
    // What a reviewer has dismissed is counted, but the letter does not speak of it.
    (input.draft.outcome.findings, input.dismissed) = decisions.all.spoken(&input.draft.outcome.findings);
    let (forms, conclusion) = (&command.letters, command.conclusion.as_deref());
    let letters = letter::compose(&input, &engine, &settings, Wish { forms, conclusion, standings: &decisions.all })?;
    match &command.output {
        None => {
            show(&letters, command.letters.is_empty())?;
            report.round.iter().try_for_each(|round| print::coloured(&format!("\n{}", table::terminal(round))))?;
        }
        Some(folder) => {
            let mut files = files(folder, &letters, &report, comparison.as_ref())?;
            let copy = annotated::copy(&input, &settings);
            files.extend(copy.file(folder));
            files.push(manifest::file(folder, &input, &engine, &settings)?);
            if let Some(round) = &report.round {
                files.extend(round::files(folder, round)?);
            }
            write::all(&files, command.force)?;
            // The form is never overwritten: what stands in it stays.
            let form = decisions.file(folder, &report);
            write::all(std::slice::from_ref(&form), true)?;
            files.push(form);
            let briefing = briefing::compose(&input, &letters, &report, &engine, &settings);
            say(&briefing, &report, &files, &copy, settings.quiet)?;
            copy.done()?;
        }
    }
    ledger::record::review(&input.place.to_string(), &input.draft, letter::unit(&input), &settings)?;
    engine.library_held()?;
    Ok(verdict(&report, settings.fail_on))
}

/// What the reviewers decided, and what became of the opinions on an earlier draft that the user names: one that was only
/// found among the materials may be the document that this one replaces, on which nobody gave an opinion.
fn decide(
    report: &mut Report,
    old: Option<Read>,
    command: &Review,
    input: &Input,
    (engine, settings): (&Engine, &Settings),
    decisions: &Decisions,
) -> Result<(), Failure> {
    let mut earlier = Vec::new();
    if let Some(old) = old.filter(|_| command.previous.is_some()) {
        let previous = Previous::check(old, engine, settings);
        let (round, known) = previous.follow(command, input, engine, decisions)?;
        (report.round, earlier) = (Some(round), known);
    }
    report.decide(&decisions.all, &earlier);
    Ok(())
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
    files.extend([at("findings.json", findings::json(report).map_err(|error| failed(&error))?.into_bytes())]);
    if let Some(comparison) = comparison {
        for (name, file) in [("comparison.docx", File::Docx), ("comparison.html", File::Html)] {
            files.push(at(name, comparison::to_bytes(comparison, file).map_err(|error| failed(&error))?));
        }
    }
    Ok(files)
}

/// The files, then the one screen; what could not be read stands in full.
fn say(briefing: &Briefing, report: &Report, files: &[Outgoing], copy: &Copy, quiet: bool) -> Result<(), Failure> {
    let written: String = files.iter().map(|file| format!("  {}\n", file.path.display())).collect();
    let written = if quiet { String::new() } else { format!("已写入：\n{written}{}\n", copy.note()) };
    let round = report.round.as_ref().map(table::terminal).unwrap_or_default();
    let unread = findings::unread(report);
    let decided: String = findings::decided(report).into_iter().map(|line| format!("{line}\n")).collect();
    let briefing = output::briefing::terminal(briefing, print::width());
    print::coloured(&format!("{written}{unread}{round}{briefing}{decided}"))
}
