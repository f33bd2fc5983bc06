//! 反馈意见: the answer to another organ that asks for opinions on its draft: clause, advice, reason.

use crate::finding::{Confidence, Heading};

use super::fill::fill;
use super::reply::sentence;
use super::wording::{self, draft, filled};
use super::{Form, Input, Line, Point, Quote, Short, frame, labels, points};

/// Characters of the draft that a point quotes at most.
const QUOTED: usize = 40;

pub(super) fn feedback(input: &Input) -> Short {
    let words = &input.words.feedback;
    let sections = points::sections(input);
    // How the other organ goes about it is its own affair.
    let points = sections.iter().flat_map(|section| &section.points).filter(|it| it.heading != Heading::Procedure);
    let (doubtful, sure): (Vec<_>, Vec<_>) = points.partition(|point| point.confidence == Confidence::Possible);
    let received = fill(&input.words.common.received_alone, &[("文件", &draft(input))]);
    let is_empty = doubtful.is_empty() && sure.is_empty();
    let opening = if is_empty { &words.opening_none } else { &words.opening };
    let mut lines = vec![Line::Text(format!("{received}{opening}"))];
    if is_empty {
        lines.extend([&words.none, &words.some].map(|it| Line::Pending(format!("□{it}"))));
    }
    let mut number = 0;
    lines.extend(sure.iter().map(|point| line(input, point, &mut number)));
    if !doubtful.is_empty() {
        lines.push(Line::Pending(words.doubtful.clone()));
        lines.extend(doubtful.iter().map(|point| line(input, point, &mut number)));
    }
    lines.push(Line::Text(words.closing.clone()));
    Short { form: Form::Feedback, frame: frame::frame(input, &words.title, wording::notice_short(input)), lines }
}

/// 1.第八条“……”。建议：……。理由：……。依据：《……》第十六条。
fn line(input: &Input, point: &Point, number: &mut usize) -> Line {
    *number += 1;
    let words = &input.words.feedback;
    let advice = sentence(&point.advice);
    let advice = if advice.is_empty() { advice } else { format!("建议：{advice}") };
    let values = [
        ("序号", number.to_string()),
        ("位置", point.place.clone().unwrap_or_else(|| "全文".to_owned())),
        ("原文", point.quote.as_ref().map_or_else(String::new, quoted)),
        ("建议", advice),
        ("问题", point.problem.trim_end_matches('。').to_owned()),
        ("依据", filled(&words.basis, &labels(&point.basis), &[])),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    Line::Text(fill(&words.point, &values))
}

fn quoted(quote: &Quote) -> String {
    let words = quote.matched.trim_end_matches('。');
    let kept: String = words.chars().take(QUOTED).collect();
    let more = if kept.len() < words.len() { "……" } else { "" };
    format!("“{kept}{more}”")
}
