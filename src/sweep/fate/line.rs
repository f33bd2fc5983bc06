//! The lines of a text as catalogues use them: rows of tables, lines with tabs, lines of running text.

use crate::text::{Block, BlockKind, Text, fold};

/// A line or a row: its filled cells, folded.
pub struct Line {
    pub cells: Vec<String>,
}

impl Line {
    pub fn joined(&self) -> String {
        self.cells.concat()
    }
}

/// Lines in reading order; the lines of one cell are one.
pub fn lines(text: &Text) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut last: Option<(u32, u32, u32)> = None;
    for block in text.blocks().iter().filter(|block| block.kind.is_body()) {
        match block.kind {
            BlockKind::Cell { table, row, column } => {
                cell(text, block, (table, row, column), &mut last, &mut found);
            }
            _ => {
                last = None;
                found.extend(text.slice(block.span).split('\n').filter_map(tabbed));
            }
        }
    }
    found
}

fn cell(text: &Text, block: &Block, at: (u32, u32, u32), last: &mut Option<(u32, u32, u32)>, found: &mut Vec<Line>) {
    let words = fold(text.slice(block.span));
    match (found.last_mut(), *last) {
        (Some(line), Some(before)) if before == at => {
            line.cells.iter_mut().last().into_iter().for_each(|cell| cell.push_str(&words));
        }
        (Some(line), Some((table, row, _))) if (table, row) == (at.0, at.1) => line.cells.push(words),
        _ => found.push(Line { cells: vec![words] }),
    }
    *last = Some(at);
}

fn tabbed(line: &str) -> Option<Line> {
    let cells: Vec<String> = line.split('\t').map(fold).filter(|cell| !cell.is_empty()).collect();
    (!cells.is_empty()).then_some(Line { cells })
}
