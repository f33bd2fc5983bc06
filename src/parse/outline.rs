//! The tree: what may stand under what.

use std::ops::Range;

use super::contents::in_contents;
use super::head::Reading;
use super::instruments::{Kind, Start};
use super::lines::Line;
use super::marker::{self, Mark, Marker};
use crate::document::{Document, Level, Matter, MatterKind, Node, NodeId, Ordinal};
use crate::text::{BlockKind, Span, Text};

pub fn build(text: &Text, lines: &[Line], contents: &[Range<usize>], head: &Reading, starts: &[Start]) -> Document {
    let mut outline = Outline { text, document: Document::default(), open: Vec::new() };
    for (line, kind) in lines.iter().zip(&head.kinds) {
        outline.matter(*kind, line.span);
    }
    let mut at = head.body;
    let mut starts = starts.iter().peekable();
    while at < lines.len() {
        if in_contents(contents, at) {
            outline.matter(MatterKind::Contents, lines[at].span);
            at += 1;
        } else if let Some(start) = starts.next_if(|start| start.title.start <= at) {
            outline.start(start, lines);
            at = start.title.end.max(at);
        } else if lines[at].is_cell() {
            at = outline.table(lines, at);
        } else {
            // A heading on the next line is taken along, but not the title of what begins there.
            let end = starts.peek().map_or(lines.len(), |start| start.title.start);
            at = outline.line(&lines[..end.max(at + 1)], at);
        }
    }
    outline.close_all();
    outline.document
}

/// An open node, and the kind of mark that opened it (for nesting 1. under （1） or the other way round).
#[derive(Clone, Copy)]
struct Open {
    id: NodeId,
    mark: Option<Mark>,
    /// How many 款 it has.
    paragraphs: u32,
}

struct Outline<'t> {
    text: &'t Text,
    document: Document,
    open: Vec<Open>,
}

