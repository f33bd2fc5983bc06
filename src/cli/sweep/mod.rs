//! `fashen sweep` (清理): thousands of documents in, clean-up catalogues out.

mod lines;
mod progress;
mod reader;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::engine::Engine;
use super::options::{Settings, Shared};
use super::write::{self, Outgoing};
use super::{Done, Failure, Verdict, print};
use crate::output::sweep::{self as form, Report};
use crate::sweep::fate::Words;
use crate::sweep::work::{self, Key, Work};
use crate::sweep::{Decision, Entry, Mark, Record, Setting, conduct};
use progress::Progress;
use reader::{Bench, Stock, broken};

#[derive(Args)]
pub struct Sweep {
    #[arg(
        value_name = "路径",
        required_unless_present = "stdin_jsonl",
        help = "文件、文件夹或者压缩包（.zip）；里面每个文件算一份"
    )]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "表格", help = "台账（.xlsx、.xls、.csv），按表头认列")]
    ledger: Option<PathBuf>,
    #[arg(long, value_name = "对应", value_delimiter = ',', requires = "ledger", value_parser = column)]
    #[arg(help = "台账的列：标题=列名,文号=列名")]
    columns: Vec<(String, String)>,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、json")]
    format: Format,
    #[arg(
        short,
        long,
        value_name = "文件",
        help = "写出结果，可以重复：.xlsx 目录、.docx 决定稿、.json、.csv、.ics 日历"
    )]
    output: Vec<PathBuf>,
    #[arg(long, value_name = "文件夹", help = "各责任单位的任务清单，每个单位一个 .xlsx")]
    by_unit: Option<PathBuf>,
    #[arg(long, value_name = "表格", help = "审查人员填过意见的清理结果（.xlsx）")]
    decisions: Option<PathBuf>,
    #[arg(long, value_name = "文件", help = "工作文件：中断以后接着做，没有变化的不重做；默认在用户的缓存文件夹")]
    work: Option<PathBuf>,
    #[arg(long, help = "从标准输入读，每行一份 {\"path\": …, \"text\": …}；每读一份写一行结果")]
    stdin_jsonl: bool,
    #[arg(long, help = "结果每行一份写到标准输出")]
    stdout_jsonl: bool,
    #[arg(long, help = "覆盖已经存在的文件")]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Terminal,
    Json,
}

fn column(written: &str) -> Result<(String, String), String> {
    let pair = written.split_once('=').map(|(name, heading)| (name.trim().to_owned(), heading.trim().to_owned()));
    pair.filter(|(name, heading)| !name.is_empty() && !heading.is_empty()).ok_or_else(|| "写作 标题=列名".to_owned())
}

pub fn run(command: &Sweep, shared: Shared) -> Done {
    let settings = Settings::resolve(shared)?;
    let outgoing = command.output.iter().map(PathBuf::as_path);
    command.output.iter().try_for_each(|path| Kind::of(path).map(drop))?;
    write::refuse_existing(outgoing, command.force)?;
    let engine = Engine::load(&settings)?;
    if command.stdin_jsonl {
        return lines::run(&engine, &settings);
    }
    let ledger = ledger(command, &engine)?;
    let decisions = command.decisions.as_deref().map(table::decisions).transpose()?.unwrap_or_default();
    let report = report(command, &engine, &settings, &ledger, &decisions)?;
    engine.library_held()?;
    if report.documents.is_empty() && report.unread.is_empty() {
        return Err(Failure::new("没有找到可以清理的文件"));
    }
    deliver(command, &engine, &settings, &report)?;
    Ok(if report.is_complete() { Verdict::Clean } else { Verdict::Incomplete })
}

fn ledger(command: &Sweep, engine: &Engine) -> Result<Vec<Entry>, Failure> {
    let Some(path) = &command.ledger else { return Ok(Vec::new()) };
    let columns = command.columns.iter().cloned().collect();
    table::ledger(path, &engine.rules.sweep, &columns)
}

