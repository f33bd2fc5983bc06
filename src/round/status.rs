//! 采纳情况: the words for what became of an opinion.

use std::collections::BTreeMap;

use super::earlier::Earlier;
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 已采纳
    Adopted,
    /// 部分采纳
    Partly,
    /// 未采纳
    Ignored,
    /// 条文已移动: not adopted, and the words now stand elsewhere.
    Moved,
    /// 待核对: neither text nor rules tell.
    Unknown,
}

impl Status {
    pub const ALL: [Status; 5] = [Status::Adopted, Status::Partly, Status::Ignored, Status::Moved, Status::Unknown];

    pub fn chinese(self) -> &'static str {
        match self {
            Status::Adopted => "已采纳",
            Status::Partly => "部分采纳",
            Status::Ignored => "未采纳",
            Status::Moved => "条文已移动",
            Status::Unknown => "待核对",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Status::Adopted => "adopted",
            Status::Partly => "partly",
            Status::Ignored => "ignored",
            Status::Moved => "moved",
            Status::Unknown => "unknown",
        }
    }
}

/// An earlier opinion and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub earlier: Earlier,
    pub status: Status,
    /// Where the words stand now, 第九条; empty where they are gone.
    pub now: String,
    /// In the new draft.
    pub span: Option<Span>,
    /// What the new draft says there.
    pub words: String,
    /// Why the status is that one, in words.
    pub note: String,
    /// Sentences of the earlier draft that it was about.
    pub(super) about: Vec<usize>,
}

impl Answer {
    /// An answer by itself, about no sentence of an earlier draft.
    #[cfg(test)]
    pub fn new(earlier: Earlier, status: Status, now: (&str, Option<Span>), words: &str, note: &str) -> Answer {
        let (place, span) = now;
        Answer { earlier, status, now: place.into(), span, words: words.into(), note: note.into(), about: Vec::new() }
    }
}

/// Opinions by the sentence of the earlier draft that they are about.
pub(super) fn by_sentence(answers: &[Answer]) -> BTreeMap<usize, Vec<usize>> {
    let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, answer) in answers.iter().enumerate() {
        for &at in &answer.about {
            all.entry(at).or_default().push(number);
        }
    }
    all
}
