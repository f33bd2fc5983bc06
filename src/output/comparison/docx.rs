//! The office form: A4 landscape, 修改前｜修改后｜说明; deletions struck out in red, insertions underlined in blue.

use std::io;

use super::Round;
use super::row::{Entry, Line, Mark, Piece, Row as Changed, changes, entries, heading, title, unchanged};
use crate::compare::Comparison;
use crate::output::docx::{Align, Block, Cell, Colour, Docx, Font, Page, Paragraph, Row, Run, Style, Table, to_bytes};

const BLUE: Colour = Colour(0x1F_4E_9E);

/// Shares of the width.
const COLUMNS: [u32; 3] = [43, 43, 14];

pub fn docx(rounds: &[Round]) -> io::Result<Vec<u8>> {
    let headings: Vec<_> = rounds.iter().map(|round| heading(round.comparison)).collect();
    let blocks = rounds.iter().enumerate().flat_map(|(at, round)| section(round, at > 0)).collect();
    to_bytes(&Docx { title: format!("条文对照表 {}", headings.join("；")), page: Page::Landscape, blocks })
}

fn section(round: &Round, is_next: bool) -> Vec<Block> {
    let above = |text: String| Block::from(Paragraph::new(Style::Note, text).align(Align::Center));
    let title = Paragraph { page_break_before: is_next, ..Paragraph::new(Style::Title, title(round)) };
    let mut blocks =
        vec![title.into(), above(heading(round.comparison)), above(round.comparison.summary().to_string())];
    blocks.push(table(round.comparison).into());
    let changes = changes(round.comparison);
    if !changes.is_empty() {
        blocks.push(Paragraph::of(Style::Note, vec![Run::new("主要改动").font(Font::Hei)]).into());
        blocks.extend(changes.into_iter().map(|line| Block::from(Paragraph::new(Style::Note, line))));
    }
    blocks
}

fn table(comparison: &Comparison) -> Table {
    let mut rows = vec![Row::header(["修改前", "修改后", "说明"].map(head).to_vec())];
    rows.extend(entries(comparison).iter().map(row));
    Table { columns: COLUMNS.to_vec(), rows }
}

fn head(text: &str) -> Cell {
    let run = Run::new(text).font(Font::Hei);
    Cell::new(vec![Paragraph::of(Style::Cell, vec![run]).align(Align::Center)])
}

fn row(entry: &Entry) -> Row {
    match entry {
        Entry::Changed(Changed { old, new, note, .. }) => Row::new(vec![cell(old), cell(new), Cell::text(note)]),
        Entry::Unchanged(rows) => {
            let run = Run::new(unchanged(rows)).colour(Colour::GREY);
            let text = Paragraph::of(Style::Cell, vec![run]).align(Align::Center);
            Row::new(vec![Cell { span: COLUMNS.len(), ..Cell::new(vec![text]) }])
        }
    }
}

fn cell(lines: &[Line]) -> Cell {
    Cell::new(lines.iter().map(paragraph).collect())
}

fn paragraph(line: &Line) -> Paragraph {
    let label = line.label.iter().flat_map(|label| [run(label).font(Font::Hei), Run::new("\u{3000}")]);
    Paragraph::of(Style::Cell, label.chain(line.pieces.iter().map(run)).collect())
}

fn run(piece: &Piece) -> Run {
    let run = Run::new(&piece.text);
    match piece.mark {
        Mark::Same => run,
        Mark::Deleted => run.strike().colour(Colour::RED),
        Mark::Inserted => run.underline().colour(BLUE),
    }
}
