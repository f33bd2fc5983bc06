//! Tables cell by cell, and the frames that paragraphs stand in.

use roxmltree::Node;

use super::walk::Walk;
use crate::ooxml::{attribute, child};
use crate::source::tally::Change;
use crate::text::BlockKind;

/// What paragraphs stand in, other than the page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame {
    TextBox,
    Table { number: u32, rows: u32, column: u32 },
}

impl Frame {
    pub fn kind(&self) -> BlockKind {
        match *self {
            Frame::TextBox => BlockKind::TextBox,
            Frame::Table { number, rows, column } => {
                BlockKind::Cell { table: number, row: rows.saturating_sub(1), column }
            }
        }
    }
}

impl<'n> Walk<'_, '_, 'n> {
    pub(super) fn table(&mut self, node: Node<'n, 'n>) {
        self.end_block();
        let number = self.reader.tables;
        self.reader.tables += 1;
        self.frames.push(Frame::Table { number, rows: 0, column: 0 });
        self.children(node);
        self.end_block();
        self.frames.pop();
    }

    pub(super) fn row(&mut self, node: Node<'n, 'n>) {
        let properties = child(node, "trPr");
        if has(properties, "del") {
            return self.reader.tally.change(Change::Deletion);
        }
        if has(properties, "ins") {
            self.reader.tally.change(Change::Insertion);
        }
        if let Some(Frame::Table { rows, column, .. }) = self.frames.last_mut() {
            *rows += 1;
            *column = number(properties, "gridBefore").unwrap_or(0);
        }
        self.children(node);
    }

    pub(super) fn cell(&mut self, node: Node<'n, 'n>) {
        let properties = child(node, "tcPr");
        if has(properties, "cellDel") {
            return self.reader.tally.change(Change::Deletion);
        }
        if !is_continued(properties, "vMerge") && !is_continued(properties, "hMerge") {
            self.children(node);
            self.end_block();
        }
        if let Some(Frame::Table { column, .. }) = self.frames.last_mut() {
            *column = column.saturating_add(number(properties, "gridSpan").unwrap_or(1).max(1));
        }
    }
}

fn has(properties: Option<Node<'_, '_>>, name: &str) -> bool {
    properties.is_some_and(|properties| child(properties, name).is_some())
}

fn number(properties: Option<Node<'_, '_>>, name: &str) -> Option<u32> {
    attribute(child(properties?, name)?, "val")?.trim().parse().ok()
}

/// The cell belongs to a merged one that began above it, or to its left.
fn is_continued(properties: Option<Node<'_, '_>>, name: &str) -> bool {
    let merge = properties.and_then(|properties| child(properties, name));
    merge.is_some_and(|merge| attribute(merge, "val") != Some("restart"))
}
