//! Tables over the whole width of the text, with thin lines.

use super::body::paragraph;
use super::style::Style;
use super::xml::Xml;
use super::{Colour, Page, Paragraph};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Shares of the width, one a column.
    pub columns: Vec<u32>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Repeated at the head of every page; only for the first rows.
    pub header: bool,
    /// Not broken across pages.
    pub whole: bool,
    pub cells: Vec<Cell>,
}

/// A cell; one without a paragraph gets an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub paragraphs: Vec<Paragraph>,
    /// Columns it takes; 0 counts as 1.
    pub span: usize,
    pub shade: Option<Colour>,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }

    /// A head row: repeated, whole, shaded.
    pub fn header(cells: Vec<Cell>) -> Row {
        let cells = cells.into_iter().map(|cell| Cell { shade: Some(Colour::PALE), ..cell }).collect();
        Row { header: true, whole: true, cells }
    }
}

impl Cell {
    pub fn new(paragraphs: Vec<Paragraph>) -> Cell {
        Cell { paragraphs, ..Cell::default() }
    }

    pub fn text(text: impl Into<String>) -> Cell {
        Cell::new(vec![Paragraph::new(Style::Cell, text)])
    }
}

pub(super) fn write(xml: &mut Xml, table: &Table, page: Page) {
    let widths = widths(&table.columns, page.text_width());
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], properties(widths.iter().sum()));
        xml.element("w:tblGrid", &[], |xml| {
            widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", &width.to_string())]));
        });
        table.rows.iter().for_each(|it| row(xml, it, &widths));
    });
}

/// Shares of the width as twips; what rounding leaves over goes to the last column.
fn widths(shares: &[u32], total: u32) -> Vec<u32> {
    let sum = shares.iter().sum::<u32>().max(1);
    let mut widths: Vec<u32> = shares.iter().map(|share| total * share / sum).collect();
    let rest = total.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

const SIDES: [&str; 6] = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

fn properties(width: u32) -> impl FnOnce(&mut Xml) {
    move |xml| {
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.element("w:tblBorders", &[], |xml| {
            let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
            SIDES.iter().for_each(|side| xml.empty(side, &line));
        });
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.element("w:tblCellMar", &[], |xml| {
            for (side, margin) in [("w:top", "40"), ("w:left", "100"), ("w:bottom", "40"), ("w:right", "100")] {
                xml.empty(side, &[("w:w", margin), ("w:type", "dxa")]);
            }
        });
    }
}

fn row(xml: &mut Xml, row: &Row, widths: &[u32]) {
    xml.element("w:tr", &[], |xml| {
        if row.whole || row.header {
            xml.element("w:trPr", &[], |xml| {
                xml.flag("w:cantSplit", row.whole);
                xml.flag("w:tblHeader", row.header);
            });
        }
        let mut rest = widths;
        for it in &row.cells {
            let (own, after) = rest.split_at(it.span.max(1).min(rest.len()));
            cell(xml, it, own);
            rest = after;
        }
    });
}

fn cell(xml: &mut Xml, cell: &Cell, widths: &[u32]) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &widths.iter().sum::<u32>().to_string()), ("w:type", "dxa")]);
            if widths.len() > 1 {
                xml.val("w:gridSpan", &widths.len().to_string());
            }
            if let Some(colour) = cell.shade {
                shade(xml, colour);
            }
        });
        cell.paragraphs.iter().for_each(|it| paragraph(xml, it));
        if cell.paragraphs.is_empty() {
            paragraph(xml, &Paragraph::of(Style::Cell, Vec::new()));
        }
    });
}

pub(super) fn shade(xml: &mut Xml, colour: Colour) {
    xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &colour.hex())]);
}
