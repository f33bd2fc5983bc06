//! What the library would take at its word, looked at beforehand: a few bytes can ask it for gigabytes of widths
//! or of expanded streams, and an allocation that fails ends the whole program.

use std::io::{Read, copy, sink};

use flate2::read::ZlibDecoder;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};

use crate::limits::{MAX_GLYPH_CODE, MAX_PART_BYTES, MAX_SECONDS, UNSCREENED_BYTES};
use crate::source::Unread;
use crate::source::patience::Deadline;

/// Dictionaries within dictionaries, references not followed.
const DEPTH: usize = 12;

/// Looks at every object of the file.
pub(super) fn screen(pdf: &Pdf, deadline: Deadline) -> Result<(), Unread> {
    for object in pdf.objects() {
        if deadline.has_passed() {
            return Err(Unread::Slow { seconds: MAX_SECONDS });
        }
        walk(&object, DEPTH)?;
    }
    Ok(())
}

fn walk(object: &Object<'_>, depth: usize) -> Result<(), Unread> {
    let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
    match object {
        Object::Dict(dict) => dictionary(dict, depth),
        Object::Stream(stream) => {
            dictionary(stream.dict(), depth)?;
            expansion(stream)
        }
        Object::Array(array) => array.raw_iter().try_for_each(|item| direct(&item, depth)),
        _ => Ok(()),
    }
}

fn direct(item: &MaybeRef<Object<'_>>, depth: usize) -> Result<(), Unread> {
    match item {
        MaybeRef::NotRef(object) => walk(object, depth),
        MaybeRef::Ref(_) => Ok(()),
    }
}

fn dictionary(dict: &Dict<'_>, depth: usize) -> Result<(), Unread> {
    let is_far = |key: &[u8]| dict.get::<f64>(key).is_some_and(|code| code > f64::from(MAX_GLYPH_CODE));
    if is_far(b"FirstChar") || has_far_widths(dict) {
        return Err(Unread::Hostile("字体的字宽表过大".to_owned()));
    }
    dict.entries().try_for_each(|(_, item)| direct(&item, depth))
}

/// W and W2 give widths for ranges of codes: first, last, width.
fn has_far_widths(dict: &Dict<'_>) -> bool {
    [b"W" as &[u8], b"W2"].iter().filter_map(|key| dict.get::<Array<'_>>(key)).any(|widths| {
        let numbers = widths.iter::<Object<'_>>().filter_map(|item| item.into_number());
        numbers.into_iter().any(|number| number.as_f64() > f64::from(MAX_GLYPH_CODE))
    })
}

/// Streams other than pictures, which are never expanded here.
fn expansion(stream: &Stream<'_>) -> Result<(), Unread> {
    let dict = stream.dict();
    if dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"Image") {
        return Ok(());
    }
    let filters = filters(dict);
    let packed =
        filters.iter().filter(|name| matches!(name.as_str(), "FlateDecode" | "Fl" | "LZWDecode" | "LZW")).count();
    let raw = stream.raw_data();
    let is_large = raw.len() > UNSCREENED_BYTES;
    let hostile = || Unread::Hostile("压缩流展开后过大".to_owned());
    match (packed, filters.as_slice()) {
        (0, _) => Ok(()),
        (1, [only]) if only.starts_with("Fl") => match is_large && inflated(&raw) > MAX_PART_BYTES {
            true => Err(hostile()),
            false => Ok(()),
        },
        (1, _) if raw.len() <= 4 * UNSCREENED_BYTES => Ok(()),
        _ => Err(hostile()),
    }
}

fn filters(dict: &Dict<'_>) -> Vec<String> {
    match dict.get::<Object<'_>>(b"Filter") {
        Some(Object::Name(name)) => vec![name.as_str().to_owned()],
        Some(Object::Array(names)) => names.iter::<Name<'_>>().map(|name| name.as_str().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// Bytes that a stream expands to, counted up to just beyond the limit.
fn inflated(raw: &[u8]) -> u64 {
    let mut bytes = ZlibDecoder::new(raw).take(MAX_PART_BYTES + 1);
    let counted = copy(&mut bytes, &mut sink());
    counted.unwrap_or(MAX_PART_BYTES + 1 - bytes.limit())
}
