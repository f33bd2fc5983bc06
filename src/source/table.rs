//! Tables (表格) row by row, for files that are lists and not drafts: .xlsx, .xls, .csv, and .txt with a name a line.

use std::path::Path;

use super::encoding;
use super::{Format, Unread, read_file, sheet, sniff};
use crate::text::{BlockKind, Text};

/// How a file is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 工作簿
    Sheets,
    /// One table with separators.
    Grid,
    /// Lines without columns.
    Lines,
}

/// A row: its filled cells with their columns, counted from 0.
pub type Row = Vec<(u32, String)>;

/// One table with its filled rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// 工作表名
    pub name: String,
    pub rows: Vec<Row>,
    /// Of each row the number people see beside it, from 1.
    pub lines: Vec<u32>,
}

/// What a file of tables holds.
#[derive(Debug)]
pub struct Tables {
    pub shape: Shape,
    pub tables: Vec<Table>,
    /// What of it was not read, in Chinese.
    pub remarks: Vec<String>,
}

/// Reads the tables of a file on disk.
pub fn tables(path: &Path) -> Result<Tables, Unread> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    tables_of(&read_file(path)?, &name)
}

/// Reads tables from memory.
pub fn tables_of(bytes: &[u8], name: &str) -> Result<Tables, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    let is_csv = Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let read = match sniff(bytes, name) {
        format @ (Format::Xlsx | Format::Xls) => sheets(bytes, format),
        Format::Text if is_csv => grid(bytes),
        Format::Text => lines(bytes),
        Format::Locked => Err(Unread::Encrypted),
        other => Err(Unread::NotSupported(other)),
    }?;
    if read.tables.iter().all(|table| table.rows.is_empty()) { Err(Unread::Empty) } else { Ok(read) }
}

fn sheets(bytes: &[u8], format: Format) -> Result<Tables, Unread> {
    let source = sheet::read_sheets(bytes, format)?;
    Ok(Tables { shape: Shape::Sheets, tables: by_sheet(&source.text), remarks: source.remarks })
}

/// Cells of a text as tables; the paragraph before a table is its name, and the lines of a cell are one.
fn by_sheet(text: &Text) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut last = None;
    for block in text.blocks() {
        let words = text.slice(block.span);
        let BlockKind::Cell { row, column, .. } = block.kind else {
            tables.push(Table { name: words.to_owned(), ..Table::default() });
            last = None;
            continue;
        };
        let Some(table) = tables.last_mut() else { continue };
        let is_same_row = last.is_some_and(|(above, _)| above == row);
        match table.rows.last_mut().filter(|_| is_same_row) {
            Some(cells) if last == Some((row, column)) => {
                cells.iter_mut().last().into_iter().for_each(|c| c.1 += words)
            }
            Some(cells) => cells.push((column, words.to_owned())),
            None => {
                table.rows.push(vec![(column, words.to_owned())]);
                table.lines.push(row.saturating_add(1));
            }
        }
        last = Some((row, column));
    }
    tables
}

fn grid(bytes: &[u8]) -> Result<Tables, Unread> {
    let decoded = encoding::decode(bytes)?;
    let text = decoded.text();
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(delimiter(&text));
    let mut rows = Vec::new();
    for record in reader.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|error| Unread::Damaged(format!("csv 有错（{error}）")))?;
        let line = record.position().map_or(0, |position| position.line());
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), row(record.iter())));
    }
    Ok(one(Shape::Grid, rows, decoded.remarks))
}

/// A tab where the first line has one: spreadsheets write so, too.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.contains('\t') { b'\t' } else { b',' }
}

fn row<'c>(cells: impl Iterator<Item = &'c str>) -> Row {
    let cells = (0..).zip(cells.map(|cell| cell.replace(['\n', '\r', '\u{feff}'], "")));
    cells.filter(|(_, cell)| !cell.trim().is_empty()).collect()
}

fn lines(bytes: &[u8]) -> Result<Tables, Unread> {
    let decoded = encoding::decode(bytes)?;
    let rows = (1..).zip(decoded.lines().map(|line| row(std::iter::once(&*line.text)))).collect();
    Ok(one(Shape::Lines, rows, decoded.remarks))
}

fn one(shape: Shape, rows: Vec<(u32, Row)>, remarks: Vec<String>) -> Tables {
    let (lines, rows) = rows.into_iter().filter(|(_, row)| !row.is_empty()).unzip();
    Tables { shape, tables: vec![Table { name: String::new(), rows, lines }], remarks }
}
