//! The office's own settings (`fashen.toml`).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::list::{ListFiles, ListName};
use super::{Fault, syntax};

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

/// Settings of an office; options on the command line win.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    pub region: Option<String>,
    /// 法规库, relative to the profile.
    pub laws: Option<String>,
    pub role: Role,
    pub office: Office,
    /// 清单
    pub lists: BTreeMap<ListName, ListFiles>,
}

impl Profile {
    /// Reads a profile of that name; the message says what is wrong and where.
    pub fn parse(content: &str, name: &str) -> Result<Profile, String> {
        toml::from_str(content).map_err(|error| {
            let content: Arc<str> = content.into();
            Fault::at(&name.into(), &content, error.span().unwrap_or(0..0), syntax::chinese(error.message())).show()
        })
    }
}
