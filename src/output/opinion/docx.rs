//! `.docx` with the look of an official letter; matched words are bold.

use std::io;

use super::layout::layout;
use super::{Bit, Piece};
use crate::opinion::Opinion;
use crate::output::docx::{self, Align, Block, Cell, Docx, Font, Indent, Page, Paragraph, Row, Run, Style, Table};

pub fn docx(opinion: &Opinion) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    for piece in layout(opinion) {
        if let (Piece::Signature(_), Some(Block::Paragraph(last))) = (&piece, all.last_mut()) {
            // The signature never stands on a page alone.
            last.keep_next = true;
        }
        all.extend(blocks(piece));
    }
    docx::to_bytes(&Docx { title: opinion.title.clone(), page: Page::Portrait, blocks: all })
}

fn blocks(piece: Piece) -> Vec<Block> {
    let paragraph = match piece {
        Piece::Title(text) => Paragraph::new(Style::Title, text),
        Piece::Number(text) => Paragraph::new(Style::Flat, text).align(Align::Center),
        Piece::Notice(text) => Paragraph::of(Style::Flat, vec![Run::new(text).font(Font::Kai)]).lines_before(1),
        Piece::Addressee(text) => Paragraph::new(Style::Flat, text).lines_before(1),
        Piece::Heading(text) => Paragraph::new(Style::Heading1, text),
        Piece::Lead(heading, text) => lead(heading, text),
        Piece::Paragraph(bits) => text_of(bits),
        Piece::Quotation(source, lines) => return quotation(source, lines),
        Piece::Table { head, rows } => return vec![table(head, rows).into()],
        Piece::Choice(label, note) => choice(label, note),
        Piece::Signature(lines) => return signature(lines),
        Piece::Small(text) => Paragraph::new(Style::Note, text).lines_before(1),
    };
    vec![paragraph.into()]
}

fn lead(heading: String, text: String) -> Paragraph {
    let points_follow = text.is_empty() || text.ends_with('：');
    let runs = vec![Run::new(format!("{heading}。")).font(Font::Kai).bold(), Run::new(text)];
    Paragraph { keep_next: points_follow, ..Paragraph::of(Style::Body, runs) }
}

/// The head of a point stays with its first line, and a lead-in with what it leads in.
fn text_of(bits: Vec<Bit>) -> Paragraph {
    let leads = match &bits[..] {
        [Bit::Strong(_)] => true,
        [.., Bit::Plain(text)] => text.ends_with('：'),
        _ => false,
    };
    Paragraph { keep_next: leads, ..Paragraph::of(Style::Body, bits.into_iter().map(run).collect()) }
}

/// The words of a basis, set off by their script; whose they are stays with the first line.
fn quotation(source: String, lines: Vec<String>) -> Vec<Block> {
    let head = vec![Run::new("依据原文：").font(Font::Hei), Run::new(source).font(Font::Kai)];
    let head = Paragraph { keep_next: true, ..Paragraph::of(Style::Body, head) };
    let lines = lines.into_iter().map(|line| Paragraph::of(Style::Body, vec![Run::new(line).font(Font::Kai)]));
    std::iter::once(head).chain(lines).map(Block::from).collect()
}

fn choice(label: &str, note: &str) -> Paragraph {
    let runs = vec![Run::new(format!("□ {label}")).bold(), Run::new(format!("（{note}）"))];
    Paragraph::of(Style::Body, runs)
}

fn run(bit: Bit) -> Run {
    match bit {
        Bit::Plain(text) => Run::new(text),
        Bit::Strong(text) => Run::new(text).bold(),
        Bit::Label(text) => Run::new(text).font(Font::Hei),
        Bit::Marked(text) => Run::new(text).bold(),
    }
}

fn table(head: [&str; 3], rows: Vec<[String; 3]>) -> Table {
    let head = Row::header(head.map(Cell::text).to_vec());
    let rows = rows.into_iter().map(|row| Row { whole: true, ..Row::new(row.map(Cell::text).to_vec()) });
    Table { columns: vec![1, 4, 6], rows: std::iter::once(head).chain(rows).collect() }
}

/// The name and the date stand on one page, four characters from the right edge.
fn signature(lines: Vec<String>) -> Vec<Block> {
    let last = lines.len().saturating_sub(1);
    let line = |(i, text): (usize, String)| {
        let edge = Indent { right: 4, ..Indent::default() };
        let line = Paragraph::new(Style::Flat, text).align(Align::Right).indent(edge);
        let line = if i == 0 { line.lines_before(2) } else { line };
        if i < last { line.keep_next() } else { line }.into()
    };
    lines.into_iter().enumerate().map(line).collect()
}
