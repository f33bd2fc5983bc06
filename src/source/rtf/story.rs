//! A story: paragraphs that belong together: the body, a note, a header, a text box.

use std::ops::Range;

use crate::text::{BlockKind, Origin, TextBuilder};

/// Tables within tables; deeper ones are counted with the last.
const MAX_TABLES: usize = 32;

pub(super) struct Story {
    pub kind: BlockKind,
    /// A text box belongs to the story around it.
    pub is_box: bool,
    pieces: Vec<Piece>,
    tables: Vec<Table>,
    done: Vec<Done>,
    /// Text boxes anchored in the paragraph: they come after it.
    boxes: Vec<Done>,
}

/// Characters that stand together in the file.
#[derive(PartialEq, Eq)]
struct Piece {
    text: String,
    /// Bytes of the file; none for a number that a program wrote before the paragraph.
    range: Option<Range<usize>>,
}

/// A block that ended.
pub(super) struct Done {
    kind: BlockKind,
    pieces: Vec<Piece>,
}

struct Table {
    number: u32,
    row: u32,
    column: u32,
}

impl Story {
    pub fn new(kind: BlockKind) -> Story {
        Story { kind, is_box: false, pieces: Vec::new(), tables: Vec::new(), done: Vec::new(), boxes: Vec::new() }
    }

    /// A text box in the body is told apart; in a note or a header it is part of that.
    pub fn text_box(outer: BlockKind) -> Story {
        let kind = if outer == BlockKind::Paragraph { BlockKind::TextBox } else { outer };
        Story { is_box: true, ..Story::new(kind) }
    }

    pub fn push(&mut self, text: &str, range: Range<usize>) {
        if let Some(Piece { text: last, range: Some(before) }) = self.pieces.last_mut()
            && before.end == range.start
        {
            last.push_str(text);
            before.end = range.end;
        } else {
            self.pieces.push(Piece { text: text.to_owned(), range: Some(range) });
        }
    }

    pub fn push_label(&mut self, label: String) {
        self.pieces.push(Piece { text: label, range: None });
    }

    pub fn end_block(&mut self) {
        let kind = match (self.kind, self.tables.last()) {
            (BlockKind::Paragraph | BlockKind::TextBox, Some(table)) => table.cell(),
            (kind, _) => kind,
        };
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            self.done.push(Done { kind, pieces });
        }
        self.done.append(&mut self.boxes);
    }

    /// The paragraph stands in so many tables: those that it left are over, those that it entered begin.
    pub fn enter(&mut self, tables: usize, counter: &mut u32) {
        let tables = tables.min(MAX_TABLES);
        self.tables.truncate(tables);
        while self.tables.len() < tables {
            self.tables.push(Table { number: *counter, row: 0, column: 0 });
            *counter = counter.saturating_add(1);
        }
    }

    pub fn end_cell(&mut self) {
        self.end_block();
        if let Some(table) = self.tables.last_mut() {
            table.column = table.column.saturating_add(1);
        }
    }

    pub fn end_row(&mut self) {
        self.end_block();
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.saturating_add(1);
            table.column = 0;
        }
    }

    pub fn anchor(&mut self, boxes: Vec<Done>) {
        self.boxes.extend(boxes);
    }

    pub fn finish(mut self) -> Vec<Done> {
        self.end_block();
        self.done
    }
}

impl Table {
    fn cell(&self) -> BlockKind {
        BlockKind::Cell { table: self.number, row: self.row, column: self.column }
    }
}

impl Done {
    pub fn kind(&self) -> BlockKind {
        self.kind
    }

    pub fn says_the_same(&self, other: &Done) -> bool {
        let texts = |done: &Done| done.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        self.kind == other.kind && texts(self) == texts(other)
    }

    pub fn write(&self, part: u16, out: &mut TextBuilder) {
        for piece in &self.pieces {
            let origin = match &piece.range {
                Some(range) => Origin::Source { part, start: range.start, end: range.end },
                None => Origin::Generated,
            };
            out.push(&piece.text, origin);
        }
        out.end_block(self.kind);
    }
}
