//! 分流 in a report: what a file is taken for, and why.

use serde::Serialize;

use crate::check::triage::{Reason, Triage};
use crate::fact::Kind;
use crate::finding::Confidence;

/// The kind that the words of the file tell; what it was treated as is the row's `kind`.
#[derive(Clone, Debug, Serialize)]
pub struct TriageRow {
    pub kind: &'static str,
    /// 合同、协议
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    pub confidence: Option<Confidence>,
    #[serde(rename = "for")]
    pub reasons: Vec<ReasonRow>,
    pub against: Vec<ReasonRow>,
    pub organ: OrganRow,
    #[serde(skip)]
    plain: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct ReasonRow {
    pub why: String,
    pub quote: String,
    pub place: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct OrganRow {
    pub name: Option<String>,
    pub may_issue: Option<bool>,
    pub why: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl TriageRow {
    pub fn new(triage: &Triage) -> TriageRow {
        let organ = &triage.organ;
        TriageRow {
            kind: triage.kind.name(),
            item: triage.item.clone(),
            confidence: triage.confidence,
            reasons: triage.reasons.iter().map(row).collect(),
            against: triage.against.iter().map(row).collect(),
            organ: OrganRow {
                name: organ.name.clone(),
                may_issue: organ.may_issue,
                why: organ.why.clone(),
                source: organ.source.clone(),
            },
            plain: triage.is_plain(),
        }
    }

    /// 按行政规范性文件审查（不能确定）：…；但是…; nothing where there is no question.
    pub fn line(&self, treated: &str) -> Option<String> {
        if self.plain && self.kind == treated || self.confidence.is_none() {
            return None;
        }
        let mut line = if self.kind == treated { self.verdict() } else { self.overruled(treated) };
        if let (Some(false), Some(name)) = (self.organ.may_issue, &self.organ.name) {
            line.push_str(&format!("。制定机关“{name}”：{}", self.organ.why));
        }
        Some(line)
    }

    fn verdict(&self) -> String {
        let doubt = if self.confidence == Some(Confidence::Possible) { "（不能确定）" } else { "" };
        let how = match Kind::named(self.kind) {
            Some(Kind::Unknown) | None => "看不出文件种类，按可能是行政规范性文件检查".to_owned(),
            Some(Kind::NormativeDocument | Kind::MajorDecision) => format!("按{}审查{doubt}", chinese(self.kind)),
            Some(Kind::Statute | Kind::Other) => format!("未按规范性文件规则审查，认作{}", self.named()),
        };
        let reasons = reasons(&self.reasons);
        let against = reasons_against(&self.against);
        [how, reasons.map_or_else(String::new, |it| format!("：{it}")), against.unwrap_or_default()].concat()
    }

    fn overruled(&self, treated: &str) -> String {
        let seems = reasons(&self.reasons).map_or_else(String::new, |it| format!("（{it}）"));
        format!("按指定的“{}”检查；文字上像是{}{seems}", chinese(treated), self.named())
    }

    /// 其他事项（合同、协议）
    fn named(&self) -> String {
        let item = self.item.as_ref().map_or_else(String::new, |item| format!("（{item}）"));
        format!("{}{item}", chinese(self.kind))
    }
}

fn chinese(kind: &str) -> &'static str {
    Kind::named(kind).map_or("未定", Kind::chinese)
}

fn row(reason: &Reason) -> ReasonRow {
    let Reason { why, quote, place, source, .. } = reason.clone();
    ReasonRow { why, quote, place, source }
}

/// The two weightiest, with their words.
fn reasons(rows: &[ReasonRow]) -> Option<String> {
    let said = rows.iter().take(2).map(|row| match row.quote.is_empty() {
        true => row.why.clone(),
        false => format!("{}（{}“{}”）", row.why, row.place, crate::output::plain::clip(&row.quote, LONGEST)),
    });
    (!rows.is_empty()).then(|| said.collect::<Vec<_>>().join("；"))
}

fn reasons_against(rows: &[ReasonRow]) -> Option<String> {
    reasons(rows).map(|said| format!("。相反的线索：{said}"))
}

/// Characters of a quote in one line.
const LONGEST: usize = 24;
