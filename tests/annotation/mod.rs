//! Annotated documents read back by a reader of their own, that knows nothing of the program's.

#![allow(clippy::unwrap_used)]
#![allow(dead_code)] // no test uses all of it

pub mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;

use fashen::annotate::{Annotated, Request, annotate};
use fashen::finding::{Confidence, Finding, Grade, Heading, Replacement};
use fashen::source::Source;
use fashen::text::{BlockKind, Origin, Span, Text};
use jiff::civil::date;
use roxmltree::{Document, Node};

use crate::beside::random::Random;

pub const AUTHOR: &str = "青溪县司法局 & 法规股";

/// What a reviewer sees of a document.
#[derive(Default)]
pub struct Shown {
    /// Words between the marks of our comments, by id; our changes are taken back.
    pub anchored: BTreeMap<String, String>,
    /// Author and words of all comments.
    pub comments: BTreeMap<String, (String, String)>,
    /// Everything that runs hold, in order; our changes are taken back.
    pub content: String,
    /// Comments that the body refers to.
    pub referred: BTreeSet<String>,
}

impl Shown {
    pub fn of(bytes: &[u8]) -> Shown {
        let parts: BTreeMap<_, _> = unpack(bytes).into_iter().map(|entry| (entry.name.to_lowercase(), entry)).collect();
        let main = parts.get("word/document.xml").unwrap_or_else(|| panic!("no main part"));
        let mut shown = Shown::default();
        if let Some(comments) = parts.get("word/comments.xml") {
            let xml = text_of(&comments.content);
            for comment in Document::parse(&xml).unwrap().root_element().children().filter(Node::is_element) {
                let words = comment.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text());
                let entry = (attribute(comment, "author").unwrap_or_default().to_owned(), words.collect());
                let before = shown.comments.insert(attribute(comment, "id").unwrap().to_owned(), entry);
                assert_eq!(before, None, "two comments of one id");
            }
        }
        let xml = text_of(&main.content);
        let document = Document::parse(&xml).unwrap();
        let mut walk = Walk { open: BTreeMap::new(), boxes: 0, shown: &mut shown, depth: Vec::new() };
        walk.node(document.root_element());
        assert!(walk.open.is_empty(), "marks without an end: {:?}", walk.open);
        assert_order(document.root_element());
        shown
    }

    pub fn ours(&self) -> impl Iterator<Item = (&String, &String, &String)> {
        let ours = self.comments.iter().filter(|(_, (author, _))| author == AUTHOR);
        ours.map(|(id, (_, words))| (id, words, self.anchored.get(id).unwrap_or_else(|| panic!("{id} hangs nowhere"))))
    }
}

struct Walk<'s> {
    /// Open ranges with the depth of text boxes at which they began.
    open: BTreeMap<String, usize>,
    boxes: usize,
    shown: &'s mut Shown,
    /// What stands around: who changed what.
    depth: Vec<Around>,
}

#[derive(Clone, Copy, PartialEq)]
enum Around {
    OurInsertion,
    OurDeletion,
    Gone,
}

impl Walk<'_> {
    fn node(&mut self, node: Node<'_, '_>) {
        if !node.is_element() {
            return;
        }
        let ours = attribute(node, "author") == Some(AUTHOR);
        let around = match name(node) {
            "ins" if ours => Some(Around::OurInsertion),
            "del" if ours => Some(Around::OurDeletion),
            "del" | "moveFrom" | "rt" | "Fallback" => Some(Around::Gone),
            "r" if is_hidden(node) => Some(Around::Gone),
            _ => None,
        };
        self.depth.extend(around);
        self.boxes += usize::from(name(node) == "txbxContent");
        self.mark(node);
        self.content(node);
        node.children().for_each(|child| self.node(child));
        self.boxes -= usize::from(name(node) == "txbxContent");
        if around.is_some() {
            self.depth.pop();
        }
        if name(node) == "p" {
            self.shown.content.push('\n');
        }
    }

    fn mark(&mut self, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "id") else { return };
        match name(node) {
            "commentRangeStart" => {
                assert!(self.open.insert(id.to_owned(), self.boxes).is_none());
                self.shown.anchored.entry(id.to_owned()).or_default();
            }
            "commentRangeEnd" => assert!(self.open.remove(id).is_some(), "an end without a start: {id}"),
            "commentReference" => {
                assert!(!self.open.contains_key(id), "the reference stands before the end: {id}");
                assert!(self.shown.referred.insert(id.to_owned()), "two references: {id}");
            }
            _ => {}
        }
    }

    fn content(&mut self, node: Node<'_, '_>) {
        if self.depth.contains(&Around::OurInsertion) {
            return;
        }
        let is_ours =
            || self.shown.comments.get(attribute(node, "id").unwrap_or_default()).is_some_and(|it| it.0 == AUTHOR);
        let in_run = node.parent().is_some_and(|parent| name(parent) == "r");
        let words = match name(node) {
            "t" | "delText" | "instrText" => text(node),
            "tab" | "ptab" if in_run => "\t".to_owned(),
            "noBreakHyphen" => "-".to_owned(),
            "commentReference" if is_ours() => String::new(),
            "rPr" => String::new(),
            other if in_run => format!("<{other}>"),
            _ => String::new(),
        };
        self.shown.content.push_str(&words);
        let is_gone = self.depth.contains(&Around::Gone);
        let is_text = matches!(name(node), "t" | "tab" | "ptab" | "noBreakHyphen") && (in_run || is_math(node));
        let is_struck = name(node) == "delText" && self.depth.last() == Some(&Around::OurDeletion);
        if (is_text || is_struck) && !is_gone {
            for (id, boxes) in &self.open {
                if *boxes == self.boxes {
                    self.shown.anchored.get_mut(id).unwrap().push_str(&words);
                }
            }
        }
    }
}

