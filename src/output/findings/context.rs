//! The words around a finding, as one line for people.

use crate::text::{Span, Text, is_blank};

/// Characters shown on each side of the quote.
const AROUND: usize = 24;

/// A piece of the line a finding stands in; hard-wrapped lines are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub before: String,
    pub quote: String,
    pub after: String,
}

impl Context {
    pub fn of(text: &Text, span: Span) -> Context {
        let content = text.as_str();
        let line_start = content[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = content[span.end..].find('\n').map_or(content.len(), |at| span.end + at);
        Context {
            before: last(content[line_start..span.start].trim_start_matches(is_blank)),
            quote: one_line(text.slice(span)),
            after: first(content[span.end..line_end].trim_end_matches(is_blank)),
        }
    }
}

fn one_line(s: &str) -> String {
    s.split('\n').map(|line| line.trim_matches(is_blank)).collect()
}

fn last(s: &str) -> String {
    match s.char_indices().rev().nth(AROUND) {
        Some((at, c)) => format!("…{}", &s[at + c.len_utf8()..]),
        None => s.to_owned(),
    }
}

fn first(s: &str) -> String {
    match s.char_indices().nth(AROUND) {
        Some((at, _)) => format!("{}…", &s[..at]),
        None => s.to_owned(),
    }
}
