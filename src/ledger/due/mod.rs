//! What falls due (到期): terms that run out, evaluations, filings, reviews. Days come from the ledger, periods from the
//! region; where a period is unverified, so is the day.

mod search;

use super::{Fault, Ledger};
use crate::date::Calendar;
use crate::date::Date;
use crate::rule::{Region, Start};
use search::{Search, shifted};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// 有效期届满
    Expiry,
    /// 届满前评估
    Evaluation,
    /// 报送备案
    Filing,
    /// 合法性审核答复
    Review,
}

impl DueKind {
    pub const ALL: [DueKind; 4] = [DueKind::Expiry, DueKind::Evaluation, DueKind::Filing, DueKind::Review];

    pub fn chinese(self) -> &'static str {
        match self {
            DueKind::Expiry => "届满",
            DueKind::Evaluation => "评估",
            DueKind::Filing => "备案",
            DueKind::Review => "审核",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            DueKind::Expiry => "expiry",
            DueKind::Evaluation => "evaluation",
            DueKind::Filing => "filing",
            DueKind::Review => "review",
        }
    }
}

/// One thing to do by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub kind: DueKind,
    pub date: Date,
    pub document: i64,
    pub title: String,
    pub document_number: Option<String>,
    /// 起草单位, else 制定机关.
    pub unit: Option<String>,
    /// The day rests on what the ledger says, or on verified values.
    pub is_certain: bool,
    /// How the day was reached.
    pub note: String,
}

/// Days looked at, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Date,
    pub to: Date,
}

/// What falls due, by day.
#[derive(Clone, Debug, Default)]
pub struct DueList {
    pub items: Vec<Due>,
    /// What cannot be counted in this region, and why.
    pub remarks: Vec<String>,
}

impl Window {
    pub fn holds(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

impl Ledger {
    /// What falls due in a window.
    pub fn due(&self, region: &Region, calendar: &Calendar, window: Window, as_of: Date) -> Result<DueList, Fault> {
        self.ask(|connection| {
            let found = DueList::default();
            let mut search = Search { connection, region, calendar, window, as_of, found };
            search.expiry()?;
            search.evaluation()?;
            search.filing()?;
            search.review()?;
            let mut found = search.found;
            found.items.sort_by_key(|item| (item.date, item.kind, item.document));
            Ok(found)
        })
    }
}

/// How much is late already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Over their term, and nothing says what became of them.
    pub expired: u32,
    /// Issued longer ago than the region's filing period, and not filed.
    pub unfiled: u32,
}

impl Ledger {
    /// Counts what was due before a day; by stated days and terms only.
    pub fn overdue(&self, region: &Region, as_of: Date) -> Result<Overdue, Fault> {
        self.ask(|connection| {
            let count = |condition: &str, before: Date| {
                let sql = format!("SELECT COUNT(*) FROM document WHERE live = 1 AND {condition} < ?1");
                connection.query_row(&sql, [before.to_string()], |row| row.get::<_, u32>(0))
            };
            let ends = match region.values.term_start.as_ref().map(|start| start.value) {
                Some(Start::Published) => "expires IS NULL AND ends_published",
                Some(Start::Effective) | None => "expires IS NULL AND ends_effective",
            };
            let expired = count("expires", as_of)? + count(ends, shifted(as_of, 1))?;
            let unfiled = match &region.values.filing_days {
                Some(days) => count("filed IS NULL AND published", shifted(as_of, -(days.value.min(40_000) as i32)))?,
                None => 0,
            };
            Ok(Overdue { expired, unfiled })
        })
    }
}
