//! A sweep on the terminal: counts, then what needs an eye.

use super::{Report, outcome, reason_title};
use crate::output::plain::visible;
use crate::rule::{Proposal, Sweep};
use crate::sweep::Row;

/// Rows of one kind shown; the rest is in the files.
const MOST: usize = 20;

pub fn summary(report: &Report) -> String {
    let counts: Vec<_> =
        Proposal::ALL.map(|proposal| format!("{}{}", proposal.chinese(), report.count(proposal))).to_vec();
    let mut out = format!("读了{}份文件：{}。", report.documents.len(), counts.join("、"));
    if !report.unread.is_empty() {
        out.push_str(&format!("另有{}份没有读出来。", report.unread.len()));
    }
    if !report.ledger_only.is_empty() {
        out.push_str(&format!("台账有{}行没有文件。", report.ledger_only.len()));
    }
    out.push('\n');
    out.push_str(&format!(
        "清理时点：{}；地区：{}；规则版本：{}；法规索引截至：{}\n意见由程序按照文件的文字提出，结论由审查人员作出。\n",
        report.as_of, report.region, report.rules_version, report.lawbook_date
    ));
    out
}

pub fn terminal(report: &Report, words: &Sweep) -> String {
    let mut out = String::new();
    for proposal in [Proposal::Repeal, Proposal::Lapse, Proposal::Amend, Proposal::Judge] {
        let rows: Vec<_> = report.documents.iter().filter(|row| outcome(row) == proposal).collect();
        if rows.is_empty() {
            continue;
        }
        out.push_str(&format!("{}（{}）\n", proposal.chinese(), rows.len()));
        rows.iter().take(MOST).for_each(|row| out.push_str(&show(row, words)));
        if rows.len() > MOST {
            out.push_str(&format!("  另有{}份，用 -o 清理.xlsx 写出全部\n", rows.len() - MOST));
        }
        out.push('\n');
    }
    if !report.unread.is_empty() {
        out.push_str("未读的文件（没有计入）：\n");
    }
    for row in report.unread.iter().take(MOST) {
        out.push_str(&format!("  {}：{}。{}\n", visible(&row.path), visible(&row.reason), visible(&row.advice)));
    }
    for path in &report.lost_decisions {
        out.push_str(&format!("审查人员意见没有对应的文件：{}\n", visible(path)));
    }
    out + &summary(report)
}

fn show(row: &Row, words: &Sweep) -> String {
    let number = row.document_number.as_ref().map_or_else(String::new, |number| format!("（{number}）"));
    let mut out = format!("  {}{}　{}\n", visible(&row.title), visible(&number), visible(&row.path));
    for why in row.reasons.iter().take(2) {
        let title = reason_title(&why.code, words);
        out.push_str(&format!("    {}·{}　{}\n", title, why.confidence.chinese(), visible(&why.evidence)));
    }
    out
}
