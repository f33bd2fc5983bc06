//! Tables of contents (目录): headings that are listed before they stand.

use std::ops::Range;

use super::lines::Line;
use super::marker::{self, Mark, Marker};
use crate::document::Level;
use crate::text::{Text, fold};

/// The lines of each table of contents, with its own heading; every 办法 that a notice carries may have one.
pub fn find(text: &Text, lines: &[Line]) -> Vec<Range<usize>> {
    let titled = all(lines, |from| titled(text, lines, from));
    if titled.is_empty() { all(lines, |from| untitled(text, lines, from)) } else { titled }
}

pub fn in_contents(contents: &[Range<usize>], at: usize) -> bool {
    contents.iter().any(|range| range.contains(&at))
}

/// Looks on behind what was found until nothing is.
fn all(lines: &[Line], next: impl Fn(usize) -> Option<Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    while let Some(range) = next(found.last().map_or(0, |range| range.end)).filter(|range| range.start < lines.len()) {
        found.push(range);
    }
    found
}

fn titled(text: &Text, lines: &[Line], from: usize) -> Option<Range<usize>> {
    (from..lines.len()).filter(|&at| is_title(text, &lines[at])).find_map(|at| {
        let first = (at + 1..lines.len().min(at + 4)).find(|&i| entry(text, &lines[i]).is_some())?;
        let key = entry(text, &lines[first])?;
        let repeated = (first + 1..lines.len()).find(|&i| entry(text, &lines[i]) == Some(key));
        let end = match repeated {
            Some(end) if (first..end).all(|i| lists(text, &lines[i])) => end,
            _ => (first..lines.len()).find(|&i| !lists(text, &lines[i])).unwrap_or(lines.len()),
        };
        Some(at..end.max(first))
    })
}

fn is_title(text: &Text, line: &Line) -> bool {
    const LONGEST_BYTES: usize = 40;
    line.span.end - line.span.start <= LONGEST_BYTES && matches!(fold(line.text(text)).as_str(), "目录" | "目次")
}

/// Three or more headings in a row, the first of which comes again.
fn untitled(text: &Text, lines: &[Line], from: usize) -> Option<Range<usize>> {
    const FEWEST: usize = 3;
    let mut at = from;
    while at < lines.len() {
        let Some(key) = entry(text, &lines[at]) else {
            at += 1;
            continue;
        };
        let end = (at..lines.len()).find(|&i| entry(text, &lines[i]).is_none()).unwrap_or(lines.len());
        let repeated =
            (at + 1..end).find(|&i| entry(text, &lines[i]) == Some(key) && same_title(text, &lines[at], &lines[i]));
        let later = || {
            (end..lines.len()).any(|i| entry(text, &lines[i]) == Some(key) && same_title(text, &lines[at], &lines[i]))
        };
        if let Some(end) = repeated.filter(|i| i - at >= FEWEST) {
            return Some(at..end);
        }
        if end - at >= FEWEST && later() {
            return Some(at..end);
        }
        at = end;
    }
    None
}

fn same_title(text: &Text, a: &Line, b: &Line) -> bool {
    let title = |line: &Line| {
        fold(line.rest(text)).trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·')).to_owned()
    };
    title(a) == title(b)
}

/// The heading that a line lists.
fn entry(text: &Text, line: &Line) -> Option<(Level, u32)> {
    match line.marker {
        Some(Marker { mark: Mark::Unit(level), ordinal, .. })
            if level.is_division() && marker::is_division_heading(line.rest(text)) =>
        {
            Some((level, ordinal.number))
        }
        _ => None,
    }
}

/// Entries of a table of contents: headings, 附则, 附件, lines with dot leaders or page numbers.
fn lists(text: &Text, line: &Line) -> bool {
    let s = line.text(text);
    if matches!(line.marker, Some(Marker { mark: Mark::Unit(Level::Article), .. })) {
        return s.contains("....") || s.contains("……");
    }
    entry(text, line).is_some()
        || s.contains("....")
        || s.contains("………")
        || matches!(fold(s).as_str(), "附则" | "序言" | "总则" | "附录" | "附件")
        || s.chars().count() <= 24 && !super::lines::ends_sentence(s) && !s.contains(['，', '。'])
}
