//! Two documents → 条文对照表: which article became which, and what changed in it.
//!
//! [`unit`] says what is compared, [`align`] who belongs to whom ([`likeness`], [`chain`], [`join`]),
//! [`classify`] what happened to them ([`reference`] tells renumbering from substance), [`edit`] what words changed.

mod align;
mod chain;
mod classify;
mod day;
mod division;
mod edit;
mod fixed;
mod group;
mod head;
mod join;
mod likeness;
mod part;
mod reference;
mod rival;
mod segment;
mod substance;
mod summary;
pub mod supplied;
pub mod table;
#[cfg(test)]
mod tests;
mod unit;
#[cfg(test)]
mod whole_tests;

pub use crate::finding::Confidence;

use std::convert::Infallible;

use serde::Serialize;

use crate::document::{Document, Level, Ordinal};
use crate::text::Text;

pub use division::{Division, DivisionChange, DivisionKind};
pub use edit::{Edit, Op, edits, side};
pub use fixed::{Fixed, FixedPair, written};
pub use head::{HeadChange, HeadMatter};
pub use likeness::{Candidate, alike};
pub use substance::{Change, Matter};
pub use summary::{Count, Summary};
pub use unit::{Unit, units};

use unit::{Outline, outline};

/// 条文对照表
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Empty where a document has no title.
    pub old_title: String,
    pub new_title: String,
    /// 标题、文号、发文机关、成文日期 that differ.
    pub head: Vec<HeadChange>,
    /// 编、章、节 that are not the same in both versions, in order of the new text.
    pub divisions: Vec<DivisionChange>,
    /// In order of the new text; what was deleted stands where it stood.
    pub pairs: Vec<Pair>,
}

/// Units that belong together, and what happened to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub old: Vec<UnitRef>,
    pub new: Vec<UnitRef>,
    pub kind: Kind,
    /// 实质修改: more than numbers and references that followed them.
    pub substance: bool,
    /// 0–1, three digits.
    pub similarity: f64,
    pub confidence: Confidence,
    /// Rebuild the new text from the old; several units are joined by line ends.
    pub edits: Vec<Edit>,
    /// The likest unit outside the pair, where the pair is in doubt.
    pub runner_up: Option<RunnerUp>,
    /// 款 and 项 compared in their turn, where the words changed and there are several.
    pub parts: Vec<Pair>,
}

/// Who else it could be.
#[derive(Clone, Debug, PartialEq)]
pub struct RunnerUp {
    /// Whether it stands in the new document; else in the old.
    pub is_new: bool,
    pub place: String,
    /// Dice, three digits.
    pub similarity: f64,
}

/// A unit as the comparison names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRef {
    /// 所附文件 in reading order, from 1; 0 for the document itself.
    pub instrument: u32,
    /// 附件 in reading order, from 1; 0 outside annexes.
    pub annex: u32,
    pub level: Level,
    pub ordinal: Option<Ordinal>,
    pub label: String,
    /// The place in words, 第三条.
    pub place: String,
    /// Length of its text in the edits.
    pub bytes: usize,
    /// Which of the units of its document, from 0.
    pub index: usize,
}

impl UnitRef {
    fn of(unit: &Unit, index: usize) -> UnitRef {
        UnitRef {
            instrument: unit.instrument,
            annex: unit.annex,
            level: unit.level,
            ordinal: unit.ordinal,
            label: unit.label.clone(),
            place: unit.place.clone(),
            bytes: unit.text.len(),
            index,
        }
    }
}

/// What happened to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// 未修改
    Same,
    /// 仅编号变化: its own number, or numbers in references that followed
    Renumbered,
    /// 修改
    Modified,
    /// 移动
    Moved,
    /// 拆分
    Split,
    /// 合并
    Merged,
    /// 新增
    Added,
    /// 删除
    Deleted,
}

impl Kind {
    pub fn chinese(self) -> &'static str {
        match self {
            Kind::Same => "未修改",
            Kind::Renumbered => "仅编号变化",
            Kind::Modified => "修改",
            Kind::Moved => "移动",
            Kind::Split => "拆分",
            Kind::Merged => "合并",
            Kind::Added => "新增",
            Kind::Deleted => "删除",
        }
    }
}

/// Compares two documents.
pub fn compare(old: (&Text, &Document), new: (&Text, &Document)) -> Comparison {
    let pairs = |old: &Outline, new: &Outline| pairs(&old.units, &new.units);
    whole(old, new, |old, new| Ok::<_, Infallible>(pairs(old, new))).unwrap_or_else(|never| match never {})
}

/// Compares two documents with some pairs fixed by hand; says in Chinese which of those cannot be.
pub fn compare_fixed(old: (&Text, &Document), new: (&Text, &Document), fixed: &Fixed) -> Result<Comparison, String> {
    whole(old, new, |old, new| {
        let (old, new) = (&old.units, &new.units);
        let forced = fixed.links(old, new)?;
        let (links, likeness) = align::align_around(old, new, &forced);
        Ok(classify::pairs(old, new, links, &forced, &likeness))
    })
}

fn whole<E>(
    old: (&Text, &Document),
    new: (&Text, &Document),
    pairs: impl Fn(&Outline, &Outline) -> Result<Vec<Pair>, E>,
) -> Result<Comparison, E> {
    let (old_outline, new_outline) = (outline(old.0, old.1), outline(new.0, new.1));
    let pairs = pairs(&old_outline, &new_outline)?;
    let divisions = division::changes(&old_outline.divisions, &new_outline.divisions, &pairs);
    let head = head::changes(old.1, new.1);
    Ok(Comparison { old_title: title(old.1), new_title: title(new.1), head, divisions, pairs })
}

fn title(document: &Document) -> String {
    document.head.title.as_ref().map_or(String::new(), |title| title.text.clone())
}

/// Compares two rows of units.
pub fn pairs(old: &[Unit], new: &[Unit]) -> Vec<Pair> {
    let (links, likeness) = align::align(old, new);
    classify::pairs(old, new, links, &[], &likeness)
}
