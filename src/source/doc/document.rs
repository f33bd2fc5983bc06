//! Everything that is looked up while the stories are read.

use std::cell::Cell;
use std::ops::Range;

use super::bytes::{Plc, slice, u16_at};
use super::fib::{Fib, Part, StoryName};
use super::numbering::Numbering;
use super::page::Pages;
use super::piece::Pieces;
use super::style::Styles;
use crate::limits::MAX_PART_BYTES;
use crate::source::{Unread, symbol};

const COMMENT: usize = 30;
/// What stands in the entry of a font before its name.
const FONT_HEAD: usize = 39;

pub(super) struct Document<'b> {
    pub fib: Fib<'b>,
    data: &'b [u8],
    pub pieces: Pieces<'b>,
    pub character_pages: Pages<'b>,
    pub paragraph_pages: Pages<'b>,
    pub styles: Styles,
    pub numbering: Numbering,
    fonts: Vec<&'b [u8]>,
    /// Bytes of the data stream that may still be read as properties: many paragraphs may refer to the same.
    data_left: Cell<usize>,
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
            fonts: fonts(fib.part(Part::Fonts)),
            data_left: Cell::new(MAX_PART_BYTES as usize),
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

    /// Properties that stand in the data stream.
    pub fn data(&self, at: usize) -> Result<&'b [u8], Unread> {
        let properties = slice(self.data, at.saturating_add(2), u16_at(self.data, at).map_or(0, usize::from));
        let left = self.data_left.get().checked_sub(properties.len());
        self.data_left.set(left.ok_or_else(|| Unread::Hostile("段落属性过多".to_owned()))?);
        Ok(properties)
    }

    /// The character that a symbol of a font looks like.
    pub fn symbol(&self, (font, code): (u16, u16)) -> Option<char> {
        symbol::character(&self.font(font).unwrap_or_default(), &format!("{code:X}"))
    }

    fn font(&self, number: u16) -> Option<String> {
        let name = self.fonts.get(usize::from(number))?.get(FONT_HEAD..)?;
        let units = (0..name.len() / 2).map_while(|i| u16_at(name, i * 2)).take_while(|unit| *unit != 0);
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    }
}

/// The entries of the table of fonts: each tells its length in its first byte.
fn fonts(table: &[u8]) -> Vec<&[u8]> {
    let mut rest = table.get(4..).unwrap_or_default();
    let mut fonts = Vec::new();
    while let Some((length, entries)) = rest.split_first().filter(|_| fonts.len() < usize::from(u16::MAX)) {
        let length = usize::from(*length).min(entries.len());
        fonts.push(&entries[..length]);
        rest = &entries[length..];
    }
    fonts
}
