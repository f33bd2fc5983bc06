//! All marks and tracked changes of a part, collected first and written together: findings may share a run, or words.

use std::collections::BTreeMap;
use std::ops::Range;

use roxmltree::Node;

use super::anchor::{Anchor, Ground};
use super::body::{Body, contents, is_text};
use super::names::{Ids, Names};
use super::run;
use crate::ooxml::{Splice, Tag, tag};
use crate::text::Span;

/// What stands at one place between characters.
#[derive(Default)]
pub struct Marks {
    pub ends: Vec<i64>,
    pub starts: Vec<i64>,
}

/// Words that are struck out, and what is written in their place.
pub struct Change {
    pub range: Range<usize>,
    pub with: String,
}

pub struct Plan<'x, 'g> {
    pub body: &'g Body<'x>,
    pub names: &'g Names,
    pub marks: BTreeMap<usize, Marks>,
    pub changes: Vec<Change>,
    /// Runs that are written anew, by their start.
    runs: BTreeMap<usize, Node<'x, 'x>>,
    /// Author and date of tracked changes, as attributes.
    pub signed: [(&'static str, String); 2],
}

impl<'x, 'g> Plan<'x, 'g> {
    pub fn new(body: &'g Body<'x>, names: &'g Names, signed: [(&'static str, String); 2]) -> Plan<'x, 'g> {
        Plan { body, names, marks: BTreeMap::new(), changes: Vec::new(), runs: BTreeMap::new(), signed }
    }

    pub fn comment(&mut self, anchor: &Anchor<'x>, id: i64) {
        let Range { start, end } = anchor.range;
        self.marks.entry(start).or_default().starts.push(id);
        self.marks.entry(end).or_default().ends.push(id);
        let cut = |(at, host): &(usize, Node<'x, 'x>)| host.range().start < *at && *at < host.range().end;
        let hosts = [start, end].into_iter().zip(anchor.hosts).filter(cut);
        self.runs.extend(hosts.map(|(_, host)| (host.range().start, host)));
    }

    /// Writes a tracked change (修订) over some words; refused where the words stand in anything but plain runs of one
    /// paragraph, or where another change already is.
    pub fn change(&mut self, ground: &Ground<'x>, span: Span, with: &str) -> bool {
        let Some((range, runs)) = self.plain(ground, span) else { return false };
        let is_free = |change: &Change| change.range.end <= range.start || range.end <= change.range.start;
        if !self.changes.iter().all(is_free) {
            return false;
        }
        self.runs.extend(runs.into_iter().map(|run| (run.range().start, run)));
        self.changes.push(Change { range, with: with.to_owned() });
        true
    }

    fn plain(&self, ground: &Ground<'x>, span: Span) -> Option<(Range<usize>, Vec<Node<'x, 'x>>)> {
        let found = ground.stretches(span);
        let seats = found.iter().map(|stretch| self.body.seat(stretch.range.start));
        let seats = seats.collect::<Option<Vec<_>>>()?;
        let is_plain = ground.is_whole(span)
            && found.iter().all(|stretch| stretch.part == ground.part)
            && seats.iter().all(|seat| seat.splits && !seat.is_boxed && is_text(seat.leaf));
        let ((first, start), (last, end)) = (found.first().zip(seats.first())?, found.last().zip(seats.last())?);
        let range = self.body.before(start, first.range.start)..self.body.behind(end, last.range.end);
        let paragraph = start.host.parent().filter(|parent| tag(*parent) == Tag::Word("p"))?;
        let between = |node: &Node<'_, '_>| {
            let node = node.range();
            node.start < range.end && range.start < node.end
        };
        let touched: Vec<_> = paragraph.children().filter(|node| node.is_element() && between(node)).collect();
        let is_quiet = |node: &Node<'_, '_>| {
            matches!(tag(*node), Tag::Word("r")) && contents(*node).filter(between).all(is_plain_content)
        };
        let whole = is_plain && end.host.parent() == Some(paragraph) && touched.iter().all(is_quiet);
        whole.then_some((range, touched))
    }

    /// The part with everything written into it.
    pub fn write(&self, ids: &mut Ids) -> String {
        let mut splice = Splice::default();
        for host in self.runs.values() {
            splice.replace(host.range(), run::rewrite(self, *host, ids));
        }
        let inside = |at: usize| self.runs.range(..at).next_back().is_some_and(|(_, run)| at < run.range().end);
        for (at, marks) in self.marks.iter().filter(|(at, _)| !inside(**at)) {
            splice.insert(*at, self.marks_xml(marks));
        }
        splice.apply(self.body.xml)
    }

    /// Ends before starts; behind each end the reference that shows the comment.
    pub fn marks_xml(&self, marks: &Marks) -> String {
        let names = self.names;
        let empty = |name: &str, id: &i64| names.open(name, &[("id", &id.to_string())]) + "/>";
        let run = (names.open("r", &[]) + ">", names.close("r"));
        let end = |id| format!("{}{}{}{}", empty("commentRangeEnd", id), run.0, empty("commentReference", id), run.1);
        let starts = marks.starts.iter().map(|id| empty("commentRangeStart", id));
        marks.ends.iter().map(end).chain(starts).collect()
    }
}

/// What a run may hold inside struck-out words.
fn is_plain_content(node: Node<'_, '_>) -> bool {
    matches!(tag(node), Tag::Word("t" | "lastRenderedPageBreak"))
}
