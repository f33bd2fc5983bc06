//! Spreadsheets that come in: the ledger, and reviewers' decisions in a workbook that a sweep wrote.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::Failure;
use crate::output::sweep::BACK;
use crate::rule::{Proposal, Sweep};
use crate::source::{self, Table, Tables};
use crate::sweep::{Columns, Decision, Entry, entries};

fn tables(path: &Path) -> Result<Tables, Failure> {
    source::tables(path).map_err(|unread| Failure::unread(path, &unread))
}

pub fn ledger(path: &Path, words: &Sweep, columns: &Columns) -> Result<Vec<Entry>, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let read = entries(&tables(path)?, &name, words, columns);
    read.map_err(|what| Failure::new(format!("台账 {}：{what}", path.display())))
}

/// By path; rows without a decision are left out, and one that is none of ours is a mistake.
pub fn decisions(path: &Path) -> Result<BTreeMap<String, Decision>, Failure> {
    let mut found = BTreeMap::new();
    let mut is_ours = false;
    for table in &tables(path)?.tables {
        let Some((head, columns)) = columns(table) else { continue };
        is_ours = true;
        for (at, row) in table.rows.iter().enumerate().skip(head + 1) {
            let cell = |column: u32| row.iter().find(|(at, _)| *at == column).map_or("", |(_, cell)| cell.trim());
            let [file, decided, note] = columns.map(cell);
            if file.is_empty() || decided.is_empty() {
                continue;
            }
            let proposal = Proposal::named(decided).ok_or_else(|| unknown(path, table, at, decided))?;
            found.insert(file.to_owned(), Decision { proposal, note: note.to_owned() });
        }
    }
    if is_ours {
        Ok(found)
    } else {
        Err(Failure::new(format!("{} 里没有“{}”和“{}”两列", path.display(), BACK[0], BACK[1])))
    }
}

fn columns(table: &Table) -> Option<(usize, [u32; 3])> {
    table.rows.iter().enumerate().take(20).find_map(|(at, row)| {
        let column = |name: &str| row.iter().find(|(_, cell)| cell.trim() == name).map(|(column, _)| *column);
        Some((at, [column(BACK[0])?, column(BACK[1])?, column(BACK[2]).unwrap_or(u32::MAX)]))
    })
}

fn unknown(path: &Path, table: &Table, at: usize, decided: &str) -> Failure {
    let names = Proposal::ALL.map(Proposal::chinese).join("、");
    Failure::new(format!("{}“{}”第{}行：不认识的意见“{decided}”；可以写 {names}", path.display(), table.name, at + 1))
}
