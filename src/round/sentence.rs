//! A document as sentences: all that is printed but the labels, so that nothing can hide. Each knows its place in the
//! Text and the unit (条, 点, a paragraph or table outside them) that the comparison follows.

use std::collections::BTreeMap;

use crate::check::mask;
use crate::compare::Unit;
use crate::document::{Document, Level, MatterKind, NodeId, Place};
use crate::text::{BlockKind, MatchView, Span, Text};

/// A sentence, or what a heading, cell or item says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Folded.
    pub words: String,
    /// The words without the number of an item in front, numbers of articles masked.
    pub key: String,
    /// 第八条第二款, 标题
    pub place: String,
    /// Index in [`Draft::units`].
    pub unit: usize,
}

/// A version of the draft, cut into sentences in the order of the Text.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub sentences: Vec<Sentence>,
    /// What the comparison gets; `place` is the index.
    pub units: Vec<Unit>,
    /// The place in words of each unit.
    pub places: Vec<String>,
}

impl Draft {
    pub fn new(text: &Text, document: &Document) -> Draft {
        let mut cutter = Cutter { text, document, draft: Draft::default(), known: BTreeMap::new() };
        let labels: Vec<Span> =
            document.nodes.iter().map(|node| node.label).filter(|label| !label.is_empty()).collect();
        for piece in pieces(text, document) {
            let before = labels.partition_point(|label| label.start <= piece.start);
            if !labels[..before].last().is_some_and(|label| label.covers(piece)) {
                cutter.cut(piece);
            }
        }
        cutter.draft
    }

    /// The sentences that a stretch of the Text touches; for one without width the sentence it stands at.
    pub fn touched(&self, span: Span) -> Vec<usize> {
        let touches = |it: &Span| {
            if span.is_empty() { it.contains(span.start) } else { it.start < span.end && span.start < it.end }
        };
        let from = self.sentences.partition_point(|sentence| sentence.span.end < span.start);
        let near = self.sentences[from..].iter().take_while(|sentence| sentence.span.start <= span.end);
        let near = near.enumerate().filter(|(_, sentence)| touches(&sentence.span));
        near.map(|(at, _)| from + at).collect()
    }

    /// The unit as a reader names it.
    pub fn unit_of(&self, sentence: usize) -> &str {
        self.sentences.get(sentence).and_then(|it| self.places.get(it.unit)).map_or("", String::as_str)
    }
}

/// The stretches between all edges of nodes, matter and cells.
fn pieces(text: &Text, document: &Document) -> Vec<Span> {
    let mut cuts = vec![0, text.as_str().len()];
    for node in &document.nodes {
        cuts.extend([node.span, node.label, node.heading, node.body].iter().flat_map(|span| [span.start, span.end]));
    }
    cuts.extend(document.matter.iter().flat_map(|matter| [matter.span.start, matter.span.end]));
    let cells = text.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. }));
    cuts.extend(cells.flat_map(|block| [block.span.start, block.span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|cut| Span::new(cut[0], cut[1])).collect()
}

/// What a unit is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Node(NodeId),
    /// Text outside the provisions, by where it starts.
    Loose(usize),
}

struct Cutter<'t> {
    text: &'t Text,
    document: &'t Document,
    draft: Draft,
    known: BTreeMap<Owner, usize>,
}

