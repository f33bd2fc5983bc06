//! Web archives (.mht): the page among the parts of a MIME message.

use std::borrow::Cow;

use super::{Format, Source, Unread, html};

/// Messages within messages.
const MAX_LEVELS: usize = 4;
/// Parts that are looked at for the page.
const MAX_PARTS: usize = 10_000;

/// The first page among the parts that has a text.
pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let mut parts = Vec::new();
    collect(Part::read(bytes), 0, &mut parts);
    let pages = parts.iter().filter(|part| part.kind().starts_with("text/html"));
    let mut fault = Unread::Damaged("网页存档里没有网页".to_owned());
    for page in pages {
        match html::read_declared(&page.content(), page.parameter("charset").as_deref()) {
            Ok(source) if !source.text.blocks().is_empty() => return Ok(Source { format: Format::Mht, ..source }),
            Ok(_) => fault = Unread::Empty,
            Err(why) => fault = why,
        }
    }
    Err(fault)
}

/// The parts that hold no other parts, in order.
fn collect<'b>(part: Part<'b>, level: usize, found: &mut Vec<Part<'b>>) {
    match part.parameter("boundary") {
        Some(boundary) if level < MAX_LEVELS && !boundary.is_empty() => {
            for inner in split(part.body, &boundary) {
                collect(Part::read(inner), level + 1, found);
            }
        }
        _ if found.len() < MAX_PARTS => found.push(part),
        _ => {}
    }
}

/// The stretches between the lines `--boundary`; a last one that is cut off counts.
fn split<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(mark.as_bytes()) {
            parts.extend(start.map(|start| &body[start..at]));
            start = (!line[mark.len()..].starts_with(b"--")).then_some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(start.map(|start| &body[start..]));
    parts
}

struct Part<'b> {
    /// Names in lower case, values with folded lines joined.
    headers: Vec<(String, String)>,
    body: &'b [u8],
}

impl<'b> Part<'b> {
    fn read(bytes: &'b [u8]) -> Part<'b> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        for raw in bytes.split_inclusive(|byte| *byte == b'\n') {
            at += raw.len();
            let line = String::from_utf8_lossy(raw);
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => *value += line,
                (false, _, Some((name, value))) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Part { headers, body: &bytes[at..] }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    fn kind(&self) -> String {
        self.header("content-type").to_ascii_lowercase()
    }

    /// `charset="gb2312"` of the content type.
    fn parameter(&self, name: &str) -> Option<String> {
        let parameters = self.header("content-type").split(';').skip(1);
        let mut pairs = parameters.filter_map(|parameter| parameter.split_once('='));
        let (_, value) = pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim().trim_matches('"').to_owned())
    }

    fn content(&self) -> Cow<'b, [u8]> {
        match self.header("content-transfer-encoding").to_ascii_lowercase().as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(self.body)),
            "base64" => Cow::Owned(base64(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }
}

/// `=E7` is a byte, `=` at the end of a line joins it with the next; anything else stands for itself.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, after @ ..] = rest {
        rest = after;
        let escaped = if *first == b'=' { after } else { &[] };
        match escaped {
            [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(*first),
            },
            _ => bytes.push(*first),
        }
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn base64(body: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for six in body.iter().take_while(|byte| **byte != b'=').filter_map(value) {
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::source::sniff;

    fn archive(part: &str) -> String {
        format!(
            "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"b1\"\r\n\r\n\
             text before\r\n--b1\r\n{part}\r\n--b1\r\nContent-Type: image/png\r\n\r\nx\r\n--b1--\r\n"
        )
    }

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let source = read(bytes).unwrap();
        assert_eq!(source.format, Format::Mht);
        (source.text.as_str().to_owned(), source.encoding)
    }

    #[test]
    fn quoted_printable_and_base64_in_the_charset_of_the_part() {
        let quoted = "Content-Type: text/html;\r\n charset=\"gb2312\"\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n\
                      <p style=3D'a'>=B5=DA=D2=BB=\r\n=CC=F5 =3D=</p>";
        let archive_quoted = archive(quoted);
        for name in ["a.mht", "a.doc", "a"] {
            assert_eq!(sniff(archive_quoted.replace("<p", "<html><p").as_bytes(), name), Format::Mht);
        }
        assert_eq!(text(archive_quoted.as_bytes()), ("第一条 ==\n".to_owned(), "gb18030"));
        let coded = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+56ys5LiA\r\n5p2hPC9wPg==";
        assert_eq!(text(archive(coded).as_bytes()), ("第一条\n".to_owned(), "UTF-8"));
    }

    #[test]
    fn a_page_within_an_inner_message_and_a_cut_off_archive() {
        let inner = "Content-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\nContent-Type: text/plain\r\n\r\n甲\r\n\
                     --b2\r\nContent-Type: text/html\r\n\r\n<p>乙</p>\r\n--b2--";
        assert_eq!(text(archive(inner).as_bytes()).0, "乙\n");
        let whole = archive("Content-Type: text/html\r\n\r\n<p>丙</p>");
        let cut = &whole[..whole.find("</p>").unwrap()];
        assert_eq!(text(cut.as_bytes()).0, "丙\n");
    }

    #[test]
    fn an_archive_without_a_page() {
        let fault = read(archive("Content-Type: text/plain\r\n\r\n甲").as_bytes()).unwrap_err();
        assert!(matches!(fault, Unread::Damaged(_)), "{fault}");
        let deep: String =
            (0..2_000).map(|n| format!("Content-Type: multipart/x; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
        assert!(read(deep.as_bytes()).is_err());
    }
}
