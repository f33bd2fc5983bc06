//! User lists (清单) of an office: what the law or a higher organ has allowed, item by item. Whether an item stands in
//! its list is evidence where wording alone is a guess. [`file`] reads them, [`name`] compares names with sentences.

mod file;
mod name;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::fold;
use name::{Core, Sentence};

pub use file::{ListFile, ListFiles, read};

/// The lists that rules may be judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListName {
    /// 行政许可事项清单
    Licences,
    /// 证明事项清单
    Proofs,
    /// 收费目录、保证金目录
    Charges,
    /// 定价目录
    Prices,
    /// 市场准入负面清单
    MarketEntry,
}

impl ListName {
    pub fn chinese(self) -> &'static str {
        match self {
            ListName::Licences => "行政许可事项清单",
            ListName::Proofs => "证明事项清单",
            ListName::Charges => "收费目录",
            ListName::Prices => "定价目录",
            ListName::MarketEntry => "市场准入负面清单",
        }
    }

    /// How a thing that belongs into the list ends where a draft names it.
    fn endings(self) -> &'static [&'static str] {
        match self {
            ListName::Licences | ListName::MarketEntry => &["许可", "证》", "证的", "证后", "证方", "证不"],
            ListName::Proofs => &["证明"],
            ListName::Charges => &["费", "金"],
            ListName::Prices => &[],
        }
    }
}

/// A name of a list, and what of it must stand in a sentence.
struct Item {
    name: String,
    core: Core,
}

/// All lists of an office.
#[derive(Default)]
pub struct Lists {
    lists: BTreeMap<ListName, Vec<Item>>,
    /// What of the files was not read, in Chinese.
    pub remarks: Vec<(ListName, String)>,
}

/// What a list says of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The item, as the list names it.
    Inside(String),
    /// Nothing of the list fits.
    Outside {
        /// Whether the passage names a thing that could stand in the list.
        is_named: bool,
    },
}

impl Lists {
    /// Adds names to a list.
    pub fn add<'n>(&mut self, list: ListName, names: impl IntoIterator<Item = &'n str>) {
        let item = |name: &str| Some(Item { core: Core::of(name)?, name: name.trim().to_owned() });
        self.lists.entry(list).or_default().extend(names.into_iter().filter_map(item));
    }

    /// The lists that are there.
    pub fn names(&self) -> impl Iterator<Item = ListName> + '_ {
        self.lists.keys().copied()
    }

    /// Looks for an item of a list in a sentence; `quote` is the range of what a rule found there. `None` where the
    /// office has no such list.
    pub fn judge(&self, list: ListName, sentence: &str, quote: Range<usize>) -> Option<Evidence> {
        let items = self.lists.get(&list)?;
        let words = sentence.get(quote.clone()).unwrap_or_default();
        let is_named = name::names_thing(words, list.endings());
        // A thing that is named is the one that counts, not its neighbour in the sentence.
        let place = if is_named { quote.clone() } else { 0..sentence.len() };
        let sentence = Sentence::new(sentence, place, quote);
        let found = items.iter().filter(|item| sentence.holds(&item.core));
        // The longest name says most; of two that are equal the earlier one.
        let best = found.enumerate().max_by_key(|(at, item)| (item.core.len(), std::cmp::Reverse(*at)));
        Some(best.map_or(Evidence::Outside { is_named }, |(_, item)| Evidence::Inside(item.name.clone())))
    }
}

/// A name or heading without brackets and what they hold, blanks removed and widths folded.
fn bare(name: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in fold(name).chars() {
        match c {
            '（' | '【' | '[' | '〔' | '［' => depth += 1,
            '）' | '】' | ']' | '〕' | '］' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
