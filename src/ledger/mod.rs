//! The ledger (台账): one SQLite file with the documents of an office through their life, their reviews, and what was
//! said in them. Several programs may use it at once; a write is done wholly or not at all.
//!
//! [`field`] says what is kept, [`words`] how offices call it; [`heading`], [`value`] and [`import`] read their tables;
//! [`intake`] and [`store`] write, [`query`] finds, [`due`] counts days, [`number`] gives registration numbers, [`plan`] compares
//! with the yearly plan, [`tally`] counts a year, [`past`] and [`similar`] remember what was said. [`schema`] knows the
//! tables.

mod due;
mod fault;
mod field;
mod form;
mod heading;
mod import;
mod intake;
mod number;
mod past;
mod plan;
mod query;
mod schema;
mod similar;
mod store;
mod sweep;
mod tally;
#[cfg(test)]
mod tests;
mod value;
mod words;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use due::{Due, DueKind, DueList, Overdue, Window};
pub use fault::Fault;
pub use field::{Field, Owner, Record, Shape};
pub use form::{Filling, Form};
pub use heading::named as columns;
pub use import::{Doubt, Import, Rejected, ledger_rows, opinion_rows, plan_rows};
pub use intake::Counts;
pub use number::{Faults, Given};
pub use past::{Decision, PastFinding, ReviewRecord, decisions};
pub use plan::{Coverage, Entry, Match, PlanEntry};
pub use query::{Found, Kept, Query, Reviewed, Stage};
pub use similar::{Clause, Earlier};
pub use store::{Outcome, Stored};
pub use sweep::SweepRow;
pub use tally::{DaysTaken, Share, Tally, sum};
pub use value::{day, put as put_value};
pub use words::{Name, Words, meant};

/// What a ledger file is called where nobody names one.
pub const FILE_NAME: &str = "fashen-ledger.sqlite";

/// An open ledger.
pub struct Ledger {
    path: PathBuf,
    connection: Connection,
}

impl Ledger {
    /// Opens a ledger that is there.
    pub fn open(path: &Path) -> Result<Ledger, Fault> {
        Ok(Ledger { path: path.to_owned(), connection: schema::open(path)? })
    }

    /// Opens a ledger, or makes one.
    pub fn open_or_create(path: &Path) -> Result<Ledger, Fault> {
        Ok(Ledger { path: path.to_owned(), connection: schema::open_or_create(path)? })
    }

    /// A ledger that no file keeps.
    pub fn in_memory() -> Result<Ledger, Fault> {
        Ok(Ledger { path: PathBuf::from(":memory:"), connection: schema::in_memory()? })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes documents and reviews, all or none.
    pub fn put(&mut self, records: &[Record]) -> Result<Vec<Stored>, Fault> {
        self.write(|transaction| {
            let each = records.iter().map(|record| checked(transaction, record));
            each.collect()
        })
    }

    /// Completes a document that is known by its number in the ledger.
    pub fn change(&mut self, id: i64, record: &Record) -> Result<Stored, Fault> {
        self.write(|transaction| {
            let mut whole = stored(transaction, id)?;
            whole.values.extend(record.values.clone());
            whole.extra.extend(record.extra.clone());
            free(transaction, record, Some(id))?;
            store::update(transaction, id, &whole)?;
            let review = if record.has_review() { Some(store::same_round(transaction, id, record)?) } else { None };
            Ok(Stored { document: id, review, outcome: Outcome::Changed })
        })
    }

    /// Whether the file is sound, as far as SQLite can tell; else what is wrong.
    pub fn faults(&self) -> Result<Vec<String>, Fault> {
        let ask = |sql: &str| -> rusqlite::Result<Vec<String>> {
            self.connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
        };
        let found = ask("PRAGMA integrity_check").and_then(|mut found| {
            found.extend(ask("SELECT \"table\" FROM pragma_foreign_key_check")?);
            Ok(found)
        });
        let found = found.map_err(|error| Fault::sqlite(&self.path, &error))?;
        Ok(found.into_iter().filter(|said| said != "ok").collect())
    }

    /// All of an act, or nothing. The writer's turn is taken at the beginning, so that what was read stays true.
    fn write<T>(&mut self, act: impl FnOnce(&Transaction<'_>) -> Result<T, Trouble>) -> Result<T, Fault> {
        let Ledger { path, connection } = self;
        let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let done = act(&transaction).map_err(|trouble| match trouble {
            Trouble::Sqlite(error) => failed(error),
            Trouble::Fault(fault) => fault,
        })?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }

    fn ask<T>(&self, act: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Fault> {
        act(&self.connection).map_err(|error| Fault::sqlite(&self.path, &error))
    }
}

/// What can go wrong inside a transaction.
enum Trouble {
    Sqlite(rusqlite::Error),
    Fault(Fault),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        Trouble::Sqlite(error)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

fn stored(transaction: &Transaction<'_>, id: i64) -> Result<Record, Trouble> {
    match store::read(transaction, id) {
        Err(rusqlite::Error::QueryReturnedNoRows) => Err(Fault::Unknown(format!("第{id}件")).into()),
        read => Ok(read?),
    }
}

fn checked(transaction: &Transaction<'_>, record: &Record) -> Result<Stored, Trouble> {
    match store::put(transaction, record) {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
            free(transaction, record, None)?;
            Err(error.into())
        }
        done => Ok(done?),
    }
}

/// A registration number has one document.
fn free(transaction: &Transaction<'_>, record: &Record, own: Option<i64>) -> Result<(), Trouble> {
    let Some(number) = record.get(Field::Registration) else { return Ok(()) };
    match store::holder(transaction, number)? {
        Some((id, by)) if Some(id) != own => Err(Fault::Taken { number: number.to_owned(), by }.into()),
        _ => Ok(()),
    }
}
