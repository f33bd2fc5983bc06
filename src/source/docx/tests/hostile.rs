//! Files made to do harm, or broken: each is refused with its reason.

use super::*;
use crate::source::{Unread, read_bytes};

fn refusal(bytes: &[u8]) -> Unread {
    read_bytes(bytes, "a.docx").unwrap_err()
}

#[test]
fn a_bomb() {
    let bomb = Docx::new("").raw("word/document.xml", &vec![b' '; 65 << 20]);
    assert!(matches!(refusal(&bomb.bytes()), Unread::Hostile(why) if why.contains("64 MB")));
}

#[test]
fn too_many_entries() {
    let mut docx = Docx::new(&p(&r("甲")));
    docx.parts.extend((0..10_000).map(|n| (format!("word/{n}"), Vec::new())));
    assert!(matches!(refusal(&docx.bytes()), Unread::Hostile(why) if why.contains("10000")));
}

#[test]
fn deep_nesting() {
    let deep = |n: usize| "<w:smartTag>".repeat(n) + &r("甲") + &"</w:smartTag>".repeat(n);
    assert!(matches!(refusal(&Docx::new(&deep(100_000)).bytes()), Unread::Hostile(why) if why.contains("嵌套")));
    // Just within the limit the walk must not exhaust the stack.
    let tables = "<w:tbl><w:tr><w:tc>".repeat(80) + &p(&r("甲")) + &"</w:tc></w:tr></w:tbl>".repeat(80);
    assert_eq!(body(&tables), ["甲"]);
    let boxes = "<w:p><w:r><w:txbxContent>".repeat(80) + &p(&r("甲")) + &"</w:txbxContent></w:r></w:p>".repeat(80);
    assert_eq!(body(&boxes), ["甲"]);
}

#[test]
fn a_document_type() {
    let xml = r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>"#;
    let docx = Docx::new("").raw("word/document.xml", xml.as_bytes());
    assert!(matches!(refusal(&docx.bytes()), Unread::Hostile(why) if why.contains("DTD")));
}

#[test]
fn a_missing_main_part() {
    let mut docx = Docx::new("");
    docx.parts.retain(|(name, _)| name != "word/document.xml");
    assert_eq!(refusal(&docx.bytes()), Unread::Damaged("缺少 word/document.xml".to_owned()));
}

#[test]
fn cut_off_anywhere() {
    let whole = Docx::new(&p(&r("第一条"))).styles("").bytes();
    for length in 4..whole.len() {
        assert!(read_bytes(&whole[..length], "a.docx").is_err(), "{length} of {}", whole.len());
    }
}

#[test]
fn a_locked_archive() {
    let mut bytes = Docx::new(&p(&r("甲"))).bytes();
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let found: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(mark)).collect();
        found.iter().for_each(|at| bytes[at + flags] |= 1);
    }
    assert_eq!(refusal(&bytes), Unread::Encrypted);
}

#[test]
fn broken_xml() {
    let docx = Docx::new("").raw("word/document.xml", b"<w:document>");
    assert!(matches!(refusal(&docx.bytes()), Unread::Damaged(why) if why.contains("word/document.xml")));
    let docx = Docx::new(&p(&r("甲"))).styles("<broken");
    assert!(matches!(refusal(&docx.bytes()), Unread::Damaged(_)));
}

#[test]
fn no_text_at_all() {
    assert_eq!(refusal(&Docx::new(&p("")).bytes()), Unread::Empty);
}

#[test]
fn random_damage_never_panics() {
    let whole = Docx::new(&(p(&r("第一条")) + &p(&r("甲")))).numbering("").bytes();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let internal = matches!(read_bytes(&bytes, "a.docx"), Err(Unread::Internal(_)));
        assert!(!internal, "byte {at}");
    }
}

#[test]
fn labels_without_end() {
    let level = format!(r#"<w:lvl w:ilvl="0"><w:lvlText w:val="{}"/></w:lvl>"#, "第%1条".repeat(10));
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    );
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let docx = Docx::new(&"<w:p/>".repeat(250_000)).styles(styles).numbering(&numbering);
    assert!(matches!(refusal(&docx.bytes()), Unread::Hostile(why) if why.contains("编号")));
}

#[test]
fn absurd_numbers_stay_small() {
    let level = r#"<w:lvl w:ilvl="0"><w:start w:val="4294967295"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%%"/></w:lvl>"#;
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    );
    let number = |level: &str| {
        p(&format!(r#"<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{}"#, r("甲")))
    };
    let content = number("0") + &number("0") + &number("999999999") + &number("-1");
    let label = "4294967295%%\u{3000}甲";
    assert_eq!(Docx::new(&content).numbering(&numbering).lines(), [label, label, "甲", label]);
}
