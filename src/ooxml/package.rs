//! The archive itself: finding and expanding parts.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{ExtraField, ZipArchive};

use super::relationship::{self, Relationship};
use super::{Fault, Limit, Part};
use crate::limits::{MAX_ENTRIES, MAX_PART_BYTES, MAX_RATIO, MAX_TOTAL_BYTES, RATIO_FROM_BYTES};

/// Where the main part stands when the package does not say.
const USUAL_MAIN_PART: &str = "word/document.xml";

/// An open package; its parts are expanded one by one, on demand.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Entry by its name in the form of [`key`].
    entries: HashMap<String, usize>,
    expanded: u64,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, Fault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > MAX_ENTRIES {
            return Err(Fault::Limit { part: String::new(), what: Limit::Entries });
        }
        let entries = entries(&mut archive)?;
        Ok(Package { archive, entries, expanded: 0 })
    }

    /// Names of all parts, in lower case, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.entries.keys().cloned().collect();
        names.sort();
        names
    }

    /// A part by its name, as it stands in the package; none where the package has no such part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.entries.get(&key(name)).copied().map(|index| self.expand(index, name)).transpose()
    }

    /// A part by its name, decoded; none where the package has no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, Fault> {
        self.bytes(name)?.map(|bytes| Part::decode(name, &bytes)).transpose()
    }

    /// The part that holds the document, by the package's own relationships.
    pub fn main_part(&mut self) -> Result<Part, Fault> {
        let roots = self.relationships("")?;
        let target = roots.iter().find(|root| root.kind == "officeDocument").map(|root| root.target.as_str());
        let name = target.unwrap_or(USUAL_MAIN_PART).to_owned();
        self.part(&name)?.ok_or(Fault::Missing(name))
    }

    /// The relationships of a part; with an empty name, of the package.
    pub fn relationships(&mut self, of: &str) -> Result<Vec<Relationship>, Fault> {
        match self.part(&relationship::part_name(of))? {
            None => Ok(Vec::new()),
            Some(part) => Ok(relationship::read(&part.parse()?, of)),
        }
    }

    fn expand(&mut self, index: usize, name: &str) -> Result<Vec<u8>, Fault> {
        let bytes = expand(self.archive.by_index(index).map_err(broken)?, name)?;
        self.expanded += bytes.len() as u64;
        if self.expanded > MAX_TOTAL_BYTES {
            return Err(Fault::Limit { part: name.to_owned(), what: Limit::TotalBytes });
        }
        Ok(bytes)
    }
}

/// Expands one entry of an archive. Sizes in the directory may lie, so the bytes that come out are what counts.
pub fn expand<R: Read>(file: ZipFile<'_, R>, name: &str) -> Result<Vec<u8>, Fault> {
    let packed = file.compressed_size();
    let mut bytes = Vec::new();
    file.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes).map_err(|error| Fault::Archive(error.to_string()))?;
    match passed(bytes.len() as u64, packed) {
        Some(what) => Err(Fault::Limit { part: name.to_owned(), what }),
        None => Ok(bytes),
    }
}

/// Where two entries claim one name, two programs may show two documents: nothing then says which one is meant.
fn entries(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<HashMap<String, usize>, Fault> {
    let mut entries = HashMap::new();
    let mut is_clear = !archive.has_duplicate_names();
    for index in 0..archive.len() {
        if let Ok(file) = archive.by_index_raw(index)
            && let Ok(name) = file.name()
            && !is_renamed(&file, &name)
        {
            is_clear &= entries.insert(key(&name), index).is_none();
        }
    }
    if is_clear { Ok(entries) } else { Err(Fault::Archive("有同名文件".to_owned())) }
}

/// An extra field may give an entry a second name, which many programs do not see. No part needs one.
fn is_renamed(file: &ZipFile<'_, Cursor<&[u8]>>, name: &str) -> bool {
    let renames = |field: &ExtraField| match field {
        ExtraField::UnicodePath(second) => second.clone().unwrap_valid(name.as_bytes()).is_err(),
        _ => false,
    };
    name.is_ascii() && file.extra_data_fields().any(renames)
}

fn passed(size: u64, packed: u64) -> Option<Limit> {
    if size > MAX_PART_BYTES {
        Some(Limit::PartBytes)
    } else if size > RATIO_FROM_BYTES && size / packed.max(1) > MAX_RATIO {
        Some(Limit::Ratio)
    } else {
        None
    }
}

/// Part names are compared without case; some writers put backslashes into them.
pub(super) fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// What the library says of an archive, in our words.
pub fn broken(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Encrypted,
        ZipError::CompressionMethodNotSupported(_) => Fault::Archive("压缩方法不支持".to_owned()),
        error => Fault::Archive(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{ExtendedFileOptions, FileOptions, SimpleFileOptions, ZipWriter};

    use super::*;

    fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn names_ignore_case_slashes_and_a_leading_slash() {
        let bytes = pack(&[("Word\\Document.XML", b"<a/>")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.part("/word/document.xml").unwrap().unwrap().xml, "<a/>");
        assert!(package.part("word/styles.xml").unwrap().is_none());
    }

    #[test]
    fn two_entries_of_one_name_are_refused() {
        let bytes = pack(&[("word/a.xml", b"<a/>"), ("Word\\A.xml", b"<b/>")]);
        assert_eq!(Package::open(&bytes).err(), Some(Fault::Archive("有同名文件".into())));
    }

    #[test]
    fn a_hidden_second_name_does_not_count() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let plain = "innocent.xml";
        let hidden = [&[1], crc32(plain).to_le_bytes().as_slice(), b"word/document.xml"].concat();
        let mut options: FileOptions<'_, '_, ExtendedFileOptions> = FileOptions::default();
        options.add_extra_field(0x7075, hidden, true).unwrap();
        zip.start_file(plain, options).unwrap();
        zip.write_all(b"<a/>").unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert!(Package::open(&bytes).unwrap().part("word/document.xml").unwrap().is_none());
    }

    /// The checksum of zip, bit by bit.
    fn crc32(s: &str) -> u32 {
        let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        !s.bytes().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(byte), step))
    }

    #[test]
    fn a_bomb_is_refused_by_ratio_and_by_size() {
        let spaces = |mb: usize| vec![b' '; mb << 20];
        let refused = |mb| {
            let bytes = pack(&[("a.xml", &spaces(mb))]);
            Package::open(&bytes).unwrap().part("a.xml").unwrap_err()
        };
        assert_eq!(refused(5), Fault::Limit { part: "a.xml".into(), what: Limit::Ratio });
        assert_eq!(refused(65), Fault::Limit { part: "a.xml".into(), what: Limit::PartBytes });
    }

    #[test]
    fn all_parts_together_are_limited() {
        let bytes = pack(&[("a.xml", b"<a/>")]);
        let mut package = Package::open(&bytes).unwrap();
        package.expanded = MAX_TOTAL_BYTES - 4;
        assert!(package.part("a.xml").is_ok());
        assert_eq!(package.part("a.xml").err(), Some(Fault::Limit { part: "a.xml".into(), what: Limit::TotalBytes }));
    }

    #[test]
    fn too_many_entries_are_refused() {
        let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| n.to_string()).collect();
        let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        let bytes = pack(&entries);
        let fault = Package::open(&bytes).err();
        assert_eq!(fault, Some(Fault::Limit { part: String::new(), what: Limit::Entries }));
    }
}
