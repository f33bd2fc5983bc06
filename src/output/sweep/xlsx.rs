//! The workbook of a sweep: a sheet a table; in 全部文件 reviewers choose their own decision from a list.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::Report;
use super::table::{BACK, Table, all};
use crate::rule::{Proposal, Sweep};

/// Excel holds 32,767 UTF-16 units in a cell.
const LONGEST: usize = 16_000;

struct Look {
    title: Format,
    head: Format,
    cell: Format,
}

impl Look {
    fn new() -> Look {
        let font = || Format::new().set_font_name("宋体").set_font_size(11);
        let cell = font().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let grey = Color::RGB(0xE7_E6_E6);
        Look {
            title: font().set_bold().set_font_size(14),
            head: cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(grey),
            cell,
        }
    }
}

pub fn xlsx(report: &Report, words: &Sweep) -> Result<Vec<u8>, XlsxError> {
    book("规范性文件清理", &all(report, words), &format!("清理时点：{}", report.as_of))
}

/// The tasks of one unit.
pub fn unit_xlsx(unit: &str, table: &Table, as_of: &str) -> Result<Vec<u8>, XlsxError> {
    book(unit, std::slice::from_ref(table), &format!("{unit}　清理时点：{as_of}"))
}

fn book(title: &str, tables: &[Table], note: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the file must not depend on the clock.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    let look = Look::new();
    for table in tables {
        sheet(workbook.add_worksheet(), table, note, &look)?;
    }
    workbook.save_to_buffer()
}

/// Title, note, headings, rows.
fn sheet(sheet: &mut Worksheet, table: &Table, note: &str, look: &Look) -> Result<(), XlsxError> {
    const HEAD: u32 = 2;
    sheet.set_name(&table.name)?;
    sheet.write_with_format(0, 0, format!("{}（{}）", table.name, table.rows.len()), &look.title)?;
    sheet.write(1, 0, note)?;
    for (column, (name, width)) in (0u16..).zip(&table.columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_with_format(HEAD, column, *name, &look.head)?;
    }
    for (at, row) in (HEAD + 1..).zip(&table.rows) {
        for (column, cell) in (0u16..).zip(row) {
            match cell.parse::<u32>() {
                Ok(n) if column == 0 => sheet.write_with_format(at, column, n, &look.cell)?,
                _ => sheet.write_string_with_format(at, column, short(cell), &look.cell)?,
            };
        }
    }
    let last = HEAD + table.rows.len() as u32;
    if let Some(column) = (0u16..).zip(&table.columns).find(|(_, (name, _))| *name == BACK[1]).map(|(at, _)| at) {
        let choice = DataValidation::new().allow_list_strings(&Proposal::ALL.map(Proposal::chinese))?;
        sheet.add_data_validation(HEAD + 1, column, last.max(HEAD + 1), column, &choice)?;
    }
    sheet.autofilter(HEAD, 0, last, table.columns.len().saturating_sub(1) as u16)?;
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn short(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at])
}
