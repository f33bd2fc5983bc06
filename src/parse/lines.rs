//! Blocks → logical lines: hard-wrapped lines of plain text are joined again.

use unicode_width::UnicodeWidthStr;

use super::marker::{self, Mark, Marker};
use crate::text::{BlockKind, Span, Text, is_blank};

/// A paragraph as the author meant it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Without the blanks and Markdown marks around it; may hold hard line ends.
    pub span: Span,
    pub marker: Option<Marker>,
    pub kind: BlockKind,
}

impl Line {
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.slice(self.span)
    }

    /// The text after the label.
    pub fn rest<'t>(&self, text: &'t Text) -> &'t str {
        let label = self.marker.map_or(0, |m| m.label);
        &self.text(text)[label..]
    }

    pub fn is_cell(&self) -> bool {
        matches!(self.kind, BlockKind::Cell { .. })
    }
}

pub fn lines(text: &Text) -> Vec<Line> {
    let single: Vec<_> = text.blocks().iter().map(|block| single(text, block.span, block.kind)).collect();
    match wrap_width(text, &single) {
        Some(width) => join(text, single, width),
        None => single,
    }
}

fn single(text: &Text, span: Span, kind: BlockKind) -> Line {
    let span = trim(text, span);
    let marker = marker::read(text.slice(span));
    Line { span, marker, kind }
}

fn trim(text: &Text, span: Span) -> Span {
    let s = text.slice(span);
    let ornament = |c: char| is_blank(c) || matches!(c, '#' | '*');
    let start = span.end - s.trim_start_matches(ornament).len();
    let inner = &text.as_str()[start..span.end];
    Span::new(start, start + inner.trim_end_matches(|c| is_blank(c) || c == '*').len())
}

/// Columns at which a hard-wrapped text breaks its lines; `None` for text that is not wrapped.
fn wrap_width(text: &Text, lines: &[Line]) -> Option<usize> {
    const FEWEST_LINES: usize = 12;
    const NARROWEST: usize = 30;
    const WIDEST: usize = 120;
    // A Han character takes three bytes and two columns: long paragraphs are told without measuring.
    let long = lines.iter().filter(|line| line.span.end - line.span.start > WIDEST * 2).count();
    if lines.len() < FEWEST_LINES || long * 20 > lines.len() * 2 {
        return None;
    }
    let mut widths: Vec<_> = lines.iter().map(|line| line.text(text).width()).filter(|w| *w > 12).collect();
    if widths.len() < FEWEST_LINES {
        return None;
    }
    widths.sort_unstable();
    let width = widths[widths.len() * 19 / 20];
    let full = widths.iter().filter(|w| **w + 8 >= width).count();
    let broken = lines.iter().filter(|l| l.text(text).width() + 8 >= width && !ends_sentence(l.text(text))).count();
    ((NARROWEST..=WIDEST).contains(&width) && full * 3 >= widths.len() && broken * 2 >= full).then_some(width)
}

fn join(text: &Text, single: Vec<Line>, width: usize) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(single.len());
    let mut last_width = 0;
    for line in single {
        let this_width = line.text(text).width();
        match joined.last_mut() {
            Some(last) if last_width + 8 >= width && goes_on(text, last, &line) => last.span.end = line.span.end,
            _ => joined.push(line),
        }
        last_width = this_width;
    }
    joined
}

fn goes_on(text: &Text, last: &Line, next: &Line) -> bool {
    let between = &text.as_str()[last.span.end..next.span.start];
    let is_next = between.matches('\n').count() == 1 && !between.contains(['\u{3000}', ' ', '\t']);
    let is_body = |line: &Line| line.kind == BlockKind::Paragraph;
    is_next && is_body(last) && is_body(next) && !ends_sentence(last.text(text)) && !begins(text, next)
}

/// Whether the line begins something of its own, so that nothing is joined to it.
fn begins(text: &Text, line: &Line) -> bool {
    match line.marker {
        Some(Marker { mark: Mark::Unit(level), .. }) if level.is_division() => {
            marker::is_division_heading(line.rest(text))
        }
        Some(Marker { mark: Mark::Unit(_), .. }) => !marker::is_mention(line.rest(text)),
        Some(_) => true,
        None => marker::read_annex(line.text(text)).is_some(),
    }
}

pub fn ends_sentence(s: &str) -> bool {
    s.ends_with(['。', '；', '：', '！', '？', ';', ':', '”', '》'])
}
