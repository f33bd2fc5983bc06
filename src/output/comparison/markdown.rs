//! A Markdown table; `<del>` and `<ins>` mark changes, because `**` does not hold beside Chinese signs.

use super::row::{Entry, Line, Mark, Piece, Row, entries, heading, unchanged};
use crate::compare::Comparison;

pub fn markdown(comparison: &Comparison) -> String {
    let mut out = format!("# 条文对照表\n\n{}\n\n{}\n\n", escape(&heading(comparison)), comparison.summary());
    out.push_str("| 修改前 | 修改后 | 说明 |\n| --- | --- | --- |\n");
    for entry in entries(comparison) {
        match entry {
            Entry::Changed(row) => out.push_str(&table_row(&row)),
            Entry::Unchanged(rows) => out.push_str(&format!("| {} | （同左） | 未修改 |\n", unchanged(&rows))),
        }
    }
    out
}

fn table_row(row: &Row) -> String {
    format!("| {} | {} | {} |\n", cell(&row.old), cell(&row.new), escape(&row.note))
}

fn cell(lines: &[Line]) -> String {
    lines.iter().map(line).collect::<Vec<_>>().join("<br>")
}

fn line(line: &Line) -> String {
    line.flat().iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    let text = escape(&piece.text);
    match piece.mark {
        Mark::Same => text,
        Mark::Deleted => format!("<del>{text}</del>"),
        Mark::Inserted => format!("<ins>{text}</ins>"),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '*' | '_' | '`' | '~' | '[' | ']' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
