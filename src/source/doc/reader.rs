//! The document as a whole: its stories read one after another into one text.

use std::ops::Range;

use super::document::Document;
use super::fib::{Part, StoryName};
use super::note::{Notes, TextBoxes};
use super::walk::Walk;
use crate::limits::MAX_RUNS;
use crate::source::Unread;
use crate::source::list::Counters;
use crate::source::tally::Tally;
use crate::text::{BlockKind, Text, TextBuilder};

/// Separators of notes, which stand before the headers of the first section.
const SEPARATORS: usize = 6;
/// Headers and footers of a section: for even pages, odd pages, the first page.
const MARGINS: [BlockKind; 6] = {
    use BlockKind::{Footer, Header};
    [Header, Header, Footer, Footer, Header, Footer]
};

/// What outlives a story: the text, the counts, the notes still to come.
pub(super) struct Reader<'d> {
    pub document: &'d Document<'d>,
    pub out: TextBuilder,
    pub part: u16,
    pub counters: Counters<'d>,
    pub tally: Tally,
    pub tables: u32,
    footnotes: Notes<'d>,
    endnotes: Notes<'d>,
    boxes: TextBoxes<'d>,
    margin_boxes: TextBoxes<'d>,
    /// Characters and runs that may still be read: notes and text boxes may claim the same ones again and again.
    pub characters_left: usize,
    pub runs_left: usize,
}

impl<'d> Reader<'d> {
    pub fn new(document: &'d Document<'d>) -> Reader<'d> {
        let mut out = TextBuilder::with_capacity(document.pieces.characters.len() * 3);
        Reader {
            document,
            part: out.part("WordDocument"),
            out,
            counters: Counters::new(&document.numbering.lists),
            tally: Tally::default(),
            tables: 0,
            footnotes: Notes::footnotes(document),
            endnotes: Notes::endnotes(document),
            boxes: TextBoxes::of_body(document),
            margin_boxes: TextBoxes::of_margins(document),
            characters_left: document.pieces.characters.len() * 2,
            runs_left: MAX_RUNS,
        }
    }

    pub fn read(mut self) -> Result<(Text, Tally), Unread> {
        self.story(self.document.story(StoryName::Body), BlockKind::Paragraph)?;
        for positions in self.boxes.rest() {
            self.story(positions, BlockKind::TextBox)?;
        }
        for positions in self.footnotes.stories(self.document) {
            self.story(positions, BlockKind::Footnote)?;
        }
        for positions in self.endnotes.stories(self.document) {
            self.story(positions, BlockKind::Endnote)?;
        }
        self.margins(BlockKind::Header)?;
        self.margins(BlockKind::Footer)?;
        for positions in self.margin_boxes.rest() {
            self.story(positions, BlockKind::Header)?;
        }
        if self.counters.is_exhausted() {
            return Err(Unread::Hostile("自动编号过多".to_owned()));
        }
        Ok((self.out.finish(), self.tally))
    }

    pub fn story(&mut self, positions: Range<usize>, kind: BlockKind) -> Result<(), Unread> {
        let left = self.characters_left.checked_sub(positions.len());
        self.characters_left = left.ok_or_else(|| Unread::Hostile("文字重复引用".to_owned()))?;
        Walk::new(self, kind).story(positions)
    }

    /// Headers (页眉) or footers (页脚) of all sections.
    fn margins(&mut self, kind: BlockKind) -> Result<(), Unread> {
        let margins = self.document.plc(Part::Margins, 0);
        for i in SEPARATORS..margins.len() {
            if MARGINS[i % MARGINS.len()] == kind {
                self.story(self.document.within(StoryName::Margins, margins.range(i)), kind)?;
            }
        }
        Ok(())
    }

    /// These characters of the body are shown: so are the notes that they refer to.
    pub fn show_notes(&mut self, positions: &Range<usize>) {
        self.footnotes.show(positions);
        self.endnotes.show(positions);
    }

    /// The text boxes anchored at these characters. Text boxes hold none themselves.
    pub fn anchored(&mut self, kind: BlockKind, positions: &Range<usize>) -> Vec<Range<usize>> {
        let margins = self.document.story(StoryName::Margins);
        match kind {
            BlockKind::Paragraph => self.boxes.anchored(positions),
            BlockKind::Header | BlockKind::Footer if positions.end <= margins.end => {
                let inside = |position: usize| position.saturating_sub(margins.start);
                self.margin_boxes.anchored(&(inside(positions.start)..inside(positions.end)))
            }
            _ => Vec::new(),
        }
    }
}
