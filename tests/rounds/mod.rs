//! Known edits on the articles of a document: each opinion is given, the edit is made, the status is known.

use fashen::document::{Document, Level};
use fashen::fact::article_ref;
use fashen::numeral::chinese;
use fashen::parse::parse;
use fashen::round::Status;
use fashen::source;
use fashen::text::{Span, Text};

pub struct File {
    pub text: Text,
    pub document: Document,
}

impl File {
    pub fn of(content: &str) -> File {
        let text = source::read_bytes(content.as_bytes(), "a.txt").unwrap().text;
        File { document: parse(&text), text }
    }
}

/// A document as articles and what stands between them.
#[derive(Clone)]
pub struct Articles {
    pub chunks: Vec<Chunk>,
}

#[derive(Clone)]
pub enum Chunk {
    Gap(String),
    /// The number it had, 0 for a new one, and what it says.
    Article(u32, String),
}

impl Articles {
    /// `None` unless the articles run from 1 without a gap, so that numbers can be written anew.
    pub fn of(file: &File) -> Option<Articles> {
        let nodes = file.document.nodes.iter().filter(|node| node.level == Level::Article);
        let nodes: Vec<_> = nodes.collect();
        let runs = nodes
            .iter()
            .enumerate()
            .all(|(at, node)| node.ordinal.is_some_and(|it| it.number as usize == at + 1 && it.suffix == 0));
        if !runs || nodes.len() < 12 {
            return None;
        }
        let slice = |from: usize, to: usize| file.text.slice(Span::new(from, to)).to_owned();
        let mut chunks = Vec::new();
        let mut at = 0;
        for (number, node) in (1u32..).zip(&nodes) {
            chunks.push(Chunk::Gap(slice(at, node.span.start)));
            chunks.push(Chunk::Article(number, slice(node.label.end, node.span.end)));
            at = node.span.end;
        }
        chunks.push(Chunk::Gap(slice(at, file.text.as_str().len())));
        Some(Articles { chunks })
    }

    pub fn numbers(&self) -> Vec<u32> {
        let number = |chunk: &Chunk| match chunk {
            Chunk::Article(number, _) if *number > 0 => Some(*number),
            _ => None,
        };
        self.chunks.iter().filter_map(number).collect()
    }

    fn at(&self, number: u32) -> usize {
        self.chunks.iter().position(|chunk| matches!(chunk, Chunk::Article(n, _) if *n == number)).unwrap()
    }

    pub fn text(&self, number: u32) -> &str {
        match &self.chunks[self.at(number)] {
            Chunk::Article(_, text) => text,
            Chunk::Gap(_) => unreachable!(),
        }
    }

    pub fn set(&mut self, number: u32, text: String) {
        let at = self.at(number);
        self.chunks[at] = Chunk::Article(number, text);
    }

    /// A new article behind another.
    pub fn insert(&mut self, behind: u32, text: &str) {
        let at = self.at(behind);
        self.chunks.splice(at + 1..at + 1, [Chunk::Gap("\n".to_owned()), Chunk::Article(0, text.to_owned())]);
    }

    pub fn shift(&mut self, number: u32, behind: u32) {
        let at = self.at(number);
        let article = self.chunks.remove(at);
        let to = self.at(behind);
        self.chunks.splice(to + 1..to + 1, [Chunk::Gap("\n".to_owned()), article]);
    }

    /// The text with the numbers running anew and the references following them.
    pub fn print(&self) -> String {
        let mut map = std::collections::BTreeMap::new();
        let mut next = 0;
        for chunk in &self.chunks {
            if let Chunk::Article(number, _) = chunk {
                next += 1;
                map.insert(*number, next);
            }
        }
        let (mut out, mut next) = (String::new(), 0);
        for chunk in &self.chunks {
            match chunk {
                Chunk::Gap(text) => out.push_str(text),
                Chunk::Article(_, text) => {
                    next += 1;
                    out.push_str(&format!("第{}条{}", chinese(next), renumbered(text, &map)));
                }
            }
        }
        out
    }
}

