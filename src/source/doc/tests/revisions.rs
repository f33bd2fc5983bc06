use super::*;

#[test]
fn insertions_stay_and_deletions_go() {
    let doc = Doc::new()
        .text("应当")
        .run("在十日内", DELETED)
        .run("在", INSERTED)
        .run("五日内", INSERTED)
        .paragraph("办结", &[]);
    assert_eq!(doc.blocks(), ["应当在五日内办结"]);
    assert_eq!(doc.source().remarks, ["含未接受的修订（插入1处、删除1处）：按接受后的文本审查"]);
}

#[test]
fn a_deleted_mark_joins_paragraphs() {
    let doc = Doc::new().text("甲").mark("\r", DELETED, 0, &[]).paragraph("乙", &[]);
    assert_eq!(doc.blocks(), ["甲乙"]);
}

#[test]
fn a_deleted_cell_mark_still_ends_its_cell() {
    let row = tables::row(&[0, 1000, 2000]);
    let doc = Doc::new().text("甲").mark("\u{7}", DELETED, 0, IN_TABLE).cell("乙").mark("\u{7}", &[], 0, &row);
    assert_eq!(doc.blocks(), ["甲", "乙"]);
}

#[test]
fn comments_are_counted_not_read() {
    let doc = Doc::new().paragraph("甲\u{5}", &[]).story(4).paragraph("\u{5}请核对", &[]);
    let doc = doc.part(4, plc(&[1, 2], &[vec![0; 30]]));
    assert_eq!(doc.blocks(), ["甲"]);
    assert_eq!(doc.source().remarks, ["含批注1条，未计入"]);
}
