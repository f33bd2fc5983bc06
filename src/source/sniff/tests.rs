#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::source::{self, Unread};

fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in entries {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn names(names: &[&str]) -> Vec<u8> {
    pack(&names.iter().map(|name| (*name, b"<a/>".as_slice())).collect::<Vec<_>>())
}

fn compound(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for stream in streams {
        if let Some((storage, _)) = stream.rsplit_once('/') {
            file.create_storage_all(format!("/{storage}")).unwrap();
        }
        file.create_stream(format!("/{stream}")).unwrap().write_all(&[0; 600]).unwrap();
    }
    file.into_inner().into_inner()
}

#[test]
fn packages_are_told_by_the_names_of_their_parts() {
    let types = "[Content_Types].xml";
    assert_eq!(sniff(&names(&[types, "word/document.xml"]), "a.doc"), Format::Docx);
    assert_eq!(sniff(&names(&[types, "word/document2.xml"]), "a"), Format::Docx);
    assert_eq!(sniff(&names(&["Word\\Document.xml"]), "a"), Format::Docx);
    assert_eq!(sniff(&names(&[types, "xl/workbook.xml"]), "a.zip"), Format::Xlsx);
    assert_eq!(sniff(&names(&[types, "xl/workbook.bin"]), "a.xlsb"), Format::Xlsb);
    assert_eq!(sniff(&names(&[types, "ppt/presentation.xml"]), "a.docx"), Format::Slides);
    assert_eq!(sniff(&names(&["/ofd.XML", "Doc_0/Document.xml"]), "a.ofd"), Format::Ofd);
    assert_eq!(sniff(&names(&["mimetype", "content.xml"]), "a.odt"), Format::OpenDocument);
    assert_eq!(sniff(&names(&[types, "_rels/.rels", "text.xml"]), "a.docx"), Format::Docx);
    assert_eq!(sniff(&names(&["word/a.docx", "xl/b.xlsx", "说明.txt"]), "a.zip"), Format::Zip);
}

#[test]
fn a_document_stored_in_an_archive_does_not_make_the_archive_a_document() {
    let docx = names(&["[Content_Types].xml", "word/document.xml"]);
    let zip = pack(&[("送审稿.docx", &docx), ("说明.txt", b"word/document.xml OFD.xml")]);
    assert_eq!(sniff(&zip, "a.zip"), Format::Zip);
    assert_eq!(sniff(&zip[..zip.len() - 30], "a.zip"), Format::Zip, "without a directory");
}

#[test]
fn a_package_without_its_directory_is_still_told() {
    let docx = names(&["[Content_Types].xml", "word/document.xml"]);
    assert_eq!(sniff(&docx[..docx.len() - 40], "a.docx"), Format::Docx);
    assert!(matches!(source::read_bytes(&docx[..docx.len() - 40], "a.docx"), Err(Unread::Damaged(_))));
}

#[test]
fn compound_files_are_told_by_their_streams() {
    assert_eq!(sniff(&compound(&["WordDocument", "1Table"]), "a.xls"), Format::Doc);
    assert_eq!(sniff(&compound(&["Workbook"]), "a.doc"), Format::Xls);
    assert_eq!(sniff(&compound(&["Book"]), "a"), Format::Xls);
    assert_eq!(sniff(&compound(&["PowerPoint Document"]), "a.doc"), Format::Slides);
    assert_eq!(sniff(&compound(&["Contents"]), "a.doc"), Format::Unknown);
    assert_eq!(sniff(&compound(&["CONTENTS", "MatOST"]), "a.wps"), Format::Works);
    assert_eq!(source::read_bytes(b"\xDB\xA5-\x001@", "a.doc").err(), Some(Unread::OldWord));
    assert_eq!(sniff(&compound(&["Workbook", "MBD0/WordDocument"]), "a"), Format::Xls, "embedded");
}

#[test]
fn a_compound_file_with_a_broken_head_is_still_told() {
    let mut doc = compound(&["WordDocument"]);
    doc[0x30..0x34].fill(0xEE);
    assert_eq!(sniff(&doc, "a"), Format::Doc);
}

#[test]
fn locked_files_are_said_to_be_locked() {
    let package = compound(&["EncryptedPackage", "EncryptionInfo"]);
    assert_eq!(source::read_bytes(&package, "a.docx").err(), Some(Unread::Encrypted));
    let locked = b"\x62\x14\x23\x65\0\x01\0\0E-SafeNet\0\0\0LOCK\0\0";
    assert_eq!(source::read_bytes(locked, "a.doc").err(), Some(Unread::Encrypted));
}

#[test]
fn archives_that_are_not_opened_are_known() {
    for bytes in [b"Rar!\x1A\x07\x01\0".as_slice(), b"7z\xBC\xAF\x27\x1C\0", b"\x1F\x8B\x08\0"] {
        assert_eq!(sniff(bytes, "a.docx"), Format::OtherArchive);
    }
}

#[test]
fn marks_may_stand_behind_blanks_or_other_bytes() {
    assert_eq!(sniff(b"\xEF\xBB\xBF\r\n {\\rtf1 a}", "a.doc"), Format::Rtf);
    let late = [&[0; 700], b"%PDF-1.4 \x01\x02 %%EOF".as_slice()].concat();
    assert_eq!(sniff(&late, "a.pdf"), Format::Pdf);
    assert_eq!(sniff("说明：%PDF-1.4 是文件头".as_bytes(), "a.txt"), Format::Text);
}

#[test]
fn web_pages_and_their_archives_saved_as_doc() {
    assert_eq!(sniff(b"\r\n<HTML xmlns:o=\"urn\"><body>", "a.doc"), Format::Html);
    assert_eq!(sniff(b"<?xml version=\"1.0\"?><html>", "a.doc"), Format::Html);
    assert_eq!(sniff(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc"), Format::Mht);
    let saved = b"From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n--x";
    assert_eq!(sniff(saved, "a.doc"), Format::Mht);
    let short = b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x\r\n\r\n<html>";
    assert_eq!(sniff(short, "a.mht"), Format::Mht);
    assert_eq!(sniff(b"<div class=\"a\">", "a.html"), Format::Html);
    assert_eq!(sniff(b"<p>a</p>", "a.txt"), Format::Text);
    assert_eq!(sniff("说明\n\nMIME-Version: 1.0 与 multipart/related".as_bytes(), "a.txt"), Format::Text);
}

#[test]
fn office_documents_as_xml_are_named_but_not_read() {
    let word = b"<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Word.Document\"?><w:wordDocument>";
    assert_eq!(sniff(word, "a.doc"), Format::WordXml);
    let utf16: Vec<u8> = word.iter().flat_map(|b| [*b, 0]).collect();
    assert_eq!(sniff(&[b"\xFF\xFE", utf16.as_slice()].concat(), "a.doc"), Format::WordXml);
    let excel = b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>";
    assert_eq!(sniff(excel, "a.xls"), Format::ExcelXml);
    assert_eq!(sniff(b"<?xml version=\"1.0\"?><uof:UOF xmlns:uof=\"x\">", "a.uof"), Format::Uof);
    let unread = source::read_bytes(word, "a.doc").unwrap_err();
    assert_eq!(unread.to_string(), "暂不能读取 Word XML 格式");
}

#[test]
fn rubbish_behind_a_name_is_not_text() {
    assert_eq!(sniff(&[0; 100], "a.docx"), Format::Unknown);
    assert_eq!(sniff(&[1; 100], "a.pdf"), Format::Unknown);
    assert_eq!(sniff("第一条".as_bytes(), "a.doc"), Format::Text);
}

#[test]
fn a_remark_says_once_that_the_name_lies() {
    let remarks = |name: &str| source::read_bytes("第一条　为了".as_bytes(), name).unwrap().remarks;
    assert_eq!(remarks("a.doc"), ["扩展名是 .doc，内容是 txt：按 txt 读取"]);
    assert!(["a.txt", "a.md", "a", "a.草稿"].iter().all(|name| remarks(name).is_empty()));
    assert_eq!(disguise("a.txt", Format::Docx).unwrap(), "扩展名是 .txt，内容是 docx：按 docx 读取");
    assert_eq!(disguise("a.dotx", Format::Docx), None);
    assert_eq!(disguise("a.md", Format::Text), None);
}
