//! Check kind numbering: skipped, repeated and falling numbers.

use std::collections::BTreeMap;

use super::Case;
use super::emit::Raw;
use crate::document::{Document, Level, NodeId, Ordinal};
use crate::finding::Confidence;
use crate::numeral::chinese;
use crate::rule::NumberingProblem;
use crate::text::{Span, fold};

/// A number that does not follow from the one before.
pub struct Fault {
    level: Level,
    problem: NumberingProblem,
    node: NodeId,
    expected: u32,
    /// Articles of several texts stand together: nothing is sure.
    is_compiled: bool,
}

/// The faults of a draft on all levels, found once for all rules that ask.
pub fn all(case: &Case<'_>) -> Vec<Fault> {
    const LEVELS: [Level; 6] =
        [Level::Chapter, Level::Section, Level::Article, Level::Item, Level::Point, Level::Annex];
    let mut all = Vec::new();
    for level in LEVELS {
        for series in series(case, level) {
            let mut faults = faults(case, &series, level);
            let is_compiled = !faults.is_empty() && (faults.len() >= COMPILED || is_in_compilation(case, &series));
            if faults.len() > MOST {
                continue;
            }
            faults.iter_mut().for_each(|fault| fault.is_compiled = is_compiled);
            all.append(&mut faults);
        }
    }
    all
}

pub fn check(case: &Case<'_>, faults: &[Fault], problem: NumberingProblem, level: Level, found: &mut dyn FnMut(Raw)) {
    for fault in faults.iter().filter(|fault| fault.problem == problem && fault.level == level) {
        let raw = Raw::at(fault.node, case.document.nodes[fault.node].label).value("value", chinese(fault.expected));
        found(if fault.is_compiled { raw.at_most(Confidence::Possible) } else { raw });
    }
}

/// So many faults in one series are no slips: articles of several texts stand together.
const COMPILED: usize = 3;
/// A manual of quoted articles: there is nothing to say of its numbers.
const MOST: usize = 9;

fn faults(case: &Case<'_>, series: &[NodeId], level: Level) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut last: Option<(Ordinal, NodeId)> = None;
    for &node in series {
        let Some(this) = case.document.nodes[node].ordinal else { continue };
        let restarts = level == Level::Chapter
            && this.number == 1
            && last.is_some_and(|(_, l)| parent(case, l) != parent(case, node));
        if let Some((before, at)) = last.filter(|_| !restarts)
            && let Some(problem) = fault(before, this)
            && !(problem == NumberingProblem::Gap && stands_between(case, level, before, this, at, node))
        {
            faults.push(Fault { level, problem, node, expected: before.number + 1, is_compiled: false });
        }
        last = match last {
            Some((before, at)) if !restarts && before >= this => Some((before, at)),
            _ => Some((this, node)),
        };
    }
    faults
}

/// A series that does not begin at its beginning is an excerpt: nothing is said of its first number.
fn fault(last: Ordinal, this: Ordinal) -> Option<NumberingProblem> {
    if this == last {
        Some(NumberingProblem::Duplicate)
    } else if this < last {
        Some(NumberingProblem::Descending)
    } else if this.number > last.number + 1 {
        Some(NumberingProblem::Gap)
    } else {
        None
    }
}

fn parent(case: &Case<'_>, node: NodeId) -> Option<NodeId> {
    case.document.nodes[node].parent
}

/// The missing number is there, only not at the head of a line; or what is left out is marked by ……, by bullets, or
/// by （略） in the list of annexes.
fn stands_between(case: &Case<'_>, level: Level, last: Ordinal, this: Ordinal, from: NodeId, to: NodeId) -> bool {
    let start = case.document.nodes[from].label.end;
    let end = case.document.nodes[to].label.start;
    if start >= end {
        return false;
    }
    let between = fold(case.text.slice(Span::new(start, end)));
    let is_named = |number: u32| written(level, number).iter().any(|label| between.contains(label.as_str()));
    let is_left_out =
        ["……", "***", "•", "●", "■"].iter().any(|mark| between.contains(mark)) || between.matches('*').count() > 1;
    let is_abridged = level == Level::Annex && case.passages.iter().any(|p| p.view.as_str().ends_with("（略）"));
    is_named(last.number + 1) || is_named(this.number - 1) || is_left_out || is_abridged
}

