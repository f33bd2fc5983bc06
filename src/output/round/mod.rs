//! 意见采纳情况表: what became of the opinions of the round before, and the text that nobody reviewed.

mod docx;
mod terminal;
#[cfg(test)]
mod tests;
mod xlsx;

use serde::Serialize;

use super::findings::{SpanRow, span_row};
use crate::compare::Edit;
use crate::finding::Grade;
use crate::round::{Answer, Fresh, Novelty, Round, Standing, Status};
use crate::text::{Positions, Text};

pub use docx::docx;
pub use terminal::terminal;
pub use xlsx::xlsx;

/// The table as every form of it shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoundRow {
    /// The earlier draft.
    pub previous: String,
    /// Title of the new one.
    pub title: String,
    pub counts: Counts,
    pub answers: Vec<AnswerRow>,
    /// 新增未审
    pub unreviewed: Vec<FreshRow>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub adopted: usize,
    pub partly: usize,
    pub ignored: usize,
    pub moved: usize,
    pub unknown: usize,
    /// Findings on the earlier draft that the reviewer dismissed.
    pub dismissed: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerRow {
    pub rule: String,
    pub title: String,
    pub grade: Grade,
    /// In the earlier draft.
    pub place: String,
    pub quote: String,
    pub message: String,
    pub advice: String,
    pub fingerprint: String,
    /// 应当修改, 待定, 待审查人员确认 …
    pub standing: &'static str,
    pub status: &'static str,
    #[serde(skip)]
    pub status_word: &'static str,
    /// In the new draft.
    pub now: String,
    pub span: Option<SpanRow>,
    pub words: String,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FreshRow {
    pub novelty: &'static str,
    #[serde(skip)]
    pub novelty_word: &'static str,
    pub place: String,
    pub span: SpanRow,
    pub words: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// Numbers of the opinions that it may answer, from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<usize>,
}

impl RoundRow {
    pub fn new(previous: &str, title: &str, round: &Round, text: &Text) -> RoundRow {
        let positions = Positions::new(text);
        let count = |status| round.count(status);
        RoundRow {
            previous: previous.to_owned(),
            title: title.to_owned(),
            counts: Counts {
                adopted: count(Status::Adopted),
                partly: count(Status::Partly),
                ignored: count(Status::Ignored),
                moved: count(Status::Moved),
                unknown: count(Status::Unknown),
                dismissed: round.dismissed,
            },
            answers: round.answers.iter().map(|answer| answer_row(answer, &positions)).collect(),
            unreviewed: round.fresh.iter().map(|fresh| fresh_row(fresh, &positions)).collect(),
        }
    }
}

fn answer_row(answer: &Answer, positions: &Positions<'_>) -> AnswerRow {
    let earlier = &answer.earlier;
    let is_open = earlier.standing == Standing::Open;
    AnswerRow {
        rule: earlier.rule.clone(),
        title: earlier.title.clone(),
        grade: earlier.grade,
        place: earlier.place.clone(),
        quote: earlier.quote.clone(),
        message: earlier.message.clone(),
        advice: earlier.advice.clone(),
        fingerprint: earlier.fingerprint.clone(),
        standing: if is_open { "" } else { earlier.standing.word(earlier.grade, earlier.heading) },
        status: answer.status.name(),
        status_word: answer.status.chinese(),
        now: answer.now.clone(),
        span: answer.span.map(|span| span_row(positions, span)),
        words: answer.words.clone(),
        note: answer.note.clone(),
    }
}

fn fresh_row(fresh: &Fresh, positions: &Positions<'_>) -> FreshRow {
    FreshRow {
        novelty: fresh.novelty.name(),
        novelty_word: fresh.novelty.chinese(),
        place: fresh.place.clone(),
        span: span_row(positions, fresh.span),
        words: fresh.words.clone(),
        edits: if fresh.novelty == Novelty::Changed { fresh.edits.clone() } else { Vec::new() },
        answers: fresh.answers.iter().map(|at| at + 1).collect(),
    }
}

/// 上一轮意见12条：已采纳5条、部分采纳2条…
fn summary(round: &RoundRow) -> String {
    let Counts { adopted, partly, ignored, moved, unknown, dismissed } = round.counts;
    let named = [
        (Status::Adopted, adopted),
        (Status::Partly, partly),
        (Status::Ignored, ignored),
        (Status::Moved, moved),
        (Status::Unknown, unknown),
    ];
    let said = named.iter().filter(|(_, n)| *n > 0).map(|(status, n)| format!("{}{n}条", status.chinese()));
    let said = said.collect::<Vec<_>>().join("、");
    let said = if said.is_empty() { said } else { format!("：{said}") };
    let dismissed =
        if dismissed > 0 { format!("；审查人员不认可的{dismissed}条不列") } else { String::new() };
    format!("上一轮意见{}条{said}{dismissed}。新增未审{}处。", round.answers.len(), round.unreviewed.len())
}

/// 第八条, 全文
fn place(place: &str) -> &str {
    if place.is_empty() { "全文" } else { place }
}

/// What the opinion was: the finding, the reviewer's word on it, the advice.
fn opinion(answer: &AnswerRow) -> String {
    let standing = if answer.standing.is_empty() { String::new() } else { format!("〔{}〕", answer.standing) };
    let advice = if answer.advice.is_empty() { String::new() } else { format!("\n建议：{}", answer.advice) };
    let message = if answer.message.is_empty() { &answer.title } else { &answer.message };
    format!("{standing}{message}{advice}")
}

/// Where the new text may come from.
fn remark(fresh: &FreshRow) -> String {
    let numbers: Vec<_> = fresh.answers.iter().map(ToString::to_string).collect();
    match numbers.is_empty() {
        true => "未经审查".to_owned(),
        false => format!("未经审查；可能是按第{}条意见所改", numbers.join("、")),
    }
}
