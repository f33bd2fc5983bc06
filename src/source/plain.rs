//! Plain text: every line is a block.

use super::encoding;
use super::{Format, Source, Unread};
use crate::text::{BlockKind, TextBuilder};

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let decoded = encoding::decode(bytes)?;
    let mut builder = TextBuilder::with_capacity(bytes.len());
    let part = builder.part("");
    for line in decoded.lines() {
        if line.is_blank() {
            builder.blank_line();
        } else {
            builder.push(&line.text, line.origin(part, 0..line.text.len()));
            builder.end_block(BlockKind::Paragraph);
        }
    }
    Ok(Source {
        text: builder.finish(),
        format: Format::Text,
        encoding: decoded.encoding_name(),
        remarks: decoded.remarks,
    })
}
