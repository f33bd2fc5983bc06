//! What is compared: articles whole; where there are none, points; and the paragraphs around them.

use super::{Division, table};
use crate::document::{Document, Level, Node, NodeId, Ordinal, Place};
use crate::text::{Span, Text, is_blank};

/// One unit of a document (条, 点, or a paragraph outside them).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// 所附文件 in reading order, from 1; 0 for the document itself.
    pub instrument: u32,
    /// 附件 in reading order, from 1; 0 outside annexes.
    pub annex: u32,
    pub level: Level,
    /// As printed; paragraphs have none.
    pub ordinal: Option<Ordinal>,
    /// The printed label without blanks, 第一条; empty for a paragraph.
    pub label: String,
    /// The place in words: 第三条, 附件2第三条, 第二点（一）.
    pub place: String,
    /// All that is printed after the label; hard line ends joined, one line for each 款 and 项.
    pub text: String,
}

/// The units of a document in reading order.
pub fn units(text: &Text, document: &Document) -> Vec<Unit> {
    outline(text, document).units
}

/// What a document consists of.
#[derive(Default)]
pub struct Outline {
    pub units: Vec<Unit>,
    /// 编、章、节 that group them.
    pub divisions: Vec<Division>,
}

pub fn outline(text: &Text, document: &Document) -> Outline {
    let mut units = Vec::new();
    let mut walk = Walk { text, document, instruments: 0, annexes: 0, divisions: Vec::new() };
    walk.down(None, (0, 0), &mut units);
    Outline { units, divisions: walk.divisions }
}

struct Walk<'t> {
    text: &'t Text,
    document: &'t Document,
    instruments: u32,
    annexes: u32,
    divisions: Vec<Division>,
}

impl Walk<'_> {
    fn down(&mut self, under: Option<NodeId>, container: (u32, u32), units: &mut Vec<Unit>) {
        let children: Vec<_> = self.document.children(under).collect();
        for id in children {
            self.visit(id, container, units);
        }
    }

    fn visit(&mut self, id: NodeId, container: (u32, u32), units: &mut Vec<Unit>) {
        match self.document.nodes[id].level {
            Level::Instrument => {
                self.instruments += 1;
                self.down(Some(id), (self.instruments, 0), units);
            }
            Level::Annex => {
                self.annexes += 1;
                self.down(Some(id), (container.0, self.annexes), units);
            }
            level if level.is_division() => self.divide(id, container, units),
            Level::Point | Level::Subpoint => {
                self.take(id, container, units);
                self.inner_units(id, container, units);
            }
            _ => self.take(id, container, units),
        }
    }

    fn divide(&mut self, id: NodeId, container: (u32, u32), units: &mut Vec<Unit>) {
        let node = &self.document.nodes[id];
        let bare = |span| self.text.slice(span).chars().filter(|c| !is_blank(*c)).collect::<String>();
        let (label, heading) = (bare(node.label), bare(node.heading));
        let (at, from) = (self.divisions.len(), units.len());
        self.divisions.push(Division { container, level: node.level, label, heading, units: from..from });
        self.down(Some(id), container, units);
        self.divisions[at].units.end = units.len();
    }

    /// Units that stand inside a point at whatever depth.
    fn inner_units(&mut self, id: NodeId, container: (u32, u32), units: &mut Vec<Unit>) {
        let children: Vec<_> = self.document.children(Some(id)).collect();
        for child in children {
            if is_inner(&self.document.nodes[child]) {
                self.visit(child, container, units);
            }
        }
    }

    fn take(&mut self, id: NodeId, (instrument, annex): (u32, u32), units: &mut Vec<Unit>) {
        let node = &self.document.nodes[id];
        let label = self.text.slice(node.label).chars().filter(|c| !is_blank(*c)).collect();
        let text = printed(self.text, self.document, id);
        if text.is_empty() && node.label.is_empty() {
            return;
        }
        let ordinal = node.ordinal.filter(|_| is_numbered(node.level));
        let place = place(self.document, id, ordinal);
        units.push(Unit { instrument, annex, level: node.level, ordinal, label, place, text });
    }
}

fn is_numbered(level: Level) -> bool {
    matches!(level, Level::Article | Level::Point | Level::Subpoint | Level::Item | Level::Subitem)
}

fn is_inner(node: &Node) -> bool {
    matches!(node.level, Level::Article | Level::Point | Level::Subpoint)
}

/// A paragraph is 正文, whatever its count.
fn place(document: &Document, id: NodeId, ordinal: Option<Ordinal>) -> String {
    let mut place = Place::of(document, id);
    if ordinal.is_none() {
        let level = document.nodes[id].level;
        place.0.retain(|(other, _)| *other != level);
        place.0.push((level, None));
    }
    place.to_string()
}

