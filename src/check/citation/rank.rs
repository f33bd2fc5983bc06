//! Lists that end in 等法律、法规 and hold a document of lower rank.

use super::{Case, Raw};
use crate::fact::Citation;
use crate::lawbook::Lawbook;
use crate::text::{Span, fold};

/// 效力位阶, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// 规范性文件
    Document,
    /// 规章
    Rule,
    /// 行政法规、地方性法规
    Regulation,
    /// 法律
    Law,
}

pub fn check(case: &Case<'_>, lawbook: &Lawbook, found: &mut dyn FnMut(Raw)) {
    let mut citations = case.facts.citations.as_slice();
    while let Some(first) = citations.first() {
        let joined = citations.windows(2).take_while(|pair| is_joined(case, &pair[0], &pair[1])).count();
        let (list, rest) = citations.split_at(joined + 1);
        citations = rest;
        let Some((claimed, words)) = claim(case, list.last().unwrap_or(first)) else { continue };
        for citation in list.iter().filter(|citation| rank(lawbook, &citation.title) < Some(claimed)) {
            let Some(actual) = rank(lawbook, &citation.title) else { continue };
            let raw = Raw::at(citation.node, citation.span).value("law", citation.title.clone());
            found(raw.value("value", chinese(actual)).value("other", words));
        }
    }
}

/// 《A》《B》, 《A》、《B》第三条和《C》
fn is_joined(case: &Case<'_>, a: &Citation, b: &Citation) -> bool {
    const LINKS: [&str; 8] = ["", "、", "和", "及", "以及", "与", "，", "、和"];
    a.node == b.node && a.whole.end <= b.span.start && {
        let between = fold(case.text.slice(Span::new(a.whole.end, b.span.start)));
        LINKS.contains(&between.as_str())
    }
}

/// What the words behind a list claim for all of it: 等有关法律、法规.
fn claim(case: &Case<'_>, last: &Citation) -> Option<(Rank, &'static str)> {
    const CLAIMS: [(&str, Rank); 8] = [
        ("法律法规规章", Rank::Rule),
        ("法律法规和规章", Rank::Rule),
        ("法律法规", Rank::Regulation),
        ("法律和行政法规", Rank::Regulation),
        ("法律行政法规", Rank::Regulation),
        ("行政法规", Rank::Regulation),
        ("法规", Rank::Regulation),
        ("法律", Rank::Law),
    ];
    /// Behind these the claim goes on to what has no rank.
    const LOOSE: [&str; 12] = ["规章", "及", "和", "以及", "与", "政策", "文件", "规范", "标准", "制度", "、", "依据"];
    let node = case.document.nodes[last.node].span;
    let behind = (last.whole.end <= node.end).then(|| fold(case.text.slice(Span::new(last.whole.end, node.end))))?;
    let behind = behind.strip_prefix('等')?;
    let words =
        ["国家有关", "有关", "相关", "国家"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let sentence: String = words.chars().take_while(|c| !matches!(c, '，' | '。' | '；')).collect();
    let plain = sentence.replace('、', "");
    let (words, rank) = CLAIMS.into_iter().find(|(words, _)| plain.starts_with(words))?;
    let rest = &plain[words.len()..];
    let is_loose = LOOSE.iter().any(|word| rest.starts_with(word)) || rest.contains("文件") || rest.contains("政策");
    (!is_loose).then_some((rank, words))
}

/// By the index; else only what its very title tells.
fn rank(lawbook: &Lawbook, title: &str) -> Option<Rank> {
    const DOCUMENTS: [&str; 8] = ["意见", "通知", "方案", "批复", "的函", "复函", "纪要", "通告"];
    match lawbook.find(title) {
        Some(law) if law.level == "宪法" || law.level.starts_with("法律") || law.level.starts_with("有关法律问题") => {
            Some(Rank::Law)
        }
        Some(law) if law.level.contains("法规") => Some(Rank::Regulation),
        Some(law) if law.level.contains("规章") => Some(Rank::Rule),
        Some(law) if law.level.contains("文件") => Some(Rank::Document),
        Some(_) => None,
        None => {
            let bare = title.rfind('（').filter(|_| title.ends_with('）')).map_or(title, |at| &title[..at]);
            DOCUMENTS.iter().any(|end| bare.ends_with(end)).then_some(Rank::Document)
        }
    }
}

fn chinese(rank: Rank) -> &'static str {
    match rank {
        Rank::Law => "法律",
        Rank::Regulation => "法规",
        Rank::Rule => "规章",
        Rank::Document => "规范性文件",
    }
}
