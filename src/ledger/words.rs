//! How offices call things in their tables, from `corpus/ledger.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

const CONTENT: &str = include_str!("../../corpus/ledger.toml");

/// A name of a closed list, and the words by which it is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub id: String,
    pub name: String,
    words: Vec<String>,
    /// 事项类别 that come into force, expire and are evaluated and filed.
    #[serde(default)]
    pub lives: bool,
    /// 事项类别 for which yearly plans and lists are made.
    #[serde(default)]
    pub planned: bool,
    #[serde(default)]
    pub counts: Counts,
    /// 清理结果 that take a document out of force.
    #[serde(default)]
    pub ends: bool,
}

/// What makes an item of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// 审查件数
    #[default]
    Review,
    /// 备案件数
    Filed,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Listed {
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    pub columns: BTreeMap<String, Vec<String>>,
    pub opinion_columns: BTreeMap<String, Vec<String>>,
    pub kinds: Vec<Name>,
    pub letters: Vec<Name>,
    pub cleanings: Vec<Name>,
    empty: Listed,
    totals: Listed,
    titles: Listed,
}

impl Words {
    /// Faulty data would be seen by the tests of this room; without words nothing is recognised.
    pub fn built_in() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| toml::from_str(CONTENT).unwrap_or_default())
    }

    /// What tables write where there is nothing.
    pub fn is_empty_mark(&self, cell: &str) -> bool {
        cell.is_empty() || self.empty.words.iter().any(|word| word == cell)
    }

    pub fn is_total(&self, cell: &str) -> bool {
        self.totals.words.iter().any(|word| cell.starts_with(word.as_str()))
    }

    /// A title without the words that come and go between plan, draft and document.
    pub fn core(&self, title: &str) -> String {
        let named = title.split_once('《').and_then(|(_, rest)| rest.rsplit_once('》')).map(|(name, _)| name);
        let mut core = super::store::key(named.filter(|name| !name.is_empty()).unwrap_or(title));
        core.retain(|c| !"（）()".contains(c));
        self.titles.words.iter().for_each(|word| core = core.replace(word.as_str(), ""));
        core
    }

    pub fn kind(&self, id: &str) -> Option<&Name> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
}

/// The name that a text means: the longest word in it decides, of two equal ones the earlier name. Its id as written by
/// this program counts, too.
pub fn meant<'n>(names: &'n [Name], text: &str) -> Option<&'n Name> {
    let known = names.iter().find(|name| name.id == text || name.name == text);
    known.or_else(|| {
        let found = names.iter().enumerate().filter_map(|(at, name)| {
            let words = name.words.iter().filter(|word| text.contains(word.as_str()));
            Some((words.map(|word| word.chars().count()).max()?, std::cmp::Reverse(at), name))
        });
        found.max_by_key(|(length, at, _)| (*length, *at)).map(|(_, _, name)| name)
    })
}

#[cfg(test)]
mod tests {
    use super::super::field::Field;
    use super::*;

    #[test]
    fn the_words_are_read_and_name_known_fields() {
        let words: Words = toml::from_str(CONTENT).unwrap();
        for name in words.columns.keys().filter(|name| *name != "position") {
            assert!(Field::named(name).is_some(), "{name}");
        }
        assert_eq!(words.columns.len(), Field::ALL.len() + 1);
    }

    #[test]
    fn no_heading_means_two_fields() {
        let mut seen = BTreeMap::new();
        for (field, headings) in &Words::built_in().columns {
            for heading in headings {
                assert_eq!(seen.insert(heading, field), None, "{heading}");
            }
        }
    }

    #[test]
    fn the_longest_word_decides() {
        let words = Words::built_in();
        let kind = |text: &str| meant(&words.kinds, text).map(|kind| kind.id.as_str());
        assert_eq!(kind("招商引资合作协议"), Some("investment-agreement"));
        assert_eq!(kind("购销合同"), Some("contract"));
        assert_eq!(kind("重大行政处罚备案"), Some("enforcement-filing"));
        assert_eq!(kind("党务"), None);
        let cleaning = |text: &str| meant(&words.cleanings, text).map(|it| it.name.as_str());
        assert_eq!(cleaning("宣布失效"), Some("宣布失效"));
        assert_eq!(cleaning("拟修改"), Some("修改"));
        assert_eq!(cleaning("继续有效"), Some("继续有效"));
    }
}
