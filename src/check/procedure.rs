//! Check kind procedure: steps that leave a material behind. Without a dossier nothing is said: see the not-checked list.

use super::Case;
use super::emit::Raw;
use super::phrase::Pass;
use crate::finding::Confidence;
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
    let fitting = || std::iter::once(&procedure.material).chain(&procedure.or);
    if !is_asked || fitting().any(|material| dossier.has(material)) {
        return;
    }
    let title = |id: &str| rules.recogniser.find(id).map_or(id.to_owned(), |material| material.title.clone());
    let unread = fitting().flat_map(|material| dossier.maybe(material)).next();
    let part = procedure.partly.iter().find(|material| dossier.has(material));
    let lacking = title(&procedure.material);
    let (material, is_open) = match (unread, part) {
        (Some(item), _) => (format!("{lacking}（“{}”从文件名看像，但是读不出内容，待核）", item.file_name()), true),
        (None, Some(part)) => (format!("{lacking}（有{}，请核对是否够）", title(part)), true),
        (None, None) => (lacking, false),
    };
    let raw = Raw::whole(&procedure.material).value("material", material);
    found(if is_open { raw.at_most(Confidence::Possible) } else { raw });
}
