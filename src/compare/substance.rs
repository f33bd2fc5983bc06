//! 实质修改 in a list: amounts, periods, subjects, 应当 and 可以, duties that came or went.

use serde::Serialize;

use super::day::date;
use super::{Comparison, Edit, Op, Pair};
use crate::numeral;
use crate::text::narrow;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// 金额
    Amount,
    /// 日期: 2020年, 3月1日
    Date,
    /// 期限
    Period,
    /// 比例、倍数
    Ratio,
    /// 其他数字
    Number,
    /// 主体：由A变B
    Subject,
    /// 应当／可以／不得
    Modality,
    /// 新增义务
    DutyAdded,
    /// 删除义务
    DutyRemoved,
}

impl Matter {
    pub fn chinese(self) -> &'static str {
        match self {
            Matter::Amount => "金额",
            Matter::Date => "日期",
            Matter::Period => "期限",
            Matter::Ratio => "比例",
            Matter::Number => "数字",
            Matter::Subject => "主体",
            Matter::Modality => "应当、可以、不得",
            Matter::DutyAdded => "新增义务",
            Matter::DutyRemoved => "删除义务",
        }
    }
}

/// A change that a reviewer looks for first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// 第三条; of a deleted unit the old place.
    pub place: String,
    pub matter: Matter,
    /// Empty for what was added.
    pub old: String,
    pub new: String,
}

const DUTIES: [&str; 6] = ["应当", "必须", "不得", "禁止", "严禁", "有义务"];
const MODALS: [&str; 8] = ["应当", "必须", "不得", "禁止", "严禁", "可以", "有权", "应"];
/// How the name of somebody ends who does something.
const SUBJECTS: [&str; 20] = [
    "部门",
    "机关",
    "政府",
    "局",
    "委员会",
    "厅",
    "机构",
    "办公室",
    "办事处",
    "法院",
    "检察院",
    "单位",
    "企业",
    "组织",
    "当事人",
    "申请人",
    "经营者",
    "公民",
    "主任",
    "负责人",
];
const PERIODS: [&str; 10] = ["个工作日", "工作日", "日", "天", "个月", "月", "年", "小时", "周", "季度"];
const AMOUNTS: [&str; 4] = ["元", "万元", "亿元", "人民币"];
const RATIOS: [&str; 4] = ["%", "％", "倍", "百分点"];
/// Names longer than this are no names but clauses.
const LONGEST_NAME: usize = 24;
const LONGEST_CLAUSE: usize = 60;

impl Comparison {
    /// The changes of substance worth a line of their own, in order of the table.
    pub fn changes(&self) -> Vec<Change> {
        self.pairs.iter().filter(|pair| pair.substance).flat_map(changes).collect()
    }
}

fn changes(pair: &Pair) -> Vec<Change> {
    let unit = pair.new.first().or(pair.old.first());
    let place = unit.map_or(String::new(), |unit| unit.place.clone());
    let mut found = Vec::new();
    for step in steps(&pair.edits) {
        let matters = [number(&step), modality(&step), subject(&step)];
        let named: Vec<_> = matters.into_iter().flatten().collect();
        let duties = if named.is_empty() { duties(&step) } else { Vec::new() };
        found.extend(named.into_iter().chain(duties));
    }
    found.dedup();
    let only_moved: Vec<Named> = found.iter().filter(|it| found.contains(&opposite(it))).cloned().collect();
    found.retain(|it| !only_moved.contains(it));
    found.into_iter().map(|(matter, old, new)| Change { place: place.clone(), matter, old, new }).collect()
}

type Named = (Matter, String, String);

/// The same duty gone where it came, and come where it went.
fn opposite((matter, old, new): &Named) -> Named {
    let other = match matter {
        Matter::DutyAdded => Matter::DutyRemoved,
        Matter::DutyRemoved => Matter::DutyAdded,
        // Nothing else has an opposite that is not a change of its own.
        other => return (*other, String::new(), String::new()),
    };
    (other, new.clone(), old.clone())
}

/// What was replaced, with the words around it.
struct Step<'e> {
    before: &'e str,
    old: &'e str,
    new: &'e str,
    after: &'e str,
}

fn steps(edits: &[Edit]) -> Vec<Step<'_>> {
    let equal = |at: Option<usize>| {
        at.and_then(|at| edits.get(at)).filter(|edit| edit.op == Op::Equal).map_or("", |edit| edit.text.as_str())
    };
    let mut steps = Vec::new();
    let mut at = 0;
    while let Some(edit) = edits.get(at) {
        let next = edits.get(at + 1);
        let (old, new, taken) = match (edit.op, next) {
            (Op::Equal, _) => ("", "", 1),
            (Op::Delete, Some(Edit { op: Op::Insert, text })) => (edit.text.as_str(), text.as_str(), 2),
            (Op::Delete, _) => (edit.text.as_str(), "", 1),
            (Op::Insert, _) => ("", edit.text.as_str(), 1),
        };
        if edit.op != Op::Equal {
            steps.push(Step { before: equal(at.checked_sub(1)), old, new, after: equal(Some(at + taken)) });
        }
        at += taken;
    }
    steps
}

