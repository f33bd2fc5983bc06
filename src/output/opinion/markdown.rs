//! Markdown; the drafter's words are escaped, so that they cannot become marks.

use super::layout::layout;
use super::{Bit, Piece};
use crate::opinion::Letter;

pub fn markdown(letter: &Letter) -> String {
    let pieces: Vec<_> = layout(letter).iter().map(piece).collect();
    format!("{}\n", pieces.join("\n\n"))
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Title(text, _) => format!("# {}", escaped(text)),
        Piece::RedHead(text, _) => format!("**{}**", escaped(text)),
        Piece::Number(text, _) | Piece::Addressee(text) => escaped(text),
        Piece::Notice(text) => format!("> **{}**", escaped(text)),
        Piece::Heading(text) => format!("## {}", escaped(text)),
        Piece::Lead(heading, text) if text.is_empty() => format!("### {}", escaped(heading)),
        Piece::Lead(heading, text) => format!("### {}\n\n{}", escaped(heading), escaped(text)),
        Piece::Paragraph(bits) => bits.iter().map(bit).collect(),
        Piece::Quotation(source, lines) => {
            let lines = lines.iter().map(|line| format!(">\n> {}", escaped(line)));
            format!("> 依据原文：{}\n{}", escaped(source), lines.collect::<Vec<_>>().join("\n"))
        }
        Piece::Table { head, rows } => table(head, rows),
        Piece::Choice(label, note) => format!("- □ **{}**（{}）", escaped(label), escaped(note)),
        Piece::Pending(text) => format!("**{}**", escaped(text)),
        Piece::Signature(lines) => lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n\n"),
        Piece::Small(text) => format!("---\n\n{}", escaped(text)),
    }
}

fn bit(bit: &Bit) -> String {
    match bit {
        Bit::Plain(text) => escaped(text),
        Bit::Strong(text) => format!("**{}**", escaped(text)),
        Bit::Label(text) => (*text).to_owned(),
        Bit::Marked(text) => format!("【{}】", escaped(text)),
    }
}

fn table(head: &[&str; 3], rows: &[[String; 3]]) -> String {
    let line = |cells: [&str; 3]| format!("| {} |", cells.map(escaped).join(" | "));
    let rows = rows.iter().map(|row| line(row.each_ref().map(String::as_str)));
    [line(*head), "| --- | --- | --- |".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
