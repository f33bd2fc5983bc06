//! The main part as comments see it: its pieces of text, and what of them can be cut where.

use std::ops::Range;

use roxmltree::{Document, Node};

use crate::ooxml::{Tag, attribute, child, start_tag, tag};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
/// Elements between a paragraph and its runs in which comment marks may stand as in the paragraph itself.
const WRAPPERS: [&str; 9] =
    ["hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo"];

pub struct Body<'x> {
    pub xml: &'x str,
    pub root: Node<'x, 'x>,
    /// Elements that hold or stand for characters, in order.
    leaves: Vec<Node<'x, 'x>>,
    keeps_space: bool,
}

/// Where a leaf stands in its paragraph.
#[derive(Clone, Copy)]
pub struct Seat<'x> {
    pub leaf: Node<'x, 'x>,
    /// The run; or what else must be taken as a whole: a formula, a drawing.
    pub host: Node<'x, 'x>,
    /// In a text box (文本框), where Word ignores comments.
    pub is_boxed: bool,
    /// Whether the host is a run that can be cut at the leaf.
    pub splits: bool,
}

impl<'x> Body<'x> {
    pub fn new(xml: &'x str, tree: &'x Document<'x>) -> Body<'x> {
        let root = tree.root_element();
        let leaves = root.descendants().filter(|node| is_leaf(*node)).collect();
        Body { xml, root, leaves, keeps_space: space(root).unwrap_or(false) }
    }

    /// The leaf that a byte stands in.
    pub fn seat(&self, at: usize) -> Option<Seat<'x>> {
        let after = self.leaves.partition_point(|leaf| leaf.range().start <= at);
        let leaf = *self.leaves.get(after.checked_sub(1)?)?;
        if leaf.range().contains(&at) { self.seat_of(leaf) } else { None }
    }

    /// Where an element inside a paragraph stands.
    pub fn seat_of(&self, leaf: Node<'x, 'x>) -> Option<Seat<'x>> {
        let path: Vec<_> = leaf.ancestors().collect();
        let paragraph = path.iter().rposition(|node| tag(*node) == Tag::Word("p"))?;
        let below = || path[..paragraph].iter().rev().copied();
        let host = below().find(|node| !is_wrapper(*node))?;
        let is_boxed = below().any(|node| tag(node) == Tag::Word("txbxContent"));
        let is_run = tag(host) == Tag::Word("r") && leaf.parent() == Some(host);
        let is_odd = tag(leaf) == Tag::Word("t") && leaf.attribute((XML, "space")).is_some_and(|it| it != "preserve");
        let splits = is_run && !is_odd && !path.iter().any(|node| is_bound(*node));
        Some(Seat { leaf, host, is_boxed, splits })
    }

    /// Where a mark goes that stands before a byte of a leaf.
    pub fn before(&self, seat: &Seat<'x>, at: usize) -> usize {
        let (leaf, host) = (seat.leaf.range(), seat.host.range());
        let is_first = !is_text(seat.leaf) || at <= self.kept(seat.leaf).start;
        match () {
            () if !seat.splits => host.start,
            () if !is_first => at,
            () if contents(seat.host).next() == Some(seat.leaf) => host.start,
            () => leaf.start,
        }
    }

    /// Where a mark goes that stands behind the byte before `at`.
    pub fn behind(&self, seat: &Seat<'x>, at: usize) -> usize {
        let (leaf, host) = (seat.leaf.range(), seat.host.range());
        let is_last = !is_text(seat.leaf) || at >= self.kept(seat.leaf).end;
        match () {
            () if !seat.splits => host.end,
            () if !is_last => at,
            () if contents(seat.host).last() == Some(seat.leaf) => host.end,
            () => leaf.end,
        }
    }

    /// The content of a `w:t` without the blanks that nobody sees.
    pub fn kept(&self, leaf: Node<'x, 'x>) -> Range<usize> {
        let range = leaf.range();
        let start = start_tag(self.xml, leaf);
        let from = range.start + start.len();
        let Some(inside) = self.xml.get(from..range.end).filter(|_| !start.ends_with("/>")) else {
            return range.end..range.end;
        };
        let inside = &inside[..inside.rfind("</").unwrap_or(inside.len())];
        if space(leaf).unwrap_or(self.keeps_space) {
            return from..from + inside.len();
        }
        let from = from + inside.len() - inside.trim_start_matches(SPACE).len();
        from..from + inside.trim_matches(SPACE).len()
    }

    /// The mark (引用) of a footnote or an endnote.
    pub fn reference(&self, name: &str, id: &str) -> Option<Node<'x, 'x>> {
        let mut references = self.root.descendants().filter(|node| tag(*node) == Tag::Word(name));
        references.find(|node| attribute(*node, "id") == Some(id) && !node.ancestors().any(is_deleted))
    }
}

pub fn is_text(leaf: Node<'_, '_>) -> bool {
    tag(leaf) == Tag::Word("t")
}

/// What a run holds besides its properties.
pub fn contents<'x>(run: Node<'x, 'x>) -> impl DoubleEndedIterator<Item = Node<'x, 'x>> {
    run.children().filter(|child| child.is_element() && tag(*child) != Tag::Word("rPr"))
}

fn is_leaf(node: Node<'_, '_>) -> bool {
    matches!(tag(node), Tag::Word("t" | "tab" | "ptab" | "noBreakHyphen" | "sym") | Tag::Math("t"))
}

fn is_wrapper(node: Node<'_, '_>) -> bool {
    matches!(tag(node), Tag::Word(name) if WRAPPERS.contains(&name)) && !is_bound(node)
}

/// A content control (内容控件) of plain text, or one that shows data from elsewhere: it bears no cut.
fn is_bound(node: Node<'_, '_>) -> bool {
    const PLAIN: [&str; 5] = ["text", "dataBinding", "date", "comboBox", "dropDownList"];
    let is_plain = |property: Node<'_, '_>| matches!(tag(property), Tag::Word(name) if PLAIN.contains(&name));
    let properties = (tag(node) == Tag::Word("sdt")).then(|| child(node, "sdtPr")).flatten();
    properties.is_some_and(|properties| properties.children().any(is_plain))
}

fn is_deleted(node: Node<'_, '_>) -> bool {
    matches!(tag(node), Tag::Word("del" | "moveFrom"))
}

fn space(node: Node<'_, '_>) -> Option<bool> {
    Some(node.attribute((XML, "space"))? == "preserve")
}
