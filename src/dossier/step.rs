//! 步骤: when a notice was opened and closed, when an organ reviewed, when a meeting was held, as the materials say it.
//! Which words tell a step is data (`rules/timeline.toml`); here is only how dates are written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Item;
use crate::date::{self, Date, Period};
use crate::lexicon::lexer::Lexer;
use crate::text::{BlockKind, MatchView, Span, Text};

/// 制定程序中的一步
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    pub title: String,
    /// 从哪些材料、怎样读出日期；先写的先读
    #[serde(default)]
    pub read: Vec<Reading>,
}

/// 日期的一种读法
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub material: Vec<String>,
    pub take: Take,
    /// 同一段里要有其中一个词；没有写的，不看
    #[serde(default)]
    pub near: Vec<String>,
    /// 同一段里有其中一个词的，不读
    #[serde(default)]
    pub unless: Vec<String>,
}

/// 读哪一个日期
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// 起止日期的起
    First,
    /// 起止日期的止
    Last,
    /// 某日前、截至某日
    By,
    /// 落款日期加上写明的天数
    Period,
    /// 写明的日期
    Date,
    /// 落款日期
    Signed,
}

/// A step on a day, as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub step: String,
    pub date: Date,
    /// The file; empty where the user said it.
    pub path: String,
    pub span: Option<Span>,
    /// How far behind in the order of readings; the first is the best.
    pub rank: usize,
}

/// Reads the dates of all steps out of all materials.
pub fn read(items: &[Item], steps: &[Step]) -> Vec<Event> {
    let mut events = Vec::new();
    for item in items.iter().filter(|item| item.same_as.is_none()) {
        let Some(page) = Page::of(item) else { continue };
        for step in steps {
            events.extend(page.event(item, step));
        }
    }
    events.sort_by(|a, b| (&a.step, a.rank, &a.path, a.date).cmp(&(&b.step, b.rank, &b.path, b.date)));
    events
}

/// A file as lines: paragraphs, and rows of tables.
struct Page {
    lines: Vec<(String, Span)>,
    signed: Option<(Date, Span)>,
}

impl Page {
    fn of(item: &Item) -> Option<Page> {
        let content = item.content.as_ref()?;
        let lines = lines(&content.text);
        let published = item.facts.as_ref().and_then(|facts| facts.dates.published);
        let signed = published.map(|fact| (fact.date, fact.span)).or_else(|| last_date(&lines));
        Some(Page { lines, signed })
    }

    fn event(&self, item: &Item, step: &Step) -> Option<Event> {
        let material = item.material.as_ref()?;
        let readings = step.read.iter().enumerate().filter(|(_, reading)| reading.material.contains(material));
        let (rank, (date, span)) = readings.filter_map(|(rank, reading)| Some((rank, self.take(reading)?))).next()?;
        Some(Event { step: step.id.clone(), date, path: item.path.clone(), span: Some(span), rank })
    }

    fn take(&self, reading: &Reading) -> Option<(Date, Span)> {
        if reading.take == Take::Signed {
            return self.signed;
        }
        let has = |line: &str, words: &[String]| words.iter().any(|word| line.contains(word.as_str()));
        let fits = |line: &str| (reading.near.is_empty() || has(line, &reading.near)) && !has(line, &reading.unless);
        let year = self.signed.map(|(date, _)| date.year());
        let lines = self.lines.iter().filter(|(line, _)| fits(line));
        lines.filter_map(|(line, span)| Some((self.date(line, reading, year)?, *span))).next()
    }

    fn date(&self, line: &str, reading: &Reading, year: Option<i16>) -> Option<Date> {
        let dates = date::all(line, year);
        match reading.take {
            Take::First => ranges(line, &dates).next().map(|(first, _)| first),
            Take::Last => ranges(line, &dates).next().map(|(_, last)| last),
            Take::By => dates.iter().find(|found| is_limit(line, found)).map(|found| found.date),
            Take::Date => nearest(line, &dates, &reading.near),
            Take::Period => {
                let period =
                    Lexer::Period.tokens(line).into_iter().find_map(|(start, _)| date::read_period(&line[start..]));
                let period =
                    period.map(|(period, _)| period).filter(|it| matches!(it, Period::Days(_) | Period::Months(_)));
                period?.after(self.signed?.0)
            }
            Take::Signed => None,
        }
    }
}

