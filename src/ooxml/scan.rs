//! One pass over raw XML before a tree is built: what could exhaust the parser, or a walker of its tree.

use super::{Fault, Limit};
use crate::limits::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_NAMESPACE_COPIES, MAX_NAMESPACES, MAX_NODES};

/// Refuses document types, deep nesting, and masses of attributes or namespaces. Malformed XML passes: the
/// parser refuses it afterwards, with a better reason.
pub(super) fn check(xml: &str, part: &str) -> Result<(), Fault> {
    let mut scan = Scan { rest: xml, part, prefixes: Vec::new(), copies: 0, attributes: 0 };
    while let Some(at) = scan.rest.find('<') {
        scan.rest = &scan.rest[at..];
        if scan.markup()?.is_none() {
            break;
        }
    }
    Ok(())
}

struct Scan<'x> {
    rest: &'x str,
    part: &'x str,
    /// For each open element, the namespace prefixes in force.
    prefixes: Vec<usize>,
    copies: usize,
    attributes: usize,
}

impl Scan<'_> {
    /// Steps over one piece of markup; none where it never ends.
    fn markup(&mut self) -> Result<Option<()>, Fault> {
        Ok(if self.rest.starts_with("<!--") {
            self.skip("-->")
        } else if self.rest.starts_with("<![CDATA[") {
            self.skip("]]>")
        } else if self.rest.starts_with("<!") {
            return Err(Fault::Doctype(self.part.to_owned()));
        } else if self.rest.starts_with("<?") {
            self.skip("?>")
        } else if self.rest.starts_with("</") {
            self.prefixes.pop();
            self.skip(">")
        } else {
            return self.start_tag();
        })
    }

    fn skip(&mut self, end: &str) -> Option<()> {
        let at = self.rest.find(end)?;
        self.rest = &self.rest[at + end.len()..];
        Some(())
    }

    fn start_tag(&mut self) -> Result<Option<()>, Fault> {
        let Some(tag) = Tag::read(self.rest) else { return Ok(None) };
        let prefixes = self.prefixes.last().copied().unwrap_or(0) + tag.declarations;
        if tag.declarations > 0 {
            self.copies += prefixes;
        }
        self.attributes += tag.attributes;
        if self.attributes > MAX_NODES as usize {
            return Err(self.passed(Limit::Nodes));
        }
        if tag.attributes > MAX_ATTRIBUTES {
            return Err(self.passed(Limit::Attributes));
        }
        if prefixes > MAX_NAMESPACES || self.copies > MAX_NAMESPACE_COPIES {
            return Err(self.passed(Limit::Namespaces));
        }
        if !tag.is_empty {
            self.prefixes.push(prefixes);
        }
        if self.prefixes.len() > MAX_DEPTH {
            return Err(self.passed(Limit::Depth));
        }
        self.rest = &self.rest[tag.length..];
        Ok(Some(()))
    }

    fn passed(&self, what: Limit) -> Fault {
        Fault::Limit { part: self.part.to_owned(), what }
    }
}

struct Tag {
    length: usize,
    attributes: usize,
    declarations: usize,
    is_empty: bool,
}

impl Tag {
    /// A start tag ends at the first `>` outside quotation marks.
    fn read(s: &str) -> Option<Tag> {
        let mut quote = None;
        let mut attributes = 0;
        for (at, byte) in s.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    let tag = &s[..at];
                    let declarations = tag.matches("xmlns").count();
                    return Some(Tag { length: at + 1, attributes, declarations, is_empty: tag.ends_with('/') });
                }
                (None, _) => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(xml: &str) -> Option<Limit> {
        match check(xml, "a.xml") {
            Ok(()) => None,
            Err(Fault::Limit { what, .. }) => Some(what),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn depth_is_counted_through_comments_quotes_and_empty_tags() {
        let nested = |n: usize| format!("{}<!-- </a> --><b/><c x='</a>>'/>{}", "<a>".repeat(n), "</a>".repeat(n));
        assert_eq!(limit(&nested(MAX_DEPTH)), None);
        assert_eq!(limit(&nested(MAX_DEPTH + 1)), Some(Limit::Depth));
        assert_eq!(limit(&"<a></a>".repeat(1000)), None);
    }

    #[test]
    fn masses_of_attributes_and_namespaces_are_refused() {
        let attributes = |n: usize| format!("<a {}/>", "b='' ".repeat(n));
        assert_eq!(limit(&attributes(MAX_ATTRIBUTES)), None);
        assert_eq!(limit(&attributes(MAX_ATTRIBUTES + 1)), Some(Limit::Attributes));
        assert_eq!(limit(&attributes(200).repeat(MAX_NODES as usize / 200 + 1)), Some(Limit::Nodes));
        let many = format!("<a {}>", "xmlns:b='' ".repeat(100));
        assert_eq!(limit(&many.repeat(2)), Some(Limit::Namespaces));
        let copies = format!("{many}{}", "<b xmlns:c=''/>".repeat(MAX_NAMESPACE_COPIES / 100));
        assert_eq!(limit(&copies), Some(Limit::Namespaces));
    }

    #[test]
    fn a_document_type_is_refused_but_not_its_look_alikes() {
        assert_eq!(check("<!DOCTYPE a><a/>", "p"), Err(Fault::Doctype("p".into())));
        assert_eq!(check("<a><![CDATA[<!DOCTYPE]]><!-- <!DOCTYPE --></a>", "p"), Ok(()));
    }
}