fn report(
    command: &Sweep,
    engine: &Engine,
    settings: &Settings,
    ledger: &[Entry],
    decisions: &BTreeMap<String, Decision>,
) -> Result<Report, Failure> {
    let path = match &command.work {
        Some(path) => path.clone(),
        None => default_work()?,
    };
    let (facts, findings) = keys(engine, settings);
    let work = Work::open(&path, env!("CARGO_PKG_VERSION"), findings).map_err(broken)?;
    let words = Words::new(&engine.rules.sweep);
    let known = work.known().map_err(broken)?;
    let progress = Progress::new(settings.quiet);
    let bench = Bench { engine, settings, words: &words, known: &known, facts };
    let stock = reader::read(&command.paths, &bench, &work, &progress)?;
    progress.done();
    drop(known);
    let report = judge(stock, engine, settings, &work, ledger, decisions)?;
    work.tidy().map_err(broken)?;
    Ok(report)
}

/// Judges what was read, all together.
fn judge(
    stock: Stock,
    engine: &Engine,
    settings: &Settings,
    work: &Work,
    ledger: &[Entry],
    decisions: &BTreeMap<String, Decision>,
) -> Result<Report, Failure> {
    let records = stock.documents.iter().map(|(_, key)| work.record(key)).collect::<Result<Vec<Record>, _>>();
    let records = records.map_err(broken)?;
    let paths: Vec<String> = stock.documents.iter().map(|(path, _)| path.clone()).collect();
    let setting = setting(engine, settings, &paths);
    let mut fault = None;
    let marks = |at: usize| {
        let marks = work.marks(&stock.documents[at].1);
        marks.unwrap_or_else(|error| {
            fault.get_or_insert(error);
            Vec::<Mark>::new()
        })
    };
    let outcome = conduct(&records, marks, ledger, decisions, &setting);
    if let Some(error) = fault {
        return Err(broken(error));
    }
    let lost_decisions = decisions.keys().filter(|path| paths.binary_search(path).is_err()).cloned().collect();
    Ok(Report {
        schema: form::SCHEMA,
        as_of: settings.as_of.to_string(),
        region: settings.region.clone(),
        themes: settings.themes.clone(),
        rules_version: engine.rules.version.clone(),
        lawbook_date: engine.lawbook.date().to_owned(),
        documents: outcome.rows,
        ledger_only: outcome.ledger_only,
        unread: stock.unread,
        skipped: stock.skipped,
        pairs: outcome.pairs,
        office: settings.profile.office.name.clone(),
        lost_decisions,
    })
}

pub fn setting<'s>(engine: &'s Engine, settings: &Settings, paths: &'s [String]) -> Setting<'s> {
    Setting {
        as_of: settings.as_of,
        region: &engine.region,
        lawbook: &engine.lawbook,
        words: &engine.rules.sweep,
        themed: !settings.themes.is_empty(),
        paths,
    }
}

/// What facts follow from besides the content; what findings follow from besides the facts.
pub fn keys(engine: &Engine, settings: &Settings) -> (Key, Key) {
    let program = env!("CARGO_PKG_VERSION").as_bytes();
    let rules = engine.rules.version.as_bytes();
    let facts = work::key(&[program, rules, engine.lawbook.date().as_bytes()]);
    let library = settings.laws.as_deref().map(stamp).unwrap_or_default();
    let files =
        settings.profile.lists.iter().flat_map(|(name, files)| files.files().into_iter().map(move |file| (name, file)));
    let lists: String =
        files.map(|(name, file)| format!("{name:?}{file:?}{}", stamp(&settings.folder.join(&file.file)))).collect();
    let kind = format!("{:?}", settings.kind);
    let day = settings.as_of.to_string();
    let themes = settings.themes.join("\n");
    let parts = [
        &facts[..],
        settings.region.as_bytes(),
        library.as_bytes(),
        lists.as_bytes(),
        kind.as_bytes(),
        day.as_bytes(),
        themes.as_bytes(),
    ];
    (facts, work::key(&parts))
}

