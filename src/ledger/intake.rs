//! Records of a table into the ledger; what cannot be taken in is kept beside.

use rusqlite::{Connection, Transaction, params};

use super::field::Record;
use super::import::{Import, Rejected};
use super::store::{Outcome, Stored};
use super::{Fault, Ledger, Trouble};

/// What became of the rows of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

impl Ledger {
    /// Takes rows in, all in one act; those that cannot be are added to the rejected ones. Rejected rows are kept in the
    /// ledger, and those of an earlier import of this file forgotten.
    pub fn import(&mut self, file: &str, import: &mut Import<Record>) -> Result<Counts, Fault> {
        let mut counts = Counts::default();
        self.write(|transaction| {
            for (sheet, line, record) in &import.rows {
                match taken(transaction, record)? {
                    Ok(Stored { outcome: Outcome::Added, .. }) => counts.added += 1,
                    Ok(Stored { outcome: Outcome::Changed, .. }) => counts.changed += 1,
                    Ok(_) => counts.unchanged += 1,
                    Err(why) => import.rejected.push(Rejected {
                        sheet: sheet.clone(),
                        line: *line,
                        why: why.to_string(),
                        cells: written(record),
                    }),
                }
            }
            Ok(keep_rejected(transaction, file, &import.rejected)?)
        })?;
        Ok(counts)
    }

    /// Rows that no import could take in: file, and the row.
    pub fn rejected(&self) -> Result<Vec<(String, Rejected)>, Fault> {
        self.ask(|connection| {
            let sql = "SELECT file, sheet, line, why, cells FROM rejected ORDER BY file, sheet, line";
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                let cells = serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default();
                let rejected = Rejected { sheet: row.get(1)?, line: row.get(2)?, why: row.get(3)?, cells };
                Ok((row.get(0)?, rejected))
            })?;
            rows.collect()
        })
    }

    pub fn forget_rejected(&mut self) -> Result<(), Fault> {
        self.write(|transaction| Ok(transaction.execute("DELETE FROM rejected", []).map(drop)?))
    }

    /// Keeps rows of another import (意见表, 计划) that could not be taken in.
    pub fn keep_rejected(&mut self, file: &str, rejected: &[Rejected]) -> Result<(), Fault> {
        self.write(|transaction| Ok(keep_rejected(transaction, file, rejected)?))
    }
}

/// A number that another document has rejects the row, not the file.
fn taken(connection: &Transaction<'_>, record: &Record) -> Result<Result<Stored, Fault>, Trouble> {
    match super::checked(connection, record) {
        Ok(stored) => Ok(Ok(stored)),
        Err(Trouble::Fault(fault @ Fault::Taken { .. })) => Ok(Err(fault)),
        Err(trouble) => Err(trouble),
    }
}

fn written(record: &Record) -> Vec<(String, String)> {
    let own = record.values.iter().map(|(field, value)| (field.heading().to_owned(), value.clone()));
    own.chain(record.extra.clone()).collect()
}

fn keep_rejected(connection: &Connection, file: &str, rejected: &[Rejected]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM rejected WHERE file = ?1", [file])?;
    let sql = "INSERT OR IGNORE INTO rejected (file, sheet, line, why, cells) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = connection.prepare_cached(sql)?;
    for row in rejected {
        let cells = serde_json::to_string(&row.cells).unwrap_or_default();
        statement.execute(params![file, row.sheet, row.line, row.why, cells])?;
    }
    Ok(())
}
