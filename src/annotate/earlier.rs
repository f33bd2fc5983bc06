//! Comments that are there already: ours are known by their mark, others are left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use roxmltree::{Document, Node};

use super::remark::Mark;
use crate::finding::Finding;
use crate::ooxml::{Tag, attribute, children, tag};

/// A comment of an earlier run that the document still shows.
pub struct Earlier {
    mark: Mark,
    /// The stretch of the main part that it hangs on.
    range: Option<Range<usize>>,
}

impl Earlier {
    pub fn read(comments: Option<&Document<'_>>, body: Node<'_, '_>) -> Vec<Earlier> {
        let Some(comments) = comments else { return Vec::new() };
        let places = Places::of(body);
        let own = children(comments.root_element(), "comment");
        own.filter_map(|comment| {
            let id = attribute(comment, "id").filter(|id| places.shown.contains(id))?;
            let range = places.starts.get(id).zip(places.ends.get(id)).map(|(start, end)| *start..*end);
            Some(Earlier { mark: Mark::read(&words(comment))?, range })
        })
        .collect()
    }

    /// The same finding; or the same rule about words that this comment hangs on: its clause may have changed since,
    /// and with it the fingerprint.
    pub fn is_of(&self, finding: &Finding, place: Option<&Range<usize>>) -> bool {
        let shares = |(own, place): (&Range<usize>, &Range<usize>)| own.start < place.end && place.start < own.end;
        let is_there = finding.span.is_some() && self.range.as_ref().zip(place).is_some_and(shares);
        self.mark.fingerprint == finding.fingerprint || (self.mark.rule == *finding.rule && is_there)
    }
}

/// How many comment ranges a part has: Word opens no file with too many.
pub fn count(body: Node<'_, '_>) -> usize {
    body.descendants().filter(|node| tag(*node) == Tag::Word("commentRangeStart")).count()
}

/// Marks of comments in the main part, by id.
#[derive(Default)]
struct Places<'x> {
    starts: BTreeMap<&'x str, usize>,
    ends: BTreeMap<&'x str, usize>,
    shown: BTreeSet<&'x str>,
}

impl<'x> Places<'x> {
    fn of(body: Node<'x, 'x>) -> Places<'x> {
        let mut places = Places::default();
        for node in body.descendants() {
            let Some(id) = attribute(node, "id") else { continue };
            match tag(node) {
                Tag::Word("commentRangeStart") => drop(places.starts.insert(id, node.range().end)),
                Tag::Word("commentRangeEnd") => drop(places.ends.insert(id, node.range().start)),
                Tag::Word("commentReference") => drop(places.shown.insert(id)),
                _ => {}
            }
        }
        places
    }
}

fn words(comment: Node<'_, '_>) -> String {
    let texts = comment.descendants().filter(|node| tag(*node) == Tag::Word("t"));
    texts.filter_map(|text| text.text()).collect()
}