/// 500元 → 300元: both sides end in a number or hold one with its unit.
fn number(step: &Step) -> Option<Named> {
    if let (Some(old), Some(new)) = (date(step.before, step.old, step.after), date(step.before, step.new, step.after)) {
        return (old != new).then_some((Matter::Date, old, new));
    }
    let (old, new) = (quantity(step.old, step.after)?, quantity(step.new, step.after)?);
    let matter = old.1.or(new.1).unwrap_or(Matter::Number);
    (old.0 != new.0).then_some((matter, old.0, new.0))
}

/// The first number with the unit that follows it.
fn quantity(text: &str, after: &str) -> Option<(String, Option<Matter>)> {
    let is_digit = |c: char| narrow(c).is_ascii_digit() || numeral::is_chinese(c);
    let start = text.find(is_digit)?;
    let rest = &text[start..];
    let end = rest.find(|c| !is_digit(c) && !".,，．".contains(c)).unwrap_or(rest.len());
    let tail = format!("{}{}", &rest[end..], after);
    let units = [(Matter::Period, &PERIODS[..]), (Matter::Amount, &AMOUNTS[..]), (Matter::Ratio, &RATIOS[..])];
    let matter = units.iter().find_map(|(matter, units)| {
        units.iter().find(|unit| tail.starts_with(**unit)).map(|unit| (*matter, (*unit).to_owned()))
    });
    let number = rest[..end].trim_end_matches(['.', ',', '，', '．']);
    // 第三条 and 一些 are no quantities.
    match matter {
        Some((matter, unit)) => Some((format!("{number}{unit}"), Some(matter))),
        None if text[..start].ends_with('第') || rest.chars().count() > end => None,
        None if number.chars().all(|c| narrow(c).is_ascii_digit()) => Some((number.to_owned(), None)),
        None => None,
    }
}

fn modality(step: &Step) -> Option<Named> {
    let (old, new) = (modal(step.old)?, modal(step.new)?);
    let is_short = step.old.chars().count() <= LONGEST_NAME && step.new.chars().count() <= LONGEST_NAME;
    (old != new && is_short).then(|| (Matter::Modality, old.to_owned(), new.to_owned()))
}

fn modal(text: &str) -> Option<&'static str> {
    MODALS.into_iter().find(|word| text.contains(word))
}

/// Both sides end as names of somebody do, once the common ending is put back.
fn subject(step: &Step) -> Option<Named> {
    let name = |text: &str| {
        let after: String = step.after.chars().take_while(|c| is_of_name(*c)).take(6).collect();
        let whole = format!("{text}{after}");
        let ends = SUBJECTS.iter().filter_map(|word| whole.find(word).map(|at| at + word.len()));
        let end = ends.min()?;
        let name = &whole[..end];
        let is_name = end >= text.len() && name.chars().all(is_of_name) && name.chars().count() <= LONGEST_NAME;
        (is_name && !text.is_empty()).then(|| name.to_owned())
    };
    let (old, new) = (name(step.old)?, name(step.new)?);
    let opens =
        step.before.is_empty() || step.before.ends_with(['，', '。', '；', '\n', '由', '向', '经', '报', '：', '、']);
    let before: String = if opens { String::new() } else { tail_of_name(step.before) };
    (old != new).then(|| (Matter::Subject, format!("{before}{old}"), format!("{before}{new}")))
}

fn tail_of_name(before: &str) -> String {
    let tail: Vec<char> =
        before.chars().rev().take_while(|c| is_of_name(*c) && !"由向经报".contains(*c)).take(8).collect();
    tail.into_iter().rev().collect()
}

fn is_of_name(c: char) -> bool {
    !"，。；：\n、应可不必禁".contains(c)
}

/// Clauses with a duty that came or went as a whole.
fn duties(step: &Step) -> Vec<Named> {
    let of = |text: &str| -> Vec<String> {
        let clauses = text.split(['。', '；', '\n']).filter(|clause| DUTIES.iter().any(|word| clause.contains(word)));
        clauses.map(|clause| clause.trim_matches(['，', '、']).chars().take(LONGEST_CLAUSE).collect()).collect()
    };
    let removed = of(step.old).into_iter().map(|clause| (Matter::DutyRemoved, clause, String::new()));
    let added = of(step.new).into_iter().map(|clause| (Matter::DutyAdded, String::new(), clause));
    removed.chain(added).collect()
}
