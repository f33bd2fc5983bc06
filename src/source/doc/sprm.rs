//! Single properties (sprm): a code that tells its own length, and what it is set to.

use std::rc::Rc;

use super::bytes::{slice, u16_at};

const LONG_TABLE_DEFINITIONS: [u16; 2] = [TABLE_DEFINITION, 0xD606];
const TAB_STOPS: u16 = 0xC615;

pub(super) const DELETED: u16 = 0x0800;
pub(super) const INSERTED: u16 = 0x0801;
pub(super) const HIDDEN: u16 = 0x083C;
pub(super) const CHARACTER_STYLE: u16 = 0x4A30;
pub(super) const SYMBOL: u16 = 0x6A09;
pub(super) const PARAGRAPH_STYLE: u16 = 0x4600;
pub(super) const LIST: u16 = 0x460B;
pub(super) const LIST_LEVEL: u16 = 0x260A;
pub(super) const IN_TABLE: u16 = 0x2416;
pub(super) const ROW_END: u16 = 0x2417;
pub(super) const TABLE_DEPTH: u16 = 0x6649;
pub(super) const INNER_CELL_END: u16 = 0x244B;
pub(super) const INNER_ROW_END: u16 = 0x244C;
pub(super) const TABLE_DEFINITION: u16 = 0xD608;
pub(super) const VERTICAL_MERGE: u16 = 0xD62B;
/// What a piece may say of all its characters and paragraphs.
const OF_PIECES: [u16; 8] = [DELETED, INSERTED, HIDDEN, CHARACTER_STYLE, PARAGRAPH_STYLE, LIST, LIST_LEVEL, IN_TABLE];
/// The properties stand in the data stream.
pub(super) const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];

/// One property and the bytes of its value, without the length that some have in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sprm<'b> {
    pub code: u16,
    pub value: &'b [u8],
}

impl Sprm<'_> {
    pub fn byte(&self) -> u8 {
        self.value.first().copied().unwrap_or(0)
    }

    pub fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or(0)
    }

    pub fn is_on(&self) -> bool {
        self.byte() != 0
    }
}

/// The properties of a run of them; what a broken length leaves over is dropped.
pub(super) fn sprms(mut bytes: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(bytes, 0)?;
        let (head, length) = length(code, bytes)?;
        let value = bytes.get(head..head.checked_add(length)?)?;
        bytes = &bytes[head + length..];
        Some(Sprm { code, value })
    })
}

/// The bytes before the value, and the bytes of the value.
fn length(code: u16, bytes: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (2, 1),
        2 | 4 | 5 => (2, 2),
        3 => (2, 4),
        7 => (2, 3),
        _ if LONG_TABLE_DEFINITIONS.contains(&code) => (4, usize::from(u16_at(bytes, 2)?).checked_sub(1)?),
        _ => match *bytes.get(2)? {
            255 if code == TAB_STOPS => (3, tab_stops(bytes)?),
            length => (3, usize::from(length)),
        },
    })
}

/// So many tab stops that their length does not fit in its byte.
fn tab_stops(bytes: &[u8]) -> Option<usize> {
    let deleted = usize::from(*bytes.get(3)?) * 4;
    let added = usize::from(*bytes.get(4 + deleted)?) * 3;
    Some(2 + deleted + added)
}

/// Properties that a piece of text carries in two bytes: an index into the kept runs, or one short property.
pub(super) fn of_piece<'b>(modifier: u16, kept: &[Rc<[Sprm<'b>]>]) -> PieceProperties<'b> {
    let index = usize::from(modifier >> 1);
    match modifier & 1 {
        1 => PieceProperties { run: kept.get(index).cloned(), single: None },
        _ => PieceProperties { run: None, single: short(index & 0x7F).map(|code| (code, [(modifier >> 8) as u8])) },
    }
}

/// The short codes of those properties that matter here.
fn short(index: usize) -> Option<u16> {
    Some(match index {
        0x0C => LIST_LEVEL,
        0x18 => IN_TABLE,
        0x19 => ROW_END,
        0x41 => DELETED,
        0x42 => INSERTED,
        0x5C => HIDDEN,
        _ => return None,
    })
}

#[derive(Debug, Default)]
pub(super) struct PieceProperties<'b> {
    run: Option<Rc<[Sprm<'b>]>>,
    single: Option<(u16, [u8; 1])>,
}

impl PieceProperties<'_> {
    pub fn sprms(&self) -> impl Iterator<Item = Sprm<'_>> {
        let single = self.single.as_ref().map(|(code, value)| Sprm { code: *code, value: value.as_slice() });
        self.run.iter().flat_map(|run| run.iter().copied()).chain(single)
    }
}

/// The last word of a run on each property that matters here: many pieces may refer to a long run.
fn latest(run: &[u8]) -> Rc<[Sprm<'_>]> {
    let mut latest: Vec<Sprm<'_>> = Vec::new();
    for sprm in sprms(run).filter(|sprm| OF_PIECES.contains(&sprm.code)) {
        latest.retain(|old| old.code != sprm.code);
        latest.push(sprm);
    }
    latest.into()
}

/// The runs of properties that pieces refer to, and the table of pieces, out of one structure.
pub(super) fn split_pieces(mut bytes: &[u8]) -> (Vec<Rc<[Sprm<'_>]>>, &[u8]) {
    const PROPERTIES: u8 = 1;
    let mut kept = Vec::new();
    while let Some(&PROPERTIES) = bytes.first() {
        let length = u16_at(bytes, 1).map_or(0, usize::from);
        kept.push(latest(slice(bytes, 3, length)));
        bytes = bytes.get(3 + length..).unwrap_or_default();
    }
    (kept, bytes)
}
