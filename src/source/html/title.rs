//! What the page says of its text outside the text: headline (标题) and document number (发文字号).

use std::ops::Range;

use scraper::Html;

use super::furniture::{self, bare};
use super::walk::Line;
use crate::text::fold;

/// How far above the text its headline may stand, in lines.
const REACH: usize = 20;
/// The title is looked for in so many lines of the text, standing in so many lines at most.
const HEAD_LINES: usize = 40;
const MOST_LINES: usize = 4;
/// A line that holds the headline, or is most of it, counts above the running text, among so many first lines.
const ABOVE_LINES: usize = 8;

/// The lines that the text lacks at its head.
pub(super) fn missing(html: &Html, page: &[Line], text: Range<usize>, body: &[&Line]) -> Vec<String> {
    let title = headline(html, page, &text).filter(|title| !has_title(body, title));
    let whole: String =
        title.iter().map(String::as_str).chain(body.iter().map(|line| line.text.as_str())).map(bare).collect();
    let above = &page[..text.start.min(page.len())];
    let number = number(page).or_else(|| number_line(above)).filter(|number| !whole.contains(&bare(number)));
    title.into_iter().chain(number.map(|number| format!("发文字号：{number}"))).collect()
}

/// Whether the text has its title, whole or nearly so: pages shorten it, or set 【第3号公告】 before it.
fn has_title(body: &[&Line], title: &str) -> bool {
    let title = bare(title);
    let lines: Vec<String> = body.iter().take(HEAD_LINES).map(|line| bare(&line.text)).collect();
    let above = body.iter().take_while(|line| furniture::prose(line) == 0).count().min(ABOVE_LINES);
    let is_run = |at: usize| (at + 1..=lines.len().min(at + MOST_LINES)).any(|end| lines[at..end].concat() == title);
    let nearly = |line: &String| line.len() * 10 >= title.len() * 6 && title.contains(line);
    lines.iter().take(above).any(|line| line.contains(&title) || nearly(line)) || (0..lines.len()).any(is_run)
}

/// What the page names itself, its heading above the text, and the title of its window: the first that two of them
/// agree on.
fn headline(html: &Html, page: &[Line], text: &Range<usize>) -> Option<String> {
    let window = window_title(html).filter(|title| fits(title));
    let above = page.get(text.start.saturating_sub(REACH)..text.start).unwrap_or_default();
    let is_heading = |line: &&Line| line.is_heading && fits(&line.text) || is_titled(html, line);
    let headings: Vec<String> = above.iter().rev().filter(is_heading).map(|line| line.text.trim().to_owned()).collect();
    let named = meta(html, "ArticleTitle").map(|title| title.trim().to_owned()).filter(|title| fits(title));
    let shown = |heading: &&String| window.as_ref().is_some_and(|window| bare(window).starts_with(&bare(heading)));
    let agreed = headings.iter().find(shown).cloned();
    named.or(agreed).or(window.filter(|title| is_kind(title))).or(headings.into_iter().next())
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

/// `<title>`, without the name of the site.
fn window_title(html: &Html) -> Option<String> {
    let mut elements = html.tree.root().descendants();
    let node = elements.find(|node| node.value().as_element().is_some_and(|element| element.name() == "title"))?;
    let whole: String = node.children().filter_map(|child| child.value().as_text()).map(|text| &**text).collect();
    whole.split(['_', '|', '-']).next().map(|title| title.trim().to_owned())
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

/// The number on the index card: behind its label, or on the next line.
fn number(page: &[Line]) -> Option<String> {
    const LABELS: [&str; 4] = ["发文字号", "文号", "发文号", "公文号"];
    page.iter().enumerate().find_map(|(at, line)| {
        let folded = fold(&line.text);
        let (label, value) = folded.split_once('：').unwrap_or((&folded, ""));
        if !LABELS.contains(&label.trim_matches(['【', '】', '[', ']'])) {
            return None;
        }
        let value = if value.is_empty() { fold(&page.get(at + 1)?.text) } else { value.to_owned() };
        is_number(&value).then_some(value)
    })
}

/// A number that stands alone between headline and text: 财政部公告2026年第10号.
fn number_line(above: &[Line]) -> Option<String> {
    let near = above.iter().rev().take(REACH).map(|line| fold(&line.text));
    near.into_iter()
        .find(|line| is_number(line) && line.contains(['〔', '[', '［', '第']) && !line.contains(['：', '〉']))
}

fn is_number(value: &str) -> bool {
    value.ends_with('号') && value.contains(|c: char| c.is_ascii_digit()) && value.chars().count() <= 40
}
