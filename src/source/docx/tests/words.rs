//! Characters: what is text, what is not, and where it came from.

use super::*;
use crate::text::Origin;

#[test]
fn paragraphs_are_blocks_and_empty_ones_are_none() {
    assert_eq!(body(&(p(&r("甲")) + &p("") + &p(&(r("乙") + &r("丙"))))), ["甲", "乙丙"]);
}

#[test]
fn the_source_says_docx_and_utf8() {
    let source = Docx::new(&p(&r("甲"))).read();
    assert_eq!((source.format.name(), source.encoding, source.remarks), ("docx", "UTF-8", Vec::new()));
}

#[test]
fn tabs_breaks_hyphens_and_symbols() {
    let signs = r#"<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t>
        <w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="Wingdings" w:char="F04A"/></w:r>"#;
    assert_eq!(body(&p(signs)), ["甲\t乙-丙☑"]);
    let breaks = r#"<w:r><w:br w:type="page"/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:br/></w:r>"#;
    assert_eq!(body(&p(breaks)), ["甲", "乙", "丙"]);
}

#[test]
fn tab_stops_of_a_paragraph_are_no_tabs() {
    assert_eq!(body(&p(&format!("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{}", r("甲")))), ["甲"]);
}

#[test]
fn blanks_at_the_ends_count_only_when_preserved() {
    let texts = r#"<w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙 </w:t><w:t>　丙</w:t></w:r>"#;
    assert_eq!(body(&p(texts)), ["甲 乙 　丙"]);
    let xml = format!(r#"<w:document xmlns:w="{TRANSITIONAL}" xml:space="preserve">{}</w:document>"#, p(&r("甲 ")));
    assert_eq!(Docx::new("").raw("word/document.xml", xml.as_bytes()).lines(), ["甲 "]);
}

#[test]
fn characters_know_their_bytes() {
    let source = Docx::new(&p(&(r(" 第一条 ") + &r("甲&amp;乙") + &r("丙<!-- x -->丁")))).read();
    let xml =
        String::from_utf8(Docx::new(&p(&(r(" 第一条 ") + &r("甲&amp;乙") + &r("丙<!-- x -->丁")))).parts[1].1.clone());
    let xml = xml.unwrap();
    let bytes = |s: &str| match source.text.origin(source.text.as_str().find(s).unwrap()) {
        Origin::Source { part, start, end } => (source.text.part(part).to_owned(), &xml[start..end]),
        Origin::Generated => panic!("{s} is generated"),
    };
    assert_eq!(source.text.as_str(), "第一条甲&乙丙丁\n");
    assert_eq!(bytes("第"), ("word/document.xml".to_owned(), "第一条"));
    assert_eq!(bytes("&"), ("word/document.xml".to_owned(), "甲&amp;乙"));
    assert_eq!(bytes("丁"), ("word/document.xml".to_owned(), "丁"));
}

#[test]
fn marked_sections_count_as_text() {
    assert_eq!(body(&p(&r("甲<![CDATA[<乙>]]>丙"))), ["甲<乙>丙"]);
}

#[test]
fn wrappers_are_looked_through() {
    let wrapped =
        ["hyperlink", "smartTag", "customXml", "dir", "bdo"].map(|name| format!("<w:{name}>{}</w:{name}>", r("甲")));
    assert_eq!(body(&p(&wrapped.concat())), ["甲甲甲甲甲"]);
    assert_eq!(body(&format!("<w:customXml>{}</w:customXml>", p(&r("乙")))), ["乙"]);
}

#[test]
fn content_controls_count_but_not_their_placeholders() {
    let control = |properties: &str, text: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(&r(text)))
    };
    let content = control("", "甲")
        + &control("<w:showingPlcHdr/>", "单击此处")
        + &control(r#"<w:showingPlcHdr w:val="0"/>"#, "乙");
    assert_eq!(body(&content), ["甲", "乙"]);
}

