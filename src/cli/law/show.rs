//! `fashen law show` (显示): what a law says on a day, and what is known of it.

use std::fmt::Write;

use clap::Args;

use super::super::options::Settings;
use super::super::{Done, Failure, Verdict, print};
use super::lookup::{Known, no_text};
use super::row::{ContentsRow, IndexRow, PartRow, Row, VersionRow};
use super::{Format, HOW};
use crate::date::{Date, chinese};
use crate::fact::{ArticleRef, article_ref};
use crate::lawbook::{Law, Lawbook};
use crate::library::{Held, Provision, Version, place};
use crate::numeral;
use crate::output::plain::visible;
use crate::text::fold;

#[derive(Args)]
pub struct Show {
    #[arg(value_name = "法规", help = "法规名称，全称或者简称，例如 行政处罚法")]
    law: String,
    #[arg(value_name = "条", help = "16、第十六条、第十六条第二款、12之一、附件一；不写时显示目录")]
    article: Option<String>,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、json")]
    format: Format,
}

pub fn run(command: &Show, settings: &Settings) -> Done {
    let wanted = command.article.as_deref().map(wanted).transpose()?;
    let (lawbook, library) = (Lawbook::built_in(), super::nearest(settings)?);
    let known = Known::find(&command.law, &lawbook, library.as_ref())?;
    let day = settings.as_of;
    let held = library.as_ref().map_or(Held::Nothing, |library| library.held(&known.title, &lawbook, day));
    let shown = match (&held, &wanted) {
        (Held::Text(version), _) => {
            let part = wanted.as_ref().map(|wanted| cut(wanted, version)).transpose();
            library.as_ref().map_or(Ok(()), super::complete)?;
            Shown { known: &known, day, version: Some(version), part: part? }
        }
        // Asked for words that are not here.
        (held, Some(_)) => return Err(Failure::new(wordless(&known, held, day))),
        (_, None) => Shown { known: &known, day, version: None, part: None },
    };
    match command.format {
        Format::Json => print::plain(&super::json(&shown.row())?)?,
        Format::Terminal => {
            print::plain(&shown.terminal())?;
            if shown.version.is_none() && !known.versions.is_empty() {
                print::plain(&format!("{}\n", no_text(&known, &held, day)))?;
            }
        }
    }
    Ok(Verdict::Clean)
}

/// No words to show: why, and what the index knows of the law.
fn wordless(known: &Known<'_>, held: &Held, day: Date) -> String {
    let why = no_text(known, held, day);
    let status = known.status(day);
    match held {
        Held::Nothing => format!("{why}（{status}）；{HOW}"),
        _ => format!("{why}。请导入那一天适用的全文，或者用 --as-of 写明日期"),
    }
}

/// What the user asks for of a law.
enum Wanted {
    Part(ArticleRef),
    /// 附件一, 序言, 附件一第三条
    Named(String),
}

fn wanted(written: &str) -> Result<Wanted, Failure> {
    let folded = fold(written);
    if ["附件", "序言", "引言"].iter().any(|word| folded.starts_with(word)) {
        return Ok(Wanted::Named(folded));
    }
    let whole = match numeral::read(&folded) {
        Some((number, taken)) => {
            let rest = folded[taken..].trim_start_matches('条');
            format!("第{number}条{}", rest.strip_prefix('-').map_or(rest.to_owned(), |suffix| format!("之{suffix}")))
        }
        None => folded,
    };
    let found = article_ref(&whole).filter(|(found, taken)| *taken == whole.len() && found.article > 0);
    let found = found.filter(|(found, _)| found.until == 0).map(|(found, _)| Wanted::Part(found));
    let how = "条号写作 16、第十六条、第十六条第二款、第十六条第一款第（三）项或者 12之一";
    found.ok_or_else(|| Failure::new(format!("不认识的条号“{written}”；{how}")))
}

/// A provision and the words of it that were asked for.
pub struct Part<'v> {
    pub place: String,
    pub provision: &'v Provision,
    pub text: &'v str,
}

fn cut<'v>(wanted: &Wanted, version: &'v Version) -> Result<Part<'v>, Failure> {
    let (place, provision, part) = match wanted {
        Wanted::Named(name) => {
            let of_name = |it: &&Provision| it.place() == *name || it.container == *name;
            let found = version.provisions().iter().find(of_name);
            (name.clone(), found, found.map(|found| found.text.as_str()))
        }
        Wanted::Part(at) => {
            let found = version.article(at.article, at.suffix);
            (named(at), found, found.and_then(|found| found.part(at.paragraph, at.item)))
        }
    };
    match (provision, part) {
        (Some(provision), Some(text)) => Ok(Part { place, provision, text }),
        (provision, _) => Err(Failure::new(missing(&place, provision, version))),
    }
}

fn missing(place: &str, provision: Option<&Provision>, version: &Version) -> String {
    let law = format!("《{}》（{}）", version.title, version.edition);
    match provision {
        None => format!("{law}没有{place}；共{}条，最后一条是第{}条", version.articles, version.last_article),
        Some(found) => {
            let items: usize = found.paragraphs.iter().map(|paragraph| paragraph.items.len()).sum();
            format!("{law}没有{place}；{}有{}款、{items}项", found.place(), found.paragraphs.len())
        }
    }
}