/// The text of a unit, a line for each node in it; units inside it are left out.
fn printed(text: &Text, document: &Document, id: NodeId) -> String {
    let node = &document.nodes[id];
    let mut cuts = vec![(node.label.end.max(node.span.start), true)];
    if breaks_after_heading(text, node) {
        cuts.push((node.heading.end, true));
    }
    let mut at = id + 1;
    while at < node.end {
        let inner = &document.nodes[at];
        let is_own = !is_inner(inner);
        cuts.push((inner.span.start, is_own));
        if !is_own {
            cuts.push((inner.span.end, true));
        }
        at = if is_own { at + 1 } else { inner.end };
    }
    lines(text, cuts, node.span.end)
}

fn breaks_after_heading(text: &Text, node: &Node) -> bool {
    if node.heading.is_empty() {
        return false;
    }
    let rest = &text.as_str()[node.heading.end..node.span.end];
    rest.chars().take_while(|c| is_blank(*c)).any(|c| c == '\n')
}

/// The pieces between the cuts, those that are wanted, without their line ends.
fn lines(text: &Text, mut cuts: Vec<(usize, bool)>, end: usize) -> String {
    cuts.push((end, false));
    cuts.sort_by_key(|(at, _)| *at);
    let pieces = cuts.windows(2).filter(|cut| cut[0].1 && cut[0].0 < cut[1].0.min(end));
    let pieces = pieces.map(|cut| {
        let span = Span::new(cut[0].0, cut[1].0.min(end));
        table::printed(text, span).unwrap_or_else(|| joined(text.slice(span)))
    });
    pieces.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Joins hard-wrapped lines: a blank stays only between two Latin words.
fn joined(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    for line in piece.split('\n').map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().next_back()) && latin(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 第一条: 文字⏎文字
    fn told(text: &str) -> Vec<String> {
        let text = crate::source::read_bytes(text.as_bytes(), "a.txt").unwrap().text;
        let units = units(&text, &crate::parse::parse(&text));
        let tell = |unit: &Unit| format!("{} {}：{}", unit.instrument, unit.place, unit.text.replace('\n', "⏎"));
        units.iter().map(tell).collect()
    }

    #[test]
    fn articles_are_whole() {
        let text = "占道管理办法\n\n第一章 总则\n\n第一条 为了规范占道管理，制定本办法。\n\n\
                    第二条 下列占道应当批准：\n（一）堆物；\n（二）搭棚。\n前款所称占道，是指占用城市道路。\n";
        let second = "0 第二条：下列占道应当批准：⏎（一）堆物；⏎（二）搭棚。⏎前款所称占道，是指占用城市道路。";
        assert_eq!(told(text), ["0 第一条：为了规范占道管理，制定本办法。", second]);
    }

    #[test]
    fn points_without_articles() {
        let text = "关于加强占道管理的通知\n\n各区人民政府：\n\n\
                    为了加强全市城市道路占用管理，维护道路畅通，根据国家有关规定，现就有关事项通知如下：\n\n\
                    一、总体要求\n\n占道应当从严。\n\n二、主要任务\n\n（一）清理占道。各区应当逐条清理。\n\n\
                    （二）公布台账。每季度公布。\n";
        let told = told(text);
        assert!(told[0].starts_with("0 正文：为了加强"));
        let points = [
            "0 第一点：总体要求⏎占道应当从严。",
            "0 第二点：主要任务",
            "0 第二点（一）：清理占道。各区应当逐条清理。",
            "0 第二点（二）：公布台账。每季度公布。",
        ];
        assert_eq!(told[1..], points);
    }

    #[test]
    fn an_instrument_counts_by_itself() {
        let text = "某市人民政府关于印发《某市占道管理办法》的通知\n\n各区人民政府：\n\n\
                    《某市占道管理办法》已经市人民政府第十次常务会议审议通过，现印发给你们，请认真组织实施。\n\n\
                    某市人民政府\n2025年1月1日\n\n\n某市占道管理办法\n\n第一条 为了规范占道管理，制定本办法。\n";
        let told = told(text);
        assert!(told[0].starts_with("0 正文：《某市占道管理办法》已经"));
        assert_eq!(told[1], "1 第一条：为了规范占道管理，制定本办法。");
    }

    #[test]
    fn hard_line_ends_are_joined() {
        assert_eq!(joined("为了规范\n　　占道管理 \nABC\nDEF"), "为了规范占道管理ABC DEF");
    }
}
