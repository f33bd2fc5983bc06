//! Numbers of ordered lists (有序列表), which the browser makes.

use scraper::node::Element;

use crate::numeral;
use crate::source::number_format;
use crate::text::is_blank;

/// An open list; one without order has no format.
#[derive(Debug)]
pub(super) struct List {
    format: Option<&'static str>,
    next: u32,
}

impl List {
    pub fn new(element: &Element) -> List {
        let start = element.attr("start").and_then(|value| value.trim().parse().ok());
        let format = (element.name() == "ol" && !is_bare(element)).then(|| format(element));
        List { format, next: start.unwrap_or(1) }
    }

    /// The label of the next item.
    pub fn label(&mut self, item: &Element) -> Option<String> {
        let format = self.format?;
        let number = item.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(self.next);
        self.next = number.saturating_add(1);
        (!is_bare(item)).then(|| format!("{}. ", number_format::write(format, number)))
    }
}

fn is_bare(element: &Element) -> bool {
    element.attr("style").is_some_and(|style| style.contains("list-style") && style.contains("none"))
}

fn format(element: &Element) -> &'static str {
    let style = element.attr("style").unwrap_or_default();
    match element.attr("type") {
        Some("a") => "lowerLetter",
        Some("A") => "upperLetter",
        Some("i") => "lowerRoman",
        Some("I") => "upperRoman",
        _ if style.contains("cjk-ideographic") || style.contains("simp-chinese") => "chineseCountingThousand",
        _ => "decimal",
    }
}

/// Whether the writer numbered the item by hand: site styles mostly hide the browser's number then.
pub(super) fn is_numbered(item: &str) -> bool {
    let item = item.trim_start_matches(is_blank).trim_start_matches(['（', '(', '第', '〔', '[']);
    item.starts_with(|c: char| numeral::is_numeral(c) || ('①'..='⒛').contains(&c))
}
