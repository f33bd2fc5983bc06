//! One part, decoded; and its tree.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use roxmltree::{Document, ParsingOptions};

use super::{Fault, Limit, scan};
use crate::limits::MAX_NODES;

/// A part of a package as XML text.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    /// Without BOM, and UTF-8 whatever the part was written in: byte ranges of nodes are ranges of this string.
    pub xml: String,
}

impl Part {
    /// UTF-8 or UTF-16, with or without BOM; another encoding only where the part declares it.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Part, Fault> {
        let (encoding, start) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
        match encoding.decode_without_bom_handling_and_without_replacement(&bytes[start..]) {
            Some(xml) => Ok(Part { name: name.to_owned(), xml: xml.into_owned() }),
            None => Err(Fault::Xml { part: name.to_owned(), why: format!("不是 {}", encoding.name()) }),
        }
    }

    /// The bytes of the part with changed XML, when it was read from `before`: the byte order mark stays, and what
    /// was not UTF-8 becomes UTF-8.
    pub fn encode(xml: &str, before: &[u8]) -> Vec<u8> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let body = before.strip_prefix(MARK).unwrap_or(before);
        if std::str::from_utf8(body).is_ok() && guess(body) == UTF_8 {
            let mark = if body.len() < before.len() { MARK } else { b"" };
            return [mark, xml.as_bytes()].concat();
        }
        let rest = xml.strip_prefix("<?xml").and_then(|xml| xml.split_once("?>")).map_or(xml, |(_, rest)| rest);
        let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
        [head.as_bytes(), rest.as_bytes()].concat()
    }

    /// Builds the tree, after [`scan`] found nothing that could exhaust the parser or its users.
    pub fn parse(&self) -> Result<Document<'_>, Fault> {
        scan::check(&self.xml, &self.name)?;
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        Document::parse_with_options(&self.xml, options).map_err(|error| self.refused(&error))
    }

    fn refused(&self, error: &roxmltree::Error) -> Fault {
        let part = self.name.clone();
        match error {
            roxmltree::Error::NodesLimitReached => Fault::Limit { part, what: Limit::Nodes },
            roxmltree::Error::DtdDetected => Fault::Doctype(part),
            error => Fault::Xml { part, why: error.to_string() },
        }
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        bytes => declared(bytes).unwrap_or(UTF_8),
    }
}

/// `<?xml version="1.0" encoding="…"?>`
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = std::str::from_utf8(bytes.strip_prefix(b"<?xml")?.split(|b| *b == b'?').next()?).ok()?;
    let (_, value) = head.split_once("encoding")?;
    let label = value.trim_start_matches([' ', '=', '"', '\'']);
    let encoding = Encoding::for_label(label.split(['"', '\'']).next()?.as_bytes())?;
    // A part that is declared as UTF-16 but begins with one byte a character is not.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(s: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        s.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn every_encoding_of_a_part_becomes_the_same_text() {
        let xml = "<a>第一条</a>";
        let variants = [
            xml.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF".as_slice(), xml.as_bytes()].concat(),
            utf16(xml, u16::to_le_bytes),
            utf16(xml, u16::to_be_bytes),
            utf16(&format!("\u{feff}{xml}"), u16::to_le_bytes),
            utf16(&format!("\u{feff}{xml}"), u16::to_be_bytes),
        ];
        for bytes in variants {
            assert_eq!(Part::decode("p", &bytes).unwrap().xml, xml);
        }
        let declared = b"<?xml version='1.0' encoding='gb2312'?><a>\xB5\xDA</a>";
        assert!(Part::decode("p", declared).unwrap().xml.ends_with("<a>第</a>"));
        assert!(Part::decode("p", b"<a>\xB5\xDA</a>").is_err());
    }

    #[test]
    fn a_changed_part_keeps_its_mark_and_becomes_utf_8() {
        let marked = b"\xEF\xBB\xBF<a/>".as_slice();
        assert_eq!(Part::encode("<b/>", marked), b"\xEF\xBB\xBF<b/>");
        assert_eq!(Part::encode("<b/>", b"<a/>"), b"<b/>");
        let wide = utf16("<?xml version='1.0' encoding='UTF-16'?><a>\u{7b2c}</a>", u16::to_le_bytes);
        let part = Part::decode("p", &wide).unwrap();
        let again = Part::encode(&part.xml, &wide);
        assert!(Part::decode("p", &again).unwrap().xml.ends_with("?><a>\u{7b2c}</a>"));
        assert!(again.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\""));
    }

    #[test]
    fn broken_xml_is_refused_with_the_part_named() {
        let part = Part::decode("word/document.xml", b"<a><b></a>").unwrap();
        let fault = part.parse().unwrap_err();
        assert!(!fault.is_hostile() && fault.to_string().starts_with("word/document.xml "), "{fault}");
    }
}
