//! What changed inside a pair: words and Han characters, numbers as units (500元→300元 is one change).

use std::ops::Range;
use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::numeral;

/// After this a pair is shown as a whole deletion and insertion. Far above what any real article takes,
/// so that the result does not depend on the machine.
const DEADLINE: Duration = Duration::from_secs(10);

/// Equal words between two changes, up to so many characters, are joined with them.
const ISLAND: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    Equal,
    Delete,
    Insert,
}

/// A step from the old text to the new: equal and deleted texts make up the old, equal and inserted ones the new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    pub op: Op,
    pub text: String,
}

/// The edits that turn the old text into the new.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    if old == new {
        return Vec::from_iter((!old.is_empty()).then(|| Edit { op: Op::Equal, text: old.to_owned() }));
    }
    let (a, b) = (tokens(old), tokens(new));
    let deadline = Instant::now().checked_add(DEADLINE);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &words(old, &a), &words(new, &b), deadline);
    let steps = joined(ops.iter().map(|op| Step::of(op, &a, &b)).collect(), old);
    let mut edits = Vec::new();
    for step in steps {
        let (del, ins) = (&old[step.old], &new[step.new]);
        if step.is_equal {
            push(&mut edits, Op::Equal, del);
        } else {
            push(&mut edits, Op::Delete, del);
            push(&mut edits, Op::Insert, ins);
        }
    }
    edits
}

/// The text before (`Op::Delete`) or after (`Op::Insert`) the edits.
pub fn side(edits: &[Edit], side: Op) -> String {
    edits.iter().filter(|edit| edit.op == Op::Equal || edit.op == side).map(|edit| edit.text.as_str()).collect()
}

fn push(edits: &mut Vec<Edit>, op: Op, text: &str) {
    if !text.is_empty() {
        edits.push(Edit { op, text: text.to_owned() });
    }
}

fn words<'t>(text: &'t str, tokens: &[Range<usize>]) -> Vec<&'t str> {
    tokens.iter().map(|token| &text[token.clone()]).collect()
}

/// A stretch of both texts, in bytes.
#[derive(Clone, Debug)]
struct Step {
    is_equal: bool,
    old: Range<usize>,
    new: Range<usize>,
}

impl Step {
    fn of(op: &DiffOp, old: &[Range<usize>], new: &[Range<usize>]) -> Step {
        let is_equal = matches!(op, DiffOp::Equal { .. });
        Step { is_equal, old: bytes(old, op.old_range()), new: bytes(new, op.new_range()) }
    }

    fn absorb(&mut self, next: &Step) {
        self.old.end = next.old.end;
        self.new.end = next.new.end;
    }
}

fn bytes(tokens: &[Range<usize>], range: Range<usize>) -> Range<usize> {
    let start = tokens.get(range.start).or(tokens.last()).map_or(0, |token| token.start);
    let end = range.end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(0, |token| token.end);
    if range.is_empty() { end..end } else { start..end }
}

/// Joins neighbouring changes and the small islands between them.
fn joined(steps: Vec<Step>, old: &str) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for step in steps {
        if !step.is_equal && out.last().is_some_and(|last| !last.is_equal) {
            out.last_mut().into_iter().for_each(|last| last.absorb(&step));
        } else if let [.., before, island] = &mut out[..]
            && !step.is_equal
            && is_small(before, island, &step, old)
        {
            before.absorb(&step);
            out.pop();
        } else {
            out.push(step);
        }
    }
    out
}

fn is_small(before: &Step, island: &Step, after: &Step, old: &str) -> bool {
    let text = &old[island.old.clone()];
    let size = |step: &Step| step.old.len().max(step.new.len());
    island.is_equal
        && !before.is_equal
        && text.chars().count() <= ISLAND
        && !text.contains(['\n', '，', '。', '；', '：'])
        && text.len() <= size(before)
        && text.len() <= size(after)
}

/// Words, numbers, single Han characters and signs.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut last = Kind::Single;
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c, last, text[at + c.len_utf8()..].chars().next());
        let end = at + c.len_utf8();
        match tokens.last_mut().filter(|_| kind == last && kind != Kind::Single) {
            Some(token) => token.end = end,
            None => tokens.push(at..end),
        }
        last = kind;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    ChineseNumber,
    Latin,
    Single,
}

impl Kind {
    fn of(c: char, last: Kind, next: Option<char>) -> Kind {
        let digit = |c: char| crate::text::narrow(c).is_ascii_digit();
        match c {
            c if digit(c) => Kind::Digits,
            '.' | ',' | '，' | '．' if last == Kind::Digits && next.is_some_and(digit) => Kind::Digits,
            '%' | '％' if last == Kind::Digits => Kind::Digits,
            c if numeral::is_chinese(c) => Kind::ChineseNumber,
            c if c.is_ascii_alphabetic() => Kind::Latin,
            _ => Kind::Single,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(old: &str, new: &str) -> String {
        let edits = edits(old, new);
        assert_eq!(side(&edits, Op::Delete), old);
        assert_eq!(side(&edits, Op::Insert), new);
        let marks = edits.iter().map(|edit| match edit.op {
            Op::Equal => edit.text.clone(),
            Op::Delete => format!("[-{}-]", edit.text),
            Op::Insert => format!("{{+{}+}}", edit.text),
        });
        marks.collect()
    }

    #[test]
    fn numbers_change_as_a_whole() {
        assert_eq!(written("处500元罚款", "处300元罚款"), "处[-500-]{+300+}元罚款");
        assert_eq!(written("处1,500.5元", "处1,300.5元"), "处[-1,500.5-]{+1,300.5+}元");
        assert_eq!(written("处二十五日", "处三十五日"), "处[-二十五-]{+三十五+}日");
        assert_eq!(written("占30%以上", "占35%以上"), "占[-30%-]{+35%+}以上");
    }

    #[test]
    fn small_islands_are_joined_but_clauses_stay_apart() {
        assert_eq!(written("由市住建局负责", "由区城管局负责"), "由[-市住建-]{+区城管+}局负责");
        assert_eq!(written("甲乙的丙丁。", "戊己的庚辛。"), "[-甲乙的丙丁-]{+戊己的庚辛+}。");
        assert_eq!(written("甲乙，丙丁", "戊己，庚辛"), "[-甲乙-]{+戊己+}，[-丙丁-]{+庚辛+}");
    }

    #[test]
    fn empty_sides() {
        assert_eq!(written("", "新的"), "{+新的+}");
        assert_eq!(written("旧的", ""), "[-旧的-]");
        assert_eq!(written("", ""), "");
    }
}
