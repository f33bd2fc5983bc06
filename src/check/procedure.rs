//! Check kind procedure: steps that leave a material behind. Without a dossier nothing is said: see the not-checked list.

use super::Case;
use super::emit::Raw;
use super::phrase::Pass;
use crate::rule::{Procedure, RuleSet};

pub fn check(
    case: &Case<'_>,
    rules: &RuleSet,
    pass: &Pass,
    rule: usize,
    procedure: &Procedure,
    found: &mut dyn FnMut(Raw),
) {
    let Some(dossier) = case.dossier else { return };
    let is_asked = procedure.touch.is_empty() || pass.is_touched(rule);
    if !is_asked || dossier.has(&procedure.material) {
        return;
    }
    let title = rules.materials.iter().find(|material| material.id == procedure.material);
    let title = title.map_or(procedure.material.as_str(), |material| material.title.as_str());
    found(Raw::whole(&procedure.material).value("material", title));
}
