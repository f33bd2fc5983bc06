//! The document as a whole: its stories read one after another into one text.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};

use super::numbering::Numbering;
use super::styles::{NumberProperty, Styles};
use super::walk::Walk;
use crate::ooxml::{Part, attribute, children};
use crate::source::Unread;
use crate::source::list::{Counters, Item};
use crate::source::tally::Tally;
use crate::text::{BlockKind, Text, TextBuilder};

/// What styles and lists say, wherever the text stands.
#[derive(Clone, Copy)]
pub(super) struct Definitions<'d> {
    pub styles: &'d Styles<'d>,
    pub numbering: &'d Numbering<'d>,
}

/// A part that is read as one run of paragraphs, and what its blocks are.
#[derive(Clone, Copy)]
pub(super) struct Story<'n> {
    pub part: &'n Part,
    pub kind: BlockKind,
}

/// What outlives a story: the text, the counts, the notes still to come.
pub(super) struct Reader<'d> {
    pub out: TextBuilder,
    pub definitions: Definitions<'d>,
    pub counters: Counters<'d>,
    pub tally: Tally,
    pub tables: u32,
    pub footnotes: Vec<String>,
    pub endnotes: Vec<String>,
    /// The list and level that a style alone gives.
    items: HashMap<Option<&'d str>, Option<Item>>,
}

impl<'d> Reader<'d> {
    pub fn new(definitions: Definitions<'d>, capacity: usize) -> Reader<'d> {
        Reader {
            out: TextBuilder::with_capacity(capacity),
            definitions,
            counters: Counters::new(&definitions.numbering.lists),
            tally: Tally::default(),
            tables: 0,
            footnotes: Vec::new(),
            endnotes: Vec::new(),
            items: HashMap::new(),
        }
    }

    pub fn read(&mut self, story: Story<'_>, root: Node<'_, '_>) {
        let part = self.out.part(&story.part.name);
        Walk::new(self, story, part).story(root);
    }

    /// The notes in the order in which the text refers to them. A note that nothing refers to any more is not
    /// printed, and one that is referred to twice is printed once.
    pub fn read_notes(&mut self, story: Story<'_>, document: &Document<'_>) {
        let (name, wanted) = match story.kind {
            BlockKind::Footnote => ("footnote", std::mem::take(&mut self.footnotes)),
            _ => ("endnote", std::mem::take(&mut self.endnotes)),
        };
        let part = self.out.part(&story.part.name);
        let notes = children(document.root_element(), name);
        let notes: HashMap<&str, Node<'_, '_>> =
            notes.filter_map(|note| Some((attribute(note, "id")?, note))).collect();
        let mut seen = HashSet::new();
        for note in wanted.iter().filter(|id| seen.insert(id.as_str())).filter_map(|id| notes.get(id.as_str())) {
            Walk::new(self, story, part).story(*note);
        }
    }

    /// The place of a paragraph in a list, by its own properties and its style.
    pub fn item(&mut self, properties: Option<Node<'_, '_>>, style: Option<&'d str>) -> Option<Item> {
        let Definitions { styles, numbering } = self.definitions;
        match NumberProperty::of(properties) {
            NumberProperty { num: None, level: None } => {
                *self.items.entry(style).or_insert_with(|| numbering.item(NumberProperty::default(), style, styles))
            }
            own => numbering.item(own, style, styles),
        }
    }

    pub fn finish(self) -> Result<(Text, Tally), Unread> {
        if self.counters.is_exhausted() {
            return Err(Unread::Hostile("自动编号过多".to_owned()));
        }
        Ok((self.out.finish(), self.tally))
    }
}
