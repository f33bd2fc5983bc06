//! Check kind reference: 第N条 of the document itself that are not there.

use super::Case;
use super::emit::Raw;
use crate::document::{Document, Level, NodeId};
use crate::fact::{ArticleRef, Reference, Target};
use crate::finding::Confidence;
use crate::rule::ReferenceProblem;

pub fn check(case: &Case<'_>, problem: ReferenceProblem, found: &mut dyn FnMut(Raw)) {
    if problem == ReferenceProblem::MissingAnnex {
        return missing_annex(case, found);
    }
    for reference in &case.facts.references {
        let Target::Article(wanted) = reference.target else { continue };
        let article = reference.article_node(case.document);
        let is_fault = match (problem, article) {
            (ReferenceProblem::MissingArticle, None) => has_articles(case.document, reference.container),
            (ReferenceProblem::MissingParagraph, Some(article)) => {
                wanted.paragraph > paragraphs(case.document, article)
            }
            (ReferenceProblem::MissingItem, Some(article)) => {
                wanted.item > 0 && !has_item(case.document, article, &wanted)
            }
            (ReferenceProblem::Self_, Some(article)) => is_self(case.document, reference, article, &wanted),
            _ => false,
        };
        if is_fault && !is_amendment(case) {
            found(confidence(case, reference, Raw::at(reference.node, reference.span)));
        }
    }
}

/// A notice's own text may speak of the articles of what it carries.
fn confidence(case: &Case<'_>, reference: &Reference, raw: Raw) -> Raw {
    let carries = case.document.nodes.iter().any(|node| node.level == Level::Instrument);
    if carries && reference.container.is_none() { raw.at_most(Confidence::Possible) } else { raw }
}

fn has_articles(document: &Document, container: Option<NodeId>) -> bool {
    document.within(container).filter(|(_, node)| node.level == Level::Article).take(2).count() == 2
}

fn paragraphs(document: &Document, article: NodeId) -> u32 {
    document.children(Some(article)).filter(|&id| document.nodes[id].level == Level::Paragraph).count().max(1) as u32
}

/// Whether the article (or the 款 named) has the item; articles whose items are not marked （一） are not judged.
fn has_item(document: &Document, article: NodeId, wanted: &ArticleRef) -> bool {
    let mut any = false;
    let mut there = false;
    for (id, node) in document.subtree(article).filter(|(_, node)| node.level == Level::Item) {
        any = true;
        let paragraph = node.parent.and_then(|up| document.nodes[up].ordinal).map_or(0, |o| o.number);
        let _ = id;
        there |= node.ordinal.is_some_and(|o| o.number == wanted.item)
            && (wanted.paragraph == 0 || paragraph == wanted.paragraph);
    }
    there || !any
}

/// 第五条 said inside 第五条 of the same document, where 本条 is meant or the number is off by one.
fn is_self(document: &Document, reference: &Reference, article: NodeId, wanted: &ArticleRef) -> bool {
    wanted.paragraph == 0 && wanted.item == 0 && document.enclosing(reference.node, &[Level::Article]) == Some(article)
}

/// Decisions on amendments speak of the articles of another text.
fn is_amendment(case: &Case<'_>) -> bool {
    let title = &case.facts.title;
    title.contains("修改") || title.contains("修正") || title.contains("修订")
}

fn missing_annex(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    for mention in case.facts.attachments.iter().filter(|mention| mention.into_article) {
        let Some(number) = mention.number else { continue };
        if !has_annex(case.document, number) {
            found(Raw::at(mention.node, mention.span));
        }
    }
}

pub fn has_annex(document: &Document, number: u32) -> bool {
    let mut annexes = document.nodes.iter().filter(|node| node.level == Level::Annex);
    annexes.any(|node| node.ordinal.map_or(number == 1, |o| o.number == number))
}
