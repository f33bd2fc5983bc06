//! 清理用语: how documents say what becomes of others, why a clean-up proposes what, how ledgers name their columns.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What one document does to another (去留).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// 废止
    Repeal,
    /// 宣布失效
    Lapse,
    /// 修改
    Amend,
    /// 列入继续有效的目录
    Keep,
    /// 延长有效期、重新发布
    Extend,
}

/// Where the document meant stands, seen from the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 《X》同时废止
    Before,
    /// 废止《X》
    After,
    /// 废止的文件目录
    List,
}

/// 决定去留的用语
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FateWords {
    pub fate: Fate,
    pub side: Side,
    pub words: Vec<String>,
}

/// 清理意见. The order is that in which reasons outweigh each other, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Proposal {
    Keep,
    Amend,
    Judge,
    Lapse,
    Repeal,
}

impl Proposal {
    pub const ALL: [Proposal; 5] =
        [Proposal::Keep, Proposal::Amend, Proposal::Repeal, Proposal::Lapse, Proposal::Judge];

    pub fn chinese(self) -> &'static str {
        match self {
            Proposal::Keep => "继续有效",
            Proposal::Amend => "修改",
            Proposal::Repeal => "废止",
            Proposal::Lapse => "宣布失效",
            Proposal::Judge => "需人工判断",
        }
    }

    pub fn named(word: &str) -> Option<Proposal> {
        Proposal::ALL.into_iter().find(|proposal| proposal.chinese() == word)
    }
}

/// What a reason leads to by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weighs {
    Keep,
    Amend,
    Repeal,
    Lapse,
    Judge,
    /// 只作提示
    Note,
}

impl Weighs {
    pub fn proposal(self) -> Option<Proposal> {
        Some(match self {
            Weighs::Keep => Proposal::Keep,
            Weighs::Amend => Proposal::Amend,
            Weighs::Repeal => Proposal::Repeal,
            Weighs::Lapse => Proposal::Lapse,
            Weighs::Judge => Proposal::Judge,
            Weighs::Note => return None,
        })
    }
}

/// 清理意见的一种理由
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub code: String,
    pub title: String,
    pub proposal: Weighs,
    /// 说明，{…} 由程序填写
    pub text: String,
}

/// 清理用语
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sweep {
    pub unless: Vec<String>,
    pub stops: Vec<String>,
    pub parts: Vec<String>,
    pub attributes: Vec<String>,
    pub catalogues: Vec<String>,
    pub listed: Vec<String>,
    pub documents: Vec<String>,
    pub ended: Vec<String>,
    pub headers: Vec<String>,
    pub fate: Vec<FateWords>,
    /// 台账的列名
    pub columns: BTreeMap<String, Vec<String>>,
    pub reason: Vec<Reason>,
    /// 公布清理结果的决定稿
    pub decision: BTreeMap<String, String>,
}

impl Sweep {
    /// Adds what another file says.
    pub(super) fn join(&mut self, mut other: Sweep) {
        for (own, more) in [
            (&mut self.unless, &mut other.unless),
            (&mut self.stops, &mut other.stops),
            (&mut self.parts, &mut other.parts),
            (&mut self.attributes, &mut other.attributes),
            (&mut self.catalogues, &mut other.catalogues),
            (&mut self.listed, &mut other.listed),
            (&mut self.documents, &mut other.documents),
            (&mut self.ended, &mut other.ended),
            (&mut self.headers, &mut other.headers),
        ] {
            own.append(more);
        }
        self.fate.append(&mut other.fate);
        self.reason.append(&mut other.reason);
        self.decision.append(&mut other.decision);
        for (column, mut names) in other.columns {
            self.columns.entry(column).or_default().append(&mut names);
        }
    }

    /// The reason of a code; a later file may say it anew.
    pub fn reason(&self, code: &str) -> Option<&Reason> {
        self.reason.iter().rev().find(|reason| reason.code == code)
    }

    /// The words of a side with what they do, the longest first.
    pub fn words(&self, side: Side) -> Vec<(&str, Fate)> {
        let fates = self.fate.iter().filter(|fate| fate.side == side);
        let mut words: Vec<_> =
            fates.flat_map(|fate| fate.words.iter().map(|word| (word.as_str(), fate.fate))).collect();
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        words
    }
}
