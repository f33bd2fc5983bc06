//! What stands around the provisions: title, number, issuer, date.

use serde::Serialize;

use crate::document::{Document, Found};
use crate::text::fold;

/// A part of the head that is not the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadChange {
    pub what: HeadMatter,
    /// Empty where there is none.
    pub old: String,
    pub new: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadMatter {
    /// 标题
    Title,
    /// 发文字号
    DocumentNumber,
    /// 发文机关
    Issuer,
    /// 主送机关
    Addressee,
    /// 成文日期
    Date,
}

impl HeadMatter {
    pub fn chinese(self) -> &'static str {
        match self {
            HeadMatter::Title => "标题",
            HeadMatter::DocumentNumber => "发文字号",
            HeadMatter::Issuer => "发文机关",
            HeadMatter::Addressee => "主送机关",
            HeadMatter::Date => "成文日期",
        }
    }
}

pub fn changes(old: &Document, new: &Document) -> Vec<HeadChange> {
    let (old, new) = (&old.head, &new.head);
    let change = |what, old: &Option<Found>, new: &Option<Found>| {
        let text = |found: &Option<Found>| found.as_ref().map_or(String::new(), |found| found.text.clone());
        let (old, new) = (text(old), text(new));
        (fold(&old) != fold(&new)).then_some(HeadChange { what, old, new })
    };
    let all = [
        change(HeadMatter::Title, &old.title, &new.title),
        change(HeadMatter::DocumentNumber, &old.document_number, &new.document_number),
        change(HeadMatter::Issuer, &old.issuer, &new.issuer),
        change(HeadMatter::Addressee, &old.addressee, &new.addressee),
        change(HeadMatter::Date, &old.signed, &new.signed),
    ];
    all.into_iter().flatten().collect()
}
