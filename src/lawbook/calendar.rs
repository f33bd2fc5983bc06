//! Working days (工作日): weekdays without public holidays, and the weekend days worked instead, from `corpus/holidays.tsv`.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use jiff::civil::Weekday;

const HOLIDAYS: &str = include_str!("../../corpus/holidays.tsv");

/// Steps of one count: nobody waits longer than some years for an answer.
const FARTHEST: u32 = 4_000;

/// The days known to differ from an ordinary week.
#[derive(Debug, Default)]
pub struct Calendar {
    /// Whether work is done on that day.
    days: BTreeMap<Date, bool>,
    years: BTreeSet<i16>,
}

/// A day reached by counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub date: Date,
    /// Whether the holidays of all years passed through are known.
    pub is_known: bool,
}

impl Calendar {
    pub fn built_in() -> Calendar {
        Calendar::parse(HOLIDAYS)
    }

    fn parse(content: &str) -> Calendar {
        let mut calendar = Calendar::default();
        for line in content.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut day = || cells.next()?.parse::<Date>().ok();
            let (Some(from), Some(to)) = (day(), day()) else { continue };
            let works = cells.next() == Some("work");
            let days = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to);
            days.for_each(|day| calendar.mark(day, works));
        }
        calendar
    }

    fn mark(&mut self, day: Date, works: bool) {
        self.years.insert(day.year());
        self.days.insert(day, works);
    }

    pub fn is_working(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.days.get(&day).copied().unwrap_or(!weekend)
    }

    /// The n-th working day after a day; the day itself does not count.
    pub fn after(&self, from: Date, days: u32) -> Option<Counted> {
        let mut left = days.min(FARTHEST);
        let (mut date, mut is_known) = (from, self.years.contains(&from.year()));
        while left > 0 {
            date = date.tomorrow().ok()?;
            is_known &= self.years.contains(&date.year());
            left -= u32::from(self.is_working(date));
        }
        Some(Counted { date, is_known })
    }

    /// Working days after `from` up to and with `to`.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        let days = from.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= to);
        days.take(FARTHEST as usize).filter(|day| self.is_working(*day)).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_and_days_worked_instead_count() {
        let calendar = Calendar::built_in();
        // 1 to 7 October 2026 are off, Saturday the 10th is worked.
        let counted = calendar.after(date(2026, 9, 30), 3).unwrap();
        assert_eq!(counted, Counted { date: date(2026, 10, 10), is_known: true });
        assert_eq!(calendar.after(date(2026, 9, 30), 4).unwrap().date, date(2026, 10, 12));
        assert_eq!(calendar.between(date(2026, 9, 30), date(2026, 10, 12)), 4);
    }

    #[test]
    fn years_without_an_arrangement_are_weeks() {
        let counted = Calendar::built_in().after(date(2019, 9, 30), 1).unwrap();
        assert_eq!(counted, Counted { date: date(2019, 10, 1), is_known: false });
    }

    #[test]
    fn every_line_is_read() {
        let lines = HOLIDAYS.lines().filter(|line| !line.starts_with('#')).count();
        let runs = |works: bool| Calendar::built_in().days.values().filter(|day| **day == works).count();
        assert!(lines >= 39 && runs(true) >= 15 && runs(false) > 70, "{lines}");
    }
}