impl Outline<'_> {
    fn matter(&mut self, kind: MatterKind, span: Span) {
        self.document.matter.push(Matter { kind, span });
    }

    fn level(&self, open: &Open) -> Level {
        self.document.nodes[open.id].level
    }

    fn is_open(&self, level: Level) -> bool {
        self.open.iter().any(|open| self.level(open) == level)
    }

    /// Closes open nodes until `keep` says that the innermost may hold what comes.
    fn close_until(&mut self, keep: impl Fn(Level, Option<Mark>) -> bool) {
        while let Some(open) = self.open.last().copied() {
            if keep(self.level(&open), open.mark) {
                return;
            }
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let end = self.document.nodes.len();
        let span = self.document.nodes[open.id].span;
        self.document.nodes[open.id].end = end;
        if let Some(parent) = self.open.last() {
            let parent = &mut self.document.nodes[parent.id];
            parent.span.end = parent.span.end.max(span.end);
        }
    }

    fn close_all(&mut self) {
        self.close_until(|_, _| false);
    }

    fn push(&mut self, level: Level, ordinal: Option<Ordinal>, line: Parts, mark: Option<Mark>) {
        let parent = self.open.last().map(|open| open.id);
        let id = self.document.nodes.len();
        let Parts { label, heading, body, span } = line;
        self.document.nodes.push(Node { level, ordinal, label, heading, body, span, parent, end: id + 1 });
        self.open.push(Open { id, mark, paragraphs: 0 });
    }

    /// A carried 办法 or an annex begins.
    fn start(&mut self, start: &Start, lines: &[Line]) {
        self.close_all();
        let title = &lines[start.title.clone()];
        let (Some(first), Some(last)) = (title.first(), title.last()) else {
            let at = lines.get(start.title.start).map_or(0, |line| line.span.start);
            self.push(Level::Instrument, None, Parts::empty(at), None);
            return;
        };
        let span = Span::new(first.span.start, last.span.end);
        let (level, number, label) = match start.kind {
            Kind::Instrument => (Level::Instrument, None, Span::empty(span.start)),
            Kind::Annex(number) => {
                let label = marker::read_annex(first.text(self.text)).map_or(0, |(_, label)| label);
                (Level::Annex, number, Span::new(span.start, span.start + label))
            }
        };
        let heading = trim_start(self.text, Span::new(label.end, span.end));
        let parts = Parts { label, heading, body: Span::empty(span.end), span };
        self.push(level, number.map(Ordinal::from), parts, None);
    }

    /// One line; returns the next.
    fn line(&mut self, lines: &[Line], at: usize) -> usize {
        let line = &lines[at];
        match line.marker {
            Some(Marker { mark: Mark::Unit(level), .. })
                if level.is_division() && marker::is_division_heading(line.rest(self.text)) =>
            {
                return self.division(lines, at, level);
            }
            Some(m @ Marker { mark: Mark::Unit(Level::Article), .. }) if !marker::is_mention(line.rest(self.text)) => {
                self.article(line, m)
            }
            Some(m @ Marker { mark: Mark::Dun, .. }) => self.point(line, m),
            Some(m @ Marker { mark: Mark::Bracket, .. }) => self.bracket(line, m),
            Some(m @ Marker { mark: Mark::Digit | Mark::BracketDigit | Mark::Circled, .. }) => self.subitem(line, m),
            _ => self.paragraph(line.span),
        }
        at + 1
    }

    /// 编、分编、章、节; a heading alone on the next line belongs to it.
    fn division(&mut self, lines: &[Line], at: usize, level: Level) -> usize {
        let line = &lines[at];
        self.close_until(|open, _| {
            matches!(open, Level::Instrument | Level::Annex) || open.is_division() && open < level
        });
        let mut parts = Parts::labelled(self.text, line);
        parts.heading = parts.body;
        parts.body = Span::empty(line.span.end);
        let mut next = at + 1;
        if parts.heading.is_empty()
            && let Some(title) = lines.get(next).filter(|line| is_lone_heading(self.text, line))
        {
            parts.heading = title.span;
            parts.body = Span::empty(title.span.end);
            parts.span.end = title.span.end;
            next += 1;
        }
        let ordinal = line.marker.map(|m| m.ordinal);
        self.push(level, ordinal, parts, None);
        next
    }

    fn article(&mut self, line: &Line, marker: Marker) {
        self.close_until(|open, _| open < Level::Article);
        let parts = Parts::labelled(self.text, line);
        let body = parts.body;
        let caption = caption(self.text, body);
        let rest = trim_start(self.text, Span::new(caption.end, body.end));
        let heading = inside_brackets(self.text, caption);
        let parts = Parts { heading, body: Span::empty(rest.start), ..parts };
        self.push(Level::Article, Some(marker.ordinal), parts, None);
        if !rest.is_empty() {
            self.paragraph(rest);
        }
    }

    /// 一、 in a notice; in old laws also the items of an article.
    fn point(&mut self, line: &Line, marker: Marker) {
        if self.is_open(Level::Article) {
            self.close_until(|open, _| open <= Level::Paragraph && open != Level::Point);
        } else {
            self.close_until(|open, _| open < Level::Article);
        }
        self.push(Level::Point, Some(marker.ordinal), Parts::headed(self.text, line), Some(marker.mark));
    }

    /// （一）: an item inside an article, a subpoint elsewhere.
    fn bracket(&mut self, line: &Line, marker: Marker) {
        if self.is_open(Level::Article) {
            self.close_until(|open, _| matches!(open, Level::Article | Level::Point | Level::Paragraph));
            let parts = Parts::labelled(self.text, line);
            self.push(Level::Item, Some(marker.ordinal), parts, Some(marker.mark));
        } else {
            self.close_until(|open, _| open < Level::Subpoint);
            let parts = Parts::headed(self.text, line);
            self.push(Level::Subpoint, Some(marker.ordinal), parts, Some(marker.mark));
        }
    }

    /// 1. （1） ①: a mark already open is followed by its sibling, a new kind of mark goes one deeper.
    fn subitem(&mut self, line: &Line, marker: Marker) {
        if self.open.iter().any(|open| open.mark == Some(marker.mark)) {
            self.close_until(|_, mark| mark == Some(marker.mark));
            self.close();
        }
        let parts = Parts::labelled(self.text, line);
        self.push(Level::Subitem, Some(marker.ordinal), parts, Some(marker.mark));
    }

    /// A 款 in an article; elsewhere running text under what is open.
    fn paragraph(&mut self, span: Span) {
        let parts = Parts { label: Span::empty(span.start), heading: Span::empty(span.start), body: span, span };
        if self.is_open(Level::Article) {
            self.close_until(|open, _| open == Level::Article);
            let number = self.open.last_mut().map(|article| {
                article.paragraphs += 1;
                Ordinal::from(article.paragraphs)
            });
            self.push(Level::Paragraph, number, parts, None);
        } else {
            self.close_until(|open, _| open != Level::Paragraph && open != Level::Table);
            self.push(Level::Paragraph, None, parts, None);
        }
    }

    /// The cells of one table; returns the next line.
    fn table(&mut self, lines: &[Line], at: usize) -> usize {
        let number = table_number(&lines[at]);
        let end = (at..lines.len()).find(|&i| table_number(&lines[i]) != number).unwrap_or(lines.len());
        let span = Span::new(lines[at].span.start, lines[end - 1].span.end);
        self.close_until(|open, _| open != Level::Table && open != Level::Paragraph);
        let parts = Parts { label: Span::empty(span.start), heading: Span::empty(span.start), body: span, span };
        self.push(Level::Table, None, parts, None);
        end
    }
}

