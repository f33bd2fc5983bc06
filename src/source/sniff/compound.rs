//! Compound files (CFB): .doc, .xls, .ppt and locked packages look alike but for the names of their streams.

use std::io::Cursor;

use cfb::CompoundFile;

use crate::source::Format;

/// Bytes of a directory entry.
const ENTRY_BYTES: usize = 128;

pub(super) fn format(bytes: &[u8]) -> Format {
    let names = root_names(bytes).unwrap_or_else(|| entry_names(bytes).collect());
    names.iter().find_map(|name| of_stream(name)).unwrap_or(Format::Unknown)
}

fn of_stream(name: &str) -> Option<Format> {
    match name {
        "WordDocument" => Some(Format::Doc),
        "Workbook" | "Book" => Some(Format::Xls),
        "PowerPoint Document" => Some(Format::Slides),
        "MatOST" => Some(Format::Works),
        "EncryptedPackage" => Some(Format::Locked),
        _ => None,
    }
}

/// Streams of the file itself, not of the documents embedded in it.
fn root_names(bytes: &[u8]) -> Option<Vec<String>> {
    let file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    Some(file.read_root_storage().map(|entry| entry.name().to_owned()).collect())
}

/// The names that stand where directory entries stand, for a file whose directory is broken.
fn entry_names(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes.chunks_exact(ENTRY_BYTES).filter_map(|entry| {
        let length = usize::from(u16::from_le_bytes([*entry.get(64)?, *entry.get(65)?]));
        let name = entry.get(..length.checked_sub(2)?.min(64))?;
        let units: Vec<u16> = name.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
        String::from_utf16(&units).ok().filter(|name| !name.is_empty())
    })
}
