//! Tree → lines, as a browser would show them: the elements end lines, blanks collapse.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;

use super::element;
use super::list::{self, List};
use super::table::Table;
use crate::source::tally::{Change, Tally};
use crate::text::{BlockKind, is_blank};

/// One block of the page.
#[derive(Debug)]
pub(super) struct Line {
    /// The innermost block element around it.
    pub owner: NodeId,
    pub kind: BlockKind,
    pub text: String,
    /// Characters of `text` inside links.
    pub linked: usize,
    /// Whether it stands in a heading (`h1` …).
    pub is_heading: bool,
}

/// What is known of the page before its lines are read.
#[derive(Default)]
pub(super) struct Plan {
    /// Tables that are read as plain paragraphs.
    pub layout: HashSet<NodeId>,
    /// Elements that are no part of the text: navigation, buttons, lists of links.
    pub furniture: HashSet<NodeId>,
}

pub(super) fn read(root: NodeRef<'_, Node>, plan: &Plan) -> (Vec<Line>, Tally) {
    let mut walk = Walk::new(plan, root.id());
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => walk.open(node),
            Edge::Close(node) => walk.close(node),
        }
    }
    walk.end_line();
    (walk.lines, walk.tally)
}

struct Walk<'p> {
    plan: &'p Plan,
    lines: Vec<Line>,
    tally: Tally,
    text: String,
    linked: usize,
    /// A blank that becomes a character once text follows on the line.
    gap: Gap,
    /// The element whose inside is passed over.
    skipped: Option<NodeId>,
    owners: Vec<NodeId>,
    tables: Vec<Table>,
    table_count: u32,
    lists: Vec<List>,
    label: Option<String>,
    links: usize,
    headings: usize,
    /// Open elements that keep line ends.
    kept: Vec<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    LineEnd,
}

