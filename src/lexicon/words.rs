//! Word lists (词表): names for sets of words; lists may use lists.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::text::fold;

/// More words than this in one expanded list or pattern part is a mistake in a rule file.
const MOST_WORDS: usize = 5_000;

/// Lists by name; layered: rule-local lists hide the shared ones, a region's add to them.
#[derive(Debug, Default)]
pub struct WordLists {
    lists: BTreeMap<Arc<str>, Vec<String>>,
    /// The lists below: shared ones do not see what hides them.
    under: Option<Rc<WordLists>>,
    /// Lists, and choices written in patterns, as they were expanded; most are used by many patterns.
    expanded: RefCell<BTreeMap<Arc<str>, Arc<[String]>>>,
    elements: RefCell<FxHashMap<String, Arc<[String]>>>,
}

/// What is wrong with a word or the use of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordFault {
    UnknownList(String),
    Cycle(Vec<String>),
    Syntax(String),
    TooMany(String),
}

impl std::fmt::Display for WordFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WordFault::UnknownList(name) => write!(f, "没有词表“{name}”"),
            WordFault::Cycle(path) => write!(f, "词表互相引用成环：{}", path.join(" → ")),
            WordFault::Syntax(what) => write!(f, "{what}"),
            WordFault::TooMany(name) => write!(f, "“{name}”展开后超过{MOST_WORDS}个词"),
        }
    }
}

impl WordLists {
    /// An empty layer above others.
    pub fn over(under: Rc<WordLists>) -> WordLists {
        WordLists { under: Some(under), ..WordLists::default() }
    }

    pub fn insert(&mut self, name: &str, words: Vec<String>) {
        self.lists.insert(name.into(), words);
        self.forget();
    }

    /// Adds words to a list, making it where it is new.
    pub fn extend(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        self.lists.entry(name.into()).or_default().extend(words);
        self.forget();
    }

    fn forget(&mut self) {
        self.expanded.get_mut().clear();
        self.elements.get_mut().clear();
    }

    pub fn contains(&self, name: &str) -> bool {
        self.lists.contains_key(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(AsRef::as_ref)
    }

    /// The words of a list, folded, sorted, without repetition.
    pub fn expand(&self, name: &str) -> Result<Arc<[String]>, WordFault> {
        self.expand_list(name, &mut Vec::new())
    }

    fn expand_list(&self, name: &str, path: &mut Vec<String>) -> Result<Arc<[String]>, WordFault> {
        if let Some(known) = self.expanded.borrow().get(name) {
            return Ok(known.clone());
        }
        let Some((key, words)) = self.lists.get_key_value(name) else {
            let unknown = || Err(WordFault::UnknownList(name.to_owned()));
            return self.under.as_ref().map_or_else(unknown, |under| under.expand_list(name, path));
        };
        let is_cycle = path.iter().any(|seen| seen == name);
        path.push(name.to_owned());
        if is_cycle {
            return Err(WordFault::Cycle(path.clone()));
        }
        let mut all = BTreeSet::new();
        for word in words {
            all.extend(self.expand_word(word, path)?);
            if all.len() > MOST_WORDS {
                return Err(WordFault::TooMany(name.to_owned()));
            }
        }
        path.pop();
        let all: Arc<[String]> = all.into_iter().collect();
        self.expanded.borrow_mut().insert(key.clone(), all.clone());
        Ok(all)
    }

    /// The words of a literal or a choice `(a|b)`, folded, sorted, without repetition.
    pub fn expand_element(&self, source: &str) -> Result<Arc<[String]>, WordFault> {
        if let Some(under) = self.under.as_ref().filter(|_| !source.contains('{')) {
            return under.expand_element(source);
        }
        if let Some(known) = self.elements.borrow().get(source) {
            return Ok(known.clone());
        }
        let mut words = self.expand_word(source, &mut Vec::new())?;
        words.sort();
        words.dedup();
        let words: Arc<[String]> = words.into();
        self.elements.borrow_mut().insert(source.to_owned(), words.clone());
        Ok(words)
    }

    /// A word with `{list}` and `(a|b)` in it as all the words it stands for.
    pub fn expand_word(&self, word: &str, path: &mut Vec<String>) -> Result<Vec<String>, WordFault> {
        let mut out = vec![String::new()];
        let mut rest = word;
        while !rest.is_empty() {
            let (choices, after) = self.next_part(rest, path)?;
            out = product(&out, &choices);
            if out.len() > MOST_WORDS {
                return Err(WordFault::TooMany(word.to_owned()));
            }
            rest = after;
        }
        Ok(out)
    }

    fn next_part<'w>(&self, rest: &'w str, path: &mut Vec<String>) -> Result<(Vec<String>, &'w str), WordFault> {
        if let Some(inner) = rest.strip_prefix('{') {
            let end = inner.find('}').ok_or_else(|| WordFault::Syntax("“{”没有对应的“}”".to_owned()))?;
            let words = self.expand_list(&inner[..end], path)?;
            return Ok((words.to_vec(), &inner[end + 1..]));
        }
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(')').ok_or_else(|| WordFault::Syntax("“(”没有对应的“)”".to_owned()))?;
            let mut words = Vec::new();
            for choice in inner[..end].split('|') {
                words.extend(self.expand_word(choice, path)?);
            }
            return Ok((words, &inner[end + 1..]));
        }
        let end = rest.find(['{', '(']).unwrap_or(rest.len());
        let literal = &rest[..end];
        match literal.find(['}', ')', '|', '…']) {
            Some(at) => Err(WordFault::Syntax(format!("词里不能有“{}”", literal[at..].chars().next().unwrap_or(' ')))),
            None => Ok((vec![fold(literal)], &rest[end..])),
        }
    }
}

pub fn product(heads: &[String], tails: &[String]) -> Vec<String> {
    heads.iter().flat_map(|head| tails.iter().map(move |tail| [head.as_str(), tail].concat())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> WordLists {
        let mut lists = WordLists::default();
        lists.insert("证", vec!["(营业|经营)许可证".into(), "执照".into()]);
        lists.insert("照", vec!["{证}".into(), "证书".into()]);
        lists.insert("甲", vec!["{乙}".into()]);
        lists.insert("乙", vec!["{甲}".into()]);
        lists
    }

    #[test]
    fn a_layer_hides_what_is_below_and_is_not_seen_from_there() {
        let mut above = WordLists::over(Rc::new(lists()));
        above.insert("证", vec!["证明".into()]);
        assert_eq!(*above.expand("证").unwrap(), ["证明"]);
        assert_eq!(*above.expand_element("({证}|{照})").unwrap(), ["执照", "经营许可证", "营业许可证", "证书", "证明"]);
        assert_eq!(*above.expand_element("(a|b)").unwrap(), ["a", "b"]);
    }

    #[test]
    fn lists_use_lists() {
        assert_eq!(*lists().expand("照").unwrap(), ["执照", "经营许可证", "营业许可证", "证书"]);
    }

    #[test]
    fn cycles_and_unknown_lists_are_named() {
        assert_eq!(lists().expand("甲"), Err(WordFault::Cycle(vec!["甲".into(), "乙".into(), "甲".into()])));
        assert_eq!(lists().expand("丙"), Err(WordFault::UnknownList("丙".into())));
    }
}
