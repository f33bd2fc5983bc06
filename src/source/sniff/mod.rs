//! Telling the format of a file by its content; its name helps only where content leaves it open.

mod compound;
mod package;
#[cfg(test)]
mod tests;
mod text;

use std::path::Path;

use memchr::memmem;

use super::Format;

/// A .pdf may begin with bytes of the programs that it passed through.
const PDF_HEAD_BYTES: usize = 1024;

/// Formats that begin with bytes of their own.
const MAGIC: [(&[u8], Format); 14] = [
    (b"{\\rtf", Format::Rtf),
    (b"%PDF", Format::Pdf),
    (b"\xDB\xA5-\0", Format::OldWord),
    (b"Rar!\x1A\x07", Format::OtherArchive),
    (b"7z\xBC\xAF\x27\x1C", Format::OtherArchive),
    (b"\x1F\x8B\x08", Format::OtherArchive),
    (b"\xFD7zXZ\0", Format::OtherArchive),
    (b"\x89PNG", Format::Picture),
    (b"\xFF\xD8\xFF", Format::Picture),
    (b"GIF8", Format::Picture),
    (b"II*\0", Format::Picture),
    (b"MM\0*", Format::Picture),
    (b"\x97JB2", Format::Picture),
    (b"\0\0\x01\0", Format::Picture),
];

/// Tells the format by content first, by name where content leaves it open.
pub fn sniff(bytes: &[u8], name: &str) -> Format {
    let named = Format::of_name(name);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package::format(bytes, named);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound::format(bytes);
    }
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, format)| format);
    magic.or_else(|| marked(bytes, named)).unwrap_or_else(|| text::format(bytes, named))
}

/// Formats whose mark does not stand at the very beginning, or is too short to tell without the name.
fn marked(bytes: &[u8], named: Option<Format>) -> Option<Format> {
    let head = bytes.get(..PDF_HEAD_BYTES).unwrap_or(bytes);
    let has = |mark: &[u8]| memmem::find(head, mark).is_some();
    if has(b"%PDF-") && (named == Some(Format::Pdf) || memmem::rfind(bytes, b"%%EOF").is_some()) {
        Some(Format::Pdf)
    } else if has(b"E-SafeNet") && has(b"\0") {
        // The lock of a program that many offices run (亿赛通).
        Some(Format::Locked)
    } else if bytes.get(257..262) == Some(b"ustar") {
        Some(Format::OtherArchive)
    } else if (named == Some(Format::Picture) && bytes.starts_with(b"BM")) || bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::Picture)
    } else {
        None
    }
}

/// What to say where the name promises another format than was read. Text and markdown are told by the name alone.
pub(super) fn disguise(name: &str, read: Format) -> Option<String> {
    let named = Format::of_name(name).filter(|named| *named != read)?;
    let plain = |format| matches!(format, Format::Text | Format::Markdown);
    if plain(named) && plain(read) {
        return None;
    }
    let extension = Path::new(name).extension()?.to_string_lossy();
    let read = read.name();
    Some(format!("扩展名是 .{extension}，内容是 {read}：按 {read} 读取"))
}
