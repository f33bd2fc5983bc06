//! Check kind organ: organs that were renamed or abolished.

use super::Case;
use super::emit::Raw;
use crate::lawbook::Lawbook;
use crate::rule::OrganProblem;

pub fn check(case: &Case<'_>, lawbook: &Lawbook, problem: OrganProblem, found: &mut dyn FnMut(Raw)) {
    for passage in case.passages {
        let text = passage.view.as_str();
        for (organ, range) in lawbook.old_organs_in(text) {
            if (problem == OrganProblem::Abolished) != organ.is_abolished || !is_named(text, &range) {
                continue;
            }
            let raw = Raw::at(passage.node, passage.view.span(range));
            found(raw.value("name", organ.name).value("successor", organ.successor).value("date", organ.changed));
        }
    }
}

/// Not 农业部门, not inside 《》 or a quotation, not 原农业部, not as a document number's maker.
fn is_named(text: &str, range: &std::ops::Range<usize>) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let in_title = before.rfind('《') > before.rfind('》') && before.contains('《');
    let in_quotation = before.rfind('“') > before.rfind('”') && before.contains('“');
    let former = before.ends_with('原') || before.ends_with("（原");
    !behind.starts_with(['门', '令', '公', '关']) && !behind.starts_with("发布") && !in_title && !in_quotation && !former
}
