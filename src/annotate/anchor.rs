//! Where a comment hangs: exactly on the words of its finding, or as near as the format allows.
//!
//! Word ignores comment marks in headers, footers, text boxes, footnotes and endnotes ([MS-OI29500] 2.1.315): there the
//! comment hangs on the mark of the note or on the box, and says the words.

use std::ops::Range;

use roxmltree::{Document, Node};

use super::body::Body;
use super::origin::{Stretch, stretches};
use crate::ooxml::{Tag, attribute, tag};
use crate::text::{BlockKind, Span, Text};

/// A stretch of the main part between two marks.
#[derive(Clone)]
pub struct Anchor<'x> {
    pub range: Range<usize>,
    /// The runs (or what is taken as a whole) in which it begins and ends.
    pub hosts: [Node<'x, 'x>; 2],
    pub hold: Hold,
}

/// What the comment hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The words of the finding, no more and no less.
    Words,
    /// Near the words: some of them are an automatic number, or part of a formula or of a content control.
    Near,
    /// The text box that holds the words.
    TextBox,
    /// The mark of the note that holds the words.
    Footnote,
    Endnote,
    /// The title, for words in a header or footer.
    Margin,
    /// The title, for a finding about the whole document.
    Document,
}

/// The document that is annotated, and the text that was read of it.
pub struct Ground<'x> {
    pub text: &'x Text,
    pub body: Body<'x>,
    /// The number of the main part in the text.
    pub part: u16,
    /// The title of the draft.
    pub title: Option<Span>,
    pub footnotes: Option<Document<'x>>,
    pub endnotes: Option<Document<'x>>,
}

impl<'x> Ground<'x> {
    pub fn anchor(&self, span: Option<Span>) -> Option<Anchor<'x>> {
        let Some(span) = span else { return self.top(Hold::Document) };
        let found = self.stretches(span);
        self.words(&found, self.is_whole(span)).or_else(|| match self.block(span)?.kind {
            BlockKind::Footnote => self.note(&found, self.footnotes.as_ref(), Hold::Footnote),
            BlockKind::Endnote => self.note(&found, self.endnotes.as_ref(), Hold::Endnote),
            BlockKind::Header | BlockKind::Footer => self.top(Hold::Margin),
            _ => self.in_box(&found).or_else(|| self.beside(span)),
        })
    }

    pub fn stretches(&self, span: Span) -> Vec<Stretch> {
        stretches(self.text, span, self.part, self.body.xml)
    }

    /// From the first to the last of the words that stand in the body.
    fn words(&self, found: &[Stretch], is_whole: bool) -> Option<Anchor<'x>> {
        let own = found.iter().filter(|stretch| stretch.part == self.part);
        let seats = own.filter_map(|stretch| Some((stretch, self.body.seat(stretch.range.start)?)));
        let seats: Vec<_> = seats.filter(|(_, seat)| !seat.is_boxed).collect();
        let ((first, start), (last, end)) = (seats.first()?, seats.last()?);
        let range = self.body.before(start, first.range.start)..self.body.behind(end, last.range.end);
        let is_exact = is_whole && seats.len() == found.len() && start.splits && end.splits;
        let hold = if is_exact { Hold::Words } else { Hold::Near };
        (range.start < range.end).then_some(Anchor { range, hosts: [start.host, end.host], hold })
    }

    /// Whether every character of the span was read from the source.
    pub fn is_whole(&self, span: Span) -> bool {
        let made = |at: usize| self.text.origin(at) == crate::text::Origin::Generated;
        let mut characters = self.text.slice(span).char_indices();
        !characters.any(|(at, c)| c != '\n' && made(span.start + at))
    }

    fn in_box(&self, found: &[Stretch]) -> Option<Anchor<'x>> {
        let own = found.iter().find(|stretch| stretch.part == self.part)?;
        let seat = self.body.seat(own.range.start)?;
        Some(Anchor { range: seat.host.range(), hosts: [seat.host; 2], hold: Hold::TextBox })
    }

    /// The mark of the note that holds the words.
    fn note(&self, found: &[Stretch], notes: Option<&Document<'_>>, hold: Hold) -> Option<Anchor<'x>> {
        let at = found.first()?.range.start;
        let name = if hold == Hold::Footnote { "footnote" } else { "endnote" };
        let notes = notes?.root_element().children().filter(|node| tag(*node) == Tag::Word(name));
        let id = attribute(notes.into_iter().find(|note| note.range().contains(&at))?, "id")?;
        let mark = self.body.reference(&format!("{name}Reference"), id)?;
        let seat = self.body.seat_of(mark)?;
        let range = self.body.before(&seat, mark.range().start)..self.body.behind(&seat, mark.range().end);
        Some(Anchor { range, hosts: [seat.host; 2], hold })
    }

    /// The paragraph of words that have no source, such as an automatic number.
    fn beside(&self, span: Span) -> Option<Anchor<'x>> {
        let found = self.stretches(self.block(span)?.span);
        self.words(&found, false).or_else(|| self.in_box(&found))
    }

    /// The title; else the first words of the body.
    fn top(&self, hold: Hold) -> Option<Anchor<'x>> {
        let body = self.text.blocks().iter().filter(|block| block.kind.is_body()).map(|block| block.span);
        let mut places = self.title.into_iter().chain(body).map(|span| self.stretches(span));
        let found = places.find_map(|found| self.words(&found, false));
        let boxed = || self.text.blocks().iter().find_map(|block| self.in_box(&self.stretches(block.span)));
        found.or_else(boxed).map(|anchor| Anchor { hold, ..anchor })
    }

    fn block(&self, span: Span) -> Option<&crate::text::Block> {
        let blocks = self.text.blocks();
        blocks.get(blocks.partition_point(|block| block.span.end <= span.start)).or(blocks.last())
    }
}
