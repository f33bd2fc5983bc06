//! Examples (例子): every rule carries its tests.

use std::collections::BTreeMap;

use super::ListName;
use crate::date::Date;
use crate::text::Span;

/// A text that must, or must not, make its rule report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text without its marks.
    pub text: String,
    /// Spans between ⟦ and ⟧ (bytes of `text`).
    pub marked: Vec<Span>,
    /// Whether the rule must report: marks, or `fires = true`.
    pub fires: bool,
    pub why: Option<String>,
    pub as_of: Option<Date>,
    pub region: Option<String>,
    pub kind: Option<String>,
    /// File names of the dossier; `None` without a dossier.
    pub materials: Option<Vec<String>>,
    /// What the first of them says; it is a 起草说明 where none is named.
    pub other: Option<String>,
    /// What all of them say, one after the other.
    pub others: Vec<String>,
    /// Texts of invented laws in the library.
    pub laws: Vec<String>,
    /// Names in the lists of the office.
    pub lists: BTreeMap<ListName, Vec<String>>,
    /// The word that a near miss lacks.
    pub lacks: Option<String>,
    pub line: usize,
    /// Where the text stands in its rule file.
    pub at: Span,
}

/// Takes ⟦ ⟧ out of a text. Unpaired marks are a mistake.
pub fn unmark(source: &str) -> Result<(String, Vec<Span>), &'static str> {
    let mut text = String::new();
    let mut marked = Vec::new();
    let mut open = None;
    for c in source.chars() {
        match (c, open) {
            ('⟦', None) => open = Some(text.len()),
            ('⟧', Some(start)) => {
                marked.push(Span::new(start, text.len()));
                open = None;
            }
            ('⟦' | '⟧', _) => return Err("⟦ ⟧ 没有成对"),
            _ => text.push(c),
        }
    }
    if open.is_some() { Err("⟦ 没有对应的 ⟧") } else { Ok((text, marked)) }
}
