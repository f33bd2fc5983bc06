//! Text is two layers. [`Text`] is what was decoded, and remembers where each run of characters came
//! from; [`MatchView`] is one paragraph of it prepared for matching, with a map back.
//!
//! Spans, quotes, lines and columns are in `Text`; patterns, lexers and fingerprints work on `MatchView`.
//! Inside the program a span is a byte range; it becomes characters only in `output/`.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A byte range of a [`Text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start, end }
    }

    pub fn empty(at: usize) -> Span {
        Span { start: at, end: at }
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// One paragraph, cell or note of the source. Its text never holds a line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    /// A paragraph of a table cell; tables, rows and columns count from 0.
    Cell {
        table: u32,
        row: u32,
        column: u32,
    },
    TextBox,
    Footnote,
    Endnote,
    Header,
    Footer,
}

impl BlockKind {
    /// Headers and footers stand apart: they are kept, but are no part of the body.
    pub fn is_body(self) -> bool {
        !matches!(self, BlockKind::Header | BlockKind::Footer)
    }
}

/// Where a run of characters came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Bytes of a part of the source (see [`Text::part`]).
    Source { part: u16, start: usize, end: usize },
    /// Made by the program: automatic numbers, separators.
    Generated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub span: Span,
    pub origin: Origin,
}

/// A decoded document: line ends unified to `\n`, BOM and zero-width characters dropped, nothing else.
#[derive(Clone, Debug, Default)]
pub struct Text {
    content: String,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    parts: Vec<String>,
}

impl Text {
    pub fn as_str(&self) -> &str {
        &self.content
    }

    pub fn slice(&self, span: Span) -> &str {
        &self.content[span.start..span.end]
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The runs in order of their spans.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Name of a source part: empty for a plain file, `word/document.xml` for a part of a package.
    pub fn part(&self, part: u16) -> &str {
        self.parts.get(usize::from(part)).map_or("", String::as_str)
    }

    /// Where the character at `at` (bytes) came from.
    pub fn origin(&self, at: usize) -> Origin {
        let after = self.runs.partition_point(|run| run.span.start <= at);
        match self.runs[..after].last() {
            Some(run) if run.span.contains(at) => run.origin,
            _ => Origin::Generated,
        }
    }
}

/// Builds a [`Text`] block by block, in reading order.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
    block_start: usize,
}

impl TextBuilder {
    pub fn with_capacity(bytes: usize) -> TextBuilder {
        let mut builder = TextBuilder::default();
        builder.text.content.reserve(bytes);
        builder
    }

    /// Names a part of the source; its number goes into [`Origin::Source`].
    pub fn part(&mut self, name: &str) -> u16 {
        self.text.parts.push(name.to_owned());
        (self.text.parts.len() - 1) as u16
    }

    /// Adds characters to the block being built. Line ends, BOM and zero-width characters in `s` are dropped.
    pub fn push(&mut self, s: &str, origin: Origin) {
        let start = self.text.content.len();
        if s.contains(is_dropped) {
            self.text.content.extend(s.chars().filter(|c| !is_dropped(*c)));
        } else {
            self.text.content.push_str(s);
        }
        let span = Span::new(start, self.text.content.len());
        if !span.is_empty() {
            self.add_run(Run { span, origin });
        }
    }

    fn add_run(&mut self, run: Run) {
        if let Some(last) = self.text.runs.last_mut()
            && joins(last, &run)
        {
            last.span.end = run.span.end;
            if let (Origin::Source { end, .. }, Origin::Source { end: new, .. }) = (&mut last.origin, run.origin) {
                *end = new;
            }
            return;
        }
        self.text.runs.push(run);
    }

    /// Ends the block. A block without a character is not kept.
    pub fn end_block(&mut self, kind: BlockKind) {
        let span = Span::new(self.block_start, self.text.content.len());
        if !span.is_empty() {
            self.text.blocks.push(Block { kind, span });
            self.text.content.push('\n');
        }
        self.block_start = self.text.content.len();
    }

    /// An empty line between blocks: kept in the text, no block of its own.
    pub fn blank_line(&mut self) {
        self.text.content.push('\n');
        self.block_start = self.text.content.len();
    }

    pub fn is_block_empty(&self) -> bool {
        self.block_start == self.text.content.len()
    }

    pub fn finish(mut self) -> Text {
        self.end_block(BlockKind::Paragraph);
        self.text
    }
}

/// Two runs join when text and source both go on without a gap and keep the same length byte for byte.
fn joins(last: &Run, next: &Run) -> bool {
    match (last.origin, next.origin) {
        (Origin::Source { part: p, start: s, end: e }, Origin::Source { part, start, end }) => {
            p == part
                && e == start
                && last.span.end == next.span.start
                && e - s == last.span.end - last.span.start
                && end - start == next.span.end - next.span.start
        }
        (Origin::Generated, Origin::Generated) => last.span.end == next.span.start,
        _ => false,
    }
}

