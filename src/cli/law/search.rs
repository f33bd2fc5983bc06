//! `fashen law search` (检索): laws and articles that hold words.

use std::fmt::Write;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::super::options::Settings;
use super::super::{Done, Failure, Verdict, print};
use super::Format;
use super::lookup::{Known, status};
use crate::lawbook::{Law, Lawbook};
use crate::library::{Hit, Hits, Library, Version};
use crate::output::plain::visible;
use crate::text::fold;

#[derive(Args)]
pub struct Search {
    #[arg(value_name = "词", required = true, help = "条文里都要有的词")]
    words: Vec<String>,
    #[arg(long = "in", value_name = "法规", help = "只在这部法规里找")]
    law: Option<String>,
    #[arg(long, value_name = "条数", default_value_t = 20, help = "最多显示几条，默认20")]
    limit: usize,
    #[arg(long, help = "所有版本都找；不写时只找 --as-of 那天适用的版本")]
    all_versions: bool,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、json")]
    format: Format,
}

pub fn run(command: &Search, settings: &Settings) -> Done {
    let words: Vec<_> = command.words.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Err(Failure::new("没有写要找的词"));
    }
    let (lawbook, library) = (Lawbook::built_in(), super::nearest(settings)?);
    let titles = if command.law.is_none() { titles(&words, &lawbook, command.limit) } else { Vec::new() };
    let hits = match &library {
        None => Hits::default(),
        Some(library) => {
            let versions = versions(command, library, &lawbook, settings)?;
            let hits = library.search(&words, &versions, command.limit);
            hits.map_err(|fault| Failure::new(fault.to_string()))?
        }
    };
    let found = Found { words: &words, titles, hits, settings, has_library: library.is_some() };
    let shown = match command.format {
        Format::Terminal => found.terminal(),
        Format::Json => super::json(&found.row())?,
    };
    library.as_ref().map_or(Ok(()), super::complete)?;
    print::plain(&shown)?;
    Ok(Verdict::Clean)
}

/// Laws of the index whose titles hold all words; those in force first, then the shorter ones.
fn titles<'l>(words: &[String], lawbook: &'l Lawbook, limit: usize) -> Vec<&'l Law> {
    let holds = |law: &&Law| words.iter().all(|word| law.title.contains(word.as_str()));
    let mut found: Vec<_> = lawbook.laws().iter().filter(holds).collect();
    found.sort_by_key(|law| (!law.is_national(), law.title.chars().count(), law.title));
    found.truncate(limit);
    found
}

fn versions(
    command: &Search,
    library: &Library,
    lawbook: &Lawbook,
    settings: &Settings,
) -> Result<Vec<Arc<Version>>, Failure> {
    let mut all: Vec<Arc<Version>> = match &command.law {
        Some(law) => Known::find(law, lawbook, Some(library))?.versions.to_vec(),
        None => library.laws().flatten().cloned().collect(),
    };
    all.retain(|version| command.all_versions || version.has_force_on(settings.as_of));
    Ok(all)
}

struct Found<'a> {
    words: &'a [String],
    titles: Vec<&'a Law>,
    hits: Hits,
    settings: &'a Settings,
    has_library: bool,
}

impl Found<'_> {
    fn terminal(&self) -> String {
        let mut out = String::new();
        if !self.titles.is_empty() {
            out.push_str("法规名称：\n");
        }
        for law in &self.titles {
            let _ = writeln!(out, "  《{}》　{}", law.title, status(law, self.settings.as_of));
        }
        match (self.hits.all, self.has_library) {
            (_, false) => {
                let _ = writeln!(out, "没有法规库，没有检索条文；{}", super::HOW);
            }
            (0, true) => out.push_str("法规库里没有同时含有这些词的条文\n"),
            (all, true) => {
                let shown = self.hits.best.len();
                let shown = if shown < all { format!("，显示前{shown}条（--limit）") } else { String::new() };
                let _ = writeln!(out, "条文：{all}条{shown}");
            }
        }
        for hit in &self.hits.best {
            let _ = writeln!(out, "\n《{}》{}（{}）", hit.version.title, place(hit), hit.version.edition);
            out.extend(snippets(hit, self.words).iter().map(|line| format!("  {}\n", visible(line))));
        }
        out
    }

    fn row(&self) -> Row<'_> {
        let title = |law: &&Law| TitleRow { title: law.title, status: status(law, self.settings.as_of) };
        Row {
            schema: "fashen.law-search/1",
            as_of: self.settings.as_of.to_string(),
            titles: self.titles.iter().map(title).collect(),
            all: self.hits.all,
            articles: self.hits.best.iter().map(|hit| HitRow::of(hit, self.words)).collect(),
        }
    }
}

fn place(hit: &Hit) -> String {
    hit.version.provisions().get(hit.at).map(crate::library::Provision::place).unwrap_or_default()
}

/// Characters shown around the words.
const AROUND: usize = 40;
const MOST_LINES: usize = 3;

/// The lines that hold one of the words, each cut to what stands around the first, with the words in 【】.
fn snippets(hit: &Hit, words: &[String]) -> Vec<String> {
    let Some(provision) = hit.version.provisions().get(hit.at) else { return Vec::new() };
    let holding = provision.text.lines().filter(|line| words.iter().any(|word| line.contains(word.as_str())));
    holding.take(MOST_LINES).map(|line| marked(&around(line, words), words)).collect()
}

fn around(line: &str, words: &[String]) -> String {
    let first = words.iter().filter_map(|word| line.find(word.as_str())).min().unwrap_or(0);
    let start = line[..first].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let end = line[first..].char_indices().nth(2 * AROUND).map_or(line.len(), |(at, _)| first + at);
    let (before, after) = (if start > 0 { "……" } else { "" }, if end < line.len() { "……" } else { "" });
    format!("{before}{}{after}", &line[start..end])
}

/// The longest word at each place in 【】.
fn marked(line: &str, words: &[String]) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let word = words.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len());
        let taken = word.map_or(c.len_utf8(), |word| word.len());
        let piece = &rest[..taken];
        out.push_str(&if word.is_some() { format!("【{piece}】") } else { piece.to_owned() });
        rest = &rest[taken..];
    }
    out
}

#[derive(Serialize)]
struct Row<'a> {
    schema: &'static str,
    as_of: String,
    titles: Vec<TitleRow<'a>>,
    all: usize,
    articles: Vec<HitRow<'a>>,
}

#[derive(Serialize)]
struct TitleRow<'a> {
    title: &'a str,
    status: String,
}

#[derive(Serialize)]
struct HitRow<'a> {
    title: &'a str,
    edition: &'a str,
    place: String,
    count: usize,
    snippets: Vec<String>,
}

impl HitRow<'_> {
    fn of<'h>(hit: &'h Hit, words: &[String]) -> HitRow<'h> {
        HitRow {
            title: &hit.version.title,
            edition: &hit.version.edition,
            place: place(hit),
            count: hit.count,
            snippets: snippets(hit, words),
        }
    }
}
