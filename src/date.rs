//! Dates and periods as documents print them.

use jiff::Span as Duration;
use jiff::civil;
use serde::{Deserialize, Serialize};

use crate::numeral;

mod holiday;

pub use holiday::{Calendar, Days};
pub use jiff::civil::Date;

/// Reads the date at the head of `s` (a [`crate::text::MatchView`] string): 2026年1月5日, 二〇二六年一月五日,
/// 2026-01-05, 2026.1.5, 2026/1/5. Returns it with the bytes it takes.
pub fn read(s: &str) -> Option<(Date, usize)> {
    let (year, mut at) = read_year(s)?;
    let dashed = s[at..].starts_with(['-', '.', '/']);
    at += s[at..].chars().next()?.len_utf8();
    let (month, taken) = numeral::read(&s[at..])?;
    at += taken;
    let separator = s[at..].chars().next()?;
    if (dashed && !matches!(separator, '-' | '.' | '/')) || (!dashed && separator != '月') {
        return None;
    }
    at += separator.len_utf8();
    let (day, taken) = numeral::read(&s[at..])?;
    at += taken;
    if !dashed {
        let end = s[at..].chars().next().filter(|c| matches!(c, '日' | '号'))?;
        at += end.len_utf8();
    }
    Some((date(year, month, day)?, at))
}

fn read_year(s: &str) -> Option<(u32, usize)> {
    let written: String = s.chars().take(4).collect();
    let year = if written.chars().all(|c| c.is_ascii_digit()) {
        written.parse().ok()?
    } else {
        // 二○○五, 二〇〇五, 二OO五, also with Cyrillic О, Greek Ο, digits and circles
        written.chars().try_fold(0, |n, c| {
            let digit = if matches!(c, 'O' | 'o' | '0' | 'О' | 'о' | 'Ο' | 'ο' | '◯' | '〇' | 'Ｏ' | '０') {
                0
            } else {
                numeral::digit(c)?
            };
            Some(n * 10 + digit)
        })?
    };
    let end = written.len();
    let next = s[end..].chars().next()?;
    ((1900..2200).contains(&year) && matches!(next, '年' | '-' | '.' | '/')).then_some((year, end))
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A date in running text, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub date: Date,
    pub range: std::ops::Range<usize>,
}

/// All dates of a line (a [`crate::text::MatchView`] string). 8月29日 and 29日 take year and month from the date before;
/// without one, the year is `year`.
pub fn all(s: &str, year: Option<i16>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(c) = s[at..].chars().next() {
        let known = found.last().map(|found| found.date);
        let read = read(&s[at..]).or_else(|| read_short(&s[at..], known, year));
        match read.filter(|_| numeral::is_numeral(c)) {
            Some((date, taken)) => {
                found.push(Found { date, range: at..at + taken });
                at += taken;
            }
            None => at += numeral_run(&s[at..]).max(c.len_utf8()),
        }
    }
    found
}

/// Bytes of the numeral at the head: its tail is no date of its own.
fn numeral_run(s: &str) -> usize {
    s.char_indices().find(|(_, c)| !numeral::is_numeral(*c)).map_or(s.len(), |(at, _)| at)
}

/// 8月29日, 29日
fn read_short(s: &str, known: Option<Date>, year: Option<i16>) -> Option<(Date, usize)> {
    let (first, mut at) = numeral::read(s)?;
    let (month, day) = if let Some(rest) = s[at..].strip_prefix('月') {
        let (day, taken) = numeral::read(rest)?;
        at += '月'.len_utf8() + taken;
        (first, day)
    } else {
        (u32::from(known?.month().unsigned_abs()), first)
    };
    let end = s[at..].chars().next().filter(|c| matches!(c, '日' | '号'))?;
    let year = known.map(|date| date.year()).or(year)?;
    // 12月20日至1月10日 goes on into the next year.
    let year = if known.is_some_and(|date| date.month() == 12 && month == 1) { year.checked_add(1)? } else { year };
    Some((date(u32::from(year.unsigned_abs()), month, day)?, at + end.len_utf8()))
}

/// Writes a date the way official documents do: 2026年1月5日.
pub fn chinese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A length of time as a document states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    Years(u32),
    Months(u32),
    Days(u32),
    WorkingDays(u32),
}

