//! 复函: one page with the conclusion and the weightiest points; the opinion goes with it for the rest.

use std::cmp::Reverse;

use crate::finding::{Confidence, Grade, Heading};
use crate::rule::{ReplyWords, Role};

use super::fill::fill;
use super::wording::{self, bracketed, candidates, chosen, received};
use super::{Force, Form, Input, LetterKind, Line, Point, Short, frame, points, room};

/// Points that a reply names at most.
const MOST: usize = 3;

pub(super) fn reply(input: &Input) -> Short {
    let words = &input.words.reply;
    let is_open = input.kind == LetterKind::Other || input.conclusion.is_none();
    let notice = if is_open { input.words.common.notice_incomplete.clone() } else { wording::notice_short(input) };
    let opening = Line::Text(format!("{}{}", received(input), words.opening));
    let mut short = Short { form: Form::Reply, frame: frame::frame(input, &words.title, notice), lines: vec![opening] };
    match input.kind {
        LetterKind::Other => short.lines.extend(other(input)),
        _ => reviewed(input, &mut short),
    }
    short.lines.push(Line::Text(words.closing.clone()));
    short
}

/// 来函事项为合同、协议，不属于行政规范性文件……
fn other(input: &Input) -> [Line; 2] {
    let words = &input.words.reply;
    let item = input.item().map_or_else(String::new, |item| fill(&words.other_item, &[("事项", item)]));
    [Line::Text(fill(&words.other, &[("事项", &item)])), Line::Pending(words.other_pending.clone())]
}

fn reviewed(input: &Input, short: &mut Short) {
    let words = &input.words.reply;
    short.lines.push(match chosen(input) {
        Some(sentence) => Line::Text(fill(&words.conclusion, &[("结论", &sentence)])),
        None => Line::Pending(pending(input)),
    });
    let sections = points::sections(input);
    let all: Vec<&Point> = sections.iter().flat_map(|section| &section.points).collect();
    if all.is_empty() {
        return short.lines.push(Line::Text(words.no_points.clone()));
    }
    let handed = if input.role == Role::Justice { count(&all, Heading::Competition) } else { 0 };
    let groups = groups(&all, input.role);
    let own = all.len() - handed;
    let competition = (handed > 0).then(|| fill(&words.competition, &[("条数", &handed.to_string())]));
    let around = [lead(input, 1, own), words.closing.clone()];
    let around: usize = around.iter().chain(&competition).map(|line| room::lines(line)).sum();
    let said = fitting(words, &groups, room::left(short).saturating_sub(around));
    let named: usize = groups.iter().take(said.len()).map(Vec::len).sum();
    short.lines.push(Line::Text(lead(input, named, own)));
    short.lines.extend(said.into_iter().map(Line::Text));
    short.lines.extend(competition.map(Line::Text));
}

/// What leads in the points that are named, and says where the others are.
fn lead(input: &Input, named: usize, all: usize) -> String {
    let (words, rest) = (&input.words.reply, all.saturating_sub(named));
    let values = |count: usize| [("条数", count.to_string()), ("审核", input.kind.review().to_owned())];
    let say = |sentence: &str, count: usize| {
        let values = values(count);
        fill(sentence, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    if named == 0 {
        return say(&words.see, all);
    }
    let more = if rest > 0 { say(&words.more, rest) } else { String::new() };
    let own = input.conclusion.and_then(|it| it.points.as_ref());
    fill(own.unwrap_or(&words.points), &[("其余", &more)])
}

fn pending(input: &Input) -> String {
    let boxes: Vec<_> = candidates(input).iter().map(|it| format!("□{}", it.label)).collect();
    fill(&input.words.reply.pending, &[("审核", input.kind.review()), ("各项", &boxes.join("　"))])
}

fn count(points: &[&Point], heading: Heading) -> usize {
    points.iter().filter(|point| point.heading == heading).count()
}

/// Points of one rule together, the weightiest first. What is only possible, and what is for others, is not for a reply.
fn groups<'p>(all: &[&'p Point], role: Role) -> Vec<Vec<&'p Point>> {
    let own = |point: &&&Point| {
        let theirs = role == Role::Justice && point.heading == Heading::Competition;
        point.confidence > Confidence::Possible && !theirs && point.grade > Grade::Advice
    };
    let mut groups: Vec<Vec<&Point>> = Vec::new();
    for point in all.iter().filter(own) {
        match groups.iter_mut().find(|group| group[0].rule == point.rule && group[0].title == point.title) {
            Some(group) => group.push(point),
            None => groups.push(vec![point]),
        }
    }
    groups.sort_by_key(|group| (Reverse(group[0].grade), Reverse(group[0].confidence), group[0].number));
    groups
}

/// The points in full where they fit, else in short, else fewer.
fn fitting(words: &ReplyWords, groups: &[Vec<&Point>], room: usize) -> Vec<String> {
    let said = |is_full: bool| {
        let groups = groups.iter().take(MOST).enumerate();
        groups.map(|(i, group)| say(words, i + 1, group, is_full)).collect::<Vec<_>>()
    };
    let full = said(true);
    if full.iter().map(|line| room::lines(line)).sum::<usize>() <= room {
        return full;
    }
    let mut taken = 0;
    let fits = |line: &String| {
        taken += room::lines(line);
        taken <= room
    };
    said(false).into_iter().take_while(fits).collect()
}

fn say(words: &ReplyWords, number: usize, group: &[&Point], is_full: bool) -> String {
    let point = group[0];
    let places: Vec<_> = group.iter().filter_map(|point| point.place.as_deref()).collect();
    let place = if places.is_empty() { String::new() } else { format!("{}：", named(&places)) };
    let problem = if is_full && group.len() == 1 { point.problem.trim_end_matches('。') } else { &point.title };
    let advice = if is_full { sentence(&point.advice) } else { String::new() };
    // One basis is enough on one page: the first that is proven to be in force.
    let basis = point.basis.iter().find(|basis| basis.force == Force::InForce).or(point.basis.first());
    let basis = basis.map_or_else(String::new, |basis| bracketed(&basis.label()));
    let number = number.to_string();
    let values = [("序号", number.as_str()), ("位置", &place), ("问题", problem), ("依据", &basis), ("建议", &advice)];
    fill(&words.point, &values)
}

/// 第五条、第八条等6处
fn named(places: &[&str]) -> String {
    const NAMED: usize = 3;
    let mut distinct = places.to_vec();
    distinct.dedup();
    match distinct.len() > NAMED {
        true => format!("{}等{}处", distinct[..NAMED].join("、"), places.len()),
        false => distinct.join("、"),
    }
}

/// With one full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('。').trim_end();
    if text.is_empty() { String::new() } else { format!("{text}。") }
}
