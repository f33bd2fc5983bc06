//! Packages (.docx, .xlsx, .ofd …) are zip archives: told apart by the names of their parts.

use std::io::Cursor;

use memchr::memmem;
use zip::ZipArchive;

use crate::source::Format;

pub(super) fn format(bytes: &[u8], named: Option<Format>) -> Format {
    // A directory that does not reach back to the first byte is that of an archive inside this one.
    let archive = ZipArchive::new(Cursor::new(bytes)).ok().filter(|archive| archive.offset() == 0);
    let names = match archive {
        Some(archive) => archive.file_names_raw().map(clean).collect(),
        None => local_names(bytes),
    };
    of_parts(&names, named)
}

fn of_parts(names: &[String], named: Option<Format>) -> Format {
    let is_in = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let has = |part: &str| names.iter().any(|name| name == part);
    let is_package = has("[content_types].xml") || has("_rels/.rels");
    match () {
        () if has("xl/workbook.bin") => Format::Xlsb,
        () if has("word/document.xml") || (is_package && is_in("word/")) => Format::Docx,
        () if has("xl/workbook.xml") || (is_package && is_in("xl/")) => Format::Xlsx,
        () if is_package && is_in("ppt/") => Format::Slides,
        () if has("ofd.xml") => Format::Ofd,
        () if has("uof.xml") || has("_meta/meta.xml") => Format::Uof,
        () if has("mimetype") && has("content.xml") => Format::OpenDocument,
        // A package may keep its parts in folders of any name.
        () if is_package => named.filter(|named| matches!(named, Format::Docx | Format::Xlsx)).unwrap_or(Format::Zip),
        () => Format::Zip,
    }
}

/// Names by the local headers, for an archive whose directory is cut off or broken. What an entry holds is passed
/// over where its size is known.
fn local_names(bytes: &[u8]) -> Vec<String> {
    const MARK: &[u8] = b"PK\x03\x04";
    let mut names = Vec::new();
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| memmem::find(rest, MARK)) {
        let at = from + found;
        let Some((name, end)) = local_entry(bytes, at) else { break };
        names.push(clean(name));
        from = end.max(at + MARK.len());
    }
    names
}

/// The name of the entry at `at`, and where its data ends.
fn local_entry(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let header = bytes.get(at..)?.first_chunk::<30>()?;
    let short = |i: usize| usize::from(u16::from_le_bytes([header[i], header[i + 1]]));
    let packed = u32::from_le_bytes([header[18], header[19], header[20], header[21]]) as usize;
    let start = at + header.len();
    let name = bytes.get(start..start + short(26))?;
    Some((name, start.saturating_add(short(26) + short(28)).saturating_add(packed)))
}

/// Part names are compared without case; some writers put backslashes into them.
fn clean(name: &[u8]) -> String {
    String::from_utf8_lossy(name).trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}
