//! Walking one story: which of its characters are text, and where blocks end.

use std::ops::Range;

use super::look::Look;
use super::numbering::Numbering;
use super::paragraph::{Ends, PAGE_BREAK, Paragraph};
use super::piece::Piece;
use super::reader::Reader;
use super::table::{self, Place};
use crate::source::Unread;
use crate::source::field::Fields;
use crate::source::list::Item;
use crate::source::tally::Change;
use crate::text::{BlockKind, Origin, is_blank};

pub(super) struct Walk<'r, 'd> {
    reader: &'r mut Reader<'d>,
    kind: BlockKind,
    place: Place,
    fields: Fields,
    /// The place of the paragraph in a list, until the label is written. A paragraph that vanishes is not counted.
    item: Option<Item>,
    is_style_hidden: bool,
    /// Text boxes anchored in the block: they are read after it.
    boxes: Vec<Range<usize>>,
}

/// Characters of one piece that look alike.
struct Stretch<'p, 'd> {
    positions: Range<usize>,
    piece: &'p Piece<'d>,
    look: Look,
}

impl<'r, 'd> Walk<'r, 'd> {
    pub fn new(reader: &'r mut Reader<'d>, kind: BlockKind) -> Walk<'r, 'd> {
        let (fields, boxes) = (Fields::default(), Vec::new());
        Walk { reader, kind, place: Place::Page, fields, item: None, is_style_hidden: false, boxes }
    }

    pub fn story(mut self, positions: Range<usize>) -> Result<(), Unread> {
        let paragraphs = self.reader.document.paragraphs(positions)?;
        let places = table::places(&paragraphs, &mut self.reader.tables)?;
        for (paragraph, place) in paragraphs.iter().zip(places) {
            self.place = place;
            if place != Place::Nowhere {
                self.paragraph(paragraph)?;
            }
        }
        self.end_block()
    }

    fn paragraph(&mut self, paragraph: &Paragraph<'_>) -> Result<(), Unread> {
        let document = self.reader.document;
        let joins = !self.reader.out.is_block_empty();
        let item = || document.numbering.item(paragraph.number, paragraph.style, &document.styles);
        if Numbering::is_old(paragraph.number, paragraph.style, &document.styles) {
            self.reader.tally.old_number();
        }
        self.item = if joins { None } else { item() };
        self.is_style_hidden = document.styles.hides(paragraph.style);
        let mut is_mark_gone = false;
        let mut start = paragraph.positions.start;
        while let Some(stretch) = self.stretch(start..paragraph.positions.end) {
            start = stretch.positions.end;
            is_mark_gone = self.look_at(stretch)?;
        }
        if !is_mark_gone || paragraph.ends != Ends::Paragraph {
            self.write_label();
            self.end_block()?;
            self.fields.end_paragraph();
        }
        Ok(())
    }

    /// The first characters of a range that look alike.
    fn stretch(&self, positions: Range<usize>) -> Option<Stretch<'d, 'd>> {
        let document = self.reader.document;
        let piece = document.pieces.find(positions.start).filter(|_| !positions.is_empty())?;
        let run = document.character_pages.run(piece.byte(positions.start));
        let end = piece.position(run.bytes.end).max(positions.start + 1);
        let positions = positions.start..end.min(piece.positions.end).min(positions.end);
        Some(Stretch { positions, piece, look: Look::new(run.properties, piece) })
    }

    /// Reads a stretch; whether it is not shown.
    fn look_at(&mut self, stretch: Stretch<'_, 'd>) -> Result<bool, Unread> {
        let look = stretch.look;
        let left = self.reader.runs_left.checked_sub(1);
        self.reader.runs_left = left.ok_or_else(|| Unread::Hostile("文字格式过碎".to_owned()))?;
        let boxes = self.reader.anchored(self.kind, &stretch.positions);
        if look.is_deleted {
            self.reader.tally.change(Change::Deletion);
            return Ok(true);
        }
        if look.is_inserted {
            self.reader.tally.change(Change::Insertion);
        }
        if look.is_hidden(&self.reader.document.styles, self.is_style_hidden) {
            self.pass_over(&stretch);
            return Ok(true);
        }
        if !self.fields.in_instruction() {
            self.boxes.extend(boxes);
            if self.kind == BlockKind::Paragraph {
                self.reader.show_notes(&stretch.positions);
            }
        }
        self.text(&stretch)?;
        Ok(false)
    }

