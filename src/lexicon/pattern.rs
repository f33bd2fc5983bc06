//! Patterns (样式), written like the text they find: `处…{金额}…罚款`, `(停业|停产)整顿`, `{证照}`, `{…30}`.

use std::sync::Arc;

use super::lexer::Lexer;
use super::words::{WordFault, WordLists, product};
use crate::text::fold;

/// Characters that `…` may skip at most.
pub const DEFAULT_GAP: u32 = 12;
/// The longest gap that may be written.
const LONGEST_GAP: u32 = 100;
/// Word groups side by side become one while they stay this small.
const MERGED_WORDS: usize = 60;
/// The list behind `{本地}`; the draft's own place names join it while matching.
pub const LOCAL: &str = "本地";

/// One part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Any of these words, folded and sorted.
    Words(Arc<[String]>),
    /// Up to so many characters.
    Gap(u32),
    Lexer(Lexer),
    /// `{本地}`
    Local(Arc<[String]>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub elements: Vec<Element>,
}

/// What is wrong with a pattern, and where in it (bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub at: usize,
    pub what: String,
}

impl Pattern {
    /// Reads a pattern with the lists it may use.
    pub fn parse(source: &str, lists: &WordLists) -> Result<Pattern, Mistake> {
        let mut elements = Vec::new();
        let (mut at, mut last) = (0, 0);
        while at < source.len() {
            let (element, taken) = element(&source[at..], lists).map_err(|what| Mistake { at, what })?;
            append(&mut elements, element);
            last = at;
            at += taken;
        }
        let pattern = Pattern { elements };
        pattern.validate(last)?;
        Ok(pattern)
    }

    /// What holds for a whole pattern; `last` is where its last element stands.
    fn validate(&self, last: usize) -> Result<(), Mistake> {
        let mistake = |at: usize, what: &str| Err(Mistake { at, what: what.to_owned() });
        let is_gap = |element: Option<&Element>| matches!(element, Some(Element::Gap(_)));
        if self.elements.is_empty() {
            return mistake(0, "样式是空的");
        }
        if is_gap(self.elements.first()) {
            return mistake(0, "样式不能以间隔开头或者结尾");
        }
        if is_gap(self.elements.last()) {
            return mistake(last, "样式不能以间隔开头或者结尾");
        }
        if !self.elements.iter().any(Element::is_indexed) {
            return mistake(0, "样式里没有两个字以上的词，无法检索");
        }
        Ok(())
    }

    /// Whether the words stand in some element: for near misses that name what they lack.
    pub fn mentions(&self, words: &str) -> bool {
        let words = fold(words);
        self.elements.iter().any(|element| element.words().iter().any(|word| word.contains(&words)))
    }
}

impl Element {
    pub fn words(&self) -> &[String] {
        match self {
            Element::Words(words) | Element::Local(words) => words,
            Element::Gap(_) | Element::Lexer(_) => &[],
        }
    }

    /// Words of one character are too common to be searched for everywhere.
    pub fn is_indexed(&self) -> bool {
        let words = self.words();
        !words.is_empty() && words.iter().all(|word| word.chars().nth(1).is_some())
    }
}

/// One element and the bytes it takes.
fn element(source: &str, lists: &WordLists) -> Result<(Element, usize), String> {
    if source.starts_with('…') {
        return Ok((Element::Gap(DEFAULT_GAP), '…'.len_utf8()));
    }
    if let Some(inner) = source.strip_prefix('{') {
        let end = inner.find('}').ok_or("“{”没有对应的“}”")?;
        return Ok((braced(&inner[..end], lists)?, end + 2));
    }
    let end = if source.starts_with('(') {
        source.find(')').ok_or("“(”没有对应的“)”")? + 1
    } else {
        source.find(['{', '(', '…']).unwrap_or(source.len())
    };
    let words = lists.expand_element(&source[..end]).map_err(|fault| fault.to_string())?;
    Ok((Element::Words(words), end))
}

fn braced(name: &str, lists: &WordLists) -> Result<Element, String> {
    if let Some(length) = name.strip_prefix('…') {
        return match length.parse() {
            Ok(n) if (1..=LONGEST_GAP).contains(&n) => Ok(Element::Gap(n)),
            _ => Err(format!("间隔应当写成 {{…数字}}，数字为1到{LONGEST_GAP}")),
        };
    }
    if let Some(lexer) = Lexer::named(name) {
        return Ok(Element::Lexer(lexer));
    }
    match lists.expand(name) {
        Ok(words) if name == LOCAL => Ok(Element::Local(words)),
        Ok(words) => Ok(Element::Words(words)),
        Err(WordFault::UnknownList(name)) => {
            Err(format!("没有词表“{name}”；内置的有 {}", Lexer::NAMES.map(|(name, _)| name).join("、")))
        }
        Err(fault) => Err(fault.to_string()),
    }
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

/// Adds an element; words side by side become longer words, which are rarer.
fn append(elements: &mut Vec<Element>, next: Element) {
    if let (Some(Element::Words(last)), Element::Words(words)) = (elements.last_mut(), &next)
        && last.len() * words.len() <= MERGED_WORDS
    {
        *last = sorted(product(last, words)).into();
        return;
    }
    if next.words() != [String::new()] {
        elements.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Result<Pattern, Mistake> {
        let mut lists = WordLists::default();
        lists.insert("证照", vec!["许可证".into(), "执照".into()]);
        Pattern::parse(source, &lists)
    }

    #[test]
    fn words_side_by_side_become_one() {
        let pattern = parse("(吊销|暂扣){证照}").unwrap();
        let words = ["吊销执照", "吊销许可证", "暂扣执照", "暂扣许可证"].map(String::from).to_vec();
        assert_eq!(pattern.elements, [Element::Words(words.into())]);
    }

    #[test]
    fn gaps_and_lexers() {
        let pattern = parse("处…{金额}{…30}罚款").unwrap();
        assert_eq!(pattern.elements[1], Element::Gap(12));
        assert_eq!(pattern.elements[2], Element::Lexer(Lexer::Amount));
        assert_eq!(pattern.elements[3], Element::Gap(30));
    }

    #[test]
    fn mistakes_say_where() {
        for (source, at, what) in [
            ("吊销{许可}", 6, "没有词表“许可”"),
            ("处…罚", 0, "两个字以上"),
            ("…罚款", 0, "开头或者结尾"),
            ("罚款…", 6, "开头或者结尾"),
            ("吊销(甲|乙", 6, "没有对应"),
            ("吊销{…0}执照", 6, "间隔"),
            ("吊销)执照", 0, "词里不能有“)”"),
            ("", 0, "空的"),
        ] {
            let mistake = parse(source).unwrap_err();
            assert_eq!(mistake.at, at, "{source}");
            assert!(mistake.what.contains(what), "{source}: {}", mistake.what);
        }
    }
}
