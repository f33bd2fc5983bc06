//! Everything that is looked up while the stories are read.

use std::ops::Range;

use super::bytes::{Plc, slice, u16_at};
use super::fib::{Fib, Part, StoryName};
use super::numbering::Numbering;
use super::page::Pages;
use super::piece::Pieces;
use super::style::Styles;
use crate::source::{Unread, symbol};

const COMMENT: usize = 30;
const FONT_HEAD: usize = 40;

pub(super) struct Document<'b> {
    pub fib: Fib<'b>,
    pub data: &'b [u8],
    pub pieces: Pieces<'b>,
    pub character_pages: Pages<'b>,
    pub paragraph_pages: Pages<'b>,
    pub styles: Styles,
    pub numbering: Numbering,
}

impl<'b> Document<'b> {
    pub fn read(fib: Fib<'b>) -> Result<Document<'b>, Unread> {
        Ok(Document {
            data: &fib.streams.data,
            pieces: Pieces::read(&fib)?,
            character_pages: Pages::of_characters(&fib),
            paragraph_pages: Pages::of_paragraphs(&fib),
            styles: Styles::read(fib.part(Part::Styles)),
            numbering: Numbering::read(&fib),
            fib,
        })
    }

    /// The characters of a story that are there.
    pub fn story(&self, name: StoryName) -> Range<usize> {
        let story = self.fib.story(name);
        let end = story.end.min(self.pieces.characters.len());
        story.start.min(end)..end
    }

    /// A part of a story, by its positions in that story.
    pub fn within(&self, name: StoryName, positions: Range<usize>) -> Range<usize> {
        let story = self.story(name);
        let at = |position: usize| story.start.saturating_add(position).min(story.end);
        at(positions.start)..at(positions.end).max(at(positions.start))
    }

    pub fn comments(&self) -> usize {
        self.fib.plc(Part::Comments, COMMENT).len()
    }

    pub fn plc(&self, part: Part, size: usize) -> Plc<'b> {
        self.fib.plc(part, size)
    }

    /// The character that a symbol of a font looks like.
    pub fn symbol(&self, (font, code): (u16, u16)) -> Option<char> {
        symbol::character(&self.font(font).unwrap_or_default(), &format!("{code:X}"))
    }

    /// The name of a font; the table holds entries of different lengths, one after the other.
    fn font(&self, wanted: u16) -> Option<String> {
        let table = self.fib.part(Part::Fonts);
        let mut at = 4;
        for _ in 0..wanted {
            at += 1 + usize::from(*table.get(at)?);
        }
        let entry = slice(table, at + 1, usize::from(*table.get(at)?));
        let name = entry.get(FONT_HEAD - 1..)?;
        let units = (0..name.len() / 2).map_while(|i| u16_at(name, i * 2)).take_while(|unit| *unit != 0);
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    }
}