fn table_number(line: &Line) -> Option<u32> {
    match line.kind {
        BlockKind::Cell { table, .. } => Some(table),
        _ => None,
    }
}

/// A line taken apart.
struct Parts {
    label: Span,
    heading: Span,
    body: Span,
    span: Span,
}

impl Parts {
    fn empty(at: usize) -> Parts {
        let none = Span::empty(at);
        Parts { label: none, heading: none, body: none, span: none }
    }

    fn labelled(text: &Text, line: &Line) -> Parts {
        let label = Span::new(line.span.start, line.span.start + line.marker.map_or(0, |m| m.label));
        let body = trim_start(text, Span::new(label.end, line.span.end));
        Parts { label, heading: Span::empty(label.end), body, span: line.span }
    }

    /// Points: a short line without a sentence is a heading.
    fn headed(text: &Text, line: &Line) -> Parts {
        const LONGEST_HEADING: usize = 40;
        let parts = Parts::labelled(text, line);
        let s = text.slice(parts.body);
        if s.chars().count() > LONGEST_HEADING || s.contains(['。', '；', '，']) || s.ends_with(['：', ':']) {
            return parts;
        }
        Parts { heading: parts.body, body: Span::empty(parts.body.end), ..parts }
    }
}

/// Drops blanks, Markdown marks and a colon between label and text.
fn trim_start(text: &Text, span: Span) -> Span {
    let s = text.slice(span);
    let rest = s.trim_start_matches(|c| crate::text::is_blank(c) || c == '*');
    Span::new(span.end - rest.len(), span.end)
}

/// 【目的】 or （目的）right behind 第一条. A bracket that goes on as a sentence is no caption.
fn caption(text: &Text, body: Span) -> Span {
    const LONGEST_CAPTION: usize = 30;
    let s = text.slice(body);
    let close = match s.chars().next() {
        Some('【') => '】',
        Some('（') => '）',
        Some('(') => ')',
        Some('〔') => '〕',
        _ => return Span::empty(body.start),
    };
    let Some(end) = s.find(close) else { return Span::empty(body.start) };
    let (inside, behind) = (&s[..end], &s[end + close.len_utf8()..]);
    let is_short = inside.chars().count() <= LONGEST_CAPTION && !inside.contains(['。', '，', '；']);
    let goes_on = behind.starts_with(['的', '，', '、', '。', '；', '和', '或', '及']);
    if is_short && !goes_on { Span::new(body.start, body.end - behind.len()) } else { Span::empty(body.start) }
}

fn inside_brackets(text: &Text, caption: Span) -> Span {
    let s = text.slice(caption);
    let (Some(open), Some(close)) = (s.chars().next(), s.chars().next_back()) else { return caption };
    Span::new(caption.start + open.len_utf8(), caption.end - close.len_utf8())
}

/// The title of a chapter whose label stands alone on the line above.
fn is_lone_heading(text: &Text, line: &Line) -> bool {
    let s = line.text(text);
    line.marker.is_none() && !line.is_cell() && s.chars().count() <= 30 && !s.contains(['。', '，', '；', '：'])
}
