//! Options that all commands share.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::tz::{Offset, TimeZone};

use super::Failure;
use crate::date::{self, Date};
use crate::fact::Kind;
use crate::finding::Grade;
use crate::rule::{self, NATION, Profile, Source};

const HEADING: &str = "共用选项";
const PROFILE: &str = "fashen.toml";

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = HEADING)]
pub struct Shared {
    #[arg(long, global = true, value_name = "代码", value_parser = region, help = "行政区划代码，六位数字，例如 360000")]
    pub region: Option<String>,
    #[arg(long, global = true, value_name = "种类", value_parser = kind)]
    #[arg(help = "按哪一类文件检查：normative-document 行政规范性文件、major-decision 重大行政决策、statute、other")]
    pub kind: Option<Kind>,
    #[arg(long, global = true, value_name = "日期", value_parser = day, help = "按哪一天的规定检查，例如 2026-11-21；默认今天")]
    pub as_of: Option<Date>,
    #[arg(long, global = true, value_name = "文件夹", help = "另加的规则（.toml），与内置规则一起用")]
    pub rules: Vec<PathBuf>,
    #[arg(long, global = true, requires = "rules", help = "不用内置规则，只用 --rules 的规则")]
    pub no_builtin: bool,
    #[arg(
        long,
        global = true,
        value_name = "文件",
        help = "法规库（fashen law import 建立）；检查时引用其中的条文原文"
    )]
    pub laws: Option<PathBuf>,
    #[arg(
        long = "theme",
        global = true,
        value_name = "主题",
        help = "只用一个专项清理主题的规则，可以重复；fashen rules themes 列出主题"
    )]
    pub themes: Vec<String>,
    #[arg(long, global = true, value_name = "文件", help = "本单位的设置；默认从当前文件夹向上找 fashen.toml")]
    pub profile: Option<PathBuf>,
    #[arg(long, global = true, value_name = "级别", value_enum, default_value_t = FailOn::Violation)]
    #[arg(
        help = "有这一级别的问题时退出码为 1：violation 违法（默认）、defect 缺陷、advice 建议、never；待核的问题不算"
    )]
    pub fail_on: FailOn,
    #[arg(long, short, global = true, help = "只显示小结")]
    pub quiet: bool,
    #[arg(long, short, global = true, value_name = "个数", value_parser = jobs, help = "同时检查几个文件；默认等于处理器个数")]
    pub jobs: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    #[value(alias = "违法")]
    Violation,
    #[value(alias = "缺陷")]
    Defect,
    #[value(alias = "建议")]
    Advice,
    #[value(alias = "从不")]
    Never,
}

impl FailOn {
    /// The lowest grade that counts.
    pub fn grade(self) -> Option<Grade> {
        match self {
            FailOn::Violation => Some(Grade::Violation),
            FailOn::Defect => Some(Grade::Defect),
            FailOn::Advice => Some(Grade::Advice),
            FailOn::Never => None,
        }
    }
}

/// The options with everything that stands behind them: the clock, the profile, the rule files.
pub struct Settings {
    pub region: String,
    pub kind: Option<Kind>,
    pub as_of: Date,
    /// The library that is named, on the command line or in the profile.
    pub laws: Option<PathBuf>,
    pub sources: Vec<Source>,
    pub profile: Profile,
    pub themes: Vec<String>,
    /// The folder of the profile: what it names lies there.
    pub folder: PathBuf,
    pub fail_on: FailOn,
    pub quiet: bool,
    pub jobs: usize,
}

