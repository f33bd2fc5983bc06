//! How large the sheets of an .xls are. The library holds each as a full rectangle, so two cells far apart would fill
//! the memory: the records are looked at first.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::limits::{MAX_GRID_CELLS, MAX_TOTAL_BYTES};
use crate::source::Unread;

/// How often the stream may be read over by sheets that lie within each other.
const MAX_PASSES: usize = 4;

const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;

pub(super) fn inspect(bytes: &[u8]) -> Result<(), Unread> {
    let damaged = |error: std::io::Error| Unread::Damaged(format!("复合文件不完整（{error}）"));
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let is_book = |name: &str| ["workbook", "book"].iter().any(|book| name.eq_ignore_ascii_case(book));
    let books: Vec<_> = file.walk().filter(|entry| entry.is_stream() && is_book(entry.name())).collect();
    for book in books {
        let mut stream = Vec::new();
        let opened = file.open_stream(book.path()).map_err(damaged)?;
        opened.take(MAX_TOTAL_BYTES).read_to_end(&mut stream).map_err(damaged)?;
        check(&stream)?;
    }
    Ok(())
}

fn check(stream: &[u8]) -> Result<(), Unread> {
    let too_large = || Unread::Hostile(format!("表格区域超过 {MAX_GRID_CELLS} 格"));
    let (mut cells, mut read) = (0usize, 0usize);
    for sheet in sheets(stream)? {
        let rest = stream.get(sheet..).ok_or_else(|| Unread::Damaged("工作表的位置超出文件".to_owned()))?;
        let (area, taken) = area(rest);
        cells = cells.saturating_add(area);
        read = read.saturating_add(taken);
        if cells > MAX_GRID_CELLS || read > stream.len().saturating_mul(MAX_PASSES) {
            return Err(too_large());
        }
    }
    Ok(())
}

/// Where the sheets begin.
fn sheets(stream: &[u8]) -> Result<Vec<usize>, Unread> {
    let mut sheets = Vec::new();
    for record in Records(stream) {
        match record.kind {
            FILE_PASS if record.short(0) != Some(0) => return Err(Unread::Encrypted),
            BOUND_SHEET => sheets.push(record.long(0).unwrap_or(0)),
            END => break,
            _ => {}
        }
    }
    Ok(sheets)
}

/// Cells of the rectangle around all that a sheet holds or says that it holds, and bytes of the sheet.
fn area(sheet: &[u8]) -> (usize, usize) {
    let mut declared = 0usize;
    let mut used = Rectangle::default();
    let mut taken = 0;
    let mut depth = 0usize;
    for record in Records(sheet) {
        taken += record.data.len() + 4;
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => declared = declared.saturating_add(record.dimensions()),
            kind if is_cell(kind) => record.positions().for_each(|(row, column)| used.take(row, column)),
            _ => {}
        }
    }
    (declared.max(used.area()), taken)
}

/// Records of values: formulas, numbers, texts, truth values.
fn is_cell(kind: u16) -> bool {
    matches!(kind, 0x0006 | 0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD)
}

#[derive(Default)]
struct Rectangle(Option<[usize; 4]>);

impl Rectangle {
    fn take(&mut self, row: usize, column: usize) {
        let [top, left, bottom, right] = self.0.unwrap_or([row, column, row, column]);
        self.0 = Some([top.min(row), left.min(column), bottom.max(row), right.max(column)]);
    }

    fn area(&self) -> usize {
        self.0.map_or(0, |[top, left, bottom, right]| (bottom - top + 1).saturating_mul(right - left + 1))
    }
}

struct Record<'s> {
    kind: u16,
    data: &'s [u8],
}

impl Record<'_> {
    fn short(&self, at: usize) -> Option<usize> {
        Some(usize::from(u16::from_le_bytes(*self.data.get(at..)?.first_chunk()?)))
    }

    fn long(&self, at: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(*self.data.get(at..)?.first_chunk()?)).ok()
    }

    /// Of a row of numbers, the first and the last.
    fn positions(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = self.short(0).zip(self.short(2));
        let last =
            (self.kind == 0x00BD).then(|| self.short(0).zip(self.short(self.data.len().checked_sub(2)?))).flatten();
        first.into_iter().chain(last)
    }

    /// Rows times columns, in the shorter form of old files or the longer one.
    fn dimensions(&self) -> usize {
        let corners = match self.data.len() {
            10 => self.short(0).zip(self.short(2)).zip(self.short(6)),
            _ => self.long(0).zip(self.long(4)).zip(self.short(10)),
        };
        corners.map_or(0, |((first, last), columns)| last.saturating_sub(first).saturating_mul(columns))
    }
}

struct Records<'s>(&'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let [a, b, c, d] = *self.0.first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([c, d]));
        let data = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..)?;
        Some(Record { kind: u16::from_le_bytes([a, b]), data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A workbook of one sheet.
    fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
        let head_bytes = 4 + 8 + 4;
        let head = [record(BOUND_SHEET, &[head_bytes, 0, 0, 0, 0, 0, 1, 0]), record(END, &[])].concat();
        [head, record(BEGIN, &[0, 6, 16, 0]), sheet.concat(), record(END, &[])].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    #[test]
    fn two_cells_far_apart_are_too_large() {
        assert!(check(&stream(&[number(0, 0), number(65_535, 0)])).is_ok());
        assert!(matches!(check(&stream(&[number(0, 0), number(65_535, 255)])), Err(Unread::Hostile(_))));
    }

    #[test]
    fn a_size_that_is_only_said_is_too_large() {
        let size = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0];
        assert!(matches!(check(&stream(&[record(DIMENSIONS, &size)])), Err(Unread::Hostile(_))));
    }

    #[test]
    fn one_sheet_named_many_times_is_too_large() {
        let sheet = [record(BEGIN, &[0; 4]), number(1, 1), number(2, 2), record(END, &[])].concat();
        let names = 1_000;
        let place = (names * 12 + 4) as u32;
        let name = record(BOUND_SHEET, &[&place.to_le_bytes()[..], &[0, 0, 1, 0]].concat());
        let many = [name.repeat(names), record(END, &[]), sheet].concat();
        assert!(check(&many).is_ok(), "the sheet is small against the names");
        let sheet = [record(BEGIN, &[0; 4]), record(1, &[0; 60_000]), record(END, &[])].concat();
        let many = [name.repeat(names), record(END, &[]), sheet].concat();
        assert!(matches!(check(&many), Err(Unread::Hostile(_))));
    }

    #[test]
    fn a_sheet_beyond_the_end_is_damage_and_a_lock_is_a_lock() {
        let beyond = record(BOUND_SHEET, &[0xFF, 0xFF, 0, 0, 0, 0]);
        assert!(matches!(check(&beyond), Err(Unread::Damaged(_))));
        assert_eq!(check(&record(FILE_PASS, &[1, 0])), Err(Unread::Encrypted));
    }
}
