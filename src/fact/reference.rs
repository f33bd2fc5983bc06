//! References (inward, 对内引用): 本办法第十条第二款, 前款, 本条第一项, 第三章.

use serde::{Deserialize, Serialize};

use super::pointer::ArticleRef;
use crate::document::{Document, Level, NodeId};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub target: Target,
    pub span: Span,
    pub node: NodeId,
    /// The 所附文件 or 附件 whose numbering is meant.
    pub container: Option<NodeId>,
    pub manner: Manner,
}

/// How surely a reference is inward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// 本办法第十条: the document itself is named, or was at the head of the list.
    Explicit,
    /// 第十条, and nothing before it names another document.
    Bare,
    /// 前款, 本条第二款: from where it stands.
    Relative,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    Article(ArticleRef),
    /// 附件N第M条: an article of an annex
    AnnexArticle {
        annex: u32,
        article: u32,
    },
    /// 第三章, 本章
    Division {
        level: Level,
        number: u32,
    },
    /// 前款 in a first 款: there is none.
    Nowhere,
}

impl Reference {
    /// The article meant, in its container.
    pub fn article_node(&self, document: &Document) -> Option<NodeId> {
        let Target::Article(wanted) = self.target else { return None };
        find_article(document, self.container, wanted.article, wanted.suffix)
    }
}

pub fn find_article(document: &Document, container: Option<NodeId>, number: u32, suffix: u32) -> Option<NodeId> {
    let mut nodes = document.within(container);
    nodes
        .find(|(_, node)| {
            node.level == Level::Article && node.ordinal.is_some_and(|o| o.number == number && o.suffix == suffix)
        })
        .map(|(id, _)| id)
}

/// Where a passage stands: its 条, 款 and 项. None outside articles.
pub(super) fn place(document: &Document, node: NodeId) -> Option<ArticleRef> {
    let article = document.enclosing(node, &[Level::Article])?;
    let ordinal = document.nodes[article].ordinal?;
    let number = |level| {
        let at = document.enclosing(node, &[level]).filter(|at| *at > article)?;
        document.nodes[at].ordinal.map(|o| o.number)
    };
    Some(ArticleRef {
        article: ordinal.number,
        suffix: ordinal.suffix,
        paragraph: number(Level::Paragraph).unwrap_or(1),
        item: number(Level::Item).unwrap_or(0),
        ..ArticleRef::default()
    })
}

/// What 前款, 前两条 or 前三项 means at a place: the first of them, and the last where there are several.
pub(super) fn before(document: &Document, node: NodeId, count: u32, level: Level) -> Option<ArticleRef> {
    let here = place(document, node)?;
    if level == Level::Article {
        return articles_before(document, node, count);
    }
    let at = if level == Level::Item { here.item } else { here.paragraph };
    let first = at.checked_sub(count).filter(|first| *first > 0)?;
    let until = if count > 1 { at - 1 } else { 0 };
    let outer = ArticleRef { paragraph: 0, item: 0, ..here };
    Some(match level {
        Level::Item => ArticleRef { paragraph: here.paragraph, item: first, until, ..outer },
        _ => ArticleRef { paragraph: first, until, ..outer },
    })
}

/// Articles are told by their order: numbers may be missing.
fn articles_before(document: &Document, node: NodeId, count: u32) -> Option<ArticleRef> {
    let here = document.enclosing(node, &[Level::Article])?;
    let articles = document.within(document.container(here)).filter(|(_, node)| node.level == Level::Article);
    let earlier: Vec<_> = articles.take_while(|(id, _)| *id < here).filter_map(|(_, node)| node.ordinal).collect();
    let first = earlier[earlier.len().checked_sub(count as usize)?..].first()?;
    let until = if count > 1 { earlier.last()?.number } else { 0 };
    Some(ArticleRef { article: first.number, suffix: first.suffix, until, ..ArticleRef::default() })
}

/// 附件2第三条
pub(super) fn annex_before(before: &str) -> Option<u32> {
    let at = before.rfind("附件")?;
    let (number, taken) = crate::numeral::read(&before[at + "附件".len()..])?;
    (at + "附件".len() + taken == before.len()).then_some(number)
}
