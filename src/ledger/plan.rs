//! The yearly plan (规范性文件制定计划) and the list of major decisions (重大行政决策事项目录) against what came: 应审尽审.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::field::Field;
use super::query::{Kept, Query};
use super::words::{Words, meant};
use super::{Fault, Ledger};
use crate::compare::{Candidate, alike};

/// Titles that share fewer bigrams are two matters.
const LEAST: f64 = 0.6;

/// What a plan names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanEntry {
    pub title: String,
    pub unit: Option<String>,
    pub remark: Option<String>,
}

/// An entry and the list in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub list: String,
    pub entry: PlanEntry,
}

/// An entry and the document that came for it.
#[derive(Clone, Debug)]
pub struct Match {
    pub entry: Entry,
    pub document: Kept,
    /// 1: the same title.
    pub similarity: f64,
}

/// A plan against what came in its year.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub year: i16,
    pub came: Vec<Match>,
    /// 列入未送审
    pub missing: Vec<Entry>,
    /// 送审未列入, of the kinds for which there is a list.
    pub unplanned: Vec<Kept>,
    /// 应审未审: issued or adopted in the year, never reviewed.
    pub unreviewed: Vec<Kept>,
}

impl Ledger {
    /// Puts entries into a list of a year; those that stand there already are left as they are. Tells how many are new.
    pub fn add_plan(&mut self, year: i16, list: &str, entries: &[PlanEntry]) -> Result<usize, Fault> {
        self.write(|transaction| {
            let sql = "INSERT OR IGNORE INTO plan (year, list, title, unit, remark) VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut added = 0;
            for PlanEntry { title, unit, remark } in entries {
                added += transaction.execute(sql, params![year, list, title, unit, remark])?;
            }
            Ok(added)
        })
    }

    pub fn coverage(&self, year: i16) -> Result<Coverage, Fault> {
        let entries = self.ask(|connection| entries(connection, year))?;
        let planned: BTreeSet<&str> =
            Words::built_in().kinds.iter().filter(|kind| kind.planned).map(|kind| kind.id.as_str()).collect();
        let found = self.find(&Query { year: Some(year), ..Query::default() })?;
        let is_planned = |kept: &Kept| kept.record.get(Field::Kind).is_some_and(|kind| planned.contains(kind));
        let documents = found.documents.into_iter().filter(is_planned).collect();
        Ok(compare(year, entries, documents))
    }
}

fn entries(connection: &Connection, year: i16) -> rusqlite::Result<Vec<Entry>> {
    let sql = "SELECT list, title, unit, remark FROM plan WHERE year = ?1 ORDER BY id";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([year], |row| {
        let entry = PlanEntry { title: row.get(1)?, unit: row.get(2)?, remark: row.get(3)? };
        Ok(Entry { list: row.get(0)?, entry })
    })?;
    rows.collect()
}

fn compare(year: i16, entries: Vec<Entry>, documents: Vec<Kept>) -> Coverage {
    let matched = matched(&entries, &documents);
    let kinds: BTreeSet<_> = entries.iter().map(|entry| list_kind(&entry.list)).collect();
    let is_listed = |kept: &Kept| kinds.contains(&kept.record.get(Field::Kind)) || kinds.contains(&None);
    let mut coverage = Coverage { year, ..Coverage::default() };
    let used: BTreeSet<usize> = matched.values().map(|(document, _)| *document).collect();
    for (at, entry) in entries.into_iter().enumerate() {
        match matched.get(&at).and_then(|(document, similarity)| Some((documents.get(*document)?, *similarity))) {
            Some((document, similarity)) => {
                coverage.came.push(Match { entry, document: document.clone(), similarity });
            }
            None => coverage.missing.push(entry),
        }
    }
    for (at, document) in documents.into_iter().enumerate() {
        if document.reviews.is_empty() && was_decided(&document, year) {
            coverage.unreviewed.push(document.clone());
        }
        if !used.contains(&at) && is_listed(&document) && !kinds.is_empty() {
            coverage.unplanned.push(document);
        }
    }
    coverage
}

/// 事项类别 that a list is of, by its name.
fn list_kind(list: &str) -> Option<&'static str> {
    meant(&Words::built_in().kinds, list).map(|kind| kind.id.as_str())
}

fn was_decided(document: &Kept, year: i16) -> bool {
    let year = year.to_string();
    let days = [Field::Published, Field::Adopted].iter().filter_map(|field| document.record.get(*field));
    days.into_iter().any(|day| day.starts_with(&year))
}

/// For entries the documents most like them, the likest pairs first; a document answers one entry.
fn matched(entries: &[Entry], documents: &[Kept]) -> BTreeMap<usize, (usize, f64)> {
    let words = Words::built_in();
    let old: Vec<String> = entries.iter().map(|entry| words.core(&entry.entry.title)).collect();
    let new: Vec<String> = documents.iter().map(|kept| words.core(kept.record.title())).collect();
    let mut pairs = alike(&old, &new, LEAST);
    // Titles too short for bigrams can only be the same.
    for (at, title) in old.iter().enumerate() {
        let same = new.iter().enumerate().filter(|(_, other)| *other == title);
        pairs.extend(same.map(|(new, _)| Candidate { old: at, new, dice: 1.0, score: 1.0 }));
    }
    pairs.retain(|pair| fits(&entries[pair.old], &documents[pair.new]));
    pairs.sort_by(|a, b| b.dice.total_cmp(&a.dice).then((a.old, a.new).cmp(&(b.old, b.new))));
    let (mut found, mut used) = (BTreeMap::new(), BTreeSet::new());
    for pair in pairs {
        if !found.contains_key(&pair.old) && used.insert(pair.new) {
            found.insert(pair.old, (pair.new, pair.dice));
        }
    }
    found
}

/// A list of decisions is answered by decisions.
fn fits(entry: &Entry, document: &Kept) -> bool {
    list_kind(&entry.list).is_none_or(|kind| document.record.get(Field::Kind) == Some(kind))
}
