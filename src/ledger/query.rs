//! Finding and showing documents with their reviews.

use rusqlite::{Connection, Row, ToSql, params_from_iter};

use super::field::{Field, Owner, Record};
use super::words::{Words, meant};
use super::{Fault, Ledger, store};

/// How far a document has come (生命周期).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 起草
    Draft,
    /// 在审
    InReview,
    /// 已复
    Reviewed,
    /// 已公布
    Issued,
    /// 已登记
    Registered,
    /// 已备案
    Filed,
    /// 已评估
    Evaluated,
    /// 已清理
    Cleaned,
}

impl Stage {
    pub const ALL: [Stage; 8] = [
        Stage::Draft,
        Stage::InReview,
        Stage::Reviewed,
        Stage::Issued,
        Stage::Registered,
        Stage::Filed,
        Stage::Evaluated,
        Stage::Cleaned,
    ];

    pub fn chinese(self) -> &'static str {
        match self {
            Stage::Draft => "起草",
            Stage::InReview => "在审",
            Stage::Reviewed => "已复",
            Stage::Issued => "已公布",
            Stage::Registered => "已登记",
            Stage::Filed => "已备案",
            Stage::Evaluated => "已评估",
            Stage::Cleaned => "已清理",
        }
    }
}

/// A review of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub id: i64,
    pub record: Record,
}

/// A document with its reviews, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: i64,
    pub record: Record,
    pub reviews: Vec<Reviewed>,
}

impl Kept {
    pub fn stage(&self) -> Stage {
        const REACHED: [(Field, Stage); 8] = [
            (Field::Cleaned, Stage::Cleaned),
            (Field::Cleaning, Stage::Cleaned),
            (Field::Evaluated, Stage::Evaluated),
            (Field::Filed, Stage::Filed),
            (Field::Registration, Stage::Registered),
            (Field::Registered, Stage::Registered),
            (Field::Published, Stage::Issued),
            (Field::DocumentNumber, Stage::Issued),
        ];
        let reached = REACHED.iter().find(|(field, _)| self.record.get(*field).is_some());
        let review = self.reviews.last().map(|review| {
            let is_done = [Field::Replied, Field::Letter].iter().any(|field| review.record.get(*field).is_some());
            if is_done { Stage::Reviewed } else { Stage::InReview }
        });
        reached.map(|(_, stage)| *stage).or(review).unwrap_or(Stage::Draft)
    }

    /// 事项类别 as people call it.
    pub fn kind(&self) -> &str {
        let id = self.record.get(Field::Kind).unwrap_or("");
        Words::built_in().kind(id).map_or(id, |kind| &kind.name)
    }

    /// Document and one review as one record, for tables; a document without reviews is one row.
    pub fn rows(&self) -> Vec<Record> {
        if self.reviews.is_empty() {
            return vec![self.record.clone()];
        }
        let joined = |review: &Reviewed| {
            let mut record = self.record.clone();
            record.values.extend(review.record.values.clone());
            record
        };
        self.reviews.iter().map(joined).collect()
    }
}

/// What is looked for; all conditions hold together.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Each stands in the title, a number, the issuer, the unit or a letter's number.
    pub words: Vec<String>,
    /// Id or name of 事项类别.
    pub kind: Option<String>,
    /// One of the days falls into it.
    pub year: Option<i16>,
    pub stage: Option<Stage>,
    /// At most so many; `None`: all.
    pub limit: Option<usize>,
}

/// What was found, and how many more there are.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub documents: Vec<Kept>,
    pub more: usize,
}

const SEARCHED: &str = "title || ' ' || key || ' ' || COALESCE(document_number, '') || ' ' || COALESCE(registration, '') \
    || ' ' || COALESCE(issuer, '') || ' ' || COALESCE(unit, '') || ' ' || COALESCE((SELECT GROUP_CONCAT(letter, ' ') \
    FROM review WHERE review.document = document.id), '')";

const YEAR: &str = "(? IN (substr(published, 1, 4), substr(adopted, 1, 4), substr(registered, 1, 4), substr(filed, 1, 4), \
    substr(cleaned, 1, 4)) OR EXISTS (SELECT 1 FROM review WHERE review.document = document.id AND ? IN \
    (substr(received, 1, 4), substr(replied, 1, 4))))";

impl Ledger {
    pub fn find(&self, query: &Query) -> Result<Found, Fault> {
        self.ask(|connection| {
            let mut documents = documents(connection, query)?;
            documents.retain(|kept| query.stage.is_none_or(|stage| kept.stage() == stage));
            let more = query.limit.map_or(0, |limit| documents.len().saturating_sub(limit));
            documents.truncate(query.limit.unwrap_or(usize::MAX));
            Ok(Found { documents, more })
        })
    }

    /// By its number in the ledger, 登记号, 文号, letter number or title; several where that is not unique.
    pub fn named(&self, name: &str) -> Result<Vec<Kept>, Fault> {
        self.ask(|connection| {
            let sql = "SELECT id FROM document WHERE id = ?1 OR registration = ?2 OR document_number = ?2 OR key = ?3
                       OR id IN (SELECT document FROM review WHERE letter = ?2) ORDER BY id";
            let id: Option<i64> = name.parse().ok();
            let mut statement = connection.prepare(sql)?;
            let ids = statement.query_map(rusqlite::params![id, name, store::key(name)], |row| row.get::<_, i64>(0))?;
            let ids: Vec<i64> = ids.collect::<rusqlite::Result<_>>()?;
            ids.into_iter().map(|id| kept(connection, id, store::read(connection, id)?)).collect()
        })
    }
}

fn documents(connection: &Connection, query: &Query) -> rusqlite::Result<Vec<Kept>> {
    let mut conditions = vec!["1".to_owned()];
    let mut values: Vec<String> = Vec::new();
    for word in &query.words {
        conditions.push(format!("instr({SEARCHED}, ?) > 0"));
        values.push(word.clone());
    }
    if let Some(kind) = &query.kind {
        let id = meant(&Words::built_in().kinds, kind).map_or(kind.as_str(), |name| &name.id);
        conditions.push("kind = ?".to_owned());
        values.push(id.to_owned());
    }
    if let Some(year) = query.year {
        conditions.push(YEAR.to_owned());
        values.extend([year.to_string(), year.to_string()]);
    }
    let columns = store::names(Owner::Document);
    let sql = format!("SELECT id, {columns}, extra FROM document WHERE {} ORDER BY id", conditions.join(" AND "));
    let mut statement = connection.prepare(&sql)?;
    let values = params_from_iter(values.iter().map(|value| value as &dyn ToSql));
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, store::record(row, Owner::Document, 1)?)))?;
    rows.map(|row| row.and_then(|(id, record)| kept(connection, id, record))).collect()
}

fn kept(connection: &Connection, id: i64, record: Record) -> rusqlite::Result<Kept> {
    let sql = format!("SELECT id, {} FROM review WHERE document = ?1 ORDER BY id", store::names(Owner::Review));
    let mut statement = connection.prepare_cached(&sql)?;
    let reviews = statement.query_map([id], reviewed)?.collect::<rusqlite::Result<_>>()?;
    Ok(Kept { id, record, reviews })
}

fn reviewed(row: &Row<'_>) -> rusqlite::Result<Reviewed> {
    Ok(Reviewed { id: row.get(0)?, record: store::record(row, Owner::Review, 1)? })
}
