//! What falls due.

use serde_json::{Value, json};

use super::paper::{Paper, Sheet};
use crate::date::Date;
use crate::ledger::{Due, DueKind, DueList, Overdue, Window};

pub fn due(list: &DueList, overdue: Overdue, window: Window, as_of: Date) -> Paper {
    let mut paragraphs = list.remarks.clone();
    if list.items.is_empty() {
        paragraphs.insert(0, "没有到期的事项".to_owned());
    }
    if window.from >= as_of && overdue != Overdue::default() {
        let Overdue { expired, unfiled } = overdue;
        paragraphs.push(format!(
            "另有：已过有效期、台账没有记处理结果的{expired}件，超过备案期限没有记备案的{unfiled}件；用 --overdue 列出"
        ));
    }
    let sheets = DueKind::ALL.map(|kind| sheet(kind, &list.items, as_of));
    Paper { title: format!("到期事项（{}至{}）", window.from, window.to), paragraphs, sheets: sheets.to_vec() }
}

fn sheet(kind: DueKind, items: &[Due], as_of: Date) -> Sheet {
    let mut sheet =
        Sheet::new(kind.chinese(), ["日期", "还有", "序号", "文件名称", "文号", "单位", "把握", "怎样算的"]);
    for item in items.iter().filter(|item| item.kind == kind) {
        sheet.push([
            item.date.to_string(),
            left(item.date, as_of),
            item.document.to_string(),
            item.title.clone(),
            item.document_number.clone().unwrap_or_default(),
            item.unit.clone().unwrap_or_default(),
            if item.is_certain { "确定" } else { "待核" }.to_owned(),
            item.note.clone(),
        ]);
    }
    sheet
}

fn left(date: Date, as_of: Date) -> String {
    match (date - as_of).get_days() {
        0 => "今天".to_owned(),
        days if days < 0 => format!("逾期{}天", -days),
        days => format!("{days}天"),
    }
}

pub fn due_json(list: &DueList, overdue: Overdue, window: Window, as_of: Date) -> Value {
    let item = |item: &Due| {
        json!({
            "kind": item.kind.name(), "date": item.date.to_string(), "document": item.document, "title": item.title,
            "document_number": item.document_number, "unit": item.unit, "certain": item.is_certain, "note": item.note,
        })
    };
    json!({
        "schema": "fashen.ledger-due/1", "as_of": as_of.to_string(), "from": window.from.to_string(),
        "to": window.to.to_string(), "due": list.items.iter().map(item).collect::<Vec<_>>(), "remarks": list.remarks,
        "overdue": { "expired": overdue.expired, "unfiled": overdue.unfiled },
    })
}
