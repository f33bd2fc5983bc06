//! Formatted pages (FKP): which properties the characters and paragraphs at a byte of the main stream have. They are
//! looked up in place: a file can name far more pages than it is worth keeping.

use std::ops::Range;

use super::bytes::{Plc, slice, u16_at, u32_at};
use super::fib::{Fib, Part};

const PAGE: usize = 512;
const PAGE_NUMBER: u32 = (1 << 22) - 1;

#[derive(Clone, Copy)]
pub(super) struct Pages<'b> {
    main: &'b [u8],
    table: Plc<'b>,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Characters,
    Paragraphs,
}

/// Bytes of the main stream whose characters share their properties.
#[derive(Clone, Debug, Default)]
pub(super) struct Run<'b> {
    pub bytes: Range<usize>,
    /// The style of a paragraph.
    pub style: u16,
    pub properties: &'b [u8],
}

impl<'b> Pages<'b> {
    pub fn of_characters(fib: &Fib<'b>) -> Pages<'b> {
        Pages { main: &fib.streams.main, table: fib.plc(Part::CharacterPages, 4), kind: Kind::Characters }
    }

    pub fn of_paragraphs(fib: &Fib<'b>) -> Pages<'b> {
        Pages { main: &fib.streams.main, table: fib.plc(Part::ParagraphPages, 4), kind: Kind::Paragraphs }
    }

    /// The run that holds a byte; where no page does, a plain run up to the next page.
    pub fn run(&self, byte: usize) -> Run<'b> {
        self.known_run(byte).unwrap_or_else(|| {
            let next = self.table.position(self.table.up_to(byte));
            Run { bytes: byte..if next > byte { next } else { usize::MAX }, ..Run::default() }
        })
    }

    fn known_run(&self, byte: usize) -> Option<Run<'b>> {
        let number = u32_at(self.table.data(self.table.find(byte)?), 0)? & PAGE_NUMBER;
        let page = slice(self.main, number as usize * PAGE, PAGE);
        let count = usize::from(*page.last()?);
        let bound = |i: usize| u32_at(page, i * 4).map_or(0, |bound| bound as usize);
        let (mut i, mut after) = (0, count);
        while i + 1 < after {
            let middle = i.midpoint(after);
            if bound(middle) <= byte { i = middle } else { after = middle }
        }
        if !(bound(i)..bound(i + 1)).contains(&byte) {
            return None;
        }
        let entries = (count + 1) * 4;
        let (style, properties) = match self.kind {
            Kind::Characters => (0, character_properties(page, entries + i)),
            Kind::Paragraphs => paragraph_properties(page, entries + i * 13),
        };
        Some(Run { bytes: bound(i)..bound(i + 1), style, properties })
    }
}

fn character_properties(page: &[u8], entry: usize) -> &[u8] {
    let at = page.get(entry).map_or(0, |half| usize::from(*half) * 2);
    match page.get(at) {
        Some(length) if at > 0 => slice(page, at + 1, usize::from(*length)),
        _ => &[],
    }
}

fn paragraph_properties(page: &[u8], entry: usize) -> (u16, &[u8]) {
    let at = page.get(entry).map_or(0, |half| usize::from(*half) * 2);
    let byte = |at: usize| page.get(at).map_or(0, |byte| usize::from(*byte));
    let whole = match (at, byte(at)) {
        (0, _) => &[],
        (_, 0) => slice(page, at + 2, byte(at + 1) * 2),
        (_, half) => slice(page, at + 1, half * 2 - 1),
    };
    (u16_at(whole, 0).unwrap_or(0), whole.get(2..).unwrap_or_default())
}
