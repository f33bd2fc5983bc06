//! Old → new article numbers (条号对照) of revised laws, compared by machine: hints, never verdicts.

use std::collections::HashMap;

use super::{Law, Lawbook, rows};
use crate::date::Date;

const MAP: &str = include_str!("../../corpus/article_map.tsv");

/// By which numbering an article is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// That of the edition of a year: （2017年修正）.
    Edition(i16),
    /// That in force on a day.
    On(Date),
    /// The last that the law had under its name.
    Last,
}

impl Numbering {
    /// By the year in words of edition: 2017年修正.
    pub fn of_edition(edition: &str) -> Option<Numbering> {
        let before = edition.split('年').next()?;
        let year = before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
        year.filter(|year| (1949..2100).contains(year)).map(Numbering::Edition)
    }
}

/// Where an article stands since a later revision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    pub law: &'static str,
    /// The earlier version that was compared, where its day is known; a document older than that may mean another
    /// article.
    pub before: Option<Date>,
    /// The revision: the day it was adopted.
    pub version: Date,
    /// `None`: no article of the new text is clearly like it.
    pub article: Option<u32>,
    /// Likeness of the texts, 0–1.
    pub similarity: f64,
}

/// One revision of a law, or its taking up into a code.
#[derive(Debug)]
struct Revision {
    version: Date,
    /// In force from.
    since: Date,
    is_code: bool,
    /// Articles whose number changed; the others kept theirs.
    articles: HashMap<u32, Moved>,
}

/// The revisions of each law by its title, in the order of their days.
#[derive(Default)]
pub(super) struct Moves(HashMap<&'static str, Vec<Revision>>);

impl Moves {
    pub fn read(book: &Lawbook) -> Moves {
        let mut moves = Moves::default();
        for row in rows(MAP) {
            moves.take(book, &row);
        }
        for revisions in moves.0.values_mut() {
            revisions.sort_by_key(|revision| (revision.since, revision.version));
        }
        moves
    }

    fn take(&mut self, book: &Lawbook, row: &[&'static str]) -> Option<()> {
        let column = |i: usize| row.get(i).copied().unwrap_or_default();
        let old = book.find(column(0))?;
        let is_code = !column(3).is_empty();
        let new = if is_code { book.find(column(3))? } else { old };
        let version = column(4).parse().ok()?;
        let revisions = self.0.entry(old.title).or_default();
        let at = revisions.iter().position(|revision| revision.version == version).unwrap_or_else(|| {
            let since = new.in_force_since(version);
            revisions.push(Revision { version, since, is_code, articles: HashMap::new() });
            revisions.len() - 1
        });
        let similarity = column(6).parse().ok()?;
        let (before, article) = (column(1).parse().ok(), column(5).parse().ok());
        let moved = Moved { law: new.title, before, version, article, similarity };
        revisions[at].articles.insert(column(2).parse().ok()?, moved);
        Some(())
    }

    /// The articles that the last revision gave other numbers, by their old ones.
    pub fn last(&self, law: &Law) -> Vec<(u32, Moved)> {
        let last = self.0.get(law.title).and_then(|revisions| revisions.last());
        let mut articles: Vec<_> =
            last.into_iter().flat_map(|last| &last.articles).map(|(old, it)| (*old, *it)).collect();
        articles.sort_unstable_by_key(|(old, _)| *old);
        articles
    }

    /// The article's number on `day`, where it is another one than that by which it is named.
    pub fn of(&self, law: &Law, article: u32, named: Numbering, day: Date) -> Option<Moved> {
        let revisions = self.0.get(law.title)?;
        let later = revisions.iter().filter(|revision| revision.since <= day && revision.is_after(named));
        later.fold(None, |at: Option<Moved>, revision| {
            let Some(number) = at.map_or(Some(article), |moved| moved.article) else { return at };
            let likeness = at.map_or(1.0, |moved| moved.similarity);
            let here = revision.articles.get(&number);
            let before = |moved: &Moved| at.map_or(moved.before, |first| first.before);
            here.map(|moved| Moved { similarity: moved.similarity * likeness, before: before(moved), ..*moved }).or(at)
        })
    }
}

impl Revision {
    fn is_after(&self, named: Numbering) -> bool {
        match named {
            Numbering::Edition(year) => self.version.year() > year,
            Numbering::On(day) => self.since > day,
            Numbering::Last => self.is_code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_article_is_followed_through_revisions() {
        let book = Lawbook::built_in();
        let law = book.find("行政复议法").unwrap();
        let on = |written, day| book.moved(law, 9, written, day).map(|moved| (moved.article, moved.version));
        let revised = Some((Some(20), date(2023, 9, 1)));
        assert_eq!(on(Numbering::On(date(2020, 5, 1)), date(2026, 11, 21)), revised);
        assert_eq!(on(Numbering::Edition(2017), date(2026, 11, 21)), revised);
        // The revision has force from 2024-01-01.
        assert_eq!(on(Numbering::On(date(2023, 12, 31)), date(2026, 11, 21)), revised);
        assert_eq!(on(Numbering::On(date(2024, 1, 1)), date(2026, 11, 21)), None);
        assert_eq!(on(Numbering::Edition(2023), date(2026, 11, 21)), None);
        assert_eq!(on(Numbering::On(date(2020, 5, 1)), date(2023, 12, 31)), None);
        assert_eq!(on(Numbering::Last, date(2026, 11, 21)), None);
        // Older than the version that was compared, which is named.
        let moved = book.moved(law, 9, Numbering::On(date(2010, 5, 1)), date(2026, 11, 21)).unwrap();
        assert_eq!(moved.before, Some(date(2017, 9, 1)));
    }

    #[test]
    fn a_law_taken_up_into_a_code_is_named_by_its_own_numbers() {
        let book = Lawbook::built_in();
        let law = book.find("噪声污染防治法").unwrap();
        let moved = book.moved(law, 2, Numbering::Last, date(2026, 11, 21));
        assert_eq!(moved.map(|moved| moved.law), Some("中华人民共和国生态环境法典"));
        assert_eq!(book.moved(law, 2, Numbering::Last, date(2026, 8, 14)), None);
    }

    #[test]
    fn the_year_of_an_edition() {
        assert_eq!(Numbering::of_edition("2017年修正"), Some(Numbering::Edition(2017)));
        assert_eq!(Numbering::of_edition("根据2019年4月23日决定修正"), Some(Numbering::Edition(2019)));
        assert_eq!(Numbering::of_edition("草案"), None);
        assert_eq!(Numbering::of_edition("一七年"), None);
    }

    #[test]
    fn every_row_of_the_map_is_understood() {
        let book = Lawbook::built_in();
        let read: usize = Moves::read(&book).0.values().flatten().map(|revision| revision.articles.len()).sum();
        assert_eq!(read, rows(MAP).count());
    }
}
