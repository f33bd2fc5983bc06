//! One case for each fault.

use super::*;
use crate::compare::{compare, units};
use crate::parse::parse;
use crate::source;
use crate::text::Text;

const OLD: &str = "占道管理办法\n\n第一条 为了规范占道管理，制定本办法。\n\n第二条 占道期限不得超过六个月。\n\n\
                   第三条 收取占道押金，具体标准另行公布。\n\n第四条 本办法自2020年1月1日起施行。\n";
const NEW: &str = "占道管理办法\n\n第一条 为了规范占道管理，制定本办法。\n\n第二条 占道期限不得超过三个月。\n\n\
                   第三条 城管部门每季度公布占道台账。\n\n第四条 本办法自2026年1月1日起施行。\n";

fn read(text: &str) -> Text {
    source::read_bytes(text.as_bytes(), "a.txt").unwrap().text
}

const RIGHT: [(&str, &str, &str); 4] = [
    ("第二条　占道期限不得超过六个月。", "第二条　占道期限不得超过三个月。", "修改"),
    ("第三条　收取占道押金，具体标准另行公布。", "（删除）", "删除"),
    ("（新增）", "第三条　城管部门每季度公布占道台账。", "新增"),
    ("第四条　本办法自2020年1月1日起施行。", "第四条　本办法自2026年1月1日起施行。", ""),
];

/// What is said about a table of such rows.
fn told(rows: &[(&str, &str, &str)]) -> Vec<String> {
    let (old, new) = (read(OLD), read(NEW));
    let (old_tree, new_tree) = (parse(&old), parse(&new));
    let comparison = compare((&old, &old_tree), (&new, &new_tree));
    let rows = rows.iter().enumerate().map(|(at, (old, new, note))| Row {
        number: at + 1,
        old: (*old).to_owned(),
        new: (*new).to_owned(),
        note: (*note).to_owned(),
    });
    let table = Table { rows: rows.collect() };
    let reports = verify(&table, &units(&old, &old_tree), &units(&new, &new_tree), &comparison);
    reports.iter().map(ToString::to_string).collect()
}

#[test]
fn a_right_table_has_no_faults() {
    assert_eq!(told(&RIGHT), [""; 0]);
}

#[test]
fn texts_not_as_in_the_documents() {
    let mut rows = RIGHT;
    rows[0].0 = "第二条　占道期限不得超过五个月。";
    rows[2].1 = "第三条　城管部门公布占道台账。";
    let wanted = [
        "第1行 第二条：修改前一栏与旧稿不一致（应为“六”，表中为“五”）",
        "第3行 第三条：修改后一栏与新稿不一致（缺少“每季度”）",
    ];
    assert_eq!(told(&rows), wanted);
}

#[test]
fn rows_missing_and_out_of_order() {
    assert_eq!(told(&RIGHT[1..]), ["旧稿第二条：表中缺少（修改）", "新稿第二条：表中缺少（修改）"]);
    let rows = [RIGHT[1], RIGHT[2], RIGHT[3], RIGHT[0]];
    assert_eq!(told(&rows), ["第4行 第二条：次序与文件不一致"]);
}

#[test]
fn changes_hidden() {
    let mut rows = RIGHT;
    rows[0] = ("第二条　占道期限不得超过六个月。", "同左", "");
    assert_eq!(told(&rows), ["第1行 第二条：有修改而表中没有显示（写作未修改，实际为修改）"]);
    rows[0] = ("第一条至第二条未修改", "", "");
    assert_eq!(told(&rows), ["第1行 第二条：有修改而表中没有显示（写作未修改，实际为修改）"]);
}

#[test]
fn the_wrong_side_by_side() {
    let mut rows = RIGHT;
    rows[0].1 = RIGHT[3].1;
    rows[3].1 = RIGHT[0].1;
    let wanted = [
        "第1行 第二条：左右两栏不是对应的条文（比对结果是对应第二条）",
        "第4行 第四条：左右两栏不是对应的条文（比对结果是对应第四条）",
    ];
    let told = told(&rows);
    assert!(wanted.iter().all(|report| told.iter().any(|other| other == report)), "{told:?}");
}
