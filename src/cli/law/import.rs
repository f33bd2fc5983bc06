//! `fashen law import` (导入): law texts into the library.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::super::options::Settings;
use super::super::{Done, Failure, Verdict, print, walk};
use crate::date::chinese;
use crate::lawbook::Lawbook;
use crate::library::{self, Imported, LawText, Refusal};
use crate::output::findings::UnreadRow;
use crate::output::plain::visible;
use crate::parse;
use crate::source::{self, Place, Unread};

#[derive(Args)]
pub struct Import {
    #[arg(value_name = "路径", required = true, help = "法规全文：文件、文件夹或者压缩包（.zip）")]
    paths: Vec<PathBuf>,
}

/// Stack of a worker: documents nest, and the readers with them.
const STACK_BYTES: usize = 8 << 20;

pub fn run(command: &Import, settings: &Settings) -> Done {
    let target = super::target(settings);
    let read = read(&command.paths, settings)?;
    let outcomes = library::import(&target, &read.texts).map_err(|fault| Failure::new(fault.to_string()))?;
    let report = Report { target: &target, read: &read, outcomes: &outcomes };
    if !settings.quiet {
        print::plain(&report.lines())?;
    }
    print::plain(&report.summary())?;
    if read.texts.is_empty() && read.refused.is_empty() && read.unread.is_empty() {
        return Err(Failure::new("没有找到可以导入的文件"));
    }
    Ok(if read.is_complete() { Verdict::Clean } else { Verdict::Incomplete })
}

/// What came of the files, in the order of their paths.
#[derive(Default)]
struct Read {
    texts: Vec<LawText>,
    refused: Vec<(String, Refusal)>,
    unread: Vec<UnreadRow>,
    skipped: usize,
}

impl Read {
    fn is_complete(&self) -> bool {
        let is_amendment = |(_, why): &(String, Refusal)| matches!(why, Refusal::Amendment(_));
        self.unread.is_empty() && self.refused.iter().all(is_amendment)
    }

    fn add(&mut self, place: &Place, read: Result<Result<LawText, Refusal>, Unread>) {
        match read {
            Ok(Ok(text)) => self.texts.push(text),
            Ok(Err(why)) => self.refused.push((place.to_string(), why)),
            Err(why) => self.unread.push(UnreadRow::new(&place.to_string(), &why)),
        }
    }

    fn append(&mut self, mut other: Read) {
        self.texts.append(&mut other.texts);
        self.refused.append(&mut other.refused);
        self.unread.append(&mut other.unread);
        self.skipped += other.skipped;
    }
}

fn read(paths: &[PathBuf], settings: &Settings) -> Result<Read, Failure> {
    let found = walk::files(paths);
    let lawbook = Lawbook::built_in();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.jobs).stack_size(STACK_BYTES).build();
    let pool = pool.map_err(|error| Failure::new(format!("开不了 {} 个线程：{error}", settings.jobs)))?;
    let all: Vec<_> = pool.install(|| found.files.par_iter().map(|path| file(path, &lawbook)).collect());
    let skipped = found.skipped.foreign;
    let mut read = Read { unread: found.unread, skipped, ..Read::default() };
    all.into_iter().for_each(|one| read.append(one));
    Ok(read)
}

fn file(path: &Path, lawbook: &Lawbook) -> Read {
    let mut read = Read::default();
    let place = Place::named(path);
    match place.clone().and_then(|place| guarded(&place, lawbook)) {
        Err(Unread::NotSupported(source::Format::Zip)) if path.is_file() => archive(path, lawbook, &mut read),
        one => read.add(&place.unwrap_or_else(|_| Place::on_disk(path)), one),
    }
    read
}

