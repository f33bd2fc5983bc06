//! Walking one story: what of the XML is text, and where blocks end.
//!
//! The walk recurses; `ooxml` has refused deeper nesting than its limits before a tree exists.

use roxmltree::Node;

use super::body::{Reader, Story};
use super::inline;
use super::table::Frame;
use crate::ooxml::{Tag, attribute, child, children, flag, tag};
use crate::source::field::Fields;
use crate::source::list::Item;
use crate::source::tally::Change;
use crate::text::{BlockKind, is_blank};

pub(super) struct Walk<'r, 'd, 'n> {
    pub(super) reader: &'r mut Reader<'d>,
    pub(super) part: u16,
    pub(super) story: Story<'n>,
    /// The tables and text boxes around this place.
    pub(super) frames: Vec<Frame>,
    pub(super) paragraph: Paragraph,
    pub(super) fields: Fields,
    /// Text boxes anchored in the block: they are read after it.
    boxes: Vec<Node<'n, 'n>>,
    /// What the part as a whole says about blanks at the ends of texts.
    pub(super) keeps_space: bool,
    /// Depth of tracked insertions around this place.
    pub(super) insertions: usize,
}

#[derive(Default)]
pub(super) struct Paragraph {
    is_style_hidden: bool,
    /// Its place in a list, until the label is written. A paragraph that vanishes is not counted.
    pub item: Option<Item>,
}

