use super::*;
use crate::text::Origin;

#[test]
fn paragraphs_are_blocks_and_empty_ones_are_none() {
    let doc = Doc::new().paragraph("第一条　为了", &[]).end().paragraph("第二条", &[]);
    assert_eq!(doc.blocks(), ["第一条　为了", "第二条"]);
    let source = doc.source();
    assert_eq!((source.format.name(), source.encoding), ("doc", "UTF-16LE"));
    assert!(source.remarks.is_empty());
}

#[test]
fn characters_know_their_bytes() {
    let text = Doc::new().paragraph("甲乙", &[]).text("丙").run("丁", INSERTED).end().source().text;
    let at = text.as_str().find('丁').unwrap();
    assert_eq!(text.origin(at), Origin::Source { part: 0, start: TEXT + 8, end: TEXT + 10 });
    assert_eq!(text.part(0), "WordDocument");
}

#[test]
fn a_text_of_many_pages_of_properties() {
    let lines: Vec<String> = (0..300).map(|i| format!("第{i}段")).collect();
    let doc = lines.iter().fold(Doc::new(), |doc, line| doc.text(line).run("隐", HIDDEN).end());
    assert_eq!(doc.blocks(), lines);
}

fn compressed(text: &[u8]) -> Doc {
    let mut doc = Doc::new().paragraph(&"x".repeat(text.len() - 1), &[]);
    doc.raw_text = Some(text.to_vec());
    doc.pieces = Some(vec![(((TEXT as u32) * 2) | 0x4000_0000, text.len() as u32, 0)]);
    doc
}

#[test]
fn one_byte_characters_are_windows_1252_or_gbk() {
    assert_eq!(compressed(b"caf\xE9 \x93a\x94\r").blocks(), ["café “a”"]);
    assert_eq!(compressed(b"1 \xB5\xDA\xD2\xBB\xCC\xF5 a\r").blocks(), ["1 第一条 a"]);
    assert_eq!(compressed(b"\xB5\xDA\xD2\r").blocks(), ["µÚÒ"]);
}

#[test]
fn pieces_come_in_the_order_of_their_table() {
    let mut doc = Doc::new().paragraph("乙丙甲", &[]);
    let at = |i: u32| TEXT as u32 + i * 2;
    doc.pieces = Some(vec![(at(2), 1, 0), (at(0), 2, 0), (at(3), 1, 0)]);
    assert_eq!(doc.blocks(), ["甲乙丙"]);
    doc.pieces = Some(vec![(at(2), 1, 0), (at(0), 2, 0)]);
    assert!(matches!(doc.read(), Err(Unread::Damaged(_))));
}

#[test]
fn pieces_have_properties_of_their_own() {
    let mut doc = Doc::new().paragraph("甲乙丙丁", &[]);
    let at = |i: u32| TEXT as u32 + i * 2;
    doc.kept = vec![HIDDEN.to_vec()];
    doc.pieces = Some(vec![(at(0), 1, 0), (at(1), 1, 0x5C << 1 | 1 << 8), (at(2), 1, 1), (at(3), 2, 0)]);
    assert_eq!(doc.blocks(), ["甲丁"]);
    doc.pieces = Some(vec![(at(0), 1, 0), (at(1), 1, 0x41 << 1 | 1 << 8), (at(2), 3, 0)]);
    assert_eq!(doc.blocks(), ["甲丙丁"]);
}

#[test]
fn a_field_shows_its_result() {
    let doc = Doc::new().paragraph("见\u{13}REF a \u{13}x\u{14}y\u{15}\u{14}第三条\u{15}，\u{13}TC z\u{15}止", &[]);
    assert_eq!(doc.blocks(), ["见第三条，止"]);
    let doc = Doc::new().paragraph("甲\u{13}REF", &[]).paragraph("乙", &[]);
    assert_eq!(doc.blocks(), ["甲", "乙"]);
}

#[test]
fn signs_breaks_and_pictures() {
    let doc = Doc::new().paragraph("A\u{1e}1\u{1f}b\tc\u{1}\u{8}\u{2}\u{5}\u{b}下一行\u{c}下一页\u{a0}完", &[]);
    assert_eq!(doc.blocks(), ["A-1b\tc", "下一行", "下一页\u{a0}完"]);
}

#[test]
fn a_section_ends_its_last_paragraph() {
    let doc = lists::with_lists().text("甲").mark("\u{c}", &[], 0, &list(1, 0)).paragraph("乙", &list(1, 0));
    assert_eq!(doc.blocks(), ["第一条　甲", "第二条　乙"]);
    let doc = lists::with_lists().paragraph("甲\u{c}乙", &list(1, 0));
    assert_eq!(doc.blocks(), ["第一条　甲", "乙"]);
}

#[test]
fn symbols_are_looked_up_by_font() {
    let name = "Wingdings".encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let font = |name: &[u8]| [&[39 + name.len() as u8], &[0; 39][..], name].concat();
    let fonts = [&[2, 0, 0, 0], &font(b"S\0\0\0")[..], &font(&name)].concat();
    let symbol = |code: u16| [&[0x09, 0x6A, 1, 0], &code.to_le_bytes()[..]].concat();
    let doc = Doc::new().part(15, fonts).run("(", &symbol(0xF0FE)).run("(", &symbol(0xF041)).paragraph("同意", &[]);
    assert_eq!(doc.blocks(), ["☑同意"]);
}

#[test]
fn hidden_text_is_dropped_and_remarked() {
    let doc = Doc::new().text("甲").run("乙\u{13}X\u{14}", HIDDEN).text("丙").run("\u{15}", HIDDEN).end();
    assert_eq!(doc.blocks(), ["甲丙"]);
    assert_eq!(doc.source().remarks, ["有隐藏文字，未计入"]);
    let joined = Doc::new().text("甲").mark("\r", HIDDEN, 0, &[]).paragraph("乙", &[]);
    assert_eq!(joined.blocks(), ["甲乙"]);
}

#[test]
fn styles_hide_and_toggle() {
    let none = 0xFFF;
    let sheet = styles(&[(1, none, &[], &[]), (1, none, &[], HIDDEN), (1, 1, &[], &[]), (2, none, &[], HIDDEN)]);
    let named = [0x30, 0x4A, 3, 0];
    let doc = Doc::new().part(1, sheet);
    assert_eq!(doc.clone().styled("甲", 2).paragraph("乙", &[]).blocks(), ["乙"]);
    let cancel = doc.clone().text("x").run("甲", &named).mark("\r", &[], 1, &[]).paragraph("乙", &[]);
    assert_eq!(cancel.blocks(), ["甲乙"]);
    let unlike = doc.clone().run("甲", &[0x3C, 0x08, 0x81]).run("x", &[0x3C, 0x08, 0x80]).mark("\r", &[], 1, &[]);
    assert_eq!(unlike.paragraph("乙", &[]).blocks(), ["甲乙"]);
    assert_eq!(doc.run("x", &named).paragraph("乙", &[]).blocks(), ["乙"]);
}
