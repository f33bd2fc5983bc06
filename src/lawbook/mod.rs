//! What the world says: laws and organs, from `corpus/`.

mod law;
mod moved;
mod organ;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use memchr::memmem;

pub use law::{Force, Law, Status};
pub use moved::{Moved, Numbering};
pub use organ::OldOrgan;

use crate::date::Date;
use law::law;
use moved::Moves;
use organ::organ;

/// The law index and the organs; built once for a run.
pub struct Lawbook {
    laws: Vec<Law>,
    by_title: HashMap<&'static str, usize>,
    organs: Vec<OldOrgan>,
    organ_names: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Names by which laws are called without 《》.
    law_names: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    law_ends: [memmem::Finder<'static>; LAW_ENDS.len()],
    /// Read when the first article asks for it.
    moves: OnceLock<Moves>,
}

const STATE: &str = "中华人民共和国";
const LAWS: &str = include_str!("../../corpus/laws.tsv");
const ORGANS: &str = include_str!("../../corpus/organs.tsv");
/// The day to which the index was kept (ISO), with its line end.
const KEPT_TO: &str = include_str!("../../corpus/lawbook_date.txt");

impl Lawbook {
    /// Knows no law: for commands that show only what a document is made of, and need not wait for the index.
    pub fn empty() -> Lawbook {
        Lawbook {
            laws: Vec::new(),
            by_title: HashMap::new(),
            organs: Vec::new(),
            organ_names: None,
            law_names: None,
            law_ends: LAW_ENDS.map(memmem::Finder::new),
            moves: OnceLock::new(),
        }
    }

    pub fn built_in() -> Lawbook {
        let mut laws: Vec<Law> = Vec::new();
        let mut by_title = HashMap::new();
        let mut short = Vec::new();
        for row in rows(LAWS) {
            let law = law(&row);
            by_title.insert(law.title, laws.len());
            short.extend(
                row.get(1)
                    .into_iter()
                    .flat_map(|names| names.split('；'))
                    .filter(|n| !n.is_empty())
                    .map(|n| (n, laws.len())),
            );
            laws.push(law);
        }
        for (name, id) in short {
            by_title.entry(name).or_insert(id);
        }
        let mut names: Vec<(&str, u32)> =
            by_title.iter().flat_map(|(name, id)| bare_names(name, &laws[*id], *id)).collect();
        names.sort_unstable();
        names.dedup_by_key(|(name, _)| *name);
        let organs: Vec<_> = rows(ORGANS).map(|row| organ(&row)).collect();
        let organ_names = longest(organs.iter().zip(0u32..).map(|(organ, id)| (organ.name, id)));
        Lawbook { laws, by_title, organ_names, law_names: longest(names), organs, ..Lawbook::empty() }
    }

    /// Finds a law by its full or short title, with or without 中华人民共和国.
    pub fn find(&self, title: &str) -> Option<&Law> {
        let id = self.by_title.get(title).or_else(|| match title.strip_prefix(STATE) {
            Some(bare) => self.by_title.get(bare),
            None => self.by_title.get(format!("{STATE}{title}").as_str()),
        });
        id.map(|id| &self.laws[*id])
    }

    /// The national law whose title differs by one character from one that the index does not know: written wrongly.
    /// Short titles differ by one character without being mistaken for each other.
    pub fn similar(&self, title: &str) -> Option<&Law> {
        const SHORTEST_CHARACTERS: usize = 5;
        let bare = |title: &str| title.strip_prefix(STATE).unwrap_or(title).chars().collect::<Vec<_>>();
        let whole = |title: &str| title.chars().collect::<Vec<_>>();
        let (wanted, written) = (bare(title), whole(title));
        if wanted.len() < SHORTEST_CHARACTERS || self.find(title).is_some() {
            return None;
        }
        // 居民身份证, 人民警察证 are no laws whose last character went wrong.
        let is_full = title.starts_with(STATE);
        let likely = |law: &&Law| law.is_national() && (is_full || law.title.chars().last() == title.chars().last());
        self.laws
            .iter()
            .filter(likely)
            .find(|law| differ_by_one(&wanted, &bare(law.title)) || differ_by_one(&written, &whole(law.title)))
    }

