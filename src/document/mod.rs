//! The document tree: what a draft is made of, before anybody asks what it says.

mod place;
mod walk;

use serde::{Deserialize, Serialize};

use crate::text::Span;

pub use place::Place;

/// The levels of a document, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 所附文件: a 办法 that a notice carries.
    Instrument,
    /// 附件
    Annex,
    /// 编
    Part,
    /// 分编
    Subpart,
    /// 章
    Chapter,
    /// 节
    Section,
    /// 条
    Article,
    /// 一、
    Point,
    /// （一）under a point
    Subpoint,
    /// 款; outside an article, a paragraph of running text.
    Paragraph,
    /// 项: （一）inside an article
    Item,
    /// 目: 1. or （1）
    Subitem,
    Table,
}

impl Level {
    pub const ALL: [Level; 13] = [
        Level::Instrument,
        Level::Annex,
        Level::Part,
        Level::Subpart,
        Level::Chapter,
        Level::Section,
        Level::Article,
        Level::Point,
        Level::Subpoint,
        Level::Paragraph,
        Level::Item,
        Level::Subitem,
        Level::Table,
    ];

    /// The Chinese word for the level.
    pub fn chinese(self) -> &'static str {
        match self {
            Level::Instrument => "所附文件",
            Level::Annex => "附件",
            Level::Part => "编",
            Level::Subpart => "分编",
            Level::Chapter => "章",
            Level::Section => "节",
            Level::Article => "条",
            Level::Point => "点",
            Level::Subpoint => "分点",
            Level::Paragraph => "款",
            Level::Item => "项",
            Level::Subitem => "目",
            Level::Table => "表",
        }
    }

    /// Headings that group articles: 编, 分编, 章, 节.
    pub fn is_division(self) -> bool {
        matches!(self, Level::Part | Level::Subpart | Level::Chapter | Level::Section)
    }
}

/// A number as labels carry it: 第十二条之一 is 12 with suffix 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ordinal {
    pub number: u32,
    /// 之一 = 1; 0 when there is none.
    pub suffix: u32,
}

impl From<u32> for Ordinal {
    fn from(number: u32) -> Ordinal {
        Ordinal { number, suffix: 0 }
    }
}

/// Index of a node in [`Document::nodes`].
pub type NodeId = usize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub level: Level,
    /// The number; of a 款 it is counted, of all others printed.
    pub ordinal: Option<Ordinal>,
    /// The printed label, 第一条 or （一）; empty where nothing is printed.
    pub label: Span,
    /// The title of a chapter, the caption of an article; empty if none.
    pub heading: Span,
    /// The node's own running text, without label, heading and children.
    pub body: Span,
    /// The whole node with everything under it.
    pub span: Span,
    pub parent: Option<NodeId>,
    /// The first index after the node's subtree.
    pub end: NodeId,
}

/// Text around the provisions: kept so that no character is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matter {
    pub kind: MatterKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatterKind {
    Title,
    /// 发文字号
    DocumentNumber,
    /// 发文机关标志
    Issuer,
    /// 主送机关
    Addressee,
    /// 题注: when and by whom adopted, amended, published
    Note,
    /// 目录
    Contents,
    /// 附件说明: the list of annexes before the signature
    AnnexList,
    /// 发文机关署名
    Signature,
    /// 成文日期
    Date,
    /// 印发、抄送、附注
    Imprint,
    /// Index cards and navigation of web pages, page numbers.
    Furniture,
    Header,
    Footer,
    Footnote,
}

/// The head of the document as found, each with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: Option<Found>,
    pub document_number: Option<Found>,
    pub issuer: Option<Found>,
    pub addressee: Option<Found>,
    /// 成文日期 as printed under the signature.
    pub signed: Option<Found>,
}

/// A piece of text cleaned of line ends and blanks, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub text: String,
    pub span: Span,
}

/// A parsed document. Nodes stand in reading order, each before its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub head: Head,
    pub nodes: Vec<Node>,
    /// In order of their places.
    pub matter: Vec<Matter>,
}