/// 第N条 without a title in front follows its article.
fn renumbered(text: &str, map: &std::collections::BTreeMap<u32, u32>) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('第').map(|next| at + next) {
        out.push_str(&text[at..next]);
        let found = article_ref(&text[next..]).filter(|(it, _)| it.article > 0 && it.suffix == 0 && it.until == 0);
        let follows =
            found.filter(|_| !out.ends_with('》')).and_then(|(it, _)| Some((it.article, *map.get(&it.article)?)));
        let old = follows.map(|(old, _)| format!("第{}条", chinese(old)));
        match follows.zip(old) {
            Some(((_, new), old)) if text[next..].starts_with(&old) => {
                out.push_str(&format!("第{}条", chinese(new)));
                at = next + old.len();
            }
            _ => {
                out.push('第');
                at = next + '第'.len_utf8();
            }
        }
    }
    out.push_str(&text[at..]);
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// The words in question are written anew.
    Rewrite,
    /// Their sentence is struck out.
    Strike,
    /// The whole article is struck out.
    Drop,
    /// Some of the words are changed.
    Partly,
    Ignore,
    Move,
    /// The article falls apart, the words stay with the first part.
    SplitBehind,
    /// The words stand in the second part.
    SplitBefore,
}

impl Act {
    pub const ALL: [Act; 8] =
        [Act::Rewrite, Act::Strike, Act::Drop, Act::Partly, Act::Ignore, Act::Move, Act::SplitBehind, Act::SplitBefore];

    pub fn status(self) -> Status {
        match self {
            Act::Rewrite | Act::Strike | Act::Drop => Status::Adopted,
            Act::Partly => Status::Partly,
            Act::Ignore | Act::SplitBehind => Status::Ignored,
            Act::Move | Act::SplitBefore => Status::Moved,
        }
    }

    /// What the article says then; `None` where the act does not fit it.
    pub fn apply(self, articles: &mut Articles, number: u32, words: &str) -> Option<()> {
        let text = articles.text(number).to_owned();
        let at = text.find(words)?;
        let (from, to) = sentence(&text, at, words.len());
        match self {
            Act::Ignore => {}
            Act::Rewrite => articles.set(number, text.replacen(words, "按照国家有关规定办理", 1)),
            Act::Partly => articles.set(number, text.replacen(words, &half(words), 1)),
            Act::Strike => {
                let rest = format!("{}{}", &text[..from], &text[to..]);
                (rest.chars().filter(|c| c.is_alphanumeric()).count() >= 20).then_some(())?;
                articles.set(number, rest);
            }
            Act::Drop => {
                let at = articles.at(number);
                articles.chunks.remove(at);
            }
            Act::Move => {
                let last = *articles.numbers().last()?;
                let to = if number + 4 < last { number + 3 } else { number.checked_sub(5)? };
                articles.shift(number, to);
            }
            Act::SplitBehind | Act::SplitBefore => {
                let cut = if self == Act::SplitBehind { to } else { from };
                let is_worth = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count() >= 15;
                let is_full = text[..cut].trim_end().ends_with('。');
                (is_full && is_worth(&text[..cut]) && is_worth(&text[cut..])).then_some(())?;
                articles.set(number, text[..cut].to_owned());
                articles.insert(number, &format!("　{}", text[cut..].trim_start()));
            }
        }
        Some(())
    }
}

/// The sentence around a stretch of an article.
fn sentence(text: &str, at: usize, length: usize) -> (usize, usize) {
    let stops = ['。', '；', '\n', '：'];
    let from = text[..at].rfind(stops).map_or(0, |stop| stop + text[stop..].chars().next().unwrap().len_utf8());
    let rest = &text[at + length..];
    let to = rest.find(stops).map_or(text.len(), |stop| {
        let c = rest[stop..].chars().next().unwrap();
        at + length + stop + if c == '\n' { 0 } else { c.len_utf8() }
    });
    (from, to)
}

/// The words with their second third written anew.
fn half(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let third = chars.len() / 3;
    let head: String = chars[..third].iter().collect();
    let tail: String = chars[2 * third..].iter().collect();
    format!("{head}另行{tail}")
}

/// Clauses that may be criticised: long enough, and only once in the document.
pub fn clauses(articles: &Articles, number: u32, whole: &str) -> Vec<String> {
    let clauses = articles.text(number).split(['，', '。', '；', '：', '\n', '　']);
    let fits = |clause: &&str| (9..40).contains(&clause.chars().count()) && whole.matches(*clause).count() == 1;
    clauses.map(str::trim).filter(fits).filter(|it| !it.contains(['第', '《', ' '])).map(str::to_owned).collect()
}

/// A small generator: the same numbers in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
}
