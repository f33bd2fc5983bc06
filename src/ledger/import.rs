//! Tables of an office (xlsx, xls, csv) → records. What cannot be taken in is told with row and column, and kept.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::field::{Field, Record};
use super::heading::{self, Column, Headings, Opinion};
use super::past::{PastFinding, ReviewRecord};
use super::plan::PlanEntry;
use super::store::{Outcome, Stored};
use super::words::{Words, meant};
use super::{Fault, Ledger, Trouble, store, value};
use crate::source::{Row, Table, Tables};
use crate::text::fold;

/// A row that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    pub sheet: String,
    pub line: u32,
    pub why: String,
    /// Headings and cells, as they stood.
    pub cells: Vec<(String, String)>,
}

/// A cell that was not understood: its row was taken in, and the cell is kept under its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub sheet: String,
    pub line: u32,
    pub heading: String,
    pub cell: String,
    pub why: String,
}

/// What was read of a file.
#[derive(Clone, Debug)]
pub struct Import<R> {
    /// With sheet and line.
    pub rows: Vec<(String, u32, R)>,
    pub rejected: Vec<Rejected>,
    pub doubts: Vec<Doubt>,
    /// Headings that mean nothing known, by sheet; their cells are kept.
    pub unknown: Vec<(String, String)>,
    /// Sheets that are no table of this kind.
    pub foreign: Vec<String>,
    /// 合计 rows and repeated headings.
    pub skipped: usize,
}

impl<R> Default for Import<R> {
    fn default() -> Import<R> {
        Import {
            rows: Vec::new(),
            rejected: Vec::new(),
            doubts: Vec::new(),
            unknown: Vec::new(),
            foreign: Vec::new(),
            skipped: 0,
        }
    }
}

/// Documents and reviews (台账). `kind`: what rows are that do not say so.
pub fn ledger_rows(tables: &Tables, file: &str, named: &[(Field, String)], kind: Option<&str>) -> Import<Record> {
    let find = |table: &Table| heading::of_ledger(table, named);
    rows(tables, find, |import, table, headings, (line, row)| {
        let record = record(import, &table.name, headings, (line, row));
        if record.title().is_empty() {
            return Err("没有名称".to_owned());
        }
        Ok(with_kind(record, kind, [&table.name, file]))
    })
}

/// A yearly plan or list of decisions: titles, and whose they are.
pub fn plan_rows(tables: &Tables, named: &[(Field, String)]) -> Import<PlanEntry> {
    let find = |table: &Table| heading::of_ledger(table, named);
    rows(tables, find, |import, table, headings, (line, row)| {
        let record = record(import, &table.name, headings, (line, row));
        match record.title() {
            "" => Err("没有名称".to_owned()),
            title => Ok(PlanEntry {
                title: title.to_owned(),
                unit: record.get(Field::Unit).or(record.get(Field::Issuer)).map(str::to_owned),
                remark: record.get(Field::Remark).map(str::to_owned),
            }),
        }
    })
}

/// Opinions given before (意见表): each row one of a document.
pub fn opinion_rows(tables: &Tables) -> Import<ReviewRecord> {
    rows(tables, heading::of_opinions, |_, _, headings, (_, row)| {
        let mut cells: BTreeMap<Opinion, &str> = BTreeMap::new();
        for (column, cell) in row {
            if let Some((_, Column::Of(field))) = headings.columns.get(column) {
                cells.insert(*field, cell.trim());
            }
        }
        let cell = |field| cells.get(&field).copied().unwrap_or_default();
        match (cell(Opinion::Title), cell(Opinion::Opinion)) {
            ("", _) => Err("没有文件名称".to_owned()),
            (_, "") => Err("没有意见".to_owned()),
            _ => Ok(opinion(cell)),
        }
    })
}

fn opinion<'c>(cell: impl Fn(Opinion) -> &'c str) -> ReviewRecord {
    let basis = cell(Opinion::Basis);
    let mut record = Record::default().with(Field::Title, cell(Opinion::Title));
    record.set(Field::Unit, cell(Opinion::Unit));
    record.set(Field::Letter, cell(Opinion::Letter));
    record.set(Field::Replied, value::day(cell(Opinion::Replied)).map(|day| day.to_string()).unwrap_or_default());
    let outcome = Some(cell(Opinion::Outcome).to_owned()).filter(|outcome| !outcome.is_empty());
    let finding = PastFinding {
        place: cell(Opinion::Place).to_owned(),
        quote: cell(Opinion::Clause).to_owned(),
        clause: cell(Opinion::Clause).to_owned(),
        message: cell(Opinion::Opinion).to_owned(),
        basis: basis.to_owned(),
        decision: Some("accepted".to_owned()),
        outcome,
        ..PastFinding::default()
    };
    ReviewRecord { record, findings: vec![finding] }
}

