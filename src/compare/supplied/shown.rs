//! What a cell shows: articles with their labels, ranges left out (第三条至第五条未修改), or nothing (（新增）).

use crate::compare::{Unit, likeness};
use crate::text::fold;

/// Cells that stand for nothing on that side.
const NONE: [&str; 10] = ["", "无", "/", "—", "——", "-", "新增", "删除", "删去", "新增条款"];
/// Cells that repeat the other side.
const DITTO: [&str; 6] = ["同左", "未修改", "不变", "无修改", "无变化", "未作修改"];
const UNCHANGED: &str = "未修改";
/// Below this likeness a text is not that unit with a mistake in it, but something else.
const LEAST: f64 = 0.3;

/// A unit of a document, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub label: String,
    pub text: String,
    pub place: String,
}

pub fn known(units: &[Unit]) -> Vec<Known> {
    let known = |unit: &Unit| Known { label: fold(&unit.label), text: fold(&unit.text), place: fold(&unit.place) };
    units.iter().map(known).collect()
}

/// A piece of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A text with its label (folded; empty where there is none).
    Text { label: String, text: String },
    /// From one unit to another, said to be unchanged.
    Unchanged(String, String),
    /// The same as on the other side.
    Ditto,
}

/// Reads a cell; the labels are those of the document it is taken from.
pub fn shown(cell: &str, units: &[Known]) -> Vec<Shown> {
    let bare = bare(cell);
    if NONE.contains(&bare.as_str()) {
        return Vec::new();
    }
    if DITTO.contains(&bare.as_str()) {
        return vec![Shown::Ditto];
    }
    if let Some(range) = range(&bare) {
        return vec![range];
    }
    let mut shown: Vec<Shown> = Vec::new();
    for line in cell.lines().map(fold).filter(|line| !line.is_empty()) {
        match (label(&line, units), shown.last_mut()) {
            (Some(label), _) => {
                let text = line[label.len()..].to_owned();
                shown.push(Shown::Text { label, text });
            }
            (None, Some(Shown::Text { label, text })) if !label.is_empty() || goes_on(text, &line, units) => {
                text.push_str(&line);
            }
            (None, _) => shown.push(Shown::Text { label: String::new(), text: line }),
        }
    }
    shown
}

/// Without brackets and blanks.
fn bare(cell: &str) -> String {
    let folded = fold(cell);
    let inner = folded.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
    inner.or_else(|| folded.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'))).unwrap_or(&folded).to_owned()
}

/// 第三条未修改, 第三条、第四条未修改, 第三条至第五条未修改
fn range(bare: &str) -> Option<Shown> {
    let places = bare.strip_suffix(UNCHANGED).filter(|places| !places.contains(['。', '；']))?;
    let (from, to) = places.split_once('至').or_else(|| places.split_once('、')).unwrap_or((places, places));
    Some(Shown::Unchanged(from.to_owned(), to.to_owned()))
}

/// Whether a unit without a label, a table, has this line after the text before it.
fn goes_on(text: &str, line: &str, units: &[Known]) -> bool {
    let mut unlabelled = units.iter().filter(|unit| unit.label.is_empty());
    unlabelled.any(|unit| unit.text.strip_prefix(text).is_some_and(|rest| rest.starts_with(line)))
}

/// 第十二条之一 of any number, or a label that a unit of the document bears.
fn label(line: &str, units: &[Known]) -> Option<String> {
    article_label(line).or_else(|| {
        let labels = units.iter().map(|unit| &unit.label).filter(|label| !label.is_empty());
        labels.filter(|label| line.starts_with(label.as_str())).max_by_key(|label| label.len()).cloned()
    })
}

fn article_label(line: &str) -> Option<String> {
    let rest = line.strip_prefix('第')?;
    let (_, taken) = crate::numeral::read(rest)?;
    let after = rest.get(taken..)?.strip_prefix('条')?;
    let suffix = after.strip_prefix('之').and_then(crate::numeral::read);
    let suffix = suffix.map_or(0, |(_, taken)| '之'.len_utf8() + taken);
    let length = line.len() - after.len() + suffix;
    // 第三条规定的… begins a sentence, not an article.
    let next = line[length..].chars().next();
    (!next.is_some_and(|c| "、，和至或第的规及".contains(c))).then(|| line[..length].to_owned())
}

/// The unit that a text shows: of those with its label the one that says so, else the likest, else one with the
/// same words under another label.
pub fn unit(label: &str, text: &str, units: &[Known], after: usize) -> Option<usize> {
    let labelled: Vec<usize> = (0..units.len()).filter(|&at| units[at].label == label).collect();
    let is_text = |at: &&usize| units[**at].text == text;
    let exact = labelled.iter().filter(|at| **at >= after).find(is_text).or(labelled.iter().find(is_text));
    exact
        .copied()
        .or_else(|| likest(text, &labelled, units))
        .or_else(|| units.iter().position(|unit| unit.text == text))
        .or(match &labelled[..] {
            [at] if !label.is_empty() => Some(*at),
            _ => None,
        })
}

fn likest(text: &str, among: &[usize], units: &[Known]) -> Option<usize> {
    let scored = among.iter().map(|&at| (likeness::dice(text, &units[at].text), at));
    scored.filter(|(dice, _)| *dice >= LEAST).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, at)| at)
}