/// An archive is a folder.
fn archive(path: &Path, lawbook: &Lawbook, read: &mut Read) {
    let inside = match source::inside(path) {
        Ok(inside) => inside,
        Err(why) => return read.add(&Place::on_disk(path), Err(why)),
    };
    read.unread.extend(inside.unread.iter().map(|(path, why)| UnreadRow::new(path, why)));
    let may_hold = |place: &&Place| place.format().is_some_and(source::Format::may_hold_draft);
    let (texts, foreign): (Vec<_>, Vec<_>) = inside.places.iter().partition(may_hold);
    read.skipped += foreign.len();
    texts.into_iter().for_each(|place| read.add(place, guarded(place, lawbook)));
}

/// The file is the unit of failure.
fn guarded(place: &Place, lawbook: &Lawbook) -> Result<Result<LawText, Refusal>, Unread> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let source = place.read()?;
        let document = parse::parse(&source.text);
        Ok(library::read(&source, &document, &place.to_string(), &place.name(), lawbook))
    }));
    read.unwrap_or_else(|_| Err(Unread::Internal("导入时异常中止".to_owned())))
}

struct Report<'a> {
    target: &'a Path,
    read: &'a Read,
    outcomes: &'a [Imported],
}

impl Report<'_> {
    /// A line for each file.
    fn lines(&self) -> String {
        let mut out = String::new();
        for (text, outcome) in self.read.texts.iter().zip(self.outcomes) {
            let _ = writeln!(out, "{}　{}", what(outcome), told(text));
            for remark in &text.remarks {
                let _ = writeln!(out, "　　注意：{}", visible(remark));
            }
            if let Imported::Double { of } = outcome {
                let _ = writeln!(out, "　　{} 与 {} 是同一版本，用了后者", visible(&text.source), visible(of));
            }
        }
        out
    }

    /// Counts, and all that was not taken in.
    fn summary(&self) -> String {
        let mut out = String::new();
        for (path, why) in &self.read.refused {
            let word = if matches!(why, Refusal::Amendment(_)) { "略过" } else { "未导入" };
            let _ = writeln!(out, "{word}　{}：{why}", visible(path));
        }
        for row in &self.read.unread {
            let _ = writeln!(out, "未读取　{}：{}。{}", visible(&row.path), visible(&row.reason), row.advice);
        }
        let counts: Vec<_> = self.counts().into_iter().filter(|(count, _)| *count > 0).collect();
        let counts: Vec<_> = counts.iter().map(|(count, what)| format!("{what}{count}个")).collect();
        let laws: BTreeSet<_> = self.read.texts.iter().map(|text| &text.title).collect();
        let counts = if counts.is_empty() { "没有导入".to_owned() } else { counts.join("，") };
        let _ = writeln!(out, "{}部法规：{counts}", laws.len());
        if !self.outcomes.is_empty() {
            let _ = writeln!(out, "法规库：{}", self.target.display());
        }
        out
    }

    fn counts(&self) -> [(usize, &'static str); 7] {
        let of = |wanted: fn(&Imported) -> bool| self.outcomes.iter().filter(|it| wanted(it)).count();
        let amendments = self.read.refused.iter().filter(|(_, why)| matches!(why, Refusal::Amendment(_))).count();
        [
            (of(|it| *it == Imported::Added), "新版本"),
            (of(|it| *it == Imported::Replaced), "替换的版本"),
            (of(|it| *it == Imported::Unchanged), "没有变化的版本"),
            (of(|it| matches!(it, Imported::Double { .. })), "重复的文件"),
            (amendments, "略过的修改决定"),
            (self.read.refused.len() - amendments, "未导入的文件"),
            (self.read.unread.len(), "未读取的文件"),
        ]
    }
}

fn what(outcome: &Imported) -> &'static str {
    match outcome {
        Imported::Added => "新增",
        Imported::Replaced => "替换",
        Imported::Unchanged => "未变",
        Imported::Double { .. } => "重复",
    }
}

/// 《甲法》2021年1月22日修订，自2021年7月15日，86条
fn told(text: &LawText) -> String {
    let (from, articles) = (chinese(text.from), text.articles());
    format!("《{}》{}，自{from}起，{articles}条", visible(&text.title), text.edition)
}
