//! Small packages made in memory, one behaviour each.

mod hostile;
mod lists;
mod notes;
mod revisions;
mod structure;
mod words;

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::source::Source;
use crate::text::BlockKind;

pub const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package to be: parts by name, and the relationships of the main part.
pub struct Docx {
    word: &'static str,
    parts: Vec<(String, Vec<u8>)>,
    relationships: String,
}

impl Docx {
    pub fn new(body: &str) -> Docx {
        Docx::in_namespace(TRANSITIONAL, body)
    }

    pub fn in_namespace(word: &'static str, body: &str) -> Docx {
        let roots = rels(&rel("r", "officeDocument", "/word/document.xml"));
        let empty = Docx { word, parts: Vec::new(), relationships: String::new() };
        empty.raw("_rels/.rels", roots.as_bytes()).word_part(
            "word/document.xml",
            "document",
            &format!("<w:body>{body}</w:body>"),
        )
    }

    pub fn raw(mut self, name: &str, bytes: &[u8]) -> Docx {
        self.parts.retain(|(old, _)| old != name);
        self.parts.push((name.to_owned(), bytes.to_vec()));
        self
    }

    fn word_part(self, name: &str, root: &str, content: &str) -> Docx {
        let spaces = format!(
            r#"xmlns:w="{}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
            xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml""#,
            self.word
        );
        self.raw(name, format!("<w:{root} {spaces}>{content}</w:{root}>").as_bytes())
    }

    /// Adds a part that the main part refers to as `kind`, and by that id too.
    pub fn with(mut self, kind: &str, root: &str, content: &str) -> Docx {
        let number = self.parts.len();
        self.relationships += &rel(&format!("{kind}{number}"), kind, &format!("{kind}{number}.xml"));
        self.word_part(&format!("word/{kind}{number}.xml"), root, content)
    }

    pub fn styles(self, content: &str) -> Docx {
        self.with("styles", "styles", content)
    }

    pub fn numbering(self, content: &str) -> Docx {
        self.with("numbering", "numbering", content)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let relationships = ("word/_rels/document.xml.rels".to_owned(), rels(&self.relationships).into_bytes());
        for (name, bytes) in self.parts.iter().chain([&relationships]) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub fn read(&self) -> Source {
        super::read(&self.bytes()).unwrap()
    }

    pub fn lines(&self) -> Vec<String> {
        lines(&self.read())
    }
}

pub fn lines(source: &Source) -> Vec<String> {
    source.text.blocks().iter().map(|block| source.text.slice(block.span).to_owned()).collect()
}

pub fn kinds(source: &Source) -> Vec<BlockKind> {
    source.text.blocks().iter().map(|block| block.kind).collect()
}

/// The blocks of a body, and nothing else in the package.
pub fn body(content: &str) -> Vec<String> {
    Docx::new(content).lines()
}

pub fn p(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

/// A run of text.
pub fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

pub fn cell(kind: (u32, u32, u32)) -> BlockKind {
    let (table, row, column) = kind;
    BlockKind::Cell { table, row, column }
}

fn rel(id: &str, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
}

fn rels(content: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>"#
    )
}
