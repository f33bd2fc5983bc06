//! The table on a terminal: what is still open, and what nobody reviewed; it fits a screen.

use super::{AnswerRow, FreshRow, RoundRow, place, summary};
use crate::output::plain::{clip, visible};
use crate::round::Status;

/// Lines of each list.
const SHOWN: usize = 8;
/// Characters of a quotation.
const CLIPPED: usize = 36;

pub fn terminal(round: &RoundRow) -> String {
    let adopted = Status::Adopted.name();
    let open = round.answers.iter().enumerate().filter(|(_, answer)| answer.status != adopted);
    let mut open: Vec<_> = open.collect();
    // What takes a second look comes first.
    let order = [Status::Unknown, Status::Partly, Status::Moved, Status::Ignored].map(Status::name);
    open.sort_by_key(|(_, answer)| order.iter().position(|name| *name == answer.status));
    let open: Vec<_> = open.into_iter().map(|(at, answer)| answer_line(at + 1, answer)).collect();
    let fresh: Vec<_> = round.unreviewed.iter().map(fresh_line).collect();
    let open = list("没有全部采纳的意见：", &open);
    format!("\x1b[1m{}\x1b[0m\n{open}{}", summary(round), list("新增未审的文字：", &fresh))
}

fn list(head: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let shown: String = lines.iter().take(SHOWN).map(|line| format!("  {line}\n")).collect();
    let rest = lines.len().saturating_sub(SHOWN);
    let rest = if rest > 0 { format!("  另有{rest}处，见意见采纳情况表\n") } else { String::new() };
    format!("{head}\n{shown}{rest}")
}

fn answer_line(number: usize, answer: &AnswerRow) -> String {
    let quote = clip(&answer.quote.replace('\n', ""), CLIPPED);
    let quote = if quote.is_empty() { quote } else { format!("“{quote}”") };
    let line = format!("{number}．[{}] {}{quote}　{}", answer.status_word, place(&answer.place), answer.note);
    visible(&line).replace('\n', " ")
}

fn fresh_line(fresh: &FreshRow) -> String {
    let line = format!("[{}] {}：{}", fresh.novelty_word, place(&fresh.place), clip(&fresh.words, CLIPPED));
    visible(&line).replace('\n', " ")
}
