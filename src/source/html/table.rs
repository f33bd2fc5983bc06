//! Tables: where a cell stands in the grid, under merged cells (合并单元格).

use scraper::node::Element;

use crate::limits::MAX_HTML_COLUMNS;
use crate::text::BlockKind;

/// An open table. One that only lays out the page (布局表格) has no number, and its cells are plain paragraphs.
#[derive(Debug)]
pub(super) struct Table {
    number: Option<u32>,
    /// The row that is being read, and its next column.
    row: u32,
    column: usize,
    /// For each column, how many rows from the current one on are taken by a cell from above.
    taken: Vec<u32>,
    has_rows: bool,
    /// Column of the open cell.
    cell: Option<u32>,
}

impl Table {
    pub fn new(number: Option<u32>) -> Table {
        Table { number, row: 0, column: 0, taken: Vec::new(), has_rows: false, cell: None }
    }

    pub fn begin_row(&mut self) {
        if self.has_rows {
            self.row += 1;
            self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.has_rows = true;
        self.column = 0;
        self.cell = None;
    }

    pub fn begin_cell(&mut self, element: &Element) {
        while self.taken.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        self.cell = Some(self.column as u32);
        let end = (self.column + span(element, "colspan") as usize).min(MAX_HTML_COLUMNS);
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        let rows = span(element, "rowspan");
        self.taken.iter_mut().take(end).skip(self.column).for_each(|taken| *taken = rows);
        self.column = end.max(self.column);
    }

    pub fn end_cell(&mut self) {
        self.cell = None;
    }

    /// Kind of a block that ends here; outside cells (a caption) it is a paragraph.
    pub fn kind(&self) -> BlockKind {
        match (self.number, self.cell) {
            (Some(table), Some(column)) => BlockKind::Cell { table, row: self.row, column },
            _ => BlockKind::Paragraph,
        }
    }
}

fn span(element: &Element, name: &str) -> u32 {
    let value = element.attr(name).and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1).clamp(1, MAX_HTML_COLUMNS as u32)
}