impl<'p> Walk<'p> {
    fn new(plan: &'p Plan, root: NodeId) -> Walk<'p> {
        Walk {
            plan,
            lines: Vec::new(),
            tally: Tally::default(),
            text: String::new(),
            linked: 0,
            gap: Gap::None,
            skipped: None,
            owners: vec![root],
            tables: Vec::new(),
            table_count: 0,
            lists: Vec::new(),
            label: None,
            links: 0,
            headings: 0,
            kept: Vec::new(),
        }
    }

    fn open(&mut self, node: NodeRef<'_, Node>) {
        if self.skipped.is_some() {
            return;
        }
        match node.value() {
            Node::Text(text) => self.push(text),
            Node::Element(element) => self.open_element(node, element),
            _ => {}
        }
    }

    fn open_element(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let id = node.id();
        if element::is_block(element) {
            self.end_line();
            self.owners.push(id);
        }
        if self.is_skipped(node, element) {
            self.skipped = Some(id);
            return;
        }
        if element::is_tracked(element, "ins") {
            self.tally.change(Change::Insertion);
        }
        if element::keeps_lines(element) {
            self.kept.push(id);
        }
        match element.name() {
            "br" => self.end_line(),
            "a" if is_link(element) => self.links += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings += 1,
            "ol" | "ul" => self.lists.push(List::new(element)),
            "li" => self.label = self.lists.last_mut().and_then(|list| list.label(element)),
            "table" => self.open_table(id),
            "tr" => self.in_table(Table::begin_row),
            "td" | "th" => self.in_table(|table| table.begin_cell(element)),
            _ => {}
        }
    }

    fn is_skipped(&mut self, node: NodeRef<'_, Node>, element: &Element) -> bool {
        if element::is_tracked(element, "del") {
            self.tally.change(Change::Deletion);
            return true;
        }
        if element::is_mute(element) || self.plan.furniture.contains(&node.id()) {
            return true;
        }
        let is_hidden = element::is_hidden(element);
        if is_hidden && has_text(node) {
            self.tally.hidden();
        }
        is_hidden
    }

    fn open_table(&mut self, id: NodeId) {
        let number = (!self.plan.layout.contains(&id)).then_some(self.table_count);
        self.table_count += u32::from(number.is_some());
        self.tables.push(Table::new(number));
    }

    fn in_table(&mut self, act: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            act(table);
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Node::Element(element) = node.value() else { return };
        if let Some(skipped) = self.skipped {
            if skipped != node.id() {
                return;
            }
            self.skipped = None;
            self.close_block(element);
            return;
        }
        self.close_block(element);
        if self.kept.last() == Some(&node.id()) {
            self.kept.pop();
        }
        match element.name() {
            "a" if is_link(element) => self.links = self.links.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings = self.headings.saturating_sub(1),
            "ol" | "ul" => drop(self.lists.pop()),
            "td" | "th" => self.in_table(Table::end_cell),
            "table" => drop(self.tables.pop()),
            _ => {}
        }
    }

    fn close_block(&mut self, element: &Element) {
        if element::is_block(element) {
            self.end_line();
            if self.owners.len() > 1 {
                self.owners.pop();
            }
        }
    }

    fn push(&mut self, text: &str) {
        let mut rest = text.trim_start_matches(is_space);
        self.widen(&text[..text.len() - rest.len()]);
        while !rest.is_empty() {
            let word = rest.find(is_space).unwrap_or(rest.len());
            self.push_word(&rest[..word]);
            let after = rest[word..].trim_start_matches(is_space);
            let spaces = &rest[word..rest.len() - after.len()];
            rest = after;
            if self.ends_line(spaces, after) {
                self.end_line();
            } else {
                self.widen(spaces);
            }
        }
    }

    /// Plain text that was put into a page as it stood: its blank lines and indented lines are paragraphs, though a
    /// browser runs them together.
    fn ends_line(&self, spaces: &str, after: &str) -> bool {
        let ends = spaces.matches('\n').count();
        let kept = !self.kept.is_empty() && ends > 0;
        kept || !after.is_empty() && (ends > 1 || ends == 1 && after.starts_with("\u{3000}\u{3000}"))
    }

    fn widen(&mut self, spaces: &str) {
        if spaces.contains('\n') && !self.kept.is_empty() {
            self.end_line();
        } else if spaces.contains('\n') && self.gap == Gap::None {
            self.gap = Gap::LineEnd;
        } else if !spaces.is_empty() && !spaces.contains('\n') {
            self.gap = Gap::Blank;
        }
    }

    fn push_word(&mut self, word: &str) {
        let wide = |c: Option<char>| c.is_none_or(|c| c >= '\u{2e80}');
        let joins = match self.gap {
            Gap::None => true,
            Gap::Blank => self.text.is_empty(),
            // A line end between wide characters is no blank.
            Gap::LineEnd => wide(self.text.chars().next_back()) && wide(word.chars().next()) || self.text.is_empty(),
        };
        if !joins {
            self.text.push(' ');
        }
        self.gap = Gap::None;
        self.text.push_str(word);
        if self.links > 0 {
            self.linked += word.chars().count();
        }
        self.tally.settled();
    }

    fn end_line(&mut self) {
        self.gap = Gap::None;
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        if text.chars().all(is_blank) {
            return;
        }
        let text = match self.label.take() {
            Some(label) if !list::is_numbered(&text) => label + &text,
            _ => text,
        };
        let kind = self.tables.last().map_or(BlockKind::Paragraph, Table::kind);
        let owner = self.owners[self.owners.len() - 1];
        self.lines.push(Line { owner, kind, text, linked, is_heading: self.headings > 0 });
    }
}

/// Anchors, and links to a place of the same page, lead nowhere else.
fn is_link(element: &Element) -> bool {
    element.attr("href").is_some_and(|target| target == "#" || !target.starts_with('#'))
}

/// White space of HTML: U+00A0 and U+3000 are characters.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn has_text(node: NodeRef<'_, Node>) -> bool {
    let mut texts = node.descendants().filter_map(|inner| inner.value().as_text());
    texts.any(|text| text.chars().any(|c| c > '\u{2e80}'))
}