/// Walks the sheets that have the headings.
fn rows<F, R>(
    tables: &Tables,
    find: impl Fn(&Table) -> Option<Headings<F>>,
    read: impl Fn(&mut Import<R>, &Table, &Headings<F>, (u32, &Row)) -> Result<R, String>,
) -> Import<R> {
    let mut import = Import::default();
    for table in &tables.tables {
        let Some(headings) = find(table) else {
            import.foreign.push(table.name.clone());
            continue;
        };
        import.unknown.extend(headings.unknown().map(|heading| (table.name.clone(), heading.to_owned())));
        for (row, line) in table.rows.iter().zip(&table.lines).skip(headings.below) {
            if is_beside(row, &headings) {
                import.skipped += 1;
                continue;
            }
            match read(&mut import, table, &headings, (*line, row)) {
                Ok(record) => import.rows.push((table.name.clone(), *line, record)),
                Err(why) => {
                    let cells = cells(row, &headings);
                    import.rejected.push(Rejected { sheet: table.name.clone(), line: *line, why, cells });
                }
            }
        }
    }
    import
}

/// A row of totals, or the headings once more on the next page.
fn is_beside<F>(row: &Row, headings: &Headings<F>) -> bool {
    let total = row.iter().take(2).any(|(_, cell)| Words::built_in().is_total(&fold(cell)));
    let repeats = |(column, cell): &(u32, String)| {
        headings.columns.get(column).is_some_and(|(heading, _)| heading == cell.trim())
    };
    total || (row.len() > 1 && row.iter().all(repeats))
}

fn cells<F>(row: &Row, headings: &Headings<F>) -> Vec<(String, String)> {
    let heading = |column: &u32| match headings.columns.get(column) {
        Some((heading, _)) => heading.clone(),
        None => format!("第{}列", column.saturating_add(1)),
    };
    row.iter().map(|(column, cell)| (heading(column), cell.clone())).collect()
}

fn record<R>(import: &mut Import<R>, sheet: &str, headings: &Headings<Field>, (line, row): (u32, &Row)) -> Record {
    let mut record = Record::default();
    for (column, cell) in row {
        let cell = cell.trim();
        match headings.columns.get(column) {
            Some((_, Column::Position)) => {}
            Some((heading, Column::Of(field))) => {
                if let Err(why) = value::put(&mut record, *field, heading, cell) {
                    let (sheet, heading, cell) = (sheet.to_owned(), heading.clone(), cell.to_owned());
                    import.doubts.push(Doubt { sheet, line, heading, cell, why });
                }
            }
            Some((heading, Column::Other(_))) => drop(record.extra.insert(heading.clone(), cell.to_owned())),
            None => {
                record.extra.insert(format!("第{}列", column.saturating_add(1)), cell.to_owned());
            }
        }
    }
    record
}

/// 事项类别 of a row that does not say it: as the user says, else by the name of the sheet or file, else a document with
/// numbers and days of its own is a 规范性文件.
fn with_kind(mut record: Record, kind: Option<&str>, names: [&str; 2]) -> Record {
    if record.get(Field::Kind).is_none() {
        const OWN: [Field; 5] =
            [Field::DocumentNumber, Field::Registration, Field::Effective, Field::Term, Field::Expires];
        let named = names.iter().find_map(|name| meant(&Words::built_in().kinds, &fold(name)));
        let is_document = OWN.iter().any(|field| record.get(*field).is_some());
        let usual = if is_document { "normative-document" } else { "important-document" };
        let kind = kind.or(named.map(|name| name.id.as_str())).unwrap_or(usual);
        record.set(Field::Kind, kind);
    }
    record
}

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
fn taken(connection: &rusqlite::Transaction<'_>, record: &Record) -> Result<Result<Stored, Fault>, Trouble> {
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
    let sql = "INSERT OR IGNORE INTO rejected (file, sheet, line, head, why, cells) VALUES (?1, ?2, ?3, '', ?4, ?5)";
    let mut statement = connection.prepare_cached(sql)?;
    for row in rejected {
        let cells = serde_json::to_string(&row.cells).unwrap_or_default();
        statement.execute(params![file, row.sheet, row.line, row.why, cells])?;
    }
    Ok(())
}

/// The review of an opinion row, in the ledger.
pub(super) fn put_record(connection: &Connection, record: &Record) -> rusqlite::Result<Stored> {
    store::put(connection, record)
}
