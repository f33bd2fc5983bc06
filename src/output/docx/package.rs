//! The package: parts, their types, how they are bound together, packed without a clock.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::xml::Xml;
use super::{Align, Docx, body, style};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const PACKAGE_TYPES: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// Parts of the main document: relationship id, kind, file beside `word/document.xml`.
const PARTS: [(&str, &str, &str); 6] = [
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFooterOdd", "footer", "footer1.xml"),
    ("rIdFooterEven", "footer", "footer2.xml"),
    ("rIdFooterFirst", "footer", "footer3.xml"),
];

/// Packs a file. The same `docx` gives the same bytes.
pub fn to_bytes(docx: &Docx) -> io::Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relationships()),
        ("docProps/core.xml", core(&docx.title)),
        ("word/document.xml", body::document(docx)),
        ("word/_rels/document.xml.rels", document_relationships()),
        ("word/styles.xml", style::styles()),
        ("word/fontTable.xml", style::font_table()),
        ("word/settings.xml", settings()),
        ("word/footer1.xml", body::footer(Align::Right)),
        ("word/footer2.xml", body::footer(Align::Left)),
        ("word/footer3.xml", body::first_footer()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, options())?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// No clock and no operating system in the bytes.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .system(System::Dos)
}

fn content_types() -> String {
    let mut xml = Xml::new();
    xml.element("Types", &[("xmlns", TYPES)], |xml| {
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", PACKAGE_TYPES)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", CORE_TYPE)]);
        xml.empty("Override", &[("PartName", "/word/document.xml"), ("ContentType", &word_type("document.main"))]);
        for (_, kind, file) in PARTS {
            let name = format!("/word/{file}");
            xml.empty("Override", &[("PartName", &name), ("ContentType", &word_type(kind))]);
        }
    });
    xml.finish()
}

fn word_type(kind: &str) -> String {
    format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
}

fn package_relationships() -> String {
    let document = format!("{}/officeDocument", body::R);
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships(&[("rIdDocument", &document, "word/document.xml"), ("rIdCore", core, "docProps/core.xml")])
}

fn document_relationships() -> String {
    let kinds = PARTS.map(|(_, kind, _)| format!("{}/{kind}", body::R));
    let all: Vec<_> = PARTS.iter().zip(&kinds).map(|((id, _, file), kind)| (*id, kind.as_str(), *file)).collect();
    relationships(&all)
}

fn relationships(all: &[(&str, &str, &str)]) -> String {
    let mut xml = Xml::new();
    xml.element("Relationships", &[("xmlns", RELATIONSHIPS)], |xml| {
        for (id, kind, target) in all {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.finish()
}

fn core(title: &str) -> String {
    let mut xml = Xml::new();
    let names = [("xmlns:cp", CORE), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    xml.element("cp:coreProperties", &names, |xml| xml.element("dc:title", &[], |xml| xml.text(title)));
    xml.finish()
}

fn settings() -> String {
    let mut xml = Xml::new();
    xml.element("w:settings", &[("xmlns:w", body::W)], |xml| {
        xml.val("w:defaultTabStop", "640");
        xml.flag("w:evenAndOddHeaders", true);
        xml.val("w:characterSpacingControl", "compressPunctuation");
        xml.element("w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    });
    xml.finish()
}
