//! A law of the index and its force on a day.

use crate::date::Date;

/// A law or regulation in the index (法规索引).
#[derive(Clone, Debug)]
pub struct Law {
    pub title: &'static str,
    pub level: &'static str,
    /// 发文字号 or 令号, where it has one.
    pub number: &'static str,
    /// In force from; for a revised text this may be the day of the revision.
    pub effective: Option<Date>,
    pub adopted: Option<Date>,
    pub revised: Option<Date>,
    pub status: Status,
    /// The day it ceased to have force.
    pub ended: Option<Date>,
    pub successor: &'static str,
    pub last_article: Option<u32>,
    /// Whether what the index says was read in a text or on a public page; else it never makes a certain finding.
    pub verified: bool,
}

/// 效力状态 as the index knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    InForce,
    Repealed,
    Superseded,
    Expired,
    /// A text exists, force is not proven.
    Unproven,
    /// Revised, and the new text is not at hand: no article ranges.
    TextMissing,
    Unknown,
}

/// Whether a law has force on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    InForce,
    /// Ended, on that day where it is known.
    Ended(Option<Date>),
    NotYet(Date),
    Unproven,
}

impl Law {
    pub fn force_on(&self, day: Date) -> Force {
        match self.status {
            Status::Repealed | Status::Superseded | Status::Expired => match self.ended {
                Some(ended) if day < ended => Force::InForce,
                ended => Force::Ended(ended),
            },
            Status::InForce | Status::TextMissing => match (self.ended, self.effective) {
                (Some(ended), _) if day >= ended => Force::Ended(Some(ended)),
                // A revision's own day does not say that the law had no force before.
                (_, Some(effective)) if self.revised.is_none() && day < effective => Force::NotYet(effective),
                _ => Force::InForce,
            },
            Status::Unproven | Status::Unknown => Force::Unproven,
        }
    }

    /// The day from which a version has force, by the day it was adopted; the day of the last version is in the index.
    pub fn in_force_since(&self, version: Date) -> Date {
        let is_last = self.revised.or(self.adopted) == Some(version);
        self.effective.filter(|effective| is_last && *effective > version).unwrap_or(version)
    }

    /// Made by the National People's Congress or the State Council.
    pub fn is_national(&self) -> bool {
        self.level.starts_with("法律") || self.level.starts_with("行政法规") || self.level == "宪法"
    }

    pub fn in_force_on(&self, day: Date) -> Option<bool> {
        match self.force_on(day) {
            Force::InForce => Some(true),
            Force::Ended(_) | Force::NotYet(_) => Some(false),
            Force::Unproven => None,
        }
    }
}

pub(super) fn law(row: &[&'static str]) -> Law {
    let column = |i: usize| row.get(i).copied().unwrap_or_default();
    let date = |i: usize| column(i).parse().ok();
    Law {
        title: column(0),
        level: column(2),
        number: column(3),
        adopted: date(4),
        revised: date(5),
        effective: date(6),
        status: status(column(7)),
        ended: date(8),
        successor: column(9),
        last_article: column(10).parse().ok(),
        verified: column(12) == "yes",
    }
}

fn status(name: &str) -> Status {
    match name {
        "in_force" => Status::InForce,
        "repealed" => Status::Repealed,
        "superseded" => Status::Superseded,
        "expired" => Status::Expired,
        "unproven" => Status::Unproven,
        "text_missing" => Status::TextMissing,
        _ => Status::Unknown,
    }
}
