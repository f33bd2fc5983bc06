//! The piece table (分段表): which bytes of the main stream are which characters.
//!
//! A piece is either UTF-16 or one byte a character ("compressed", Windows-1252). Some Chinese programs put GBK into
//! the latter; then the second byte of a character stands for none.

use std::ops::Range;
use std::rc::Rc;

use encoding_rs::{GB18030, WINDOWS_1252};

use super::bytes::{Plc, slice, u16_at, u32_at};
use super::fib::{Fib, Part};
use super::sprm::{self, PieceProperties, Sprm};
use crate::limits::{MAX_CHARACTERS, MAX_RUNS};
use crate::source::Unread;

const TABLE: u8 = 2;
const COMPRESSED: u32 = 0x4000_0000;
/// How many times pieces may show the same bytes, on average.
const MAX_OVERLAP: usize = 4;

pub(super) struct Pieces<'b> {
    pieces: Vec<Piece<'b>>,
    /// One for each position; a position that continues the character before it holds NUL.
    pub characters: Vec<char>,
}

pub(super) struct Piece<'b> {
    pub positions: Range<usize>,
    /// Where it begins in the main stream.
    start: usize,
    /// Bytes a character.
    width: usize,
    pub properties: PieceProperties<'b>,
}

impl Piece<'_> {
    /// The byte of the main stream where the character at `position` begins.
    pub fn byte(&self, position: usize) -> usize {
        self.start + position.saturating_sub(self.positions.start) * self.width
    }

    /// The first position whose character begins at or behind a byte.
    pub fn position(&self, byte: usize) -> usize {
        self.positions.start + byte.saturating_sub(self.start).div_ceil(self.width)
    }
}

impl<'b> Pieces<'b> {
    pub fn read(fib: &Fib<'b>) -> Result<Pieces<'b>, Unread> {
        let damaged = || Unread::Damaged("分段表有误".to_owned());
        let (kept, table) = sprm::split_pieces(fib.part(Part::Pieces));
        if table.first() != Some(&TABLE) {
            return Err(damaged());
        }
        let length = u32_at(table, 1).ok_or_else(damaged)? as usize;
        let table = Plc::new(slice(table, 5, length), 8);
        let mut read = Pieces { pieces: Vec::new(), characters: Vec::new() };
        let wanted = fib.characters();
        let mut bytes = 0;
        for i in 0..table.len() {
            if read.characters.len() >= wanted {
                break;
            }
            let piece = piece(table, i, &kept).filter(|piece| piece.positions.start == read.characters.len());
            let piece = piece.ok_or_else(damaged)?;
            bytes += piece.positions.len() * piece.width;
            if bytes > fib.streams.main.len() * MAX_OVERLAP || read.pieces.len() > MAX_RUNS {
                return Err(Unread::Hostile("分段过多".to_owned()));
            }
            read.add(piece, &fib.streams.main, wanted)?;
        }
        match read.characters.len() < wanted {
            true => Err(Unread::Damaged("文字不完整".to_owned())),
            false => Ok(read),
        }
    }

    /// Appends the characters of a piece; more than the stories hold are none of theirs.
    fn add(&mut self, mut piece: Piece<'b>, main: &[u8], wanted: usize) -> Result<(), Unread> {
        piece.positions.end = piece.positions.end.min(wanted);
        if piece.positions.end > MAX_CHARACTERS {
            return Err(Unread::Hostile("字数过多".to_owned()));
        }
        let missing = || Unread::Damaged("文字不完整".to_owned());
        let length = piece.positions.len() * piece.width;
        let bytes = main.get(piece.start..piece.start.saturating_add(length)).ok_or_else(missing)?;
        match piece.width {
            2 => utf16(bytes, &mut self.characters),
            _ if is_gbk(bytes) => gbk(bytes, &mut self.characters),
            _ => windows(bytes, &mut self.characters),
        }
        if !piece.positions.is_empty() {
            self.pieces.push(piece);
        }
        Ok(())
    }

    pub fn find(&self, position: usize) -> Option<&Piece<'b>> {
        let after = self.pieces.partition_point(|piece| piece.positions.end <= position);
        self.pieces.get(after).filter(|piece| piece.positions.contains(&position))
    }
}

fn piece<'b>(table: Plc<'b>, i: usize, kept: &[Rc<[Sprm<'b>]>]) -> Option<Piece<'b>> {
    let positions = table.range(i);
    let place = u32_at(table.data(i), 2)?;
    let (start, width) = match place & COMPRESSED {
        0 => (place as usize, 2),
        _ => ((place & !COMPRESSED) as usize / 2, 1),
    };
    let properties = sprm::of_piece(u16_at(table.data(i), 6)?, kept);
    (positions.start <= positions.end).then_some(Piece { positions, start, width, properties })
}

fn utf16(bytes: &[u8], characters: &mut Vec<char>) {
    let (units, _) = bytes.as_chunks::<2>();
    for c in char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit))) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        characters.push(c);
        characters.extend((c.len_utf16() == 2).then_some('\0'));
    }
}

fn windows(bytes: &[u8], characters: &mut Vec<char>) {
    characters.extend(WINDOWS_1252.decode_without_bom_handling(bytes).0.chars());
}

/// Whether all bytes above ASCII are pairs of GB2312, and enough of them Han.
fn is_gbk(bytes: &[u8]) -> bool {
    let (mut han, mut at) = (0, 0);
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        if !(0xA1..=0xF7).contains(&lead) || bytes.get(at + 1).is_none_or(|trail| !(0xA1..=0xFE).contains(trail)) {
            return false;
        }
        han += usize::from(lead >= 0xB0);
        at += 2;
    }
    han >= 2
}

fn gbk(bytes: &[u8], characters: &mut Vec<char>) {
    for c in GB18030.decode_without_bom_handling(bytes).0.chars() {
        characters.push(c);
        characters.extend((!c.is_ascii()).then_some('\0'));
    }
}
