//! Tables of an office (xlsx, xls, csv) → records. What cannot be read is told with row and column, and kept.

use std::collections::BTreeMap;

use super::field::{Field, Record};
use super::heading::{self, Column, Headings, Opinion};
use super::past::{PastFinding, ReviewRecord};
use super::plan::PlanEntry;
use super::value;
use super::words::{Words, meant};
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
        match (cell(Opinion::Title), cell(Opinion::Words)) {
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
        message: cell(Opinion::Words).to_owned(),
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

/// A row of totals, the headings once more on the next page, or a heading inside the table: one cell where no field is.
fn is_beside<F>(row: &Row, headings: &Headings<F>) -> bool {
    let is_field = |column: &u32| matches!(headings.columns.get(column), Some((_, Column::Of(_))));
    if let [(column, _)] = &row[..] {
        return !is_field(column);
    }
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
