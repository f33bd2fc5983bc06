//! 原文: the sentence a finding stands in, with the matched words set off.

use crate::document::{Document, Node};
use crate::text::{BlockKind, Span, Text};

/// A sentence in three pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub before: String,
    pub matched: String,
    pub after: String,
}

/// Characters kept on each side of the matched words, and of the words themselves.
const AROUND: usize = 90;
const MATCHED: usize = 160;

const ELLIPSIS: &str = "……";

impl Quote {
    pub fn of(text: &Text, document: &Document, span: Span) -> Quote {
        let sentence = sentence(text, frame(text, document, span), span);
        let piece = |start, end| joined(text.slice(Span::new(start, end)));
        Quote {
            before: last(piece(sentence.start, span.start).trim_start(), AROUND),
            matched: middle(&piece(span.start, span.end), MATCHED),
            after: first(piece(span.end, sentence.end).trim_end(), AROUND),
        }
    }
}

/// How far a sentence may reach: a paragraph of a node can run over several hard-wrapped lines,
/// a cell, a note and a title end with their block.
fn frame(text: &Text, document: &Document, span: Span) -> Span {
    let after = text.blocks().partition_point(|block| block.span.start <= span.start);
    let Some(block) = after.checked_sub(1).map(|i| &text.blocks()[i]) else { return span };
    let around = Span::new(block.span.start, block.span.end.max(span.end));
    if block.kind != BlockKind::Paragraph {
        return around;
    }
    let node = document.node_at(span.start).map(|id| &document.nodes[id]);
    match node.map(|node| own_text(node, span)) {
        Some(own) if own.covers(span) => own,
        _ => around,
    }
}

/// The node's running text; with its label, where the span touches that.
fn own_text(node: &Node, span: Span) -> Span {
    let start = if span.start < node.body.start { span.start } else { node.body.start };
    Span::new(start, node.body.end.max(start))
}

/// From after the last sentence end before the span to the first one after it.
fn sentence(text: &Text, frame: Span, span: Span) -> Span {
    let before = text.slice(Span::new(frame.start, span.start));
    let start = before.rfind(is_end).map_or(frame.start, |at| frame.start + skip_end(&before[at..]) + at);
    if text.slice(span).ends_with(is_end) {
        return Span::new(start, span.end);
    }
    let after = text.slice(Span::new(span.end, frame.end));
    let end = after.find(is_end).map_or(frame.end, |at| span.end + at + skip_end(&after[at..]));
    Span::new(start, end)
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；')
}

/// Length of a sentence end with the quotation marks and brackets that close after it.
fn skip_end(s: &str) -> usize {
    let mark = s.chars().next().map_or(0, char::len_utf8);
    let closing = s[mark..].chars().take_while(|c| matches!(c, '”' | '’' | '）' | '》'));
    mark + closing.map(char::len_utf8).sum::<usize>()
}

/// Hard line ends and the indents after them are no part of the words.
fn joined(s: &str) -> String {
    let mut lines = s.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |all, line| all + line.trim_start())
}

fn first(s: &str, n: usize) -> String {
    match s.char_indices().nth(n) {
        Some((at, _)) => format!("{}{ELLIPSIS}", &s[..at]),
        None => s.to_owned(),
    }
}

fn last(s: &str, n: usize) -> String {
    let surplus = s.chars().count().saturating_sub(n);
    match s.char_indices().nth(surplus) {
        Some((at, _)) if surplus > 0 => format!("{ELLIPSIS}{}", &s[at..]),
        _ => s.to_owned(),
    }
}

fn middle(s: &str, n: usize) -> String {
    match s.chars().count() > n {
        true => first(s, n / 2) + last(s, n / 2).trim_start_matches(ELLIPSIS),
        false => s.to_owned(),
    }
}
