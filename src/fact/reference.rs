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
    /// 本办法第十条: the document itself is named, or was at the head of the list.
    pub is_explicit: bool,
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
    let mut explicit = false;
    let mut at = 0;
    while let Some(next) = text[at..].find('第').map(|next| at + next) {
        let Some((article, taken)) = article_ref(&text[next..]).filter(|(a, _)| a.article > 0) else {
            at = next + '第'.len_utf8();
            continue;
        };
        let range = next..next + taken;
        let before = &text[..next];
        (outward, explicit) = match nature(before, at, outward) {
            Nature::Named => (false, true),
            Nature::Inward => (false, false),
            Nature::Outward => (true, false),
            Nature::AsBefore => (outward, explicit),
        };
        let span = passage.view.span(range.clone());
        let is_cited = cited.iter().any(|c| c.whole.covers(span));
        at = range.end;
        if is_cited || in_quotation(before) {
            outward = is_cited || outward;
            continue;
        }
        if !outward {
            let is_explicit = explicit && is_titled(document, before);
            found.push(Reference { is_explicit, ..reference(document, passage, article, span, before) });
        }
    }
    found
}

fn reference(document: &Document, passage: &Passage<'_>, article: ArticleRef, span: Span, before: &str) -> Reference {
    let target = match annex_before(before) {
        Some(annex) => Target::AnnexArticle { annex, article: article.article },
        None => Target::Article(ArticleRef { span, ..article }),
    };
    Reference { target, span, node: passage.node, container: document.container(passage.node), is_explicit: false }
}

enum Nature {
    /// 本办法第十条
    Named,
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
        return Nature::Named;
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

/// 本办法, 本实施细则, 本暂行规定; not 本人实施刑法.
fn ends_as_self(before: &str) -> bool {
    let Some(at) = before.rfind('本') else { return false };
    let word = &before[at + '本'.len_utf8()..];
    let bare = ["实施", "暂行", "试行", "管理", "工作", "具体"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix))
        .unwrap_or(word);
    OWN.contains(&bare)
}

const OWN: [&str; 27] = [
    "法",
    "法典",
    "条例",
    "办法",
    "规定",
    "若干规定",
    "细则",
    "规则",
    "规程",
    "规范",
    "解释",
    "决定",
    "通知",
    "通告",
    "公告",
    "意见",
    "若干意见",
    "措施",
    "若干措施",
    "方案",
    "制度",
    "准则",
    "指引",
    "标准",
    "基准",
    "章程",
    "指导意见",
];

/// 本法 in a document that is no 法 is a quoted law's own word.
fn is_titled(document: &Document, before: &str) -> bool {
    let Some(at) = before.rfind('本') else { return true };
    let word: String = before[at + '本'.len_utf8()..].chars().take_while(|c| *c != '第').collect();
    match &document.head.title {
        Some(title) if word == "法" || word == "条例" => title.text.contains(word.as_str()),
        _ => true,
    }
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