#[test]
fn a_field_shows_its_result() {
    let mark = |kind| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let instruction = r#"<w:r><w:instrText> IF </w:instrText></w:r>"#;
    let inner = mark("begin") + instruction + &mark("separate") + &r("内") + &mark("end");
    let field = mark("begin") + instruction + &inner + &mark("separate") + &r("果") + &mark("end");
    assert_eq!(body(&p(&(r("前") + &field + &r("后")))), ["前果后"]);
    assert_eq!(body(&p(&format!(r#"<w:fldSimple w:instr=" PAGE ">{}</w:fldSimple>"#, r("1")))), ["1"]);
}

#[test]
fn a_field_left_open_does_not_swallow_the_document() {
    let open = r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r>"#;
    assert_eq!(body(&(p(&(open.to_owned() + &r("甲"))) + &p(&r("乙")))), ["乙"]);
    assert_eq!(body(&p(&(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#.to_owned() + &r("甲")))), ["甲"]);
}

#[test]
fn field_marks_count_in_hidden_runs_too() {
    let mark = |kind| format!(r#"<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    assert_eq!(body(&p(&(mark("begin") + &r("令") + &mark("separate") + &r("果") + &mark("end")))), ["果"]);
}

#[test]
fn hidden_text_is_dropped_and_remarked() {
    let hidden = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>密</w:t></w:r>");
    let source = Docx::new(&p(&(r("甲") + &hidden("<w:vanish/>")))).read();
    assert_eq!(lines(&source), ["甲"]);
    assert_eq!(source.remarks, ["有隐藏文字，未计入"]);
    assert_eq!(body(&p(&hidden(r#"<w:vanish w:val="false"/><w:webHidden/>"#))), ["密"]);
}

#[test]
fn styles_and_defaults_hide_text_too() {
    let styles = r#"<w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="C"><w:basedOn w:val="Base"/></w:style>
        <w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>"#;
    let run =
        |style: &str, text: &str| format!(r#"<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{text}</w:t></w:r>"#);
    let in_style = |content: &str| p(&format!(r#"<w:pPr><w:pStyle w:val="P"/></w:pPr>{content}"#));
    let shown = r#"<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>"#;
    let content = p(&(r("甲") + &run("C", "密"))) + &in_style(&r("密")) + &in_style(&run("C", "乙")) + &in_style(shown);
    // The mark of a hidden paragraph is hidden as well: the paragraphs after it run on.
    assert_eq!(Docx::new(&content).styles(styles).lines(), ["甲", "乙显"]);
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>";
    assert_eq!(Docx::new(&p(&(r("密") + shown))).styles(defaults).lines(), ["显"]);
}

#[test]
fn the_default_paragraph_style_applies_unnamed() {
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:vanish/></w:rPr></w:style>"#;
    let source = Docx::new(&p(&r("密"))).styles(styles).read();
    assert!(source.text.blocks().is_empty());
}

#[test]
fn phonetic_guides_and_formulas() {
    let ruby = format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", r("dài"), r("玳"));
    assert_eq!(body(&p(&(ruby + "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"))), ["玳a=b"]);
}

#[test]
fn strict_packages_and_utf16_parts_read_alike() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    assert_eq!(Docx::in_namespace(strict, &p(&r("第一条"))).lines(), ["第一条"]);
    let docx = Docx::new(&p(&r("第一条")));
    let xml = format!("\u{feff}{}", String::from_utf8(docx.parts[1].1.clone()).unwrap());
    let utf16: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(docx.raw("word/document.xml", &utf16).lines(), ["第一条"]);
}

#[test]
fn the_main_part_is_found_by_relationship() {
    let docx = Docx::new(&p(&r("假")));
    let roots = rels(&rel("r", "officeDocument", "content/main.xml"));
    let main = format!(r#"<w:document xmlns:w="{TRANSITIONAL}"><w:body>{}</w:body></w:document>"#, p(&r("真")));
    let docx = docx.raw("_rels/.rels", roots.as_bytes()).raw("content/main.xml", main.as_bytes());
    assert_eq!(docx.lines(), ["真"]);
}
