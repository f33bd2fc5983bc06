//! Footnotes, endnotes, headers and footers.

use super::*;

fn note(kind: &str, id: i32, text: &str) -> String {
    let mark = format!("<w:r><w:{kind}Ref/></w:r>");
    format!(r#"<w:{kind} w:id="{id}">{}</w:{kind}>"#, p(&(mark + &r(text))))
}

fn reference(kind: &str, id: i32) -> String {
    format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#)
}

#[test]
fn notes_follow_the_body_in_the_order_of_their_references() {
    let first = r("甲") + &reference("footnote", 2) + &reference("endnote", 1) + &reference("footnote", 1) + &r("乙");
    let again = p(&(r("丙") + &reference("footnote", 2)));
    let footnotes = note("footnote", -1, "线")
        + &note("footnote", 1, "注一")
        + &note("footnote", 2, "注二")
        + &note("footnote", 3, "无主");
    let docx = Docx::new(&(p(&first) + &again));
    let docx =
        docx.with("footnotes", "footnotes", &footnotes).with("endnotes", "endnotes", &note("endnote", 1, "尾注"));
    let source = docx.read();
    assert_eq!(lines(&source), ["甲乙", "丙", "注二", "注一", "尾注"]);
    let notes = [BlockKind::Footnote, BlockKind::Footnote, BlockKind::Endnote];
    assert_eq!(kinds(&source)[2..], notes);
}

#[test]
fn a_note_whose_reference_is_deleted_is_gone() {
    let content = p(&(r("甲") + &format!("<w:del>{}</w:del>", reference("footnote", 1))));
    assert_eq!(Docx::new(&content).with("footnotes", "footnotes", &note("footnote", 1, "注")).lines(), ["甲"]);
}

#[test]
fn tables_in_notes_stay_notes() {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&r("表")));
    let footnote = format!(r#"<w:footnote w:id="1">{table}</w:footnote>"#);
    let docx = Docx::new(&p(&(r("甲") + &reference("footnote", 1)))).with("footnotes", "footnotes", &footnote);
    assert_eq!(kinds(&docx.read()), [BlockKind::Paragraph, BlockKind::Footnote]);
}

#[test]
fn headers_and_footers_come_last_and_once() {
    let section = r#"<w:sectPr><w:footerReference r:id="footer3"/><w:headerReference r:id="header2"/></w:sectPr>"#;
    let docx = Docx::new(&(p(&format!("<w:pPr>{section}</w:pPr>{}", r("文"))) + section));
    let docx = docx.with("header", "hdr", &p(&r("眉"))).with("footer", "ftr", &p(&r("脚")));
    let source = docx.with("header", "hdr", &p(&r("无人引用"))).read();
    assert_eq!(lines(&source), ["文", "眉", "脚"]);
    assert_eq!(kinds(&source), [BlockKind::Paragraph, BlockKind::Header, BlockKind::Footer]);
}
