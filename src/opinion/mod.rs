//! Findings → letters (文书) as plain data: 意见书, 复函, 补正告知, 反馈意见, a shell for other items. It groups and words;
//! it never says 合法.
//!
//! Until the reviewer decides, every finding stands as 待审查人员确认, and no conclusion is chosen.

mod basis;
mod feedback;
mod fill;
mod form;
mod frame;
mod input;
mod object;
mod points;
mod quote;
mod reply;
mod room;
mod shell;
mod short;
mod supplement;
#[cfg(test)]
pub(crate) mod tests;
mod wording;

pub use basis::{CitedLaw, Force, PointBasis, labels};
pub use form::Form;
pub use frame::{Frame, Signature};
pub use input::{Deadline, Input, LetterKind, Manifest, MaterialLine, Missing};
pub use points::{Point, RelatedPlace, Section};
pub use quote::Quote;
pub use short::{Line, Short};

use crate::finding::Unchecked;

/// A letter of any form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    Opinion(Box<Opinion>),
    Short(Box<Short>),
}

impl Letter {
    pub fn title(&self) -> &str {
        match self {
            Letter::Opinion(opinion) => &opinion.frame.title,
            Letter::Short(short) => &short.frame.title,
        }
    }
}

/// 审核、审查意见书, part by part, in the order it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    pub kind: LetterKind,
    pub frame: Frame,
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
    /// Which program, rules and laws made the letter, and from what.
    pub manifest: String,
}

/// The conclusion is the reviewer's: candidates with empty boxes until one is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    pub lead: String,
    /// Empty once one is chosen.
    pub candidates: Vec<Candidate>,
    pub remark: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub label: String,
    pub note: String,
}

/// Writes a letter of that form. What is no normative document and no decision gets no opinion, but the shell of one.
pub fn compose(input: &Input, form: Form) -> Letter {
    match form {
        Form::Opinion if input.kind != LetterKind::Other => Letter::Opinion(Box::new(opinion(input))),
        Form::Opinion | Form::Shell => Letter::Short(Box::new(shell::shell(input))),
        Form::Reply => Letter::Short(Box::new(reply::reply(input))),
        Form::Supplement => Letter::Short(Box::new(supplement::supplement(input))),
        Form::Feedback => Letter::Short(Box::new(feedback::feedback(input))),
    }
}

fn opinion(input: &Input) -> Opinion {
    let mut sections = points::sections(input);
    basis::quote_once(&mut sections);
    Opinion {
        kind: input.kind,
        frame: frame::frame(input, &input.words.opinion.title, wording::notice(input)),
        opening: wording::opening(input, &sections),
        materials: input.materials.iter().map(MaterialLine::without_folders).collect(),
        materials_remark: wording::materials_remark(input),
        basis: basis::cited_laws(&sections),
        scope: wording::scope(input),
        sections,
        unchecked: wording::unchecked(input),
        conclusion: wording::conclusion(input),
        manifest: wording::manifest(input.manifest),
    }
}
