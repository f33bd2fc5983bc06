//! A workbook: a sheet a table, the paragraphs on the first.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::paper::{Paper, Sheet};

/// Excel holds 32,767 UTF-16 units in a cell.
const LONGEST: usize = 16_000;

/// Characters of the name of a sheet.
const LONGEST_NAME: usize = 31;

struct Look {
    title: Format,
    head: Format,
    cell: Format,
}

impl Look {
    fn new() -> Look {
        let font = || Format::new().set_font_name("宋体").set_font_size(11);
        let cell = font().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let head = cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0xE7_E6_E6));
        Look { title: font().set_bold().set_font_size(14), head, cell }
    }
}

pub fn xlsx(paper: &Paper) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the file must not depend on the clock.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&paper.title).set_creation_datetime(&day));
    let look = Look::new();
    if !paper.paragraphs.is_empty() || paper.sheets.is_empty() {
        words(workbook.add_worksheet(), paper, &look)?;
    }
    for (at, sheet) in paper.sheets.iter().enumerate() {
        let name = format!("{}{}", if at > 0 { format!("{}.", at + 1) } else { String::new() }, sheet.name);
        table(workbook.add_worksheet(), &name, sheet, &look)?;
    }
    workbook.save_to_buffer()
}

fn words(sheet: &mut Worksheet, paper: &Paper, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("文字")?.set_column_width(0, 100)?;
    sheet.write_with_format(0, 0, short(&paper.title), &look.title)?;
    for (row, line) in (1u32..).zip(&paper.paragraphs) {
        sheet.write_with_format(row, 0, short(line), &look.cell)?;
    }
    Ok(())
}

fn table(out: &mut Worksheet, name: &str, sheet: &Sheet, look: &Look) -> Result<(), XlsxError> {
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(LONGEST_NAME).collect();
    out.set_name(name)?;
    for (column, head) in (0u16..).zip(&sheet.head) {
        out.set_column_width(column, width(sheet, usize::from(column)))?;
        out.write_with_format(0, column, short(head), &look.head)?;
    }
    for (at, row) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(row) {
            out.write_with_format(at, column, short(cell), &look.cell)?;
        }
    }
    let last = (sheet.rows.len() as u32, (sheet.head.len() as u16).saturating_sub(1));
    out.autofilter(0, 0, last.0, last.1)?;
    out.set_freeze_panes(1, 0)?;
    out.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn width(sheet: &Sheet, column: usize) -> f64 {
    let cells = std::iter::once(&sheet.head).chain(sheet.rows.iter().take(200));
    let widest = cells.filter_map(|row| Some(row.get(column)?.width())).max().unwrap_or_default();
    widest.clamp(6, 44) as f64 + 2.0
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
