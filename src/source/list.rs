//! Automatic numbers (自动编号), whatever the format of the file: lists, their levels, what single lists change about
//! them; and counting: which number the next paragraph of a list gets, and how its label reads.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::number_format;

/// Word's lists have nine levels.
pub(in crate::source) const LEVELS: usize = 9;
/// Longer templates are no numbers; a hostile one would be repeated at every paragraph.
pub(in crate::source) const MAX_TEMPLATE_BYTES: usize = 120;
/// All labels of a document together (bytes); real ones stay far below.
const MAX_LABEL_BYTES: usize = 16 << 20;

/// All lists of a document by their number.
#[derive(Debug, Default)]
pub(in crate::source) struct Lists<'d> {
    pub by_number: HashMap<u32, List<'d>>,
    pub templates: Vec<Levels<'d>>,
}

pub(in crate::source) type Levels<'d> = HashMap<usize, Level<'d>>;

/// A list of the document; several may share the template (its place in [`Lists::templates`]), and then its count too.
#[derive(Debug)]
pub(in crate::source) struct List<'d> {
    pub template: usize,
    pub changes: HashMap<usize, Change<'d>>,
}

/// What one list says of a level against its template.
#[derive(Debug)]
pub(in crate::source) struct Change<'d> {
    pub start: Option<u32>,
    pub level: Option<Level<'d>>,
}

#[derive(Debug)]
pub(in crate::source) struct Level<'d> {
    pub start: u32,
    pub format: &'d str,
    /// `第%1条`
    pub text: Cow<'d, str>,
    pub has_suffix: bool,
    /// One-based level that restarts this one; 0 never restarts, none: any higher level.
    pub restart: Option<usize>,
    /// All numbers of the label in decimal digits.
    pub is_legal: bool,
    pub is_hidden: bool,
    /// The style (样式) that takes this level, where the format names it by id.
    pub style: Option<&'d str>,
}

/// The place of a paragraph in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) struct Item {
    pub num: u32,
    pub level: usize,
}

impl<'d> Lists<'d> {
    /// Whose count a list continues.
    pub fn template(&self, num: u32) -> Option<usize> {
        self.by_number.get(&num).map(|list| list.template)
    }

    pub fn level(&self, item: Item) -> Option<&Level<'d>> {
        let list = self.by_number.get(&item.num)?;
        let changed = list.changes.get(&item.level).and_then(|change| change.level.as_ref());
        changed.or_else(|| self.templates.get(list.template)?.get(&item.level))
    }

    /// The number that a list sets its level back to when it is used first.
    fn start_override(&self, item: Item) -> Option<u32> {
        self.by_number.get(&item.num)?.changes.get(&item.level)?.start
    }
}

/// The state of all lists at one place of the document.
pub(in crate::source) struct Counters<'d> {
    lists: &'d Lists<'d>,
    /// Lists of one template share its count.
    counts: HashMap<usize, [Option<u32>; LEVELS]>,
    used: HashSet<(u32, usize)>,
    written: usize,
}

impl<'d> Counters<'d> {
    pub fn new(lists: &'d Lists<'d>) -> Counters<'d> {
        Counters { lists, counts: HashMap::new(), used: HashSet::new(), written: 0 }
    }

    /// Counts one more paragraph of a list; its label with what parts it from the text, or nothing to show.
    pub fn next(&mut self, item: Item) -> Option<String> {
        let level = self.lists.level(item).filter(|_| !self.is_exhausted())?;
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
        let restart = self.lists.start_override(item).filter(|_| self.used.insert((item.num, item.level)));
        let mut counts = *self.counts.entry(self.lists.template(item.num)?).or_default();
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
        self.counts.insert(self.lists.template(item.num)?, counts);
        Some(counts)
    }

    fn start(&self, item: Item) -> u32 {
        let own = || self.lists.level(item).map(|level| level.start);
        self.lists.start_override(item).or_else(own).unwrap_or(1)
    }

    /// Whether a level begins anew after a paragraph of the level `used` above it. 条 that run on through all 章
    /// never do.
    fn restarts(&self, item: Item, used: usize) -> bool {
        match self.lists.level(item).and_then(|level| level.restart) {
            Some(limit) if limit <= item.level => used < limit,
            _ => true,
        }
    }

    /// Fills `第%1条`: each number in the format of its own level, or all in decimals.
    fn label(&self, item: Item, level: &Level<'d>, counts: &[Option<u32>; LEVELS]) -> String {
        let mut label = String::new();
        let mut rest: &str = &level.text;
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
        let own = self.lists.level(Item { num: item.num, level: index });
        match own.map_or("decimal", |own| own.format) {
            _ if level.is_legal => n.to_string(),
            format => number_format::write(format, n),
        }
    }
}
