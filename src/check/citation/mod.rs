//! Check kind citation: laws and documents named in 《》, judged on the day.

mod held;
mod moved;
mod rank;

use super::Case;
use super::emit::Raw;
use crate::date;
use crate::fact::{ArticleRef, Citation, Via};
use crate::finding::{Confidence, Related};
use crate::lawbook::{Force, Law, Lawbook, Status};
use crate::rule::{self, CitationProblem};
use crate::text::Span;

pub fn check(case: &Case<'_>, lawbook: &Lawbook, rule: &rule::Citation, found: &mut dyn FnMut(Raw)) {
    let asked = |citation: &&Citation| rule.laws.is_empty() || rule.laws.contains(&citation.title);
    // A text that repeals a law itself, or tells of what was done under it, knows that it has ended.
    let known = case.facts.citations.iter().filter(|citation| speaks_of_repeal(case, citation));
    let known: Vec<&str> = known.map(|citation| citation.title.as_str()).collect();
    let citations =
        case.facts.citations.iter().filter(asked).filter(|citation| !known.contains(&citation.title.as_str()));
    match rule.problem {
        CitationProblem::Unproven => unproven(case, lawbook, citations, found),
        CitationProblem::OverstatedRank => rank::check(case, lawbook, found),
        problem => citations.for_each(|citation| one(case, lawbook, rule, problem, citation, found)),
    }
}

fn one(
    case: &Case<'_>,
    lawbook: &Lawbook,
    rule: &rule::Citation,
    problem: CitationProblem,
    citation: &Citation,
    found: &mut dyn FnMut(Raw),
) {
    let law = lawbook.find(&citation.title);
    let raw = || Raw::at(citation.node, citation.whole).value("law", citation.title.clone());
    match (problem, law) {
        (CitationProblem::Repealed, Some(law)) if law.status != Status::Superseded => {
            if let Some(day) = lost(case, law).filter(|day| !is_later(case, *day)) {
                found(sure(case, law, citation, ended(raw(), case, lawbook, law, day)));
            }
        }
        (CitationProblem::OutdatedTitle, Some(law)) if law.status == Status::Superseded => {
            if let Some(day) = lost(case, law).filter(|day| !is_later(case, *day)) {
                found(ended(raw(), case, lawbook, law, day));
            }
        }
        (CitationProblem::LostSince, Some(law)) => {
            if let Some(day) = lost(case, law).filter(|day| is_later(case, *day)) {
                found(sure(case, law, citation, ended(raw(), case, lawbook, law, day)));
            }
        }
        (CitationProblem::ArticleMoved, _) => moved::check(case, lawbook, citation, found),
        (CitationProblem::MissingPart, _) => held::missing_part(case, lawbook, citation, found),
        (CitationProblem::NotYetInForce, Some(law)) => {
            if let Force::NotYet(day) = law.force_on(case.as_of) {
                found(raw().value("date", date::chinese(day)));
            }
        }
        (CitationProblem::ArticleOutOfRange, law) => beyond_last(case, lawbook, law, citation, found),
        (CitationProblem::DraftAsBasis, _)
            if citation.as_basis && rule.words.iter().any(|word| citation.title.contains(word.as_str())) =>
        {
            found(raw());
        }
        (CitationProblem::MisspeltTitle, None) if citation.via == Via::Marks => {
            // 省基本农田保护条例 is a province's own, not 基本农田保护条例 misspelt.
            let is_local = citation.title.starts_with(['省', '市', '县', '区', '州']);
            if let Some(law) = lawbook.similar(&citation.title).filter(|_| !is_local) {
                found(raw().value("successor", law.title));
            }
        }
        (CitationProblem::Unknown, None) if citation.as_basis && names_a_law(&citation.title) => {
            found(raw().at_most(Confidence::Possible));
        }
        _ => {}
    }
}

/// The day on which the law ended, where it has ended.
fn lost(case: &Case<'_>, law: &Law) -> Option<Option<date::Date>> {
    match law.force_on(case.as_of) {
        Force::Ended(day) => Some(day),
        _ => None,
    }
}

/// Whether the document was there before: its authors cited a law that had force.
fn is_later(case: &Case<'_>, ended: Option<date::Date>) -> bool {
    matches!((case.facts.dates.written(), ended), (Some(written), Some(ended)) if written < ended)
}

/// A plan that ran out is history where it is only told of; words in quotation marks are another text's.
fn sure(case: &Case<'_>, law: &Law, citation: &Citation, raw: Raw) -> Raw {
    let is_told = law.status == Status::Expired && !citation.as_basis;
    if is_told || is_quoted(case, citation) { raw.at_most(Confidence::Possible) } else { raw }
}

fn is_quoted(case: &Case<'_>, citation: &Citation) -> bool {
    let node = case.document.nodes[citation.node].span;
    if !node.covers(citation.whole) {
        return false;
    }
    let before = case.text.slice(Span::new(node.start, citation.span.start));
    before.rfind(['“', '「']) > before.rfind(['”', '」'])
}

/// Laws that took one another's place; a ring in the index ends here.
const LONGEST_CHAIN: usize = 5;

