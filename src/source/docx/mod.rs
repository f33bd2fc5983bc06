//! Word documents (.docx, .docm, .dotx): the text that a reader of the printed page would see.
//!
//! Tracked changes (修订) are read as accepted, hidden text (隐藏文字) is left out, automatic numbers (自动编号)
//! become characters. Order: the body, its footnotes and endnotes, then headers and footers.

mod body;
mod inline;
mod numbering;
mod part;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use roxmltree::Document;

use super::{Format, Source, Unread};
use crate::ooxml::{Fault, Package};
use crate::text::BlockKind;
use body::{Definitions, Reader, Story};
use numbering::Numbering;
use part::{Margin, Parts};
use styles::Styles;

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let document = main.parse()?;
    let parts = Parts::load(&mut package, &main.name, &document)?;
    let definitions = parts.definitions.parse()?;
    let styles = definitions.styles.as_ref().map(Styles::read).unwrap_or_default();
    let numbering = definitions.numbering.as_ref().map(|tree| Numbering::read(tree, &styles)).unwrap_or_default();

    let mut reader = Reader::new(Definitions { styles: &styles, numbering: &numbering }, main.xml.len() / 2);
    reader.read(Story { part: &main, kind: BlockKind::Paragraph }, document.root_element());
    let notes = [(BlockKind::Footnote, &parts.footnotes), (BlockKind::Endnote, &parts.endnotes)];
    for (kind, part) in notes.into_iter().filter_map(|(kind, part)| Some((kind, part.as_ref()?))) {
        reader.read_notes(Story { part, kind }, &part.parse()?);
    }
    for Margin { kind, part } in &parts.margins {
        reader.read(Story { part, kind: *kind }, part.parse()?.root_element());
    }
    let comments = parts.comments.as_ref().map_or(Ok(0), part::count_comments)?;
    let (text, tally) = reader.finish()?;
    Ok(Source { text, format: Format::Docx, encoding: "UTF-8", remarks: tally.remarks(comments) })
}

impl part::DefinitionParts {
    fn parse(&self) -> Result<DefinitionTrees<'_>, Fault> {
        Ok(DefinitionTrees {
            styles: self.styles.as_ref().map(|part| part.parse()).transpose()?,
            numbering: self.numbering.as_ref().map(|part| part.parse()).transpose()?,
        })
    }
}

struct DefinitionTrees<'p> {
    styles: Option<Document<'p>>,
    numbering: Option<Document<'p>>,
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Unread {
        match fault {
            Fault::Encrypted => Unread::Encrypted,
            fault if fault.is_hostile() => Unread::Hostile(fault.to_string()),
            fault => Unread::Damaged(fault.to_string()),
        }
    }
}
