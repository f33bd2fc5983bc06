//! The working file (工作文件) of a sweep: what was read and found, by keys that name everything it follows from. A sweep
//! that was broken off goes on from it; two sweeps may use it at once.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Mark, Record};

/// Changes whenever what is kept is written otherwise, or facts are read otherwise.
const FORM: &str = "1";

/// 16 bytes of SHA-256.
pub type Key = [u8; 16];

/// A hash over parts, each with its length.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut key = Key::default();
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// A file on disk as it was when it was read, and the documents in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seen {
    pub size: u64,
    /// Nanoseconds since 1970.
    pub changed: i64,
    pub found: Vec<Found>,
    /// Hidden, temporary and foreign members passed over.
    pub skipped: [usize; 3],
}

/// A document, or why it was not read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Found {
    pub path: String,
    pub read: Result<Key, (String, String)>,
}

/// What came of a document: facts and findings with their keys.
pub struct Made {
    pub facts: Key,
    pub record: String,
    pub marks: String,
}

/// The open file.
pub struct Work {
    connection: Connection,
    /// Names rules, laws, library, region, day and themes.
    findings: Key,
}

/// What is already there, to be asked from many threads.
pub struct Known {
    pub seen: HashMap<String, Seen>,
    pub facts: HashSet<Key>,
}

impl Work {
    /// Opens or makes the file; what another program version left is dropped.
    pub fn open(path: &Path, program: &str, findings: Key) -> rusqlite::Result<Work> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(20))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA mmap_size = 268435456;
             CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
             CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, seen TEXT NOT NULL) WITHOUT ROWID;
             CREATE TABLE IF NOT EXISTS facts (key BLOB PRIMARY KEY, record TEXT NOT NULL);
             CREATE TABLE IF NOT EXISTS marks (key BLOB, findings BLOB, marks TEXT NOT NULL, PRIMARY KEY (findings, key));",
        )?;
        let work = Work { connection, findings };
        work.keep_version(&format!("{program} {FORM}"))?;
        Ok(work)
    }

    fn keep_version(&self, version: &str) -> rusqlite::Result<()> {
        let known: Option<String> = self
            .connection
            .query_row("SELECT value FROM meta WHERE name = 'version'", [], |row| row.get(0))
            .optional()?;
        if known.as_deref() != Some(version) {
            self.connection.execute_batch("DELETE FROM file; DELETE FROM facts; DELETE FROM marks;")?;
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?1)", [version])?;
        }
        Ok(())
    }

    /// What need not be done again: files as they were, documents whose facts and findings are both there.
    pub fn known(&self) -> rusqlite::Result<Known> {
        let mut known = Known { seen: HashMap::new(), facts: HashSet::new() };
        let mut files = self.connection.prepare("SELECT path, seen FROM file")?;
        let mut rows = files.query([])?;
        while let Some(row) = rows.next()? {
            let seen: String = row.get(1)?;
            if let Ok(seen) = serde_json::from_str(&seen) {
                known.seen.insert(row.get(0)?, seen);
            }
        }
        let mut keys = self.connection.prepare(
            "SELECT key FROM marks WHERE findings = ?1 AND EXISTS (SELECT 1 FROM facts WHERE facts.key = marks.key)",
        )?;
        let mut rows = keys.query([self.findings])?;
        while let Some(row) = rows.next()? {
            known.facts.insert(row.get(0)?);
        }
        Ok(known)
    }

    pub fn begin(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch("BEGIN IMMEDIATE")
    }

    pub fn commit(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch("COMMIT")
    }

    pub fn put(&self, made: &Made) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO facts VALUES (?1, ?2)")?
            .execute(params![made.facts, made.record])?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO marks VALUES (?1, ?2, ?3)")?.execute(params![
            made.facts,
            self.findings,
            made.marks
        ])?;
        Ok(())
    }

    pub fn put_file(&self, path: &str, seen: &Seen) -> rusqlite::Result<()> {
        let seen =
            serde_json::to_string(seen).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO file VALUES (?1, ?2)")?.execute(params![path, seen])?;
        Ok(())
    }

    /// The facts of a document, as they were put.
    pub fn record(&self, key: &Key) -> rusqlite::Result<Record> {
        let json: String = self
            .connection
            .prepare_cached("SELECT record FROM facts WHERE key = ?1")?
            .query_row([key], |row| row.get(0))?;
        serde_json::from_str(&json).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }

    pub fn marks(&self, key: &Key) -> rusqlite::Result<Vec<Mark>> {
        let json: String = self
            .connection
            .prepare_cached("SELECT marks FROM marks WHERE findings = ?1 AND key = ?2")?
            .query_row(params![self.findings, key], |row| row.get(0))?;
        serde_json::from_str(&json).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }

    /// Drops the findings of other days, rules and regions.
    pub fn tidy(&self) -> rusqlite::Result<()> {
        self.connection.execute("DELETE FROM marks WHERE findings <> ?1", [self.findings]).map(drop)
    }
}