fn is_dropped(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\0')
}

/// Blanks of every width: ASCII, no-break, em and full-width (U+3000) spaces, tabs, other control characters.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Where a byte of a Text stands, for people: all counted in characters, lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub offset: usize,
    pub line: usize,
    pub column: usize,
}

/// Turns bytes into characters, lines and columns; made once for a document that has something to show.
pub struct Positions<'t> {
    content: &'t str,
    /// Byte and character offset of each line's start.
    lines: Vec<(usize, usize)>,
}

impl<'t> Positions<'t> {
    pub fn new(text: &'t Text) -> Positions<'t> {
        let content = text.as_str();
        let mut lines = vec![(0, 0)];
        let mut characters = 0;
        for line in content.split_inclusive('\n') {
            characters += line.chars().count();
            let (start, _) = lines[lines.len() - 1];
            lines.push((start + line.len(), characters));
        }
        Positions { content, lines }
    }

    pub fn at(&self, byte: usize) -> Position {
        let line = self.lines.partition_point(|(start, _)| *start <= byte).max(1);
        let (start, characters) = self.lines[line - 1];
        let column = self.content[start..byte].chars().count();
        Position { offset: characters + column, line, column: column + 1 }
    }
}

/// A paragraph prepared for matching: blanks removed, widths folded, hard line ends joined.
///
/// Digits, letters and `%` become half-width; `, ; : ( ) ! ? < >` become the full-width signs of Chinese text
/// (`<` becomes `〈`), except a comma between digits.
#[derive(Debug, Clone)]
pub struct MatchView<'t> {
    source: &'t str,
    base: usize,
    text: Cow<'t, str>,
    /// (offset in the view, offset in `source`): from there on both advance alike. Empty when nothing changed.
    jumps: Vec<(u32, u32)>,
}

impl<'t> MatchView<'t> {
    pub fn new(text: &'t Text, span: Span) -> MatchView<'t> {
        let mut view = MatchView::of(text.slice(span));
        view.base = span.start;
        view
    }

    /// A view of a bare string; spans are then offsets in that string.
    pub fn of(source: &'t str) -> MatchView<'t> {
        match first_folded(source) {
            None => MatchView { source, base: 0, text: Cow::Borrowed(source), jumps: Vec::new() },
            Some(from) => fold_from(source, from),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The stretch of the Text that the view was made of.
    pub fn source_span(&self) -> Span {
        Span::new(self.base, self.base + self.source.len())
    }

    /// The characters of the Text that a range of the view was made from.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        if range.is_empty() {
            return Span::empty(self.base + start);
        }
        let last = self.text[..range.end].char_indices().next_back().map_or(0, |(at, _)| at);
        let last = self.source_offset(last);
        let width = self.source[last..].chars().next().map_or(0, char::len_utf8);
        Span::new(self.base + start, self.base + last + width)
    }

    /// The place in the view of a byte of the Text; a dropped character yields the next one kept.
    pub fn locate(&self, at: usize) -> usize {
        let at = at.saturating_sub(self.base);
        let after = self.jumps.partition_point(|(_, source)| *source as usize <= at);
        let next = self.jumps.get(after).map_or(self.text.len(), |(view, _)| *view as usize);
        let (view, source) = after.checked_sub(1).map_or((0, 0), |i| self.jumps[i]);
        // Inside a character that changed its width, or behind it: the end of what it became.
        let place = (view as usize + at - source as usize).min(next);
        (place..=next).find(|&at| self.text.is_char_boundary(at)).unwrap_or(next)
    }

    fn source_offset(&self, at: usize) -> usize {
        let after = self.jumps.partition_point(|(view, _)| *view as usize <= at);
        match after.checked_sub(1).map(|i| self.jumps[i]) {
            None => at,
            Some((view, source)) => source as usize + (at - view as usize),
        }
    }
}

/// Folds a string the way [`MatchView`] folds text: for the words of patterns and lists.
pub fn fold(s: &str) -> String {
    MatchView::of(s).text.into_owned()
}

fn fold_from(source: &str, from: usize) -> MatchView<'_> {
    let mut text = String::with_capacity(source.len());
    text.push_str(&source[..from]);
    let mut jumps = Vec::new();
    let mut expected = from;
    let mut rest = source[from..].char_indices().peekable();
    while let Some((i, c)) = rest.next() {
        let at = from + i;
        let next = rest.peek().map(|(_, c)| *c);
        let kept = fold_char(c, text.chars().next_back(), next);
        let Some(kept) = kept else { continue };
        if expected != at {
            jumps.push((text.len() as u32, at as u32));
        }
        text.push(kept);
        // A character that changed its width breaks the straight map: the next one starts a new stretch.
        expected = if kept.len_utf8() == c.len_utf8() { at + c.len_utf8() } else { usize::MAX };
    }
    MatchView { source, base: 0, text: Cow::Owned(text), jumps }
}

fn fold_char(c: char, before: Option<char>, after: Option<char>) -> Option<char> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    Some(match c {
        ',' | '，' if digit(before) && digit(after) => ',',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        '<' | '＜' => '〈',
        '>' | '＞' => '〉',
        '％' => '%',
        '．' => '.',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => narrow(c),
        c if is_blank(c) => return None,
        c => c,
    })
}

