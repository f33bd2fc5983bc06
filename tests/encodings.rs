//! Every encoding in which Chinese documents arrive gives the same text.

#![allow(clippy::unwrap_used)]

mod beside;

use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030};
use fashen::document::{Document, Level};
use fashen::source::{Source, Unread, read_bytes};

/// A draft of every kind of line, with rare characters where an encoding has them.
const DRAFT: &str = "云岭市人民政府关于印发《云岭市占道经营管理办法》的通知\n\n第一条 为了规范占道经营，根据《中华人民共和国行政处罚法》，\
                     制定本办法。\n第二条 本办法所称占道经营，是指占用道路（含广场）的行为——不包括早市。\n　　（一）早市；\n　　（二）夜市。\n\
                     第三条 本办法自2026年1月1日起施行，有效期5年。\n";
const TRADITIONAL: &str = "第一條 為了規範佔道經營，根據有關法律，制定本辦法。\n第二條 縣級以上人民政府應當加強領導，保障公民、法人的合法權益。\n";

fn read(bytes: &[u8]) -> Source {
    read_bytes(bytes, "a.txt").unwrap_or_else(|unread| panic!("{unread}"))
}

/// The text, its encoding, and whether the reader had remarks; the name must be a WHATWG one.
fn text_of(bytes: &[u8]) -> (String, &'static str) {
    let source = read(bytes);
    let named = Encoding::for_label(source.encoding.as_bytes()).map(Encoding::name);
    assert_eq!(named, Some(source.encoding));
    (source.text.as_str().to_owned(), source.encoding)
}

fn gb18030(s: &str) -> Vec<u8> {
    let (bytes, _, lossy) = GB18030.encode(s);
    assert!(!lossy, "{s}");
    bytes.into_owned()
}

fn big5(s: &str) -> Vec<u8> {
    let (bytes, _, lossy) = BIG5.encode(s);
    assert!(!lossy, "{s}");
    bytes.into_owned()
}

fn utf16le(s: &str) -> Vec<u8> {
    s.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf16be(s: &str) -> Vec<u8> {
    s.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn with_bom(bom: &[u8], bytes: Vec<u8>) -> Vec<u8> {
    [bom, &bytes].concat()
}

/// Every way of storing a text, with the name of the encoding.
fn stored(s: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("UTF-8", s.as_bytes().to_vec()),
        ("UTF-8", with_bom(b"\xEF\xBB\xBF", s.as_bytes().to_vec())),
        ("gb18030", gb18030(s)),
        ("gb18030", with_bom(b"\x84\x31\x95\x33", gb18030(s))),
        ("UTF-16LE", utf16le(s)),
        ("UTF-16LE", with_bom(b"\xFF\xFE", utf16le(s))),
        ("UTF-16BE", utf16be(s)),
        ("UTF-16BE", with_bom(b"\xFE\xFF", utf16be(s))),
    ]
}

#[test]
fn one_text_in_every_encoding_and_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        for (name, bytes) in stored(&DRAFT.replace('\n', end)) {
            assert_eq!(text_of(&bytes), (DRAFT.to_owned(), name), "{end:?}");
            assert!(read(&bytes).remarks.is_empty(), "{name} {end:?}");
        }
    }
}

#[test]
fn mixed_line_ends_end_lines_once() {
    let mixed = "第一条 为了规范管理。\r\n第二条 本办法适用于本市。\r第三条 本办法自公布之日起施行。\n";
    for (name, bytes) in stored(mixed) {
        let (text, found) = text_of(&bytes);
        assert_eq!((text.lines().count(), found), (3, name));
    }
}

#[test]
fn a_text_without_a_last_line_end_gets_one() {
    for (name, bytes) in stored(DRAFT.trim_end()) {
        assert_eq!(text_of(&bytes), (DRAFT.to_owned(), name));
    }
}

#[test]
fn twelve_characters_are_enough() {
    for s in [
        "关于占道经营管理的通知。\n",
        "第一条 为了规范管理工作\n",
        "违反规定的，处五百元罚款\n",
        "云岭市人民政府办公室文件\n",
    ] {
        assert_eq!(s.chars().count(), 13);
        for (name, bytes) in stored(s) {
            assert_eq!(text_of(&bytes), (s.to_owned(), name));
        }
    }
}

