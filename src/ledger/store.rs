//! Writing documents and reviews: what is known already is completed, not written twice.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::field::{Field, Owner, Record, Shape};
use super::words::{Words, meant};
use crate::date::{self, Date};
use crate::text::fold;

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Added,
    /// Something was filled in or put differently.
    Changed,
    Unchanged,
}

/// Where a record went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub document: i64,
    pub review: Option<i64>,
    pub outcome: Outcome,
}

/// Titles are the same whatever brackets and blanks they have.
pub(super) fn key(title: &str) -> String {
    fold(title).chars().filter(|c| !c.is_whitespace() && !"《》〈〉“”\"".contains(*c)).collect()
}

/// Writes a record: to the document it can only mean, else to a new one.
pub(super) fn put(connection: &Connection, record: &Record) -> rusqlite::Result<Stored> {
    let known = find(connection, record)?;
    let (document, outcome) = match known {
        Some(id) => (id, complete(connection, id, record)?),
        None => (add(connection, record)?, Outcome::Added),
    };
    let review = if record.has_review() { Some(put_review(connection, document, record)?) } else { None };
    let outcome = match (outcome, review) {
        (Outcome::Unchanged, Some((_, Outcome::Added | Outcome::Changed))) => Outcome::Changed,
        (outcome, _) => outcome,
    };
    Ok(Stored { document, review: review.map(|(id, _)| id), outcome })
}

/// The document that a record means: title and all numbers that both know are the same.
fn find(connection: &Connection, record: &Record) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT id FROM document WHERE key = ?1
        AND (?2 IS NULL OR document_number IS NULL OR document_number = ?2)
        AND (?3 IS NULL OR registration IS NULL OR registration = ?3)
        AND (?4 IS NULL OR unit IS NULL OR unit = ?4)
        AND (?5 IS NULL OR issuer IS NULL OR issuer = ?5)
        AND (?6 IS NULL OR published IS NULL OR published = ?6 OR document_number = ?2 OR registration = ?3)
        ORDER BY document_number IS ?2 DESC, registration IS ?3 DESC, unit IS ?4 DESC, id LIMIT 1";
    let of = |field| record.get(field);
    let numbers = (of(Field::DocumentNumber), of(Field::Registration));
    let makers = (of(Field::Unit), of(Field::Issuer));
    let all = params![key(record.title()), numbers.0, numbers.1, makers.0, makers.1, of(Field::Published)];
    connection.prepare_cached(sql)?.query_row(all, |row| row.get(0)).optional()
}

