//! Passages: the stretches of running text that rules and readers look at, one paragraph or cell each.

use crate::document::{Document, Level, NodeId};
use crate::text::{BlockKind, MatchView, Text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    Body,
    /// The heading of a point, which often says something: 三、给予落户奖励
    Heading,
    Cell,
}

/// One paragraph, prepared for matching.
#[derive(Debug)]
pub struct Passage<'t> {
    pub node: NodeId,
    pub kind: PassageKind,
    pub view: MatchView<'t>,
}

/// All passages of a document in reading order. Titles, chapter headings and captions are none.
pub fn passages<'t>(text: &'t Text, document: &Document) -> Vec<Passage<'t>> {
    let mut passages = Vec::with_capacity(document.nodes.len());
    for (id, node) in document.nodes.iter().enumerate() {
        if node.level == Level::Table {
            passages.extend(cells(text, document, id));
            continue;
        }
        let is_point = matches!(node.level, Level::Point | Level::Subpoint);
        if is_point && !node.heading.is_empty() {
            passages.push(Passage { node: id, kind: PassageKind::Heading, view: MatchView::new(text, node.heading) });
        }
        if !node.body.is_empty() {
            passages.push(Passage { node: id, kind: PassageKind::Body, view: MatchView::new(text, node.body) });
        }
    }
    passages
}

fn cells<'t>(text: &'t Text, document: &Document, table: NodeId) -> impl Iterator<Item = Passage<'t>> {
    let span = document.nodes[table].span;
    let first = text.blocks().partition_point(|block| block.span.end <= span.start);
    let inside = text.blocks()[first..].iter().take_while(move |block| block.span.start < span.end);
    inside.filter(|block| matches!(block.kind, BlockKind::Cell { .. })).map(move |block| Passage {
        node: table,
        kind: PassageKind::Cell,
        view: MatchView::new(text, block.span),
    })
}
