//! Amounts and percentages: what a 起草说明 says of 第十二条 must stand in 第十二条.

use std::collections::BTreeMap;

use super::super::Case;
use super::super::emit::Raw;
use super::{beside, speaks_of_other, views};
use crate::document::Level;
use crate::dossier::{COMPARISON, Item};
use crate::fact::{article_ref, stated};
use crate::finding::Confidence;
use crate::rule::RuleSet;
use crate::text::{MatchView, Span};

/// Words (characters) right before a figure that make it the same figure.
const SAME_WORDS: usize = 6;

/// A figure of the draft.
struct Own {
    span: Span,
    shown: String,
    figure: stated::Figure,
    /// What stands right before it.
    before: String,
}

/// Figures of the draft by article; 0 for those outside articles.
type ByArticle = BTreeMap<u32, Vec<Own>>;

pub fn check(case: &Case<'_>, _rules: &RuleSet, item: &Item, found: &mut dyn FnMut(Raw)) {
    // A table of old and new words rightly shows the old figures too.
    let Some(content) = item.content.as_ref().filter(|_| item.material.as_deref() != Some(COMPARISON)) else { return };
    let own = own(case);
    for (view, span) in views(&content.text) {
        let text = view.as_str();
        for (start, sentence) in sentences(text) {
            let article = only_article(case, text, start, sentence);
            for figure in stated::figures(sentence) {
                let range = start + figure.range.start..start + figure.range.end;
                if let Some((own, confidence)) = differs(&own, &figure, article, &text[..range.start]) {
                    let here = Some(view.span(range.clone())).filter(|it| span.covers(*it));
                    found(raw(case, item, own, &text[range], here, confidence));
                }
            }
        }
    }
}

fn raw(case: &Case<'_>, item: &Item, own: &Own, said: &str, here: Option<Span>, confidence: Confidence) -> Raw {
    let raw = match case.document.node_at(own.span.start) {
        Some(node) => Raw::at(node, own.span),
        None => Raw::whole("figures"),
    };
    let raw = raw.value("value", own.shown.clone()).value("other", said).value("name", item.file_name());
    beside(raw.at_most(confidence), item, here, format!("写的是{said}"))
}

fn own(case: &Case<'_>) -> ByArticle {
    let mut own = ByArticle::new();
    for passage in case.passages {
        let article = case.document.enclosing(passage.node, &[Level::Article]);
        let number = article.and_then(|node| case.document.nodes[node].ordinal).map_or(0, |ordinal| ordinal.number);
        let view: &MatchView<'_> = &passage.view;
        for figure in stated::figures(view.as_str()) {
            let before = tail(&view.as_str()[..figure.range.start]);
            let (span, shown) = (view.span(figure.range.clone()), view.as_str()[figure.range.clone()].to_owned());
            own.entry(number).or_default().push(Own { span, shown, figure, before });
        }
    }
    own
}

/// A figure of the draft that this one contradicts: none in the article that is named, or one behind the same words.
fn differs<'o>(
    own: &'o ByArticle,
    said: &stated::Figure,
    article: Option<u32>,
    before: &str,
) -> Option<(&'o Own, Confidence)> {
    let alike = |it: &&Own| it.figure.is_percentage == said.is_percentage;
    let all = || own.values().flatten().filter(alike);
    if all().any(|it| it.figure.value == said.value) {
        return None;
    }
    if let Some(first) = article.and_then(|n| own.get(&n)).and_then(|figures| figures.iter().find(alike)) {
        return Some((first, Confidence::Likely));
    }
    let words = tail(before);
    let mut same = all().filter(|it| words.chars().count() == SAME_WORDS && it.before == words);
    same.next().filter(|_| same.next().is_none()).map(|it| (it, Confidence::Possible))
}

fn tail(before: &str) -> String {
    let from = before.char_indices().rev().nth(SAME_WORDS - 1).map_or(0, |(at, _)| at);
    before[from..].to_owned()
}

fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let pieces = text.split_inclusive(['。', '；']);
    pieces
        .map(|piece| {
            let start = at;
            at += piece.len();
            (start, piece)
        })
        .collect()
}

/// The one article of the draft that a sentence is about.
fn only_article(case: &Case<'_>, text: &str, start: usize, sentence: &str) -> Option<u32> {
    let named = sentence.match_indices('第').filter_map(|(at, _)| {
        let (found, _) = article_ref(&sentence[at..])?;
        (found.article > 0 && !speaks_of_other(case, text, start + at)).then_some(found.article)
    });
    let mut named: Vec<_> = named.collect();
    named.dedup();
    <[u32; 1]>::try_from(named).ok().map(|[article]| article)
}
