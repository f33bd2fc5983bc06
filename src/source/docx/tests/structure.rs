//! Tables and text boxes.

use super::*;

fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

fn plain(text: &str) -> String {
    tc("", &p(&r(text)))
}

#[test]
fn cells_know_table_row_and_column() {
    let first = tbl(&[tr(&[plain("甲"), plain("乙")]), tr(&[plain("丙"), tc("", &(p(&r("丁")) + &p(&r("戊"))))])]);
    let source = Docx::new(&(first + &p(&r("文")) + &tbl(&[tr(&[plain("己")])]))).read();
    assert_eq!(lines(&source), ["甲", "乙", "丙", "丁", "戊", "文", "己"]);
    let expected = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 1, 1)].map(cell);
    assert_eq!(kinds(&source)[..5], expected);
    assert_eq!(kinds(&source)[5..], [BlockKind::Paragraph, cell((1, 0, 0))]);
}

#[test]
fn merged_cells_come_once_and_columns_stay_true() {
    let wide = tc(r#"<w:gridSpan w:val="2"/>"#, &p(&r("宽")));
    let top = tc(r#"<w:vMerge w:val="restart"/>"#, &p(&r("高")));
    let rest = tc("<w:vMerge/>", &p(&r("影")));
    let late = format!(r#"<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{}</w:tr>"#, plain("后"));
    let old = tr(&[tc(r#"<w:hMerge w:val="restart"/>"#, &p(&r("左"))), tc("<w:hMerge/>", &p(&r("影"))), plain("右")]);
    let source = Docx::new(&tbl(&[tr(&[wide, top]), tr(&[plain("一"), plain("二"), rest]), late, old])).read();
    assert_eq!(lines(&source), ["宽", "高", "一", "二", "后", "左", "右"]);
    let places = [(0, 0, 0), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 2, 2), (0, 3, 0), (0, 3, 2)];
    assert_eq!(kinds(&source), places.map(cell));
}

#[test]
fn a_table_in_a_cell_has_its_own_number() {
    let inner = tbl(&[tr(&[plain("内")])]);
    let source = Docx::new(&tbl(&[tr(&[tc("", &(p(&r("前")) + &inner + &p(&r("后")))), plain("旁")])])).read();
    assert_eq!(lines(&source), ["前", "内", "后", "旁"]);
    assert_eq!(kinds(&source), [(0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 1)].map(cell));
}

#[test]
fn rows_and_cells_in_content_controls_count() {
    let cells = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", plain("乙"));
    let rows = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", tr(&[plain("甲"), cells]));
    let source = Docx::new(&tbl(&[tr(&[plain("头")]), rows])).read();
    assert_eq!(kinds(&source), [(0, 0, 0), (0, 1, 0), (0, 1, 1)].map(cell));
}

#[test]
fn deleted_rows_and_cells_are_gone() {
    let row = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", plain("删"));
    let gone = tc("<w:cellDel/>", &p(&r("删")));
    let source = Docx::new(&tbl(&[row, tr(&[gone, plain("留")])])).read();
    assert_eq!((lines(&source), kinds(&source)), (vec!["留".to_owned()], vec![cell((0, 0, 0))]));
    assert_eq!(source.remarks, ["含未接受的修订（插入0处、删除1处）：按接受后的文本审查"]);
}

#[test]
fn a_text_box_comes_once_after_its_paragraph() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p(&r("框")));
    let drawing = format!("<w:drawing>{inside}</w:drawing>");
    let old = inside.replace('框', "旧框");
    let fallback = format!("<w:pict><v:textbox>{old}</v:textbox></w:pict>");
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    );
    let source = Docx::new(&(p(&(r("前") + &both + &r("后"))) + &p(&format!("<w:r>{fallback}</w:r>")))).read();
    assert_eq!(lines(&source), ["前后", "框", "旧框"]);
    assert_eq!(kinds(&source), [BlockKind::Paragraph, BlockKind::TextBox, BlockKind::TextBox]);
}

#[test]
fn a_table_in_a_text_box_is_a_table() {
    let inside = format!("<w:r><w:txbxContent>{}</w:txbxContent></w:r>", tbl(&[tr(&[plain("甲")])]) + &p(&r("乙")));
    assert_eq!(kinds(&Docx::new(&p(&inside)).read()), [cell((0, 0, 0)), BlockKind::TextBox]);
}

#[test]
fn embedded_documents_are_remarked() {
    let source = Docx::new(&(p(&r("甲")) + r#"<w:altChunk r:id="x"/>"#)).read();
    assert_eq!(source.remarks, ["含嵌入的文档1处，未读取"]);
}
