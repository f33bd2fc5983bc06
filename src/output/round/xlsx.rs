//! The table as a workbook: a sheet for the opinions, a sheet for what nobody reviewed.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{RoundRow, opinion, place, remark, summary};

/// Excel holds 32,767 UTF-16 units in a cell; a character has at most two.
const LONGEST: usize = 16_000;
const HEAD_ROW: u32 = 1;
const ANSWERS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("原条款", 14.0),
    ("原文", 36.0),
    ("意见", 44.0),
    ("采纳情况", 12.0),
    ("现条款", 14.0),
    ("现内容", 44.0),
    ("说明", 30.0),
    ("规则", 26.0),
];
const FRESH: [(&str, f64); 5] = [("序号", 6.0), ("条款", 18.0), ("类型", 8.0), ("文字", 80.0), ("说明", 36.0)];

pub fn xlsx(round: &RoundRow) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the file must not depend on the clock.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("意见采纳情况表").set_creation_datetime(&day));
    let answers = round.answers.iter().map(|it| {
        let opinion = opinion(it);
        let cells: [&str; 8] =
            [place(&it.place), &it.quote, &opinion, it.status_word, &it.now, &it.words, &it.note, &it.rule];
        cells.map(str::to_owned).to_vec()
    });
    let sheet = workbook.add_worksheet();
    sheet.set_name("意见采纳情况表")?;
    fill(sheet, &summary(round), &ANSWERS, answers.collect())?;
    let fresh = round
        .unreviewed
        .iter()
        .map(|it| vec![place(&it.place).to_owned(), it.novelty_word.to_owned(), it.words.clone(), remark(it)]);
    let sheet = workbook.add_worksheet();
    sheet.set_name("新增未审")?;
    fill(sheet, &summary(round), &FRESH, fresh.collect())?;
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, above: &str, columns: &[(&str, f64)], rows: Vec<Vec<String>>) -> Result<(), XlsxError> {
    let font = Format::new().set_font_name("宋体").set_font_size(11);
    let cell = font.clone().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let head = cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0xE7_E6_E6));
    sheet.write_with_format(0, 0, above, &font)?;
    for (column, (name, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_with_format(HEAD_ROW, column, *name, &head)?;
    }
    for (at, row) in (HEAD_ROW + 1..).zip(&rows) {
        sheet.write_with_format(at, 0, at - HEAD_ROW, &cell)?;
        for (column, text) in (1u16..).zip(row) {
            sheet.write_with_format(at, column, text.chars().take(LONGEST).collect::<String>(), &cell)?;
        }
    }
    sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
    sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + rows.len() as u32, columns.len() as u16 - 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}
