//! Where a 办法 that a notice carries (所附文件), or an annex, begins.

use std::ops::Range;

use super::contents::in_contents;
use super::lines::Line;
use super::marker::{self, Mark, Marker};
use super::{head, tail};
use crate::document::Level;
use crate::text::Text;

/// The lines of a title, after which provisions begin anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub kind: Kind,
    /// Title lines; for an annex the label line is the first.
    pub title: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Instrument,
    Annex(Option<u32>),
}

/// Starts in order. `body` is the first line after the head.
pub fn starts(text: &Text, lines: &[Line], contents: &[Range<usize>], body: usize) -> Vec<Start> {
    let mut starts = annexes(text, lines, contents, body);
    let taken = |starts: &[Start], at: usize| starts.iter().any(|s: &Start| s.title.contains(&at));
    for at in restarts(text, lines, contents, body) {
        let top = above_contents(contents, at);
        let title = Some(title_above(text, lines, top, body)).filter(|title| !title.is_empty()).unwrap_or(at..at);
        let follows_annex = starts
            .iter()
            .any(|s| s.title.end > title.start.saturating_sub(1) && s.title.start < top && only_title(lines, s, top));
        if !taken(&starts, title.start) && !follows_annex && (!title.is_empty() || announced(text, &lines[body..top])) {
            starts.push(Start { kind: Kind::Instrument, title });
        }
    }
    starts.sort_by_key(|start| start.title.start);
    starts
}

/// Whether the text above speaks of what it carries, or is a document of its own: then what follows needs no title.
/// A 序言 above the first article does not.
fn announced(text: &Text, above: &[Line]) -> bool {
    const WORDS: [&str; 6] = ["印发", "现将", "转发", "现予", "现公布", "现发布"];
    let says = |line: &Line| WORDS.iter().any(|word| line.text(text).contains(word));
    above.iter().any(|line| says(line) || matches!(unit(text, line), Some((Level::Article, _))))
}

/// Where a table of contents right above begins: the title stands above it.
fn above_contents(contents: &[Range<usize>], at: usize) -> usize {
    contents.iter().find(|range| range.end == at).map_or(at, |range| range.start)
}

/// The annex label stands right above the provisions: they are its own.
fn only_title(lines: &[Line], annex: &Start, at: usize) -> bool {
    lines[annex.title.end..at].iter().all(|line| line.marker.is_none()) && at - annex.title.start <= 8
}

fn annexes(text: &Text, lines: &[Line], contents: &[Range<usize>], body: usize) -> Vec<Start> {
    let mut found = Vec::new();
    for at in body..lines.len() {
        let line = &lines[at];
        if line.is_cell() || in_contents(contents, at) {
            continue;
        }
        let s = line.text(text);
        let Some((number, label)) = marker::read_annex(s) else { continue };
        let heading = s[label..].trim();
        if lists_annexes(text, lines, at, heading) || s.chars().count() > 60 {
            continue;
        }
        let end = annex_title_end(text, lines, at, heading.is_empty());
        found.push(Start { kind: Kind::Annex(number), title: at..end });
    }
    found
}

/// 附件：1.……　2.…… before the signature is a list, not an annex.
fn lists_annexes(text: &Text, lines: &[Line], at: usize, heading: &str) -> bool {
    let colon = lines[at].text(text).contains(['：', ':']);
    let signed_soon = lines[at + 1..].iter().take(12).any(|line| tail::is_date_line(line.text(text)));
    let more_annexes = lines[at + 1..].iter().any(|line| marker::read_annex(line.text(text)).is_some());
    let ends = lines.len() - at <= 2;
    (colon && (signed_soon || more_annexes) && !heading.is_empty())
        || (colon && heading.is_empty() && (signed_soon || ends))
        || heading.ends_with(".doc")
        || heading.ends_with(".pdf")
        || heading.ends_with(".docx")
}

/// The title lines of an annex that has none on its label line.
fn annex_title_end(text: &Text, lines: &[Line], at: usize, needs_title: bool) -> usize {
    const LONGEST_TITLE: usize = 3;
    let mut end = at + 1;
    while needs_title && end < lines.len() && end - at <= LONGEST_TITLE && is_title_line(text, &lines[end]) {
        end += 1;
        if head::ends_as_title(lines[end - 1].text(text)) {
            break;
        }
    }
    end
}

/// Lines where numbering begins at 一 again: 第一编, 第一章 or 第一条 after provisions or after running text.
fn restarts(text: &Text, lines: &[Line], contents: &[Range<usize>], body: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut articles = 0u32;
    let mut opened_by_division = false;
    for at in body..lines.len() {
        if in_contents(contents, at) || lines[at].is_cell() {
            continue;
        }
        let Some((level, number)) = unit(text, &lines[at]) else { continue };
        match level {
            Level::Article if number == 1 => {
                if !opened_by_division && (articles > 0 || found.is_empty()) {
                    found.push(at);
                }
                articles = 1;
                opened_by_division = false;
            }
            Level::Article => {
                articles = articles.max(number);
                opened_by_division = false;
            }
            Level::Part | Level::Chapter
                if number == 1 && !opened_by_division && begins_anew(text, lines, at, articles) =>
            {
                found.push(at);
                articles = 0;
                opened_by_division = true;
            }
            _ => {}
        }
    }
    found
}

/// A first chapter begins a new instrument when the next article is the first.
fn begins_anew(text: &Text, lines: &[Line], at: usize, articles: u32) -> bool {
    let next = lines[at + 1..].iter().find_map(|line| unit(text, line).filter(|(level, _)| *level == Level::Article));
    match next {
        Some((_, number)) => number == 1,
        None => articles == 0,
    }
}

fn unit(text: &Text, line: &Line) -> Option<(Level, u32)> {
    let Some(Marker { mark: Mark::Unit(level), ordinal, .. }) = line.marker else { return None };
    let rest = line.rest(text);
    let begins = if level.is_division() { marker::is_division_heading(rest) } else { !marker::is_mention(rest) };
    begins.then_some((level, ordinal.number))
}

/// The title lines right above `at`; empty if there are none after `body`.
fn title_above(text: &Text, lines: &[Line], at: usize, body: usize) -> Range<usize> {
    const LONGEST_TITLE: usize = 4;
    let mut from = at;
    while from > body && at - from < LONGEST_TITLE && is_title_line(text, &lines[from - 1]) {
        from -= 1;
    }
    // A note in brackets below the title belongs to it; a lone note is no title.
    if (from..at).all(|i| lines[i].text(text).starts_with(['（', '('])) { at..at } else { from..at }
}

fn is_title_line(text: &Text, line: &Line) -> bool {
    let s = line.text(text);
    let note = s.starts_with(['（', '(']) && s.ends_with(['）', ')']);
    !line.is_cell()
        && line.marker.is_none()
        && (note
            || s.chars().count() <= 60 && !s.ends_with(['。', '；', '：', '，', '！', ';', ':']) && !s.contains('。'))
        && !tail::is_date_line(s)
        && !tail::is_imprint(s)
        && marker::read_annex(s).is_none()
}
