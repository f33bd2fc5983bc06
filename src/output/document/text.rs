//! Normalised plain text: paragraphs, tables cell by cell, notes after the body; nothing else.

use super::lines::joined;
use crate::document::{Document, Level};
use crate::text::{Block, BlockKind, Span, Text};

pub fn text(text: &Text, document: &Document) -> String {
    let is_note = |block: &&Block| matches!(block.kind, BlockKind::Footnote | BlockKind::Endnote);
    let body: Vec<_> = text.blocks().iter().filter(|block| block.kind.is_body() && !is_note(block)).collect();
    let mut lines = paragraphs(text, document, &body);
    lines.extend(text.blocks().iter().filter(is_note).map(|block| joined(text.slice(block.span))));
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

/// Blocks that the parser took for one paragraph are one line.
fn paragraphs(text: &Text, document: &Document, body: &[&Block]) -> Vec<String> {
    let wrapped = wrapped(text, document);
    let mut lines = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(first) = body.get(at) {
        let end = wrapped_end(&wrapped, first.span);
        let next = (at + 1..body.len()).find(|&i| body[i].span.start >= end).unwrap_or(body.len());
        lines.push(joined(text.slice(Span::new(first.span.start, end))));
        at = next;
    }
    lines
}

/// Spans of running text that hold hard line ends, in order.
fn wrapped(text: &Text, document: &Document) -> Vec<Span> {
    let running = document.nodes.iter().filter(|node| node.level != Level::Table).map(|node| node.body);
    let mut spans: Vec<_> = running.filter(|span| text.slice(*span).contains('\n')).collect();
    spans.sort();
    spans
}

/// Where the paragraph ends that the block begins: behind the block, or at the end of the last line joined to it.
fn wrapped_end(wrapped: &[Span], block: Span) -> usize {
    let after = wrapped.partition_point(|span| span.start < block.end);
    match wrapped[..after].last() {
        Some(span) if span.end > block.end => span.end,
        _ => block.end,
    }
}
