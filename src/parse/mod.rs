//! Text → Document. Total: it never refuses a text and loses no character.
//!
//! [`lines`] joins what was hard-wrapped, [`marker`] reads how a line begins, [`head`] finds title, number and issuer,
//! [`contents`] the table of contents, [`instruments`] where a carried 办法 begins, [`outline`] builds the tree and
//! says what may stand under what, [`tail`] knows signatures and imprints.

mod contents;
mod head;
mod instruments;
mod lines;
mod marker;
mod outline;
mod tail;

use crate::document::{Document, Matter, MatterKind};
use crate::text::{Block, BlockKind, Text};

/// Parses any text.
pub fn parse(text: &Text) -> Document {
    let lines: Vec<_> =
        lines::lines(text).into_iter().filter(|line| line.kind.is_body() && !is_note(line.kind)).collect();
    let contents = contents::find(text, &lines);
    let head = head::read(text, &lines, &contents);
    let starts = instruments::starts(text, &lines, &contents, head.body);
    let mut document = outline::build(text, &lines, &contents, &head, &starts);
    document.head = head.found;
    tail::finish(text, &mut document);
    document.matter.extend(text.blocks().iter().filter_map(apart));
    document.matter.sort_by_key(|matter| matter.span);
    document
}

fn is_note(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Footnote | BlockKind::Endnote)
}

/// Notes, headers and footers stand beside the body.
fn apart(block: &Block) -> Option<Matter> {
    let kind = match block.kind {
        BlockKind::Footnote | BlockKind::Endnote => MatterKind::Footnote,
        BlockKind::Header => MatterKind::Header,
        BlockKind::Footer => MatterKind::Footer,
        _ => return None,
    };
    Some(Matter { kind, span: block.span })
}
