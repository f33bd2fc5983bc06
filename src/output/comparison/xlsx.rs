//! A workbook with one row a pair: all pairs, to be filtered; changes marked inside the cells.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook, Worksheet,
    XlsxError,
};

use super::Round;
use super::row::{Line, Mark, Piece, heading, row};
use crate::compare::{Comparison, Pair};

/// Excel holds 32,767 UTF-16 units in a cell.
const LONGEST: usize = 32_000;
const CUT: &str = "……（文字过长，未显示完）";
const HEAD_ROW: u32 = 2;
const COLUMNS: [(&str, f64); 6] =
    [("序号", 6.0), ("类型", 12.0), ("修改前", 60.0), ("修改后", 60.0), ("说明", 24.0), ("实质修改", 10.0)];

/// The formats of a sheet.
struct Look {
    title: Format,
    head: Format,
    cell: Format,
    plain: Format,
    deleted: Format,
    inserted: Format,
}

fn font() -> Format {
    Format::new().set_font_name("宋体").set_font_size(11)
}

impl Look {
    fn new() -> Look {
        let cell = font().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        Look {
            title: font().set_bold().set_font_size(14),
            head: cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0xE7_E6_E6)),
            cell,
            plain: font(),
            deleted: font().set_font_strikethrough().set_font_color(Color::RGB(0xC0_00_00)),
            inserted: font().set_underline(FormatUnderline::Single).set_font_color(Color::RGB(0x1F_4E_9E)),
        }
    }

    fn of(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Same => &self.plain,
            Mark::Deleted => &self.deleted,
            Mark::Inserted => &self.inserted,
        }
    }
}

pub fn xlsx(rounds: &[Round]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the file must not depend on the clock.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("条文对照表").set_creation_datetime(&day));
    let look = Look::new();
    for (at, round) in rounds.iter().enumerate() {
        let name = if rounds.len() == 1 { "条文对照表".to_owned() } else { format!("第{}轮", at + 1) };
        sheet(workbook.add_worksheet(), &name, round, &look)?;
    }
    workbook.save_to_buffer()
}

fn sheet(sheet: &mut Worksheet, name: &str, round: &Round, look: &Look) -> Result<(), XlsxError> {
    let comparison = round.comparison;
    head(sheet, name, comparison, look)?;
    for (at, pair) in comparison.pairs.iter().enumerate() {
        write_pair(sheet, HEAD_ROW + 1 + at as u32, pair, look)?;
    }
    let last = HEAD_ROW + comparison.pairs.len() as u32;
    sheet.autofilter(HEAD_ROW, 0, last, COLUMNS.len() as u16 - 1)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, name: &str, comparison: &Comparison, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.write_with_format(0, 0, short(&heading(comparison)), &look.title)?;
    sheet.write(1, 0, comparison.summary().to_string())?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(HEAD_ROW, column, name, &look.head)?;
    }
    sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
    sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write_pair(sheet: &mut Worksheet, at: u32, pair: &Pair, look: &Look) -> Result<(), XlsxError> {
    let row = row(pair);
    sheet.write_with_format(at, 0, at - HEAD_ROW, &look.cell)?;
    sheet.write_with_format(at, 1, pair.kind.chinese(), &look.cell)?;
    write_text(sheet, (at, 2), &row.old, look)?;
    write_text(sheet, (at, 3), &row.new, look)?;
    sheet.write_with_format(at, 4, short(&row.note), &look.cell)?;
    sheet.write_with_format(at, 5, if pair.substance { "是" } else { "否" }, &look.cell)?;
    Ok(())
}

fn write_text(sheet: &mut Worksheet, (at, column): (u32, u16), lines: &[Line], look: &Look) -> Result<(), XlsxError> {
    let pieces = pieces(lines);
    match &pieces[..] {
        [] => sheet.write_blank(at, column, &look.cell)?,
        [Piece { mark: Mark::Same, text }] => sheet.write_with_format(at, column, text, &look.cell)?,
        _ => {
            let rich: Vec<_> = pieces.iter().map(|piece| (look.of(piece.mark), piece.text.as_str())).collect();
            sheet.write_rich_string_with_format(at, column, &rich, &look.cell)?
        }
    };
    Ok(())
}

/// The lines as one run of pieces with equal neighbours joined, cut to what a cell holds.
fn pieces(lines: &[Line]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut room = LONGEST;
    for (at, line) in lines.iter().enumerate() {
        let end = (at > 0).then(|| same("\n"));
        for piece in end.into_iter().chain(line.flat()) {
            let Some(left) = room.checked_sub(piece.text.encode_utf16().count()) else {
                push(&mut out, same(CUT));
                return out;
            };
            room = left;
            push(&mut out, piece);
        }
    }
    out
}

fn same(text: &str) -> Piece {
    Piece { mark: Mark::Same, text: text.to_owned() }
}

fn push(out: &mut Vec<Piece>, piece: Piece) {
    match out.last_mut().filter(|last| last.mark == piece.mark) {
        Some(last) => last.text.push_str(&piece.text),
        None if piece.text.is_empty() => {}
        None => out.push(piece),
    }
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST / 2).collect()
}
