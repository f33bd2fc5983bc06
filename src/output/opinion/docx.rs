//! `.docx` with the look of an official letter; matched words are bold.

use std::io;

use super::layout::layout;
use super::{Bit, Format, Piece};
use crate::opinion::Letter;
use crate::output::docx::{
    self, Align, Block, Border, Cell, Colour, Docx, Font, Indent, Page, Paragraph, Row, Run, Style, Table,
};

pub fn docx(letter: &Letter) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut page = Page::Portrait;
    for piece in layout(letter) {
        if matches!(piece, Piece::RedHead(_, Format::Letter)) {
            page = Page::Letter;
        }
        if let (Piece::Signature(_), Some(Block::Paragraph(last))) = (&piece, all.last_mut()) {
            // The signature never stands on a page alone.
            last.keep_next = true;
        }
        all.extend(blocks(piece));
    }
    docx::to_bytes(&Docx { title: letter.title().to_owned(), page, blocks: all })
}

fn blocks(piece: Piece) -> Vec<Block> {
    let paragraph = match piece {
        Piece::Title(text, under) => title(text, under),
        Piece::RedHead(name, format) => red_head(name, format),
        Piece::Number(text, under) => number(text, under),
        Piece::Notice(text) => Paragraph::of(Style::Flat, vec![Run::new(text).font(Font::Kai)]),
        Piece::Addressee(text) => Paragraph::of(Style::Flat, with_blanks(Run::new(text))).lines_before(1),
        Piece::Heading(text) => Paragraph::new(Style::Heading1, text),
        Piece::Lead(heading, text) => lead(heading, text),
        Piece::Paragraph(bits) => text_of(bits),
        Piece::Quotation(source, lines) => return quotation(source, lines),
        Piece::Table { head, rows } => return vec![table(head, rows).into()],
        Piece::Choice(label, note) => choice(&label, &note),
        Piece::Pending(text) => Paragraph::of(Style::Body, vec![Run::new(text).shade(Colour::OPEN)]),
        Piece::Signature(lines) => return signature(lines),
        Piece::Small(text) => Paragraph::new(Style::Note, text).lines_before(1),
    };
    vec![paragraph.into()]
}

/// 发文机关标志; in 信函格式 the red double line stands under it.
fn red_head(name: String, format: Format) -> Paragraph {
    let head = Paragraph::of(Style::RedHead, vec![Run::new(name).colour(Colour::HEAD)]);
    match format {
        Format::File => head,
        Format::Letter => head.border(Border::ThickThin),
    }
}

/// GB/T 9704 leaves two lines above the title; a letter of one page has room for one.
fn title(text: String, under: Option<Format>) -> Paragraph {
    let blank = match under {
        None => 0,
        Some(Format::File) => 2,
        Some(Format::Letter) => 1,
    };
    Paragraph::new(Style::Title, text).lines_before(blank)
}

fn number(text: String, under: Option<Format>) -> Paragraph {
    let number = Paragraph::of(Style::Flat, with_blanks(Run::new(text)));
    match under {
        None => number.align(Align::Center),
        Some(Format::File) => number.align(Align::Center).border(Border::Single).lines_before(1),
        Some(Format::Letter) => number.align(Align::Right),
    }
}

/// Blanks of ×× are set off, so that none goes out unfilled.
fn with_blanks(run: Run) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = run.text.as_str();
    while let Some(at) = rest.find("××") {
        let end = rest[at..].find(|c| c != '×').map_or(rest.len(), |n| at + n);
        let piece = |text: &str| Run { text: text.to_owned(), ..run.clone() };
        runs.extend((at > 0).then(|| piece(&rest[..at])));
        runs.push(piece(&rest[at..end]).shade(Colour::OPEN));
        rest = &rest[end..];
    }
    let last = (!rest.is_empty() || runs.is_empty()).then(|| Run { text: rest.to_owned(), ..run.clone() });
    runs.extend(last);
    runs
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
    Paragraph {
        keep_next: leads,
        ..Paragraph::of(Style::Body, bits.into_iter().map(run).flat_map(with_blanks).collect())
    }
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
        let runs = with_blanks(Run::new(text));
        let line = Paragraph::of(Style::Flat, runs).align(Align::Right).indent(edge);
        let line = if i == 0 { line.lines_before(1) } else { line };
        if i < last { line.keep_next() } else { line }.into()
    };
    lines.into_iter().enumerate().map(line).collect()
}
