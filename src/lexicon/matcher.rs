//! The matcher: all words of all patterns in one index; a pattern is tried only in a paragraph where all its word
//! groups occur. Hits of different patterns may overlap; all are reported.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::index::{Hit, WordIndex};
use super::lexer::Lexer;
use super::pattern::{Element, Pattern};

/// A gap never skips these: the end of a sentence, the edges of titles and quotations.
const BARRIERS: [char; 12] = ['。', '；', '！', '？', '《', '》', '“', '”', '「', '」', '‘', '’'];

/// Number of a pattern in its automaton.
pub type PatternId = usize;
type GroupId = u32;
type WordId = u32;

/// Collects patterns; equal word groups are stored once.
#[derive(Default)]
pub struct AutomatonBuilder {
    words: FxHashMap<String, WordId>,
    groups: FxHashMap<Arc<[String]>, GroupId>,
    group_words: Vec<Arc<[String]>>,
    word_groups: Vec<Vec<GroupId>>,
    patterns: Vec<Compiled>,
}

/// A pattern with its words replaced by groups.
struct Compiled {
    steps: Vec<Step>,
    /// Groups that must all occur in the paragraph.
    needs: Vec<GroupId>,
}

#[derive(Clone, Copy)]
struct Step {
    /// Characters that may be skipped before it.
    gap: u32,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Group(GroupId),
    /// A group with words of one character: found by looking, not by the automaton.
    Loose(GroupId),
    Local(GroupId),
    Lexer(Lexer),
}

/// Where a step of a pattern may stand in a paragraph.
enum Stops {
    At(Vec<(u32, u32)>),
    /// To be looked for when the steps before it stand.
    Loose(GroupId),
}

/// All patterns, ready to search.
pub struct Automaton {
    index: WordIndex,
    word_groups: Vec<Vec<GroupId>>,
    group_words: Vec<Arc<[String]>>,
    patterns: Vec<Compiled>,
    /// Watched patterns by the group that is rarest in them.
    by_group: Vec<Vec<PatternId>>,
    local: Option<GroupId>,
}

impl AutomatonBuilder {
    pub fn add(&mut self, pattern: &Pattern) -> PatternId {
        let mut steps = Vec::new();
        let mut gap = 0;
        for element in &pattern.elements {
            let what = match element {
                Element::Gap(length) => {
                    gap += length;
                    continue;
                }
                Element::Lexer(lexer) => What::Lexer(*lexer),
                Element::Local(words) => What::Local(self.group(words, true)),
                Element::Words(words) if element.is_indexed() => What::Group(self.group(words, true)),
                Element::Words(words) => What::Loose(self.group(words, false)),
            };
            steps.push(Step { gap, what });
            gap = 0;
        }
        let needs = steps.iter().filter_map(|step| match step.what {
            What::Group(group) | What::Local(group) => Some(group),
            What::Loose(_) | What::Lexer(_) => None,
        });
        let needs = needs.collect();
        self.patterns.push(Compiled { steps, needs });
        self.patterns.len() - 1
    }

    fn group(&mut self, words: &Arc<[String]>, indexed: bool) -> GroupId {
        if let Some(&group) = self.groups.get(words) {
            return group;
        }
        let group = self.group_words.len() as GroupId;
        self.groups.insert(words.clone(), group);
        self.group_words.push(words.clone());
        for word in words.iter().filter(|_| indexed) {
            let next = self.word_groups.len() as WordId;
            let id = *self.words.entry(word.clone()).or_insert(next);
            if id == next {
                self.word_groups.push(Vec::new());
            }
            self.word_groups[id as usize].push(group);
        }
        group
    }

    /// Builds the automaton. Only `watched` patterns are looked for in every paragraph; the others are asked for.
    pub fn build(self, watched: impl IntoIterator<Item = PatternId>) -> Automaton {
        let mut by_group = vec![Vec::new(); self.group_words.len()];
        let local = self.patterns.iter().flat_map(|p| &p.steps).find_map(|step| match step.what {
            What::Local(group) => Some(group),
            _ => None,
        });
        for id in watched {
            let commonness = |group: &GroupId| (Some(*group) == local, commonness(&self.group_words[*group as usize]));
            let rarest = self.patterns[id].needs.iter().min_by(|a, b| {
                let (a, b) = (commonness(a), commonness(b));
                a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1))
            });
            if let Some(group) = rarest {
                by_group[*group as usize].push(id);
            }
        }
        Automaton {
            index: WordIndex::new(self.words),
            word_groups: self.word_groups,
            group_words: self.group_words,
            patterns: self.patterns,
            by_group,
            local,
        }
    }
}

