//! Whether a name of a list stands in a sentence. Official names are long and join several acts (食品生产、经营许可),
//! drafts are short: the core of the name must be there in order, in pieces of two characters and more close to each
//! other; of what a name joins, one will do.

use std::collections::HashSet;
use std::ops::Range;

use super::bare;

/// What ends a name without telling things apart, longest first.
const ENDINGS: [&str; 14] = [
    "行政许可",
    "许可证",
    "证书",
    "许可",
    "审批",
    "核准",
    "核发",
    "备案",
    "批准",
    "审核",
    "审查",
    "办理",
    "事项",
    "证",
];
/// What begins a name without telling things apart.
const HEADS: [&str; 9] = [
    "未获得许可，不得从事",
    "未获得许可，不得",
    "未经许可，不得从事",
    "未经许可，不得",
    "从事",
    "关于",
    "对于",
    "对",
    "申请",
];
/// Signs and words that join what a name is about.
const JOINTS: [&str; 11] = ["、", "，", "；", "/", "以及", "或者", "及其", "及", "和", "与", "或"];
/// Characters of the shortest core that may stand in pieces.
const SHORTEST: usize = 4;
/// The longest stretch beside a joint that may be missing.
const LONGEST_DROP: usize = 4;
/// Characters between two pieces, for short names and for others.
const GAPS: [usize; 2] = [3, 6];
/// How much of a sentence is looked at on either side of what was found.
const REACH: usize = 200;
/// Ways tried from one place; a name that repeats itself could be laid on a sentence in very many.
const MAX_WAYS: usize = 2_000;
/// Words before a name that tell of a thing that is already there.
const HAD: [&str; 6] = ["已取得", "已经取得", "已依法取得", "已办理", "持有", "凭"];

/// What of a name must stand in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    characters: Vec<char>,
    /// Places between characters where two things are joined.
    joints: Vec<usize>,
    /// Whether an ending was cut off.
    is_cut: bool,
}

