//! What governs a clause (分句): prohibited, left to higher law, quoted, defining, counting.

use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// Judgements about the clause a pattern matched in. What they mean to a rule, the rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The act itself is forbidden, cancelled, cleaned up, and an organ or nobody in particular is addressed.
    Prohibited,
    /// 依照《…》第…条, 依法
    ByHigherLaw,
    Quoted,
    Definition,
    OrganInternal,
    Statistics,
    Heading,
}

impl Guard {
    pub const NAMES: [(&'static str, Guard); 7] = [
        ("prohibited", Guard::Prohibited),
        ("by-higher-law", Guard::ByHigherLaw),
        ("quoted", Guard::Quoted),
        ("definition", Guard::Definition),
        ("organ-internal", Guard::OrganInternal),
        ("statistics", Guard::Statistics),
        ("heading", Guard::Heading),
    ];

    pub fn named(name: &str) -> Option<Guard> {
        Guard::NAMES.iter().find(|(n, _)| *n == name).map(|(_, guard)| *guard)
    }
}

/// The groups of words that judgements rest on; they come from the rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    Prohibiting = 0,
    Referring = 1,
    Defining = 2,
    Counting = 3,
    Organ = 4,
    Official = 5,
    Private = 6,
    Outside = 7,
    Imposing = 8,
}

impl Cue {
    /// The word list that holds the words of each cue.
    pub const LISTS: [(Cue, &'static str); 9] = [
        (Cue::Prohibiting, "禁止性用语"),
        (Cue::Referring, "引致用语"),
        (Cue::Defining, "定义用语"),
        (Cue::Counting, "统计用语"),
        (Cue::Organ, "机关"),
        (Cue::Official, "机关人员"),
        (Cue::Private, "私主体"),
        (Cue::Outside, "外地"),
        (Cue::Imposing, "设限用语"),
    ];
}

/// An automaton over all cue words.
pub struct Cues {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

#[derive(Clone, Copy)]
struct Seen {
    cue: u32,
    start: usize,
    end: usize,
}

impl Cues {
    /// Makes the automaton from (word, cue) pairs; a word may carry several cues.
    pub fn new(words: &[(String, Cue)]) -> Cues {
        let mut bits = std::collections::BTreeMap::<&str, u32>::new();
        for (word, cue) in words {
            *bits.entry(word).or_default() |= 1 << *cue as u32;
        }
        Cues { automaton: CharwiseDoubleArrayAhoCorasick::with_values(bits).ok() }
    }

    fn find(&self, text: &str, offset: usize) -> Vec<Seen> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let hits = automaton.find_overlapping_iter(text);
        hits.map(|hit| Seen { cue: hit.value(), start: offset + hit.start(), end: offset + hit.end() }).collect()
    }

    /// The judgements on `trigger` in a paragraph; `chapeau` is the text that introduces it if it is a list item.
    pub fn judge(&self, text: &str, trigger: &Range<usize>, is_heading: bool, chapeau: Option<&str>) -> Judgement {
        let sentence = sentence(text, trigger);
        let seen = self.find(&text[sentence.clone()], sentence.start);
        let clause = Clause { text, trigger: trigger.clone(), sentence, seen };
        let mut guards = Vec::new();
        let mut when = |holds: bool, guard| {
            if holds {
                guards.push(guard);
            }
        };
        let is_act = !imposes(&text[trigger.clone()]) && chapeau.is_some_and(punishes_acts);
        when(clause.is_prohibited() || is_act || chapeau.is_some_and(|s| self.chapeau_prohibits(s)), Guard::Prohibited);
        let higher = clause.higher_law();
        when(higher.is_some(), Guard::ByHigherLaw);
        when(clause.is_quoted(), Guard::Quoted);
        when(clause.has_before(Cue::Defining), Guard::Definition);
        when(clause.is_internal(), Guard::OrganInternal);
        when(clause.has(Cue::Counting), Guard::Statistics);
        when(is_heading, Guard::Heading);
        Judgement { guards, higher_law: higher.flatten() }
    }

    /// 各部门不得有下列行为：
    fn chapeau_prohibits(&self, chapeau: &str) -> bool {
        let last = chapeau.trim_end_matches('：').rfind(['。', '；']).map_or(chapeau, |at| &chapeau[at..]);
        let seen = self.find(last, 0);
        let is = |seen: &Seen, cue: Cue| seen.cue & (1 << cue as u32) != 0;
        let prohibits = seen.iter().any(|s| is(s, Cue::Prohibiting));
        prohibits && !seen.iter().any(|s| is(s, Cue::Private) && !covered(&seen, s)) && last.ends_with('：')
    }
}

/// The guards that hold and the document that governs the clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    pub guards: Vec<Guard>,
    /// Title of the law that the clause points to, where one is named.
    pub higher_law: Option<String>,
}

