//! Check kind attachment: annexes spoken of and not there, there and not spoken of.

use super::Case;
use super::emit::Raw;
use super::reference::has_annex;
use crate::document::{Level, MatterKind};
use crate::finding::Confidence;
use crate::rule::AttachmentProblem;

pub fn check(case: &Case<'_>, problem: AttachmentProblem, found: &mut dyn FnMut(Raw)) {
    match problem {
        AttachmentProblem::Absent => absent(case, found),
        AttachmentProblem::Unmentioned => unmentioned(case, found),
    }
}

/// Each missing number once. Where the file has no annex at all they may come as files of their own.
fn absent(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let annexes = case.document.count(Level::Annex);
    let mut said = Vec::new();
    for mention in case.facts.attachments.iter().filter(|mention| !mention.into_article) {
        let Some(number) = mention.number.filter(|number| !has_annex(case.document, *number)) else { continue };
        if said.contains(&number) {
            continue;
        }
        said.push(number);
        let raw = Raw::at(mention.node, mention.span);
        found(if annexes == 0 { raw.at_most(Confidence::Possible) } else { raw });
    }
}

fn unmentioned(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let listed = case.document.matter.iter().any(|matter| matter.kind == MatterKind::AnnexList)
        || case.passages.iter().any(|passage| passage.view.as_str().starts_with("附件："));
    if listed || case.facts.attachments.iter().any(|mention| mention.number.is_none()) {
        return;
    }
    for (id, node) in case.document.nodes.iter().enumerate().filter(|(_, node)| node.level == Level::Annex) {
        let number = node.ordinal.map_or(1, |o| o.number);
        if !case.facts.attachments.iter().any(|mention| mention.number == Some(number)) {
            let span = if node.label.is_empty() { node.heading } else { node.label };
            found(Raw::at(id, span));
        }
    }
}
