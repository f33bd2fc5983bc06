//! The walk over the file: groups open and close, bytes become characters.

use std::ops::Range;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::font::{Fonts, Script};
use super::group::{Destination, Group};
use super::lexer::{Lexer, Token};
use super::story::{Done, Story};
use crate::limits::{MAX_CHARACTERS, MAX_DEPTH};
use crate::source::tally::{Change, Tally};
use crate::source::{Unread, symbol};
use crate::text::{BlockKind, is_blank};

pub(super) struct Reader {
    pub(super) groups: Vec<Group>,
    /// The stories open at this place, the body first.
    pub(super) stories: Vec<Story>,
    /// Notes, headers and footers that ended.
    apart: Vec<Done>,
    pub(super) tables: u32,
    pub(super) fonts: Fonts,
    pub(super) default_font: i32,
    /// The code page that the document names (`\ansicpg`).
    pub(super) code_page: Option<&'static Encoding>,
    /// Whether plain bytes beyond ASCII are UTF-8, whatever the fonts say.
    is_utf8: bool,
    /// Bytes that wait for their decoding, and where they stand.
    bytes: Vec<u8>,
    range: Range<usize>,
    /// Characters still to skip after `\u`.
    pub(super) skip: usize,
    /// The first half of a character written as two `\u`.
    high: Option<u16>,
    label: String,
    pub tally: Tally,
    pub comments: usize,
    pub characters: usize,
    pub lost: usize,
}

impl Reader {
    pub fn new() -> Reader {
        Reader {
            groups: vec![],
            stories: vec![Story::new(BlockKind::Paragraph)],
            apart: Vec::new(),
            tables: 0,
            fonts: Fonts::default(),
            default_font: 0,
            code_page: None,
            is_utf8: false,
            bytes: Vec::new(),
            range: 0..0,
            skip: 0,
            high: None,
            label: String::new(),
            tally: Tally::default(),
            comments: 0,
            characters: 0,
            lost: 0,
        }
    }

    /// Reads the first group, which is the document. A file cut off within it is refused.
    pub fn read(&mut self, bytes: &[u8], start: usize) -> Result<(), Unread> {
        self.is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
        for (token, range) in Lexer::new(bytes.get(start..).unwrap_or_default()) {
            self.token(token, range.start + start..range.end + start)?;
            if self.groups.is_empty() {
                return Ok(());
            }
        }
        Err(Unread::Damaged("文件不完整，结尾缺失".to_owned()))
    }

    fn token(&mut self, token: Token<'_>, range: Range<usize>) -> Result<(), Unread> {
        match token {
            Token::Byte(byte) => self.byte(byte, range),
            Token::Open => self.open()?,
            Token::Close => self.close(),
            Token::Symbol(sign) => {
                self.flush();
                self.symbol(sign, range);
            }
            Token::Word { name, value } => {
                self.flush();
                self.word(name, value, range);
            }
        }
        if self.characters > MAX_CHARACTERS {
            return Err(Unread::Hostile(format!("文字超过 {MAX_CHARACTERS} 个")));
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Unread> {
        self.flush();
        self.skip = 0;
        let mut group = self.groups.last().map_or_else(Group::root, Group::inner);
        if group.destination == Destination::Twice {
            group.destination = Destination::Skipped;
        }
        if self.groups.len() >= MAX_DEPTH {
            return Err(Unread::Hostile(format!("嵌套超过 {MAX_DEPTH} 层")));
        }
        self.groups.push(group);
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let Some(group) = self.groups.pop() else { return };
        let outer = self.groups.last().map_or(Destination::Text, |outer| outer.destination);
        if group.destination == Destination::Label && outer != Destination::Label {
            self.end_label();
        }
        if group.ends_story && self.stories.len() > 1 {
            self.end_story();
        }
    }

    /// A list without numbers has signs that are not text.
    fn end_label(&mut self) {
        let label = std::mem::take(&mut self.label);
        if label.chars().any(char::is_alphanumeric)
            && let Some(story) = self.stories.last_mut()
        {
            story.push_label(parted(&label));
        }
    }

    fn end_story(&mut self) {
        let Some(story) = self.stories.pop() else { return };
        match self.stories.last_mut() {
            Some(outer) if story.is_box => outer.anchor(story.finish()),
            _ => self.apart.extend(story.finish()),
        }
    }

    pub(super) fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or_else(Group::root)
    }

    fn byte(&mut self, byte: u8, range: Range<usize>) {
        if let Some(group) = self.groups.last_mut() {
            group.is_fresh = false;
        }
        if self.group().destination == Destination::Skipped {
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        if self.bytes.is_empty() {
            self.range = range.clone();
        }
        self.range.end = range.end;
        self.bytes.push(byte);
    }

    /// Turns the bytes met so far into characters, before anything changes.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let range = self.range.clone();
        match self.group().destination {
            Destination::FontTable => self.fonts.name_part(&bytes),
            _ => {
                let text = self.decode(&bytes);
                self.push(&text, range);
            }
        }
    }

    fn decode(&mut self, bytes: &[u8]) -> String {
        let group = self.group();
        let encoding = match (self.fonts.script(group.font), group.far_font.map(|font| self.fonts.script(font))) {
            (Script::Symbols, _) => return self.symbols(bytes, group.font),
            (Script::In(encoding), _) | (Script::Document, Some(Script::In(encoding))) => encoding,
            _ => self.encoding(),
        };
        if self.is_utf8
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return text.to_owned();
        }
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        if !has_errors {
            return text.into_owned();
        }
        // Quotation marks of Western fonts in a document whose code page is Chinese.
        if !encoding.is_single_byte() && bytes.iter().all(|b| !(0xA0..=0xFE).contains(b)) {
            return WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        }
        self.lost += text.matches('\u{fffd}').count();
        text.into_owned()
    }

