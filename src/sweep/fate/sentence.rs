//! Sentences that decide on others: 《A》（文号）和《B》同时废止; 决定废止《C》; 《D》有效期延长至2027年12月31日.

use std::ops::Range;

use super::mention::{Mention, Target, mentions};
use super::{Fate, Words};
use crate::date::{self, Date, Period};
use crate::lexicon::lexer::Lexer;
use crate::rule::Side;

/// What a sentence decides, without place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub fate: Fate,
    pub target: Target,
    /// 自2026年1月1日起
    pub day: Option<Date>,
    pub until: Option<Date>,
    pub longer: Option<Period>,
    /// The words that decide (bytes of the sentence).
    pub at: Range<usize>,
}

/// The longest way from a name to the words about it, in characters.
const FAR: usize = 45;

/// Reads a folded sentence; a title says 关于延长《X》有效期 as well.
pub fn read(words: &Words<'_>, s: &str, is_title: bool) -> Vec<Said> {
    let mut triggers = words.triggers(s);
    if triggers.is_empty() {
        return Vec::new();
    }
    let titles = Lexer::Title.tokens(s);
    triggers.retain(|(range, ..)| !titles.iter().any(|(start, end)| *start < range.end && range.start < *end));
    let mentions = mentions(s);
    let mut said: Vec<Said> = Vec::new();
    for (range, fate, side) in triggers {
        let targets = if side == Side::Before {
            before(words, s, &mentions, range.start, fate)
        } else if fate == Fate::Extend && !is_title {
            Vec::new()
        } else {
            after(words, s, &mentions, &range)
        };
        let speaks_of_term = is_title || s[range.clone()].contains("有效");
        let (until, longer) = if fate == Fate::Extend { prolonged(&s[range.start..]) } else { (None, None) };
        if fate == Fate::Extend && until.is_none() && longer.is_none() && !speaks_of_term {
            continue;
        }
        let day = day(s, &range);
        for target in targets {
            let more = Said { fate, target, day, until, longer, at: range.clone() };
            match said.iter_mut().find(|other| other.fate == fate && other.target == more.target) {
                Some(other) if other.until.is_none() && other.longer.is_none() => {
                    (other.until, other.longer) = (until, longer);
                }
                Some(_) => {}
                None => said.push(more),
            }
        }
    }
    said
}

fn any(words: &[String], s: &str) -> bool {
    words.iter().any(|word| s.contains(word.as_str()))
}

/// The names that end right before the words, and those joined to them.
fn before(words: &Words<'_>, s: &str, mentions: &[Mention], trigger: usize, fate: Fate) -> Vec<Target> {
    let count = mentions.partition_point(|mention| mention.range.end <= trigger);
    let Some(last) = mentions[..count].last() else { return Vec::new() };
    let gap = &without_quotation(&s[last.range.end..trigger]);
    if gap.chars().count() > FAR || any(&words.sweep.unless, gap) || is_basis(s, last.range.start) {
        return Vec::new();
    }
    let bare = without_quotation(&without_day(gap));
    let moves_on = ["施行", "实施", "执行", "生效"].iter().any(|word| bare.contains(word));
    if fate != Fate::Extend && moves_on {
        return Vec::new();
    }
    let mut found: Vec<Target> = Vec::new();
    let is_quoted = |end: usize, start: usize| s[end..start].contains('“');
    let (mut next, mut gap, mut has_title, mut quoted) = (last, bare, false, is_quoted(last.range.end, trigger));
    for (at, mention) in mentions[..count].iter().enumerate().rev() {
        if mention.range.start != next.range.start {
            gap = without_quotation(&s[mention.range.end..next.range.start]);
            let names_next = mention.title.is_empty() && has_title && any(&words.sweep.attributes, &gap);
            if names_next {
                next = mention;
                continue;
            }
            quoted = is_quoted(mention.range.end, next.range.start);
            if !joins(words, &gap) || is_basis(s, mention.range.start) {
                break;
            }
        }
        has_title |= !mention.title.is_empty();
        let from = at.checked_sub(1).map_or(0, |before| mentions[before].range.end);
        found.push(Target {
            part: quoted || is_part(words, &gap),
            issued: issued(&s[from..mention.range.start]),
            ..mention.target()
        });
        next = mention;
    }
    found.reverse();
    found
}

