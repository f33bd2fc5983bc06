//! Lines → paragraphs (段): a line goes on with the paragraph when the one before had no room for more.

use super::column::{Column, median};
use super::row::Row;
use crate::numeral;
use crate::text::{BlockKind, Origin, TextBuilder, is_blank};

/// Lines from which on a column shows its own edges.
const TELLING: usize = 8;

/// Writes the rows of all columns as paragraphs; a paragraph runs on across columns and pages.
pub(super) fn write(columns: &[Column], builder: &mut TextBuilder) {
    let mut flow = Flow { builder, last: None, lines: 0, text: String::new() };
    for column in columns {
        let edges = edges(column, columns);
        for (i, row) in column.rows.iter().enumerate() {
            let above = i.checked_sub(1).and_then(|i| column.rows.get(i));
            let gap = above.map(|above| (row.y - above.y) / column.leading);
            flow.line(Line { row, edges, gap });
        }
    }
    flow.end();
}

#[derive(Clone, Copy)]
struct Edges {
    left: f32,
    right: f32,
    /// Whether enough lines agree on them.
    are_sure: bool,
    /// Usual font size.
    size: f32,
}

/// The edges of a column of few lines, or of indented lines only, are those of a fuller one around it.
fn edges(column: &Column, all: &[Column]) -> Edges {
    let size = median(column.rows.iter().map(|row| row.size));
    let is_short = column.rows.len() < TELLING;
    let slack = if is_short { f32::INFINITY } else { 3.0 * size };
    let around = all.iter().filter(|other| {
        other.rows.len() >= TELLING
            && other.left <= column.left + 0.5 * size
            && other.right >= column.right - 0.5 * size
            && other.width() <= column.width() + slack
    });
    let chosen = if is_short {
        around.min_by(|a, b| a.width().total_cmp(&b.width()))
    } else {
        around.max_by(|a, b| a.width().total_cmp(&b.width()))
    };
    let chosen = chosen.unwrap_or(column);
    let size = median(chosen.rows.iter().map(|row| row.size));
    Edges { left: chosen.left, right: chosen.right, are_sure: chosen.rows.len() > 2, size }
}

#[derive(Clone, Copy)]
struct Line<'r> {
    row: &'r Row,
    edges: Edges,
    /// Distance from the line above in the same column, in usual distances.
    gap: Option<f32>,
}

impl Line<'_> {
    /// From the left edge of the column, in font sizes.
    fn indent(&self) -> f32 {
        (self.row.left() - self.edges.left) / self.row.size
    }

    fn is_centred(&self) -> bool {
        let (left, right) = (self.row.left() - self.edges.left, self.edges.right - self.row.right());
        left > self.row.size && (left - right).abs() < 2.0 * self.row.size
    }

    /// Larger than running text, as titles are.
    fn is_display(&self) -> bool {
        self.row.size > 1.25 * self.edges.size
    }

    /// Whether the next line's first word would not have fitted in, with so many font sizes to spare.
    fn is_full(&self, next: &Line, room: f32) -> bool {
        self.edges.right - self.row.right() < next.row.head() + room * self.row.size
    }
}

struct Flow<'r, 'b> {
    builder: &'b mut TextBuilder,
    last: Option<Line<'r>>,
    /// Lines of the paragraph so far.
    lines: usize,
    text: String,
}

impl<'r> Flow<'r, '_> {
    fn line(&mut self, line: Line<'r>) {
        let text = line.row.text();
        match self.last {
            Some(last) if self.goes_on(&last, &line, &text) => {
                join(&mut self.text, &text);
                self.lines += 1;
            }
            _ => {
                self.end();
                self.text = text;
                self.lines = 1;
            }
        }
        self.last = Some(line);
    }

    fn goes_on(&self, last: &Line, next: &Line, text: &str) -> bool {
        let sizes = last.row.size / next.row.size;
        if !(0.88..1.14).contains(&sizes) {
            return false;
        }
        if is_open(&self.text) && self.lines < 12 {
            return true;
        }
        let ended = self.text.ends_with(ends_sentence);
        let (room, distance) = if ended { (0.5, 1.6) } else { (1.5, 2.5) };
        if last.is_display() && next.is_display() && !has_marker(text) {
            return next.gap.is_some_and(|gap| gap < 2.5);
        }
        if !last.edges.are_sure && (ended || last.row.filled() < 8.0 * last.row.size) {
            return false;
        }
        if next.gap.is_some_and(|gap| gap > distance) {
            return false;
        }
        if is_heading(&self.text) && last.is_centred() && next.is_centred() && !has_marker(text) {
            return true;
        }
        if !last.is_full(next, room) || ends_with_leader(&self.text) || is_tabular(last.row) || is_tabular(next.row) {
            return false;
        }
        let is_flush = next.indent() < 1.0;
        let is_hanging = self.lines > 1 && (last.row.left() - next.row.left()).abs() < 0.6 * next.row.size;
        if !is_flush && !is_hanging && !self.hangs(last, next, text) {
            return false;
        }
        !(has_marker(text) && (ended || is_heading(&self.text)))
    }

    /// The second line of an item whose text stands clear of its number.
    fn hangs(&self, last: &Line, next: &Line, text: &str) -> bool {
        let step = (next.row.left() - last.row.left()) / next.row.size;
        self.lines == 1 && has_marker(&self.text) && !has_marker(text) && (0.8..4.0).contains(&step)
    }

    fn end(&mut self) {
        self.builder.push(self.text.trim_end_matches(is_blank), Origin::Generated);
        self.builder.end_block(BlockKind::Paragraph);
        self.text.clear();
        self.lines = 0;
    }
}

