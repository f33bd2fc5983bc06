//! Searching by index for what may fall due, and counting the days.

use jiff::Span;
use rusqlite::{Connection, Row, params};

use super::{Due, DueKind, DueList, Window};
use crate::date::Calendar;
use crate::date::{Date, Period};
use crate::rule::{Region, Start, Valued};

/// A row that may fall due, with the day from which it is counted.
struct Candidate {
    document: i64,
    title: String,
    document_number: Option<String>,
    unit: Option<String>,
    day: Date,
    evaluated: Option<Date>,
}

/// Months before the end for which an evaluation counts as that of this term.
const EVALUATION_HOLDS: u32 = 12;

pub(super) struct Search<'a> {
    pub connection: &'a Connection,
    pub region: &'a Region,
    pub calendar: &'a Calendar,
    pub window: Window,
    pub as_of: Date,
    pub found: DueList,
}

impl Search<'_> {
    pub fn expiry(&mut self) -> rusqlite::Result<()> {
        let ends = self.ends(self.window)?;
        self.found.items.extend(ends.into_iter().map(|(candidate, end)| candidate.due(DueKind::Expiry, end)));
        Ok(())
    }

    /// 届满前评估: so many months before the end, unless it was done since.
    pub fn evaluation(&mut self) -> rusqlite::Result<()> {
        let Some(months) = &self.region.values.evaluation_months else {
            self.found.remarks.push("本地区没有届满前评估的期限，没有列出评估".to_owned());
            return Ok(());
        };
        let later = |day: Date, days: i32| shifted(months_later(day, months.value), days);
        let ends = self.ends(Window { from: later(self.window.from, 0), to: later(self.window.to, 4) })?;
        for (candidate, end) in ends {
            let date = months_earlier(end.date, months.value);
            let is_done = candidate.evaluated.is_some_and(|done| months_later(done, EVALUATION_HOLDS) >= end.date);
            if is_done || end.date < self.as_of || !self.window.holds(date) {
                continue;
            }
            let note = format!("{}届满，届满前{}个月评估{}", end.date, months.value, unverified(months));
            let end = End { date, is_certain: end.is_certain && months.verified, note };
            self.found.items.push(candidate.due(DueKind::Evaluation, end));
        }
        Ok(())
    }

    pub fn filing(&mut self) -> rusqlite::Result<()> {
        let values = &self.region.values;
        let (period, value) = match (&values.filing_working_days, &values.filing_days) {
            (Some(days), _) => (Period::WorkingDays(days.value), days),
            (None, Some(days)) => (Period::Days(days.value), days),
            (None, None) => {
                self.found.remarks.push("本地区没有备案期限，没有列出备案".to_owned());
                return Ok(());
            }
        };
        for candidate in self.select("published", "live = 1 AND filed IS NULL", self.before(period))? {
            let end = self.counted(candidate.day, period, value, &format!("{}公布", candidate.day));
            if let Some(end) = end.filter(|end| self.window.holds(end.date)) {
                self.found.items.push(candidate.due(DueKind::Filing, end));
            }
        }
        Ok(())
    }

    /// 收件之日起 so many working days.
    pub fn review(&mut self) -> rusqlite::Result<()> {
        let Some(days) = &self.region.values.review_working_days_max else { return Ok(()) };
        let period = Period::WorkingDays(days.value);
        for candidate in self.open_reviews(self.before(period))? {
            let end = self.counted(candidate.day, period, days, &format!("{}收件", candidate.day));
            if let Some(end) = end.filter(|end| self.window.holds(end.date)) {
                self.found.items.push(candidate.due(DueKind::Review, end));
            }
        }
        Ok(())
    }

    /// Documents whose term ends in a window: the printed day, the stated term, the region's term where none is stated.
    fn ends(&self, window: Window) -> rusqlite::Result<Vec<(Candidate, End)>> {
        let mut ends = Vec::new();
        for candidate in self.select("expires", "live = 1", window)? {
            let end = End { date: candidate.day, is_certain: true, note: "台账写明".to_owned() };
            ends.push((candidate, end));
        }
        let (start, is_certain, why) = self.start();
        let (usual, other) = match start {
            Start::Effective => ("ends_effective", "ends_published"),
            Start::Published => ("ends_published", "ends_effective"),
        };
        let next = Window { from: shifted(window.from, 1), to: shifted(window.to, 1) };
        for candidate in self.select(usual, "live = 1 AND expires IS NULL", next)? {
            let end = End::of_term(candidate.day, is_certain, &format!("按有效期{why}"));
            ends.push((candidate, end));
        }
        let only = format!("live = 1 AND expires IS NULL AND {usual} IS NULL");
        for candidate in self.select(other, &only, next)? {
            let end = End::of_term(candidate.day, false, "按有效期（起算日不在台账里，从另一个日期起算）");
            ends.push((candidate, end));
        }
        self.default_ends(start, next, &mut ends)?;
        Ok(ends)
    }

    /// 未写有效期的 have the region's term.
    fn default_ends(&self, start: Start, window: Window, ends: &mut Vec<(Candidate, End)>) -> rusqlite::Result<()> {
        let Some(months) = &self.region.values.term_months_default else { return Ok(()) };
        let back = |day: Date, days: i32| shifted(months_earlier(day, months.value), days);
        let column = match start {
            Start::Effective => "effective",
            Start::Published => "published",
        };
        let starts = Window { from: back(window.from, -1), to: back(window.to, 4) };
        let open = "live = 1 AND expires IS NULL AND term IS NULL";
        for candidate in self.select(column, open, starts)? {
            let Some(day) = Period::Months(months.value).after(candidate.day).filter(|day| window.holds(*day)) else {
                continue;
            };
            let note = format!("没有写有效期，按本地的{}个月{}", months.value, unverified(months));
            ends.push((candidate, End::of_term(day, false, &note)));
        }
        Ok(())
    }

    /// From which day a term runs here, and whether that is certain.
    fn start(&self) -> (Start, bool, &'static str) {
        match &self.region.values.term_start {
            Some(start) if start.verified => (start.value, true, ""),
            Some(start) => (start.value, false, "（起算日未核）"),
            None => (Start::Effective, false, "（本地起算日不明，按施行日起算）"),
        }
    }

    /// The days from which a period can end in the window.
    fn before(&self, period: Period) -> Window {
        let longest = match period {
            Period::WorkingDays(days) => -(days.min(4_000) as i32) * 2 - 30,
            Period::Days(days) => -(days.min(40_000) as i32),
            Period::Months(_) | Period::Years(_) => 0,
        };
        let to = if matches!(period, Period::Days(_)) { shifted(self.window.to, longest) } else { self.window.to };
        Window { from: shifted(self.window.from, longest), to }
    }

    fn counted(&self, from: Date, period: Period, value: &Valued<u32>, what: &str) -> Option<End> {
        let note = format!("{what}，{period}内{}", unverified(value));
        match period {
            Period::WorkingDays(days) => {
                let date = self.calendar.after(from, days)?;
                let is_known = self.calendar.unknown(from, date).is_empty();
                let note = if is_known { note } else { format!("{note}；节假日安排不全，只除去周末") };
                Some(End { date, is_certain: is_known && value.verified, note })
            }
            period => Some(End { date: period.after(from)?, is_certain: value.verified, note }),
        }
    }

    fn select(&self, column: &str, condition: &str, window: Window) -> rusqlite::Result<Vec<Candidate>> {
        let sql = format!(
            "SELECT id, title, document_number, COALESCE(unit, issuer), {column}, evaluated FROM document \
             WHERE {condition} AND {column} BETWEEN ?1 AND ?2"
        );
        self.candidates(&sql, window)
    }

    fn open_reviews(&self, window: Window) -> rusqlite::Result<Vec<Candidate>> {
        self.candidates(
            "SELECT d.id, d.title, d.document_number, COALESCE(d.unit, d.issuer), r.received, NULL FROM review r \
             JOIN document d ON d.id = r.document WHERE r.replied IS NULL AND r.letter IS NULL AND r.days IS NULL \
             AND r.received BETWEEN ?1 AND ?2",
            window,
        )
    }

    fn candidates(&self, sql: &str, window: Window) -> rusqlite::Result<Vec<Candidate>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![window.from.to_string(), window.to.to_string()], candidate)?;
        let rows: Vec<Option<Candidate>> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(rows.into_iter().flatten().collect())
    }
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<Option<Candidate>> {
    let Ok(day) = row.get::<_, String>(4)?.parse() else { return Ok(None) };
    Ok(Some(Candidate {
        document: row.get(0)?,
        title: row.get(1)?,
        document_number: row.get(2)?,
        unit: row.get(3)?,
        day,
        evaluated: row.get::<_, Option<String>>(5)?.and_then(|day| day.parse().ok()),
    }))
}

