//! Tracked changes read as accepted.

use super::*;

const DELETED_MARK: &str = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";

fn ins(text: &str) -> String {
    format!("<w:ins>{}</w:ins>", r(text))
}

fn del(text: &str) -> String {
    format!("<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>")
}

#[test]
fn insertions_stay_and_deletions_go() {
    let source = Docx::new(&p(&(r("甲") + &ins("增") + &ins("加") + &del("删") + &r("乙") + &ins("增")))).read();
    assert_eq!(lines(&source), ["甲增加乙增"]);
    assert_eq!(source.remarks, ["含未接受的修订（插入2处、删除1处）：按接受后的文本审查"]);
}

#[test]
fn text_deleted_with_plain_text_elements_goes_too() {
    assert_eq!(body(&p(&format!("{}<w:del>{}</w:del>", r("甲"), r("删")))), ["甲"]);
    assert_eq!(body(&p(&format!("{}<w:ins>{}</w:ins>", r("甲"), del("又删")))), ["甲"]);
}

#[test]
fn moved_text_stands_at_its_new_place_only() {
    let from = format!("<w:moveFrom>{}</w:moveFrom>", r("移"));
    let to = format!("<w:moveTo>{}</w:moveTo>", r("移"));
    assert_eq!(body(&(p(&(from + &r("甲"))) + &p(&(r("乙") + &to)))), ["甲", "乙移"]);
}

#[test]
fn a_deleted_mark_joins_paragraphs() {
    let content = p(&(DELETED_MARK.to_owned() + &r("甲"))) + &p(&r("乙")) + &p(&r("丙"));
    assert_eq!(body(&content), ["甲乙", "丙"]);
    assert_eq!(body(&(p(&(DELETED_MARK.to_owned() + &del("全删"))) + &p(&r("乙")))), ["乙"]);
}

#[test]
fn a_deleted_mark_does_not_reach_beyond_a_cell_or_before_a_table() {
    let last = p(&(DELETED_MARK.to_owned() + &r("甲")));
    let table = format!("<w:tbl><w:tr><w:tc>{last}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p(&r("乙")));
    assert_eq!(body(&(last.clone() + &table)), ["甲", "甲", "乙"]);
}

#[test]
fn old_properties_are_not_text() {
    let change = format!(
        "<w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>{}",
        r("甲")
    );
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    assert_eq!(Docx::new(&p(&change)).numbering(numbering).lines(), ["甲"]);
}

#[test]
fn hidden_marks_join_paragraphs() {
    let mark = "<w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>";
    assert_eq!(body(&(p(&(mark.to_owned() + &r("第一条"))) + &p(&r("甲")))), ["第一条甲"]);
}

#[test]
fn comments_are_counted_not_read() {
    let content = p(&format!(r#"<w:commentRangeStart w:id="0"/>{}<w:r><w:commentReference w:id="0"/></w:r>"#, r("甲")));
    let comment = format!(r#"<w:comment w:id="0">{}</w:comment>"#, p(&r("批")));
    let source = Docx::new(&content).with("comments", "comments", &comment.repeat(2)).read();
    assert_eq!(lines(&source), ["甲"]);
    assert_eq!(source.remarks, ["含批注2条，未计入"]);
}
