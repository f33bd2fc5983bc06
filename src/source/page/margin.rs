//! Page numbers (页码) and running headers and footers (页眉、页脚): the rows at the edges that are no part of the text.

use std::collections::BTreeMap;

use super::Page;
use super::row::Row;
use crate::numeral;
use crate::text::{BlockKind, is_blank};

/// So many rows are looked at from each edge: beyond them it is a form that repeats, not its margin.
const DEPTH: usize = 2;

/// Share of the page, from each edge, in which margins lie.
const ZONE: f32 = 0.12;

/// A running head keeps its place on every page up to so many points.
const SHIFT: f32 = 4.0;

/// Rows of margins taken out of the pages, each wording once.
#[derive(Debug, Default)]
pub(super) struct Margins {
    kept: BTreeMap<String, (BlockKind, String)>,
}

impl Margins {
    pub fn iter(&self) -> impl Iterator<Item = (BlockKind, &str)> {
        self.kept.values().map(|(kind, text)| (*kind, text.as_str()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Top,
    Bottom,
}

impl Edge {
    const BOTH: [Edge; 2] = [Edge::Top, Edge::Bottom];

    fn kind(self) -> BlockKind {
        match self {
            Edge::Top => BlockKind::Header,
            Edge::Bottom => BlockKind::Footer,
        }
    }

    fn distance(self, row: &Row, page: &Page) -> f32 {
        match self {
            Edge::Top => row.y,
            Edge::Bottom => page.height - row.y,
        }
    }

    /// The outermost rows, from the edge inwards.
    fn rows(self, rows: &[Row]) -> Vec<&Row> {
        match self {
            Edge::Top => rows.iter().take(DEPTH).collect(),
            Edge::Bottom => rows.iter().rev().take(DEPTH).collect(),
        }
    }

    fn remove(self, rows: &mut Vec<Row>) -> Option<Row> {
        match self {
            Edge::Top => (!rows.is_empty()).then(|| rows.remove(0)),
            Edge::Bottom => rows.pop(),
        }
    }
}

/// Takes the margins out of the rows of all pages.
pub(super) fn take(pages: &[Page], rows: &mut [Vec<Row>]) -> Margins {
    let census = Census::new(pages, rows);
    let mut margins = Margins::default();
    for (number, (page, rows)) in pages.iter().zip(rows).enumerate() {
        for edge in Edge::BOTH {
            for _ in 0..DEPTH {
                let Some(outermost) = edge.rows(rows).first().copied() else { break };
                if !census.is_margin(edge, outermost, page, number) {
                    break;
                }
                if let Some(row) = edge.remove(rows) {
                    let text = row.text();
                    margins.kept.entry(masked(&text)).or_insert((edge.kind(), text));
                }
            }
        }
    }
    margins
}

/// What stands at the edges of all pages.
struct Census {
    pages: usize,
    /// Distances from the edge at which a wording occurs, a page each.
    places: BTreeMap<(Edge, String), Vec<f32>>,
    /// Bare numbers less the number of their page, and how often.
    offsets: BTreeMap<(Edge, i64), usize>,
}

impl Census {
    fn new(pages: &[Page], rows: &[Vec<Row>]) -> Census {
        let mut census = Census { pages: pages.len(), places: BTreeMap::new(), offsets: BTreeMap::new() };
        for (number, (page, rows)) in pages.iter().zip(rows).enumerate() {
            for edge in Edge::BOTH {
                for row in edge.rows(rows).into_iter().filter(|row| is_in_zone(edge, row, page)) {
                    census.count(edge, row, page, number);
                }
            }
        }
        census
    }

    fn count(&mut self, edge: Edge, row: &Row, page: &Page, number: usize) {
        let text = row.text();
        if let Some(value) = bare_number(&text) {
            *self.offsets.entry((edge, value - number as i64)).or_default() += 1;
        }
        self.places.entry((edge, masked(&text))).or_default().push(edge.distance(row, page));
    }

    fn is_margin(&self, edge: Edge, row: &Row, page: &Page, number: usize) -> bool {
        if !is_in_zone(edge, row, page) {
            return false;
        }
        let text = row.text();
        if let Some(value) = bare_number(&text) {
            let alike = self.offsets.get(&(edge, value - number as i64)).copied().unwrap_or(0);
            return alike >= 2 || self.pages == 1 || alike * 2 >= self.pages;
        }
        is_page_number(&text) || self.is_running(edge, &text, edge.distance(row, page))
    }

    fn is_running(&self, edge: Edge, text: &str, distance: f32) -> bool {
        let places = self.places.get(&(edge, masked(text))).map_or(&[] as &[f32], Vec::as_slice);
        let alike = places.iter().filter(|place| (**place - distance).abs() < SHIFT).count();
        alike >= 3 || (alike >= 2 && alike * 2 >= self.pages)
    }
}

fn is_in_zone(edge: Edge, row: &Row, page: &Page) -> bool {
    edge.distance(row, page) < ZONE * page.height
}

/// The wording with its numbers taken for one.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for c in text.chars().filter(|c| !is_blank(*c)) {
        match c.is_ascii_digit() || numeral::is_numeral(c) {
            true if masked.ends_with('#') => {}
            true => masked.push('#'),
            false => masked.push(c),
        }
    }
    masked
}

fn bare_number(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    (text.len() <= 4).then(|| text.parse().ok()).flatten().filter(|number| *number >= 0)
}

/// — 3 —, ·3·, 第3页 共9页, 3/9, Page 3 of 9, iv.
fn is_page_number(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !is_blank(*c)).map(|c| c.to_ascii_lowercase()).collect();
    let bare = compact.trim_matches(is_ornament);
    let decorated = bare.len() < compact.len() && is_short_number(bare);
    decorated
        || matches!(
            masked(bare).as_str(),
            "第#页"
                | "第#页共#页"
                | "共#页第#页"
                | "第#页,共#页"
                | "第#页，共#页"
                | "第#页/共#页"
                | "#/#"
                | "page#"
                | "page#of#"
                | "#of#"
                | "p#"
                | "p.#"
        )
        || is_roman(bare)
}

fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '―'
            | '─'
            | '－'
            | '﹣'
            | '−'
            | '·'
            | '•'
            | '・'
            | '~'
            | '～'
            | '|'
            | '_'
            | '*'
            | '●'
            | '◆'
            | '.'
            | '．'
    )
}

fn is_short_number(text: &str) -> bool {
    let is_number = text.chars().all(|c| c.is_ascii_digit()) || masked(text) == "#";
    !text.is_empty() && text.chars().count() <= 4 && is_number || is_roman(text)
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() <= 6 && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ'))
}
