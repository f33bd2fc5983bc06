//! The yearly plan against what came.

use serde_json::{Value, json};

use super::paper::{Paper, Sheet};
use crate::ledger::{Coverage, Entry, Field, Kept, Match};

pub fn plan(coverage: &Coverage) -> Paper {
    let Coverage { year, came, missing, unplanned, unreviewed } = coverage;
    let mut paragraphs = Vec::new();
    if came.is_empty() && missing.is_empty() {
        paragraphs.push(format!("{year}年没有登记计划或者目录；用 fashen ledger import --as plan --year {year} 表格"));
    } else {
        let all = came.len() + missing.len();
        paragraphs.push(format!(
            "列入计划、目录{all}项：已送审或者出台{}项，没有送审{}项；未列入而送审或者出台{}件；应审未审{}件",
            came.len(),
            missing.len(),
            unplanned.len(),
            unreviewed.len()
        ));
    }
    let sheets = vec![
        entries("列入没有送审", missing),
        documents("未列入而送审或者出台", unplanned),
        documents("应审未审", unreviewed),
        matches(came),
    ];
    Paper { title: format!("{year}年计划执行情况（应审尽审）"), paragraphs, sheets }
}

fn entries(name: &str, entries: &[Entry]) -> Sheet {
    let mut sheet = Sheet::new(name, ["计划、目录", "名称", "单位", "附注"]);
    for Entry { list, entry } in entries {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        sheet.push([list.clone(), entry.title.clone(), of(&entry.unit), of(&entry.remark)]);
    }
    sheet
}

fn documents(name: &str, documents: &[Kept]) -> Sheet {
    let mut sheet = Sheet::new(name, ["序号", "文件名称", "类别", "文号", "单位", "进度"]);
    for kept in documents {
        let of = |field: Field| kept.record.get(field).map(str::to_owned);
        let unit = of(Field::Unit).or(of(Field::Issuer)).unwrap_or_default();
        let number = of(Field::DocumentNumber).unwrap_or_default();
        let stage = kept.stage().chinese().to_owned();
        sheet.push([kept.id.to_string(), kept.record.title().to_owned(), kept.kind().to_owned(), number, unit, stage]);
    }
    sheet
}

fn matches(came: &[Match]) -> Sheet {
    let mut sheet =
        Sheet::new("列入并已送审或者出台", ["计划、目录", "计划名称", "序号", "文件名称", "进度", "名称相似"]);
    for Match { entry, document, similarity } in came {
        sheet.push([
            entry.list.clone(),
            entry.entry.title.clone(),
            document.id.to_string(),
            document.record.title().to_owned(),
            document.stage().chinese().to_owned(),
            percent(*similarity),
        ]);
    }
    sheet
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

pub fn plan_json(coverage: &Coverage) -> Value {
    let entry = |it: &Entry| json!({ "list": it.list, "title": it.entry.title, "unit": it.entry.unit });
    let document =
        |kept: &Kept| json!({ "id": kept.id, "title": kept.record.title(), "stage": kept.stage().chinese() });
    let came = |it: &Match| {
        json!({ "planned": entry(&it.entry), "document": document(&it.document),
                "similarity": (it.similarity * 100.0).round() / 100.0 })
    };
    json!({
        "schema": "fashen.ledger-plan/1", "year": coverage.year,
        "came": coverage.came.iter().map(came).collect::<Vec<_>>(),
        "missing": coverage.missing.iter().map(entry).collect::<Vec<_>>(),
        "unplanned": coverage.unplanned.iter().map(document).collect::<Vec<_>>(),
        "unreviewed": coverage.unreviewed.iter().map(document).collect::<Vec<_>>(),
    })
}