impl<'r, 'd, 'n> Walk<'r, 'd, 'n> {
    pub fn new(reader: &'r mut Reader<'d>, story: Story<'n>, part: u16) -> Walk<'r, 'd, 'n> {
        Walk {
            reader,
            part,
            story,
            frames: Vec::new(),
            paragraph: Paragraph::default(),
            fields: Fields::default(),
            boxes: Vec::new(),
            keeps_space: false,
            insertions: 0,
        }
    }

    pub fn story(&mut self, root: Node<'n, 'n>) {
        self.keeps_space = inline::keeps_space(root).unwrap_or(false);
        self.children(root);
        self.end_block();
    }

    pub(super) fn children(&mut self, node: Node<'n, 'n>) {
        for child in node.children().filter(Node::is_element) {
            self.element(child);
        }
    }

    fn element(&mut self, node: Node<'n, 'n>) {
        match tag(node) {
            Tag::Word(name) => self.word(name, node),
            Tag::Math("t") => self.text(node),
            Tag::Compatibility("AlternateContent") => self.alternatives(node),
            _ => self.children(node),
        }
    }

    /// Elements not named here are wrappers (hyperlinks, smart tags, custom XML …): what they hold counts.
    fn word(&mut self, name: &str, node: Node<'n, 'n>) {
        match name {
            "p" => self.paragraph(node),
            "r" => self.run(node),
            "t" => self.text(node),
            "tbl" => self.table(node),
            "tr" => self.row(node),
            "tc" => self.cell(node),
            "sdt" => self.content_control(node),
            "ins" | "moveTo" => self.inserted(node),
            "del" | "moveFrom" => self.reader.tally.change(Change::Deletion),
            "tab" | "ptab" => self.sign('\t', node),
            "noBreakHyphen" => self.sign('-', node),
            "sym" => self.symbol(node),
            "br" | "cr" => self.line_break(),
            "fldChar" => self.fields.mark(attribute(node, "fldCharType").unwrap_or_default()),
            "footnoteReference" | "endnoteReference" => self.reference(name, node),
            "txbxContent" => self.text_box(node),
            "altChunk" | "subDoc" => self.reader.tally.embedded(),
            "instrText" | "delText" | "delInstrText" | "rt" => {}
            name if name.ends_with("Pr") => {}
            _ => self.children(node),
        }
    }

    /// The same content in several forms: the first that is not a fallback.
    fn alternatives(&mut self, node: Node<'n, 'n>) {
        let form = |name| node.children().find(move |child| tag(*child) == Tag::Compatibility(name));
        if let Some(chosen) = form("Choice").or_else(|| form("Fallback")) {
            self.children(chosen);
        }
    }

    fn paragraph(&mut self, node: Node<'n, 'n>) {
        let styles = self.reader.definitions.styles;
        let properties = child(node, "pPr");
        let named = properties.and_then(|properties| child(properties, "pStyle"));
        let style = styles.paragraph_style(named.and_then(|named| attribute(named, "val")));
        let joins = !self.reader.out.is_block_empty();
        let item = if joins { None } else { self.reader.item(properties, style) };
        self.paragraph = Paragraph { is_style_hidden: styles.style_hides(style), item };
        self.children(node);
        if !self.is_mark_gone(properties.and_then(|properties| child(properties, "rPr"))) {
            self.write_label();
            self.end_block();
            self.fields.end_paragraph();
        }
    }

    /// A paragraph whose mark is deleted or hidden goes on in the next one.
    fn is_mark_gone(&mut self, mark: Option<Node<'n, 'n>>) -> bool {
        let has = |name| mark.is_some_and(|mark| child(mark, name).is_some());
        if has("del") || has("moveFrom") {
            self.reader.tally.change(Change::Deletion);
            return true;
        }
        if has("ins") || has("moveTo") {
            self.reader.tally.change(Change::Insertion);
        }
        self.hides(mark)
    }

    fn hides(&self, properties: Option<Node<'n, 'n>>) -> bool {
        self.reader.definitions.styles.hides(properties, self.paragraph.is_style_hidden)
    }

    fn run(&mut self, node: Node<'n, 'n>) {
        if !self.hides(child(node, "rPr")) {
            return self.children(node);
        }
        let is_shown = |text: Node<'_, '_>| text.text().is_some_and(|text| !text.chars().all(is_blank));
        if node.descendants().any(|inner| tag(inner) == Tag::Word("t") && is_shown(inner)) {
            self.reader.tally.hidden();
        }
        for mark in children(node, "fldChar") {
            self.element(mark);
        }
    }

    fn inserted(&mut self, node: Node<'n, 'n>) {
        self.reader.tally.change(Change::Insertion);
        self.insertions += 1;
        self.children(node);
        self.insertions -= 1;
    }

    fn content_control(&mut self, node: Node<'n, 'n>) {
        let is_placeholder = child(node, "sdtPr").and_then(|properties| flag(properties, "showingPlcHdr"));
        if is_placeholder != Some(true) {
            self.children(node);
        }
    }

    fn reference(&mut self, name: &str, node: Node<'n, 'n>) {
        let Some(id) = attribute(node, "id").filter(|_| !self.fields.in_instruction()) else { return };
        match name {
            "footnoteReference" => self.reader.footnotes.push(id.to_owned()),
            _ => self.reader.endnotes.push(id.to_owned()),
        }
    }

    fn text_box(&mut self, node: Node<'n, 'n>) {
        if !self.fields.in_instruction() {
            self.boxes.push(node);
        }
    }

    /// Text blocks hold no line end: a break inside a paragraph begins a new block.
    fn line_break(&mut self) {
        if !self.fields.in_instruction() {
            let kind = self.kind();
            self.reader.out.end_block(kind);
        }
    }

    /// Ends the block, and reads the text boxes anchored in it.
    pub(super) fn end_block(&mut self) {
        let kind = self.kind();
        self.reader.out.end_block(kind);
        for inside in std::mem::take(&mut self.boxes) {
            let fields = std::mem::take(&mut self.fields);
            self.frames.push(Frame::TextBox);
            self.children(inside);
            self.end_block();
            self.frames.pop();
            self.fields = fields;
        }
    }

    fn kind(&self) -> BlockKind {
        match self.story.kind {
            BlockKind::Paragraph => self.frames.last().map_or(BlockKind::Paragraph, Frame::kind),
            other => other,
        }
    }
}