/// A rough guess how often a group occurs: each further character makes a word some thirty times rarer.
fn commonness(words: &[String]) -> f64 {
    words.iter().map(|word| 30f64.powi(-(word.chars().count() as i32))).sum()
}

/// What a pass over one paragraph saw; patterns are asked of it.
pub struct Scan<'a> {
    automaton: &'a Automaton,
    text: &'a str,
    hits: &'a [Hit],
    local: &'a [(u32, u32)],
    seen: &'a Stamps,
}

/// Buffers of a pass, used again for every paragraph.
#[derive(Default)]
pub struct Buffers {
    hits: Vec<Hit>,
    local: Vec<(u32, u32)>,
    words: Stamps,
    seen: Stamps,
    touched: Vec<GroupId>,
    candidates: Vec<PatternId>,
}

/// A set of small numbers that is emptied in one step.
#[derive(Default)]
struct Stamps {
    stamps: Vec<u32>,
    now: u32,
}

impl Stamps {
    fn clear(&mut self, size: usize) {
        if self.stamps.len() != size || self.now == u32::MAX {
            self.stamps.clear();
            self.stamps.resize(size, 0);
            self.now = 0;
        }
        self.now += 1;
    }

    fn contains(&self, n: u32) -> bool {
        self.stamps[n as usize] == self.now
    }

    /// Whether the number is new.
    fn insert(&mut self, n: u32) -> bool {
        std::mem::replace(&mut self.stamps[n as usize], self.now) != self.now
    }
}

impl Automaton {
    /// Searches a paragraph (a [`crate::text::MatchView`] string) and hands over the scan with the watched patterns whose
    /// words all occur. `names` are the draft's own place names.
    pub fn scan<R>(
        &self,
        text: &str,
        names: &[String],
        buffers: &mut Buffers,
        then: impl FnOnce(&Scan<'_>, &[PatternId]) -> R,
    ) -> Option<R> {
        self.look(text, names, buffers);
        if buffers.hits.is_empty() {
            return None;
        }
        for i in 0..buffers.touched.len() {
            let group = buffers.touched[i] as usize;
            for &id in &self.by_group[group] {
                if self.patterns[id].needs.iter().all(|need| buffers.seen.contains(*need)) {
                    buffers.candidates.push(id);
                }
            }
        }
        if buffers.candidates.is_empty() {
            return None;
        }
        buffers.candidates.sort_unstable();
        let scan = Scan { automaton: self, text, hits: &buffers.hits, local: &buffers.local, seen: &buffers.seen };
        Some(then(&scan, &buffers.candidates))
    }

    /// Searches a stretch of text for some patterns only; for contexts wider than a paragraph.
    pub fn any_in(&self, text: &str, names: &[String], patterns: &[PatternId]) -> bool {
        self.any_with(text, names, patterns, &mut Buffers::default())
    }

    /// The same with buffers that serve again: their size is that of all rules.
    pub fn any_with(&self, text: &str, names: &[String], patterns: &[PatternId], buffers: &mut Buffers) -> bool {
        self.look(text, names, buffers);
        let scan = Scan { automaton: self, text, hits: &buffers.hits, local: &buffers.local, seen: &buffers.seen };
        patterns.iter().any(|&id| scan.first(id).is_some())
    }

    /// One pass: all words, and the groups they stand for.
    fn look(&self, text: &str, names: &[String], buffers: &mut Buffers) {
        buffers.reset(self.group_words.len(), self.word_groups.len());
        self.index.find(text, |hit| {
            buffers.hits.push(hit);
            if buffers.words.insert(hit.word) {
                self.word_groups[hit.word as usize].iter().for_each(|&group| buffers.see(group));
            }
        });
        self.find_names(text, names, buffers);
    }

    fn find_names(&self, text: &str, names: &[String], buffers: &mut Buffers) {
        let Some(group) = self.local else { return };
        for name in names {
            for (at, _) in text.match_indices(name.as_str()) {
                if stands_for_place(text, at, name) {
                    buffers.local.push((at as u32, (at + name.len()) as u32));
                    buffers.see(group);
                }
            }
        }
    }
}

/// A place name inside an organ's name or a title is not the place; two characters need a boundary before them.
fn stands_for_place(text: &str, at: usize, name: &str) -> bool {
    const ORGANS: [&str; 12] =
        ["人民", "政府", "市场监", "财政", "司法", "公安", "发展和", "税务", "局", "委员会", "管委会", "办公室"];
    let after = text[at + name.len()..].trim_start_matches(['省', '市', '县', '区', '镇', '乡']);
    let in_title = text[..at].rfind('《').is_some_and(|open| !text[open..at].contains('》'));
    let is_bounded = name.chars().count() > 2
        || text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c) || "在对由为与和及或是的从向于".contains(c));
    !in_title && is_bounded && !ORGANS.iter().any(|organ| after.starts_with(organ))
}