/// Chinese goes on without a blank, Latin words with one, hyphenated ones without the hyphen.
fn join(text: &mut String, next: &str) {
    let (Some(before), Some(after)) = (text.chars().next_back(), next.chars().next()) else {
        return text.push_str(next);
    };
    let stem_is_latin = text.chars().rev().nth(1).is_some_and(|c| c.is_ascii_alphabetic());
    if before == '-' && stem_is_latin && after.is_ascii_lowercase() {
        text.pop();
    } else if needs_blank(before, after) {
        text.push(' ');
    }
    text.push_str(next);
}

fn needs_blank(before: char, after: char) -> bool {
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return false;
    }
    let ends_word = before.is_ascii_alphanumeric() || matches!(before, ',' | '.' | ';' | ':' | ')' | '?' | '!' | '"');
    let begins_word = after.is_ascii_alphanumeric() || matches!(after, '(' | '"');
    ends_word && begins_word && (before.is_ascii() && after.is_ascii())
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | '！' | '？' | '”' | '）' | '.' | ';' | ':')
}

/// A remark below a title (题注) that began with a bracket and has not ended.
fn is_open(text: &str) -> bool {
    text.starts_with('（') && !text.contains('）') && text.chars().any(|c| c.is_ascii_digit() || c == '年')
}

/// An entry of a table of contents: ……12
fn ends_with_leader(text: &str) -> bool {
    let stem =
        text.trim_end_matches(|c: char| c.is_ascii_digit() || is_blank(c) || matches!(c, '(' | ')' | '（' | '）'));
    ["...", "……", "···", "．．．", "・・・"].iter().any(|leader| stem.ends_with(leader))
}

/// A row of a table: cells stand apart, and not because of a label.
fn is_tabular(row: &Row) -> bool {
    let first = row.segments.first().map_or("", |segment| segment.text.as_str());
    row.widest_gap() > 1.6 && !has_marker(first)
}

/// 第N编, 第N章, 第N节: the heading of a division, which may be broken over lines.
fn is_heading(text: &str) -> bool {
    let Some(rest) = text.trim_start_matches(is_blank).strip_prefix('第') else { return false };
    let after = numeral::read(rest).and_then(|(_, taken)| rest.get(taken..)).unwrap_or_default();
    after.trim_start_matches(is_blank).starts_with(['编', '章', '节'])
}

/// 第N条, 一、, （一）, 1., (1), ①, 附件：
fn has_marker(text: &str) -> bool {
    let text = text.trim_start_matches(is_blank);
    let number = |s: &str| numeral::read(s).map(|(_, taken)| taken);
    if let Some(rest) = text.strip_prefix('第') {
        let after = number(rest).and_then(|taken| rest.get(taken..));
        return after.is_some_and(|after| after.trim_start_matches(is_blank).starts_with(['编', '章', '节', '条']));
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        return number(rest).and_then(|taken| rest.get(taken..)).is_some_and(|after| after.starts_with(['）', ')']));
    }
    if text.starts_with(|c| matches!(c, '①'..='⑳' | '●' | '•' | '◆' | '■' | '\u{f06c}')) {
        return true;
    }
    if let Some(rest) = text.strip_prefix("附件") {
        return rest.trim_start_matches(|c| numeral::is_numeral(c) || is_blank(c)).starts_with(['：', ':']);
    }
    let after = number(text).and_then(|taken| text.get(taken..)).unwrap_or_default();
    let decimal = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    after.starts_with(['、', '．']) || after.strip_prefix(['.', ')', '）']).is_some_and(|rest| !decimal(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_items_are_known() {
        for text in
            ["第三条 为了", "第十章总则", "一、", "（一）", "(3)", "1.总则", "1）", "3）甲", "①", "•", "附件：1."]
        {
            assert!(has_marker(text), "{text}");
        }
        for text in ["", "第三方", "3.5元", "一般", "（甲）", "2025年", "1", "第"] {
            assert!(!has_marker(text), "{text}");
        }
    }
}
