#![allow(clippy::unwrap_used)]

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format as Style, Note, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::source;

fn lines(source: &Source) -> Vec<(BlockKind, &str)> {
    source.text.blocks().iter().map(|block| (block.kind, source.text.slice(block.span))).collect()
}

fn read(workbook: &mut Workbook) -> Source {
    source::read_bytes(&workbook.save_to_buffer().unwrap(), "a.xlsx").unwrap()
}

fn cell(table: u32, row: u32, column: u32) -> BlockKind {
    BlockKind::Cell { table, row, column }
}

#[test]
fn cells_are_blocks_with_row_and_column() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "名称").unwrap();
    sheet.write(2, 1, "甲\n乙").unwrap();
    sheet.write(2, 2, 12.50).unwrap();
    sheet.write(3, 0, true).unwrap();
    let source = read(&mut workbook);
    let expected = [
        (cell(0, 0, 0), "名称"),
        (cell(0, 2, 1), "甲"),
        (cell(0, 2, 1), "乙"),
        (cell(0, 2, 2), "12.5"),
        (cell(0, 3, 0), "TRUE"),
    ];
    assert_eq!(lines(&source), expected);
    assert_eq!((source.format, source.remarks.len()), (Format::Xlsx, 0));
}

#[test]
fn dates_are_written_as_dates() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let style = Style::new().set_num_format("yyyy年m月d日");
    let day = ExcelDateTime::from_ymd(2026, 11, 22).unwrap();
    sheet.write_datetime_with_format(0, 0, &day, &style).unwrap();
    sheet.write_datetime_with_format(1, 0, day.and_hms(9, 30, 0).unwrap(), &style).unwrap();
    let source = read(&mut workbook);
    assert_eq!(source.text.as_str(), "2026-11-22\n2026-11-22 09:30\n");
}

#[test]
fn numbers_are_plain() {
    let plain: Vec<String> = [3.0, 0.1 + 0.2, -1234567.25, 360000199001011234.0, 1e300, 0.0].map(cell::plain).into();
    assert_eq!(plain, ["3", "0.3", "-1234567.25", "360000199001011000", "1E300", "0"]);
}

#[test]
fn sheets_are_named_where_names_say_something() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "a").unwrap();
    workbook.add_worksheet();
    workbook.add_worksheet().set_name("事项清单").unwrap().write(0, 0, "b").unwrap();
    workbook.add_worksheet().set_hidden(true).write(0, 0, "c").unwrap();
    let source = read(&mut workbook);
    let expected = [
        (BlockKind::Paragraph, "Sheet1"),
        (cell(0, 0, 0), "a"),
        (BlockKind::Paragraph, "事项清单"),
        (cell(1, 0, 0), "b"),
    ];
    assert_eq!(lines(&source), expected);
    assert_eq!(source.remarks, ["有隐藏的工作表1个，未计入"]);
}

#[test]
fn what_is_not_read_is_said() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "a").unwrap();
    sheet.insert_note(0, 0, &Note::new("批注")).unwrap();
    assert_eq!(read(&mut workbook).remarks, ["含批注，未读取"]);
}

#[test]
fn a_workbook_without_cells_is_empty() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(source::read_bytes(&bytes, "a.xlsx").err(), Some(Unread::Empty));
}

/// A workbook whose parts are given as they stand.
fn package(sheet: &str, strings: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let book = format!(
        r#"<workbook xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let parts = [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", links("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
        ("xl/sharedStrings.xml", strings.to_owned()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn cells_far_apart_cost_nothing() {
    let sheet = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    let source = source::read_bytes(&package(sheet, "<sst/>"), "a.xlsx").unwrap();
    assert_eq!(lines(&source), [(cell(0, 0, 0), "1"), (cell(0, 1_048_575, 16_383), "2")]);
}

#[test]
fn a_false_count_of_strings_is_refused() {
    let bytes = package("<worksheet><sheetData/></worksheet>", r#"<sst uniqueCount="99999999999"></sst>"#);
    assert!(matches!(source::read_bytes(&bytes, "a.xlsx").err(), Some(Unread::Hostile(_))));
}

#[test]
fn more_characters_than_the_limit_are_refused() {
    let mut tables = Tables::new(false);
    let long = "字".repeat(MAX_CHARACTERS / 2);
    assert!(tables.cell("a", (0, 0), &long).is_ok() && tables.cell("a", (0, 1), &long).is_ok());
    assert!(matches!(tables.cell("a", (0, 2), "字"), Err(Unread::Hostile(_))));
}

#[test]
fn broken_tables_are_damaged() {
    let bytes = package("<worksheet><sheetData><row><c><v>1", "<sst/>");
    assert!(matches!(source::read_bytes(&bytes, "a.xlsx").err(), Some(Unread::Damaged(_))));
}

/// A workbook of the older form with one text and one number.
fn xls() -> Vec<u8> {
    let name = [0, 1, 0, b'A'];
    workbook(&name)
}

fn workbook(name: &[u8]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let sheet = |place: u8| record(0x0085, &[&[place, 0, 0, 0, 0], name].concat());
    let end = record(0x000A, &[]);
    let text = record(0x0204, &[1, 0, 0, 0, 0, 0, 1, 0, 1, 0x58, 0x4E]);
    let number = record(0x0203, &[&[1, 0, 2, 0, 0, 0], 2.5f64.to_le_bytes().as_slice()].concat());
    let place = begin(5).len() + sheet(0).len() + end.len();
    let stream = [begin(5), sheet(place as u8), end.clone(), begin(16), text, number, end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn the_older_form_is_read_alike() {
    let source = source::read_bytes(&xls(), "a.et").unwrap();
    let expected = [(BlockKind::Paragraph, "A"), (cell(0, 1, 0), "乘"), (cell(0, 1, 2), "2.5")];
    assert_eq!(lines(&source), expected);
    assert_eq!((source.format, source.remarks.len()), (Format::Xls, 0));
}

#[test]
fn records_cut_short_are_damage() {
    let bytes = workbook(&[0]);
    assert!(matches!(source::read_bytes(&bytes, "a.xls").err(), Some(Unread::Damaged(_))));
}

#[test]
fn impossible_names_of_cells_are_damage() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>"#;
    let read = source::read_bytes(&package(sheet, "<sst/>"), "a.xlsx");
    assert!(!matches!(read, Err(Unread::Internal(_))), "{read:?}");
}
