#![allow(clippy::unwrap_used)]

use std::io::Write;

use zip::write::{ExtendedFileOptions, FileOptions, SimpleFileOptions, ZipWriter};

use super::*;

const DRAFT: &[u8] = "第一条　为了加强管理，制定本办法。".as_bytes();

fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn paths(bytes: &[u8]) -> Vec<String> {
    Archive::open(bytes.to_vec()).unwrap().members().iter().map(|member| member.path.clone()).collect()
}

/// Replaces the bytes of a name wherever it stands, without its being said to be UTF-8.
fn rename(zip: &[u8], from: &str, to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut zip = zip.to_vec();
    for at in 0..zip.len() - from.len() {
        if &zip[at..at + from.len()] == from.as_bytes() {
            zip[at..at + to.len()].copy_from_slice(to);
        }
    }
    zip
}

#[test]
fn members_are_read_one_by_one() {
    let archive = Archive::open(pack(&[("材料/说明.txt", DRAFT), ("a.docx", b"rubbish"), ("b/", b"")])).unwrap();
    let paths: Vec<_> = archive.members().iter().map(|member| member.path.as_str()).collect();
    assert_eq!(paths, ["a.docx", "材料/说明.txt"]);
    assert_eq!(archive.read(1).unwrap().text.as_str().trim_end().as_bytes(), DRAFT);
    assert_eq!(archive.find("材料/说明.txt"), Some(1));
    assert_eq!(archive.read(2).err(), Some(Unread::NoMember));
}

#[test]
fn names_in_gbk_are_decoded() {
    let zip = pack(&[("abcd.txt", DRAFT)]);
    assert_eq!(paths(&rename(&zip, "abcd", &encoding_rs::GB18030.encode("说明").0)), ["说明.txt"]);
    assert_eq!(paths(&rename(&zip, "abcd", &encoding_rs::GB18030.encode("联通").0)), ["联通.txt"]);
    assert_eq!(paths(&rename(&zip, "abcd", "é£".as_bytes())), [name::decode("é£.txt".as_bytes())]);
    assert_eq!(name::decode("说明.txt".as_bytes()), "说明.txt");
}

#[test]
fn a_second_name_in_unicode_counts() {
    let crc = zip_crc(b"a.txt");
    let field = [&[1], crc.to_le_bytes().as_slice(), "说明.txt".as_bytes()].concat();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut options: FileOptions<'_, '_, ExtendedFileOptions> = FileOptions::default();
    options.add_extra_field(0x7075, field, true).unwrap();
    zip.start_file("a.txt", options).unwrap();
    assert_eq!(paths(&zip.finish().unwrap().into_inner()), ["说明.txt"]);
}

/// The checksum of zip, bit by bit.
fn zip_crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[test]
fn archives_within_archives_are_opened_to_a_depth() {
    let mut zip = pack(&[("x.txt", DRAFT)]);
    for _ in 1..MAX_ARCHIVE_DEPTH {
        zip = pack(&[("b.zip", &zip)]);
    }
    assert_eq!(paths(&zip), ["b.zip/b.zip/x.txt"]);
    let archive = Archive::open(pack(&[("b.zip", &zip), ("c.zip", b"PK\x03\x04"), ("d.zip", DRAFT)])).unwrap();
    assert_eq!(archive.broken[0], ("b.zip/b.zip/b.zip".to_owned(), Unread::TooDeep));
    assert_eq!(archive.broken[1].0, "c.zip");
    assert!(archive.read(archive.find("d.zip").unwrap()).is_ok(), "a text named .zip");
}

#[test]
fn locked_members_are_said_to_be_locked() {
    let mut zip = pack(&[("x.txt", DRAFT)]);
    // The flag of encryption in both headers.
    zip[6] |= 1;
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[directory + 8] |= 1;
    assert_eq!(Archive::open(zip).unwrap().read(0).err(), Some(Unread::EncryptedArchive));
}

#[test]
fn bombs_are_refused() {
    let spaces = vec![b' '; 5 << 20];
    let archive = Archive::open(pack(&[("a.txt", &spaces)])).unwrap();
    assert!(matches!(archive.read(0).err(), Some(Unread::Hostile(_))));
    let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| n.to_string()).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(Archive::open(pack(&entries)).err(), Some(Unread::Hostile(_))));
}

#[test]
fn what_the_directory_says_is_limited_and_checked() {
    let claim = |bytes: u32| {
        let mut zip = pack(&[("a.txt", DRAFT), ("b.txt", DRAFT)]);
        for at in (0..zip.len() - 4).filter(|at| &zip[*at..at + 4] == b"PK\x01\x02").collect::<Vec<_>>() {
            zip[at + 24..at + 28].copy_from_slice(&bytes.to_le_bytes());
        }
        Archive::open(zip)
    };
    assert!(matches!(claim((MAX_ARCHIVE_BYTES / 2 + 1) as u32).err(), Some(Unread::Hostile(_))));
    assert!(matches!(claim(3).unwrap().read(0).err(), Some(Unread::Damaged(_))));
}

#[test]
fn two_members_of_one_name_are_refused() {
    let zip = rename(&pack(&[("a.txt", DRAFT), ("b.txt", DRAFT)]), "b.txt", b"a.txt");
    assert!(matches!(Archive::open(zip).err(), Some(Unread::Damaged(_))));
}
