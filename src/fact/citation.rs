//! Citations (outward, 对外引用): 《中华人民共和国X法》第A条第B款第C项, X法第A条, 国办发〔2018〕37号.

use serde::{Deserialize, Serialize};

use super::pointer::ArticleRef;
use crate::date::Date;
use crate::document::NodeId;
use crate::lawbook::Numbering;
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The title meant, without its marks: a declared short name stands for what it was declared for.
    pub title: String,
    pub via: Via,
    /// 文号 right behind the title, or standing alone.
    pub number: Option<String>,
    /// Title with marks, as written.
    pub span: Span,
    /// Title and the articles behind it.
    pub whole: Span,
    pub node: NodeId,
    pub articles: Vec<ArticleRef>,
    /// Words of edition right behind the title: （2021年修订）
    pub edition: Option<String>,
    /// Whether words of basis stand before it: 根据、依照.
    pub as_basis: bool,
}

/// By which words a document is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// 《》
    Marks,
    /// The name of a national law without 《》.
    Name,
    /// A short name that the document declared (以下简称).
    Short,
    /// 该法, 及其实施条例
    Pronoun,
    /// 文号 alone.
    Number,
}

impl Citation {
    /// Whether the title is that of a law or official document; certificates (证), forms and newspapers have titles too.
    pub fn is_document(&self) -> bool {
        self.via != Via::Marks || is_document(&self.title)
    }

    /// By which numbering its articles are named: that of the edition it names, else that of the day it was written.
    pub fn numbering(&self, written: Option<Date>) -> Numbering {
        let edition = self.edition.as_deref().and_then(Numbering::of_edition);
        edition.or_else(|| written.map(Numbering::On)).unwrap_or(Numbering::Last)
    }
}

/// 《青溪县停车场管理办法（试行）》 is a document, 《户外广告设置证》 is none.
pub fn is_document(title: &str) -> bool {
    let mut bare = title.trim_end_matches('〉');
    while let Some(open) = bare.ends_with('）').then(|| bare.rfind('（')).flatten() {
        bare = bare[..open].trim_end_matches('〉');
    }
    // 关于印发〈……〉 whose 的通知 was left out
    let is_notice = bare.starts_with("关于") || bare.contains("关于印发") || bare.contains("关于公布");
    is_notice || KINDS.iter().any(|kind| bare.ends_with(kind))
}

/// Words with which titles of laws and documents end.
pub(super) const KINDS: [&str; 62] = [
    "法",
    "法典",
    "宪法",
    "条例",
    "通则",
    "规定",
    "办法",
    "细则",
    "规则",
    "规范",
    "规程",
    "决定",
    "决议",
    "命令",
    "令",
    "通知",
    "通告",
    "通报",
    "公告",
    "意见",
    "批复",
    "的函",
    "复函",
    "方案",
    "规划",
    "纲要",
    "大纲",
    "计划",
    "标准",
    "准则",
    "基准",
    "指引",
    "指南",
    "措施",
    "制度",
    "预案",
    "章程",
    "公约",
    "协定",
    "议定书",
    "条约",
    "宣言",
    "解释",
    "解答",
    "规约",
    "目录",
    "清单",
    "名录",
    "程序",
    "要求",
    "要点",
    "政策",
    "税则",
    "格式",
    "分类",
    "纪要",
    "讲话",
    "守则",
    "党章",
    "要则",
    "导则",
    "总则",
];
