//! Check kind attachment: annexes spoken of and not there, there and not spoken of.

use super::Case;
use super::emit::Raw;
use super::reference::has_annex;
use crate::document::{Level, MatterKind, NodeId};
use crate::finding::Confidence;
use crate::rule::AttachmentProblem;
use crate::text::{Span, fold};

pub fn check(case: &Case<'_>, problem: AttachmentProblem, found: &mut dyn FnMut(Raw)) {
    match problem {
        AttachmentProblem::Absent => absent(case, found),
        AttachmentProblem::Unmentioned => unmentioned(case, found),
    }
}

/// Each missing number once. Where the file has no annex at all, or lacks several, or the list of annexes names it, they
/// may come as files of their own.
fn absent(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let annexes = case.document.count(Level::Annex);
    let mut said: Vec<(u32, Raw)> = Vec::new();
    for mention in case.facts.attachments.iter().filter(|mention| !mention.into_article) {
        let Some(number) = mention.number.filter(|number| !has_annex(case.document, *number)) else { continue };
        if said.iter().any(|(other, _)| *other == number) {
            continue;
        }
        let raw = Raw::at(mention.node, mention.span);
        // An annex speaks of its own annexes.
        let inside = case.document.enclosing(mention.node, &[Level::Annex]).is_some();
        let apart = annexes == 0 || inside || is_listed(case, number) || is_titled(case, mention.span);
        said.push((number, if apart { raw.at_most(Confidence::Possible) } else { raw }));
    }
    let several = said.len() > 1;
    said.into_iter().for_each(|(_, raw)| found(if several { raw.at_most(Confidence::Possible) } else { raw }));
}

/// 附件：1．…… 2．…… with this number in it.
fn is_listed(case: &Case<'_>, number: u32) -> bool {
    let labels = [format!("{number}."), format!("{number}、"), format!("附件{number}：")];
    let lists = case.document.matter.iter().filter(|matter| matter.kind == MatterKind::AnnexList);
    let mut lists = lists.map(|matter| fold(case.text.slice(matter.span)));
    if lists.any(|list| labels.iter().any(|label| list.contains(label.as_str()))) {
        return true;
    }
    let heads = case.passages.iter().filter(|passage| passage.view.as_str().starts_with("附件"));
    heads.clone().any(|head| labels.iter().any(|label| head.view.as_str().contains(label.as_str())))
        || heads.filter(|head| head.view.as_str().starts_with("附件：")).any(|head| goes_on(case, head.node, number))
}

/// The lines right after 附件：1．…… that count on.
fn goes_on(case: &Case<'_>, head: NodeId, number: u32) -> bool {
    let nodes = case.document.nodes[head + 1..].iter();
    nodes.take_while(|node| node.level == Level::Subitem).any(|node| node.ordinal.is_some_and(|o| o.number == number))
}

/// （附件4：……方案）: named with its title, which a file of its own bears.
fn is_titled(case: &Case<'_>, span: Span) -> bool {
    case.text.as_str().get(span.end..).is_some_and(|behind| behind.starts_with(['：', ':']))
}

fn unmentioned(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let listed = case.document.matter.iter().any(|matter| matter.kind == MatterKind::AnnexList)
        || case.passages.iter().any(|passage| passage.view.as_str().starts_with("附件："));
    let is_implied = |s: &str| ["所附", "附后", "附表", "附图"].iter().any(|word| s.contains(word));
    let implied = case.passages.iter().any(|passage| is_implied(passage.view.as_str()));
    if listed || implied || case.facts.attachments.iter().any(|mention| mention.number.is_none()) {
        return;
    }
    for (id, node) in case.document.nodes.iter().enumerate().filter(|(_, node)| node.level == Level::Annex) {
        let number = node.ordinal.map_or(1, |o| o.number);
        let is_mentioned = case.facts.attachments.iter().any(|mention| mention.number == Some(number));
        if !is_mentioned && is_annex(case, id) {
            let span = if node.label.is_empty() { node.heading } else { node.label };
            found(Raw::at(id, span));
        }
    }
}

/// Not the foot of a web page, not a list of files, not 附表 and 附录.
fn is_annex(case: &Case<'_>, id: NodeId) -> bool {
    const SHORTEST: usize = 10;
    let node = &case.document.nodes[id];
    let label = fold(case.text.slice(node.label));
    let content = case.text.slice(Span::new(node.label.end, node.span.end.max(node.label.end))).trim();
    let is_furniture = ["责任编辑", "上一篇", "扫一扫", "相关政策", "解读", ".doc", ".xls", ".pdf"]
        .iter()
        .any(|word| content.contains(word));
    let is_more_than_named = content.lines().filter(|line| !line.trim().is_empty()).count() > 1;
    is_more_than_named
        && label.starts_with("附件")
        && !label.contains('.')
        && content.chars().count() >= SHORTEST
        && !is_furniture
}
