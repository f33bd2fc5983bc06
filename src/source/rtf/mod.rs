//! Rich text (.rtf; also saved as .doc): groups and control words around bytes in the code pages of their fonts.
//!
//! Tracked changes (修订) are read as accepted, hidden text (隐藏文字) is left out. Automatic numbers (自动编号) stand in
//! the file as the writing program rendered them. Order: the body, footnotes and endnotes, headers and footers.

mod font;
mod group;
mod lexer;
mod reader;
mod story;
#[cfg(test)]
mod tests;
mod word;

use super::{Format, Source, Unread};
use crate::text::{BlockKind, TextBuilder};
use reader::Reader;
use story::Done;

/// More lost characters than one in this many: the code page is wrong.
const LOST_LIMIT: usize = 50;

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let start = bytes.iter().position(|b| *b == b'{').unwrap_or(0);
    let mut reader = Reader::new();
    reader.read(bytes, start)?;
    let encoding = reader.encoding().name();
    let (characters, lost) = (reader.characters, reader.lost);
    if lost > 0 && lost.saturating_mul(LOST_LIMIT) > characters.max(LOST_LIMIT) {
        return Err(Unread::Undecodable);
    }
    let mut remarks = reader.tally.remarks(reader.comments);
    if lost > 0 {
        remarks.push(format!("有 {lost} 处残缺字符，已用“\u{fffd}”代替，请核对原文"));
    }
    let mut out = TextBuilder::with_capacity(characters.saturating_mul(3));
    let part = out.part("");
    for block in in_order(reader.finish()) {
        block.write(part, &mut out);
    }
    Ok(Source { text: out.finish(), format: Format::Rtf, encoding, remarks })
}

/// Notes after the body, headers and footers last; sections repeat them, so each is kept once.
fn in_order(mut blocks: Vec<Done>) -> Vec<Done> {
    blocks.sort_by_key(|block| rank(block.kind()));
    let margins = blocks.partition_point(|block| block.kind().is_body());
    let mut kept: Vec<Done> = Vec::new();
    for margin in blocks.split_off(margins) {
        // Sections are many, different headers few.
        if kept.len() < MAX_MARGINS && !kept.iter().any(|known| known.says_the_same(&margin)) {
            kept.push(margin);
        }
    }
    blocks.extend(kept);
    blocks
}

/// Different lines of headers and footers that are kept.
const MAX_MARGINS: usize = 200;

fn rank(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Footnote => 1,
        BlockKind::Endnote => 2,
        BlockKind::Header => 3,
        BlockKind::Footer => 4,
        _ => 0,
    }
}
