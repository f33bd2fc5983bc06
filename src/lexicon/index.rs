//! The word index: finds every occurrence of many words in one pass, by their first two characters.
//!
//! An Aho–Corasick automaton of the same words takes several times as long to build, and its table is too large for the
//! caches of the processor; words of Chinese are short, and their first two characters tell nearly all of them apart.

/// Bits of the filter: small enough to stay in the first cache.
const FILTER_BITS: u32 = 18;
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Words of two characters and more, ready to be found.
#[derive(Default)]
pub struct WordIndex {
    /// A hash table with open places: the first two characters of words, and how they go on.
    heads: Vec<(u64, Node)>,
    filter: Vec<u64>,
    /// How words go on; those behind the same characters lie side by side, sorted.
    nodes: Vec<(char, Node)>,
}

/// What begins with the same characters.
#[derive(Clone, Copy, Default)]
struct Node {
    /// The word that ends here.
    word: Option<u32>,
    /// Where the characters behind it lie.
    start: u32,
    end: u32,
}

/// A word's place in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub word: u32,
    pub start: u32,
    pub end: u32,
}

impl WordIndex {
    /// Words shorter than two characters are never found.
    pub fn new(words: impl IntoIterator<Item = (String, u32)>) -> WordIndex {
        let mut words: Vec<_> = words.into_iter().filter_map(Word::new).collect();
        words.sort_unstable_by(|a, b| (a.head, &a.tail).cmp(&(b.head, &b.tail)));
        let places = (words.len() * 2).next_power_of_two().max(2);
        let mut index = WordIndex {
            heads: vec![Default::default(); places],
            filter: vec![0; 1 << (FILTER_BITS - 6)],
            nodes: Vec::with_capacity(words.len() * 2),
        };
        for same in words.chunk_by(|a, b| a.head == b.head) {
            let node = index.node(same, 0);
            index.insert(same[0].head, node);
        }
        index
    }

    /// Lays out words that agree in their first `depth` characters behind the head.
    fn node(&mut self, words: &[Word], depth: usize) -> Node {
        let (word, longer) = match words {
            [first, longer @ ..] if first.tail.len() == depth => (Some(first.id), longer),
            _ => (None, words),
        };
        let start = self.nodes.len() as u32;
        let children = || longer.chunk_by(|a, b| a.tail[depth] == b.tail[depth]);
        self.nodes.extend(children().map(|same| (same[0].tail[depth], Node::default())));
        for (place, same) in (start as usize..).zip(children()) {
            self.nodes[place].1 = self.node(same, depth + 1);
        }
        Node { word, start, end: start + children().count() as u32 }
    }

    fn insert(&mut self, key: u64, node: Node) {
        let bit = spread(key, FILTER_BITS);
        self.filter[bit >> 6] |= 1 << (bit & 63);
        let mut place = self.place(key);
        while self.heads[place].0 != 0 {
            place = (place + 1) % self.heads.len();
        }
        self.heads[place] = (key, node);
    }

    fn place(&self, key: u64) -> usize {
        spread(key, self.heads.len().trailing_zeros())
    }

    /// Every word at every place, also inside another.
    pub fn find(&self, text: &str, mut found: impl FnMut(Hit)) {
        if self.heads.is_empty() {
            return;
        }
        let mut before: Option<(usize, char)> = None;
        for (at, c) in text.char_indices() {
            if let Some((start, first)) = before
                && let Some(node) = self.head(key(first, c))
            {
                self.follow(node, text, start, at + c.len_utf8(), &mut found);
            }
            before = Some((at, c));
        }
    }

    fn head(&self, key: u64) -> Option<Node> {
        let bit = spread(key, FILTER_BITS);
        if self.filter[bit >> 6] & 1 << (bit & 63) == 0 {
            return None;
        }
        let mut place = self.place(key);
        loop {
            match self.heads[place] {
                (found, node) if found == key => return Some(node),
                (0, _) => return None,
                _ => place = (place + 1) % self.heads.len(),
            }
        }
    }

    /// Goes on with the text while words do.
    fn follow(&self, mut node: Node, text: &str, start: usize, mut end: usize, found: &mut impl FnMut(Hit)) {
        for c in text[end..].chars().map(Some).chain([None]) {
            if let Some(word) = node.word {
                found(Hit { word, start: start as u32, end: end as u32 });
            }
            let children = &self.nodes[node.start as usize..node.end as usize];
            let Some(c) = c.filter(|_| !children.is_empty()) else { return };
            let Ok(at) = children.binary_search_by_key(&c, |(c, _)| *c) else { return };
            node = children[at].1;
            end += c.len_utf8();
        }
    }
}

/// A word that is laid out.
struct Word {
    head: u64,
    tail: Vec<char>,
    id: u32,
}

impl Word {
    fn new((word, id): (String, u32)) -> Option<Word> {
        let mut characters = word.chars();
        let head = key(characters.next()?, characters.next()?);
        Some(Word { head, tail: characters.collect(), id })
    }
}

/// Never 0: no word begins with two NUL characters, and text has none.
fn key(first: char, second: char) -> u64 {
    u64::from(first as u32) << 32 | u64::from(second as u32)
}

fn spread(key: u64, bits: u32) -> usize {
    (key.wrapping_mul(SPREAD) >> (64 - bits)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<String> {
        let index = WordIndex::new(words.iter().zip(0..).map(|(word, id)| ((*word).to_owned(), id)));
        let mut hits = Vec::new();
        index.find(text, |hit| {
            let quote = &text[hit.start as usize..hit.end as usize];
            assert_eq!(quote, words[hit.word as usize]);
            hits.push(quote.to_owned());
        });
        hits.sort();
        hits
    }

    #[test]
    fn words_inside_words_and_over_one_another_are_found() {
        let words = ["行政", "行政许可", "许可", "许可证", "政许", "行政处罚"];
        assert_eq!(found(&words, "行政许可证"), ["政许", "行政", "行政许可", "许可", "许可证"]);
        assert_eq!(found(&words, "行政，行"), ["行政"]);
    }

    #[test]
    fn equals_a_search_for_each_word() {
        let words = ["不得", "不得以", "不得以任何", "得以", "以任何形式", "任何", "何形式", "形式", "a形式", "式a"];
        let text = "不得以任何形式a形式不得任何以任何形";
        let mut wanted: Vec<_> =
            words.iter().flat_map(|word| vec![(*word).to_owned(); text.match_indices(word).count()]).collect();
        wanted.sort();
        assert_eq!(found(&words, text), wanted);
    }

    #[test]
    fn nothing_is_found_without_words_or_text() {
        assert!(found(&[], "行政许可").is_empty());
        assert!(found(&["行政"], "").is_empty());
        assert!(found(&["行"], "行政").is_empty(), "one character");
    }
}
