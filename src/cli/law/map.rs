//! `fashen law map` (条号对照): which article of an old version became which of the new one.

use std::fmt::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::super::options::Settings;
use super::super::parse::Read;
use super::super::{Done, Failure, Verdict, print};
use super::HOW;
use super::indexed::Indexed;
use super::lookup::{Known, no_text};
use crate::compare::{Kind, Pair, Unit, UnitRef, pairs, units};
use crate::date::{self, Date};
use crate::document::{Level, Ordinal};
use crate::lawbook::Lawbook;
use crate::library::{Held, Library, Version};
use crate::output::plain::visible;
use crate::text::fold;

#[derive(Args)]
pub struct Map {
    #[arg(
        value_name = "旧",
        help = "旧版本：文件，或者法规库里的 法规名称@日期；只写一个法规名称时对照它最近的两个版本，没有两个版本的用内置的条号对照"
    )]
    old: String,
    #[arg(value_name = "新", help = "新版本：文件，或者 法规名称@日期")]
    new: Option<String>,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal)]
    #[arg(help = "terminal（默认）、json、tsv")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Terminal,
    Json,
    Tsv,
}

pub fn run(command: &Map, settings: &Settings) -> Done {
    let lawbook = Lawbook::built_in();
    if let Some(indexed) =
        command.new.is_none().then(|| indexed(&command.old, &lawbook, settings)).transpose()?.flatten()
    {
        print::plain(&match command.format {
            Format::Terminal => indexed.terminal(),
            Format::Tsv => indexed.tsv(),
            Format::Json => super::json(&indexed)?,
        })?;
        return Ok(Verdict::Clean);
    }
    let [old, new] = match &command.new {
        Some(new) => {
            let mut library = None;
            [side(&command.old, &lawbook, &mut library, settings)?, side(new, &lawbook, &mut library, settings)?]
        }
        None => last_two(&command.old, &lawbook, settings)?,
    };
    let table = Table { rows: rows(&old.units, &new.units), old: old.name, new: new.name };
    print::plain(&match command.format {
        Format::Terminal => table.terminal(),
        Format::Tsv => table.tsv(),
        Format::Json => super::json(&table.json())?,
    })?;
    Ok(Verdict::Clean)
}

/// A version to compare.
struct Side {
    name: String,
    units: Vec<Unit>,
}

impl Side {
    fn of(version: &Version) -> Side {
        Side { name: format!("《{}》（{}）", version.title, version.edition), units: version_units(version) }
    }
}

/// A file, or `法规名称@日期` in the library, which is opened once.
fn side(written: &str, lawbook: &Lawbook, library: &mut Option<Library>, settings: &Settings) -> Result<Side, Failure> {
    let path = Path::new(written);
    let Some((law, day)) = written.rsplit_once('@').filter(|_| !path.exists()) else {
        if !path.exists() && path.extension().is_none() {
            return Err(Failure::new(format!(
                "没有文件 {written}；法规库里的版本写作 法规名称@日期，例如 {written}@2021-07-15"
            )));
        }
        let read = Read::file(path)?;
        return Ok(Side { name: read.place.to_string(), units: units(&read.source.text, &read.document) });
    };
    let day = day_of(day)?;
    if library.is_none() {
        *library = Some(super::needed(settings)?);
    }
    let Some(library) = library.as_ref() else { return Err(Failure::new(format!("没有法规库；{HOW}"))) };
    let known = Known::find(law, lawbook, Some(library))?;
    let own = known.versions.iter().find(|version| version.from == day || version.made() == day);
    let held = own.map_or_else(|| library.held(&known.title, lawbook, day), |version| Held::Text(version.clone()));
    let Held::Text(version) = held else { return Err(Failure::new(no_text(&known, &held, day))) };
    let side = Side::of(&version);
    super::complete(library)?;
    Ok(side)
}

fn day_of(written: &str) -> Result<Date, Failure> {
    let folded = fold(written);
    let read = date::read(&folded).filter(|(_, taken)| *taken == folded.len());
    read.map(|(day, _)| day).ok_or_else(|| Failure::new(format!("“{written}”不是日期；日期写作 2021-07-15")))
}

/// The built-in map, where no library holds two versions of the law.
fn indexed(law: &str, lawbook: &Lawbook, settings: &Settings) -> Result<Option<Indexed>, Failure> {
    let library = super::nearest(settings)?;
    let known = Known::find(law, lawbook, library.as_ref())?;
    let law = lawbook.find(&known.title).filter(|_| known.versions.len() < 2);
    Ok(law.and_then(|law| Indexed::new(law, &lawbook.last_moves(law))))
}

fn last_two(law: &str, lawbook: &Lawbook, settings: &Settings) -> Result<[Side; 2], Failure> {
    let library = super::needed(settings)?;
    let known = Known::find(law, lawbook, Some(&library))?;
    let [.., old, new] = known.versions else {
        let (title, count) = (&known.title, known.versions.len());
        let which = "另外导入一个版本，或者写明两个文件";
        return Err(Failure::new(format!("法规库里《{title}》有{count}个版本，对照需要两个；请{which}")));
    };
    let sides = [Side::of(old), Side::of(new)];
    super::complete(&library)?;
    Ok(sides)
}