/// The date that stands nearest to one of the words.
fn nearest(line: &str, dates: &[date::Found], near: &[String]) -> Option<Date> {
    let words: Vec<usize> = near.iter().flat_map(|word| line.match_indices(word.as_str())).map(|(at, _)| at).collect();
    let distance = |found: &date::Found| words.iter().map(|at| at.abs_diff(found.range.start)).min().unwrap_or(0);
    dates.iter().min_by_key(|found| (distance(found), found.range.start)).map(|found| found.date)
}

/// 2026年8月20日起至8月29日止: two dates with nothing but a word between.
fn ranges<'a>(line: &'a str, dates: &'a [date::Found]) -> impl Iterator<Item = (Date, Date)> + 'a {
    const JOINTS: [&str; 11] = ["至", "到", "-", "—", "–", "－", "~", "～", "——", "--", "止"];
    let pairs = dates.windows(2).filter_map(|pair| <&[date::Found; 2]>::try_from(pair).ok());
    pairs.filter_map(move |[first, last]| {
        let between = line.get(first.range.end..last.range.start)?;
        let word = without_weekday(between).trim_start_matches('起').trim_start_matches('，');
        let is_range = JOINTS.contains(&word) && first.date <= last.date;
        is_range.then_some((first.date, last.date))
    })
}

/// （星期一）, 9:00
fn without_weekday(between: &str) -> &str {
    let rest = between.strip_prefix('（').and_then(|rest| rest.split_once('）')).map_or(between, |(_, rest)| rest);
    rest.trim_matches(|c: char| c.is_ascii_digit() || c == '：' || c == '时' || c == '，')
}

/// 9月29日前, 截至9月29日
fn is_limit(line: &str, found: &date::Found) -> bool {
    const BEHIND: [&str; 8] = ["前", "之前", "以前", "止", "截止", "下班前", "（含", "24时"];
    const BEFORE: [&str; 6] = ["截至", "截止", "截止日期", "截止时间", "截止到", "截止日期为"];
    let behind = &line[found.range.end..];
    let before = line[..found.range.start].trim_end_matches(['：', '为', '是', '于', '到', '至']);
    BEHIND.iter().any(|word| behind.starts_with(word)) || BEFORE.iter().any(|word| before.ends_with(word))
}

/// Paragraphs, and the cells of a row together: a form has the word in one cell and the date in the next.
fn lines(text: &Text) -> Vec<(String, Span)> {
    let mut lines: Vec<(String, Span)> = Vec::new();
    let mut last_row = None;
    for block in text.blocks().iter().filter(|block| block.kind.is_body()) {
        let view = MatchView::new(text, block.span);
        let row = match block.kind {
            BlockKind::Cell { table, row, .. } => Some((table, row)),
            _ => None,
        };
        match lines.last_mut().filter(|_| row.is_some() && row == last_row) {
            Some((line, span)) => {
                line.push('，');
                line.push_str(view.as_str());
                span.end = block.span.end;
            }
            None => lines.push((view.as_str().to_owned(), block.span)),
        }
        last_row = row;
    }
    lines
}

/// The date among the last lines, where a letter is signed.
fn last_date(lines: &[(String, Span)]) -> Option<(Date, Span)> {
    const TAIL: usize = 6;
    const SIGNED: usize = 40;
    let tail = lines.iter().rev().take(TAIL).filter(|(line, _)| line.chars().count() <= SIGNED);
    tail.filter_map(|(line, span)| {
        let found = date::all(line, None).pop()?;
        line[found.range.end..].chars().all(|c| !c.is_alphanumeric()).then_some((found.date, *span))
    })
    .next()
}
