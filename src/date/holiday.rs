//! Working days (工作日): Monday to Friday without the holidays, with the weekends worked instead. Which days these are is
//! announced year by year (`corpus/holidays.tsv`); of a year without a table only the weekends are known.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;

use super::Date;

const TABLE: &str = include_str!("../../corpus/holidays.tsv");

/// 一年的放假安排: weekdays off, weekends worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub off: Vec<Date>,
    pub work: Vec<Date>,
}

/// The years whose holidays are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeSet<i16>,
    off: BTreeSet<Date>,
    work: BTreeSet<Date>,
}

impl Calendar {
    /// The table that comes with the program.
    pub fn built_in() -> Calendar {
        let mut calendar = Calendar::default();
        for row in TABLE.lines().skip(1) {
            let mut cells = row.split('\t');
            let (Some(Ok(date)), Some(kind)) = (cells.next().map(str::parse::<Date>), cells.next()) else { continue };
            calendar.years.insert(date.year());
            match kind {
                "休" => calendar.off.insert(date),
                _ => calendar.work.insert(date),
            };
        }
        calendar
    }

    /// Takes in years of the user, in place of the built-in ones.
    pub fn extend(&mut self, years: &BTreeMap<i16, Days>) {
        for (&year, days) in years {
            self.years.insert(year);
            self.off.retain(|date| date.year() != year);
            self.work.retain(|date| date.year() != year);
            self.off.extend(&days.off);
            self.work.extend(&days.work);
        }
    }

    pub fn is_working(&self, date: Date) -> bool {
        let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.work.contains(&date) || !is_weekend && !self.off.contains(&date)
    }

    /// Working days after `from` up to `to`: the day on which a period begins does not count.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        /// Longer periods are not counted in working days by anybody.
        const LONGEST: usize = 3_660;
        let days = from.series(jiff::Span::new().days(1)).skip(1).take(LONGEST).take_while(|date| *date <= to);
        u32::try_from(days.filter(|date| self.is_working(*date)).count()).unwrap_or(u32::MAX)
    }

    /// The n-th working day after a day.
    pub fn after(&self, from: Date, n: u32) -> Option<Date> {
        let days = from.series(jiff::Span::new().days(1)).skip(1).take(n as usize * 3 + 60);
        days.filter(|date| self.is_working(*date)).nth((n as usize).checked_sub(1)?)
    }

    /// Years in a stretch of which the holidays are not known.
    pub fn unknown(&self, from: Date, to: Date) -> Vec<i16> {
        (from.year()..=to.year()).filter(|year| !self.years.contains(year)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_and_worked_weekends_count_as_announced() {
        let calendar = Calendar::built_in();
        // 2026: 10月1日至7日放假，9月20日（周日）、10月10日（周六）上班
        assert_eq!(calendar.between(date(2026, 9, 30), date(2026, 10, 12)), 4);
        assert!(calendar.is_working(date(2026, 10, 10)) && !calendar.is_working(date(2026, 10, 7)));
        assert_eq!(calendar.after(date(2026, 9, 30), 5), Some(date(2026, 10, 13)));
        assert!(calendar.unknown(date(2026, 12, 1), date(2026, 12, 31)).is_empty());
    }

    #[test]
    fn the_user_adds_years() {
        let mut calendar = Calendar::built_in();
        let (from, to) = (date(2031, 5, 30), date(2031, 6, 6));
        assert_eq!((calendar.between(from, to), calendar.unknown(from, to)), (5, vec![2031]));
        calendar.extend(&BTreeMap::from([(2031, Days { off: vec![date(2031, 6, 4)], work: vec![] })]));
        assert_eq!((calendar.between(from, to), calendar.unknown(from, to)), (4, vec![]));
    }
}
