//! Kinds of 送审材料, as the rule files write them.

use schemars::JsonSchema;
use serde::Deserialize;

/// Id of the material that is the draft itself.
pub const DRAFT: &str = "draft";
/// Id of the document that the draft replaces or amends.
pub const PREVIOUS: &str = "previous";
/// Id of earlier states of the draft: 征求意见稿.
pub const EARLIER: &str = "earlier";
/// Id of what the draft rests on.
pub(super) const BASIS: &str = "basis";
/// Id of a 条文对照表.
pub const COMPARISON: &str = "comparison";
/// What `dossier.toml` calls a file that is no material of any kind.
pub const OTHER: &str = "other";

/// 送审材料的一个种类
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    pub id: String,
    pub title: String,
    /// 文件名里的词
    pub names: Vec<String>,
    /// 说的是这一稿本身：名称、施行日期、有效期应当一致；以前各轮的材料不比
    #[serde(default)]
    pub agrees: bool,
    /// 标题末尾的词，“…”代表中间的文字；书名号里的名称和末尾的括注不算
    #[serde(default)]
    pub heads: Vec<String>,
    /// 正文里的样式
    #[serde(default)]
    pub signs: Vec<String>,
    /// 正文里至少有几个样式，才算
    #[serde(default = "two")]
    pub least: usize,
}

fn two() -> usize {
    2
}

/// 规范性文件的样子：名称末尾的文种，稿次的叫法
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    /// 名称末尾的文种
    pub ends: Vec<String>,
    /// 一定是规范性文件的结尾：带“…”的标题词不算
    pub plain_ends: Vec<String>,
    /// 送审的稿子
    pub final_tags: Vec<String>,
    /// 可能是送审稿，也可能是以前的稿子
    pub draft_tags: Vec<String>,
    /// 以前的稿子
    pub round_tags: Vec<String>,
    /// 旧文件
    pub old_tags: Vec<String>,
    /// 文件名末尾与种类无关的词
    pub noise: Vec<String>,
    /// 文件名里说明是最后一稿的词
    pub latest: Vec<String>,
    /// 送审稿里说明代替、修改某个文件的词
    pub replaces: Vec<String>,
}

/// How near to the 送审稿 a name or title says a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    Old,
    Round,
    Draft,
    Final,
}

impl Form {
    /// The tag that a name or title carries; the nearest to the 送审稿 where it carries several.
    pub fn tag(&self, name: &str) -> Option<(Tag, &str)> {
        let lists = [
            (Tag::Final, &self.final_tags),
            (Tag::Round, &self.round_tags),
            (Tag::Draft, &self.draft_tags),
            (Tag::Old, &self.old_tags),
        ];
        let found = lists.into_iter().flat_map(|(tag, words)| words.iter().map(move |word| (tag, word)));
        found.filter(|(_, word)| name.contains(word.as_str())).map(|(tag, word)| (tag, word.as_str())).next()
    }
}