/// A full-width digit or letter as its ASCII twin.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Byte offset of the first character that folding changes; most paragraphs have none. The usual signs of Chinese
/// text are told by their bytes, without decoding.
fn first_folded(s: &str) -> Option<usize> {
    let bytes = s.as_bytes();
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        // Han characters
        if (0xE4..=0xEE).contains(&b) {
            i += 3;
            continue;
        }
        match (b, bytes.get(i + 1), bytes.get(i + 2)) {
            // 、 to 】
            (0xE3, Some(0x80), Some(0x81..=0x9F)) => i += 3,
            // （ ） ； ： ！ ？
            (0xEF, Some(0xBC), Some(0x88 | 0x89 | 0x9B | 0x9A | 0x81 | 0x9F)) => i += 3,
            (0xEF, Some(0xBC), Some(0x8C)) if !digit_follows(bytes, i + 3) => i += 3,
            // “ ” ‘ ’ — …
            (0xE2, Some(0x80), Some(0x94..=0xA6)) => i += 3,
            (b' ' | b',' | b';' | b':' | b'(' | b')' | b'!' | b'?' | b'<' | b'>' | 0x7F, ..) => return Some(i),
            (..b' ', ..) => return Some(i),
            (..0x80, ..) => i += 1,
            _ => {
                let c = s[i..].chars().next()?;
                if c == '，' || fold_char(c, None, None) != Some(c) {
                    return Some(i);
                }
                i += c.len_utf8();
            }
        }
    }
    None
}

fn digit_follows(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b) if b.is_ascii_digit() => true,
        Some(0xEF) => bytes.get(at + 1) == Some(&0xBC),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_folds_and_maps_back() {
        let source = "第 １ 条\u{3000}处５,000元(含)\n以上，２，000；";
        let view = MatchView::of(source);
        assert_eq!(view.as_str(), "第1条处5,000元（含）以上，2,000；");
        for word in ["5,000元（含）以上", "第1条", "；", "2,000"] {
            let at = view.as_str().find(word).unwrap();
            let span = view.span(at..at + word.len());
            assert_eq!(fold(&source[span.start..span.end]), word);
            assert_eq!(view.locate(span.start), at);
            assert_eq!(view.locate(span.end), at + word.len());
        }
        let view = MatchView::of("附件:");
        assert_eq!(view.locate(7), view.as_str().len());
    }

    #[test]
    fn unchanged_text_is_borrowed() {
        let view = MatchView::of("由县级以上人民政府《决定》、公布（试行），处500元。");
        assert!(matches!(view.text, Cow::Borrowed(_)));
        assert!(matches!(MatchView::of("二，三").text, Cow::Borrowed(_)));
    }

    #[test]
    fn builder_keeps_where_characters_came_from() {
        let mut builder = TextBuilder::default();
        let part = builder.part("word/document.xml");
        builder.push("第一条", Origin::Generated);
        builder.push("为了\u{feff}", Origin::Source { part, start: 10, end: 19 });
        builder.end_block(BlockKind::Paragraph);
        let text = builder.finish();
        assert_eq!(text.as_str(), "第一条为了\n");
        assert_eq!(text.origin(0), Origin::Generated);
        assert_eq!(text.origin(9), Origin::Source { part, start: 10, end: 19 });
        assert_eq!(text.part(part), "word/document.xml");
    }

    #[test]
    fn positions_count_characters() {
        let mut builder = TextBuilder::default();
        for line in ["一二三", "四五"] {
            builder.push(line, Origin::Generated);
            builder.end_block(BlockKind::Paragraph);
        }
        let text = builder.finish();
        let positions = Positions::new(&text);
        assert_eq!(positions.at(13), Position { offset: 5, line: 2, column: 2 });
        assert_eq!(positions.at(0), Position { offset: 0, line: 1, column: 1 });
    }
}
