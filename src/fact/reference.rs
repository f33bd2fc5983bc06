//! References (inward): 本办法第十条第二款, 第三章, 附件2.

use serde::{Deserialize, Serialize};

use super::Passage;
use super::citation::{ArticleRef, Citation, article_ref};
use crate::document::{Document, Level, NodeId};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub target: Target,
    pub span: Span,
    pub node: NodeId,
    /// The 所附文件 or 附件 whose numbering is meant.
    pub container: Option<NodeId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Article(ArticleRef),
    /// 附件N第M条: an article of an annex
    AnnexArticle {
        annex: u32,
        article: u32,
    },
}

/// References of a passage. A 第N条 counts as inward only where nothing before it names another document.
pub fn read(document: &Document, passage: &Passage<'_>, cited: &[Citation]) -> Vec<Reference> {
    let text = passage.view.as_str();
    let mut found = Vec::new();
    let mut outward = false;
    let mut at = 0;
    while let Some(next) = text[at..].find('第').map(|next| at + next) {
        let Some((article, taken)) = article_ref(&text[next..]).filter(|(a, _)| a.article > 0) else {
            at = next + '第'.len_utf8();
            continue;
        };
        let range = next..next + taken;
        let before = &text[..next];
        outward = match nature(before, at, outward) {
            Nature::Inward => false,
            Nature::Outward => true,
            Nature::AsBefore => outward,
        };
        let span = passage.view.span(range.clone());
        let is_cited = cited.iter().any(|c| c.whole.covers(span));
        at = range.end;
        if is_cited || in_quotation(before) {
            outward = is_cited || outward;
            continue;
        }
        if !outward {
            found.push(reference(document, passage, article, span, before));
        }
    }
    found
}

fn reference(document: &Document, passage: &Passage<'_>, article: ArticleRef, span: Span, before: &str) -> Reference {
    let target = match annex_before(before) {
        Some(annex) => Target::AnnexArticle { annex, article: article.article },
        None => Target::Article(ArticleRef { span, ..article }),
    };
    Reference { target, span, node: passage.node, container: document.container(passage.node) }
}

enum Nature {
    Inward,
    Outward,
    /// 、和: as the one before
    AsBefore,
}

/// What the words right before a 第N条 make of it. `last` is the end of the previous one.
fn nature(before: &str, last: usize, outward: bool) -> Nature {
    const LINKS: [&str; 8] = ["、", "和", "以及", "及", "或者", "或", "至", "与"];
    let ends = |word: &str| before.ends_with(word);
    if ends_as_self(before) {
        return Nature::Inward;
    }
    if last > 0 && before.len() >= last && LINKS.contains(&&before[last..]) {
        return Nature::AsBefore;
    }
    if ends("》") || ends("）") && before.contains('》') && names_other(before) || ends_as_other(before) {
        return Nature::Outward;
    }
    // 依照《甲法》的规定……第五条: a bare number later in a sentence that named another document may be its.
    let sentence = before.rfind(['。', '；']).map_or(before, |at| &before[at..]);
    if sentence.contains('》') || outward && last > 0 && !before[last..].contains(['。', '；']) {
        return Nature::Outward;
    }
    Nature::Inward
}

/// 本办法, 本规定, 本通知; but 本法 of a statute that is quoted is rare in drafts.
fn ends_as_self(before: &str) -> bool {
    let tail: Vec<char> = before.chars().rev().take(8).collect();
    let Some(at) = tail.iter().position(|c| *c == '本') else { return false };
    at > 0 && at <= 6 && tail[..at].iter().all(|c| !matches!(c, '，' | '。' | '；' | '、' | '》' | '的'))
}

/// 行政处罚法, 该条例, 上述规定
fn ends_as_other(before: &str) -> bool {
    const KINDS: [&str; 15] = [
        "法", "条例", "办法", "规定", "细则", "规则", "解释", "决定", "通知", "意见", "标准", "规范", "公约", "章程",
        "典",
    ];
    KINDS.iter().any(|kind| before.ends_with(kind))
}

fn names_other(before: &str) -> bool {
    let open = before.rfind('（').unwrap_or(0);
    before[..open].ends_with('》')
}

fn in_quotation(before: &str) -> bool {
    let open = before.rfind(['“', '《', '「']);
    let close = before.rfind(['”', '》', '」']);
    open.is_some() && open > close
}

/// 附件2第三条
fn annex_before(before: &str) -> Option<u32> {
    let at = before.rfind("附件")?;
    let (number, taken) = crate::numeral::read(&before[at + "附件".len()..])?;
    (at + "附件".len() + taken == before.len()).then_some(number)
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