    fn symbols(&self, bytes: &[u8], font: i32) -> String {
        let name = self.fonts.name(font);
        bytes.iter().filter_map(|byte| symbol::character(name, &format!("F0{byte:02X}"))).collect()
    }

    pub fn encoding(&self) -> &'static Encoding {
        self.code_page.unwrap_or_else(|| self.fonts.likely_encoding())
    }

    /// `\u`: a unit of UTF-16, as a signed number.
    pub(super) fn unicode(&mut self, value: i32, range: Range<usize>) {
        self.skip = self.group().fallback;
        let unit = u16::try_from(value).ok().or_else(|| i16::try_from(value).ok().map(|value| value as u16));
        let character = match (unit, self.high.take()) {
            (Some(unit @ 0xD800..=0xDBFF), _) => {
                self.high = Some(unit);
                return;
            }
            (Some(unit @ 0xDC00..=0xDFFF), Some(high)) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            (Some(unit @ 0xF000..=0xF0FF), _) => {
                symbol::character(self.fonts.name(self.group().font), &format!("{unit:X}"))
            }
            (Some(unit), _) => char::from_u32(u32::from(unit)),
            (None, _) => u32::try_from(value).ok().and_then(char::from_u32),
        };
        if let Some(character) = character.filter(|c| !c.is_control()) {
            self.push(character.encode_utf8(&mut [0; 4]), range);
        }
    }

    pub(super) fn push(&mut self, text: &str, range: Range<usize>) {
        let group = self.group();
        match group.destination {
            Destination::Text if group.is_deleted => self.tally.change(Change::Deletion),
            Destination::Text if group.is_hidden && text.chars().all(is_blank) => {}
            Destination::Text if group.is_hidden => self.tally.hidden(),
            Destination::Text => self.show(text, range, group.is_inserted),
            Destination::Label if !group.is_gone() => self.label.push_str(text),
            _ => {}
        }
    }

    fn show(&mut self, text: &str, range: Range<usize>, is_inserted: bool) {
        if is_inserted {
            self.tally.change(Change::Insertion);
        } else {
            self.tally.settled();
        }
        self.characters += text.chars().count();
        if let Some(story) = self.stories.last_mut() {
            story.push(text, range);
        }
    }

    pub fn finish(mut self) -> Vec<Done> {
        while self.stories.len() > 1 {
            self.end_story();
        }
        let body = self.stories.pop().map(Story::finish).unwrap_or_default();
        body.into_iter().chain(self.apart).collect()
    }
}

/// A label and what parts it from the text: a tab becomes a full-width blank, where the label has none.
fn parted(label: &str) -> String {
    let own = label.trim_end_matches('\t');
    let has_blank = own.len() == label.len() || own.ends_with(is_blank);
    format!("{}{}", own.replace('\t', "\u{3000}"), if has_blank { "" } else { "\u{3000}" })
}