impl Core {
    /// `None` for a name that says nothing: 许可.
    pub fn of(name: &str) -> Option<Core> {
        let whole = bare(name);
        let mut rest = without_number(&whole);
        rest = HEADS.iter().find_map(|head| rest.strip_prefix(head)).unwrap_or(rest);
        let start = rest;
        while let Some(cut) = ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending)) {
            rest = cut;
        }
        let mut core = Core { characters: Vec::new(), joints: Vec::new(), is_cut: rest.len() < start.len() };
        core.fill(rest);
        (core.characters.len() >= 2).then_some(core)
    }

    fn fill(&mut self, mut rest: &str) {
        while let Some(c) = rest.chars().next() {
            // 经营和运输 is joined, 共和国 and 和田 are not: a joint has something on both sides.
            if let Some(joint) = JOINTS.iter().find(|joint| rest.starts_with(**joint)).filter(|_| self.may_join()) {
                self.joints.push(self.characters.len());
                rest = &rest[joint.len()..];
                continue;
            }
            if is_word(c) && c != '的' {
                self.characters.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
        let end = self.characters.len();
        self.joints.retain(|joint| *joint < end);
    }

    fn may_join(&self) -> bool {
        self.characters.len() >= 2 && self.joints.last().is_none_or(|last| self.characters.len() >= last + 2)
    }

    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// Where the stretches end that may be missing from a place on: whole members, the last words before a joint, the
    /// first words behind one.
    fn drops(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        let (next, is_behind) = (self.next_joint(from), self.joints.contains(&from));
        let longest = next.min(from + LONGEST_DROP);
        (from + 2..=longest).filter(move |&end| (end == next && next < self.len()) || is_behind)
    }

    /// The next joint, or the end.
    fn next_joint(&self, from: usize) -> usize {
        self.joints.iter().copied().find(|joint| *joint > from).unwrap_or(self.len())
    }

    /// Enough of the name: all of it, or most of one that joins several things.
    fn suffices(&self, missing: usize) -> bool {
        let there = self.len() - missing;
        there >= SHORTEST && there * 2 > self.len()
    }
}

/// A sentence prepared for looking.
pub struct Sentence {
    characters: Vec<char>,
    pairs: HashSet<(char, char)>,
    /// Where a name must touch, and what the rule found.
    place: Range<usize>,
    quote: Range<usize>,
}

impl Sentence {
    /// Ranges are bytes of the sentence.
    pub fn new(sentence: &str, place: Range<usize>, quote: Range<usize>) -> Sentence {
        let kept: Vec<(usize, char)> = sentence.char_indices().filter(|(_, c)| *c != '的').collect();
        let at = |byte: usize| kept.partition_point(|(start, _)| *start < byte);
        let (first, last) = (at(quote.start).saturating_sub(REACH), (at(quote.end) + REACH).min(kept.len()));
        let within = |range: &Range<usize>| at(range.start).max(first) - first..at(range.end).min(last) - first;
        let (place, quote) = (within(&place), within(&quote));
        let characters: Vec<char> = kept[first..last].iter().map(|(_, c)| *c).collect();
        let pairs = characters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        Sentence { characters, pairs, place, quote }
    }

    /// Whether a name stands in the sentence.
    pub fn holds(&self, core: &Core) -> bool {
        if core.len() < SHORTEST {
            return self.holds_whole(core);
        }
        // Two pieces of two characters at least.
        let pairs = core.characters.windows(2).filter(|pair| self.pairs.contains(&(pair[0], pair[1])));
        pairs.take(2).count() == 2 && (0..self.characters.len()).any(|start| self.holds_from(core, start))
    }

    /// Short names stand as a whole, with the ending that was cut off or another one: 采矿许可.
    fn holds_whole(&self, core: &Core) -> bool {
        let length = core.len();
        let is_there = |at: usize| {
            let behind: String = self.characters[at + length..].iter().take(4).collect();
            let is_ended = ENDINGS.iter().any(|ending| behind.starts_with(ending));
            (if core.is_cut { is_ended } else { length > 2 }) && self.counts(at..at + length)
        };
        let windows = self.characters.windows(length).enumerate();
        windows.filter(|(_, window)| *window == core.characters).any(|(at, _)| is_there(at))
    }

    /// Whether the name begins here: pieces and stretches left out are tried in all ways.
    fn holds_from(&self, core: &Core, start: usize) -> bool {
        let mut seen = HashSet::new();
        let mut open: Vec<State> = vec![State { taken: 0, end: start, missing: 0 }];
        while let Some(state) = open.pop() {
            if !seen.insert(state) || seen.len() > MAX_WAYS {
                continue;
            }
            if state.taken == core.len() {
                if core.suffices(state.missing) && self.counts(start..state.end) {
                    return true;
                }
                continue;
            }
            let is_first = state.taken == state.missing;
            open.extend(core.drops(state.taken).map(|end| state.drop_to(end)));
            let gap = if is_first { 0 } else { GAPS[usize::from(core.len() > SHORTEST + 1)] };
            for from in state.end..=state.end + gap {
                open.extend(self.pieces(core, state.taken, from).map(|length| state.take(length, from)));
                if self.characters.get(from).is_none_or(|c| is_stop(*c)) {
                    break;
                }
            }
        }
        false
    }

    /// Lengths of the pieces of a name, two characters and more, that stand at a place.
    fn pieces(&self, core: &Core, taken: usize, from: usize) -> impl Iterator<Item = usize> {
        let there = self.characters.get(from..).unwrap_or_default();
        let common = core.characters[taken..].iter().zip(there).take_while(|(a, b)| a == b).count();
        2..=common
    }

    /// Whether what stands there touches the place asked for, and is not something that somebody already has.
    fn counts(&self, found: Range<usize>) -> bool {
        let before: String = self.characters[found.start.saturating_sub(5)..found.start].iter().collect();
        let is_had = found.end <= self.quote.start && HAD.iter().any(|word| before.ends_with(word));
        found.start < self.place.end && self.place.start < found.end && !is_had
    }
}

/// How far a name has been found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct State {
    /// Characters of the name dealt with.
    taken: usize,
    /// Where the last piece ends in the sentence.
    end: usize,
    /// Characters left out.
    missing: usize,
}

impl State {
    fn take(self, length: usize, from: usize) -> State {
        State { taken: self.taken + length, end: from + length, ..self }
    }

    fn drop_to(self, end: usize) -> State {
        State { taken: end, missing: self.missing + end - self.taken, ..self }
    }
}

/// Whether words name a thing with such an ending: 资源占用费, not 有关费用 or 取得许可.
pub fn names_thing(words: &str, endings: &[&str]) -> bool {
    const EMPTY: [&str; 40] = [
        "取得", "办理", "领取", "申领", "获得", "持有", "须持", "缴纳", "交纳", "收取", "缴存", "征收", "加收", "计收",
        "提供", "提交", "出具", "开具", "递交", "依法", "有关", "相关", "相应", "应当", "必须", "未经", "须经", "应经",
        "报经", "无需", "上述", "本项", "其他", "各类", "规定", "标准", "行政", "申请", "开展", "的",
    ];
    endings.iter().flat_map(|ending| words.match_indices(ending)).any(|(at, _)| {
        let before = &words[..at];
        let start = before
            .rfind(|c: char| !is_word(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let run = &before[start..];
        let from = EMPTY.iter().filter_map(|word| run.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
        run[from..].chars().count() >= 2
    })
}

/// A name without the number before it: 1. 一、（三）.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let behind = rest.strip_prefix(['.', '、', '．']).filter(|_| rest.len() < name.len());
    behind.unwrap_or(name)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Signs that no name crosses.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '《' | '》')
}
