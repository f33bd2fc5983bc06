//! Tables (表格): which cell each paragraph stands in. A row says how wide its cells are only behind them, so that
//! places are found before any text is written.

use std::collections::HashMap;

use super::bytes::{slice, u16_at};
use super::paragraph::{Ends, Paragraph, Row};
use crate::limits::MAX_CELLS;
use crate::source::Unread;

/// Edges closer than this (twips, 1/20 point) are one: rows drawn by hand do not quite meet.
const NEAR: i32 = 30;
const MERGE_FLAGS: usize = 20;
const CONTINUED: u8 = 1;

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Page,
    Cell {
        table: u32,
        row: u32,
        column: u32,
    },
    /// The end of a row, or a cell that belongs to a merged one above it: nothing there is shown.
    Nowhere,
}

/// A table whose end has not been met.
struct Open {
    table: u32,
    row: u32,
    cell: usize,
}

/// The places of paragraphs that follow each other; `tables` counts on.
pub(super) fn places(paragraphs: &[Paragraph<'_>], tables: &mut u32) -> Result<Vec<Place>, Unread> {
    let mut open: Vec<Open> = Vec::new();
    let mut shapes = Shapes::default();
    let mut cells = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        open.truncate(paragraph.depth);
        while open.len() < paragraph.depth {
            open.push(Open { table: *tables, row: 0, cell: 0 });
            *tables += 1;
        }
        let Some(inner) = open.last_mut() else {
            cells.push(None);
            continue;
        };
        cells.push((paragraph.ends != Ends::Row).then_some((inner.table, inner.row, inner.cell)));
        match paragraph.ends {
            Ends::Paragraph => {}
            Ends::Cell => inner.cell += 1,
            Ends::Row => {
                shapes.add(inner.table, inner.row, paragraph.row)?;
                (inner.row, inner.cell) = (inner.row + 1, 0);
            }
        }
    }
    shapes.settle();
    let place = |(paragraph, cell): (&Paragraph<'_>, Option<(u32, u32, usize)>)| match cell {
        Some((table, row, cell)) => shapes.place(table, row, cell),
        None if paragraph.ends == Ends::Row && paragraph.depth > 0 => Place::Nowhere,
        None => Place::Page,
    };
    Ok(paragraphs.iter().zip(cells).map(place).collect())
}

/// The edges of tables and rows.
#[derive(Default)]
struct Shapes {
    rows: HashMap<(u32, u32), Shape>,
    /// The left edges of all columns of a table.
    edges: HashMap<u32, Vec<i32>>,
    cells: usize,
}

struct Shape {
    edges: Vec<i32>,
    is_continued: Vec<bool>,
}

impl Shapes {
    fn add(&mut self, table: u32, row: u32, mark: Row<'_>) -> Result<(), Unread> {
        let shape = Shape::read(mark);
        self.cells += shape.is_continued.len();
        if self.cells > MAX_CELLS {
            return Err(Unread::Hostile("表格单元格过多".to_owned()));
        }
        self.edges.entry(table).or_default().extend(&shape.edges);
        self.rows.insert((table, row), shape);
        Ok(())
    }

    fn settle(&mut self) {
        for edges in self.edges.values_mut() {
            edges.sort_unstable();
            edges.dedup_by(|edge, before| *edge - *before < NEAR);
        }
    }

    fn place(&self, table: u32, row: u32, cell: usize) -> Place {
        let shape = self.rows.get(&(table, row));
        if shape.and_then(|shape| shape.is_continued.get(cell)) == Some(&true) {
            return Place::Nowhere;
        }
        let edge = shape.and_then(|shape| shape.edges.get(cell));
        let of_edge = |edge: &i32| self.edges.get(&table)?.partition_point(|known| known <= edge).checked_sub(1);
        let column = edge.and_then(of_edge).unwrap_or(cell);
        Place::Cell { table, row, column: column as u32 }
    }
}

impl Shape {
    /// The number of cells, one edge more than cells, then the flags of each cell.
    fn read(row: Row<'_>) -> Shape {
        let definition = row.definition;
        let count = definition.first().map_or(0, |count| usize::from(*count));
        let (edges, _) = slice(definition, 1, (count + 1) * 2).as_chunks::<2>();
        let flags = |cell: usize| u16_at(definition, 1 + (count + 1) * 2 + cell * MERGE_FLAGS).unwrap_or(0);
        let mut is_continued: Vec<bool> = (0..count).map(|cell| (flags(cell) >> 5 & 3) as u8 == CONTINUED).collect();
        for (cell, kind) in row.merges.into_iter().flatten() {
            if let Some(continued) = is_continued.get_mut(usize::from(cell)) {
                *continued = kind == CONTINUED;
            }
        }
        let edges = edges.iter().map(|edge| i32::from(i16::from_le_bytes(*edge))).collect();
        Shape { edges, is_continued }
    }
}
