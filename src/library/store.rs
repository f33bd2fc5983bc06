//! Writing to a library: all of an import, or nothing.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::reading::LawText;
use super::{Fault, schema, title};
use crate::date::Date;

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    Added,
    /// The same version was there, from another file or read otherwise.
    Replaced,
    /// The same text was there already.
    Unchanged,
    /// Another file of this import holds the same version, and more of it, or stands first.
    Double {
        of: String,
    },
}

/// Takes the texts in, in one transaction; tells of each what became of it. Makes the library where there is none,
/// unless there is nothing to put in.
pub fn import(path: &Path, texts: &[LawText]) -> Result<Vec<Imported>, Fault> {
    if path.symlink_metadata().is_ok() {
        return write(&mut schema::open_to_write(path)?, path, texts);
    }
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), std::fs::create_dir_all).map_err(|error| Fault::io(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let _ = std::fs::remove_file(&beside);
    let written =
        schema::create(&beside).and_then(|mut connection| write(&mut connection, &beside, texts)).and_then(|done| {
            std::fs::rename(&beside, path).map_err(|error| Fault::io(path, &error))?;
            Ok(done)
        });
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

pub(super) fn write(connection: &mut Connection, path: &Path, texts: &[LawText]) -> Result<Vec<Imported>, Fault> {
    let mut all = || {
        let transaction = connection.transaction()?;
        let chosen = chosen(texts);
        let mut done = Vec::with_capacity(texts.len());
        for (at, text) in texts.iter().enumerate() {
            done.push(match chosen.get(&identity(text)) {
                Some(best) if *best != at => Imported::Double { of: texts[*best].source.clone() },
                _ => one(&transaction, text)?,
            });
        }
        transaction.commit()?;
        Ok(done)
    };
    all().map_err(|error: rusqlite::Error| Fault::sqlite(path, &error))
}

type Identity = (String, Date);

fn identity(text: &LawText) -> Identity {
    (title::key(&text.title), text.from)
}

/// Of several texts of one version, that with most articles, the first of those.
fn chosen(texts: &[LawText]) -> BTreeMap<Identity, usize> {
    let mut chosen: BTreeMap<Identity, usize> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        let best = chosen.entry(identity(text)).or_insert(at);
        if text.articles() > texts[*best].articles() {
            *best = at;
        }
    }
    chosen
}

fn one(transaction: &Transaction<'_>, text: &LawText) -> rusqlite::Result<Imported> {
    let (key, begins) = (title::key(&text.title), text.from.to_string());
    let known = "SELECT id, digest FROM version WHERE key = ?1 AND begins = ?2";
    let mut known = transaction.prepare_cached(known)?;
    let known = known.query_row(params![key, begins], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
    let outcome = match known.optional()? {
        Some((_, digest)) if digest == text.digest => return Ok(Imported::Unchanged),
        Some((id, _)) => {
            transaction.execute("DELETE FROM version WHERE id = ?1", [id])?;
            Imported::Replaced
        }
        None => Imported::Added,
    };
    insert(transaction, text, &key)?;
    Ok(outcome)
}

fn insert(transaction: &Transaction<'_>, text: &LawText, key: &str) -> rusqlite::Result<()> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let revisions: Vec<_> = text.days.revisions.iter().map(Date::to_string).collect();
    let sql = "INSERT INTO version (key, title, begins, edition, adopted, revisions, effective, source, digest, articles, \
               last_article) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    transaction.prepare_cached(sql)?.execute(params![
        key,
        text.title,
        text.from.to_string(),
        text.edition,
        day(text.days.born()),
        revisions.join(" "),
        day(text.days.effective),
        text.source,
        text.digest,
        text.articles() as u32,
        text.last_article(),
    ])?;
    let version = transaction.last_insert_rowid();
    let sql = "INSERT INTO provision (version, position, container, number, suffix, chapter, caption, text, shape) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut statement = transaction.prepare_cached(sql)?;
    for ((it, shape), position) in text.provisions.iter().zip(&text.shapes).zip(0u32..) {
        let ordinal = it.ordinal.unwrap_or_else(|| 0.into());
        let numbers = (ordinal.number, ordinal.suffix);
        statement.execute(params![
            version,
            position,
            it.container,
            numbers.0,
            numbers.1,
            it.chapter,
            it.caption,
            it.text,
            shape
        ])?;
    }
    Ok(())
}
