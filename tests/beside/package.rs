//! Archives taken apart and put together again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// Parts of a package, by name.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// None for what is no sound archive.
pub fn unpack(bytes: &[u8]) -> Option<Parts> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        file.read_to_end(&mut content).ok()?;
        parts.insert(file.name().ok()?.into_owned(), content);
    }
    Some(parts)
}

pub fn pack(parts: &Parts) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
