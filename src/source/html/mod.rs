//! Web pages (.html): the body of a government page without its navigation.
//!
//! The page is read three times: all of it, to learn what it says about itself and what is furniture; without the
//! furniture, to learn where its prose stands; and then the element that holds the text.

mod body;
mod charset;
mod element;
mod furniture;
mod layout;
mod list;
mod table;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod walk;

use std::ops::Range;

use scraper::Html;

use super::{Format, Source, Unread, encoding};
use crate::text::{BlockKind, Origin, Text, TextBuilder, fold};
use walk::{Line, Plan};

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    read_declared(bytes, None)
}

/// A page whose encoding may be declared outside of it, as in a web archive.
pub(in crate::source) fn read_declared(bytes: &[u8], label: Option<&str>) -> Result<Source, Unread> {
    let declared = label.map(str::to_owned).or_else(|| charset::declared(bytes));
    let decoded = encoding::decode_declared(bytes, declared.as_deref())?;
    let html = tree::parse(&decoded.text())?;
    let (text, remarks) = page(&html)?;
    let remarks = decoded.remarks.iter().cloned().chain(remarks).collect();
    Ok(Source { text, format: Format::Html, encoding: decoded.encoding_name(), remarks })
}

fn page(html: &Html) -> Result<(Text, Vec<String>), Unread> {
    let mut plan = Plan { layout: layout::find(html), ..Plan::default() };
    let (whole, _) = walk::read(html.tree.root(), &plan);
    plan.furniture = body::furniture(html, &body::sums(html, &whole));
    let (bared, _) = walk::read(html.tree.root(), &plan);
    let holder = body::find(html, &body::sums(html, &bared)).ok_or(Unread::Empty)?;
    let (lines, tally) = walk::read(holder, &plan);
    let kept = kept(&lines);
    let start = start(&whole, &kept);
    let added = title::missing(html, &whole, start, &kept);
    Ok((build(&added, &kept), tally.remarks(0)))
}

/// The lines that are text.
fn kept(lines: &[Line]) -> Vec<&Line> {
    let is_prose = |line: &Line| furniture::prose(line) > 0;
    let first = lines.iter().position(is_prose).unwrap_or(lines.len());
    let last = lines.iter().rposition(is_prose).unwrap_or(0);
    let card = card(lines, first);
    let keeps = |at: usize, line: &Line| {
        let is_furniture = if at < first || at > last { furniture::is_margin } else { furniture::is_button };
        !card.contains(&at) && !is_furniture(&line.text)
    };
    lines.iter().enumerate().filter(|(at, line)| keeps(*at, line)).map(|(_, line)| line).collect()
}

/// The lines of the index card above the text: from its first label to the value of its last.
fn card(lines: &[Line], end: usize) -> Range<usize> {
    let is_label = |line: &Line| furniture::is_card_label(&line.text);
    let Some(above) = lines.get(..end) else { return 0..0 };
    let labels = above.iter().filter(|line| is_label(line)).count();
    match (above.iter().position(is_label), above.iter().rposition(is_label)) {
        (Some(first), Some(last)) if labels > 1 => {
            let value_follows = !has_value(&lines[last].text) && matches!(lines[last].kind, BlockKind::Cell { .. });
            first..last + 1 + usize::from(value_follows)
        }
        _ => 0..0,
    }
}

fn has_value(label: &str) -> bool {
    fold(label).split_once('：').is_some_and(|(_, value)| !value.is_empty())
}

/// Where the text begins among the lines of the whole page.
fn start(whole: &[Line], kept: &[&Line]) -> Range<usize> {
    let first = kept.first();
    let same = |line: &Line| first.is_some_and(|first| first.owner == line.owner && first.text == line.text);
    let start = whole.iter().position(same).unwrap_or(0);
    start..whole.len()
}

fn build(added: &[String], kept: &[&Line]) -> Text {
    let mut builder = TextBuilder::default();
    for line in added {
        builder.push(line, Origin::Generated);
        builder.end_block(BlockKind::Paragraph);
    }
    for line in kept {
        builder.push(&line.text, Origin::Generated);
        builder.end_block(line.kind);
    }
    builder.finish()
}
