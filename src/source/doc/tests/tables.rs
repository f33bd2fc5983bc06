use super::*;

/// The properties of the mark of a row: the edges of its cells.
pub fn row(edges: &[i16]) -> Vec<u8> {
    row_with(edges, &[])
}

fn row_with(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut definition = vec![edges.len() as u8 - 1];
    definition.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        definition.extend([&flags.to_le_bytes()[..], &[0; 18]].concat());
    }
    let length = (definition.len() as u16 + 1).to_le_bytes();
    [IN_TABLE, &[0x17, 0x24, 1], &[0x08, 0xD6], &length, &definition].concat()
}

fn cell(table: u32, row: u32, column: u32, text: &str) -> (BlockKind, String) {
    (BlockKind::Cell { table, row, column }, text.to_owned())
}

#[test]
fn cells_know_table_row_and_column() {
    let doc = Doc::new()
        .paragraph("前", &[])
        .text("甲")
        .mark("\r", &[], 0, IN_TABLE)
        .cell("甲二")
        .cell("乙")
        .mark("\u{7}", &[], 0, &row(&[0, 1000, 3000]))
        .cell("丙")
        .cell("丁")
        .mark("\u{7}", &[], 0, &row(&[0, 2000, 3010]))
        .paragraph("中", &[])
        .cell("戊")
        .mark("\u{7}", &[], 0, &row(&[500, 2000]));
    let paragraph = |text: &str| (BlockKind::Paragraph, text.to_owned());
    let expected = [
        paragraph("前"),
        cell(0, 0, 0, "甲"),
        cell(0, 0, 0, "甲二"),
        cell(0, 0, 1, "乙"),
        cell(0, 1, 0, "丙"),
        cell(0, 1, 2, "丁"),
        paragraph("中"),
        cell(1, 0, 0, "戊"),
    ];
    assert_eq!(doc.kinds(), expected);
}

#[test]
fn a_cell_merged_with_the_one_above_is_not_read() {
    let doc = Doc::new()
        .cell("甲")
        .cell("乙")
        .mark("\u{7}", &[], 0, &row_with(&[0, 1000, 2000], &[0x60, 0]))
        .cell("旧")
        .cell("丙")
        .mark("\u{7}", &[], 0, &row_with(&[0, 1000, 2000], &[0x20, 0]))
        .cell("旧")
        .cell("丁")
        .mark("\u{7}", &[], 0, &[&row(&[0, 1000, 2000])[..], &[0x2B, 0xD6, 2, 0, 1]].concat());
    assert_eq!(doc.blocks(), ["甲", "乙", "丙", "丁"]);
}

#[test]
fn a_table_in_a_cell_has_its_own_number() {
    let deep = [IN_TABLE, &[0x49, 0x66, 2, 0, 0, 0]].concat();
    let inner_cell = [&deep[..], &[0x4B, 0x24, 1]].concat();
    let inner_row = [&deep[..], &[0x4C, 0x24, 1]].concat();
    let doc = Doc::new()
        .text("外")
        .mark("\r", &[], 0, IN_TABLE)
        .paragraph("内", &inner_cell)
        .paragraph("", &inner_row)
        .cell("外二")
        .mark("\u{7}", &[], 0, &row(&[0, 1000]));
    assert_eq!(doc.kinds(), [cell(0, 0, 0, "外"), cell(1, 0, 0, "内"), cell(0, 0, 0, "外二")]);
}

#[test]
fn long_properties_stand_in_the_data_stream() {
    let mut doc = Doc::new().cell("甲").cell("乙");
    let row = row_with(&[0, 1000, 2000], &[0x20, 0]);
    doc.data = [&[9; 4][..], &(row.len() as u16).to_le_bytes(), &row].concat();
    let doc = doc.mark("\u{7}", &[], 0, &[0x46, 0x66, 4, 0, 0, 0]);
    assert_eq!(doc.kinds(), [cell(0, 0, 1, "乙")]);
}
