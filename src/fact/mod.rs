//! What the draft says: its kind, citations, references, dates and term, short names, annexes.
//! Facts are owned values, so that a sweep can store and compare them.

mod abbreviation;
mod attachment;
mod brackets;
mod citation;
pub mod clause;
mod dates;
mod kind;
mod mention;
mod naming;
mod passage;
mod pointer;
mod reference;
pub mod stated;
mod token;

pub use abbreviation::Abbreviation;
pub use attachment::Attachment;
pub use citation::{Citation, Via, is_document as is_document_title};
pub use dates::{DateFact, Dates, Term};
pub use kind::{Issuer, Kind};
pub use passage::{Passage, PassageKind, passages};
pub use pointer::{ArticleRef, article_ref};
pub use reference::{Manner, Reference, Target, find_article};

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::lawbook::Lawbook;
use crate::text::Text;

/// Everything the draft says that checks ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub kind: Kind,
    pub title: String,
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    pub issuer_kind: Issuer,
    /// The issuer's own place: 云岭市, 云岭. At most four.
    pub place_names: Vec<String>,
    /// Whether the provisions are articles.
    pub has_articles: bool,
    /// 暂行 or 试行 in a title.
    pub is_trial: bool,
    pub dates: Dates,
    pub citations: Vec<Citation>,
    pub references: Vec<Reference>,
    pub abbreviations: Vec<Abbreviation>,
    pub attachments: Vec<Attachment>,
}

/// Collects the facts of a document; `passages` are those of [`passages`].
pub fn collect(text: &Text, document: &Document, passages: &[Passage<'_>], lawbook: &Lawbook) -> Facts {
    let title = title(text, document);
    let issuer = document.head.issuer.as_ref().map(|found| found.text.clone());
    let mut mentions = mention::Mentions::new(text, document, lawbook);
    let mut abbreviations = Vec::new();
    let mut attachments = Vec::new();
    for passage in passages {
        mentions.read(passage);
        attachment::read(passage, &mut attachments);
        abbreviation::read(passage, &mut abbreviations);
    }
    abbreviation::count_uses(passages, &mut abbreviations);
    Facts {
        kind: kind::of(&title, text, document),
        document_number: document.head.document_number.as_ref().map(|found| found.text.clone()),
        issuer_kind: kind::issuer(issuer.as_deref(), &title),
        place_names: kind::place_names(issuer.as_deref(), &title),
        has_articles: document.containers().any(|container| begins_with_articles(document, container)),
        is_trial: kind::is_trial(&title, text, document),
        dates: dates::read(text, document, passages),
        issuer,
        title,
        citations: mentions.citations,
        references: mentions.references,
        abbreviations,
        attachments,
    }
}

/// What the document cites and when it was written, without the rest: for asking thousands of documents what they rest on.
#[derive(Clone, Debug)]
pub struct Cited {
    pub title: String,
    pub document_number: Option<String>,
    /// Without coming into force and term.
    pub dates: Dates,
    pub citations: Vec<Citation>,
}

pub fn cited(text: &Text, document: &Document, passages: &[Passage<'_>], lawbook: &Lawbook) -> Cited {
    let mut mentions = mention::Mentions::new(text, document, lawbook);
    for passage in passages {
        if mentions.may_cite(passage) {
            mentions.read(passage);
        }
    }
    Cited {
        title: title(text, document),
        document_number: document.head.document_number.as_ref().map(|found| found.text.clone()),
        dates: dates::written(text, document, passages),
        citations: mentions.citations,
    }
}

/// Articles from the first on; a guide that quotes 第三十三条 of a law has none of its own.
fn begins_with_articles(document: &Document, container: Option<crate::document::NodeId>) -> bool {
    let articles = document.within(container).filter(|(_, node)| node.level == crate::document::Level::Article);
    let mut numbers = articles.map(|(_, node)| node.ordinal.map_or(0, |o| o.number));
    numbers.next() == Some(1) && numbers.next() == Some(2)
}

fn title(text: &Text, document: &Document) -> String {
    let titled = document.head.title.as_ref().map(|found| found.text.clone());
    titled.unwrap_or_else(|| {
        let first = document.nodes.iter().find(|node| !node.heading.is_empty());
        first.map_or_else(String::new, |node| crate::text::fold(text.slice(node.heading)))
    })
}
