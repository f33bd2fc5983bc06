//! A version of a law and its provisions, as the library hands them out.

use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, Row};

use super::Shelf;
use crate::date::Date;
use crate::document::Ordinal;
use crate::lawbook::Law;
use crate::numeral::chinese;

/// One version of a law (版本): its text between two revisions.
#[derive(Debug)]
pub struct Version {
    pub id: i64,
    pub title: String,
    /// The first day on which this text has force.
    pub from: Date,
    /// The first day on which another text has force, as far as the library knows.
    pub until: Option<Date>,
    /// The event that made it, as letters name it: 2021年1月22日修订.
    pub edition: String,
    pub adopted: Option<Date>,
    /// The days of all revisions that the text itself names, in order.
    pub revisions: Vec<Date>,
    /// 施行 as printed.
    pub effective: Option<Date>,
    /// The file it was read from.
    pub source: String,
    pub articles: u32,
    /// The number of the last article; 0 for a text without any.
    pub last_article: u32,
    shelf: Arc<Shelf>,
    provisions: OnceLock<Vec<Provision>>,
}

/// A provision (条) with its 款 and 项; a preamble or an annex without articles has the number 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provision {
    /// Empty in the law itself; 附件一.
    pub container: String,
    pub ordinal: Option<Ordinal>,
    /// 第一编 总则 / 第二章 自然人
    pub chapter: String,
    /// The caption of an article, or what a provision without a number is.
    pub caption: String,
    /// A line for each 款, 项 and 目.
    pub text: String,
    pub paragraphs: Vec<Paragraph>,
}

/// A 款 with its 项.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// All of it, a line for each 项 and 目.
    pub text: String,
    /// Number and text, with the printed label, a line for each 目.
    pub items: Vec<(u32, String)>,
}

impl Version {
    pub fn has_force_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// The last revision; `None` for a text that was never revised.
    pub fn revised(&self) -> Option<Date> {
        self.revisions.last().copied()
    }

    /// The day of the event that made this text.
    pub fn made(&self) -> Date {
        self.revised().or(self.adopted).unwrap_or(self.from)
    }

    /// The day from which the law index knows a later text.
    pub fn revised_since(&self, law: &Law) -> Option<Date> {
        let revised = law.revised.filter(|revised| *revised > self.made() && *revised > self.from)?;
        Some(law.effective.map_or(revised, |effective| effective.max(revised)))
    }

    /// An article of the law itself.
    pub fn article(&self, number: u32, suffix: u32) -> Option<&Provision> {
        let wanted = Some(Ordinal { number, suffix });
        self.provisions().iter().find(|it| it.ordinal == wanted && it.container.is_empty())
    }

    /// All provisions: preamble, articles by their numbers, annexes. Empty where the file could not be read; see
    /// [`super::Library::fault`].
    pub fn provisions(&self) -> &[Provision] {
        self.provisions.get_or_init(|| {
            let read = self.shelf.query(|connection| provisions(connection, self.id));
            read.unwrap_or_else(|fault| {
                self.shelf.keep(fault);
                Vec::new()
            })
        })
    }
}

impl Provision {
    /// The 款 of that number, from 1.
    pub fn paragraph(&self, number: u32) -> Option<&Paragraph> {
        self.paragraphs.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The 项 of a 款; with 0 for the 款, of the first that has such an item.
    pub fn item(&self, paragraph: u32, item: u32) -> Option<&str> {
        let within = |paragraph: &Paragraph| paragraph.items.iter().position(|(number, _)| *number == item);
        let holder = match paragraph {
            0 => self.paragraphs.iter().find(|paragraph| within(paragraph).is_some()),
            number => self.paragraph(number),
        }?;
        holder.items.get(within(holder)?).map(|(_, text)| text.as_str())
    }

    /// The words of the whole article, of one 款 or of one 项; 0 where not said. `None` where there is no such part.
    pub fn part(&self, paragraph: u32, item: u32) -> Option<&str> {
        match (paragraph, item) {
            (0, 0) => Some(&self.text),
            (paragraph, 0) => self.paragraph(paragraph).map(|paragraph| paragraph.text.as_str()),
            (paragraph, item) => self.item(paragraph, item),
        }
    }

    /// 第十二条之一, 附件一第三条, 序言
    pub fn place(&self) -> String {
        let own = match self.ordinal {
            Some(Ordinal { number, suffix }) => place(number, suffix),
            None if self.container.is_empty() => self.caption.clone(),
            None => String::new(),
        };
        format!("{}{own}", self.container)
    }

    /// Sets text and paragraphs from lines, each marked by what it is.
    pub(super) fn set_lines(&mut self, lines: &[(Mark, String)]) {
        let texts: Vec<_> = lines.iter().map(|(_, text)| text.as_str()).collect();
        self.text = texts.join("\n");
        for (mark, text) in lines {
            self.take(*mark, text);
        }
    }

    fn take(&mut self, mark: Mark, text: &str) {
        if mark == Mark::Paragraph || self.paragraphs.is_empty() {
            self.paragraphs.push(Paragraph::default());
        }
        let Some(last) = self.paragraphs.last_mut() else { return };
        append(&mut last.text, text);
        match mark {
            Mark::Item(number) => last.items.push((number, text.to_owned())),
            Mark::More => last.items.last_mut().into_iter().for_each(|(_, item)| append(item, text)),
            Mark::Paragraph | Mark::Apart => {}
        }
    }
}

fn append(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// 第十二条之一
pub fn place(number: u32, suffix: u32) -> String {
    let suffix = if suffix > 0 { format!("之{}", chinese(suffix)) } else { String::new() };
    format!("第{}条{suffix}", chinese(number))
}

/// What a line of a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Begins a 款.
    Paragraph,
    /// Begins a 项.
    Item(u32),
    /// Goes on under the 项 before: a 目.
    More,
    /// Goes on in the 款 before.
    Apart,
}

impl Mark {
    /// As the file keeps it: k, 3, -, +.
    pub fn letter(self) -> String {
        match self {
            Mark::Paragraph => "k".to_owned(),
            Mark::Item(number) => number.to_string(),
            Mark::More => "-".to_owned(),
            Mark::Apart => "+".to_owned(),
        }
    }

