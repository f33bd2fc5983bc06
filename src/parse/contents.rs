//! Tables of contents (目录): headings that are listed before they stand.

use std::ops::Range;

use super::lines::Line;
use super::marker::{self, Mark, Marker};
use crate::document::Level;
use crate::text::{Text, fold};

/// The lines of a table of contents, with its own heading.
pub fn find(text: &Text, lines: &[Line]) -> Option<Range<usize>> {
    titled(text, lines).or_else(|| untitled(text, lines))
}

fn titled(text: &Text, lines: &[Line]) -> Option<Range<usize>> {
    const LONGEST_BYTES: usize = 24;
    let is_heading = |s: &str| s.len() <= LONGEST_BYTES && matches!(fold(s).as_str(), "目录" | "目次");
    let at = lines.iter().position(|line| is_heading(line.text(text)))?;
    let first = (at + 1..lines.len().min(at + 4)).find(|&i| entry(text, &lines[i]).is_some())?;
    let key = entry(text, &lines[first])?;
    let repeated = (first + 1..lines.len()).find(|&i| entry(text, &lines[i]) == Some(key));
    let end = match repeated {
        Some(end) if (first..end).all(|i| lists(text, &lines[i])) => end,
        _ => (first..lines.len()).find(|&i| !lists(text, &lines[i])).unwrap_or(lines.len()),
    };
    Some(at..end.max(first))
}

/// Three or more headings in a row, the first of which comes again.
fn untitled(text: &Text, lines: &[Line]) -> Option<Range<usize>> {
    const FEWEST: usize = 3;
    let mut at = 0;
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