impl Buffers {
    fn reset(&mut self, groups: usize, words: usize) {
        self.hits.clear();
        self.local.clear();
        self.candidates.clear();
        self.touched.clear();
        self.seen.clear(groups);
        self.words.clear(words);
    }

    fn see(&mut self, group: GroupId) {
        if self.seen.insert(group) {
            self.touched.push(group);
        }
    }
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::new(Buffers::default());
}

impl Scan<'_> {
    pub fn text(&self) -> &str {
        self.text
    }

    /// The first match of a pattern.
    pub fn first(&self, id: PatternId) -> Option<Range<usize>> {
        self.matches(id, true).into_iter().next()
    }

    /// All matches of a pattern, leftmost first, none overlapping another.
    pub fn all(&self, id: PatternId) -> Vec<Range<usize>> {
        self.matches(id, false)
    }

    fn matches(&self, id: PatternId, only_first: bool) -> Vec<Range<usize>> {
        let pattern = &self.automaton.patterns[id];
        let mut found = Vec::new();
        if !pattern.needs.iter().all(|group| self.seen.contains(*group)) {
            return found;
        }
        let Some(stops) = self.all_stops(&pattern.steps) else { return found };
        let first = match &stops[0] {
            Stops::At(places) => Cow::Borrowed(places.as_slice()),
            Stops::Loose(group) => Cow::Owned(self.look_for(*group, 0..self.text.len())),
        };
        let mut from = 0;
        for &(start, end) in first.iter() {
            if (start as usize) < from {
                continue;
            }
            if let Some(end) = self.go_on(&pattern.steps, &stops, 1, end) {
                found.push(start as usize..end as usize);
                from = end as usize;
                if only_first {
                    break;
                }
            }
        }
        found
    }

    /// The stops of all steps; `None` where some step has none, or the last word stands before the first. Tokens are
    /// looked for only when the words allow a match, short words only behind a match of what stands before them.
    fn all_stops(&self, steps: &[Step]) -> Option<Vec<Stops>> {
        let mut stops: Vec<Stops> = Vec::with_capacity(steps.len());
        let mut first = 0;
        for step in steps {
            let places = match step.what {
                What::Group(group) => self.hits_of(group),
                What::Local(group) => self.local_hits(group),
                What::Loose(group) => {
                    stops.push(Stops::Loose(group));
                    continue;
                }
                What::Lexer(_) => {
                    stops.push(Stops::At(Vec::new()));
                    continue;
                }
            };
            let last = places.last().map(|(start, _)| *start).filter(|last| *last >= first)?;
            first = places.iter().map(|(start, _)| *start).find(|start| *start >= first).unwrap_or(last);
            stops.push(Stops::At(places));
        }
        for (step, stops) in steps.iter().zip(&mut stops) {
            if let What::Lexer(lexer) = step.what {
                let tokens: Vec<_> = lexer.tokens(self.text).into_iter().map(|(s, e)| (s as u32, e as u32)).collect();
                if tokens.is_empty() {
                    return None;
                }
                *stops = Stops::At(tokens);
            }
        }
        Some(stops)
    }

    /// Matches the steps from `step` on behind `at`; returns the end of the match with the shortest gaps.
    fn go_on(&self, steps: &[Step], stops: &[Stops], step: usize, at: u32) -> Option<u32> {
        let Some(Step { gap, .. }) = steps.get(step) else { return Some(at) };
        let places = match &stops[step] {
            Stops::At(places) => Cow::Borrowed(&places[places.partition_point(|(start, _)| *start < at)..]),
            Stops::Loose(group) => Cow::Owned(self.look_for(*group, self.within(at as usize, *gap, *group))),
        };
        for &(start, end) in places.iter() {
            if !self.may_skip(at as usize, start as usize, *gap) {
                return None;
            }
            if let Some(end) = self.go_on(steps, stops, step + 1, end) {
                return Some(end);
            }
        }
        None
    }

    /// Where a word of a group may lie behind `at` with so many characters between.
    fn within(&self, at: usize, gap: u32, group: GroupId) -> Range<usize> {
        let longest = self.automaton.group_words[group as usize].iter().map(String::len).max().unwrap_or(0);
        let rest = &self.text[at..];
        let skipped = rest.char_indices().nth(gap as usize).map_or(rest.len(), |(end, _)| end);
        let mut end = (at + skipped + longest).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        at..end
    }

    fn may_skip(&self, from: usize, to: usize, gap: u32) -> bool {
        let skipped = &self.text[from..to];
        skipped.len() <= gap as usize * 4 && skipped.chars().count() <= gap as usize && !skipped.contains(BARRIERS)
    }

    /// Where a group's words stand: sorted by start, the longer first.
    fn hits_of(&self, group: GroupId) -> Vec<(u32, u32)> {
        let in_group = |hit: &&Hit| self.automaton.word_groups[hit.word as usize].contains(&group);
        in_order(self.hits.iter().filter(in_group).map(|hit| (hit.start, hit.end)).collect())
    }

    fn local_hits(&self, group: GroupId) -> Vec<(u32, u32)> {
        let mut places = self.hits_of(group);
        places.extend_from_slice(self.local);
        in_order(places)
    }

    /// The same for words that the index does not hold, in a part of the text.
    fn look_for(&self, group: GroupId, part: Range<usize>) -> Vec<(u32, u32)> {
        let words = &self.automaton.group_words[group as usize];
        let (text, from) = (&self.text[part.clone()], part.start);
        let mut places = Vec::new();
        for word in words.iter().filter(|word| !word.is_empty()) {
            let found = text.match_indices(word.as_str());
            places.extend(found.map(|(at, _)| ((from + at) as u32, (from + at + word.len()) as u32)));
        }
        if words.iter().any(String::is_empty) {
            places.extend(text.char_indices().map(|(at, _)| ((from + at) as u32, (from + at) as u32)));
            places.push((part.end as u32, part.end as u32));
        }
        in_order(places)
    }
}