fn is_math(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_some_and(|space| space.ends_with("/math"))
}

fn is_hidden(run: Node<'_, '_>) -> bool {
    let properties = run.children().find(|child| name(*child) == "rPr");
    properties.is_some_and(|properties| properties.children().any(|child| name(child) == "vanish"))
}

fn text(node: Node<'_, '_>) -> String {
    let words = node.text().unwrap_or_default();
    let keeps = node.ancestors().find_map(|up| up.attribute(("http://www.w3.org/XML/1998/namespace", "space")));
    let words = if keeps == Some("preserve") { words } else { words.trim_matches([' ', '\t', '\r', '\n']) };
    words.replace(['\n', '\r', '\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}'], "")
}

pub fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

fn is(node: Node<'_, '_>, tag: &str) -> bool {
    node.is_element() && name(node) == tag
}

pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|it| it.name() == name && it.namespace().is_some()).map(|it| it.value())
}

/// What WordprocessingML allows where, as far as comments and changes are concerned.
fn assert_order(root: Node<'_, '_>) {
    let mut ids = BTreeSet::new();
    for node in root.descendants().filter(Node::is_element) {
        let parent = node.parent().filter(Node::is_element).map_or("", name);
        match name(node) {
            "commentRangeStart" | "commentRangeEnd" => {
                let allowed = [
                    "p",
                    "hyperlink",
                    "ins",
                    "moveTo",
                    "sdtContent",
                    "smartTag",
                    "fldSimple",
                    "customXml",
                    "body",
                    "tc",
                ];
                assert!(allowed.contains(&parent), "{} in {parent}", name(node));
            }
            "commentReference" => assert_eq!(parent, "r"),
            "t" => assert!(!node.ancestors().any(|up| name(up) == "del" && name(up.parent().unwrap()) == "p")),
            "delText" => assert!(node.ancestors().any(|up| matches!(name(up), "del" | "moveFrom"))),
            "rPr" if parent == "r" => assert_eq!(node.prev_sibling_element(), None, "rPr is not first"),
            _ => {}
        }
        let counted =
            ["ins", "del", "bookmarkStart", "rPrChange", "pPrChange", "moveFrom", "moveTo", "commentReference"];
        if counted.contains(&name(node))
            && let Some(id) = attribute(node, "id")
        {
            let in_copy = node.ancestors().any(|up| name(up) == "Fallback");
            assert!(ids.insert(id.to_owned()) || in_copy, "{} {id} is given twice", name(node));
        }
    }
}

pub struct Entry {
    pub name: String,
    pub content: Vec<u8>,
    pub method: zip::CompressionMethod,
}

pub fn unpack(bytes: &[u8]) -> Vec<Entry> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let (name, method) = (file.name().unwrap().into_owned(), file.compression());
        entries.push(Entry { name, content, method });
    }
    entries
}

fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        bytes => String::from_utf8(bytes.to_vec()).unwrap().trim_start_matches('\u{feff}').to_owned(),
    }
}

/// Parts that comments may change; all others, and the order of all, stay as they were.
pub fn assert_parts(before: &[u8], after: &[u8]) {
    let (before, after) = (unpack(before), unpack(after));
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(old.name, new.name, "the order of parts");
        let may = ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[content_types].xml"];
        if !may.contains(&old.name.to_lowercase().as_str()) {
            assert!(old.content == new.content && old.method == new.method, "{} changed", old.name);
        }
    }
    assert!(after[before.len()..].iter().all(|new| new.name.starts_with("word/")), "parts were added");
}

