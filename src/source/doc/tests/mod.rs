//! Small documents made in memory, one behaviour each.

mod hostile;
mod lists;
mod notes;
mod revisions;
mod tables;
mod words;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use crate::source::{Source, Unread};
use crate::text::BlockKind;

pub const TEXT: usize = 1024;
const PAIRS: usize = 93;
pub const FOOTNOTES: usize = 1;
pub const MARGINS: usize = 2;
pub const TEXT_BOXES: usize = 6;

/// A document to be: its characters, their properties, and the structures of its table stream.
#[derive(Clone, Default)]
pub struct Doc {
    units: Vec<u16>,
    lengths: [u32; 8],
    story: usize,
    /// Up to which character, and the properties.
    runs: Vec<(usize, Vec<u8>)>,
    paragraphs: Vec<(usize, Vec<u8>)>,
    pub parts: BTreeMap<usize, Vec<u8>>,
    /// Pieces other than one of all characters: first byte with the mark of compression, number of characters.
    pub pieces: Option<Vec<(u32, u32, u16)>>,
    pub kept: Vec<Vec<u8>>,
    pub raw_text: Option<Vec<u8>>,
    pub data: Vec<u8>,
    pub flags: u16,
    pub version: u16,
}

impl Doc {
    pub fn new() -> Doc {
        Doc { flags: 0x0200, version: 0xC1, ..Doc::default() }
    }

    /// What follows belongs to this story.
    pub fn story(mut self, story: usize) -> Doc {
        self.story = story;
        self
    }

    /// Characters with their properties.
    pub fn run(mut self, text: &str, properties: &[u8]) -> Doc {
        let before = self.units.len();
        self.units.extend(text.encode_utf16());
        self.lengths[self.story] += (self.units.len() - before) as u32;
        self.runs.push((self.units.len(), properties.to_vec()));
        self
    }

    pub fn text(self, text: &str) -> Doc {
        self.run(text, &[])
    }

    /// Ends the paragraph: properties of its mark, its style, its own properties.
    pub fn mark(self, mark: &str, of_mark: &[u8], style: u16, properties: &[u8]) -> Doc {
        let mut doc = self.run(mark, of_mark);
        doc.paragraphs.push((doc.units.len(), [&style.to_le_bytes(), properties].concat()));
        doc
    }

    pub fn end(self) -> Doc {
        self.mark("\r", &[], 0, &[])
    }

    pub fn paragraph(self, text: &str, properties: &[u8]) -> Doc {
        self.text(text).mark("\r", &[], 0, properties)
    }

    pub fn styled(self, text: &str, style: u16) -> Doc {
        self.text(text).mark("\r", &[], style, &[])
    }

    pub fn cell(self, text: &str) -> Doc {
        self.text(text).mark("\u{7}", &[], 0, IN_TABLE)
    }

    pub fn part(mut self, index: usize, bytes: Vec<u8>) -> Doc {
        self.parts.insert(index, bytes);
        self
    }

    fn main(&self) -> (Vec<u8>, [Vec<u8>; 2]) {
        let mut main = vec![0; TEXT];
        let text = || self.units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        main.extend(self.raw_text.clone().unwrap_or_else(text));
        let width = if self.raw_text.is_some() { 1 } else { 2 };
        let tables = [(&self.runs, 1), (&self.paragraphs, 13)].map(|(runs, entry)| {
            main.resize(main.len().next_multiple_of(512), 0);
            let first = main.len() / 512;
            let (pages, table) = pages(runs, entry, width, first);
            main.extend(pages);
            table
        });
        (main, tables)
    }

    fn pieces(&self) -> Vec<u8> {
        let whole = vec![(TEXT as u32, self.units.len() as u32, 0)];
        let pieces = self.pieces.clone().unwrap_or(whole);
        let mut positions = vec![0_u32];
        positions.extend(pieces.iter().scan(0, |end, (_, length, _)| {
            *end += length;
            Some(*end)
        }));
        let mut table: Vec<u8> = positions.iter().flat_map(|position| position.to_le_bytes()).collect();
        for (place, _, modifier) in pieces {
            table.extend([&[0, 0], &place.to_le_bytes()[..], &modifier.to_le_bytes()].concat());
        }
        let mut bytes = Vec::new();
        for run in &self.kept {
            bytes.extend([&[1], &(run.len() as u16).to_le_bytes()[..], run].concat());
        }
        [bytes, vec![2], (table.len() as u32).to_le_bytes().to_vec(), table].concat()
    }

