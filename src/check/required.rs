//! Check kind required: what a document of this kind must say.

use super::Case;
use super::emit::Raw;
use super::phrase::Pass;
use crate::document::Level;
use crate::rule::Required;

pub fn check(case: &Case<'_>, pass: &Pass, rule: usize, required: &Required, found: &mut dyn FnMut(Raw)) {
    if pass.is_excused(rule) || case.passages.is_empty() {
        return;
    }
    let instruments: Vec<_> =
        (0..case.document.nodes.len()).filter(|&id| case.document.nodes[id].level == Level::Instrument).collect();
    if !required.per_instrument || instruments.is_empty() {
        if !pass.is_present_anywhere(rule) {
            found(Raw::whole("document"));
        }
        return;
    }
    for id in instruments {
        if !pass.is_present(rule, Some(id)) {
            let heading = case.document.nodes[id].heading;
            found(Raw::at(id, heading));
        }
    }
}
