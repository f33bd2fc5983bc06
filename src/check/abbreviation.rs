//! Check kind abbreviation: short names (以下简称) declared twice, never used, used before.

use super::Case;
use super::emit::Raw;
use crate::document::{Level, Place};
use crate::fact::Abbreviation;
use crate::finding::Related;
use crate::rule::AbbreviationProblem;

pub fn check(case: &Case<'_>, problem: AbbreviationProblem, found: &mut dyn FnMut(Raw)) {
    let all = &case.facts.abbreviations;
    for (i, abbreviation) in all.iter().enumerate() {
        let raw = || Raw::at(abbreviation.node, abbreviation.span).value("name", abbreviation.name.clone());
        match problem {
            AbbreviationProblem::DeclaredTwice => {
                if let Some(first) = all[..i].iter().find(|first| is_same(case, first, abbreviation)) {
                    let mut raw = raw();
                    raw.related.push(declared(case, first));
                    found(raw);
                }
            }
            AbbreviationProblem::NeverUsed if abbreviation.uses == 0 => found(raw()),
            AbbreviationProblem::UsedBefore if is_used_before(case, abbreviation) => found(raw()),
            _ => {}
        }
    }
}

/// The same name in the same text; a notice and its 办法 may each declare it, and so may words that are quoted or
/// that a text of one single paragraph carries.
fn is_same(case: &Case<'_>, first: &Abbreviation, second: &Abbreviation) -> bool {
    const PROVISIONS: [Level; 3] = [Level::Article, Level::Point, Level::Subpoint];
    first.name == second.name
        && first.node != second.node
        && case.document.container(first.node) == case.document.container(second.node)
        && case.document.enclosing(second.node, &PROVISIONS).is_some()
        && !is_quoted(case, first)
        && !is_quoted(case, second)
        && super::numbering::is_one_text(case, case.document.container(second.node))
}

fn is_quoted(case: &Case<'_>, abbreviation: &Abbreviation) -> bool {
    let node = case.document.nodes[abbreviation.node].span;
    let before = case.text.as_str().get(node.start..abbreviation.span.start).unwrap_or_default();
    let before = before.trim_end_matches(['“', '‘', '「', '《', '"']);
    before.rfind(['“', '「']) > before.rfind(['”', '」'])
}

fn declared(case: &Case<'_>, first: &Abbreviation) -> Related {
    let place = Place::of(case.document, first.node);
    Related { path: String::new(), place, span: first.span, note: "第一次声明".to_owned() }
}

/// Only names that are no common word: 《》 or at least four characters.
fn is_used_before(case: &Case<'_>, abbreviation: &Abbreviation) -> bool {
    const SHORTEST: usize = 4;
    let container = case.document.container(abbreviation.node);
    abbreviation.name.chars().count() >= SHORTEST
        && !abbreviation.full.contains(&abbreviation.name)
        && case
            .passages
            .iter()
            .take_while(|p| p.node < abbreviation.node)
            .any(|p| case.document.container(p.node) == container && p.view.as_str().contains(&abbreviation.name))
}
