//! The file information block (FIB): how long each story is, and where in the table stream everything else stands.

use std::ops::Range;

use super::bytes::{Plc, slice, u16_at, u32_at};
use super::container::Streams;
use crate::source::Unread;

const COUNTS_OF_WORDS: usize = 32;
/// The first of the lengths of stories among the numbers of 32 bits.
const FIRST_LENGTH: usize = 3;
const STORIES: usize = 8;

/// The stories (文字部分) in the order in which their characters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoryName {
    Body,
    Footnotes,
    Margins,
    Endnotes = 5,
    TextBoxes = 6,
    MarginTextBoxes = 7,
}

/// Structures of the table stream, by their place among the pairs of offset and length.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Styles = 1,
    FootnoteReferences = 2,
    Footnotes = 3,
    Comments = 4,
    Margins = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Drawings = 40,
    MarginDrawings = 41,
    EndnoteReferences = 46,
    Endnotes = 47,
    TextBoxes = 56,
    MarginTextBoxes = 58,
    Lists = 73,
    ListUses = 74,
}

pub(super) struct Fib<'b> {
    pub streams: &'b Streams,
    lengths: [usize; STORIES],
    /// Offset and length in the table stream, eight bytes each.
    pairs: &'b [u8],
}

impl<'b> Fib<'b> {
    pub fn read(streams: &'b Streams) -> Result<Fib<'b>, Unread> {
        let read = || {
            let main = &streams.main;
            let longs = COUNTS_OF_WORDS + 2 + usize::from(u16_at(main, COUNTS_OF_WORDS)?) * 2;
            let pairs = longs + 2 + usize::from(u16_at(main, longs)?) * 4;
            let count = usize::from(u16_at(main, pairs)?);
            let length = |i: usize| u32_at(main, longs + 2 + (FIRST_LENGTH + i) * 4).map_or(0, |n| n as usize);
            let available = main.len().saturating_sub(pairs + 2).min(count * 8);
            let pairs = slice(main, pairs + 2, available);
            Some(Fib { streams, lengths: std::array::from_fn(length), pairs })
        };
        read().ok_or_else(|| Unread::Damaged("文件头不完整".to_owned()))
    }

    /// The characters of a story, counted through all stories.
    pub fn story(&self, name: StoryName) -> Range<usize> {
        let before = &self.lengths[..name as usize];
        let start = before.iter().fold(0_usize, |sum, length| sum.saturating_add(*length));
        start..start.saturating_add(self.lengths[name as usize])
    }

    /// How many characters the stories ask for.
    pub fn characters(&self) -> usize {
        self.lengths.iter().fold(0_usize, |sum, length| sum.saturating_add(*length))
    }

    pub fn part(&self, part: Part) -> &'b [u8] {
        match self.place(part) {
            Some((start, length)) => slice(&self.streams.table, start, length),
            None => &[],
        }
    }

    /// A structure that goes on behind the length that is said of it.
    pub fn part_and_more(&self, part: Part) -> &'b [u8] {
        match self.place(part) {
            Some((start, length)) if length > 0 => self.streams.table.get(start..).unwrap_or_default(),
            _ => &[],
        }
    }

    pub fn plc(&self, part: Part, size: usize) -> Plc<'b> {
        Plc::new(self.part(part), size)
    }

    fn place(&self, part: Part) -> Option<(usize, usize)> {
        let at = part as usize * 8;
        Some((u32_at(self.pairs, at)? as usize, u32_at(self.pairs, at + 4)? as usize))
    }
}
