//! The letters of a page or two.

use super::layout::{head, ordinal, plain, table, tail};
use super::{Format, Piece};
use crate::opinion::{Line, Short};

pub(super) fn layout(short: &Short) -> Vec<Piece> {
    let mut pieces = head(&short.frame, Format::Letter);
    let mut headings = 0;
    for line in &short.lines {
        pieces.extend(piece(line, &mut headings));
    }
    pieces.extend(tail(&short.frame));
    pieces
}

fn piece(line: &Line, headings: &mut usize) -> Option<Piece> {
    Some(match line {
        Line::Heading(text) => {
            *headings += 1;
            Piece::Heading(format!("{}、{text}", ordinal(*headings - 1)))
        }
        Line::Text(text) => plain(text),
        Line::Pending(text) => Piece::Pending(text.clone()),
        Line::Materials(materials) => table(materials)?,
    })
}