pub fn finding(number: usize, span: Option<Span>, replacement: Option<Replacement>) -> Finding {
    Finding {
        rule: format!("test/rule-{number}").into(),
        title: "测试问题".into(),
        heading: Heading::Drafting,
        grade: Grade::Defect,
        confidence: Confidence::Likely,
        place: Default::default(),
        span,
        message: format!("第{number}个问题 <&>"),
        advice: "请核对。".into(),
        basis: Vec::new().into(),
        related: Vec::new(),
        replacement,
        fingerprint: format!("1:{number:016x}"),
    }
}

/// Findings at random words of every kind of block, some of them with a replacement, one about the whole document.
pub fn findings(text: &Text, random: &mut Random, count: usize) -> Vec<Finding> {
    let spans = (0..count).filter_map(|number| {
        let kinds = [BlockKind::TextBox, BlockKind::Footnote, BlockKind::Endnote, BlockKind::Header];
        let wanted = kinds.get(number % 10).copied();
        let wanted = wanted.filter(|kind| text.blocks().iter().any(|block| block.kind == *kind));
        let of_kind: Vec<_> =
            text.blocks().iter().filter(|block| wanted.is_none_or(|kind| kind == block.kind)).collect();
        let block = of_kind.get(random.below(of_kind.len()))?;
        let mut edges: Vec<_> = text.slice(block.span).char_indices().map(|(at, _)| block.span.start + at).collect();
        edges.push(block.span.end);
        let first = random.below(edges.len() - 1);
        let most = if number % 3 == 0 { 4 } else { 60 };
        let last = (first + 1 + random.below(most)).min(edges.len() - 1);
        // Now and then on into the next block.
        let next = text.blocks().iter().find(|next| next.span.start > block.span.start && next.kind == block.kind);
        let end = match next.filter(|_| number % 7 == 6) {
            Some(next) => next.span.start + text.slice(next.span).chars().next().unwrap().len_utf8(),
            None => edges[last],
        };
        let span = Span::new(edges[first], end);
        let with = ["改后", "", "<&>"][number % 3].to_owned();
        let replacement = (number % 5 == 4).then_some(Replacement { span, with });
        Some(finding(number, Some(span), replacement))
    });
    let mut findings: Vec<_> = spans.collect();
    findings.push(finding(count, None, None));
    findings
}

pub fn write(bytes: &[u8], source: &Source, findings: &[Finding]) -> Annotated {
    let request =
        Request { text: &source.text, title: None, findings, author: AUTHOR, initials: "青", day: date(2026, 11, 21) };
    annotate(bytes, &request).unwrap()
}

/// Whether comments can hang on just these words: in the body, and all of them read from the file.
pub fn is_plain(text: &Text, span: Span) -> bool {
    let body = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Cell { .. });
    let touched = text.blocks().iter().filter(|it| it.span.start < span.end && span.start < it.span.end);
    touched.clone().all(|block| body(block.kind))
        && touched.count() > 0
        && text.slice(span).char_indices().all(|(at, c)| c == '\n' || text.origin(span.start + at) != Origin::Generated)
}

/// Counts of comments that were read back.
#[derive(Default, Debug)]
pub struct Count {
    pub comments: usize,
    pub exact: usize,
    pub changes: usize,
}

/// Annotates a document with findings and holds the result against every promise.
pub fn check(bytes: &[u8], source: &Source, findings: &[Finding]) -> (Annotated, Count) {
    let annotated = write(bytes, source, findings);
    assert_parts(bytes, &annotated.bytes);
    let (before, after) = (Shown::of(bytes), Shown::of(&annotated.bytes));
    assert_eq!(before.content, after.content, "the text changed");
    for (id, comment) in &before.comments {
        assert_eq!(after.comments.get(id), Some(comment), "an earlier comment was lost");
        assert_eq!(after.anchored.get(id), before.anchored.get(id));
    }
    let by_mark = |finding: &Finding| {
        let mark = format!("【法审 {} {}】", finding.rule, finding.fingerprint);
        after.ours().find(|(_, words, _)| words.ends_with(&mark))
    };
    let mut count = Count { changes: annotated.changes, ..Count::default() };
    for finding in findings {
        let (id, words, anchored) = by_mark(finding).unwrap_or_else(|| panic!("no comment for {finding:?}"));
        assert!(after.referred.contains(id), "{id} is not referred to");
        count.comments += 1;
        let Some(span) = finding.span else { continue };
        let quote = source.text.slice(span).replace('\n', "");
        if is_plain(&source.text, span) && !words.contains("批注标在相连的文字上") {
            assert_eq!(*anchored, quote, "{finding:?}");
            count.exact += 1;
        } else {
            let said = source.text.slice(span).replace(['\n', '\t'], " ");
            assert!(words.contains(&format!("“{said}”")), "{words} does not say {said}");
        }
    }
    assert_eq!(annotated.added, findings.len());
    (annotated, count)
}

pub fn arc(words: &str) -> Arc<str> {
    words.into()
}
