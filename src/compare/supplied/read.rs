//! The rows of a supplied table.

use std::collections::BTreeMap;

use crate::text::{BlockKind, Text, fold};

/// How the columns are headed.
const OLD: [&str; 9] = ["修改前", "修订前", "现行", "原文", "原条文", "旧", "原规定", "原办法", "修正前"];
const NEW: [&str; 9] = ["修改后", "修订后", "修改稿", "修订稿", "送审稿", "新", "拟修改", "征求意见稿", "修正后"];
const NOTE: [&str; 5] = ["说明", "理由", "依据", "备注", "类型"];
/// Longer cells are no headings.
const LONGEST_HEADING: usize = 40;

/// A row below the heading; lines of a cell are joined by line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1 below the heading.
    pub number: usize,
    pub old: String,
    pub new: String,
    /// What stands in the columns that explain.
    pub note: String,
}

/// 修改前｜修改后
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Row>,
}

type Cells = BTreeMap<u32, String>;

/// The columns of a table by what they hold.
#[derive(Clone, Debug, Default)]
struct Columns {
    old: u32,
    new: u32,
    notes: Vec<u32>,
}

/// The 对照表 in a file; several tables go on one after the other. `None` where no table has both columns.
pub fn table(text: &Text) -> Option<Table> {
    let mut rows = Vec::new();
    let mut columns = None;
    for cells in tables(text) {
        columns = columns_of(&cells).or(columns);
        let Some(columns) = &columns else { continue };
        rows.extend(cells.iter().filter(|row| heading(row).is_none()).map(|row| columns.row(row)));
    }
    rows.iter_mut().enumerate().for_each(|(at, row)| row.number = at + 1);
    (!rows.is_empty()).then_some(Table { rows })
}

/// All tables, row by row.
fn tables(text: &Text) -> Vec<Vec<Cells>> {
    let mut tables: BTreeMap<u32, BTreeMap<u32, Cells>> = BTreeMap::new();
    for block in text.blocks() {
        if let BlockKind::Cell { table, row, column } = block.kind {
            let cell = tables.entry(table).or_default().entry(row).or_default().entry(column).or_default();
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(text.slice(block.span));
        }
    }
    tables.into_values().map(|rows| rows.into_values().collect()).collect()
}

/// By the heading; without one the two columns that hold most.
fn columns_of(rows: &[Cells]) -> Option<Columns> {
    let headed = rows.iter().find_map(heading);
    headed.or_else(|| {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        rows.iter().flatten().for_each(|(column, cell)| *sizes.entry(*column).or_default() += cell.chars().count());
        let mut sizes: Vec<_> = sizes.into_iter().collect();
        sizes.sort_by_key(|(column, size)| (std::cmp::Reverse(*size), *column));
        let [first, second, rest @ ..] = &sizes[..] else { return None };
        let (old, new) = (first.0.min(second.0), first.0.max(second.0));
        Some(Columns {
            old,
            new,
            notes: rest.iter().map(|(column, _)| *column).filter(|column| *column > new).collect(),
        })
    })
}

fn heading(row: &Cells) -> Option<Columns> {
    let named = |names: &[&str]| {
        let is_named = |cell: &str| {
            let cell = fold(cell);
            cell.chars().count() <= LONGEST_HEADING && names.iter().any(|name| cell.contains(name))
        };
        row.iter().filter(move |(_, cell)| is_named(cell)).map(|(column, _)| *column).collect::<Vec<_>>()
    };
    let (old, new) = (named(&OLD), named(&NEW));
    let old = *old.first()?;
    let new = *new.iter().find(|column| **column != old)?;
    let is_short = row.values().all(|cell| cell.chars().count() <= LONGEST_HEADING && !cell.contains('。'));
    is_short.then(|| Columns {
        old,
        new,
        notes: named(&NOTE).into_iter().filter(|at| *at != old && *at != new).collect(),
    })
}

impl Columns {
    fn row(&self, cells: &Cells) -> Row {
        let cell = |column: &u32| cells.get(column).cloned().unwrap_or_default();
        // A cell over all columns is counted to the first.
        let merged = if cells.len() == 1 { cells.values().next().cloned() } else { None };
        if let Some(whole) = merged.filter(|_| !cells.contains_key(&self.old) && !cells.contains_key(&self.new)) {
            return Row { note: whole, ..Row::default() };
        }
        let notes: Vec<_> = self.notes.iter().map(cell).filter(|note| !note.is_empty()).collect();
        Row { number: 0, old: cell(&self.old), new: cell(&self.new), note: notes.join("，") }
    }
}
