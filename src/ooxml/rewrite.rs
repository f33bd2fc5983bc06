//! A package with some parts changed: every other entry is copied as it lies there, packed bytes and all.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::Fault;
use super::package::{broken, key};

/// Writes a package anew: entries keep their order, parts named in `changed` get new bytes, and those that the
/// package does not have yet come last.
pub fn rewrite(bytes: &[u8], changed: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Fault> {
    let mut left: BTreeMap<String, (&str, &[u8])> = BTreeMap::new();
    left.extend(changed.iter().map(|(name, bytes)| (key(name), (name.as_str(), bytes.as_slice()))));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.set_raw_comment(archive.comment().into()).map_err(broken)?;
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        match left.remove(&key(&name)) {
            None => zip.raw_copy_file(file).map_err(broken)?,
            Some((_, bytes)) => add(&mut zip, &name, bytes, file.last_modified())?,
        }
    }
    for (name, bytes) in left.into_values() {
        add(&mut zip, name, bytes, None)?;
    }
    Ok(zip.finish().map_err(broken)?.into_inner())
}

/// No clock and no operating system in the bytes.
fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8], time: Option<DateTime>) -> Result<(), Fault> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(time.unwrap_or_default())
        .system(System::Dos);
    zip.start_file(name, options).map_err(broken)?;
    zip.write_all(bytes).map_err(|error| Fault::Archive(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn pack() -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, bytes, options) in
            [("Word\\B.xml", "bb", stored), ("a.xml", "aaaa", SimpleFileOptions::default()), ("c.bin", "c", stored)]
        {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn order_stays_and_only_what_is_named_changes() {
        let changed = [("word/b.xml", "new"), ("word/z.xml", "added")];
        let changed = changed.map(|(name, bytes)| (name.to_owned(), bytes.as_bytes().to_vec()));
        let again = rewrite(&pack(), &changed.into()).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(again)).unwrap();
        let mut seen = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            seen.push((file.name().unwrap().into_owned(), content, file.compression()));
        }
        let row = |name: &str, content: &str, method| (name.to_owned(), content.to_owned(), method);
        let (stored, deflated) = (CompressionMethod::Stored, CompressionMethod::Deflated);
        let expected = [
            row("Word\\B.xml", "new", deflated),
            row("a.xml", "aaaa", deflated),
            row("c.bin", "c", stored),
            row("word/z.xml", "added", deflated),
        ];
        assert_eq!(seen, expected);
    }
}