/// Which library it is, and as of when.
fn stamp(path: &Path) -> String {
    let changed = std::fs::metadata(path).and_then(|data| Ok((data.len(), data.modified()?)));
    format!("{}{changed:?}", path.display())
}

/// In the folder for caches of the user; one file for all sweeps, since its keys name all that matters.
fn default_work() -> Result<PathBuf, Failure> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || named("HOME").map(|home| home.join(".cache"));
    let folder =
        named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA")).or_else(home).unwrap_or_else(std::env::temp_dir);
    let folder = folder.join("fashen");
    let failed =
        |error| Failure::new(format!("建不了工作文件夹 {}：{error}。请用 --work 指定工作文件", folder.display()));
    std::fs::create_dir_all(&folder).map_err(failed)?;
    Ok(folder.join("sweep.sqlite"))
}

/// By which ending which form is written.
#[derive(Clone, Copy)]
enum Kind {
    Xlsx,
    Docx,
    Json,
    Csv,
    Calendar,
}

impl Kind {
    fn of(path: &Path) -> Result<Kind, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xlsx") => Ok(Kind::Xlsx),
            Some("docx") => Ok(Kind::Docx),
            Some("json") => Ok(Kind::Json),
            Some("csv") => Ok(Kind::Csv),
            Some("ics") => Ok(Kind::Calendar),
            _ => Err(Failure::new(format!(
                "不知道写成什么：{}。文件名以 .xlsx、.docx、.json、.csv、.ics 结尾",
                path.display()
            ))),
        }
    }

    fn bytes(self, report: &Report, engine: &Engine) -> Result<Vec<u8>, Failure> {
        let words = &engine.rules.sweep;
        let failed = |error: &dyn std::fmt::Display| Failure::new(format!("写不出结果：{error}"));
        match self {
            Kind::Xlsx => form::xlsx(report, words).map_err(|error| failed(&error)),
            Kind::Docx => form::decision(report, words).map_err(|error| failed(&error)),
            Kind::Csv => form::csv(report, words).map_err(|error| failed(&error)),
            Kind::Calendar => Ok(form::calendar(report).into_bytes()),
            Kind::Json => {
                let mut bytes = Vec::new();
                form::json(report, &mut bytes).map_err(|error| failed(&error))?;
                Ok(bytes)
            }
        }
    }
}

fn deliver(command: &Sweep, engine: &Engine, settings: &Settings, report: &Report) -> Result<(), Failure> {
    for path in &command.output {
        let bytes = Kind::of(path)?.bytes(report, engine)?;
        write::all(&[Outgoing::new(path, bytes)], command.force)?;
    }
    if let Some(folder) = &command.by_unit {
        let failed = |error: rust_xlsxwriter::XlsxError| Failure::new(format!("写不出任务清单：{error}"));
        for (unit, tasks) in form::units(report, &engine.rules.sweep) {
            let bytes = form::unit_xlsx(&unit, &tasks, &report.as_of).map_err(failed)?;
            write::all(&[Outgoing::new(folder.join(file_name(&unit)), bytes)], command.force)?;
        }
    }
    let written = !command.output.is_empty() || command.by_unit.is_some();
    match command.format {
        _ if command.stdout_jsonl => lines::rows(&report.documents),
        Format::Json => form::json(report, std::io::stdout().lock()).or_else(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(Failure::new(format!("写不出结果：{error}"))),
        }),
        Format::Terminal if settings.quiet || written => print::plain(&form::summary(report)),
        Format::Terminal => print::plain(&form::terminal(report, &engine.rules.sweep)),
    }
}

/// A unit's name as that of a file.
fn file_name(unit: &str) -> String {
    const LONGEST: usize = 40;
    let is_sign = |c: char| !(c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'));
    let name: String = unit.chars().filter(|c| is_sign(*c)).take(LONGEST).collect();
    format!("{}.xlsx", name.trim_matches(['.', ' ']))
}
