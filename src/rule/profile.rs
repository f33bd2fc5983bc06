//! The office's own settings (`fashen.toml`).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::list::{ListFiles, ListName};
use super::{Fault, syntax};
use crate::date::{Calendar, Days};

/// As whom the office reviews; it decides how fair-competition points are worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 司法行政部门
    #[default]
    Justice,
    /// 市场监督管理部门
    Market,
    /// 起草单位
    Drafter,
}

/// What letters carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Office {
    pub name: Option<String>,
    /// Letter number: 青司审〔2026〕3号
    pub number: Option<String>,
    pub addressee: Option<String>,
    pub signature: Option<String>,
    /// 联系人和电话
    pub contact: Option<String>,
    /// 机关代字: 青司审; makes 青司审〔2026〕××号 where `number` does not say it all.
    pub mark: Option<String>,
    /// 成文日期
    pub date: Option<String>,
    /// 补正期限: 5个工作日
    pub supplement: Option<String>,
    /// 结论; usually said on the command line.
    pub conclusion: Option<String>,
    /// 发文机关标志: where it is said, letters have a red head.
    pub red_head: Option<String>,
}

/// 台账
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LedgerSettings {
    /// Relative to the profile. Where it is named, reviews and sweeps are written into it.
    pub file: Option<String>,
    /// 登记号里的代字
    pub code: Option<String>,
    /// 登记号的写法, where it differs from the region's.
    pub form: Option<String>,
}

/// In whose name comments (批注) stand in a drafter's file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Comments {
    /// 作者; the office where it is not said.
    pub author: Option<String>,
    /// 缩写
    pub initials: Option<String>,
}

impl Comments {
    /// The author to sign with, in an office of that name.
    pub fn author<'a>(&'a self, office: &'a Office) -> &'a str {
        self.author.as_deref().or(office.name.as_deref()).unwrap_or("法审")
    }

    pub fn initials(&self) -> &str {
        self.initials.as_deref().unwrap_or("法审")
    }
}

/// Settings of an office; options on the command line win.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    pub region: Option<String>,
    /// 法规库, relative to the profile.
    pub laws: Option<String>,
    pub role: Role,
    pub office: Office,
    pub ledger: LedgerSettings,
    /// 批注
    pub comments: Comments,
    /// 清单
    pub lists: BTreeMap<ListName, ListFiles>,
    /// 放假安排，一年一节；写了的年份代替内置的
    pub holidays: BTreeMap<String, WrittenDays>,
}

/// 一年的放假安排
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenDays {
    /// 星期一至星期五里放假的日子
    pub off: Vec<toml::value::Datetime>,
    /// 星期六、星期日里上班的日子
    pub work: Vec<toml::value::Datetime>,
}

impl Profile {
    /// 工作日: the built-in table with the years of the profile.
    pub fn calendar(&self) -> Calendar {
        let days = |dates: &[toml::value::Datetime]| dates.iter().filter_map(super::compile::date).collect();
        let year = |(year, written): (&String, &WrittenDays)| {
            Some((year.parse().ok()?, Days { off: days(&written.off), work: days(&written.work) }))
        };
        let mut calendar = Calendar::built_in();
        calendar.extend(&self.holidays.iter().filter_map(year).collect());
        calendar
    }

    /// Reads a profile of that name; the message says what is wrong and where.
    pub fn parse(content: &str, name: &str) -> Result<Profile, String> {
        toml::from_str(content).map_err(|error| {
            let content: Arc<str> = content.into();
            Fault::at(&name.into(), &content, error.span().unwrap_or(0..0), syntax::chinese(error.message())).show()
        })
    }
}