/// The ways in which a number of the level may stand in the text.
fn written(level: Level, number: u32) -> Vec<String> {
    let chinese = chinese(number);
    match level {
        Level::Article => vec![format!("第{chinese}条"), format!("笫{chinese}条"), format!("第{number}条")],
        Level::Chapter => vec![format!("{chinese}章"), format!("第{number}章")],
        Level::Section => vec![format!("{chinese}节"), format!("第{number}节")],
        Level::Item | Level::Subpoint => vec![format!("（{chinese}）"), format!("（{number}）")],
        Level::Point => {
            vec![format!("{chinese}、"), format!("{chinese}．"), format!("{number}．"), format!("{number}、")]
        }
        Level::Annex => vec![format!("附件{number}"), format!("附件{chinese}")],
        _ => Vec::new(),
    }
}

/// 项 and 点 under articles whose own numbers leap belong to a compilation of texts.
fn is_in_compilation(case: &Case<'_>, series: &[NodeId]) -> bool {
    let container = series.first().and_then(|&id| case.document.container(id));
    let level = series.first().map(|&id| case.document.nodes[id].level);
    if level == Some(Level::Article) {
        return false;
    }
    let articles = of_level(case.document, container, Level::Article);
    if articles.is_empty() {
        return false;
    }
    // Points inside articles are not the document's own.
    let in_articles = level == Some(Level::Point) && articles.first() < series.first();
    in_articles || faults(case, &articles, Level::Article).len() >= COMPILED || !begins(case.document, &articles)
}

/// Whether the articles begin with the first.
pub fn begins(document: &Document, articles: &[NodeId]) -> bool {
    articles.first().and_then(|&id| document.nodes[id].ordinal).is_some_and(|o| o.number == 1)
}

/// Not a compilation of several texts: articles, where there are any, begin with the first and hardly leap.
pub fn is_one_text(case: &Case<'_>, container: Option<NodeId>) -> bool {
    let articles = of_level(case.document, container, Level::Article);
    articles.is_empty() || begins(case.document, &articles) && faults(case, &articles, Level::Article).len() < COMPILED
}

/// Nodes that are numbered together.
fn series(case: &Case<'_>, level: Level) -> Vec<Vec<NodeId>> {
    let document = case.document;
    match level {
        Level::Article => {
            let all = document.containers().map(|container| of_level(document, container, level));
            all.filter(|articles| begins(document, articles)).collect()
        }
        // 章 may run on through 编, or begin anew in each.
        Level::Chapter => document.containers().map(|container| of_level(document, container, level)).collect(),
        Level::Item => items(case),
        _ => siblings(document, level),
    }
}

fn of_level(document: &Document, container: Option<NodeId>, level: Level) -> Vec<NodeId> {
    document.within(container).filter(|(_, node)| node.level == level).map(|(id, _)| id).collect()
}

/// Children of one parent, in the order of the parents.
fn siblings(document: &Document, level: Level) -> Vec<Vec<NodeId>> {
    let mut by_parent: BTreeMap<Option<NodeId>, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in document.nodes.iter().enumerate().filter(|(_, node)| node.level == level) {
        by_parent.entry(node.parent).or_default().push(id);
    }
    by_parent.into_values().collect()
}

/// 项 of one 款; a 款 whose items go on from the 款 before makes one series with it.
fn items(case: &Case<'_>) -> Vec<Vec<NodeId>> {
    let document = case.document;
    let mut all: Vec<Vec<NodeId>> = Vec::new();
    let mut article = None;
    for mut series in siblings(document, Level::Item) {
        // 第 at the end of a line and （二）项 at the head of the next: a reference, broken.
        series.retain(|&id| !case.text.slice(document.content(id)).trim_start().starts_with(['项', '款']));
        let Some(&head) = series.first() else { continue };
        let own = document.enclosing(head, &[Level::Article]);
        let first = document.nodes[head].ordinal.map_or(0, |o| o.number);
        let last = all.last().and_then(|s| s.last()).and_then(|&id| document.nodes[id].ordinal).map_or(0, |o| o.number);
        match all.last_mut() {
            Some(previous) if own == article && own.is_some() && first > last && first > 1 => previous.extend(series),
            _ => all.push(series),
        }
        article = own;
    }
    all
}