#[test]
fn four_byte_characters_of_gb18030() {
    let rare = "第一条 为规范㙍、𬇙、𬭎、𫗧地名管理，制定本办法。\n第二条 本办法自2024年1月1日起施行。\n";
    let bytes = gb18030(rare);
    assert!(bytes.len() > rare.chars().count() * 2 - 20, "four bytes each");
    assert_eq!(text_of(&bytes), (rare.to_owned(), "gb18030"));
}

#[test]
fn traditional_texts_in_big5() {
    assert_eq!(text_of(&big5(TRADITIONAL)), (TRADITIONAL.to_owned(), "Big5"));
    let crlf = TRADITIONAL.replace('\n', "\r\n");
    assert_eq!(text_of(&big5(&crlf)), (TRADITIONAL.to_owned(), "Big5"));
}

#[test]
fn a_file_cut_inside_a_character_is_read_with_a_remark() {
    let cut = |bytes: &[u8]| bytes[..bytes.len() - 1].to_vec();
    let whole = DRAFT.trim_end().trim_end_matches('。');
    for (name, bytes) in stored(whole) {
        let source = read(&cut(&bytes));
        assert_eq!((source.encoding, source.remarks.len()), (name, 1), "{name}");
        let kept = whole.strip_suffix('年').unwrap();
        assert_eq!(source.text.as_str(), format!("{kept}\u{fffd}\n"), "{name}");
    }
}

#[test]
fn zero_width_characters_and_controls_do_not_reach_the_text() {
    let dirty = DRAFT.replace("第二条 ", "第\u{200b}二\u{feff}条\0 ").replace("早市；", "早市；\u{1a}");
    for (name, bytes) in stored(&dirty) {
        assert_eq!(text_of(&bytes), (DRAFT.to_owned(), name));
    }
}

#[test]
fn mojibake_is_refused() {
    let (garbled, _, _) = GB18030.decode(DRAFT.as_bytes());
    assert_eq!(read_bytes(garbled.as_bytes(), "a.txt").unwrap_err(), Unread::Mojibake);
}

#[test]
fn texts_without_characters_are_empty() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b" \r\n\t\r\n", b"\0\0\0\0", "\u{3000}\n".as_bytes()] {
        assert_eq!(read_bytes(bytes, "a.txt").unwrap_err(), Unread::Empty, "{bytes:?}");
    }
}

#[test]
fn noise_is_refused() {
    let mut state = 88_172_645_463_325_252u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(4_000)
    .collect();
    let unread = read_bytes(&noise, "a.txt").unwrap_err();
    assert!(matches!(unread, Unread::Undecodable | Unread::NotSupported(_)), "{unread}");
}

// The same on the real files.

const NAMES: [&str; 6] = ["chufa", "fanlongduan", "wushan", "dalian", "gzlzf", "customs"];

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Lines without their ends, zero-width characters dropped, as [`fashen::text::Text`] keeps them.
fn clean(s: &str) -> String {
    let s = s.replace("\r\n", "\n").replace('\r', "\n").replace(['\u{feff}', '\u{200b}'], "");
    s.trim_end_matches('\n').to_owned() + "\n"
}

/// The text that all files of one name must give: the UTF-8 one, decoded by the standard library.
fn original(folder: &Path, name: &str) -> String {
    clean(&String::from_utf8(bytes(folder, name)).unwrap())
}

/// Characters of the first text where the second has another one; both must be of one length.
fn replaced(original: &str, found: &str) -> Vec<(char, char)> {
    assert_eq!(original.chars().count(), found.chars().count());
    original.chars().zip(found.chars()).filter(|(a, b)| a != b).collect()
}

fn trimmed(s: &str) -> String {
    clean(s.trim_end_matches('\n'))
}

#[test]
fn real_files_give_one_text() {
    let Some(shared) = beside::shared() else { return };
    let folder = shared.join("corpus/encodings");
    let endings = [
        ("utf8", "UTF-8"),
        ("utf8bom_crlf", "UTF-8"),
        ("gb18030", "gb18030"),
        ("utf16le_bom", "UTF-16LE"),
        ("utf16be_bom", "UTF-16BE"),
        ("utf16le_nobom", "UTF-16LE"),
    ];
    for name in NAMES {
        let expected = original(&folder, &format!("{name}.utf8.txt"));
        for (ending, encoding) in endings {
            let (text, found) = text_of(&bytes(&folder, &format!("{name}.{ending}.txt")));
            assert_eq!((trimmed(&text), found), (expected.clone(), encoding), "{name}.{ending}");
        }
        let be = &bytes(&folder, &format!("{name}.utf16be_bom.txt"))[2..];
        let (text, found) = text_of(be);
        assert_eq!((trimmed(&text), found), (expected, "UTF-16BE"), "{name} without BOM");
    }
}

