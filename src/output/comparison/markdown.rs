//! A Markdown table; `<del>` and `<ins>` mark changes, because `**` does not hold beside Chinese signs.

use super::Round;
use super::row::{Entry, Line, Mark, Piece, Row, changes, entries, heading, title, unchanged};
use crate::compare::Comparison;

pub fn markdown(comparison: &Comparison) -> String {
    round(&Round { name: String::new(), comparison })
}

pub fn round(round: &Round) -> String {
    let comparison = round.comparison;
    let mut out =
        format!("# {}\n\n{}\n\n{}\n\n", escape(&title(round)), escape(&heading(comparison)), comparison.summary());
    let changes = changes(comparison);
    changes.iter().for_each(|line| out.push_str(&format!("- {}\n", escape(line))));
    if !changes.is_empty() {
        out.push('\n');
    }
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
