//! Findings: plain data, what was found, where, how grave, on what basis, what to do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::Place;
use crate::text::Span;

/// What a finding is if the reviewer agrees. The order is the order of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// 建议
    Advice,
    /// 缺陷
    Defect,
    /// 违法
    Violation,
}

impl Grade {
    pub fn chinese(self) -> &'static str {
        match self {
            Grade::Violation => "违法",
            Grade::Defect => "缺陷",
            Grade::Advice => "建议",
        }
    }
}

/// How sure the tool is. `Certain` is for what text and calendar prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// 待核
    Possible,
    /// 很可能
    Likely,
    /// 确定
    Certain,
}

impl Confidence {
    pub fn chinese(self) -> &'static str {
        match self {
            Confidence::Certain => "确定",
            Confidence::Likely => "很可能",
            Confidence::Possible => "待核",
        }
    }
}

/// The point of the review a finding belongs to: 国办发〔2018〕115号 二（六）, then 公平竞争, then 文字技术.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    Subject,
    Power,
    Content,
    SetWithoutPower,
    RightsAndDuties,
    OrganPower,
    Procedure,
    Competition,
    Drafting,
}

impl Heading {
    pub const ALL: [Heading; 9] = [
        Heading::Subject,
        Heading::Power,
        Heading::Content,
        Heading::SetWithoutPower,
        Heading::RightsAndDuties,
        Heading::OrganPower,
        Heading::Procedure,
        Heading::Competition,
        Heading::Drafting,
    ];

    pub fn chinese(self) -> &'static str {
        match self {
            Heading::Subject => "制定主体",
            Heading::Power => "制定权限",
            Heading::Content => "内容与上位法、国家政策的一致性",
            Heading::SetWithoutPower => "违法设定行政许可、处罚、强制、收费等",
            Heading::RightsAndDuties => "减损权益、增加义务",
            Heading::OrganPower => "增加本单位权力、减少法定职责",
            Heading::Procedure => "制定程序",
            Heading::Competition => "公平竞争",
            Heading::Drafting => "文字与技术规范",
        }
    }
}

/// A basis as the letter names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedBasis {
    pub law: String,
    pub article: String,
    /// Word-for-word text, only from the user's law library.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
    /// Which version the words are of: 2021年1月22日修订.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<String>,
    /// `None`: the index does not prove whether it is in force (现行有效性未核).
    pub in_force: Option<bool>,
}

/// Another place that belongs to the finding: the other declaration, the clause that contradicts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Another file of the dossier; empty for the document itself.
    pub path: String,
    pub place: Place,
    pub span: Span,
    pub note: String,
}

/// Words of the Text, and what to write in their place; nothing where they should go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    pub span: Span,
    pub with: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Arc<str>,
    pub title: Arc<str>,
    pub heading: Heading,
    pub grade: Grade,
    pub confidence: Confidence,
    /// Empty for a finding about the whole document.
    pub place: Place,
    /// The words found, in the Text; `None` for a finding about the whole document.
    pub span: Option<Span>,
    pub message: String,
    pub advice: Arc<str>,
    pub basis: Arc<[CitedBasis]>,
    pub related: Vec<Related>,
    /// What to write instead, where the rule knows it.
    pub replacement: Option<Replacement>,
    /// `1:` and 16 hex digits; survives renumbering.
    pub fingerprint: String,
}

/// What was not checked, and why: as much a result as a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unchecked {
    pub what: String,
    pub why: String,
}
