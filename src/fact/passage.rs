//! Passages: the stretches of running text that rules and readers look at, one paragraph or cell each.

use crate::document::{Document, Level, NodeId};
use crate::text::{BlockKind, MatchView, Span, Text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    Body,
    /// The heading of a point, which often says something: 三、给予落户奖励
    Heading,
    Cell,
}

/// Readers look back from every word to the head of its passage: a longer paragraph (bytes) is looked at in pieces.
const LONGEST: usize = 16 << 10;

/// One paragraph, prepared for matching; of a paragraph beyond all measure a piece.
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
            passages.push(passage(text, id, PassageKind::Heading, node.heading));
        }
        if !node.body.is_empty() {
            let pieces = pieces(text, node.body);
            passages.extend(pieces.map(|piece| passage(text, id, PassageKind::Body, piece)));
        }
    }
    passages
}

fn cells<'t>(text: &'t Text, document: &Document, table: NodeId) -> impl Iterator<Item = Passage<'t>> {
    let span = document.nodes[table].span;
    let first = text.blocks().partition_point(|block| block.span.end <= span.start);
    let inside = text.blocks()[first..].iter().take_while(move |block| block.span.start < span.end);
    let cells = inside.filter(|block| matches!(block.kind, BlockKind::Cell { .. }));
    let pieces = cells.flat_map(move |block| pieces(text, block.span));
    pieces.map(move |piece| passage(text, table, PassageKind::Cell, piece))
}

fn passage(text: &Text, node: NodeId, kind: PassageKind, span: Span) -> Passage<'_> {
    Passage { node, kind, view: MatchView::new(text, span) }
}

/// The span itself, or pieces of a span too long, cut behind sentences.
fn pieces(text: &Text, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = span;
    std::iter::from_fn(move || {
        let start = rest.start;
        let end = if rest.end - start <= LONGEST { rest.end } else { cut(text, start) };
        rest.start = end;
        (start < end).then(|| Span::new(start, end))
    })
}

/// The end of the last sentence that ends within [`LONGEST`] bytes.
fn cut(text: &Text, start: usize) -> usize {
    let mut end = start + LONGEST;
    while !text.as_str().is_char_boundary(end) {
        end -= 1;
    }
    let piece = text.slice(Span::new(start, end));
    let stop = ["。", "；", "\n"].iter().find_map(|stop| piece.rfind(stop).map(|at| at + stop.len()));
    stop.map_or(end, |stop| start + stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Origin, TextBuilder};

    #[test]
    fn a_paragraph_beyond_measure_is_cut_behind_sentences() {
        for sentence in ["违反规定的，处五百元罚款。", "违反规定的，处五百元罚款"] {
            let mut builder = TextBuilder::default();
            builder.push(&sentence.repeat(2_000), Origin::Generated);
            let text = builder.finish();
            let whole = Span::new(0, text.as_str().len() - 1);
            let pieces: Vec<_> = pieces(&text, whole).collect();
            assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.end - piece.start <= LONGEST));
            assert_eq!(pieces.iter().map(|piece| text.slice(*piece)).collect::<String>(), text.slice(whole));
            assert!(!sentence.ends_with('。') || pieces.iter().all(|piece| text.slice(*piece).ends_with('。')));
        }
    }
}
