//! Text as the author meant it: hard-wrapped lines joined, one line a paragraph.

use crate::document::{Document, Level, Node, NodeId};
use crate::text::{BlockKind, Span, Text, is_blank};

/// A stretch that may hold hard line ends, as one line.
pub fn joined(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for line in s.split('\n').map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()) {
        if is_latin(out.chars().next_back()) && is_latin(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Words of an alphabet need the blank that the line end stood for.
fn is_latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// The text of a node after its label and heading, with everything under it; what only groups others has none.
pub fn text_of(text: &Text, document: &Document, id: NodeId) -> String {
    let node = &document.nodes[id];
    if node.level.is_division() || matches!(node.level, Level::Instrument | Level::Annex) {
        return String::new();
    }
    let mut lines = own_lines(text, node, node.body);
    for (_, below) in document.subtree(id).skip(1) {
        lines.extend(own_lines(text, below, below.label));
    }
    lines.join("\n")
}

/// The lines of a node itself, from a span of it on; a heading on a line of its own stays there.
fn own_lines(text: &Text, node: &Node, from: Span) -> Vec<String> {
    if node.level == Level::Table {
        return rows(text, node.span);
    }
    let body = joined(text.slice(node.body));
    if from == node.body {
        return Vec::from_iter((!body.is_empty()).then_some(body));
    }
    let head_end = node.label.end.max(node.heading.end);
    let head = joined(text.slice(Span::new(node.label.start, head_end.min(node.body.start).max(node.label.start))));
    let between = text.as_str().get(head_end..node.body.start).unwrap_or_default();
    if body.is_empty() || head.is_empty() || between.contains('\n') {
        return [head, body].into_iter().filter(|line| !line.is_empty()).collect();
    }
    vec![format!("{head}{between}{body}")]
}

/// A table: a line a row, its cells parted by tabs.
fn rows(text: &Text, span: Span) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut last = None;
    for block in blocks(text, span) {
        let BlockKind::Cell { row, column, .. } = block.0 else { continue };
        let cell = joined(text.slice(block.1));
        match (last, rows.last_mut()) {
            (Some((r, c)), Some(line)) if r == row => {
                line.push(if c == column { ' ' } else { '\t' });
                line.push_str(&cell);
            }
            _ => rows.push(cell),
        }
        last = Some((row, column));
    }
    rows
}

fn blocks(text: &Text, span: Span) -> impl Iterator<Item = (BlockKind, Span)> + '_ {
    let first = text.blocks().partition_point(|block| block.span.end <= span.start);
    let inside = text.blocks()[first..].iter().take_while(move |block| block.span.start < span.end);
    inside.map(|block| (block.kind, block.span))
}