impl Candidate {
    fn due(self, kind: DueKind, End { date, is_certain, note }: End) -> Due {
        let Candidate { document, title, document_number, unit, .. } = self;
        Due { kind, date, document, title, document_number, unit, is_certain, note }
    }
}

/// A day by which something ends.
struct End {
    date: Date,
    is_certain: bool,
    note: String,
}

impl End {
    /// A term is read in two ways: up to the corresponding day (民法典 arts 201–202), or to the day before. The earlier
    /// one is the safe one.
    fn of_term(corresponding: Date, is_certain: bool, how: &str) -> End {
        let date = corresponding.yesterday().unwrap_or(corresponding);
        End { date, is_certain, note: format!("{how}；算到对应日的为{corresponding}") }
    }
}

fn unverified<T>(value: &Valued<T>) -> String {
    if value.verified { String::new() } else { format!("（未核：{}）", value.source) }
}

/// A day so many days later; the first or last day there is, beyond.
pub(super) fn shifted(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

fn months_later(day: Date, months: u32) -> Date {
    day.saturating_add(Span::new().months(months.min(MOST_MONTHS)))
}

fn months_earlier(day: Date, months: u32) -> Date {
    day.saturating_sub(Span::new().months(months.min(MOST_MONTHS)))
}

/// A century: no region says more.
const MOST_MONTHS: u32 = 1_200;