impl Cutter<'_> {
    fn cut(&mut self, piece: Span) {
        let view = MatchView::new(self.text, piece);
        let node = self.document.node_at(piece.start);
        let (mut start, mut is_first) = (0, true);
        for sentence in view.as_str().split_inclusive(['。', '；', '！', '？']) {
            let range = start..start + sentence.len();
            start = range.end;
            if sentence.chars().any(char::is_alphanumeric) {
                let at = self.add(view.span(range), sentence, piece, node);
                self.append(at, sentence, is_first);
                is_first = false;
            }
        }
    }

    /// A line of the unit for each 款, 项 and cell.
    fn append(&mut self, unit: usize, words: &str, starts_line: bool) {
        let text = &mut self.draft.units[unit].text;
        if starts_line && !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
    }

    fn add(&mut self, span: Span, words: &str, piece: Span, node: Option<NodeId>) -> usize {
        let place = place(self.document, node, piece);
        let unit = self.unit(piece, node, &place);
        let key = mask(unnumbered(words));
        self.draft.sentences.push(Sentence { span, words: words.to_owned(), key, place, unit });
        unit
    }

    fn unit(&mut self, piece: Span, node: Option<NodeId>, place: &str) -> usize {
        let owner = node.and_then(|node| owner(self.document, node)).map_or(Owner::Loose(piece.start), Owner::Node);
        if let Some(&unit) = self.known.get(&owner) {
            return unit;
        }
        let at = self.draft.units.len();
        let place = match owner {
            Owner::Node(id) => Place::of(self.document, id).to_string(),
            Owner::Loose(_) => place.to_owned(),
        };
        self.draft.units.push(self.empty_unit(owner, node, at));
        self.draft.places.push(place);
        self.known.insert(owner, at);
        at
    }

    fn empty_unit(&self, owner: Owner, node: Option<NodeId>, at: usize) -> Unit {
        let count = |level| {
            let container = node.and_then(|node| self.document.enclosing(node, &[level]));
            container
                .map_or(0, |id| self.document.nodes[..=id].iter().filter(|node| node.level == level).count() as u32)
        };
        let own = match owner {
            Owner::Node(id) => Some(&self.document.nodes[id]),
            Owner::Loose(_) => None,
        };
        let level = own.map_or(Level::Paragraph, |node| node.level);
        Unit {
            instrument: count(Level::Instrument),
            annex: count(Level::Annex),
            level,
            ordinal: own.and_then(|node| node.ordinal).filter(|_| level != Level::Paragraph),
            label: own.map_or_else(String::new, |node| crate::text::fold(self.text.slice(node.label))),
            place: at.to_string(),
            text: String::new(),
        }
    }
}

/// 条, 点 or what stands outside them; `None` for what belongs to a heading that groups them.
fn owner(document: &Document, node: NodeId) -> Option<NodeId> {
    if let Some(unit) = document.enclosing(node, &[Level::Article, Level::Point, Level::Subpoint]) {
        return Some(unit);
    }
    let groups = |id: &NodeId| {
        let level = document.nodes[*id].level;
        level.is_division() || matches!(level, Level::Instrument | Level::Annex)
    };
    document.path_up(node).take_while(|id| !groups(id)).last()
}

fn place(document: &Document, node: Option<NodeId>, piece: Span) -> String {
    if let Some(matter) = document.matter.iter().find(|matter| matter.span.contains(piece.start)) {
        return matter_name(matter.kind).to_owned();
    }
    node.map_or_else(|| "正文以外".to_owned(), |node| Place::of(document, node).to_string())
}

fn matter_name(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Title => "标题",
        MatterKind::DocumentNumber => "发文字号",
        MatterKind::Issuer => "发文机关标志",
        MatterKind::Addressee => "主送机关",
        MatterKind::Note => "题注",
        MatterKind::Contents => "目录",
        MatterKind::AnnexList => "附件说明",
        MatterKind::Signature => "落款",
        MatterKind::Date => "成文日期",
        MatterKind::Imprint => "版记",
        MatterKind::Header | MatterKind::Footer | MatterKind::Furniture => "版面文字",
        MatterKind::Footnote => "脚注",
    }
}

/// The words behind （一）, 1. or 一、 in front of them: numbers inside running text move with what stands before.
fn unnumbered(words: &str) -> &str {
    let number = |c: char| c.is_ascii_digit() || crate::numeral::is_chinese(c);
    let bracketed = words.strip_prefix('（').and_then(|rest| rest.trim_start_matches(number).strip_prefix('）'));
    let plain = words.trim_start_matches(number).strip_prefix(['.', '、', '．']);
    let has_number = words.trim_start_matches('（').starts_with(number);
    bracketed
        .or(plain)
        .filter(|rest| has_number && !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(words)
}
