//! Check kind numbering: skipped, repeated and falling numbers.

use super::Case;
use super::emit::Raw;
use crate::document::{Document, Level, NodeId, Ordinal};
use crate::numeral::chinese;
use crate::rule::NumberingProblem;

pub fn check(case: &Case<'_>, problem: NumberingProblem, level: Level, found: &mut dyn FnMut(Raw)) {
    for series in series(case.document, level) {
        let mut last: Option<Ordinal> = None;
        for &id in &series {
            let node = &case.document.nodes[id];
            let Some(this) = node.ordinal else { continue };
            if fault(last, this) == Some(problem) {
                let expected = last.map_or(1, |o| o.number + 1);
                found(Raw::at(id, node.label).value("value", chinese(expected)));
            }
            last = Some(last.map_or(this, |last| last.max(this)));
        }
    }
}

fn fault(last: Option<Ordinal>, this: Ordinal) -> Option<NumberingProblem> {
    let Some(last) = last else {
        return (this.number > 1).then_some(NumberingProblem::Gap);
    };
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

/// Nodes that are numbered together.
fn series(document: &Document, level: Level) -> Vec<Vec<NodeId>> {
    match level {
        Level::Article => document.containers().map(|container| of_level(document, container, level)).collect(),
        Level::Item => items(document),
        _ => siblings(document, level),
    }
}

fn of_level(document: &Document, container: Option<NodeId>, level: Level) -> Vec<NodeId> {
    document.within(container).filter(|(_, node)| node.level == level).map(|(id, _)| id).collect()
}

/// Children of one parent.
fn siblings(document: &Document, level: Level) -> Vec<Vec<NodeId>> {
    let mut parents: Vec<Option<NodeId>> = Vec::new();
    for node in document.nodes.iter().filter(|node| node.level == level) {
        if !parents.contains(&node.parent) {
            parents.push(node.parent);
        }
    }
    let children = |parent| document.children(parent).filter(|&id| document.nodes[id].level == level).collect();
    parents.into_iter().map(children).collect()
}

/// 项 of one 款; a 款 whose items go on from the 款 before makes one series with it.
fn items(document: &Document) -> Vec<Vec<NodeId>> {
    let mut all: Vec<Vec<NodeId>> = Vec::new();
    let mut article = None;
    for series in siblings(document, Level::Item) {
        let own = document.enclosing(series[0], &[Level::Article]);
        let first = document.nodes[series[0]].ordinal.map_or(0, |o| o.number);
        let last = all.last().and_then(|s| s.last()).and_then(|&id| document.nodes[id].ordinal).map_or(0, |o| o.number);
        match all.last_mut() {
            Some(previous) if own == article && own.is_some() && first == last + 1 && first > 1 => {
                previous.extend(series)
            }
            _ => all.push(series),
        }
        article = own;
    }
    all
}
