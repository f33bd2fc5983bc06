//! 审核对象: what the document is and why, and whether its organ may make one.

use crate::check::triage::{Reason, Triage};
use crate::fact::Kind;
use crate::finding::Confidence;

use super::{Input, LetterKind};

/// Reasons that a letter names on each side.
const MOST: usize = 3;

/// Nothing where no signal was weighed.
pub(super) fn said(input: &Input) -> Option<String> {
    let Triage { kind, item, confidence, reasons, against, .. } = input.triage;
    let confidence = (*confidence)?;
    let treated = treated(input.kind);
    let item = item.as_ref().map_or_else(String::new, |item| format!("（{item}）"));
    let taken = match kind {
        Kind::Unknown => "从文稿看不出文件种类".to_owned(),
        _ => format!("从文稿看是{}{item}", kind.chinese()),
    };
    let reasons = because("，理由是", reasons);
    let against = because("；相反的线索有", against);
    let open = confidence == Confidence::Possible || !agrees(*kind, input.kind);
    let open = if open { "是否属于行政规范性文件，请审查人员确认。" } else { "" };
    Some(format!("送审文件按{treated}办理：{taken}{reasons}{against}。{open}"))
}

fn treated(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::NormativeDocument => "行政规范性文件",
        LetterKind::MajorDecision => "重大行政决策",
        LetterKind::Other => "其他事项",
    }
}

/// Whether the letter treats the document as what its words tell.
fn agrees(told: Kind, treated: LetterKind) -> bool {
    match treated {
        LetterKind::NormativeDocument => told == Kind::NormativeDocument,
        LetterKind::MajorDecision => told == Kind::MajorDecision,
        LetterKind::Other => matches!(told, Kind::Other | Kind::Statute),
    }
}

fn because(lead: &str, reasons: &[Reason]) -> String {
    let said = reasons.iter().take(MOST).map(|it| match it.quote.is_empty() {
        true => it.why.clone(),
        false => format!("{}（{}“{}”）", it.why, it.place, it.quote),
    });
    let said: Vec<_> = said.collect();
    if said.is_empty() { String::new() } else { format!("{lead}{}", said.join("、")) }
}

/// The question on an organ that may make none, or whose power nothing shows.
pub(super) fn organ(input: &Input) -> Option<String> {
    let organ = &input.triage.organ;
    let name = organ.name.as_ref().filter(|_| organ.may_issue != Some(true) && input.kind != LetterKind::Other)?;
    let source = if organ.source.is_empty() { String::new() } else { format!("（{}）", organ.source) };
    Some(format!("制定机关为“{name}”：{}{source}。请核实其制定主体资格。", organ.why))
}
