//! What a letter is made from.

use crate::check::triage::Triage;
use crate::date::{Date, Period};
use crate::document::Document;
use crate::finding::{Finding, Unchecked};
use crate::round::Standings;
use crate::rule::{ConclusionWords, Letters, Office, Role};
use crate::text::Text;

#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub kind: LetterKind,
    pub draft_title: &'a str,
    /// 起草单位
    pub drafting_unit: Option<&'a str>,
    pub text: &'a Text,
    pub document: &'a Document,
    /// 分流: what it was taken for, and whose it is.
    pub triage: &'a Triage,
    pub findings: &'a [Finding],
    pub unchecked: &'a [Unchecked],
    pub materials: &'a [MaterialLine],
    /// 缺少的材料
    pub missing: &'a [Missing],
    /// Materials that could not be read, and why.
    pub unreadable: &'a [Unchecked],
    /// Whether materials came with the draft; a bare draft says nothing about its procedure.
    pub dossier: bool,
    pub manifest: &'a Manifest,
    pub office: &'a Office,
    pub role: Role,
    /// What the reviewers decided.
    pub standings: &'a Standings,
    /// Findings that they dismissed: counted, not told.
    pub dismissed: usize,
    /// 补正期限, where the office or the region has one.
    pub deadline: Option<&'a Deadline>,
    /// The conclusion that the reviewer chose.
    pub conclusion: Option<&'a ConclusionWords>,
    pub words: &'a Letters,
}

impl<'a> Input<'a> {
    /// 主送: as the profile says, else the drafting unit.
    pub(super) fn addressee(&self) -> Option<&'a str> {
        self.office.addressee.as_deref().or(self.drafting_unit)
    }

    /// 合同、协议
    pub(super) fn item(&self) -> Option<&'a str> {
        self.triage.item.as_deref()
    }

    /// 本稿还是征求意见的稿子: by its title, or by what triage takes it for.
    pub fn is_consultation(&self) -> bool {
        let titled = self.words.consulted.iter().any(|word| self.draft_title.contains(word.as_str()));
        let item = self.item().and_then(|item| self.words.item(Some(item)));
        titled || (self.kind == LetterKind::Other && item.is_some_and(|item| item.feedback))
    }
}

/// What was sent for review decides the letter's title and its heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// 行政规范性文件: 合法性审核
    NormativeDocument,
    /// 重大行政决策: 合法性审查
    MajorDecision,
    /// Contracts, 请示, 议题 …: a shell only
    Other,
}

impl LetterKind {
    /// 审核 or 审查.
    pub fn review(self) -> &'static str {
        match self {
            LetterKind::NormativeDocument => "审核",
            LetterKind::MajorDecision | LetterKind::Other => "审查",
        }
    }
}

/// One of the 送审材料.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialLine {
    pub name: String,
    /// The file; only its name gets into the letter. `None`: missing.
    pub file: Option<String>,
}

impl MaterialLine {
    pub(super) fn without_folders(&self) -> MaterialLine {
        let file = self.file.as_deref().map(|file| file_name(file).to_owned());
        MaterialLine { name: self.name.clone(), file }
    }
}

/// A material that should have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub name: String,
    /// What to send.
    pub advice: String,
    /// 《规章制定程序条例》第十八条第一款、第三款；《…》第六十二条
    pub basis: String,
    /// Whether it is only asked about (待核).
    pub is_doubtful: bool,
}

/// 补正期限
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub period: Period,
    /// Where it is laid down; the office's own needs none.
    pub source: Option<String>,
    pub verified: bool,
}

/// The last step of a path of any system: a letter names no folders of a machine.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What the letter rests on, so that it can be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub program_version: String,
    pub rules_version: String,
    pub lawbook_date: Date,
    /// The day whose law was applied.
    pub as_of: Date,
    /// 行政区划代码 or name.
    pub region: Option<String>,
    pub input_digest: String,
}
