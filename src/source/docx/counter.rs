//! Counting: which number the next paragraph of a list gets, and how its label reads.

use std::collections::{HashMap, HashSet};

use super::numbering::{Item, LEVELS, Level, Numbering};
use crate::source::number_format;

/// All labels of a document together (bytes); real ones stay far below.
const MAX_LABEL_BYTES: usize = 16 << 20;

/// The state of all lists at one place of the document.
pub(super) struct Counters<'d> {
    numbering: &'d Numbering<'d>,
    /// Lists of one template share its count.
    counts: HashMap<&'d str, [Option<u32>; LEVELS]>,
    used: HashSet<(u32, usize)>,
    written: usize,
}

impl<'d> Counters<'d> {
    pub fn new(numbering: &'d Numbering<'d>) -> Counters<'d> {
        Counters { numbering, counts: HashMap::new(), used: HashSet::new(), written: 0 }
    }

    /// Counts one more paragraph of a list; its label with what parts it from the text, or nothing to show.
    pub fn next(&mut self, item: Item) -> Option<String> {
        let level = self.numbering.level(item).filter(|_| !self.is_exhausted())?;
        let counts = self.count(item)?;
        if level.is_hidden || level.format == "bullet" {
            return None;
        }
        let mut label = self.label(item, level, &counts);
        if label.is_empty() {
            return None;
        }
        if level.has_suffix {
            label.push('\u{3000}');
        }
        self.written += label.len();
        Some(label)
    }

    /// Labels repeated without end would fill the memory: no more are written, and the file is refused.
    pub fn is_exhausted(&self) -> bool {
        self.written > MAX_LABEL_BYTES
    }

    fn count(&mut self, item: Item) -> Option<[Option<u32>; LEVELS]> {
        let restart = self.numbering.start_override(item).filter(|_| self.used.insert((item.num, item.level)));
        let mut counts = *self.counts.entry(self.numbering.template(item.num)?).or_default();
        for (index, count) in counts.iter_mut().enumerate() {
            let here = Item { num: item.num, level: index };
            if index < item.level {
                count.get_or_insert_with(|| self.start(here));
            } else if index == item.level {
                *count = restart.or(count.map(|n| n.saturating_add(1))).or(Some(self.start(here)));
            } else if self.restarts(here, item.level) {
                *count = None;
            }
        }
        self.counts.insert(self.numbering.template(item.num)?, counts);
        Some(counts)
    }

    fn start(&self, item: Item) -> u32 {
        let own = || self.numbering.level(item).map(|level| level.start);
        self.numbering.start_override(item).or_else(own).unwrap_or(1)
    }

    /// Whether a level begins anew after a paragraph of the level `used` above it. 条 that run on through all 章
    /// never do.
    fn restarts(&self, item: Item, used: usize) -> bool {
        match self.numbering.level(item).and_then(|level| level.restart) {
            Some(limit) if limit <= item.level => used < limit,
            _ => true,
        }
    }

    /// Fills `第%1条`: each number in the format of its own level, or all in decimals.
    fn label(&self, item: Item, level: &Level<'d>, counts: &[Option<u32>; LEVELS]) -> String {
        let mut label = String::new();
        let mut rest = level.text;
        while let Some(at) = rest.find('%') {
            label.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            match rest.chars().next().and_then(|c| c.to_digit(10)) {
                Some(digit @ 1..=9) => {
                    rest = &rest[1..];
                    label.push_str(&self.number(item, level, digit as usize - 1, counts));
                }
                _ => label.push('%'),
            }
        }
        label.push_str(rest);
        label
    }

    fn number(&self, item: Item, level: &Level<'d>, index: usize, counts: &[Option<u32>; LEVELS]) -> String {
        let Some(n) = counts[index].filter(|_| index <= item.level) else { return String::new() };
        let own = self.numbering.level(Item { num: item.num, level: index });
        match own.map_or("decimal", |own| own.format) {
            _ if level.is_legal => n.to_string(),
            format => number_format::write(format, n),
        }
    }
}
