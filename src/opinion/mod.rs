//! Findings → the letter: 合法性审核意见书 as plain data. It groups and words; it never says 合法.
//!
//! Until the reviewer decides, every finding stands as 待审查人员确认, and no conclusion is chosen.

mod basis;
mod input;
mod object;
mod points;
mod quote;
#[cfg(test)]
pub(crate) mod tests;
mod wording;

pub use basis::{CitedLaw, Force, PointBasis};
pub use input::{Input, LetterKind, Manifest, MaterialLine};
pub use points::{Point, RelatedPlace, Section};
pub use quote::Quote;

use crate::finding::Unchecked;

/// A letter, part by part, in the order it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    pub kind: LetterKind,
    pub title: String,
    /// 编号
    pub number: Option<String>,
    /// 主送
    pub addressee: Option<String>,
    /// What a reader must know before all else: nothing here is confirmed yet.
    pub notice: String,
    pub opening: Vec<String>,
    /// 送审材料, present and missing.
    pub materials: Vec<MaterialLine>,
    /// What to do about missing materials.
    pub materials_remark: Option<String>,
    /// 审核依据: the laws cited, in the order of their first use.
    pub basis: Vec<CitedLaw>,
    /// 审核范围 and its limits.
    pub scope: Vec<String>,
    pub sections: Vec<Section>,
    /// 未检查事项: never empty.
    pub unchecked: Vec<Unchecked>,
    pub conclusion: Conclusion,
    pub signature: Signature,
    /// Which program, rules and laws made the letter, and from what.
    pub manifest: String,
}

/// The conclusion is the reviewer's: candidates with empty boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    pub lead: String,
    pub candidates: Vec<Candidate>,
    pub remark: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub label: &'static str,
    pub note: &'static str,
}

/// 落款
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub office: String,
    /// Left for the reviewer: 　年　月　日.
    pub date: &'static str,
    pub contact: Option<String>,
}

/// Writes the letter.
pub fn compose(input: &Input) -> Opinion {
    let mut sections = points::sections(input);
    basis::quote_once(&mut sections);
    Opinion {
        kind: input.kind,
        title: wording::title(input),
        number: input.office.number.clone(),
        addressee: input.addressee().map(str::to_owned),
        notice: wording::notice(input),
        opening: wording::opening(input, &sections),
        materials: input.materials.iter().map(MaterialLine::without_folders).collect(),
        materials_remark: wording::materials_remark(input),
        basis: basis::cited_laws(&sections),
        scope: wording::scope(input),
        sections,
        unchecked: wording::unchecked(input),
        conclusion: wording::conclusion(input.kind),
        signature: wording::signature(input.office),
        manifest: wording::manifest(input.manifest),
    }
}