impl Period {
    /// The day on which the period that starts on `from` has run, by the calendar: the corresponding day,
    /// or the last of its month (民法典 arts 201–202). Working days have no answer without a calendar of holidays.
    pub fn after(self, from: Date) -> Option<Date> {
        let span = match self {
            Period::Years(n) => Duration::new().try_years(n).ok()?,
            Period::Months(n) => Duration::new().try_months(n).ok()?,
            Period::Days(n) => Duration::new().try_days(n).ok()?,
            Period::WorkingDays(_) => return None,
        };
        from.checked_add(span).ok()
    }

    /// Whole months, for comparing with limits; `None` for days.
    pub fn months(self) -> Option<u32> {
        match self {
            Period::Years(n) => n.checked_mul(12),
            Period::Months(n) => Some(n),
            Period::Days(_) | Period::WorkingDays(_) => None,
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Period::Years(n) => write!(f, "{n}年"),
            Period::Months(n) => write!(f, "{n}个月"),
            Period::Days(n) => write!(f, "{n}日"),
            Period::WorkingDays(n) => write!(f, "{n}个工作日"),
        }
    }
}

/// Reads the period at the head of `s`: 五年, 3年, 六个月, 30日, 三十天, 5个工作日. Returns it with the bytes it takes.
pub fn read_period(s: &str) -> Option<(Period, usize)> {
    let (n, taken) = numeral::read(s)?;
    let rest = &s[taken..];
    type Unit = (&'static str, fn(u32) -> Period);
    const UNITS: [Unit; 9] = [
        ("个工作日", Period::WorkingDays),
        ("工作日", Period::WorkingDays),
        ("个月", Period::Months),
        ("周年", Period::Years),
        ("年", Period::Years),
        ("个自然日", Period::Days),
        ("日", Period::Days),
        ("天", Period::Days),
        ("月", Period::Months),
    ];
    let (unit, make) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
    Some((make(n), taken + unit.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_dates() {
        for s in ["2026年1月5日", "二〇二六年一月五日", "2026-01-05", "2026.1.5。", "2026/1/5", "二○二六年一月五日"]
        {
            assert_eq!(read(s).map(|(d, _)| d), Some(date(2026, 1, 5)), "{s}");
        }
        for s in ["二00二年八月二十九日", "二ОО二年八月二十九日", "二OO二年八月二十九日", "二〇0二年八月二十九日"]
        {
            assert_eq!(read(s).map(|(d, _)| d), Some(date(2002, 8, 29)), "{s}");
        }
        assert_eq!(read("2026年2月30日"), None);
        assert_eq!(read("2026年1月"), None);
        assert_eq!(read("一九九七年一月二十日").map(|(d, _)| d), Some(date(1997, 1, 20)));
    }

    #[test]
    fn short_dates_go_on_from_the_date_before() {
        let dates = |s: &str| all(s, Some(2026)).into_iter().map(|found| found.date).collect::<Vec<_>>();
        assert_eq!(dates("2026年8月20日至29日"), [date(2026, 8, 20), date(2026, 8, 29)]);
        assert_eq!(dates("自2025年12月20日起至1月10日止"), [date(2025, 12, 20), date(2026, 1, 10)]);
        assert_eq!(dates("请于9月30日前反馈，期限30日"), [date(2026, 9, 30), date(2026, 9, 30)]);
        assert_eq!(all("30日内", None), []);
    }

    #[test]
    fn periods_end_by_the_calendar() {
        assert_eq!(Period::Years(5).after(date(2021, 3, 1)), Some(date(2026, 3, 1)));
        assert_eq!(Period::Years(1).after(date(2024, 2, 29)), Some(date(2025, 2, 28)));
        assert_eq!(Period::Months(6).after(date(2026, 8, 31)), Some(date(2027, 2, 28)));
        assert_eq!(read_period("五年。"), Some((Period::Years(5), 6)));
        assert_eq!(read_period("30个工作日"), Some((Period::WorkingDays(30), 14)));
        assert_eq!(read_period("六个月"), Some((Period::Months(6), 9)));
    }
}
