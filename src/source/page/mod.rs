//! Fixed pages (版式): pieces of text with their places → lines, columns, paragraphs. Shared by .pdf and .ofd.

mod column;
mod fold;
mod margin;
mod paragraph;
mod row;
#[cfg(test)]
mod tests;

use crate::text::{Origin, Text, TextBuilder};

/// A page as the reader would see it. Lengths are points (1/72 inch) from the upper left corner, rotation undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    pub width: f32,
    pub height: f32,
    /// In the order in which the file draws them.
    pub pieces: Vec<Piece>,
    /// Whether a picture covers most of the page.
    pub is_picture: bool,
}

/// Characters drawn at one place: one glyph, or several that the file places together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// Left edge.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    pub width: f32,
    /// Font size (字号) in points.
    pub size: f32,
}

/// The text of pages in reading order: page numbers, running headers and footers taken out of the body.
pub(super) fn text(pages: &[Page]) -> Text {
    let mut rows: Vec<Vec<row::Row>> = pages.iter().map(row::rows).collect();
    let margins = margin::take(pages, &mut rows);
    let gutters = column::gutters(rows.iter());
    let columns: Vec<_> = rows.into_iter().flat_map(|rows| column::columns(rows, &gutters)).collect();
    let mut builder = TextBuilder::default();
    paragraph::write(&columns, &mut builder);
    for (kind, text) in margins.iter() {
        builder.push(text, Origin::Generated);
        builder.end_block(kind);
    }
    builder.finish()
}
