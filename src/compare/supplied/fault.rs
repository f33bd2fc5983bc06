//! What can be wrong with a supplied table.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The row below the heading, from 1; `None` where a row is missing.
    pub row: Option<usize>,
    pub fault: Fault,
    /// The article in question, 第三条.
    pub place: String,
    /// What the table shows there, or what it should show.
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// 与旧稿不一致
    NotAsOld,
    /// 与新稿不一致
    NotAsNew,
    /// 旧稿没有
    NotInOld,
    /// 新稿没有
    NotInNew,
    /// 重复
    Repeated,
    /// 顺序不对
    OutOfOrder,
    /// 对应关系不同
    WrongPair,
    /// 有修改而未显示
    ChangeNotShown,
    /// 说明与实际不符
    WrongNote,
    /// 缺少
    Missing,
}

impl Fault {
    pub fn chinese(self) -> &'static str {
        match self {
            Fault::NotAsOld => "修改前一栏与旧稿不一致",
            Fault::NotAsNew => "修改后一栏与新稿不一致",
            Fault::NotInOld => "修改前一栏的文字旧稿中没有",
            Fault::NotInNew => "修改后一栏的文字新稿中没有",
            Fault::Repeated => "同一条在表中出现两次",
            Fault::OutOfOrder => "次序与文件不一致",
            Fault::WrongPair => "左右两栏不是对应的条文",
            Fault::ChangeNotShown => "有修改而表中没有显示",
            Fault::WrongNote => "说明与实际不符",
            Fault::Missing => "表中缺少",
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "第{row}行 {}：{}", self.place, self.fault.chinese())?,
            None => write!(f, "{}：{}", self.place, self.fault.chinese())?,
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, "（{}）", self.detail) }
    }
}