fn add(connection: &Connection, record: &Record) -> rusqlite::Result<i64> {
    let sql = format!(
        "INSERT INTO document ({}, extra, key, live, ends_effective, ends_published) VALUES ({})",
        names(Owner::Document),
        marks(Field::of(Owner::Document).count() + 5)
    );
    let values = own(record, Owner::Document).chain(rest(record));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

fn complete(connection: &Connection, id: i64, record: &Record) -> rusqlite::Result<Outcome> {
    let old = read(connection, id)?;
    let mut new = old.clone();
    let own = record.values.iter().filter(|(field, _)| field.owner() == Owner::Document);
    new.values.extend(own.map(|(field, value)| (*field, value.clone())));
    // The title as it was first written: only its brackets can differ.
    new.values.extend(old.values.get_key_value(&Field::Title).map(|(field, title)| (*field, title.clone())));
    new.extra.extend(record.extra.clone());
    if new == old {
        return Ok(Outcome::Unchanged);
    }
    update(connection, id, &new)?;
    Ok(Outcome::Changed)
}

/// Writes all of a document anew, with what follows from it.
pub(super) fn update(connection: &Connection, id: i64, record: &Record) -> rusqlite::Result<()> {
    let mut columns: Vec<_> = Field::of(Owner::Document).map(Field::name).collect();
    columns.extend(["extra", "key", "live", "ends_effective", "ends_published"]);
    let set: Vec<_> = columns.iter().enumerate().map(|(at, name)| format!("{name} = ?{}", at + 1)).collect();
    let sql = format!("UPDATE document SET {} WHERE id = ?{}", set.join(", "), columns.len() + 1);
    let values = own(record, Owner::Document).chain(rest(record)).chain([Value::from(id)]);
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// The review of a document that a record means, else a new one.
fn put_review(connection: &Connection, document: i64, record: &Record) -> rusqlite::Result<(i64, Outcome)> {
    let sql = "SELECT id FROM review WHERE document = ?1
        AND (?2 IS NULL OR letter IS NULL OR letter = ?2)
        AND (?3 IS NULL OR received IS NULL OR received = ?3)
        AND (?4 IS NULL OR replied IS NULL OR replied = ?4)
        ORDER BY letter IS ?2 DESC, received IS ?3 DESC, id LIMIT 1";
    let of = |field| record.get(field);
    let all = params![document, of(Field::Letter), of(Field::Received), of(Field::Replied)];
    let known: Option<i64> = connection.prepare_cached(sql)?.query_row(all, |row| row.get(0)).optional()?;
    match known {
        Some(id) => Ok((id, update_review(connection, id, record)?)),
        None => Ok((add_review(connection, document, record)?, Outcome::Added)),
    }
}

pub(super) fn add_review(connection: &Connection, document: i64, record: &Record) -> rusqlite::Result<i64> {
    let count = Field::of(Owner::Review).count() + 1;
    let sql = format!("INSERT INTO review (document, {}) VALUES ({})", names(Owner::Review), marks(count));
    let values = [Value::from(document)].into_iter().chain(own(record, Owner::Review));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

pub(super) fn update_review(connection: &Connection, id: i64, record: &Record) -> rusqlite::Result<Outcome> {
    let fields: Vec<_> = Field::of(Owner::Review).filter(|field| record.get(*field).is_some()).collect();
    if fields.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    let set: Vec<_> = fields.iter().enumerate().map(|(at, field)| format!("{} = ?{}", field.name(), at + 2)).collect();
    let differs: Vec<_> =
        fields.iter().enumerate().map(|(at, field)| format!("{} IS NOT ?{}", field.name(), at + 2)).collect();
    let sql = format!("UPDATE review SET {} WHERE id = ?1 AND ({})", set.join(", "), differs.join(" OR "));
    let values = [Value::from(id)].into_iter().chain(fields.iter().map(|field| value(record, *field)));
    let changed = connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(if changed > 0 { Outcome::Changed } else { Outcome::Unchanged })
}

/// The open review of a document, completed; after a reply, or where there is none, the next one.
pub(super) fn next_round(connection: &Connection, document: i64, record: &Record) -> rusqlite::Result<i64> {
    match last_review(connection, document)? {
        Some((id, last)) if last.get(Field::Replied).is_none() => {
            // It was received once, however often it is looked at.
            let received = last.get(Field::Received).or(record.get(Field::Received)).unwrap_or_default().to_owned();
            completed(connection, id, &record.clone().with(Field::Received, received))
        }
        _ => add_review(connection, document, record),
    }
}

/// The latest review of a document, completed, unless another one is meant: that was received on another day.
pub(super) fn same_round(connection: &Connection, document: i64, record: &Record) -> rusqlite::Result<i64> {
    match last_review(connection, document)? {
        Some((id, last)) if !differs(&last, record, Field::Received) => completed(connection, id, record),
        _ => add_review(connection, document, record),
    }
}

fn completed(connection: &Connection, id: i64, record: &Record) -> rusqlite::Result<i64> {
    update_review(connection, id, record)?;
    Ok(id)
}

/// Whether both know a value, and not the same.
fn differs(a: &Record, b: &Record, field: Field) -> bool {
    a.get(field).zip(b.get(field)).is_some_and(|(a, b)| a != b)
}

fn last_review(connection: &Connection, document: i64) -> rusqlite::Result<Option<(i64, Record)>> {
    let sql = format!("SELECT id, {} FROM review WHERE document = ?1 ORDER BY id DESC LIMIT 1", names(Owner::Review));
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_row([document], |row| Ok((row.get(0)?, record(row, Owner::Review, 1)?))).optional()
}

/// A document without its reviews.
pub(super) fn read(connection: &Connection, id: i64) -> rusqlite::Result<Record> {
    let sql = format!("SELECT {}, extra FROM document WHERE id = ?1", names(Owner::Document));
    connection.prepare_cached(&sql)?.query_row([id], |row| record(row, Owner::Document, 0))
}

/// The fields of an owner from column `first` on; of a document its other values after them.
pub(super) fn record(row: &Row<'_>, owner: Owner, first: usize) -> rusqlite::Result<Record> {
    let mut record = Record::default();
    let mut at = first;
    for field in Field::of(owner) {
        let value = match field.shape() {
            Shape::Count => row.get::<_, Option<i64>>(at)?.map(|n| n.to_string()),
            _ => row.get::<_, Option<String>>(at)?,
        };
        record.values.extend(value.map(|value| (field, value)));
        at += 1;
    }
    if owner == Owner::Document {
        record.extra = serde_json::from_str(&row.get::<_, String>(at)?).unwrap_or_default();
    }
    Ok(record)
}

/// Columns of an owner, in the order of [`record`].
pub(super) fn names(owner: Owner) -> String {
    Field::of(owner).map(Field::name).collect::<Vec<_>>().join(", ")
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn own(record: &Record, owner: Owner) -> impl Iterator<Item = Value> + '_ {
    Field::of(owner).map(|field| value(record, field))
}

fn value(record: &Record, field: Field) -> Value {
    match (record.get(field), field.shape()) {
        (None, _) => Value::Null,
        (Some(text), Shape::Count) => text.parse::<i64>().map_or(Value::Null, Value::Integer),
        (Some(text), _) => Value::Text(text.to_owned()),
    }
}

/// What stands behind the fields: other values, and what follows from the fields.
fn rest(record: &Record) -> [Value; 5] {
    let Derived { live, ends_effective, ends_published } = Derived::of(record);
    let extra = serde_json::to_string(&record.extra).unwrap_or_else(|_| "{}".to_owned());
    let day = |day: Option<Date>| day.map_or(Value::Null, |day| Value::Text(day.to_string()));
    let key = key(record.title());
    [Value::Text(extra), Value::Text(key), Value::Integer(live.into()), day(ends_effective), day(ends_published)]
}

/// What follows from a document and is kept for finding deadlines.
struct Derived {
    /// 现行: it is a document of those that have force, was issued, and nothing says it has ended.
    live: bool,
    /// Where the term runs from coming into force, or from publication.
    ends_effective: Option<Date>,
    ends_published: Option<Date>,
}

impl Derived {
    fn of(record: &Record) -> Derived {
        let words = Words::built_in();
        let day = |field| record.get(field).and_then(|day| day.parse::<Date>().ok());
        let period = record.get(Field::Term).and_then(date::read_period).map(|(period, _)| period);
        let ends = |field| period?.after(day(field)?);
        let lives = record.get(Field::Kind).and_then(|kind| words.kind(kind)).is_some_and(|kind| kind.lives);
        let issued = [Field::Published, Field::Effective, Field::Registered, Field::Expires];
        let over = [Field::Cleaning, Field::State].iter().filter_map(|field| record.get(*field));
        let over = over.filter_map(|said| meant(&words.cleanings, said)).any(|said| said.ends);
        Derived {
            live: lives && issued.iter().any(|field| record.get(*field).is_some()) && !over,
            ends_effective: ends(Field::Effective),
            ends_published: ends(Field::Published),
        }
    }
}

/// Fills what follows from documents that an older program wrote.
pub(super) fn derive_all(connection: &Connection) -> rusqlite::Result<()> {
    let mut ids = connection.prepare("SELECT id FROM document")?;
    let ids: Vec<i64> = ids.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    ids.into_iter().try_for_each(|id| update(connection, id, &read(connection, id)?))
}

/// The title of the document that has a registration number already.
pub(super) fn holder(connection: &Connection, registration: &str) -> rusqlite::Result<Option<(i64, String)>> {
    let sql = "SELECT id, title FROM document WHERE registration = ?1";
    connection.prepare_cached(sql)?.query_row([registration], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}
