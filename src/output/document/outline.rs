//! The tree for a terminal: label, heading, first characters, counts.

use super::row::{CountsRow, DatesRow};
use super::{Parsed, lines};
use crate::document::{Document, Level, NodeId};
use crate::output::plain::{clip, visible};
use crate::text::Text;

/// Characters of a node's text that are shown.
const SHOWN: usize = 30;

pub fn outline(parsed: &Parsed) -> String {
    let mut out = head(parsed);
    out.push('\n');
    tree(&parsed.source.text, parsed.document, None, 0, &mut out);
    out.push_str(&format!("\n共{}\n", totals(&CountsRow::new(parsed.document))));
    out
}

fn head(parsed: &Parsed) -> String {
    let facts = parsed.facts;
    let title = if facts.title.is_empty() { "（没有认出标题）" } else { &facts.title };
    let mut about: Vec<String> = facts.document_number.iter().chain(&facts.issuer).cloned().collect();
    about.push(facts.kind.chinese().to_owned());
    about.extend(dates(&DatesRow::new(&facts.dates)));
    let source = parsed.source;
    let mut out = format!("{}\n{}\n", visible(title), visible(&about.join("　")));
    out.push_str(&format!("{}（{}，{}）\n", visible(parsed.path), source.format.name(), source.encoding));
    out.extend(source.remarks.iter().map(|remark| format!("注意：{remark}\n")));
    out
}

fn dates(dates: &DatesRow) -> impl Iterator<Item = String> {
    let named =
        [("通过", dates.adopted), ("公布", dates.published), ("施行", dates.effective), ("届满", dates.expires)];
    named.into_iter().filter_map(|(name, date)| date.map(|date| format!("{name}{date}")))
}

fn tree(text: &Text, document: &Document, of: Option<NodeId>, depth: usize, out: &mut String) {
    for id in document.children(of) {
        let below = if is_lone_paragraph(document, id) { depth } else { depth + 1 };
        if below > depth {
            out.push_str(&format!("{}{}\n", "  ".repeat(depth), line(text, document, id)));
        }
        tree(text, document, Some(id), below, out);
    }
}

/// The only 款 of an article is shown with the article.
fn is_lone_paragraph(document: &Document, id: NodeId) -> bool {
    let node = &document.nodes[id];
    let article = node.parent.filter(|&parent| document.nodes[parent].level == Level::Article);
    node.level == Level::Paragraph && article.is_some_and(|article| paragraphs(document, article) == 1)
}

fn paragraphs(document: &Document, article: NodeId) -> usize {
    document.children(Some(article)).filter(|&id| document.nodes[id].level == Level::Paragraph).count()
}

fn line(text: &Text, document: &Document, id: NodeId) -> String {
    let node = &document.nodes[id];
    let words = lines::text_of(text, document, id);
    let words = words.lines().next().unwrap_or_default().replace('\t', " ");
    let heading = lines::joined(text.slice(node.heading));
    let heading =
        if node.level == Level::Article && !heading.is_empty() { format!("【{heading}】") } else { heading };
    let parts = [name(text, document, id), heading, clip(&words, SHOWN), counts(document, id)];
    visible(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　"))
}

/// The printed label, or what the node is.
fn name(text: &Text, document: &Document, id: NodeId) -> String {
    let node = &document.nodes[id];
    match (node.level, node.ordinal) {
        (Level::Instrument, _) => "［所附文件］".to_owned(),
        (Level::Table, _) => "［表］".to_owned(),
        (Level::Paragraph, Some(ordinal)) => format!("［第{}款］", crate::numeral::chinese(ordinal.number)),
        _ => lines::joined(text.slice(node.label)),
    }
}

/// What stands under a node: 3条, 2款 5项.
fn counts(document: &Document, id: NodeId) -> String {
    let counted: &[Level] = match document.nodes[id].level {
        Level::Instrument | Level::Annex => &[Level::Chapter, Level::Article],
        level if level.is_division() => &[Level::Article],
        Level::Article => &[Level::Paragraph, Level::Item],
        _ => &[],
    };
    let of = |level: Level| document.subtree(id).skip(1).filter(move |(_, node)| node.level == level).count();
    let least = |level: Level| if level == Level::Paragraph { 2 } else { 1 };
    let counts = counted.iter().map(|&level| (level, of(level))).filter(|&(level, count)| count >= least(level));
    let counts: Vec<_> = counts.map(|(level, count)| format!("{count}{}", level.chinese())).collect();
    if counts.is_empty() { String::new() } else { format!("（{}）", counts.join("、")) }
}

fn totals(counts: &CountsRow) -> String {
    let named = [
        (counts.instruments, "个所附文件"),
        (counts.annexes, "个附件"),
        (counts.parts, "编"),
        (counts.subparts, "分编"),
        (counts.chapters, "章"),
        (counts.sections, "节"),
        (counts.articles, "条"),
        (counts.paragraphs, "款"),
        (counts.items, "项"),
        (counts.subitems, "目"),
    ];
    let said = named.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}"));
    let said: Vec<_> = said.collect();
    if said.is_empty() { "0条".to_owned() } else { said.join("、") }
}
