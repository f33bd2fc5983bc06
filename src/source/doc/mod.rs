//! Word 97–2003 binaries (.doc, .dot, .wps, .wpt): the text that a reader of the printed page would see.
//!
//! Tracked changes (修订) are read as accepted, hidden text (隐藏文字) is left out, automatic numbers (自动编号)
//! become characters. Order: the body with its text boxes, footnotes and endnotes, then headers and footers.

mod bytes;
mod container;
mod document;
mod fib;
mod look;
mod note;
mod numbering;
mod page;
mod paragraph;
mod piece;
mod reader;
mod salvage;
mod sprm;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::{Format, Source, Unread};
use document::Document;
use fib::Fib;
use reader::Reader;

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let streams = container::open(bytes)?;
    let document = Document::read(Fib::read(&streams)?)?;
    let (text, tally) = Reader::new(&document).read()?;
    let remarks = tally.remarks(document.comments());
    Ok(Source { text, format: Format::Doc, encoding: "UTF-16LE", remarks })
}
