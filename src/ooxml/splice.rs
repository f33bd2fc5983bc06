//! Changing XML without writing it anew: edits at byte ranges of the part, everything else as it was.

use std::ops::Range;

use roxmltree::Node;

/// Edits of one part. Ranges may touch, but not overlap.
#[derive(Default)]
pub struct Splice {
    edits: Vec<(Range<usize>, String)>,
}

impl Splice {
    /// Insertions at one place stand in the order in which they were made, before a replacement that begins there.
    pub fn insert(&mut self, at: usize, xml: impl Into<String>) {
        self.replace(at..at, xml);
    }

    pub fn replace(&mut self, range: Range<usize>, xml: impl Into<String>) {
        self.edits.push((range, xml.into()));
    }

    pub fn apply(mut self, xml: &str) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let added: usize = self.edits.iter().map(|(_, xml)| xml.len()).sum();
        let mut out = String::with_capacity(xml.len() + added);
        let mut at = 0;
        for (range, new) in self.edits {
            debug_assert!(at <= range.start, "edits overlap");
            out.push_str(xml.get(at..range.start).unwrap_or_default());
            out.push_str(&new);
            at = at.max(range.end);
        }
        out.push_str(xml.get(at..).unwrap_or_default());
        out
    }
}

/// The start tag of an element as it is written; of an empty element without its end.
pub fn start_tag<'x>(xml: &'x str, node: Node<'_, '_>) -> &'x str {
    let written = xml.get(node.range()).unwrap_or_default();
    let mut quote = None;
    for (at, byte) in written.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return &written[..=at],
            _ => {}
        }
    }
    written
}

/// The end tag that belongs to a start tag.
pub fn end_tag(start: &str) -> String {
    let name = start.trim_start_matches('<').split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
    format!("</{name}>")
}

/// Adds XML as the last child of an element.
pub fn append(splice: &mut Splice, xml: &str, node: Node<'_, '_>, child: &str) {
    let (start, range) = (start_tag(xml, node), node.range());
    if let Some(open) = start.strip_suffix("/>") {
        return splice.replace(range, format!("{open}>{child}{}", end_tag(start)));
    }
    let end = xml.get(range.clone()).and_then(|written| written.rfind("</")).map_or(range.end, |at| range.start + at);
    splice.insert(end, child);
}

/// Text for an element or an attribute; what XML 1.0 cannot hold is left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::*;

    #[test]
    fn edits_leave_the_rest_alone() {
        let mut splice = Splice::default();
        splice.replace(2..4, "X");
        splice.insert(2, "1");
        splice.insert(2, "2");
        splice.insert(4, "3");
        assert_eq!(splice.apply("abcdef"), "ab12X3ef");
    }

    #[test]
    fn a_child_is_appended_to_full_and_empty_elements() {
        for (xml, expected) in
            [("<p:a b='>'><c/></p:a>", "<p:a b='>'><c/><d/></p:a>"), ("<p:a b='>' />", "<p:a b='>' ><d/></p:a>")]
        {
            let xml = xml.replace("<p:a", "<p:a xmlns:p='p'");
            let tree = Document::parse(&xml).unwrap();
            let mut splice = Splice::default();
            append(&mut splice, &xml, tree.root_element(), "<d/>");
            assert_eq!(splice.apply(&xml), expected.replace("<p:a", "<p:a xmlns:p='p'"));
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escape("甲<\u{1}&\"乙>"), "甲&lt;&amp;&quot;乙&gt;");
    }
}