    /// Hidden text: its field marks count all the same.
    fn pass_over(&mut self, stretch: &Stretch<'_, '_>) {
        let mut hides_text = false;
        for &c in self.characters(&stretch.positions) {
            match field_mark(c) {
                Some(mark) => self.fields.mark(mark),
                None => hides_text |= !self.fields.in_instruction() && !is_blank(c),
            }
        }
        if hides_text {
            self.reader.tally.hidden();
        }
    }

    fn text(&mut self, stretch: &Stretch<'_, 'd>) -> Result<(), Unread> {
        if let Some(symbol) = stretch.look.symbol {
            let symbol = self.reader.document.symbol(symbol).map(String::from).unwrap_or_default();
            self.push(&symbol, stretch, &stretch.positions);
            return Ok(());
        }
        let characters = self.characters(&stretch.positions);
        let mut plain = String::new();
        let mut start = stretch.positions.start;
        for (position, &c) in stretch.positions.clone().zip(characters) {
            if is_text(c) {
                plain.push(c);
                continue;
            }
            self.push(&plain, stretch, &(start..position));
            plain.clear();
            start = position + 1;
            self.sign(c, stretch, position)?;
        }
        self.push(&plain, stretch, &(start..stretch.positions.end));
        Ok(())
    }

    /// A character that stands for something else. Pictures, references and the marks of notes are not text.
    fn sign(&mut self, c: char, stretch: &Stretch<'_, 'd>, position: usize) -> Result<(), Unread> {
        match c {
            '\u{1e}' => self.push("-", stretch, &(position..position + 1)),
            '\u{b}' | PAGE_BREAK | '\u{e}' if !self.fields.in_instruction() => self.break_line()?,
            _ => {
                if let Some(mark) = field_mark(c) {
                    self.fields.mark(mark);
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, s: &str, stretch: &Stretch<'_, 'd>, positions: &Range<usize>) {
        if s.is_empty() || self.fields.in_instruction() {
            return;
        }
        if !stretch.look.is_inserted {
            self.reader.tally.settled();
        }
        self.write_label();
        let (start, end) = (stretch.piece.byte(positions.start), stretch.piece.byte(positions.end));
        self.reader.out.push(s, Origin::Source { part: self.reader.part, start, end });
    }

    fn write_label(&mut self) {
        let item = self.item.take();
        if let Some(label) = item.and_then(|item| self.reader.counters.next(item)) {
            self.reader.out.push(&label, Origin::Generated);
        }
    }

    /// Text blocks hold no line end: a break inside a paragraph begins a new block.
    fn break_line(&mut self) -> Result<(), Unread> {
        self.reader.out.end_block(self.block_kind());
        Ok(())
    }

    /// Ends the block, and reads the text boxes anchored in it.
    fn end_block(&mut self) -> Result<(), Unread> {
        self.reader.out.end_block(self.block_kind());
        let kind = if self.kind == BlockKind::Paragraph { BlockKind::TextBox } else { self.kind };
        for positions in std::mem::take(&mut self.boxes) {
            self.reader.story(positions, kind)?;
        }
        Ok(())
    }

    fn block_kind(&self) -> BlockKind {
        match (self.kind, self.place) {
            (BlockKind::Paragraph | BlockKind::TextBox, Place::Cell { table, row, column }) => {
                BlockKind::Cell { table, row, column }
            }
            (kind, _) => kind,
        }
    }

    fn characters(&self, positions: &Range<usize>) -> &'d [char] {
        self.reader.document.pieces.characters.get(positions.clone()).unwrap_or_default()
    }
}

fn is_text(c: char) -> bool {
    c >= ' ' || c == '\t' || c == '\0'
}

fn field_mark(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{13}' => "begin",
        '\u{14}' => "separate",
        '\u{15}' => "end",
        _ => return None,
    })
}