fn in_order(mut places: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    places.sort_unstable_by_key(|&(start, end)| (start, u32::MAX - end));
    places
}

/// Runs `work` with the buffers of this thread.
pub fn with_buffers<R>(work: impl FnOnce(&mut Buffers) -> R) -> R {
    BUFFERS.with_borrow_mut(work)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::WordLists;

    fn matches(patterns: &[&str], text: &str) -> Vec<Vec<String>> {
        let mut lists = WordLists::default();
        lists.insert("本地", vec!["本地".into(), "本市".into()]);
        lists.insert("证照", vec!["许可证".into(), "许可证书".into()]);
        let mut builder = AutomatonBuilder::default();
        for pattern in patterns {
            builder.add(&Pattern::parse(pattern, &lists).unwrap());
        }
        let automaton = builder.build(0..patterns.len());
        let mut found = vec![Vec::new(); patterns.len()];
        automaton.scan(text, &["云岭市".into(), "云岭".into()], &mut Buffers::default(), |scan, candidates| {
            for &id in candidates {
                found[id] = scan.all(id).into_iter().map(|range| text[range].to_owned()).collect();
            }
        });
        found
    }

    #[test]
    fn overlapping_hits_of_different_patterns_are_all_reported() {
        let found = matches(&["限定本地企业", "本地企业", "限定…企业"], "不得限定本地企业参加");
        assert_eq!(found, [vec!["限定本地企业"], vec!["本地企业"], vec!["限定本地企业"]]);
    }

    #[test]
    fn a_match_is_leftmost_with_the_shortest_gap() {
        assert_eq!(matches(&["处…罚款"], "处以警告，并处罚款和罚款"), [["处以警告，并处罚款"]]);
        assert_eq!(matches(&["吊销…{证照}"], "吊销其许可证书"), [["吊销其许可证书"]]);
        assert_eq!(matches(&["处{金额}罚款"], "处五百元以上二千元以下罚款"), [["处五百元以上二千元以下罚款"]]);
    }

    #[test]
    fn gaps_stop_at_sentences_and_titles() {
        for text in
            ["限定。本地企业", "限定；企业", "限定《某办法》企业", "限定“甲”企业", "限定一二三四五六七八九十甲乙丙企业"]
        {
            assert_eq!(matches(&["限定…企业"], text), [Vec::<String>::new()], "{text}");
        }
        assert_eq!(matches(&["限定…企业"], "限定，一二三四五六七八九十甲企业").concat().len(), 1);
    }

    #[test]
    fn the_issuers_place_is_local() {
        assert_eq!(matches(&["{本地}企业"], "支持云岭市企业和本市企业"), [["云岭市企业", "本市企业"]]);
        assert_eq!(matches(&["{本地}…企业"], "云岭市人民政府支持企业"), [Vec::<String>::new()]);
        assert_eq!(matches(&["{本地}企业"], "《云岭企业名录》"), [Vec::<String>::new()]);
    }

    #[test]
    fn backtracks_to_a_later_word() {
        assert_eq!(matches(&["取得…许可…方可"], "取得许可，许可后方可经营"), [["取得许可，许可后方可"]]);
    }
}
