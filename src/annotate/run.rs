//! One run (文字段) cut at marks: each piece keeps the run's own properties; struck-out pieces become deletions.

use std::borrow::Cow;
use std::ops::Range;

use roxmltree::Node;

use super::body::{contents, is_text};
use super::names::Ids;
use super::origin::decode;
use super::plan::{Change, Plan};
use crate::ooxml::{Splice, Tag, attribute, end_tag, escape, start_tag, tag};

/// A child of the run, or a part of a text in it.
#[derive(Clone)]
struct Fragment<'x> {
    node: Node<'x, 'x>,
    range: Range<usize>,
}

pub fn rewrite<'x>(plan: &Plan<'x, '_>, host: Node<'x, 'x>, ids: &mut Ids) -> String {
    let mut writer = Writer { plan, host, pieces: 0, out: String::new(), ids };
    let mut piece: Vec<Fragment<'_>> = Vec::new();
    let mut cuts = cuts(plan, &host.range()).into_iter().peekable();
    for fragment in fragments(plan, host) {
        while let Some(at) = cuts.next_if(|at| *at <= fragment.range.start) {
            writer.piece(&std::mem::take(&mut piece));
            writer.cut(at);
        }
        piece.push(fragment);
    }
    writer.piece(&piece);
    cuts.for_each(|at| writer.cut(at));
    writer.inserted(host.range().end);
    writer.out
}

/// Places strictly inside a run where it is cut.
fn cuts(plan: &Plan<'_, '_>, range: &Range<usize>) -> Vec<usize> {
    let marks = plan.marks.keys().copied();
    let changes = plan.changes.iter().flat_map(|change| [change.range.start, change.range.end]);
    let mut cuts: Vec<_> = marks.chain(changes).filter(|at| range.start < *at && *at < range.end).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn fragments<'x>(plan: &Plan<'x, '_>, host: Node<'x, 'x>) -> Vec<Fragment<'x>> {
    let fragments = |node: Node<'x, 'x>| {
        let inside = cuts(plan, &node.range());
        if inside.is_empty() || !is_text(node) {
            return vec![Fragment { node, range: node.range() }];
        }
        let kept = plan.body.kept(node);
        let edges: Vec<_> = std::iter::once(kept.start).chain(inside).chain([kept.end]).collect();
        let edges = edges.windows(2).map(|edge| edge[0]..edge[1]).filter(|range| !range.is_empty());
        edges.map(|range| Fragment { node, range }).collect()
    };
    contents(host).flat_map(fragments).collect()
}

struct Writer<'p, 'x, 'g> {
    plan: &'p Plan<'x, 'g>,
    host: Node<'x, 'x>,
    /// Pieces written so far.
    pieces: usize,
    out: String,
    ids: &'p mut Ids,
}

impl<'x> Writer<'_, 'x, '_> {
    fn xml(&self, range: Range<usize>) -> &'x str {
        self.plan.body.xml.get(range).unwrap_or_default()
    }

    /// What stands at a place inside the run.
    fn cut(&mut self, at: usize) {
        self.inserted(at);
        if let Some(marks) = self.plan.marks.get(&at) {
            self.out.push_str(&self.plan.marks_xml(marks));
        }
    }

    fn piece(&mut self, fragments: &[Fragment<'x>]) {
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else { return };
        let struck = |change: &Change| change.range.start <= first.range.start && last.range.end <= change.range.end;
        let is_struck = self.plan.changes.iter().any(struck);
        let content: String = fragments.iter().map(|fragment| self.fragment(fragment, is_struck)).collect();
        let run = self.run(&content);
        if is_struck { self.revision("del", &run) } else { self.out.push_str(&run) }
    }

    fn fragment(&self, fragment: &Fragment<'x>, is_struck: bool) -> String {
        let Fragment { node, range } = fragment;
        let is_whole = *range == node.range();
        if !is_text(*node) || (is_whole && !is_struck) {
            return self.xml(range.clone()).to_owned();
        }
        let words = self.words(*node, if is_whole { self.plan.body.kept(*node) } else { range.clone() });
        if is_struck {
            let names = self.plan.names;
            return format!("{} xml:space=\"preserve\">{words}{}", names.open("delText", &[]), names.close("delText"));
        }
        let start = start_tag(self.plan.body.xml, *node);
        let end = end_tag(start);
        match start.strip_suffix('>').filter(|_| !start.contains("xml:space")) {
            Some(open) => format!("{open} xml:space=\"preserve\">{words}{end}"),
            None => format!("{start}{words}{end}"),
        }
    }

    /// Some of the content of a text; written anew where it is more than characters and references.
    fn words(&self, node: Node<'x, 'x>, range: Range<usize>) -> Cow<'x, str> {
        let kept = self.plan.body.kept(node);
        let content = self.xml(kept.clone());
        if !content.contains('<') {
            return self.xml(range).into();
        }
        let inside = |at: &Range<usize>| range.start <= kept.start + at.start && kept.start + at.end <= range.end;
        let decoded = decode(content).into_iter().filter(|(_, at)| inside(at));
        escape(&decoded.map(|(c, _)| c).collect::<String>()).into()
    }

    /// The run again, around other content.
    fn run(&mut self, content: &str) -> String {
        let start = start_tag(self.plan.body.xml, self.host);
        let properties = self.properties();
        self.pieces += 1;
        format!("{start}{properties}{content}{}", end_tag(start))
    }

    /// The properties; in copies an earlier change of them gets an id of its own.
    fn properties(&mut self) -> String {
        let Some(node) = self.host.children().find(|child| tag(*child) == Tag::Word("rPr")) else {
            return String::new();
        };
        let written = self.xml(node.range());
        let change = node.children().find(|child| tag(*child) == Tag::Word("rPrChange"));
        let Some((change, id)) = change.and_then(|change| Some((change, attribute(change, "id")?))) else {
            return written.to_owned();
        };
        if self.pieces == 0 {
            return written.to_owned();
        }
        let named = change.attributes().find(|attribute| attribute.name() == "id" && attribute.value() == id);
        let Some(value) = named.map(|id| id.range_value()) else { return written.to_owned() };
        let mut splice = Splice::default();
        let from = node.range().start;
        splice.replace(value.start.saturating_sub(from)..value.end.saturating_sub(from), self.ids.draw().to_string());
        splice.apply(written)
    }

    /// The new words of a change that ends here.
    fn inserted(&mut self, at: usize) {
        let Some(change) = self.plan.changes.iter().find(|change| change.range.end == at) else { return };
        if change.with.is_empty() {
            return;
        }
        let names = self.plan.names;
        let text =
            format!("{} xml:space=\"preserve\">{}{}", names.open("t", &[]), escape(&change.with), names.close("t"));
        let run = self.run(&text);
        self.revision("ins", &run);
    }

    /// `w:ins` or `w:del` around a run.
    fn revision(&mut self, name: &str, run: &str) {
        let id = self.ids.draw().to_string();
        let [author, date] = &self.plan.signed;
        let attributes = [("id", id.as_str()), (author.0, author.1.as_str()), (date.0, date.1.as_str())];
        let open = self.plan.names.open(name, &attributes);
        self.out.extend([open.as_str(), ">", run, &self.plan.names.close(name)]);
    }
}
