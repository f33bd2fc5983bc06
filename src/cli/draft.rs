//! A file read and understood.

use std::path::Path;

use crate::document::Document;
use crate::fact::{self, Facts, Kind, Passage};
use crate::source::{self, Source, Unread};
use crate::{parse, text::Text};

pub struct Draft {
    pub path: String,
    pub source: Source,
    pub document: Document,
}

impl Draft {
    pub fn read(path: &Path) -> Result<Draft, Unread> {
        let source = source::read(path)?;
        let document = parse::parse(&source.text);
        Ok(Draft { path: path.display().to_string(), source, document })
    }

    pub fn text(&self) -> &Text {
        &self.source.text
    }

    pub fn passages(&self) -> Vec<Passage<'_>> {
        fact::passages(&self.source.text, &self.document)
    }

    /// What the draft says; the user's word on its kind wins.
    pub fn facts(&self, passages: &[Passage<'_>], kind: Option<Kind>) -> Facts {
        let facts = fact::collect(&self.source.text, &self.document, passages);
        let kind = kind.unwrap_or(facts.kind);
        Facts { kind, ..facts }
    }
}
