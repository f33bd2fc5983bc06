//! Paragraphs: where they begin and end, and the properties that their marks carry.

use std::ops::Range;

use super::bytes::u32_at;
use super::document::Document;
use super::sprm::{self, Sprm, sprms};
use super::style::NumberProperty;
use crate::limits::{MAX_DEPTH, MAX_PARAGRAPHS};
use crate::source::Unread;

pub(super) const PARAGRAPH_END: char = '\r';
pub(super) const CELL_END: char = '\u{7}';
pub(super) const PAGE_BREAK: char = '\u{c}';

pub(super) struct Paragraph<'b> {
    /// Its characters, with the mark at their end.
    pub positions: Range<usize>,
    pub style: u16,
    pub number: NumberProperty,
    /// Tables around it.
    pub depth: usize,
    pub ends: Ends,
    pub row: Row<'b>,
}

/// What its mark ends besides the paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ends {
    #[default]
    Paragraph,
    Cell,
    Row,
}

/// What the mark of a row says of its cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row<'b> {
    /// Number of cells, their edges, their flags.
    pub definition: &'b [u8],
    /// Cell and kind of merge, of those that say it apart.
    pub merges: [Option<(u8, u8)>; 8],
}

impl<'b> Document<'b> {
    /// The paragraphs of a stretch of characters; the last may lack its mark.
    pub fn paragraphs(&self, positions: Range<usize>) -> Result<Vec<Paragraph<'b>>, Unread> {
        let mut paragraphs = Vec::new();
        let mut start = positions.start;
        for position in positions.clone().filter(|position| self.ends_paragraph(*position)) {
            paragraphs.push(self.paragraph(start..position + 1)?);
            start = position + 1;
            if paragraphs.len() > MAX_PARAGRAPHS {
                return Err(Unread::Hostile("段落过多".to_owned()));
            }
        }
        if start < positions.end {
            paragraphs.push(self.paragraph(start..positions.end)?);
        }
        Ok(paragraphs)
    }

    /// A page break ends a paragraph only where its section ends too: there the properties end with it.
    fn ends_paragraph(&self, position: usize) -> bool {
        match self.pieces.characters.get(position) {
            Some(&(PARAGRAPH_END | CELL_END)) => true,
            Some(&PAGE_BREAK) => self.pieces.find(position).is_some_and(|piece| {
                let byte = piece.byte(position);
                self.paragraph_pages.run(byte).bytes.end == piece.byte(position + 1)
            }),
            _ => false,
        }
    }

    fn paragraph(&self, positions: Range<usize>) -> Result<Paragraph<'b>, Unread> {
        let mark = positions.end.saturating_sub(1);
        let mut read = Reading::default();
        if let Some(piece) = self.pieces.find(mark) {
            let run = self.paragraph_pages.run(piece.byte(mark));
            read.style = run.style;
            for sprm in sprms(run.properties) {
                read.set(sprm, self)?;
            }
            piece.properties.sprms().for_each(|sprm| read.set_flag(sprm));
        }
        let ends = match self.pieces.characters.get(mark) {
            Some(&CELL_END) if read.ends == Ends::Paragraph => Ends::Cell,
            _ => read.ends,
        };
        let depth = read.depth.max(usize::from(read.in_table)).min(MAX_DEPTH);
        let Reading { style, number, row, .. } = read;
        Ok(Paragraph { positions, style, number, depth, ends, row })
    }
}

/// The properties of a paragraph while they are read, later ones over earlier ones.
#[derive(Default)]
struct Reading<'b> {
    style: u16,
    number: NumberProperty,
    in_table: bool,
    depth: usize,
    ends: Ends,
    row: Row<'b>,
}

impl<'b> Reading<'b> {
    fn set(&mut self, sprm: Sprm<'b>, document: &Document<'b>) -> Result<(), Unread> {
        if sprm::ELSEWHERE.contains(&sprm.code) {
            let at = u32_at(sprm.value, 0).unwrap_or(u32::MAX) as usize;
            sprms(document.data(at)?).for_each(|sprm| self.set_here(sprm));
        } else {
            self.set_here(sprm);
        }
        Ok(())
    }

    fn set_here(&mut self, sprm: Sprm<'b>) {
        match sprm.code {
            sprm::TABLE_DEFINITION => self.row.definition = sprm.value,
            sprm::VERTICAL_MERGE => {
                if let (&[cell, kind, ..], Some(free)) = (sprm.value, self.row.merges.iter_mut().find(|m| m.is_none()))
                {
                    *free = Some((cell, kind));
                }
            }
            _ => self.set_flag(sprm),
        }
    }

    fn set_flag(&mut self, sprm: Sprm<'_>) {
        match sprm.code {
            sprm::PARAGRAPH_STYLE => self.style = sprm.word(),
            sprm::IN_TABLE => self.in_table = sprm.is_on(),
            sprm::TABLE_DEPTH => self.depth = u32_at(sprm.value, 0).unwrap_or(0) as usize,
            sprm::ROW_END | sprm::INNER_ROW_END if sprm.is_on() => self.ends = Ends::Row,
            sprm::INNER_CELL_END if sprm.is_on() && self.ends == Ends::Paragraph => self.ends = Ends::Cell,
            _ => self.number.set(sprm),
        }
    }
}
