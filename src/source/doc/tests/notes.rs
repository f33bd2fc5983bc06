use super::*;

fn with_notes(of_reference: &[u8]) -> Doc {
    let doc = Doc::new().text("甲").run("\u{2}", of_reference).paragraph("乙\u{2}", &[]);
    doc.story(FOOTNOTES)
        .paragraph("\u{2}注一", &[])
        .paragraph("\u{2}注二", &[])
        .part(2, plc(&[1, 3, 5], &[vec![0; 2], vec![0; 2]]))
        .part(3, plc(&[0, 4, 8, 9], &[]))
}

#[test]
fn notes_follow_the_body() {
    let note = |text: &str| (BlockKind::Footnote, text.to_owned());
    let body = (BlockKind::Paragraph, "甲乙".to_owned());
    assert_eq!(with_notes(&[]).kinds(), [body.clone(), note("注一"), note("注二")]);
    assert_eq!(with_notes(DELETED).kinds(), [body.clone(), note("注二")]);
    assert_eq!(with_notes(&[]).part(3, Vec::new()).kinds(), [body, note("注一"), note("注二")]);
}

#[test]
fn headers_and_footers_come_last() {
    let doc = Doc::new().paragraph("甲", &[]).story(MARGINS).paragraph("分隔", &[]).paragraph("页眉", &[]);
    let doc = doc.paragraph("页脚", &[]).paragraph("首页", &[]);
    let doc = doc.part(11, plc(&[0, 3, 3, 3, 3, 3, 3, 3, 6, 6, 9, 12, 12], &[]));
    let expected = [
        (BlockKind::Paragraph, "甲"),
        (BlockKind::Header, "页眉"),
        (BlockKind::Header, "首页"),
        (BlockKind::Footer, "页脚"),
    ];
    assert_eq!(doc.kinds(), expected.map(|(kind, text)| (kind, text.to_owned())));
}

fn drawing(shape: u32) -> Vec<u8> {
    [&shape.to_le_bytes()[..], &[0; 22]].concat()
}

fn text_box(shape: u32, spare: u8) -> Vec<u8> {
    [&[0; 8], &[spare, 0, 0, 0, 0, 0][..], &shape.to_le_bytes(), &[0; 4]].concat()
}

fn with_boxes(of_anchor: &[u8]) -> Doc {
    let doc = Doc::new().text("甲").run("\u{8}", of_anchor).end().paragraph("乙", &[]);
    doc.story(TEXT_BOXES)
        .paragraph("组内", &[])
        .paragraph("框内", &[])
        .paragraph("备用", &[])
        .part(40, plc(&[1, 5], &[drawing(7)]))
        .part(56, plc(&[0, 3, 6, 9], &[text_box(9, 0), text_box(7, 0), text_box(0, 1)]))
}

#[test]
fn text_boxes_follow_their_paragraph_and_those_in_groups_the_body() {
    let expected = |boxed: &[&str]| {
        let kind = |text: &&str| if text.len() > 3 { BlockKind::TextBox } else { BlockKind::Paragraph };
        boxed.iter().map(|text| (kind(text), (*text).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(with_boxes(&[]).kinds(), expected(&["甲", "框内", "乙", "组内"]));
    assert_eq!(with_boxes(DELETED).kinds(), expected(&["甲", "乙", "组内"]));
    assert_eq!(with_boxes(&[]).part(56, Vec::new()).kinds(), expected(&["甲", "乙", "组内", "框内", "备用"]));
}
