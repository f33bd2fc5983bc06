//! Documents of the ledger: lists, tables for exchange, one with all that is known.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::paper::{Paper, Sheet};
use crate::ledger::{Field, Found, Kept, Owner, PastFinding, Record, Rejected, Shape, Words, meant};

/// What was found, a line a document.
pub fn found(found: &Found) -> Paper {
    let mut sheet = Sheet::new("文件", ["序号", "文件名称", "类别", "文号", "登记号", "单位", "进度", "公布日期"]);
    for kept in &found.documents {
        let of = |field: Field| kept.record.get(field).unwrap_or_default().to_owned();
        let unit = kept.record.get(Field::Unit).or(kept.record.get(Field::Issuer)).unwrap_or_default().to_owned();
        sheet.push([
            kept.id.to_string(),
            of(Field::Title),
            kept.kind().to_owned(),
            of(Field::DocumentNumber),
            of(Field::Registration),
            unit,
            kept.stage().chinese().to_owned(),
            of(Field::Published),
        ]);
    }
    let more = (found.more > 0).then(|| format!("另有{}件没有列出；用 --limit 或者更多的词", found.more));
    let none = found.documents.is_empty().then(|| "没有找到".to_owned());
    Paper { title: String::new(), paragraphs: more.into_iter().chain(none).collect(), sheets: vec![sheet] }
}

pub fn found_json(found: &Found) -> Value {
    let documents: Vec<_> = found.documents.iter().map(document).collect();
    json!({ "schema": "fashen.ledger-documents/1", "documents": documents, "more": found.more })
}

fn document(kept: &Kept) -> Value {
    let values = |record: &Record| {
        let pairs = record.values.iter().map(|(field, value)| {
            let value = match field.shape() {
                Shape::Count => value.parse::<u32>().map_or(Value::Null, Value::from),
                _ => Value::from(value.as_str()),
            };
            (field.name().to_owned(), value)
        });
        pairs.collect::<serde_json::Map<_, _>>()
    };
    let mut all = values(&kept.record);
    all.insert("id".to_owned(), kept.id.into());
    all.insert("stage".to_owned(), kept.stage().chinese().into());
    all.insert("reviews".to_owned(), kept.reviews.iter().map(|review| Value::Object(values(&review.record))).collect());
    if !kept.record.extra.is_empty() {
        all.insert("extra".to_owned(), json!(kept.record.extra));
    }
    Value::Object(all)
}

/// All fields of documents and reviews, a row a review: what `import` reads again.
pub fn table(documents: &[Kept]) -> Paper {
    let rows: Vec<Record> = documents.iter().flat_map(Kept::rows).collect();
    let extra: BTreeSet<&String> = rows.iter().flat_map(|row| row.extra.keys()).collect();
    let own = Field::ALL.iter().map(|field| field.heading().to_owned());
    let head = own.chain(extra.iter().map(|heading| (*heading).clone())).collect();
    let row = |record: &Record| {
        let own = Field::ALL.iter().map(|field| spoken(*field, record.get(*field).unwrap_or_default()));
        let extra = extra.iter().map(|heading| record.extra.get(*heading).cloned().unwrap_or_default());
        own.chain(extra).collect()
    };
    let sheet = Sheet { name: "台账".to_owned(), head, rows: rows.iter().map(row).collect() };
    Paper { title: "台账".to_owned(), paragraphs: Vec::new(), sheets: vec![sheet] }
}

/// A value as people call it.
fn spoken(field: Field, value: &str) -> String {
    let words = Words::built_in();
    let names = match field.shape() {
        Shape::Kind => &words.kinds,
        Shape::Letter => &words.letters,
        Shape::Cleaning => &words.cleanings,
        _ => return value.to_owned(),
    };
    meant(names, value).filter(|name| name.id == value).map_or_else(|| value.to_owned(), |name| name.name.clone())
}

/// Rows that no import could take in, with where they stood and why.
pub fn rejected(rows: &[(String, Rejected)]) -> Paper {
    let mut headings: Vec<&String> = Vec::new();
    for (heading, _) in rows.iter().flat_map(|(_, row)| &row.cells) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    let first = ["来源文件", "来源工作表", "来源行号", "未收的原因"].map(str::to_owned);
    let head = first.into_iter().chain(headings.iter().map(|heading| (*heading).clone())).collect();
    let row = |(file, row): &(String, Rejected)| {
        let cell =
            |heading: &&String| row.cells.iter().find(|(name, _)| name == *heading).map(|(_, cell)| cell.clone());
        let first = [file.clone(), row.sheet.clone(), row.line.to_string(), row.why.clone()];
        first.into_iter().chain(headings.iter().map(|heading| cell(heading).unwrap_or_default())).collect()
    };
    let sheet = Sheet { name: "未收的行".to_owned(), head, rows: rows.iter().map(row).collect() };
    Paper { title: "导入时未收的行".to_owned(), paragraphs: Vec::new(), sheets: vec![sheet] }
}

pub fn rejected_json(rows: &[(String, Rejected)]) -> Value {
    let row = |(file, row): &(String, Rejected)| {
        let cells: serde_json::Map<_, _> =
            row.cells.iter().map(|(heading, cell)| (heading.clone(), cell.as_str().into())).collect();
        json!({ "file": file, "sheet": row.sheet, "line": row.line, "why": row.why, "cells": cells })
    };
    json!({ "schema": "fashen.ledger-rejected/1", "rows": rows.iter().map(row).collect::<Vec<_>>() })
}

/// A document with its life, reviews and opinions; `findings` go with the reviews.
pub fn shown(kept: &Kept, findings: &[Vec<PastFinding>]) -> Paper {
    let mut paragraphs = vec![format!("第{}件　{}　{}", kept.id, kept.kind(), kept.stage().chinese())];
    let of = |record: &Record, owner: Owner| {
        let known = Field::of(owner).filter(|field| !matches!(field, Field::Title | Field::Kind));
        let pairs =
            known.filter_map(|field| Some(format!("  {}：{}", field.heading(), spoken(field, record.get(field)?))));
        pairs.collect::<Vec<_>>()
    };
    paragraphs.extend(of(&kept.record, Owner::Document));
    paragraphs.extend(kept.record.extra.iter().map(|(heading, cell)| format!("  {heading}：{cell}")));
    let mut sheets = Vec::new();
    for (at, review) in kept.reviews.iter().enumerate() {
        paragraphs.push(format!("第{}次审查", at + 1));
        paragraphs.extend(of(&review.record, Owner::Review));
        let found = findings.get(at).map_or(&[][..], Vec::as_slice);
        if !found.is_empty() {
            sheets.push(opinions(&format!("第{}次审查的问题", at + 1), found));
        }
    }
    Paper { title: kept.record.title().to_owned(), paragraphs, sheets }
}

fn opinions(name: &str, findings: &[PastFinding]) -> Sheet {
    let mut sheet = Sheet::new(name, ["条款", "意见", "决定", "结果"]);
    for finding in findings {
        sheet.push([
            finding.place.clone(),
            finding.message.clone(),
            super::similar::decided(finding).to_owned(),
            finding.outcome.clone().unwrap_or_default(),
        ]);
    }
    sheet
}
