//! From the Text back to the bytes of a part: which stretch of its XML some words were read from.

use std::ops::Range;

use crate::text::{Origin, Run, Span, Text};

/// Bytes of a part, inside one element, that characters of the Text were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub part: u16,
    pub range: Range<usize>,
}

/// The stretches behind a span, in reading order; what the program made itself (automatic numbers) has none. `xml` is
/// the part that is cut; of other parts whole runs are enough.
pub fn stretches(text: &Text, span: Span, part: u16, xml: &str) -> Vec<Stretch> {
    let runs = text.runs();
    let first = runs.partition_point(|run| run.span.end <= span.start);
    let touched = runs[first..].iter().take_while(|run| run.span.start < span.end);
    touched.filter_map(|run| stretch(text, run, span, part, xml)).collect()
}

fn stretch(text: &Text, run: &Run, span: Span, cut: u16, xml: &str) -> Option<Stretch> {
    let Origin::Source { part, start, end } = run.origin else { return None };
    let within = span.start.max(run.span.start) - run.span.start..span.end.min(run.span.end) - run.span.start;
    let range = if end - start == run.span.end - run.span.start {
        start + within.start..start + within.end
    } else if part == cut {
        let found = finer(text.slice(run.span), within, xml.get(start..end)?);
        found.map_or(start..end, |range| start + range.start..start + range.end)
    } else {
        start..end
    };
    Some(Stretch { part, range })
}

/// The bytes of raw content behind some of its words; none where an element stands for a character.
fn finer(words: &str, within: Range<usize>, raw: &str) -> Option<Range<usize>> {
    let mut decoded = decode(raw).into_iter();
    let mut found: Option<Range<usize>> = None;
    for (at, c) in words.char_indices().take_while(|(at, _)| *at < within.end) {
        let (_, range) = decoded.find(|(read, _)| *read == c)?;
        if at >= within.start {
            found = Some(found.map_or(range.start, |found| found.start)..range.end);
        }
    }
    found
}

/// Characters of raw content with their bytes: references, CDATA, comments.
pub fn decode(raw: &str) -> Vec<(char, Range<usize>)> {
    let (mut out, mut at, mut is_verbatim) = (Vec::new(), 0, false);
    while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &raw[at..];
        let until = |end: &str| rest.find(end).map_or(rest.len(), |found| found + end.len());
        let taken = match () {
            () if is_verbatim && rest.starts_with("]]>") => {
                is_verbatim = false;
                3
            }
            () if !is_verbatim && rest.starts_with("<![CDATA[") => {
                is_verbatim = true;
                9
            }
            () if !is_verbatim && rest.starts_with("<!--") => until("-->"),
            () if !is_verbatim && c == '<' => until(">"),
            () if !is_verbatim && c == '&' => {
                let taken = until(";");
                out.extend(referred(&rest[..taken]).map(|c| (c, at..at + taken)));
                taken
            }
            () => {
                out.push((c, at..at + c.len_utf8()));
                c.len_utf8()
            }
        };
        at += taken;
    }
    out
}

/// The character behind `&amp;`, `&#8212;`, `&#x4E00;`.
fn referred(written: &str) -> Option<char> {
    let name = written.strip_prefix('&')?.strip_suffix(';')?;
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_references_are_found_byte_by_byte() {
        let raw = " 甲&amp;乙<!-- x --><![CDATA[&]]>&#x4E19; ";
        let words = "甲&乙&丙";
        let found = |word: &str| {
            let at = words.find(word).unwrap();
            &raw[finer(words, at..at + word.len(), raw).unwrap()]
        };
        assert_eq!(found("甲"), "甲");
        assert_eq!(found("&乙"), "&amp;乙");
        assert_eq!(found("丙"), "&#x4E19;");
        assert_eq!(finer("\t", 0..1, "<w:tab/>"), None);
    }
}
