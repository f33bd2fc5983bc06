//! Encodings: BOM → valid UTF-8 → UTF-16 by its shape → guess on a prefix; GBK is always read as GB18030.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::Unread;
use crate::text::{Origin, is_blank};

/// The guesser is slow on whole files; this many bytes tell it enough.
const GUESS_BYTES: usize = 8 << 10;
/// More lost characters than one in this many: the encoding is wrong.
const LOST_LIMIT: usize = 50;

/// Bytes whose encoding is known.
pub struct Decoded<'b> {
    bytes: &'b [u8],
    /// Where the text starts, after the BOM.
    start: usize,
    encoding: &'static Encoding,
    /// The whole text where the bytes are sound UTF-8: its lines need no decoding.
    utf8: Option<&'b str>,
    pub remarks: Vec<String>,
}

/// A line without its line end, and the bytes of the source that it was decoded from.
pub struct Line<'b> {
    pub text: Cow<'b, str>,
    pub start: usize,
    pub end: usize,
}

impl Line<'_> {
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank)
    }

    /// Origin of a byte range of the line; outside UTF-8 only the whole line's bytes are known.
    pub fn origin(&self, part: u16, range: Range<usize>) -> Origin {
        if matches!(self.text, Cow::Borrowed(_)) && self.text.len() == self.end - self.start {
            Origin::Source { part, start: self.start + range.start, end: self.start + range.end }
        } else {
            Origin::Source { part, start: self.start, end: self.end }
        }
    }
}

/// Finds the encoding, and refuses bytes that no encoding explains.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Unread> {
    decode_in(bytes, detect(bytes))
}

/// The same where the file itself names an encoding (声明的编码). The bytes have the last word: BOM, UTF-16 and sound
/// UTF-8 are told by themselves, and a name that does not fit them is passed over.
pub fn decode_declared<'b>(bytes: &'b [u8], label: Option<&str>) -> Result<Decoded<'b>, Unread> {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match named {
        Some(named) if tells_itself(bytes).is_none() => {
            let encoding = if named == GBK { GB18030 } else { named };
            decode_in(bytes, (encoding, 0)).or_else(|_| decode(bytes))
        }
        _ => decode(bytes),
    }
}

fn decode_in<'b>(bytes: &'b [u8], (encoding, start): (&'static Encoding, usize)) -> Result<Decoded<'b>, Unread> {
    let utf8 = (encoding == UTF_8).then(|| std::str::from_utf8(&bytes[start..]).ok()).flatten();
    let mut decoded = Decoded { bytes, start, encoding, utf8, remarks: Vec::new() };
    let (mut characters, mut lost) = (0, 0);
    if utf8.is_none() {
        for line in decoded.lines() {
            characters += line.text.chars().count();
            lost += line.text.matches('\u{fffd}').count();
        }
    }
    if lost > 0 && lost * LOST_LIMIT > characters.max(LOST_LIMIT) {
        return Err(Unread::Undecodable);
    }
    if lost > 0 {
        decoded.remarks.push(format!("有 {lost} 处残缺字符，已用“\u{fffd}”代替，请核对原文"));
    }
    if encoding == UTF_8 && is_mojibake(&bytes[start..]) {
        return Err(Unread::Mojibake);
    }
    Ok(decoded)
}

fn detect(bytes: &[u8]) -> (&'static Encoding, usize) {
    tells_itself(bytes).unwrap_or_else(|| (guess(bytes), 0))
}

/// Encoding and length of the BOM, where the bytes leave no doubt.
fn tells_itself(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(found) = Encoding::for_bom(bytes) {
        return Some(found);
    }
    if bytes.starts_with(b"\x84\x31\x95\x33") {
        return Some((GB18030, 4));
    }
    if let Some(encoding) = utf16_shape(bytes) {
        return Some((encoding, 0));
    }
    is_utf8_but_for_its_end(bytes).then_some((UTF_8, 0))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let prefix = &bytes[..bytes.len().min(GUESS_BYTES)];
    detector.feed(prefix, prefix.len() == bytes.len());
    match detector.guess(None, chardetng::Utf8Detection::Allow) {
        encoding if encoding == BIG5 => BIG5,
        encoding if encoding == UTF_8 => UTF_8,
        // No other encoding is used for Chinese documents; short texts mislead the guesser.
        _ => GB18030,
    }
}

/// A file cut in the middle of a character is still UTF-8.
fn is_utf8_but_for_its_end(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
    }
}

