//! Short names: ……（以下简称《Y》）, （以下统称“Y”）, （以下简称Y）.

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::Passage;
use crate::document::NodeId;
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abbreviation {
    pub name: String,
    /// The name alone, without marks.
    pub span: Span,
    pub node: NodeId,
    /// Uses after the declaration.
    pub uses: usize,
    /// Words from which the name was cut: what stands before the bracket.
    pub full: String,
}

pub fn read(passage: &Passage<'_>, found: &mut Vec<Abbreviation>) {
    let text = passage.view.as_str();
    if !text.contains('称') {
        return;
    }
    for (at, _) in text.match_indices("（以下").chain(text.match_indices("（简称")) {
        let inside = at + '（'.len_utf8();
        let word = ["以下简称", "以下统称", "以下称", "简称"].iter().find(|word| text[inside..].starts_with(**word));
        if let Some(word) = word {
            let from = inside + word.len();
            if let Some((start, end)) = name(text, from) {
                let full = text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
                found.push(Abbreviation {
                    name: text[start..end].to_owned(),
                    span: passage.view.span(start..end),
                    node: passage.node,
                    uses: 0,
                    full,
                });
            }
        }
    }
    found.sort_by_key(|abbreviation| abbreviation.span);
}

/// The name up to the closing bracket, without quotation or title marks. An unmarked name may hold 、: 区、县管理机构.
fn name(text: &str, from: usize) -> Option<(usize, usize)> {
    const LONGEST: usize = 20;
    const MARKS: [char; 6] = ['“', '‘', '《', '「', '"', '〈'];
    let rest = &text[from..];
    let trimmed = rest.trim_start_matches(['：', '为']);
    let bare = trimmed.trim_start_matches(MARKS);
    let start = from + rest.len() - bare.len();
    let is_marked = bare.len() < trimmed.len();
    let end = if is_marked {
        bare.find(['”', '’', '》', '」', '"', '〉', '）', '“', '‘'])?
    } else {
        bare.find(['）', '，', '；'])?
    };
    (end > 0 && bare[..end].chars().count() <= LONGEST).then_some((start, start + end))
}

/// Counts how often each name is used behind its declaration.
pub fn count_uses(passages: &[Passage<'_>], abbreviations: &mut [Abbreviation]) {
    for abbreviation in abbreviations {
        // 公募基金或基金, 场内申购、场内赎回: one bracket may declare several names.
        let names = abbreviation.name.split(['或', '、']).filter(|name| !name.is_empty());
        let names: Vec<_> = names.map(memmem::Finder::new).collect();
        let uses = |text: &str| names.iter().map(|name| name.find_iter(text.as_bytes()).count()).sum::<usize>();
        let end = abbreviation.span.end;
        let later = passages.iter().filter(|passage| passage.view.source_span().end > end);
        abbreviation.uses = later
            .map(|passage| {
                let declares = passage.view.source_span().contains(end);
                uses(&passage.view.as_str()[if declares { passage.view.locate(end) } else { 0 }..])
            })
            .sum();
    }
}