    /// The streams of the container: the main one, the table, the data.
    pub fn streams(&self) -> [Vec<u8>; 3] {
        let (mut main, [characters, paragraphs]) = self.main();
        let mut parts = self.parts.clone();
        parts.insert(12, characters);
        parts.insert(13, paragraphs);
        parts.entry(33).or_insert_with(|| self.pieces());
        main[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
        main[2..4].copy_from_slice(&self.version.to_le_bytes());
        main[10..12].copy_from_slice(&self.flags.to_le_bytes());
        main[32] = 14;
        main[62] = 22;
        for (i, length) in self.lengths.iter().enumerate() {
            main[76 + i * 4..80 + i * 4].copy_from_slice(&length.to_le_bytes());
        }
        main[152] = PAIRS as u8;
        let mut table = Vec::new();
        for (index, part) in parts {
            let at = 154 + index * 8;
            main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            main[at + 4..at + 8].copy_from_slice(&(part.len() as u32).to_le_bytes());
            table.extend(part);
        }
        [main, table, self.data.clone()]
    }

    pub fn bytes(&self) -> Vec<u8> {
        let [main, table, data] = self.streams();
        container(&[("WordDocument", &main), ("1Table", &table), ("Data", &data)])
    }

    pub fn read(&self) -> Result<Source, Unread> {
        super::read(&self.bytes())
    }

    pub fn source(&self) -> Source {
        self.read().unwrap()
    }

    /// The blocks as text.
    pub fn blocks(&self) -> Vec<String> {
        self.kinds().into_iter().map(|(_, text)| text).collect()
    }

    pub fn kinds(&self) -> Vec<(BlockKind, String)> {
        let text = self.source().text;
        text.blocks().iter().map(|block| (block.kind, text.slice(block.span).to_owned())).collect()
    }
}

pub fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

/// Formatted pages and the table of them: bounds, entries, and from the end on the properties.
fn pages(runs: &[(usize, Vec<u8>)], entry: usize, width: usize, first: usize) -> (Vec<u8>, Vec<u8>) {
    let byte = |position: usize| (TEXT + position * width) as u32;
    let (mut pages, mut bounds) = (Vec::new(), vec![byte(0)]);
    let (mut start, mut rest) = (0, runs);
    while !rest.is_empty() {
        let (mut page, mut end, mut count) = (vec![0; 512], 510, 0);
        let mut places = Vec::new();
        while let Some((_, properties)) = rest.get(count) {
            let stored = stored(properties, entry);
            if (count + 2) * 4 + (count + 1) * entry + stored.len() + 2 > end {
                break;
            }
            end = (end - stored.len()) & !1;
            page[end..end + stored.len()].copy_from_slice(&stored);
            places.push((end / 2) as u8);
            count += 1;
        }
        let ends = rest[..count].iter().map(|(end, _)| *end);
        for (i, position) in std::iter::once(start).chain(ends).enumerate() {
            page[i * 4..i * 4 + 4].copy_from_slice(&byte(position).to_le_bytes());
            start = position;
        }
        for (i, place) in places.into_iter().enumerate() {
            page[(count + 1) * 4 + i * entry] = place;
        }
        page[511] = count as u8;
        pages.extend(page);
        bounds.push(byte(start));
        rest = &rest[count..];
    }
    let numbers = (0..bounds.len() - 1).map(|i| (first + i) as u32);
    let table = bounds.iter().copied().chain(numbers).flat_map(u32::to_le_bytes).collect();
    (pages, table)
}

fn stored(properties: &[u8], entry: usize) -> Vec<u8> {
    match (entry, properties.len() % 2) {
        (1, _) => [&[properties.len() as u8], properties].concat(),
        (_, 0) => [&[0, (properties.len() / 2) as u8], properties].concat(),
        (_, _) => [&[(properties.len() / 2 + 1) as u8], properties].concat(),
    }
}

pub const DELETED: &[u8] = &[0x00, 0x08, 1];
pub const INSERTED: &[u8] = &[0x01, 0x08, 1];
pub const HIDDEN: &[u8] = &[0x3C, 0x08, 1];
pub const IN_TABLE: &[u8] = &[0x16, 0x24, 1];

pub fn list(number: u16, level: u8) -> Vec<u8> {
    let [low, high] = number.to_le_bytes();
    vec![0x0B, 0x46, low, high, 0x0A, 0x26, level]
}

/// Positions, then data.
pub fn plc(positions: &[u32], data: &[Vec<u8>]) -> Vec<u8> {
    positions.iter().flat_map(|position| position.to_le_bytes()).chain(data.concat()).collect()
}

/// A style sheet: kind (1 paragraph, 2 character), the style it rests on, paragraph and character properties.
pub fn styles(styles: &[(u16, u16, &[u8], &[u8])]) -> Vec<u8> {
    let mut sheet = [&4_u16.to_le_bytes()[..], &(styles.len() as u16).to_le_bytes(), &10_u16.to_le_bytes()].concat();
    for (kind, base, of_paragraph, of_characters) in styles {
        let mut style =
            [&[0, 0], &(kind | base << 4).to_le_bytes()[..], &[0; 6], &1_u16.to_le_bytes(), b"a\0\0\0"].concat();
        let of_paragraph = [&[0, 0], *of_paragraph].concat();
        let parts = if *kind == 1 { vec![&of_paragraph[..], of_characters] } else { vec![*of_characters] };
        for part in parts {
            style.extend((part.len() as u16).to_le_bytes());
            style.extend(part);
            style.resize(style.len().next_multiple_of(2), 0);
        }
        sheet.extend((style.len() as u16).to_le_bytes());
        sheet.extend(style);
    }
    sheet
}
