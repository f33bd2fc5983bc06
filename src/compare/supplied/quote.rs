//! Whether a text of the table stands in the document, and where it departs from it.

use crate::compare::{Op, edits};
use crate::text::fold;

/// Characters of a quotation.
const QUOTED: usize = 24;

/// Word for word, or with …… where something is left out.
pub fn is_shown(text: &str, whole: &str) -> bool {
    if text == whole {
        return true;
    }
    if !text.contains("……") || whole.contains("……") {
        return false;
    }
    let mut rest = whole;
    text.split("……").all(|part| {
        let found = rest.find(part);
        found.map(|at| rest = &rest[at + part.len()..]).is_some()
    })
}

/// The first place where the table departs from the document.
pub fn difference(whole: &str, text: &str) -> String {
    let mut missing = String::new();
    let mut added = String::new();
    for edit in edits(whole, text) {
        match edit.op {
            Op::Equal if missing.is_empty() && added.is_empty() => {}
            Op::Equal => break,
            Op::Delete => missing = edit.text,
            Op::Insert => added = edit.text,
        }
    }
    match (missing.is_empty(), added.is_empty()) {
        (true, _) => format!("多出“{}”", quoted(&added)),
        (_, true) => format!("缺少“{}”", quoted(&missing)),
        _ => format!("应为“{}”，表中为“{}”", quoted(&missing), quoted(&added)),
    }
}

pub fn quoted(text: &str) -> String {
    let folded = fold(text);
    let short: String = folded.chars().take(QUOTED).collect();
    if short.len() < folded.len() { short + "…" } else { short }
}
