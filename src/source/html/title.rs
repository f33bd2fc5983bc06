//! What the page says of its text outside the text: headline (标题), document number (发文字号), issuer (发文机关).

use std::ops::Range;

use scraper::Html;

use super::furniture::{self, bare};
use super::walk::Line;
use crate::text::fold;

/// How far above the text its headline may stand, in lines.
const REACH: usize = 20;
/// The headline is looked for in so many characters of the text.
const HEAD_CHARACTERS: usize = 800;

/// The lines that the text lacks at its head.
pub(super) fn missing(html: &Html, page: &[Line], text: Range<usize>, body: &[&Line]) -> Vec<String> {
    let head = head(body);
    let title = headline(html, page, text).filter(|title| !has_title(&head, body, title));
    let cards = [("发文字号", is_number as fn(&str) -> bool), ("发文机关", is_organ)];
    let whole: String = body.iter().map(|line| bare(&line.text)).collect();
    let cards = cards.into_iter().filter_map(|(label, fits)| {
        let value = card(page, label).filter(|value| fits(value))?;
        (!whole.contains(&bare(&value))).then(|| format!("{label}：{value}"))
    });
    title.into_iter().chain(cards).collect()
}

fn head(body: &[&Line]) -> String {
    let mut head = String::new();
    for line in body {
        head.push_str(&bare(&line.text));
        if head.len() > HEAD_CHARACTERS * 3 {
            break;
        }
    }
    head
}

/// Whether the text begins with its title, whole or nearly so: pages shorten it, or set 【第3号公告】 before it.
fn has_title(head: &str, body: &[&Line], title: &str) -> bool {
    let title = bare(title);
    let nearly = |line: &&&Line| {
        let line = bare(&line.text);
        line.len() * 10 >= title.len() * 6 && title.contains(&line)
    };
    title.is_empty() || head.contains(&title) || body.iter().take(8).any(|line| nearly(&line))
}

fn headline(html: &Html, page: &[Line], text: Range<usize>) -> Option<String> {
    let named = meta(html, "ArticleTitle").map(|title| title.trim().to_owned());
    let above = page.get(text.start.saturating_sub(REACH)..text.start).unwrap_or_default();
    let heading = above.iter().rev().find(|line| line.is_heading && fits(&line.text) || is_titled(html, line));
    let heading = heading.map(|line| line.text.trim().to_owned());
    named.filter(|title| fits(title)).or(heading).or_else(|| window_title(html))
}

fn fits(title: &str) -> bool {
    let length = bare(title).chars().count();
    (5..=150).contains(&length) && !furniture::is_margin(title) && !title.contains(['。', '〉', '>'])
}

/// A line in an element that calls itself a title.
fn is_titled(html: &Html, line: &Line) -> bool {
    let owner = html.tree.get(line.owner).and_then(|node| node.value().as_element());
    let named = owner.is_some_and(|owner| {
        owner.classes().chain(owner.id()).any(|name| {
            let name = name.to_ascii_lowercase();
            ["title", "biaoti", "headline"].iter().any(|word| name.contains(word))
        })
    });
    named && line.linked == 0 && fits(&line.text) && is_kind(&line.text)
}

/// `<title>`, without the name of the site, where it reads as the title of a document.
fn window_title(html: &Html) -> Option<String> {
    let mut elements = html.tree.root().descendants();
    let node = elements.find(|node| node.value().as_element().is_some_and(|element| element.name() == "title"))?;
    let whole: String = node.children().filter_map(|child| child.value().as_text()).map(|text| &**text).collect();
    let title = whole.split(['_', '|', '-']).next()?.trim();
    (fits(title) && is_kind(title)).then(|| title.to_owned())
}

/// Whether it ends with the name of a kind of document (文种).
fn is_kind(title: &str) -> bool {
    const KINDS: [&str; 24] = [
        "通知", "公告", "通告", "决定", "意见", "办法", "规定", "细则", "条例", "方案", "批复", "函", "规则", "规范",
        "指引", "标准", "准则", "措施", "清单", "目录", "规划", "公报", "指南", "预案",
    ];
    let folded = fold(title);
    let plain = match folded.rfind('（') {
        Some(open) if folded.ends_with('）') => &folded[..open],
        _ => &folded,
    };
    KINDS.iter().any(|kind| plain.trim_end_matches('》').ends_with(kind))
}

fn meta(html: &Html, name: &str) -> Option<String> {
    let mut elements = html.tree.values().filter_map(|node| node.as_element()).filter(|e| e.name() == "meta");
    let found = elements.find(|e| e.attr("name").is_some_and(|value| value.eq_ignore_ascii_case(name)))?;
    found.attr("content").map(str::to_owned)
}

/// A value of the index card: behind its label, or on the next line.
fn card(page: &[Line], label: &str) -> Option<String> {
    let names: &[&str] = match label {
        "发文字号" => &["发文字号", "文号", "发文号", "公文号"],
        _ => &["发文机关", "发布机构", "发文机构", "制定机关"],
    };
    page.iter().enumerate().find_map(|(at, line)| {
        let folded = fold(&line.text);
        let (name, value) = folded.split_once('：').unwrap_or((&folded, ""));
        if !names.contains(&name.trim_matches(['【', '】', '[', ']'])) {
            return None;
        }
        let value = if value.is_empty() { fold(&page.get(at + 1)?.text) } else { value.to_owned() };
        (!value.is_empty()).then_some(value)
    })
}

fn is_number(value: &str) -> bool {
    value.ends_with('号') && value.chars().count() <= 40
}

fn is_organ(value: &str) -> bool {
    (3..=40).contains(&value.chars().count()) && !value.contains(['：', '。']) && !furniture::is_card_label(value)
}
