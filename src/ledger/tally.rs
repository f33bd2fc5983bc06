//! A year in numbers (年度报告): items by kind, letters, opinions, days, filed, cleaned.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::words::{Counts, Name, Words};
use super::{Fault, Ledger};
use crate::date::Date;

/// A kind and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub name: String,
    pub count: u32,
}

/// Days from receipt to reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DaysTaken {
    /// Reviews of which they are known.
    pub known: u32,
    pub mean: f64,
    pub median: u32,
    pub longest: u32,
}

/// What a year-end report counts. A number that nobody wrote down is not zero: see the `unknown` counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub year: i16,
    /// 审查件数, by 事项类别.
    pub items: Vec<Share>,
    /// 备案的行政处罚、行政强制 and the like: counted when filed, not reviewed.
    pub recorded: Vec<Share>,
    /// 正在审查
    pub in_progress: u32,
    pub letters: Vec<Share>,
    /// Replied, but nobody wrote down how.
    pub letters_unknown: u32,
    pub opinions: u32,
    /// Items of which opinions were counted.
    pub opinions_known: u32,
    pub accepted: u32,
    /// Opinions of those items for which adoption is known.
    pub accepted_of: u32,
    pub days: DaysTaken,
    /// 公布、登记、备案、评估 of documents in the year.
    pub issued: u32,
    pub registered: u32,
    pub filed: u32,
    pub evaluated: u32,
    /// 清理, by result.
    pub cleaned: Vec<Share>,
    /// By month of receipt, else of reply: reviews.
    pub months: [u32; 12],
}

impl Tally {
    pub fn total(&self) -> u32 {
        sum(&self.items)
    }

    pub fn adoption_rate(&self) -> Option<f64> {
        (self.accepted_of > 0).then(|| f64::from(self.accepted) / f64::from(self.accepted_of))
    }
}

pub fn sum(shares: &[Share]) -> u32 {
    shares.iter().map(|share| share.count).sum()
}

impl Ledger {
    pub fn tally(&self, year: i16) -> Result<Tally, Fault> {
        self.ask(|connection| {
            let mut counter = Counter { tally: Tally { year, ..Tally::default() }, ..Counter::default() };
            let year = year.to_string();
            let mut statement = connection.prepare(REVIEWS)?;
            let rows = statement.query_map([&year], Reviewed::read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()?.iter().for_each(|review| counter.add(review));
            let mut tally = counter.finish();
            documents(connection, &year, &mut tally)?;
            Ok(tally)
        })
    }
}

/// Reviews of a year: received in it, or replied to in it where receipt is not known.
const REVIEWS: &str = "
    SELECT d.kind, r.received, r.replied, r.letter_kind, r.letter, r.days, r.opinions, r.accepted,
        (SELECT COUNT(*) FROM finding f WHERE f.review = r.id AND f.decision = 'accepted'),
        (SELECT COUNT(*) FROM finding f WHERE f.review = r.id AND f.decision = 'accepted' AND f.outcome IS NOT NULL),
        (SELECT COUNT(*) FROM finding f WHERE f.review = r.id AND f.decision = 'accepted'
            AND f.outcome IN ('采纳', '已采纳', '部分采纳', '是', '已修改')),
        r.conclusion
    FROM review r JOIN document d ON d.id = r.document
    WHERE substr(COALESCE(r.received, r.replied, d.published, d.adopted), 1, 4) = ?1 ORDER BY r.id";

struct Reviewed {
    kind: Option<String>,
    received: Option<Date>,
    replied: Option<Date>,
    letter_kind: Option<String>,
    letter: Option<String>,
    days: Option<u32>,
    opinions: Option<u32>,
    accepted: Option<u32>,
    found: u32,
    found_followed: u32,
    found_accepted: u32,
    conclusion: Option<String>,
}

impl Reviewed {
    fn read(row: &Row<'_>) -> rusqlite::Result<Reviewed> {
        let day = |at: usize| row.get::<_, Option<String>>(at).map(|day| day.and_then(|day| day.parse::<Date>().ok()));
        Ok(Reviewed {
            kind: row.get(0)?,
            received: day(1)?,
            replied: day(2)?,
            letter_kind: row.get(3)?,
            letter: row.get(4)?,
            days: row.get(5)?,
            opinions: row.get(6)?,
            accepted: row.get(7)?,
            found: row.get(8)?,
            found_followed: row.get(9)?,
            found_accepted: row.get(10)?,
            conclusion: row.get(11)?,
        })
    }

    fn is_done(&self) -> bool {
        self.replied.is_some() || self.letter.is_some() || self.letter_kind.is_some() || self.conclusion.is_some()
    }

    /// Opinions as written down, else as decided finding by finding.
    fn opinions(&self) -> Option<u32> {
        self.opinions.or((self.found > 0).then_some(self.found))
    }

