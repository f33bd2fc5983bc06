//! Formats written as text: web pages, their archives, office documents as XML; else plain text, or rubbish.

use crate::source::Format;

/// How far marks are looked for.
const HEAD_BYTES: usize = 4096;

pub(super) fn format(bytes: &[u8], named: Option<Format>) -> Format {
    let head = Head::of(bytes);
    // Where the name promises another format, the content shows none of its marks: text in disguise, or rubbish.
    let is_plain = matches!(named, Some(Format::Text | Format::Markdown));
    if head.begins(&["{\\rtf"]) {
        Format::Rtf
    } else if let Some(format) = head.xml() {
        format
    } else if head.is_mail() {
        Format::Mht
    } else if head.is_page() || (!is_plain && head.is_piece_of_page()) {
        Format::Html
    } else if !is_plain && is_binary(bytes) {
        Format::Unknown
    } else if named == Some(Format::Html) {
        Format::Html
    } else {
        named.filter(|_| is_plain).unwrap_or(Format::Text)
    }
}

/// The beginning of the file in lower-case ASCII, without BOM, leading blanks and the zero bytes of UTF-16.
struct Head(String);

impl Head {
    fn of(bytes: &[u8]) -> Head {
        let head = bytes.iter().take(HEAD_BYTES).map(|b| b.to_ascii_lowercase() as char).filter(|c| *c != '\0');
        let head: String = head.collect();
        Head(head.trim_start_matches(['ï', '»', '¿', 'ÿ', 'þ']).trim_start().to_owned())
    }

    fn begins(&self, marks: &[&str]) -> bool {
        marks.iter().any(|mark| self.0.starts_with(mark))
    }

    fn has(&self, mark: &str) -> bool {
        self.0.contains(mark)
    }

    /// Whether a mark stands among the first characters.
    fn early(&self, mark: &str) -> bool {
        self.0.find(mark).is_some_and(|at| at < HEAD_BYTES / 4)
    }

    fn is_page(&self) -> bool {
        self.begins(&["<!doctype html", "<html", "<head", "<body"]) || self.early("<html")
    }

    /// What a page holds, saved without its frame.
    fn is_piece_of_page(&self) -> bool {
        self.begins(&[
            "<p>",
            "<p ",
            "<div",
            "<table",
            "<meta",
            "<title",
            "<span",
            "<center",
            "<font",
            "<style",
            "<br",
            "<h1",
            "<ucapcontent",
        ])
    }

    fn xml(&self) -> Option<Format> {
        let is_xml = self.begins(&["<?xml", "<?mso-application", "<w:worddocument", "<uof:uof", "<office:document"]);
        match () {
            () if !is_xml => None,
            () if self.has("progid=\"word.document\"") || self.has("<w:worddocument") => Some(Format::WordXml),
            () if self.has("progid=\"excel.sheet\"") => Some(Format::ExcelXml),
            () if self.has("<uof:") || self.has("<uof ") => Some(Format::Uof),
            () if self.has("<office:document") => Some(Format::OpenDocument),
            () => None,
        }
    }

    /// The head of a letter, as programs write it that save a page with its pictures (.mht).
    fn is_mail(&self) -> bool {
        let is_header = |line: &str| line.starts_with("mime-version:");
        self.begins(&["mime-version:"])
            || (self.has("multipart/related") && self.0.lines().take_while(|line| !line.is_empty()).any(is_header))
    }
}

/// Control characters that no text encoding here produces; zero bytes beyond those of UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let controls = head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    let zeros = head.iter().filter(|b| **b == 0).count();
    controls * 50 > head.len() || zeros * 5 > head.len() * 3
}
