//! Plain text, to be pasted into the office system: indents of two full-width blanks, matched words in 【】.

use super::layout::layout;
use super::{Bit, Piece};
use crate::opinion::Letter;

const INDENT: &str = "\u{3000}\u{3000}";

pub fn text(letter: &Letter) -> String {
    layout(letter).iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Title(text, _) | Piece::RedHead(text, _) | Piece::Number(text, _) => format!("{text}\n"),
        Piece::Notice(text) => format!("\n【{text}】\n\n"),
        Piece::Addressee(text) => format!("{text}\n"),
        Piece::Heading(text) => format!("\n{INDENT}{text}\n"),
        Piece::Lead(heading, text) => format!("{INDENT}{heading}。{text}\n"),
        Piece::Paragraph(bits) => format!("{INDENT}{}\n", bits.iter().map(bit).collect::<String>()),
        Piece::Quotation(source, lines) => {
            let lines = lines.iter().map(|line| format!("{INDENT}{INDENT}{line}\n"));
            format!("{INDENT}依据原文：{source}\n{}", lines.collect::<String>())
        }
        Piece::Table { rows, .. } => rows.iter().map(row).collect(),
        Piece::Choice(label, note) => format!("{INDENT}□ {label}（{note}）\n"),
        Piece::Pending(text) => format!("{INDENT}{text}\n"),
        Piece::Signature(lines) => {
            let lines = lines.iter().map(|line| format!("{}{line}\n", INDENT.repeat(8)));
            format!("\n{}", lines.collect::<String>())
        }
        Piece::Small(text) => format!("\n{text}\n"),
    }
}

fn row([number, name, file]: &[String; 3]) -> String {
    format!("{INDENT}{number}.{name}：{file}\n")
}

pub(super) fn bit(bit: &Bit) -> String {
    match bit {
        Bit::Plain(text) | Bit::Strong(text) => text.clone(),
        Bit::Label(text) => (*text).to_owned(),
        Bit::Marked(text) => format!("【{text}】"),
    }
}
