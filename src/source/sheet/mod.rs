//! Spreadsheets (.xlsx, .xls, .et) as tables of cells: materials (送审材料), not drafts.
//!
//! The library allocates what a file declares, so what it declares is looked at first (`xlsx::inspect`, `grid`).

mod cell;
mod grid;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::Cursor;

use calamine::{Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::patience;
use super::{Format, Source, Unread};
use crate::limits::{MAX_CHARACTERS, MAX_SECONDS};
use crate::text::{BlockKind, Origin, TextBuilder};

pub fn read_xlsx(bytes: &[u8]) -> Result<Source, Unread> {
    apart(bytes, |bytes| read_package(bytes, Names::Telling))
}

/// Which names of sheets stand in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    All,
    /// Not that of a single sheet that nobody named.
    Telling,
}

/// A workbook with the name of each sheet before its cells.
pub fn read_sheets(bytes: &[u8], format: Format) -> Result<Source, Unread> {
    match format {
        Format::Xlsx => apart(bytes, |bytes| read_package(bytes, Names::All)),
        Format::Xls => {
            grid::inspect(bytes)?;
            apart(bytes, |bytes| read_records(bytes, Names::All))
        }
        other => Err(Unread::NotSupported(other)),
    }
}

fn read_package(bytes: &[u8], names: Names) -> Result<Source, Unread> {
    let mut remarks = xlsx::inspect(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Unread::Encrypted,
        error => broken(&error),
    })?;
    let chosen = Chosen::of(workbook.sheets_metadata());
    remarks.extend(chosen.remarks());
    let mut out = Tables::new(names == Names::All || chosen.shows_names());
    for name in &chosen.shown {
        let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
        while let Some(next) = cells.next_cell().map_err(|error| broken(&error))? {
            out.cell(name, next.get_position(), &cell::text(&next.get_value().clone().into()))?;
        }
        out.end_sheet();
    }
    Ok(Source { text: out.builder.finish(), format: Format::Xlsx, encoding: "UTF-8", remarks })
}

pub fn read_xls(bytes: &[u8]) -> Result<Source, Unread> {
    grid::inspect(bytes)?;
    apart(bytes, |bytes| read_records(bytes, Names::Telling))
}

/// The library stops in a panic where records are cut short or cells have impossible names.
fn apart(bytes: &[u8], read: fn(&[u8]) -> Result<Source, Unread>) -> Result<Source, Unread> {
    let bytes = bytes.to_vec();
    patience::within(MAX_SECONDS, move |_| read(&bytes)).map_err(|unread| match unread {
        Unread::Internal(_) => Unread::Damaged("表格里的记录不完整".to_owned()),
        unread => unread,
    })
}

fn read_records(bytes: &[u8], names: Names) -> Result<Source, Unread> {
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Unread::Encrypted,
        error => broken(&error),
    })?;
    let chosen = Chosen::of(workbook.sheets_metadata());
    let mut out = Tables::new(names == Names::All || chosen.shows_names());
    for name in &chosen.shown {
        let range = workbook.worksheet_range(name).map_err(|error| broken(&error))?;
        let (row, column) = range.start().unwrap_or_default();
        for (down, right, value) in range.used_cells() {
            let position = (row.saturating_add(down as u32), column.saturating_add(right as u32));
            out.cell(name, position, &cell::text(value))?;
        }
        out.end_sheet();
    }
    Ok(Source { text: out.builder.finish(), format: Format::Xls, encoding: "UTF-16LE", remarks: chosen.remarks() })
}

fn broken(error: &dyn std::error::Error) -> Unread {
    Unread::Damaged(format!("表格结构有错（{error}）"))
}

/// Which sheets (工作表) of a workbook are read.
#[derive(Default)]
struct Chosen {
    shown: Vec<String>,
    hidden: usize,
    /// Sheets of another kind: charts, macros.
    foreign: usize,
}

impl Chosen {
    fn of(sheets: &[Sheet]) -> Chosen {
        let mut chosen = Chosen::default();
        for sheet in sheets {
            match (sheet.typ, sheet.visible) {
                (SheetType::WorkSheet, SheetVisible::Visible) => chosen.shown.push(sheet.name.clone()),
                (SheetType::WorkSheet, _) => chosen.hidden += 1,
                _ => chosen.foreign += 1,
            }
        }
        chosen
    }

    fn shows_names(&self) -> bool {
        let is_usual = |name: &str| {
            let rest = name.strip_prefix("Sheet").or_else(|| name.strip_prefix("工作表"));
            rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
        };
        self.shown.len() > 1 || self.shown.iter().any(|name| !is_usual(name))
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.hidden > 0 {
            remarks.push(format!("有隐藏的工作表{}个，未计入", self.hidden));
        }
        if self.foreign > 0 {
            remarks.push(format!("有图表或者宏工作表{}个，未读取", self.foreign));
        }
        remarks
    }
}

/// The text being built: a table a sheet.
struct Tables {
    builder: TextBuilder,
    shows_names: bool,
    table: u32,
    is_begun: bool,
    characters: usize,
}

impl Tables {
    fn new(shows_names: bool) -> Tables {
        Tables { builder: TextBuilder::default(), shows_names, table: 0, is_begun: false, characters: 0 }
    }

    /// A cell that holds something; the name of its sheet comes before the first one.
    fn cell(&mut self, sheet: &str, (row, column): (u32, u32), text: &str) -> Result<(), Unread> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if !self.is_begun && self.shows_names {
            self.line(sheet, BlockKind::Paragraph);
        }
        self.is_begun = true;
        for line in text.split(['\n', '\r']) {
            self.line(line, BlockKind::Cell { table: self.table, row, column });
        }
        self.characters = self.characters.saturating_add(text.chars().count());
        if self.characters > MAX_CHARACTERS {
            return Err(Unread::Hostile(format!("文字超过 {MAX_CHARACTERS} 个")));
        }
        Ok(())
    }

    fn line(&mut self, text: &str, kind: BlockKind) {
        self.builder.push(text, Origin::Generated);
        self.builder.end_block(kind);
    }

    fn end_sheet(&mut self) {
        self.table += u32::from(self.is_begun);
        self.is_begun = false;
    }
}
