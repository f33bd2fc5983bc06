//! Automatic numbering.

use super::*;
use crate::text::Origin;

/// A level of a template.
fn lvl(index: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn template(id: u32, levels: &[String]) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{}</w:abstractNum>"#, levels.concat())
}

fn num(id: u32, template: u32, changes: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{template}"/>{changes}</w:num>"#)
}

/// A paragraph of list `num` at `level`.
fn item(num: u32, level: usize) -> String {
    p(&format!(r#"<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>{}"#, r("文")))
}

fn items(list: &[(u32, usize)]) -> String {
    list.iter().map(|(num, level)| item(*num, *level)).collect()
}

fn labels(docx: &Docx) -> Vec<String> {
    docx.lines().iter().map(|line| line.trim_end_matches('文').trim_end_matches('\u{3000}').to_owned()).collect()
}

fn styled(style: &str) -> String {
    p(&format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}"#, r("文")))
}

fn style(id: &str, base: &str, number: &str) -> String {
    format!(
        r#"<w:style w:type="paragraph" w:styleId="{id}"><w:basedOn w:val="{base}"/><w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>"#
    )
}

#[test]
fn a_label_is_generated_and_parted_from_its_text() {
    let levels = [
        lvl(0, "chineseCountingThousand", "第%1条", ""),
        lvl(1, "decimal", "%2.", r#"<w:suff w:val="space"/>"#),
        lvl(2, "decimal", "（%3）", r#"<w:suff w:val="nothing"/>"#),
    ];
    let docx = Docx::new(&items(&[(1, 0), (1, 1), (1, 2)])).numbering(&(template(0, &levels) + &num(1, 0, "")));
    let source = docx.read();
    assert_eq!(lines(&source), ["第一条\u{3000}文", "1.\u{3000}文", "（1）文"]);
    assert_eq!(source.text.origin(0), Origin::Generated);
    assert!(matches!(source.text.origin("第一条\u{3000}".len()), Origin::Source { .. }));
}

#[test]
fn lower_levels_restart_unless_told_otherwise() {
    let levels = [
        lvl(0, "chineseCountingThousand", "第%1章", ""),
        lvl(1, "chineseCountingThousand", "第%2条", r#"<w:lvlRestart w:val="0"/>"#),
        lvl(2, "decimal", "%3", ""),
        lvl(3, "decimal", "%4)", r#"<w:lvlRestart w:val="1"/>"#),
    ];
    let walk = [(1, 0), (1, 1), (1, 2), (1, 3), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1), (1, 2), (1, 3)];
    let docx = Docx::new(&items(&walk)).numbering(&(template(0, &levels) + &num(1, 0, "")));
    let expected = ["第一章", "第一条", "1", "1)", "第二条", "1", "2)", "第二章", "第三条", "1", "1)"];
    assert_eq!(labels(&docx), expected);
}

#[test]
fn each_number_is_written_in_the_format_of_its_level_unless_legal() {
    let levels = [
        lvl(0, "chineseCounting", "%1、", ""),
        lvl(1, "upperLetter", "%1.%2", ""),
        lvl(2, "lowerRoman", "%1.%2.%3", "<w:isLgl/>"),
        lvl(3, "none", "附%4", ""),
    ];
    let docx = Docx::new(&items(&[(1, 0), (1, 1), (1, 2), (1, 3)])).numbering(&(template(0, &levels) + &num(1, 0, "")));
    assert_eq!(labels(&docx), ["一、", "一.A", "1.1.1", "附"]);
}

#[test]
fn a_level_skipped_counts_as_begun() {
    let levels = [lvl(0, "decimal", "%1", ""), lvl(1, "decimal", "%1.%2", ""), lvl(2, "decimal", "%1.%2.%3", "")];
    let docx = Docx::new(&items(&[(1, 2), (1, 1), (1, 0)])).numbering(&(template(0, &levels) + &num(1, 0, "")));
    assert_eq!(labels(&docx), ["1.1.1", "1.2", "2"]);
}

#[test]
fn bullets_hidden_and_empty_labels_yield_nothing() {
    let levels = [
        lvl(0, "bullet", "\u{f0b7}", ""),
        lvl(1, "decimal", "%2", "<w:rPr><w:vanish/></w:rPr>"),
        lvl(2, "none", "", ""),
    ];
    let docx = Docx::new(&items(&[(1, 0), (1, 1), (1, 2)])).numbering(&(template(0, &levels) + &num(1, 0, "")));
    assert_eq!(docx.lines(), ["文", "文", "文"]);
}

#[test]
fn lists_of_one_template_share_the_count_until_a_start_is_set() {
    let numbering = template(0, &[lvl(0, "decimal", "%1", "")])
        + &num(1, 0, "")
        + &num(2, 0, "")
        + &num(3, 0, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>"#);
    let docx = Docx::new(&items(&[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)])).numbering(&numbering);
    assert_eq!(labels(&docx), ["1", "2", "7", "8", "9"]);
}

#[test]
fn a_list_may_replace_a_whole_level() {
    let changed =
        format!(r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#, lvl(0, "decimalEnclosedCircle", "%1款", ""));
    let numbering = template(0, &[lvl(0, "decimal", "%1", "")]) + &num(1, 0, "") + &num(2, 0, &changed);
    let docx = Docx::new(&items(&[(1, 0), (2, 0)])).numbering(&numbering);
    assert_eq!(labels(&docx), ["1", "②款"]);
}

#[test]
fn styles_number_their_paragraphs() {
    let levels = [
        lvl(0, "decimal", "第%1章", r#"<w:pStyle w:val="Z"/>"#),
        lvl(1, "decimal", "第%2条", r#"<w:pStyle w:val="T"/>"#),
    ];
    let styles = style("Z", "", r#"<w:numId w:val="1"/>"#)
        + &style("T", "Z", r#"<w:numId w:val="1"/>"#)
        + &style("Heir", "T", "")
        + &style("Level", "Z", r#"<w:ilvl w:val="1"/>"#)
        + &style("Plain", "T", r#"<w:numId w:val="0"/>"#);
    let content = ["Z", "T", "Heir", "Level", "Plain"].map(styled).concat();
    let docx = Docx::new(&content).styles(&styles).numbering(&(template(0, &levels) + &num(1, 0, "")));
    assert_eq!(labels(&docx), ["第1章", "第1条", "第2条", "第3条", ""]);
}

#[test]
fn a_paragraph_may_take_its_number_away() {
    let own = r#"<w:pPr><w:pStyle w:val="Z"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>"#;
    let content = styled("Z") + &p(&(own.to_owned() + &r("文"))) + &styled("Z");
    let styles = style("Z", "", r#"<w:numId w:val="1"/>"#);
    let numbering = template(0, &[lvl(0, "decimal", "%1", "")]) + &num(1, 0, "") + &num(0, 0, "");
    assert_eq!(labels(&Docx::new(&content).styles(&styles).numbering(&numbering)), ["1", "", "2"]);
}

#[test]
fn styles_in_a_circle_do_no_harm() {
    let styles = style("A", "B", "") + &style("B", "A", "");
    assert_eq!(Docx::new(&styled("A")).styles(&styles).lines(), ["文"]);
}

#[test]
fn a_numbering_style_lends_its_template() {
    let styles =
        r#"<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let linked = r#"<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>"#;
    let numbering = template(0, &[lvl(0, "decimal", "第%1条", "")]) + linked + &num(1, 0, "") + &num(2, 5, "");
    let docx = Docx::new(&items(&[(2, 0)])).styles(styles).numbering(&numbering);
    assert_eq!(labels(&docx), ["第1条"]);
}

#[test]
fn a_paragraph_that_vanishes_is_not_counted() {
    let number = r#"<w:numPr><w:numId w:val="1"/></w:numPr>"#;
    let deleted =
        format!("<w:pPr>{number}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del>");
    let joined = format!("<w:pPr>{number}<w:rPr><w:del/></w:rPr></w:pPr>{}", r("文"));
    let content = item(1, 0) + &p(&deleted) + &p(&joined) + &item(1, 0) + &item(1, 0);
    let docx = Docx::new(&content).numbering(&(template(0, &[lvl(0, "decimal", "%1", "")]) + &num(1, 0, "")));
    assert_eq!(docx.lines(), ["1\u{3000}文", "2\u{3000}文文", "3\u{3000}文"]);
}

#[test]
fn an_empty_numbered_paragraph_shows_its_number() {
    let empty = p(r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>"#);
    let docx =
        Docx::new(&(empty + &item(1, 0))).numbering(&(template(0, &[lvl(0, "decimal", "%1", "")]) + &num(1, 0, "")));
    assert_eq!(labels(&docx), ["1", "2"]);
}

#[test]
fn a_format_written_twice_is_read_from_its_fallback() {
    let twice = r#"<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>
        <mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>"#;
    let level = format!(r#"<w:lvl w:ilvl="0"><w:start w:val="1"/>{twice}<w:lvlText w:val="%1"/></w:lvl>"#);
    let docx = Docx::new(&items(&[(1, 0)])).numbering(&(template(0, &[level]) + &num(1, 0, "")));
    assert_eq!(labels(&docx), ["01"]);
}