/// UTF-16 without BOM: Chinese text has line ends, ASCII and full-width signs whose high bytes give it away. A file cut
/// inside a character has an odd byte more.
fn utf16_shape(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 {
        return None;
    }
    let head = &bytes[..bytes.len().min(GUESS_BYTES) & !1];
    let count = |high: usize| {
        let likely = |unit: &[u8]| {
            let (h, l) = (unit[high], unit[1 - high]);
            matches!(
                (h, l),
                (0, 0x09..=0x7E) | (0x30, 0x00..=0x1F) | (0x4E..=0x9F, _) | (0xFF, 0x01..=0x5E) | (0x20, 0x10..=0x3B)
            )
        };
        head.chunks_exact(2).filter(|unit| likely(unit)).count()
    };
    // The same bytes read as GB18030 rarely keep one half of every pair within these ranges.
    let is_it = |high: usize| {
        let signs = head
            .chunks_exact(2)
            .filter(|unit| {
                matches!((unit[high], unit[1 - high]), (0, 0x0A | 0x20..=0x7E) | (0x30, 0x00..=0x02) | (0xFF, 0x0C))
            })
            .count();
        count(high) * 20 >= head.len() / 2 * 19 && signs > 0
    };
    match (is_it(1), is_it(0)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        (true, true) => Some(if count(1) >= count(0) { UTF_16LE } else { UTF_16BE }),
        (false, false) => None,
    }
}

/// UTF-8 decoded as GBK and saved again turns back into UTF-8 when encoded as GBK.
fn is_mojibake(bytes: &[u8]) -> bool {
    const SAMPLE_BYTES: usize = 600;
    // The encoder is slow, and a few dozen characters tell enough.
    const SAMPLE_CHARACTERS: usize = 40;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE_BYTES)]);
    let han: String = head.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').take(SAMPLE_CHARACTERS).collect();
    if han.chars().count() < 20 {
        return false;
    }
    let (again, _, _) = GB18030.encode(&han);
    let valid: usize = again
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count())
        .sum();
    valid * 3 * 2 > again.len()
}

impl<'b> Decoded<'b> {
    pub fn encoding_name(&self) -> &'static str {
        self.encoding.name()
    }

    /// The whole text, its line ends as they stand.
    pub fn text(&self) -> Cow<'b, str> {
        match self.utf8 {
            Some(whole) => Cow::Borrowed(whole),
            None => self.encoding.decode_without_bom_handling(&self.bytes[self.start..]).0,
        }
    }

    /// The lines; LF, CRLF and CR end one.
    pub fn lines(&self) -> impl Iterator<Item = Line<'b>> + use<'b> {
        let (bytes, encoding, utf8, first) = (self.bytes, self.encoding, self.utf8, self.start);
        let mut at = self.start;
        std::iter::from_fn(move || {
            (at < bytes.len()).then(|| {
                let (end, next) = line_end(bytes, at, encoding);
                let text = match utf8 {
                    Some(whole) => without_ctrl_z(Cow::Borrowed(&whole[at - first..end - first])),
                    None => without_ctrl_z(encoding.decode_without_bom_handling(&bytes[at..end]).0),
                };
                let line = Line { text, start: at, end };
                at = next;
                line
            })
        })
    }
}

/// Ctrl-Z ended text files under DOS.
fn without_ctrl_z(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.as_bytes().contains(&0x1A) { Cow::Owned(text.replace('\u{1a}', "")) } else { text }
}

/// End of the line that starts at `from`, and start of the next (bytes).
fn line_end(bytes: &[u8], from: usize, encoding: &'static Encoding) -> (usize, usize) {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let unit = if wide { 2 } else { 1 };
    let value = |at: usize| match bytes.get(at..at + unit) {
        Some([b]) => Some(u16::from(*b)),
        Some([a, b]) if encoding == UTF_16LE => Some(u16::from_le_bytes([*a, *b])),
        Some([a, b]) => Some(u16::from_be_bytes([*a, *b])),
        _ => None,
    };
    if !wide {
        let Some(found) = memchr::memchr2(b'\n', b'\r', &bytes[from..]) else {
            return (bytes.len(), bytes.len());
        };
        let end = from + found;
        let crlf = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
        return (end, end + 1 + usize::from(crlf));
    }
    let mut at = from;
    while let Some(c) = value(at) {
        if c == 0x0A || c == 0x0D {
            let crlf = c == 0x0D && value(at + 2) == Some(0x0A);
            return (at, at + if crlf { 4 } else { 2 });
        }
        at += 2;
    }
    (bytes.len(), bytes.len())
}