impl Settings {
    pub fn resolve(shared: Shared) -> Result<Settings, Failure> {
        let (profile, folder) = profile(shared.profile.as_deref())?;
        let laws = shared.laws.or_else(|| profile.laws.as_ref().map(|laws| folder.join(laws)));
        let named = shared.region.or_else(|| profile.region.clone());
        Ok(Settings {
            region: named.unwrap_or_else(|| NATION.to_owned()),
            kind: shared.kind,
            as_of: shared.as_of.unwrap_or_else(today),
            laws,
            sources: sources(&shared.rules, shared.no_builtin)?,
            profile,
            themes: shared.themes,
            folder,
            fail_on: shared.fail_on,
            quiet: shared.quiet,
            jobs: shared.jobs.unwrap_or(0),
        })
    }
}

/// The day it is in China.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(8))).date()
}

fn region(written: &str) -> Result<String, String> {
    let is_code = written.len() == 6 && written.bytes().all(|b| b.is_ascii_digit());
    if is_code {
        Ok(written.to_owned())
    } else {
        Err("行政区划代码是六位数字，例如江西省 360000".to_owned())
    }
}

fn kind(written: &str) -> Result<Kind, String> {
    let named =
        Kind::named(written).or_else(|| Kind::NAMES.map(|(_, kind)| kind).into_iter().find(|k| k.chinese() == written));
    named.ok_or_else(|| {
        let names = Kind::NAMES.map(|(name, kind)| format!("{name}（{}）", kind.chinese()));
        format!("可用：{}", names.join("、"))
    })
}

fn day(written: &str) -> Result<Date, String> {
    let read = date::read(written).filter(|(_, taken)| *taken == written.len());
    read.map(|(date, _)| date).ok_or_else(|| "日期写作 2026-11-21 或者 2026年11月21日，而且要真有这一天".to_owned())
}

fn jobs(written: &str) -> Result<usize, String> {
    let jobs = written.parse().ok().filter(|jobs| (1..=256).contains(jobs));
    jobs.ok_or_else(|| "写 1 到 256 的整数".to_owned())
}

/// The first file of that name from the current folder up.
pub fn upwards(name: &str) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The named profile, else the first `fashen.toml` from the current folder up; and the folder it lies in.
fn profile(named: Option<&Path>) -> Result<(Profile, PathBuf), Failure> {
    let found = || upwards(PROFILE);
    let Some(path) = named.map(Path::to_owned).or_else(found) else { return Ok(Default::default()) };
    let content = std::fs::read_to_string(&path);
    let content = content.map_err(|error| Failure::new(format!("读不了设置文件 {}：{error}", path.display())))?;
    let profile = Profile::parse(&content, &path.display().to_string());
    let profile = profile.map_err(|what| Failure::new(format!("设置文件 {} 有错：\n{what}", path.display())))?;
    match profile.region.as_deref().map(region) {
        Some(Err(what)) => Err(Failure::new(format!("设置文件 {} 的 region：{what}", path.display()))),
        _ => Ok((profile, path.parent().map(Path::to_owned).unwrap_or_default())),
    }
}

fn sources(folders: &[PathBuf], no_builtin: bool) -> Result<Vec<Source>, Failure> {
    let mut sources = if no_builtin { Vec::new() } else { rule::built_in() };
    for folder in folders {
        let added = rule::load_folder(folder).map_err(|faults| faulty(&faults))?;
        if added.is_empty() {
            return Err(Failure::new(format!("规则文件夹 {} 里没有 .toml 文件", folder.display())));
        }
        sources.extend(added.into_iter().map(|source| in_folder(folder, source)));
    }
    Ok(sources)
}

/// A rule file is named with its folder, to tell it from a built-in one; region files are known by their name.
fn in_folder(folder: &Path, source: Source) -> Source {
    if source.name.starts_with("regions/") {
        return source;
    }
    let folder = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Source { name: format!("{folder}/{}", source.name), ..source }
}

/// All faults of all rule files, each with its line.
pub fn faulty(faults: &[rule::Fault]) -> Failure {
    let shown: Vec<_> = faults.iter().map(rule::Fault::show).collect();
    Failure::new(format!("规则文件有{}处错误，没有检查任何文件\n\n{}", faults.len(), shown.join("\n\n")))
}
