//! A parsed document in every form: `fashen.document/1`, an outline for the terminal, plain text.

mod json;
mod lines;
mod outline;
mod row;
#[cfg(test)]
mod tests;
mod text;

use crate::document::Document;
use crate::fact::Facts;
use crate::source::Source;

pub use json::json;
pub use outline::outline;
pub use row::SCHEMA;
pub use text::text;

/// A file as it was read and understood.
#[derive(Clone, Copy)]
pub struct Parsed<'a> {
    /// `a.zip/x.docx` for a member of an archive.
    pub path: &'a str,
    pub source: &'a Source,
    pub document: &'a Document,
    pub facts: &'a Facts,
}
