//! Check kind reference: 第N条 of the document itself that are not there.

use super::Case;
use super::emit::Raw;
use crate::document::{Document, Level, NodeId};
use crate::fact::{ArticleRef, Manner, Reference, Target};
use crate::finding::Confidence;
use crate::rule::ReferenceProblem;
use crate::text::{Span, fold};

pub fn check(case: &Case<'_>, problem: ReferenceProblem, found: &mut dyn FnMut(Raw)) {
    match problem {
        ReferenceProblem::MissingAnnex => missing_annex(case, found),
        ReferenceProblem::MissingDivision => missing_division(case, found),
        ReferenceProblem::Nowhere => nowhere(case, found),
        _ => missing_article(case, problem, found),
    }
}

fn missing_article(case: &Case<'_>, problem: ReferenceProblem, found: &mut dyn FnMut(Raw)) {
    let mut raws = Vec::new();
    for reference in &case.facts.references {
        let Target::Article(wanted) = reference.target else { continue };
        let article = reference.article_node(case.document);
        let is_fault = match (problem, article) {
            (ReferenceProblem::MissingArticle, None) => is_beyond(case, reference, wanted.last_article()),
            (ReferenceProblem::MissingParagraph, Some(article)) => {
                wanted.paragraph > paragraphs(case.document, article)
            }
            (ReferenceProblem::MissingItem, Some(article)) => wanted.item > 0 && !has_item(case, article, &wanted),
            (ReferenceProblem::Self_, Some(article)) => is_self(case.document, reference, article, &wanted),
            _ => false,
        };
        if is_fault && !is_amendment(case) {
            let swallowed =
                problem == ReferenceProblem::MissingParagraph && article.is_some_and(|id| is_swallowed(case, id));
            raws.push((reference, swallowed));
        }
    }
    // Many at once: it is the text that lost its lines, not the drafter who slipped.
    let is_damaged = raws.len() > MOST || raws.iter().filter(|(_, swallowed)| *swallowed).count() > 1;
    for (reference, swallowed) in raws {
        let raw = confidence(case, reference, Raw::at(reference.node, reference.span));
        found(if is_damaged || swallowed { raw.at_most(Confidence::Possible) } else { raw });
    }
}

const MOST: usize = 2;

/// Sure only where the document itself is named: 本办法第三十条. A notice's own text may speak of the articles of what it
/// carries, a bare number of those of a law named before; 前款 depends on where paragraphs were parted.
fn confidence(case: &Case<'_>, reference: &Reference, raw: Raw) -> Raw {
    let carries = case.document.nodes.iter().any(|node| node.level == Level::Instrument);
    match reference.manner {
        Manner::Bare => raw.at_most(Confidence::Possible),
        _ if carries && reference.container.is_none() => raw.at_most(Confidence::Possible),
        Manner::Relative => raw.at_most(Confidence::Likely),
        Manner::Explicit => raw,
    }
}

/// The articles are those of one text, and the number wanted lies behind the last.
fn is_beyond(case: &Case<'_>, reference: &Reference, wanted: u32) -> bool {
    let document = case.document;
    let last = document.within(reference.container).filter(|(_, node)| node.level == Level::Article);
    let last = last.filter_map(|(_, node)| node.ordinal).map(|o| o.number).max().unwrap_or(0);
    has_articles(document, reference.container)
        && wanted > last
        && super::numbering::is_one_text(case, reference.container)
}

/// A paragraph may have been lost in conversion: the last item goes on after its full stop, or the one paragraph there
/// is holds many sentences.
fn is_swallowed(case: &Case<'_>, article: NodeId) -> bool {
    let inner = case.document.subtree(article).filter(|(_, node)| node.body.end > node.body.start);
    let bodies: Vec<_> = inner.map(|(_, node)| case.text.slice(node.body).trim()).collect();
    let goes_on = |body: &str| body.trim_end_matches('。').contains('。');
    let items = case.document.subtree(article).any(|(_, node)| node.level == Level::Item);
    if items {
        bodies.last().is_some_and(|body| goes_on(body))
    } else {
        bodies.iter().any(|body| body.matches('。').count() > 2)
    }
}

fn has_articles(document: &Document, container: Option<NodeId>) -> bool {
    document.within(container).filter(|(_, node)| node.level == Level::Article).take(2).count() == 2
}

fn paragraphs(document: &Document, article: NodeId) -> u32 {
    document.children(Some(article)).filter(|&id| document.nodes[id].level == Level::Paragraph).count().max(1) as u32
}

/// Whether the article (or the 款 named) has the item; articles whose items are not marked （一） one by one are not judged.
fn has_item(case: &Case<'_>, article: NodeId, wanted: &ArticleRef) -> bool {
    let document = case.document;
    let mut numbers = Vec::new();
    let mut there = false;
    for (_, node) in document.subtree(article).filter(|(_, node)| node.level == Level::Item) {
        let Some(number) = node.ordinal.map(|o| o.number) else { continue };
        numbers.push(number);
        let paragraph = node.parent.filter(|&up| document.nodes[up].level == Level::Paragraph);
        let paragraph = paragraph.and_then(|up| document.nodes[up].ordinal).map_or(1, |o| o.number);
        // Paragraphs between items make the count of paragraphs doubtful: the number alone decides.
        there |= number == wanted.item
            && (wanted.paragraph == 0
                || paragraph == wanted.paragraph
                || numbers.contains(&1) && paragraph > wanted.paragraph);
    }
    let is_whole = numbers.first() == Some(&1) && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1 || pair[1] == 1);
    there || !is_whole
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

/// 本办法第八章, where the chapters end with the sixth.
fn missing_division(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    for reference in &case.facts.references {
        let Target::Division { level, number } = reference.target else { continue };
        let divisions = case.document.within(reference.container).filter(|(_, node)| node.level == level);
        let last = divisions.filter_map(|(_, node)| node.ordinal).map(|o| o.number).max();
        let is_beyond = last.is_some_and(|last| number > last);
        if is_beyond && !is_amendment(case) && super::numbering::is_one_text(case, reference.container) {
            found(confidence(case, reference, Raw::at(reference.node, reference.span)));
        }
    }
}

/// 前款 in a first 款, 前条 in a first article; behind a full stop a 款 may have been lost in conversion.
fn nowhere(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    // 前三项 outside a list may be any three things: 对前三项污染物征税.
    let in_list = |node| case.document.enclosing(node, &[Level::Item]).is_some();
    let is_plain =
        |reference: &&Reference| in_list(reference.node) || !fold(case.text.slice(reference.span)).ends_with('项');
    let nowhere = || case.facts.references.iter().filter(|reference| reference.target == Target::Nowhere);
    let all = || nowhere().filter(is_plain);
    let is_damaged = all().count() > MOST;
    for reference in all().filter(|_| !is_amendment(case)) {
        let raw = confidence(case, reference, Raw::at(reference.node, reference.span));
        found(if is_damaged || follows_sentence(case, reference) { raw.at_most(Confidence::Possible) } else { raw });
    }
}

fn follows_sentence(case: &Case<'_>, reference: &Reference) -> bool {
    let body = case.document.nodes[reference.node].body;
    body.covers(reference.span) && case.text.slice(Span::new(body.start, reference.span.start)).contains('。')
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
