//! Notes (脚注、尾注) and text boxes (文本框): stories of their own, which the text refers to.

use std::collections::HashMap;
use std::ops::Range;

use super::bytes::{Plc, u16_at, u32_at};
use super::document::Document;
use super::fib::{Part, StoryName};

const DRAWING: usize = 26;
const TEXT_BOX: usize = 22;
const TEXT_BOX_SHAPE: usize = 14;

/// The notes of one kind, in the order in which the text refers to them.
pub(super) struct Notes<'b> {
    references: Plc<'b>,
    texts: Plc<'b>,
    story: StoryName,
    /// A note whose reference is deleted or hidden is not printed.
    is_shown: Vec<bool>,
}

impl<'b> Notes<'b> {
    pub fn footnotes(document: &Document<'b>) -> Notes<'b> {
        Notes::new(document, [Part::FootnoteReferences, Part::Footnotes], StoryName::Footnotes)
    }

    pub fn endnotes(document: &Document<'b>) -> Notes<'b> {
        Notes::new(document, [Part::EndnoteReferences, Part::Endnotes], StoryName::Endnotes)
    }

    fn new(document: &Document<'b>, [references, texts]: [Part; 2], story: StoryName) -> Notes<'b> {
        let references = document.plc(references, 2);
        let is_shown = vec![false; references.len()];
        Notes { references, texts: document.plc(texts, 0), story, is_shown }
    }

    /// These characters of the body are shown, and what they refer to is too.
    pub fn show(&mut self, positions: &Range<usize>) {
        for i in referred(self.references, positions) {
            self.is_shown[i] = true;
        }
    }

    /// The characters of the notes that are shown; all of them where the tables do not say.
    pub fn stories(&self, document: &Document<'_>) -> Vec<Range<usize>> {
        if self.references.len() == 0 || self.texts.len() < self.references.len() {
            return vec![document.story(self.story)];
        }
        let shown = (0..self.references.len()).filter(|i| self.is_shown[*i]);
        shown.map(|i| document.within(self.story, self.texts.range(i))).collect()
    }
}

/// The entries of a table whose positions lie within a range.
fn referred(references: Plc<'_>, positions: &Range<usize>) -> Range<usize> {
    let before = |position: usize| position.checked_sub(1).map_or(0, |last| references.up_to(last));
    let end = before(positions.end).min(references.len());
    before(positions.start).min(end)..end
}

/// The text boxes of the body or of headers and footers, and where their shapes are anchored.
pub(super) struct TextBoxes<'b> {
    drawings: Plc<'b>,
    /// By the number of their shape.
    by_shape: HashMap<u32, usize>,
    boxes: Vec<Option<Range<usize>>>,
}

impl<'b> TextBoxes<'b> {
    pub fn of_body(document: &Document<'b>) -> TextBoxes<'b> {
        TextBoxes::new(document, [Part::Drawings, Part::TextBoxes], StoryName::TextBoxes)
    }

    pub fn of_margins(document: &Document<'b>) -> TextBoxes<'b> {
        TextBoxes::new(document, [Part::MarginDrawings, Part::MarginTextBoxes], StoryName::MarginTextBoxes)
    }

    fn new(document: &Document<'b>, [drawings, texts]: [Part; 2], story: StoryName) -> TextBoxes<'b> {
        let texts = document.plc(texts, TEXT_BOX);
        let mut read =
            TextBoxes { drawings: document.plc(drawings, DRAWING), by_shape: HashMap::new(), boxes: Vec::new() };
        for i in 0..texts.len() {
            let data = texts.data(i);
            let is_spare = u16_at(data, 8).is_none_or(|spare| spare != 0);
            if let Some(shape) = u32_at(data, TEXT_BOX_SHAPE).filter(|_| !is_spare) {
                read.by_shape.entry(shape).or_insert(read.boxes.len());
                read.boxes.push(Some(document.within(story, texts.range(i))));
            }
        }
        if read.boxes.is_empty() {
            read.boxes.push(Some(document.story(story)));
        }
        read
    }

    /// The text boxes anchored at these characters, each given once.
    pub fn anchored(&mut self, positions: &Range<usize>) -> Vec<Range<usize>> {
        let anchors = referred(self.drawings, positions);
        let shapes = anchors.filter_map(|i| u32_at(self.drawings.data(i), 0));
        let boxes: Vec<usize> = shapes.filter_map(|shape| self.by_shape.get(&shape).copied()).collect();
        boxes.into_iter().filter_map(|i| self.boxes[i].take()).collect()
    }

    /// Those whose anchor was not met: they stand in groups of shapes.
    pub fn rest(&mut self) -> Vec<Range<usize>> {
        self.boxes.iter_mut().filter_map(Option::take).collect()
    }
}