#[test]
fn real_files_of_smaller_sets_lose_only_what_the_table_says() {
    let Some(shared) = beside::shared() else { return };
    let folder = shared.join("corpus/encodings");
    for row in beside::table(&shared.join("corpus/encodings.tsv")) {
        let Some((name, set)) = row["file"].trim_end_matches(".txt").split_once('.') else { continue };
        if !matches!(set, "gbk" | "gb2312") {
            continue;
        }
        let (text, encoding) = text_of(&bytes(&folder, &row["file"]));
        assert_eq!(encoding, "gb18030", "{name}.{set}");
        assert!(!text.contains('\u{fffd}'), "{name}.{set}");
        let lost = replaced(&original(&folder, &format!("{name}.utf8.txt")), &trimmed(&text));
        assert_eq!(lost.is_empty(), !row["note"].starts_with("LOSSY"), "{name}.{set}: {lost:?}");
        // The table names the first; the others are private characters of the same web page.
        let is_named = |c: char| row["note"].contains(c) || ('\u{e000}'..='\u{f8ff}').contains(&c);
        assert!(lost.iter().all(|&(was, is)| is == '?' && is_named(was)), "{name}.{set}: {lost:?}");
    }
}

#[test]
fn real_files_in_big5() {
    let Some(shared) = beside::shared() else { return };
    let folder = shared.join("corpus/encodings");
    for row in beside::table(&shared.join("corpus/encodings.tsv")) {
        let Some(name) = row["file"].strip_suffix(".trad.big5.txt") else { continue };
        let (text, encoding) = text_of(&bytes(&folder, &row["file"]));
        assert_eq!(encoding, "Big5", "{name}");
        let lost = replaced(&original(&folder, &format!("{name}.trad.utf8.txt")), &trimmed(&text));
        let said: usize = row["note"].rsplit(' ').next().unwrap().parse().unwrap();
        assert_eq!(lost.len(), said, "{name}: {lost:?}");
        assert!(lost.iter().all(|&(_, is)| is == '?'), "{name}: {lost:?}");
    }
}

/// Level, number and label of every node.
fn structure(document: &Document) -> Vec<(Level, Option<u32>)> {
    document.nodes.iter().map(|node| (node.level, node.ordinal.map(|ordinal| ordinal.number))).collect()
}

#[test]
fn real_edge_cases() {
    let Some(shared) = beside::shared() else { return };
    let folder = shared.join("corpus/encodings");
    let edge = |name: &str| bytes(&folder, &format!("edge.{name}.txt"));
    let expected = original(&folder, "wushan.utf8.txt");

    assert_eq!(read_bytes(&edge("mojibake_utf8_as_gbk"), "a.txt").unwrap_err(), Unread::Mojibake);
    assert_eq!(read_bytes(&edge("empty"), "a.txt").unwrap_err(), Unread::Empty);
    assert_eq!(trimmed(&text_of(&edge("cr_only")).0), expected);
    assert_eq!(trimmed(&text_of(&edge("mixed_eol")).0), expected);

    let cut = read(&edge("gb18030_truncated_mid_char"));
    assert_eq!((cut.encoding, cut.remarks.len()), ("gb18030", 1));
    let kept = cut.text.as_str().trim_end().strip_suffix('\u{fffd}').unwrap();
    assert!(expected.starts_with(kept) && kept.chars().count() > 480, "{kept}");

    let (rare, encoding) = text_of(&edge("gb18030_4byte_chars"));
    assert!(rare.starts_with("第一条 为规范㙍𬇙𬭎𫗧（生僻字地名）管理，"), "{rare}");
    assert_eq!(encoding, "gb18030");

    let (controls, encoding) = text_of(&edge("utf8_with_nul_and_controls"));
    assert_eq!(encoding, "UTF-8");
    assert!(
        !controls.contains(['\0', '\u{1a}']) && expected.starts_with(controls.trim_end_matches(char::is_whitespace))
    );

    let plain = fashen::parse::parse(&read(expected.as_bytes()).text);
    let spaced = fashen::parse::parse(&read(&edge("fullwidth_nbsp_zwsp")).text);
    assert!(plain.count(Level::Article) > 10);
    assert_eq!(structure(&spaced), structure(&plain));
}
