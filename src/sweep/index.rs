//! Finding the document that another names: by its number, else by its title.

use std::collections::BTreeMap;

use super::Record;
use super::fate::Target;
use super::number::Number;
use super::record::tails;

/// Names and numbers of all documents of a sweep.
pub struct Index<'r> {
    records: &'r [Record],
    numbers: Vec<Option<Number>>,
    by_number: BTreeMap<(u32, u32), Vec<usize>>,
    by_name: BTreeMap<&'r str, Vec<usize>>,
}

impl<'r> Index<'r> {
    pub fn new(records: &'r [Record]) -> Index<'r> {
        let numbers: Vec<_> = records.iter().map(|record| record.number.as_deref().and_then(Number::read)).collect();
        let mut index = Index { records, numbers, by_number: BTreeMap::new(), by_name: BTreeMap::new() };
        for (at, record) in records.iter().enumerate() {
            if let Some(number) = &index.numbers[at] {
                index.by_number.entry((number.year, number.serial)).or_default().push(at);
            }
            for name in &record.names {
                index.by_name.entry(name).or_default().push(at);
            }
        }
        index
    }

    /// The documents meant by a target; `by` is who names it, and is never meant itself.
    pub fn find(&self, target: &Target, by: Option<usize>) -> Vec<usize> {
        let mut found = target.number.as_ref().map_or_else(Vec::new, |number| self.numbered(number, target));
        if found.is_empty() {
            found = self.named(target);
        }
        found.retain(|&at| by.is_none_or(|by| self.may_name(by, at)));
        found
    }

    /// Nobody decides on himself, on his own copies or on what came later.
    fn may_name(&self, by: usize, at: usize) -> bool {
        let (actor, other) = (&self.records[by], &self.records[at]);
        let is_copy = actor.sketch.whole == other.sketch.whole
            || actor.title == other.title && actor.number == other.number && actor.written == other.written;
        let is_later = match (actor.day(), other.day()) {
            (Some(actor), Some(other)) => other > actor,
            _ => false,
        };
        by != at && !is_copy && !is_later
    }

    fn numbered(&self, number: &Number, target: &Target) -> Vec<usize> {
        let candidates = self.by_number.get(&(number.year, number.serial)).into_iter().flatten().copied();
        let fits = |at: &usize| {
            let record = &self.records[*at];
            let own = self.numbers[*at].as_ref();
            let issuer = format!("{}{}", record.issuer.as_deref().unwrap_or_default(), record.title);
            let by_title = !target.title.is_empty() && record.names.contains(&target.title);
            own.is_some_and(|own| own.fits(number, &issuer)) || by_title
        };
        candidates.filter(fits).collect()
    }

    fn named(&self, target: &Target) -> Vec<usize> {
        if target.title.is_empty() {
            return Vec::new();
        }
        let exact = self.by_name.get(target.title.as_str()).cloned().unwrap_or_default();
        let mut found: Vec<usize> = exact.into_iter().filter(|&at| self.may_be(at, target)).collect();
        if found.is_empty() {
            let tails = tails(&target.title);
            let near = tails.iter().filter_map(|tail| self.by_name.get(tail.as_str())).flatten().copied();
            found = near.filter(|&at| self.may_be(at, target)).collect();
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// Two editions bear one title: their numbers and days tell them apart.
    fn may_be(&self, at: usize, target: &Target) -> bool {
        let record = &self.records[at];
        let numbers_differ = match (&target.number, &self.numbers[at]) {
            (Some(wanted), Some(own)) => (wanted.year, wanted.serial) != (own.year, own.serial),
            _ => false,
        };
        let days_differ = match (target.issued, record.day()) {
            (Some(issued), Some(own)) => issued != own && record.published.is_some(),
            _ => false,
        };
        !numbers_differ && !days_differ
    }
}