    /// Opinions adopted, and of how many.
    fn adopted(&self) -> Option<(u32, u32)> {
        match (self.accepted, self.opinions()) {
            (Some(accepted), Some(all)) => Some((accepted.min(all), all)),
            _ => (self.found_followed > 0).then_some((self.found_accepted, self.found_followed)),
        }
    }

    fn days(&self) -> Option<u32> {
        let between = || u32::try_from((self.replied? - self.received?).get_days()).ok();
        self.days.or_else(between)
    }
}

#[derive(Default)]
struct Counter {
    tally: Tally,
    items: BTreeMap<String, u32>,
    letters: BTreeMap<String, u32>,
    days: Vec<u32>,
}

impl Counter {
    fn add(&mut self, review: &Reviewed) {
        let tally = &mut self.tally;
        *self.items.entry(review.kind.clone().unwrap_or_default()).or_default() += 1;
        if let Some(day) = review.received.or(review.replied) {
            let month = usize::try_from(day.month() - 1).unwrap_or_default();
            if let Some(count) = tally.months.get_mut(month) {
                *count += 1;
            }
        }
        match (&review.letter_kind, review.is_done()) {
            (Some(letter), _) => *self.letters.entry(letter.clone()).or_default() += 1,
            (None, true) => tally.letters_unknown += 1,
            (None, false) => tally.in_progress += 1,
        }
        tally.opinions += review.opinions().unwrap_or_default();
        tally.opinions_known += u32::from(review.opinions().is_some());
        let (accepted, of) = review.adopted().unwrap_or_default();
        tally.accepted += accepted;
        tally.accepted_of += of;
        self.days.extend(review.days());
    }

    fn finish(mut self) -> Tally {
        let words = Words::built_in();
        self.days.sort_unstable();
        let known = self.days.len();
        self.tally.days = DaysTaken {
            known: known as u32,
            mean: self.days.iter().map(|days| f64::from(*days)).sum::<f64>() / known.max(1) as f64,
            median: self.days.get(known / 2).copied().unwrap_or_default(),
            longest: self.days.last().copied().unwrap_or_default(),
        };
        self.tally.items = shares(&words.kinds, self.items);
        self.tally.letters = shares(&words.letters, self.letters);
        self.tally
    }
}

/// In the order of the list; what is in none comes last, by name.
fn shares(names: &[Name], mut counts: BTreeMap<String, u32>) -> Vec<Share> {
    let listed =
        names.iter().filter_map(|name| Some(Share { name: name.name.clone(), count: counts.remove(&name.id)? }));
    let mut shares: Vec<Share> = listed.collect();
    let named = |name: String| if name.is_empty() { "未分类".to_owned() } else { name };
    shares.extend(counts.into_iter().map(|(name, count)| Share { name: named(name), count }));
    shares
}

fn documents(connection: &Connection, year: &str, tally: &mut Tally) -> rusqlite::Result<()> {
    let words = Words::built_in();
    let lives: Vec<_> = words.kinds.iter().filter(|kind| kind.lives).map(|kind| format!("'{}'", kind.id)).collect();
    let count = |column: &str| {
        let sql = format!(
            "SELECT COUNT(*) FROM document WHERE substr({column}, 1, 4) = ?1 AND kind IN ({})",
            lives.join(", ")
        );
        connection.query_row(&sql, [year], |row| row.get::<_, u32>(0))
    };
    tally.issued = count("published")?;
    tally.registered = count("registered")?;
    tally.filed = count("filed")?;
    tally.evaluated = count("evaluated")?;
    tally.cleaned = shares(&words.cleanings, grouped(connection, CLEANED, year)?);
    let mut recorded = grouped(connection, RECORDED, year)?;
    let is_recorded = |id: &str| words.kind(id).is_some_and(|kind| kind.counts == Counts::Filed);
    recorded.retain(|kind, _| is_recorded(kind));
    tally.recorded = shares(&words.kinds, recorded);
    Ok(())
}

const CLEANED: &str =
    "SELECT COALESCE(cleaning, ''), COUNT(*) FROM document WHERE substr(cleaned, 1, 4) = ?1 GROUP BY 1";

/// Documents that nobody reviews: by the day they were filed, or else issued.
const RECORDED: &str = "SELECT COALESCE(kind, ''), COUNT(*) FROM document d
    WHERE substr(COALESCE(filed, published, adopted), 1, 4) = ?1
    AND NOT EXISTS (SELECT 1 FROM review r WHERE r.document = d.id) GROUP BY 1";

fn grouped(connection: &Connection, sql: &str, year: &str) -> rusqlite::Result<BTreeMap<String, u32>> {
    let mut statement = connection.prepare(sql)?;
    statement.query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
