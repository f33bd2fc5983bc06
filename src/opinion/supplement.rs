//! 补正告知: what is missing, why it is needed, until when, in one go.

use crate::rule::SupplementWords;

use super::fill::fill;
use super::reply::sentence;
use super::wording::{self, filled, received, supplement_basis};
use super::{Deadline, Form, Input, Line, Missing, Short, frame};

pub(super) fn supplement(input: &Input) -> Short {
    let words = &input.words.supplement;
    let is_empty = input.missing.is_empty() && input.unreadable.is_empty();
    let opening = if is_empty { &words.opening_none } else { &words.opening };
    let by = filled(&words.by_basis, supplement_basis(input), &[]);
    let opening = fill(opening, &[("依据", &by)]);
    let mut lines = vec![Line::Text(format!("{}{opening}", received(input)))];
    if is_empty {
        lines.push(Line::Pending(words.none.clone()));
    }
    let (doubtful, missing): (Vec<_>, Vec<_>) = input.missing.iter().partition(|it| it.is_doubtful);
    let unreadable = input.unreadable.iter().map(|it| Wanted { name: &it.what, advice: &it.why, basis: "" });
    let parts = [
        (&words.missing, None, missing.into_iter().map(Wanted::of).collect()),
        (&words.doubtful, Some(&words.doubtful_lead), doubtful.into_iter().map(Wanted::of).collect()),
        (&words.unreadable, Some(&words.unreadable_lead), unreadable.collect::<Vec<_>>()),
    ];
    let mut number = 0;
    for (heading, lead, wanted) in parts.into_iter().filter(|(.., wanted)| !wanted.is_empty()) {
        lines.push(Line::Heading(heading.clone()));
        lines.extend(lead.cloned().map(Line::Text));
        lines.extend(wanted.iter().map(|it| it.line(words, &mut number)));
    }
    lines.push(Line::Heading(words.deadline.clone()));
    lines.extend(deadline(input));
    lines.push(Line::Text(fill(&words.late, &[("审核", input.kind.review())])));
    lines.push(Line::Text(words.closing.clone()));
    Short { form: Form::Supplement, frame: frame::frame(input, &words.title, wording::notice_short(input)), lines }
}

/// A material to send, once more or at last.
struct Wanted<'a> {
    name: &'a str,
    advice: &'a str,
    basis: &'a str,
}

impl<'a> Wanted<'a> {
    fn of(missing: &'a Missing) -> Wanted<'a> {
        Wanted { name: &missing.name, advice: &missing.advice, basis: &missing.basis }
    }

    /// 1.起草说明。请补送……。依据：《规章制定程序条例》第十八条第一款。
    fn line(&self, words: &SupplementWords, number: &mut usize) -> Line {
        *number += 1;
        let basis = filled(&words.basis, self.basis, &[]);
        let (number, advice) = (number.to_string(), sentence(self.advice));
        let values = [("序号", number.as_str()), ("材料", self.name), ("要求", &advice), ("依据", &basis)];
        Line::Text(fill(&words.item, &values))
    }
}

/// Until when, as the office or the region says; what nobody has verified is marked, what nobody knows is a blank.
fn deadline(input: &Input) -> Vec<Line> {
    let words = &input.words.supplement;
    let Some(Deadline { period, source, verified }) = input.deadline else {
        return vec![Line::Text(words.by_blank.clone()), Line::Pending(words.blank_note.clone())];
    };
    let period = period.to_string();
    let source = source.as_deref().unwrap_or_default();
    let values = [("期限", period.as_str()), ("来源", source)];
    match (source, verified) {
        ("", _) => vec![Line::Text(fill(&words.by_period, &values))],
        (_, true) => vec![Line::Text(fill(&words.by_source, &values))],
        (_, false) => {
            vec![Line::Text(fill(&words.by_period, &values)), Line::Pending(fill(&words.by_unverified, &values))]
        }
    }
}