/// The sentence (between 。；！？) around a range.
pub fn sentence(text: &str, around: &Range<usize>) -> Range<usize> {
    between(text, around, &['。', '；', '！', '？'])
}

/// The clause (分句) around a range: between ，。；：！？.
pub fn clause(text: &str, around: &Range<usize>) -> Range<usize> {
    between(text, around, &['，', '。', '；', '：', '！', '？'])
}

fn between(text: &str, around: &Range<usize>, stops: &[char]) -> Range<usize> {
    let start =
        text[..around.start].rfind(stops).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[around.end..].find(stops).map_or(text.len(), |at| around.end + at);
    start..end
}

/// A sanction is no act that is punished.
fn imposes(trigger: &str) -> bool {
    ["罚", "没收", "责令", "吊销", "暂扣", "查封", "扣押", "扣留", "滞纳金", "强制", "取消", "禁"]
        .iter()
        .any(|word| trigger.contains(word))
}

/// The items that follow tell of acts that are punished: 有下列行为之一的，由……给予处分：
fn punishes_acts(chapeau: &str) -> bool {
    const SANCTIONS: [&str; 9] = ["处分", "责令改正", "责令限期改正", "警告", "处罚", "罚款", "追究", "撤销", "问责"];
    let Some(at) = chapeau.find("下列").filter(|_| chapeau.trim_end().ends_with('：')) else { return false };
    let rest = &chapeau[at..];
    let acts = ["行为之一", "情形之一"].iter().filter_map(|word| rest.find(word)).min();
    acts.is_some_and(|at| SANCTIONS.iter().any(|word| rest[at..].contains(word)))
}

/// A shorter word inside a longer one of another cue is not that cue: 单位 inside 建设单位.
fn covered(all: &[Seen], one: &Seen) -> bool {
    all.iter()
        .any(|other| other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start)
}

struct Clause<'t> {
    text: &'t str,
    trigger: Range<usize>,
    sentence: Range<usize>,
    seen: Vec<Seen>,
}

impl Clause<'_> {
    fn cues(&self, cue: Cue) -> impl Iterator<Item = Seen> + '_ {
        self.seen.iter().copied().filter(move |seen| seen.cue & (1 << cue as u32) != 0)
    }

    fn outside_trigger(&self, seen: &Seen) -> bool {
        seen.end <= self.trigger.start || seen.start >= self.trigger.end
    }

    fn has(&self, cue: Cue) -> bool {
        self.cues(cue).any(|seen| self.outside_trigger(&seen))
    }

    fn has_before(&self, cue: Cue) -> bool {
        self.cues(cue).any(|seen| seen.end <= self.trigger.start)
    }

    fn is_prohibited(&self) -> bool {
        let before = self
            .cues(Cue::Prohibiting)
            .filter(|seen| seen.end <= self.trigger.start)
            .filter(|s| !covered(&self.seen, s));
        before.last().is_some_and(|word| self.governs(&word))
    }

    /// Whether a prohibiting word governs the trigger.
    fn governs(&self, word: &Seen) -> bool {
        let between = &self.text[word.end..self.trigger.start];
        let names = |cue: Cue, within: Range<usize>| {
            let inside = self.cues(cue).filter(|seen| within.start <= seen.start && seen.end <= within.end);
            inside.filter(|seen| !covered(&self.seen, seen)).count() > 0
        };
        // 禁止外地企业…: the ban itself is what the rule is about.
        let object = word.end..self.trigger.start;
        let bans_somebody = between.chars().count() <= 8
            && (names(Cue::Private, object.clone()) || names(Cue::Outside, object.clone()))
            || names(Cue::Outside, word.end..self.trigger.end.min(word.end + 30));
        let subject = self.sentence.start..word.start;
        let organ = names(Cue::Organ, subject.clone()) || names(Cue::Official, subject.clone());
        let private = names(Cue::Private, subject) && !organ;
        let same_clause = !between.contains('，') || continues(between);
        // 招标文件不得要求供应商…: whoever is addressed, to demand it is what is forbidden.
        let imposing = self
            .cues(Cue::Imposing)
            .any(|seen| seen.start == word.end || seen.start > word.end && seen.end <= self.trigger.start);
        organ || same_clause && (imposing || !bans_somebody && !private)
    }

    /// `Some(title)` when the clause is left to higher law: 依照《…》第…条, 依法, 由…依照法律、法规.
    fn higher_law(&self) -> Option<Option<String>> {
        if let Some(title) = quoted_law(self.text, self.trigger.start) {
            return Some(Some(title));
        }
        let before = self
            .cues(Cue::Referring)
            .filter(|seen| seen.end <= self.trigger.start || self.trigger.contains(&seen.start));
        let words: Vec<_> = before.collect();
        words.into_iter().rev().find_map(|word| self.refers(&word))
    }

    fn refers(&self, word: &Seen) -> Option<Option<String>> {
        let rest = &self.text[word.end..self.sentence.end];
        let phrase = &self.text[word.start..word.end];
        let to_trigger = self.trigger.start.saturating_sub(word.end).min(rest.len());
        // 并处、同时处: a second sanction is no longer governed.
        if second_sanction(&rest[..to_trigger]) {
            return None;
        }
        let named = cited_title(rest);
        if named.is_some() {
            return Some(named);
        }
        let generic = phrase.contains('法')
            || ["法律", "法规", "有关法", "国家有关", "国家规定"].iter().any(|w| starts_near(rest, w));
        (generic && !rest.starts_with("本")).then_some(None)
    }

    fn is_quoted(&self) -> bool {
        let before = &self.text[..self.trigger.start];
        let pairs = [('《', '》'), ('“', '”'), ('「', '」'), ('‘', '’')];
        pairs.iter().any(|(open, close)| {
            let opened = before.rfind(*open);
            opened.is_some() && opened > before.rfind(*close)
        })
    }

    /// Officials and organs are addressed, and no private party.
    fn is_internal(&self) -> bool {
        let official = self.cues(Cue::Official).any(|seen| seen.end <= self.trigger.start);
        let private = self.cues(Cue::Private).any(|seen| !covered(&self.seen, &seen) && self.outside_trigger(&seen));
        official && !private
    }
}