    /// Where an article stands on `day`, if that is not the number by which it is named.
    pub fn moved(&self, law: &Law, article: u32, named: Numbering, day: Date) -> Option<Moved> {
        self.moves.get_or_init(|| Moves::read(self)).of(law, article, named, day)
    }

    /// The articles to which the last revision that was compared gave other numbers, by their old ones; empty where none
    /// was.
    pub fn last_moves(&self, law: &Law) -> Vec<(u32, Moved)> {
        self.moves.get_or_init(|| Moves::read(self)).last(law)
    }

    /// 法规索引截至: the day to which the index was kept.
    pub fn date(&self) -> &'static str {
        KEPT_TO.trim()
    }

    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    pub fn organs(&self) -> &[OldOrgan] {
        &self.organs
    }

    /// Whether a paragraph holds a word with which names of laws end.
    pub fn may_name_law(&self, text: &str) -> bool {
        self.law_ends.iter().any(|end| end.find(text.as_bytes()).is_some())
    }

    /// Names of national laws in a paragraph, the longest at each place, with their byte ranges; what is around them
    /// decides whether the law is meant.
    pub fn laws_in<'l, 't>(&'l self, text: &'t str) -> impl Iterator<Item = (&'l Law, Range<usize>)> + use<'l, 't> {
        let may_name = self.may_name_law(text);
        let names = self.law_names.iter().filter(move |_| may_name);
        let hits = names.flat_map(move |names| names.leftmost_find_iter(text));
        hits.map(|hit| (&self.laws[hit.value() as usize], hit.start()..hit.end()))
    }

    /// Old names of organs in a paragraph, the longest at each place, with their byte ranges.
    pub fn old_organs_in<'l, 't>(
        &'l self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'l OldOrgan, Range<usize>)> + use<'l, 't> {
        let names = self.organ_names.iter();
        let hits = names.flat_map(move |names| names.leftmost_find_iter(text));
        hits.map(|hit| (&self.organs[hit.value() as usize], hit.start()..hit.end()))
    }
}

/// Whether one character was replaced, left out or put in.
fn differ_by_one(a: &[char], b: &[char]) -> bool {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    a != b && a.len().max(b.len()) - start - end == 1
}

/// How the names end by which laws are called without 《》.
const LAW_ENDS: [&str; 4] = ["法", "法典", "条例", "通则"];

fn longest<'n>(names: impl IntoIterator<Item = (&'n str, u32)>) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
    let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
    builder.build_with_values(names).ok()
}

/// The names of a law that running text uses without 《》: of national laws and regulations, with and without
/// 中华人民共和国.
fn bare_names<'n>(name: &'n str, law: &Law, id: usize) -> impl Iterator<Item = (&'n str, u32)> {
    let is_national = law.is_national();
    let is_law = LAW_ENDS.iter().any(|end| name.ends_with(end));
    let names = [Some(name), name.strip_prefix(STATE)].into_iter().flatten();
    let names = names.filter(move |_| is_national && is_law);
    names.map(move |name| (name, id as u32))
}

/// Rows of a built-in table, without its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn force_depends_on_the_day() {
        let book = Lawbook::built_in();
        let contract = book.find("合同法").unwrap();
        assert_eq!(contract.force_on(date(2020, 12, 31)), Force::InForce);
        assert_eq!(contract.force_on(date(2021, 1, 1)), Force::Ended(Some(date(2021, 1, 1))));
        assert_eq!(book.find("行政处罚法").unwrap().title, "中华人民共和国行政处罚法");
        assert!(book.find("城市居民证").is_none());
        assert_eq!(book.similar("中华人民共和国行政处罚发").unwrap().title, "中华人民共和国行政处罚法");
        assert_eq!(book.similar("行政处法").map(|law| law.title), None);
        assert!(book.similar("中华人民共和国行政处罚法").is_none());
    }
}
