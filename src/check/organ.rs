//! Check kind organ: organs that were renamed or abolished.

use super::Case;
use super::emit::Raw;
use crate::document::NodeId;
use crate::lawbook::{Lawbook, OldOrgan};
use crate::rule::OrganProblem;
use crate::text::Span;

/// Old names of organs in a draft, found once for all rules that ask.
pub type Mentions<'l> = Vec<(&'l OldOrgan, NodeId, Span)>;

pub fn mentions<'l>(case: &Case<'_>, lawbook: &'l Lawbook) -> Mentions<'l> {
    let mut mentions = Vec::new();
    for passage in case.passages {
        let text = passage.view.as_str();
        let named = lawbook.old_organs_in(text).filter(|(_, range)| is_named(text, range));
        mentions.extend(named.map(|(organ, range)| (organ, passage.node, passage.view.span(range))));
    }
    mentions
}

pub fn check(mentions: &Mentions<'_>, problem: OrganProblem, found: &mut dyn FnMut(Raw)) {
    let asked = |organ: &OldOrgan| (problem == OrganProblem::Abolished) == organ.is_abolished;
    for (organ, node, span) in mentions.iter().filter(|(organ, ..)| asked(organ)) {
        let raw = Raw::at(*node, *span);
        found(raw.value("name", organ.name).value("successor", organ.successor).value("date", organ.changed));
    }
}

/// Not 农业部门, not inside 《》 or a quotation, not 原农业部, not as a document number's maker.
fn is_named(text: &str, range: &std::ops::Range<usize>) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let in_title = before.rfind('《') > before.rfind('》') && before.contains('《');
    let in_quotation = before.rfind('“') > before.rfind('”') && before.contains('“');
    let former = before.ends_with('原') || before.ends_with("（原");
    !behind.starts_with(['门', '令', '公', '关'])
        && !behind.starts_with("发布")
        && !in_title
        && !in_quotation
        && !former
}