/// 、 或者 以及 也不得: what is forbidden goes on.
fn continues(between: &str) -> bool {
    let last = between.rsplit('，').next().unwrap_or(between);
    ["或者", "以及", "和", "或", "也不", "更不", "擅自", "违规", "违法", "变相", "以", "如", "例如", "比如"]
        .iter()
        .any(|word| last.starts_with(word))
}

fn second_sanction(between: &str) -> bool {
    ["，并", "，同时", "；", "，另", "，还"].iter().any(|word| between.contains(word))
}

/// A paragraph that begins with 《X法》第N条 gives that law's own words.
fn quoted_law(text: &str, trigger: usize) -> Option<String> {
    let inner = text.strip_prefix('《')?;
    let close = inner.find('》')?;
    let behind = '《'.len_utf8() + close + '》'.len_utf8();
    let (article, taken) = super::article_ref(&text[behind..])?;
    let rest = &text[behind + taken..];
    // 《X法》第N条的规定不适用: spoken of, not given.
    let is_given =
        article.article > 0 && behind + taken < trigger && !rest.starts_with(['的', '规', '和', '、', '中', '所']);
    is_given.then(|| inner[..close].to_owned())
}

/// 《X法》 near the head, unless the referring word points to the document itself.
fn cited_title(rest: &str) -> Option<String> {
    const NEAR: usize = 30;
    let open =
        rest.find('《').filter(|at| rest[..*at].chars().count() <= NEAR && !rest[..*at].contains(['。', '；']))?;
    let inner = &rest[open + '《'.len_utf8()..];
    let close = inner.find('》')?;
    Some(inner[..close].to_owned())
}

fn starts_near(rest: &str, word: &str) -> bool {
    const NEAR: usize = 12;
    rest.find(word).is_some_and(|at| rest[..at].chars().count() <= NEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_that_are_punished_are_not_imposed() {
        assert!(punishes_acts("有下列行为之一的，由主管机关责令改正："));
        assert!(!punishes_acts("申请人应当提交下列材料："));
        assert!(!punishes_acts("有下列行为之一的，由主管机关给予处分。"));
        assert!(imposes("没收违法所得"));
        assert!(!imposes("承诺回购本金"));
    }

    #[test]
    fn a_paragraph_may_give_a_law_s_own_words() {
        let text = "《甲法》第八条　违者处一万元罚款。";
        assert_eq!(quoted_law(text, text.find('处').unwrap()).as_deref(), Some("甲法"));
        let spoken = "《甲法》第八条的规定不适用，处一万元罚款。";
        assert_eq!(quoted_law(spoken, spoken.find('处').unwrap()), None);
    }
}
