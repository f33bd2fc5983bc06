//! A table (表) as a unit: a line for each row, its cells apart by tabs, compared cell by cell.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::edit::{Edit, Op, edits as plain};
use crate::text::{BlockKind, Span, Text, fold, is_blank};

pub const BETWEEN_CELLS: char = '\t';
const DEADLINE: Duration = Duration::from_secs(10);

/// The cells in a span; `None` where no table begins it. Paragraphs of one cell follow each other.
pub fn printed(text: &Text, span: Span) -> Option<String> {
    let first = text.blocks().partition_point(|block| block.span.start < span.start);
    let blocks = text.blocks()[first..].iter().take_while(|block| block.span.end <= span.end);
    let mut rows: BTreeMap<(u32, u32), BTreeMap<u32, String>> = BTreeMap::new();
    for block in blocks {
        let BlockKind::Cell { table, row, column } = block.kind else { break };
        let cell = rows.entry((table, row)).or_default().entry(column).or_default();
        let piece = text.slice(block.span).trim_matches(is_blank);
        cell.extend(piece.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
    let row = |cells: BTreeMap<u32, String>| cells.into_values().collect::<Vec<_>>().join("\t");
    let rows: Vec<_> = rows.into_values().map(row).collect();
    (!rows.is_empty()).then(|| rows.join("\n"))
}

/// The edits that turn one table into the other: rows find each other by their first cell.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (a, b) = (rows(old), rows(new));
    let deadline = Instant::now().checked_add(DEADLINE);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &keys(&a), &keys(&b), deadline);
    let mut steps = Vec::new();
    for op in ops {
        let (old, new) = (op.old_range(), op.new_range());
        let paired =
            if matches!(op, DiffOp::Delete { .. } | DiffOp::Insert { .. }) { 0 } else { old.len().min(new.len()) };
        for at in 0..paired {
            row(a[old.start + at], b[new.start + at], &mut steps);
        }
        a[old].iter().skip(paired).for_each(|row| push(&mut steps, Op::Delete, row));
        b[new].iter().skip(paired).for_each(|row| push(&mut steps, Op::Insert, row));
    }
    steps
}

/// With the line ends before them.
fn rows(table: &str) -> Vec<&str> {
    let starts: Vec<usize> = std::iter::once(0).chain(table.match_indices('\n').map(|(at, _)| at)).collect();
    let ends = starts.iter().skip(1).copied().chain([table.len()]);
    starts.iter().zip(ends).map(|(start, end)| &table[*start..end]).collect()
}

fn keys(rows: &[&str]) -> Vec<String> {
    rows.iter().map(|row| fold(row.split(BETWEEN_CELLS).next().unwrap_or(row))).collect()
}

/// Cell by cell where there are as many on both sides.
fn row(old: &str, new: &str, steps: &mut Vec<Edit>) {
    let (a, b): (Vec<_>, Vec<_>) =
        (old.split_inclusive(BETWEEN_CELLS).collect(), new.split_inclusive(BETWEEN_CELLS).collect());
    if a.len() != b.len() || old.starts_with('\n') != new.starts_with('\n') {
        return plain(old, new).iter().for_each(|edit| push(steps, edit.op, &edit.text));
    }
    for (old, new) in a.into_iter().zip(b) {
        let end = |cell: &str| cell.len() - usize::from(cell.ends_with(BETWEEN_CELLS));
        let lead = usize::from(old.starts_with('\n'));
        push(steps, Op::Equal, &old[..lead]);
        plain(&old[lead..end(old)], &new[lead..end(new)]).iter().for_each(|edit| push(steps, edit.op, &edit.text));
        push(steps, Op::Equal, &old[end(old)..]);
    }
}

fn push(steps: &mut Vec<Edit>, op: Op, text: &str) {
    match steps.last_mut().filter(|last| last.op == op) {
        Some(last) => last.text.push_str(text),
        None if text.is_empty() => {}
        None => steps.push(Edit { op, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::side;

    fn told(old: &str, new: &str) -> String {
        let edits = edits(old, new);
        assert_eq!((side(&edits, Op::Delete), side(&edits, Op::Insert)), (old.to_owned(), new.to_owned()));
        let tell = |edit: &Edit| match edit.op {
            Op::Equal => edit.text.clone(),
            Op::Delete => format!("[-{}-]", edit.text),
            Op::Insert => format!("{{+{}+}}", edit.text),
        };
        edits.iter().map(tell).collect::<String>().replace('\n', "⏎").replace('\t', "|")
    }

    #[test]
    fn cells_change_by_themselves() {
        let old = "事项\t押金\t期限\n堆物\t100元\t5日\n搭棚\t200元\t5日";
        let new = "事项\t押金\t期限\n堆物\t100元\t3日\n挖掘\t900元\t9日\n搭棚\t50元\t5日";
        let wanted = "事项|押金|期限⏎堆物|100元|[-5-]{+3+}日{+⏎挖掘|900元|9日+}⏎搭棚|[-200-]{+50+}元|5日";
        assert_eq!(told(old, new), wanted);
    }

    #[test]
    fn tables_of_other_shapes_are_rebuilt_all_the_same() {
        for (old, new) in [("", "a\tb"), ("a\tb", ""), ("a", "a\tb\nc"), ("x\ny", "y"), ("a\tb\nc\td", "c\td\na\tb")] {
            told(old, new);
        }
    }
}
