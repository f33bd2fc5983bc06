//! Documents named in a sentence: 《X》（文号）, a bare 文号.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::clause::plain;
use super::super::number::{self, Number};
use crate::date::Date;
use crate::fact::is_document_title;
use crate::lexicon::lexer::Lexer;

/// The document that another decides on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// Without marks; empty where only the number is given.
    pub title: String,
    pub number: Option<Number>,
    /// 2006年11月14日发布的
    pub issued: Option<Date>,
    /// Only a part of it: 附件2, 第五条, 相关规定.
    pub part: bool,
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.title[..], &self.number) {
            ("", Some(number)) => write!(f, "{number}"),
            (title, Some(number)) => write!(f, "《{title}》（{number}）"),
            (title, None) => write!(f, "《{title}》"),
        }
    }
}

/// A name in a sentence, with the brackets behind it (bytes).
#[derive(Clone, Debug)]
pub struct Mention {
    pub range: Range<usize>,
    pub title: String,
    pub number: Option<Number>,
}

impl Mention {
    pub fn target(&self) -> Target {
        Target { title: self.title.clone(), number: self.number.clone(), issued: None, part: false }
    }
}

/// All names, left to right; certificates and forms are none.
pub fn mentions(s: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (start, end) in Lexer::Title.tokens(s) {
        let written = &s[start + '《'.len_utf8()..end - '》'.len_utf8()];
        let (behind, number) = brackets(s, end);
        let inner =
            number::find(written).pop().filter(|(range, _)| written[range.end..].trim_end_matches('）').is_empty());
        let number = number.or(inner.map(|(_, number)| number));
        if number.is_some() || is_document_title(&crate::text::fold(written)) {
            found.push(Mention { range: start..behind, title: plain(written), number });
        }
    }
    for (range, number) in number::find(s) {
        let is_inside = Lexer::Title.tokens(s).iter().any(|(start, end)| *start <= range.start && range.end <= *end);
        let is_taken = found.iter().any(|mention| mention.range.start < range.end && range.start < mention.range.end);
        if !is_inside && !is_taken && !number.sign.is_empty() {
            found.push(Mention { range, title: String::new(), number: Some(number) });
        }
    }
    found.sort_by_key(|mention| mention.range.start);
    found
}

/// （2018年修订）（青政规〔2018〕3号） behind a title.
fn brackets(s: &str, mut end: usize) -> (usize, Option<Number>) {
    const LONGEST: usize = 80;
    let mut found = None;
    while let Some(inner) = s[end..].strip_prefix('（') {
        let Some(close) = closing(inner).filter(|close| inner[..*close].chars().count() <= LONGEST) else { break };
        found = found.or_else(|| number::find(&inner[..close]).into_iter().next().map(|(_, number)| number));
        end += '（'.len_utf8() + close + '）'.len_utf8();
    }
    (end, found)
}

/// Where the bracket opened before closes.
fn closing(inner: &str) -> Option<usize> {
    let mut depth = 1u32;
    for (at, c) in inner.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            '。' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
