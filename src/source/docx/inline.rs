//! Characters of a paragraph: pushed with the bytes that they came from.

use roxmltree::Node;

use super::walk::Walk;
use crate::ooxml::attribute;
use crate::source::symbol;
use crate::text::Origin;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// What XML calls white space; the full-width blank of Chinese paragraphs is text.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

impl<'n> Walk<'_, '_, 'n> {
    pub(super) fn symbol(&mut self, node: Node<'n, 'n>) {
        let value = |name| attribute(node, name).unwrap_or_default();
        if let Some(c) = symbol::character(value("font"), value("char")) {
            self.sign(c, node);
        }
    }

    /// A single character that an element stands for.
    pub(super) fn sign(&mut self, c: char, node: Node<'n, 'n>) {
        let range = node.range();
        self.push(c.encode_utf8(&mut [0; 4]), range.start, range.end);
    }

    pub(super) fn text(&mut self, node: Node<'n, 'n>) {
        let keeps_space = keeps_space(node).unwrap_or(self.keeps_space);
        for piece in node.children().filter(Node::is_text) {
            let whole = piece.text().unwrap_or_default();
            let kept = if keeps_space { whole } else { whole.trim_matches(SPACE) };
            let range = piece.range();
            if self.story.part.xml.get(range.clone()) == Some(whole) {
                let start = range.start + (kept.as_ptr() as usize - whole.as_ptr() as usize);
                self.push(kept, start, start + kept.len());
            } else {
                self.push(kept, range.start, self.content_end(node));
            }
        }
    }

    /// Where the end tag of an element begins.
    fn content_end(&self, node: Node<'n, 'n>) -> usize {
        let end = node.range().end;
        self.story.part.xml[..end].rfind("</").unwrap_or(end)
    }

    fn push(&mut self, s: &str, start: usize, end: usize) {
        if self.fields.in_instruction() || s.is_empty() {
            return;
        }
        if self.insertions == 0 {
            self.reader.tally.settled();
        }
        self.write_label();
        self.reader.out.push(s, Origin::Source { part: self.part, start, end });
    }

    pub(super) fn write_label(&mut self) {
        let item = self.paragraph.item.take();
        if let Some(label) = item.and_then(|item| self.reader.counters.next(item)) {
            self.reader.out.push(&label, Origin::Generated);
        }
    }
}

/// Whether `xml:space` of this element keeps the blanks at the ends of its text.
pub(super) fn keeps_space(node: Node<'_, '_>) -> Option<bool> {
    Some(node.attribute((XML, "space"))? == "preserve")
}
