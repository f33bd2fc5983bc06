//! The rows of `fashen.document/1`.

use serde::Serialize;

use super::{Parsed, lines};
use crate::date::Date;
use crate::document::{Document, Level, Matter, MatterKind, NodeId};
use crate::fact::Dates;
use crate::output::findings::{SpanRow, span_row};
use crate::text::{Positions, Text};

pub const SCHEMA: &str = "fashen.document/1";

#[derive(Clone, Debug, Serialize)]
pub struct DocumentRow {
    pub schema: &'static str,
    pub source: SourceRow,
    pub title: String,
    pub kind: &'static str,
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    pub dates: DatesRow,
    pub counts: CountsRow,
    pub nodes: Vec<NodeRow>,
    pub matter: Vec<MatterRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourceRow {
    pub path: String,
    pub format: &'static str,
    pub encoding: &'static str,
    pub remarks: Vec<String>,
}

/// ISO days; `null` where the text does not tell.
#[derive(Clone, Debug, Serialize)]
pub struct DatesRow {
    pub adopted: Option<Date>,
    pub published: Option<Date>,
    pub effective: Option<Date>,
    pub expires: Option<Date>,
}

/// All instruments together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CountsRow {
    pub instruments: usize,
    pub annexes: usize,
    pub parts: usize,
    pub subparts: usize,
    pub chapters: usize,
    pub sections: usize,
    pub articles: usize,
    /// 款 in articles.
    pub paragraphs: usize,
    pub items: usize,
    pub subitems: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct NodeRow {
    pub level: Level,
    pub number: Option<u32>,
    pub suffix: u32,
    pub label: String,
    pub heading: String,
    pub text: String,
    pub span: SpanRow,
    pub children: Vec<NodeRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MatterRow {
    pub kind: MatterKind,
    pub text: String,
    pub span: SpanRow,
}

impl DocumentRow {
    pub fn new(parsed: &Parsed) -> DocumentRow {
        let Parsed { source, document, facts, .. } = *parsed;
        let positions = Positions::new(&source.text);
        let matter = |matter: &Matter| matter_row(&source.text, &positions, matter);
        DocumentRow {
            schema: SCHEMA,
            source: source_row(parsed),
            title: facts.title.clone(),
            kind: facts.kind.name(),
            document_number: facts.document_number.clone(),
            issuer: facts.issuer.clone(),
            dates: DatesRow::new(&facts.dates),
            counts: CountsRow::new(document),
            nodes: node_rows(&source.text, &positions, document, None),
            matter: document.matter.iter().map(matter).collect(),
        }
    }
}

fn source_row(parsed: &Parsed) -> SourceRow {
    SourceRow {
        path: parsed.path.to_owned(),
        format: parsed.source.format.name(),
        encoding: parsed.source.encoding,
        remarks: parsed.source.remarks.clone(),
    }
}

impl DatesRow {
    pub fn new(dates: &Dates) -> DatesRow {
        DatesRow {
            adopted: dates.adopted.map(|fact| fact.date),
            published: dates.published.map(|fact| fact.date),
            effective: dates.in_force_from(),
            expires: dates.expires(false),
        }
    }
}

impl CountsRow {
    pub fn new(document: &Document) -> CountsRow {
        let paragraphs = (0..document.nodes.len()).filter(|&id| is_paragraph_of_article(document, id));
        CountsRow {
            instruments: document.count(Level::Instrument),
            annexes: document.count(Level::Annex),
            parts: document.count(Level::Part),
            subparts: document.count(Level::Subpart),
            chapters: document.count(Level::Chapter),
            sections: document.count(Level::Section),
            articles: document.count(Level::Article),
            paragraphs: paragraphs.count(),
            items: document.count(Level::Item),
            subitems: document.count(Level::Subitem),
        }
    }
}

fn is_paragraph_of_article(document: &Document, id: NodeId) -> bool {
    document.nodes[id].level == Level::Paragraph && document.enclosing(id, &[Level::Article]).is_some()
}

/// The depth is that of the levels: nodes nest no deeper than these.
fn node_rows(text: &Text, positions: &Positions<'_>, document: &Document, of: Option<NodeId>) -> Vec<NodeRow> {
    document.children(of).map(|id| node_row(text, positions, document, id)).collect()
}

fn node_row(text: &Text, positions: &Positions<'_>, document: &Document, id: NodeId) -> NodeRow {
    let node = &document.nodes[id];
    NodeRow {
        level: node.level,
        number: node.ordinal.map(|ordinal| ordinal.number),
        suffix: node.ordinal.map_or(0, |ordinal| ordinal.suffix),
        label: lines::joined(text.slice(node.label)),
        heading: lines::joined(text.slice(node.heading)),
        text: lines::text_of(text, document, id),
        span: span_row(positions, node.span),
        children: node_rows(text, positions, document, Some(id)),
    }
}

fn matter_row(text: &Text, positions: &Positions<'_>, matter: &Matter) -> MatterRow {
    let words = lines::joined(text.slice(matter.span));
    MatterRow { kind: matter.kind, text: words, span: span_row(positions, matter.span) }
}
