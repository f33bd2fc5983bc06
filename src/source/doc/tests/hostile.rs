use super::*;
use crate::limits::{MAX_CELLS, MAX_CHARACTERS, MAX_PARAGRAPHS, MAX_PART_BYTES, MAX_RUNS};
use crate::source::Format;

fn is_hostile(doc: &Doc) -> bool {
    matches!(doc.read(), Err(Unread::Hostile(_)))
}

#[test]
fn older_and_other_files_are_told() {
    let mut doc = Doc::new().paragraph("甲", &[]);
    doc.version = 0x68;
    assert_eq!(doc.read().unwrap_err(), Unread::OldWord);
    doc.version = 0xC1;
    doc.flags = 0x0300;
    assert_eq!(doc.read().unwrap_err(), Unread::Encrypted);
    doc.flags = 0;
    assert_eq!(doc.read().unwrap_err(), Unread::OldWord);
    let unread = |name| super::super::read(&container(&[(name, b"x")])).unwrap_err();
    assert_eq!(unread("EncryptedPackage"), Unread::Encrypted);
    assert_eq!(unread("Workbook"), Unread::NotSupported(Format::Xls));
    assert_eq!(unread("PowerPoint Document"), Unread::NotSupported(Format::Unknown));
    assert_eq!(super::super::read(b"\xDB\xA5-\0").unwrap_err(), Unread::OldWord);
}

#[test]
fn a_file_cut_off_is_damaged_or_lacks_only_padding() {
    let text = "第一条".repeat(2000);
    let bytes = Doc::new().paragraph(&text, &[]).bytes();
    for end in (8..bytes.len()).step_by(509) {
        if let Ok(source) = super::super::read(&bytes[..end]) {
            assert_eq!(source.text.as_str().trim_end(), text, "{end} of {}", bytes.len());
            assert!(end + 512 > bytes.len());
        }
    }
}

#[test]
fn a_sector_table_longer_than_the_file_is_read() {
    let mut bytes = Doc::new().paragraph("第一条", &[]).bytes();
    let table = (u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize + 1) * 512;
    bytes[table + 508..table + 512].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    assert!(cfb::CompoundFile::open(Cursor::new(&bytes)).is_err());
    let text = super::super::read(&bytes).unwrap().text;
    assert_eq!(text.as_str(), "第一条\n");
}

#[test]
fn styles_that_rest_on_each_other() {
    let sheet = styles(&[(1, 1, &[], &[]), (1, 0, &[], HIDDEN), (1, 2, &[], &[])]);
    let doc = Doc::new().part(1, sheet).styled("甲", 0).styled("乙", 2);
    assert_eq!(doc.blocks(), ["乙"]);
}

#[test]
fn pieces_that_show_the_same_bytes_again_and_again() {
    let mut doc = Doc::new().paragraph(&"甲".repeat(999), &[]);
    doc.pieces = Some(vec![(TEXT as u32, 1000, 0); 40]);
    doc.lengths[0] = 40_000;
    assert!(is_hostile(&doc));
}

#[test]
fn more_characters_than_the_limit() {
    let mut doc = Doc::new().paragraph("甲", &[]);
    let length = MAX_CHARACTERS as u32 + 1;
    doc.raw_text = Some(vec![b'a'; length as usize]);
    doc.pieces = Some(vec![(((TEXT as u32) * 2) | 0x4000_0000, length, 0)]);
    doc.lengths[0] = length;
    assert!(is_hostile(&doc));
}

#[test]
fn lengths_beyond_all_numbers() {
    let mut doc = Doc::new().paragraph("甲", &[]);
    doc.lengths = [u32::MAX; 8];
    assert!(matches!(doc.read(), Err(Unread::Damaged(_))));
    doc.pieces = Some(vec![(TEXT as u32, u32::MAX, 0)]);
    assert!(matches!(doc.read(), Err(Unread::Hostile(_))));
}

#[test]
fn more_paragraphs_than_the_limit() {
    let length = MAX_PARAGRAPHS + 2;
    let mut doc = Doc::new().paragraph(&"x".repeat(length - 1), &[]);
    doc.raw_text = Some(vec![b'\r'; length]);
    doc.pieces = Some(vec![(((TEXT as u32) * 2) | 0x4000_0000, length as u32, 0)]);
    assert!(is_hostile(&doc));
}

#[test]
fn more_runs_than_the_limit() {
    let length = MAX_RUNS / 4 + 1;
    let mut doc = Doc::new();
    doc.units = vec![u16::from(b'x'); length];
    doc.runs = (1..=length).map(|end| (end, Vec::new())).collect();
    doc.paragraphs = vec![(length, vec![0; 2])];
    doc.pieces = Some(vec![(TEXT as u32, length as u32, 0); 4]);
    doc.lengths[0] = length as u32 * 4;
    assert_eq!(doc.read().unwrap_err(), Unread::Hostile("文字格式过碎".to_owned()));
}

#[test]
fn more_pieces_than_the_limit() {
    let mut doc = Doc::new().paragraph("甲", &[]);
    let length = MAX_RUNS as u32 + 2;
    doc.raw_text = Some(vec![b'a'; length as usize]);
    doc.pieces = Some((0..length).map(|i| (((TEXT as u32 + i) * 2) | 0x4000_0000, 1, 0)).collect());
    doc.lengths[0] = length;
    assert_eq!(doc.read().unwrap_err(), Unread::Hostile("分段过多".to_owned()));
}

/// Many marks of rows in few bytes: all have the same properties in the data stream.
fn rows(count: usize, properties: Vec<u8>) -> Doc {
    let mut doc = Doc::new().text(&"\u{7}".repeat(count));
    doc.paragraphs = vec![(count, vec![0, 0, 0x46, 0x66, 0, 0, 0, 0])];
    doc.data = [&(properties.len() as u16).to_le_bytes()[..], &properties].concat();
    doc
}

#[test]
fn more_cells_than_the_limit() {
    let edges: Vec<i16> = (0..=250).collect();
    assert_eq!(
        rows(MAX_CELLS / 250 + 2, tables::row(&edges)).read().unwrap_err(),
        Unread::Hostile("表格单元格过多".to_owned())
    );
}

#[test]
fn long_properties_referred_to_again_and_again() {
    let properties = [0x3C, 0x08, 0].repeat(20_000);
    let doc = rows(MAX_PART_BYTES as usize / properties.len() + 2, properties);
    assert_eq!(doc.read().unwrap_err(), Unread::Hostile("段落属性过多".to_owned()));
}

#[test]
fn notes_that_claim_the_same_text_again_and_again() {
    let doc = Doc::new().paragraph(&"\u{2}".repeat(40), &[]).story(FOOTNOTES).paragraph(&"注".repeat(50), &[]);
    let references: Vec<u32> = (0..=40).collect();
    let texts: Vec<u32> = (0..=42).map(|i| i % 2 * 50).collect();
    let doc = doc.part(2, plc(&references, &vec![vec![0; 2]; 40])).part(3, plc(&texts, &[]));
    assert_eq!(doc.read().unwrap_err(), Unread::Hostile("文字重复引用".to_owned()));
}

#[test]
fn labels_without_end() {
    let doc = (0..200).fold(lists::with_lists(), |doc, _| doc.paragraph("", &list(1, 0)));
    assert_eq!(doc.blocks().len(), 200);
}