/// 第十六条第二款第三项
fn named(at: &ArticleRef) -> String {
    let mut name = place(at.article, at.suffix);
    for (number, unit) in [(at.paragraph, '款'), (at.item, '项')] {
        if number > 0 {
            name.push_str(&format!("第{}{unit}", numeral::chinese(number)));
        }
    }
    name
}

/// What is shown of a law.
struct Shown<'a> {
    known: &'a Known<'a>,
    day: Date,
    version: Option<&'a Version>,
    part: Option<Part<'a>>,
}

impl Shown<'_> {
    fn terminal(&self) -> String {
        let mut out = String::new();
        match (self.version, &self.part) {
            (Some(version), Some(part)) => {
                let _ = writeln!(out, "《{}》{}", version.title, part.place);
                let _ = writeln!(out, "{}", version_line(version, &self.known.status(self.day)));
                if !part.provision.chapter.is_empty() {
                    let _ = writeln!(out, "{}", part.provision.chapter);
                }
                let _ = writeln!(out, "\n{}", visible(part.text));
            }
            (Some(version), None) => {
                let _ = writeln!(out, "《{}》", version.title);
                let _ = writeln!(out, "{}", version_line(version, &self.known.status(self.day)));
                out.extend(self.known.law.map(index_line));
                let _ = write!(out, "\n共{}条\n{}", version.articles, contents(version));
            }
            (None, _) => {
                let _ = writeln!(out, "《{}》　{}", self.known.title, self.known.status(self.day));
                out.extend(self.known.law.map(index_line));
                if self.known.versions.is_empty() {
                    let _ = writeln!(out, "法规库里没有它的全文；{HOW}");
                }
            }
        }
        out
    }

    fn row(&self) -> Row<'_> {
        Row {
            schema: "fashen.law/1",
            as_of: self.day.to_string(),
            title: &self.known.title,
            status: self.known.status(self.day),
            index: self.known.law.map(IndexRow::of),
            version: self.version.map(VersionRow::of),
            article: self.part.as_ref().map(PartRow::of),
            contents: self
                .version
                .filter(|_| self.part.is_none())
                .map(|version| version.provisions().iter().map(ContentsRow::of).collect()),
        }
    }
}

/// 2021年1月22日修订，自2021年7月15日起施行；现行有效；来源：a.docx
fn version_line(version: &Version, status: &str) -> String {
    let adopted = version.adopted.filter(|adopted| *adopted != version.made());
    let adopted = adopted.map_or_else(String::new, |day| format!("{}通过，", chinese(day)));
    let (edition, from) = (&version.edition, chinese(version.from));
    let until = last_day(version);
    format!("{adopted}{edition}，自{from}起适用{until}；{status}；来源：{}", visible(&version.source))
}

/// 至2019年12月31日, where another text followed.
pub fn last_day(version: &Version) -> String {
    let last = version.until.and_then(|until| until.yesterday().ok());
    last.map_or_else(String::new, |day| format!("至{}", chinese(day)))
}

/// 法律，1996年3月17日通过，2021年1月22日修改，2021年7月15日施行，共86条（法规索引）
fn index_line(law: &Law) -> String {
    let dated = |day: Option<Date>, word: &str| day.map(|day| format!("{}{word}", chinese(day)));
    let number = (!law.number.is_empty()).then(|| law.number.to_owned());
    let last = law.last_article.map(|last| format!("最后一条是第{last}条"));
    let facts = [dated(law.adopted, "通过"), dated(law.revised, "修改"), dated(law.effective, "施行"), last];
    let facts = [Some(law.level.to_owned()), number].into_iter().chain(facts).flatten().filter(|it| !it.is_empty());
    format!("法规索引：{}\n", facts.collect::<Vec<_>>().join("，"))
}

/// The chapters with the articles they hold; without chapters the first words of each article.
fn contents(version: &Version) -> String {
    let provisions = version.provisions();
    let has_chapters = provisions.iter().any(|it| !it.chapter.is_empty());
    let mut out = String::new();
    let groups = provisions.chunk_by(|a, b| {
        a.container == b.container && a.chapter == b.chapter && a.ordinal.is_some() && b.ordinal.is_some()
    });
    for group in groups {
        let [first, ..] = group else { continue };
        let last = group.last().unwrap_or(first);
        if first.ordinal.is_some() && has_chapters {
            let to = if group.len() > 1 { format!("至{}", last.place()) } else { String::new() };
            let _ = writeln!(out, "  {}　{}{to}", first.chapter, first.place());
        } else {
            out.extend(group.iter().map(|it| format!("  {}　{}\n", it.place(), first_words(it))));
        }
    }
    out
}

fn first_words(provision: &Provision) -> String {
    const SHOWN: usize = 30;
    let has_caption = !provision.caption.is_empty() && provision.caption != provision.place();
    let words = if has_caption { &provision.caption } else { &provision.text };
    let line = words.lines().next().unwrap_or_default();
    visible(&crate::output::plain::clip(line, SHOWN))
}