    fn read(letter: &str) -> Mark {
        match letter {
            "k" => Mark::Paragraph,
            "-" => Mark::More,
            number => number.parse().map_or(Mark::Apart, Mark::Item),
        }
    }
}

/// All versions with the titles they are found by, by title and day.
pub fn all(connection: &Connection, shelf: &Arc<Shelf>) -> rusqlite::Result<Vec<(String, Version)>> {
    const SQL: &str = "SELECT key, id, title, begins, edition, adopted, revisions, effective, source, articles, \
                       last_article FROM version ORDER BY key, begins";
    let mut statement = connection.prepare(SQL)?;
    statement.query_map([], |row| version(row, shelf))?.collect()
}

fn version(row: &Row<'_>, shelf: &Arc<Shelf>) -> rusqlite::Result<(String, Version)> {
    let day = |column: usize| -> rusqlite::Result<Option<Date>> {
        Ok(row.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
    };
    let revisions: String = row.get(6)?;
    let version = Version {
        id: row.get(1)?,
        title: row.get(2)?,
        from: day(3)?.unwrap_or(Date::MIN),
        until: None,
        edition: row.get(4)?,
        adopted: day(5)?,
        revisions: revisions.split_whitespace().filter_map(|day| day.parse().ok()).collect(),
        effective: day(7)?,
        source: row.get(8)?,
        articles: row.get(9)?,
        last_article: row.get(10)?,
        shelf: shelf.clone(),
        provisions: OnceLock::new(),
    };
    Ok((row.get(0)?, version))
}

/// A text ends with the next one, or with an earlier revision that a later text names.
pub fn set_ends(versions: &mut [Arc<Version>]) {
    let ends: Vec<_> = versions.windows(2).map(|pair| end(&pair[0], &pair[1])).collect();
    for (version, end) in versions.iter_mut().zip(ends) {
        Arc::get_mut(version).into_iter().for_each(|version| version.until = Some(end));
    }
}

fn end(version: &Version, next: &Version) -> Date {
    let missing = next.revisions.iter().rev().skip(1);
    let missing = missing.filter(|day| **day > version.made() && **day > version.from).min();
    missing.map_or(next.from, |missing| next.from.min(*missing))
}

fn provisions(connection: &Connection, version: i64) -> rusqlite::Result<Vec<Provision>> {
    const SQL: &str = "SELECT container, number, suffix, chapter, caption, text, shape FROM provision \
                       WHERE version = ?1 ORDER BY position";
    let mut statement = connection.prepare_cached(SQL)?;
    statement.query_map([version], provision)?.collect()
}

fn provision(row: &Row<'_>) -> rusqlite::Result<Provision> {
    let (number, suffix): (u32, u32) = (row.get(1)?, row.get(2)?);
    let (text, shape): (String, String) = (row.get(5)?, row.get(6)?);
    let mut provision = Provision {
        container: row.get(0)?,
        ordinal: (number > 0).then_some(Ordinal { number, suffix }),
        chapter: row.get(3)?,
        caption: row.get(4)?,
        ..Provision::default()
    };
    let marks = shape.split(' ').map(Mark::read);
    let lines: Vec<_> = marks.zip(text.split('\n').map(str::to_owned)).collect();
    provision.set_lines(&lines);
    Ok(provision)
}