fn version_units(version: &Version) -> Vec<Unit> {
    let own = version.provisions().iter().filter(|provision| provision.container.is_empty());
    let numbered = own.filter(|provision| provision.ordinal.is_some());
    let unit = |provision: &crate::library::Provision| Unit {
        instrument: 0,
        annex: 0,
        level: Level::Article,
        ordinal: provision.ordinal,
        label: provision.place(),
        place: provision.place(),
        text: provision.text.clone(),
    };
    numbered.map(unit).collect()
}

/// What became of an article; with several on a side it was split or merged.
struct Row {
    old: Vec<UnitRef>,
    new: Vec<UnitRef>,
    kind: Kind,
    similarity: f64,
}

/// Articles of the law itself by their old numbers, the added ones behind.
fn rows(old: &[Unit], new: &[Unit]) -> Vec<Row> {
    let articles = |units: &[Unit]| {
        units.iter().filter(|it| it.level == Level::Article && it.annex == 0).cloned().collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = pairs(&articles(old), &articles(new)).into_iter().map(row).collect();
    rows.sort_by_key(|row| {
        let first = |units: &[UnitRef]| units.first().and_then(|unit| unit.ordinal);
        (row.old.is_empty(), first(&row.old), first(&row.new))
    });
    rows
}

fn row(pair: Pair) -> Row {
    Row { old: pair.old, new: pair.new, kind: pair.kind, similarity: pair.similarity }
}

struct Table {
    old: String,
    new: String,
    rows: Vec<Row>,
}

impl Table {
    fn terminal(&self) -> String {
        let mut out = format!("旧：{}\n新：{}\n{}\n\n", visible(&self.old), visible(&self.new), self.counts());
        for row in &self.rows {
            let (old, new, kind) = (places(&row.old), places(&row.new), row.kind.chinese());
            let likeness = format!("（相似度{:.0}%）", row.similarity * 100.0);
            let likeness =
                if row.old.is_empty() || row.new.is_empty() || matches!(row.kind, Kind::Same | Kind::Renumbered) {
                    ""
                } else {
                    &likeness
                };
            let _ = writeln!(out, "{old} → {new}　{kind}{likeness}");
        }
        out
    }

    /// 旧86条，新86条：条号不变60条……
    fn counts(&self) -> String {
        let kinds = [
            Kind::Same,
            Kind::Renumbered,
            Kind::Modified,
            Kind::Moved,
            Kind::Split,
            Kind::Merged,
            Kind::Added,
            Kind::Deleted,
        ];
        let count = |kind: Kind| self.rows.iter().filter(|row| row.kind == kind).count();
        let counted = kinds.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
        counted.map(|(kind, count)| format!("{}{count}", kind.chinese())).collect::<Vec<_>>().join("，")
    }

    /// A line for each pair of articles; 12.1 is 第十二条之一.
    fn tsv(&self) -> String {
        let mut out = "old\tnew\tkind\tsimilarity\n".to_owned();
        for row in &self.rows {
            for (old, new) in combinations(row) {
                let (old, new) = (number(old), number(new));
                let _ = writeln!(out, "{old}\t{new}\t{}\t{:.3}", name(row.kind), row.similarity);
            }
        }
        out
    }

    fn json(&self) -> JsonTable<'_> {
        let rows = self.rows.iter().map(|row| JsonRow {
            old: row.old.iter().map(JsonUnit::of).collect(),
            new: row.new.iter().map(JsonUnit::of).collect(),
            kind: row.kind,
            similarity: row.similarity,
        });
        JsonTable { schema: "fashen.law-map/1", old: &self.old, new: &self.new, rows: rows.collect() }
    }
}

fn places(units: &[UnitRef]) -> String {
    let places: Vec<_> = units.iter().map(|unit| unit.place.as_str()).collect();
    if places.is_empty() { "（无）".to_owned() } else { places.join("、") }
}

/// Each old article with each new one; an empty side stays empty.
fn combinations(row: &Row) -> Vec<(Option<Ordinal>, Option<Ordinal>)> {
    let side = |units: &[UnitRef]| {
        let numbers: Vec<_> = units.iter().map(|unit| unit.ordinal).collect();
        if numbers.is_empty() { vec![None] } else { numbers }
    };
    let new = side(&row.new);
    side(&row.old).into_iter().flat_map(|old| new.iter().map(move |new| (old, *new))).collect()
}

fn number(ordinal: Option<Ordinal>) -> String {
    match ordinal {
        None => String::new(),
        Some(Ordinal { number, suffix: 0 }) => number.to_string(),
        Some(Ordinal { number, suffix }) => format!("{number}.{suffix}"),
    }
}

/// The kind as JSON writes it.
fn name(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[derive(Serialize)]
struct JsonTable<'t> {
    schema: &'static str,
    old: &'t str,
    new: &'t str,
    rows: Vec<JsonRow<'t>>,
}

#[derive(Serialize)]
struct JsonRow<'t> {
    old: Vec<JsonUnit<'t>>,
    new: Vec<JsonUnit<'t>>,
    kind: Kind,
    similarity: f64,
}

#[derive(Serialize)]
struct JsonUnit<'t> {
    number: u32,
    suffix: u32,
    place: &'t str,
}

impl JsonUnit<'_> {
    fn of(unit: &UnitRef) -> JsonUnit<'_> {
        let ordinal = unit.ordinal.unwrap_or_else(|| 0.into());
        JsonUnit { number: ordinal.number, suffix: ordinal.suffix, place: &unit.place }
    }
}