/// The names that stand right behind the words.
fn after(words: &Words<'_>, s: &str, mentions: &[Mention], trigger: &Range<usize>) -> Vec<Target> {
    let lead: String = s[..trigger.start].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    let first = mentions.partition_point(|mention| mention.range.start < trigger.end);
    let mut found = Vec::new();
    let mut end = trigger.end;
    for mention in &mentions[first..] {
        let gap = &s[end..mention.range.start];
        let is_first = found.is_empty();
        let near = gap.is_empty()
            || gap == "了"
            || gap == "："
            || gap.ends_with('的') && any(&words.sweep.attributes, gap)
            || gap == "原";
        let fits = if is_first { near && gap.chars().count() <= FAR } else { joins(words, gap) };
        if !fits || any(&words.sweep.unless, &lead) {
            break;
        }
        let behind = &s[mention.range.end..];
        let next: String = behind.chars().take(6).collect();
        let part = next.starts_with('第') || next.starts_with("附件") || next.starts_with("中的");
        found.push(Target { part, issued: issued(gap), ..mention.target() });
        end = mention.range.end;
    }
    found
}

/// 根据《X》，…… names what the decision rests on.
fn is_basis(s: &str, start: usize) -> bool {
    const WORDS: [&str; 7] = ["根据", "依据", "按照", "依照", "贯彻", "违反", "落实"];
    let from = s[..start].rfind('，').map_or(0, |at| at + '，'.len_utf8());
    let clause = &s[from..start];
    let lead = clause.rfind('》').map_or(clause, |at| &clause[at..]);
    let attribute = ["修改的", "修正的", "公布的", "发布的", "制定的"].iter().any(|word| clause.ends_with(word));
    !attribute && WORDS.iter().any(|word| lead.contains(word))
}

/// Whether what stands between two names joins them.
fn joins(words: &Words<'_>, gap: &str) -> bool {
    if gap.is_empty() {
        return true;
    }
    let gap = gap.replace("起施行的", "的").replace("起实施的", "的");
    let Some((at, link)) = gap.char_indices().rev().find(|(_, c)| matches!(c, '、' | '和' | '及' | '与' | '，' | '；'))
    else {
        return false;
    };
    let tail = &gap[at + link.len_utf8()..];
    let is_attribute = tail.ends_with('的') && any(&words.sweep.attributes, tail);
    let is_short = tail.chars().count() <= 20 && !gap.contains('，');
    !gap.contains('。')
        && (is_attribute || !any(&words.sweep.stops, &gap))
        && (tail.is_empty() || tail == "原" || is_attribute || is_short)
}

fn is_part(words: &Words<'_>, gap: &str) -> bool {
    let whole = ["等文件", "文件", "同时", "等规定"].contains(&gap);
    !whole && any(&words.sweep.parts, gap) && !gap.starts_with("等")
}

/// 的规定自2026年1月1日起 → 的规定
fn without_day(gap: &str) -> String {
    let Some(from) = gap.rfind('自') else { return gap.to_owned() };
    match gap[from..].rfind('起') {
        Some(to) => format!("{}{}", &gap[..from], &gap[from + to + '起'.len_utf8()..]),
        None => gap.to_owned(),
    }
}

/// 《X》“……”的规定: what is quoted of it stands between.
fn without_quotation(gap: &str) -> String {
    let mut depth = 0u32;
    let outside = |c: &char| {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *c != '”'
    };
    gap.chars().filter(outside).collect()
}

/// 2006年11月14日……发布的
fn issued(attribute: &str) -> Option<Date> {
    let (start, end) = Lexer::Date.tokens(attribute).into_iter().next()?;
    let is_issue = ["公布", "发布", "印发", "颁布"].iter().any(|word| attribute[end..].contains(word));
    let starts = attribute[end..].starts_with('起');
    (is_issue && !starts).then(|| date::read(&attribute[start..]).map(|(date, _)| date)).flatten()
}

/// 自2026年1月1日起 next to the words.
fn day(s: &str, trigger: &Range<usize>) -> Option<Date> {
    let from = s[..trigger.start].rfind('自')?;
    let (date, taken) = date::read(&s[from + '自'.len_utf8()..trigger.start])?;
    let rest = &s[from + '自'.len_utf8() + taken..trigger.start];
    (rest.starts_with(['起', '之']) && rest.chars().count() <= 4).then_some(date)
}

/// 延长至2027年12月31日, 延长三年, 有效期5年
fn prolonged(s: &str) -> (Option<Date>, Option<Period>) {
    let near: String = s.chars().take(60).collect();
    let near = near.split('。').next().unwrap_or_default();
    let until = Lexer::Date.tokens(near).into_iter().find_map(|(start, _)| {
        let lead: String = near[..start].chars().rev().take(2).collect();
        lead.starts_with(['至', '到', '为']).then(|| date::read(&near[start..])).flatten()
    });
    if let Some((until, _)) = until {
        return (Some(until), None);
    }
    let periods = Lexer::Period.tokens(near).into_iter().filter_map(|(start, _)| {
        let lead = &near[..start];
        let (period, _) = date::read_period(&near[start..])?;
        let is_term = ["延长", "延续", "有效期", "顺延", "期限"].iter().any(|word| lead.contains(word));
        (is_term && period.months().is_some()).then_some(period)
    });
    (None, periods.into_iter().next())
}