fn ended(raw: Raw, case: &Case<'_>, lawbook: &Lawbook, law: &Law, day: Option<date::Date>) -> Raw {
    let successor = successor(case, lawbook, law);
    let raw = raw.value("replaced", successor.map_or_else(String::new, |title| format!("，由“{title}”代替")));
    let raw = raw.value("successor", successor.unwrap_or("其他规定"));
    let raw = if law.verified { raw } else { raw.at_most(Confidence::Likely) };
    match day {
        Some(day) => raw.value("date", date::chinese(day)),
        None => raw.value("date", "此前").at_most(Confidence::Likely),
    }
}

/// What stands in a law's place on the day: of 经济合同法 not 合同法, which ended too, but 民法典.
fn successor(case: &Case<'_>, lawbook: &Lawbook, law: &Law) -> Option<&'static str> {
    let named = |title: &'static str| Some(title).filter(|title| !title.is_empty());
    let next = |title: &&'static str| {
        let law = lawbook.find(title).filter(|law| matches!(law.force_on(case.as_of), Force::Ended(_)))?;
        named(law.successor)
    };
    std::iter::successors(named(law.successor), next).take(LONGEST_CHAIN).last()
}

/// The last article by the text at hand, else by the index, which knows that of the latest text: sure only where the law
/// was not revised after the draft.
fn beyond_last(case: &Case<'_>, lawbook: &Lawbook, law: Option<&Law>, citation: &Citation, found: &mut dyn FnMut(Raw)) {
    let held = held::version(case, lawbook, citation);
    let indexed = || law.filter(|law| law.status == Status::InForce)?.last_article;
    let Some(last) = held.as_ref().map(|version| version.last_article).or_else(indexed) else { return };
    let revised = held.as_ref().map_or_else(|| law.and_then(|law| law.revised), |version| Some(version.from));
    let is_edition = held.is_none() && citation.edition.is_some();
    let revised_later =
        matches!((revised, case.facts.dates.written()), (Some(revised), Some(written)) if written < revised);
    for article in citation.articles.iter().filter(|article| article.last_article() > last) {
        // The citation as far as this article.
        let span = Span::new(citation.span.start, article.span.end.max(citation.span.end));
        let raw = Raw::at(citation.node, span)
            .value("law", citation.title.clone())
            .value("article", whole(article).to_string());
        found(if revised_later || is_edition { raw.at_most(Confidence::Possible) } else { raw });
    }
}

/// One finding a document, at the first such citation; the others are named with it.
fn unproven<'c>(
    case: &Case<'_>,
    lawbook: &Lawbook,
    citations: impl Iterator<Item = &'c Citation>,
    found: &mut dyn FnMut(Raw),
) {
    let unproven = citations.filter(|citation| {
        lawbook.find(&citation.title).is_some_and(|law| law.force_on(case.as_of) == Force::Unproven)
    });
    let mut first: Option<Raw> = None;
    let mut named: Vec<&str> = Vec::new();
    for citation in unproven {
        if named.contains(&citation.title.as_str()) {
            continue;
        }
        named.push(&citation.title);
        match &mut first {
            None => first = Some(Raw::at(citation.node, citation.whole)),
            Some(raw) => raw.related.push(Related {
                path: String::new(),
                place: crate::document::Place::of(case.document, citation.node),
                span: citation.span,
                note: "现行有效性未核".to_owned(),
            }),
        }
    }
    if let Some(raw) = first {
        found(raw.value("law", named.join("》《")));
    }
}

/// The article alone, without its 款 and 项.
fn whole(article: &ArticleRef) -> ArticleRef {
    ArticleRef { article: article.article, suffix: article.suffix, ..ArticleRef::default() }
}

fn names_a_law(title: &str) -> bool {
    title.starts_with("中华人民共和国") && title.ends_with('法')
}

/// 《X办法》同时废止; 原《X法》: the end is known to the drafters.
fn speaks_of_repeal(case: &Case<'_>, citation: &Citation) -> bool {
    let node = case.document.nodes[citation.node].span;
    if !node.covers(citation.whole) {
        return false;
    }
    let behind = case.text.slice(Span::new(citation.whole.end, node.end));
    let sentence = behind.find(['。', '；']).map_or(behind, |at| &behind[..at]);
    let before = case.text.slice(Span::new(node.start, citation.span.start));
    let is_past = ["施行前", "施行以前", "施行之前", "实施前", "实施以前", "施行期间"]
        .iter()
        .any(|word| sentence.starts_with(word));
    let told = before.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    let is_dated = ["年施行的", "年实施的", "年制定的", "年颁布的", "当时施行的", "当时的"]
        .iter()
        .any(|word| told.ends_with(word));
    let is_ending = ["废止", "失效", "停止执行"].iter().any(|word| sentence.contains(word));
    let clause = before.rfind(['。', '；']).map_or(before, |at| &before[at..]);
    let is_transition =
        ["施行前依照", "施行前依据", "施行前根据", "施行以前依照"].iter().any(|word| clause.contains(word));
    is_ending || is_past || is_dated || is_transition || before.ends_with('原')
}
