//! What reviews found, what the reviewer decided, and what came of it.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Deserialize;

use super::field::{Owner, Record};
use super::{Fault, Ledger, Stored, Trouble, store, stored};

/// One finding of a review, with what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastFinding {
    /// Empty where a person said it.
    pub rule: String,
    pub title: String,
    pub grade: String,
    pub confidence: String,
    pub place: String,
    pub quote: String,
    /// The whole clause in which the quote stands.
    pub clause: String,
    pub message: String,
    pub advice: String,
    pub basis: String,
    pub fingerprint: String,
    /// accepted, dismissed
    pub decision: Option<String>,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub on: Option<String>,
    /// 采纳, 部分采纳, 未采纳, as a later round or a table says.
    pub outcome: Option<String>,
}

/// A review as `fashen review` writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRecord {
    pub record: Record,
    pub findings: Vec<PastFinding>,
}

/// One entry of `decisions.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Decision {
    pub rule: String,
    pub fingerprint: String,
    pub decision: String,
    pub reason: String,
    pub by: String,
    pub on: String,
}

/// Reads `decisions.toml`; what is undecided is left out.
pub fn decisions(content: &str) -> Result<Vec<Decision>, String> {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        decision: Vec<Decision>,
    }
    let file: File = toml::from_str(content).map_err(|error| error.message().to_owned())?;
    Ok(file.decision.into_iter().filter(|decision| !decision.decision.trim().is_empty()).collect())
}

impl Ledger {
    /// Writes a review and what it found. The open review of the document is written anew; after a reply, the next
    /// review is another round. Decisions already taken stay with their fingerprints.
    pub fn record_review(&mut self, review: &ReviewRecord) -> Result<Stored, Fault> {
        self.write(|transaction| {
            let mut stored = store::put(transaction, &without_review(&review.record))?;
            let id = store::next_round(transaction, stored.document, &review.record)?;
            stored.review = Some(id);
            replace(transaction, id, &review.findings)?;
            Ok(stored)
        })
    }

    /// Adds opinions of a table to the reviews they belong to; those that are there already are not added again.
    pub fn record_opinions(&mut self, opinions: &[ReviewRecord]) -> Result<usize, Fault> {
        self.write(|transaction| {
            let mut added = 0;
            for opinion in opinions {
                let stored = store::put(transaction, &opinion.record)?;
                let id = match stored.review {
                    Some(id) => id,
                    None => store::same_round(transaction, stored.document, &opinion.record)?,
                };
                for finding in &opinion.findings {
                    added += usize::from(!is_known(transaction, id, finding)? && insert(transaction, id, finding)? > 0);
                }
            }
            Ok(added)
        })
    }

    /// Writes the reviewer's decisions to the findings of a document's latest review; tells how many fitted none.
    pub fn record_decisions(&mut self, document: i64, decisions: &[Decision]) -> Result<usize, Fault> {
        let sql = "UPDATE finding SET decision = ?3, reason = ?4, decided_by = ?5, decided_on = ?6
                   WHERE review = ?1 AND fingerprint = ?2";
        self.on_latest(document, |transaction, review| {
            let mut unknown = 0;
            for it in decisions {
                let all = params![review, it.fingerprint, it.decision, it.reason, it.by, it.on];
                unknown += usize::from(transaction.execute(sql, all)? == 0);
            }
            Ok(unknown)
        })
    }

    /// Writes what came of findings in a later round: fingerprint and 采纳, 部分采纳, 未采纳.
    pub fn record_outcomes(&mut self, document: i64, outcomes: &[(String, String)]) -> Result<usize, Fault> {
        let sql = "UPDATE finding SET outcome = ?3 WHERE review = ?1 AND fingerprint = ?2";
        self.on_latest(document, |transaction, review| {
            let mut unknown = 0;
            for (fingerprint, outcome) in outcomes {
                unknown += usize::from(transaction.execute(sql, params![review, fingerprint, outcome])? == 0);
            }
            Ok(unknown)
        })
    }

    fn on_latest<T>(
        &mut self,
        document: i64,
        act: impl FnOnce(&Transaction<'_>, i64) -> Result<T, Trouble>,
    ) -> Result<T, Fault> {
        self.write(|transaction| {
            stored(transaction, document)?;
            let sql = "SELECT id FROM review WHERE document = ?1 ORDER BY id DESC LIMIT 1";
            let latest: Option<i64> = transaction.query_row(sql, [document], |row| row.get(0)).optional()?;
            act(transaction, latest.ok_or_else(|| Fault::Unknown(format!("第{document}件的审查")))?)
        })
    }

    /// The findings of a review, in the order in which they were written.
    pub fn findings(&self, review: i64) -> Result<Vec<PastFinding>, Fault> {
        self.ask(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM finding WHERE review = ?1 ORDER BY id");
            let mut statement = connection.prepare(&sql)?;
            statement.query_map([review], |row| finding(row, 0))?.collect()
        })
    }
}

pub(super) const COLUMNS: &str = "rule, title, grade, confidence, place, quote, clause, message, advice, basis, \
    fingerprint, decision, reason, decided_by, decided_on, outcome";

pub(super) fn finding(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<PastFinding> {
    Ok(PastFinding {
        rule: row.get(first)?,
        title: row.get(first + 1)?,
        grade: row.get(first + 2)?,
        confidence: row.get(first + 3)?,
        place: row.get(first + 4)?,
        quote: row.get(first + 5)?,
        clause: row.get(first + 6)?,
        message: row.get(first + 7)?,
        advice: row.get(first + 8)?,
        basis: row.get(first + 9)?,
        fingerprint: row.get(first + 10)?,
        decision: row.get(first + 11)?,
        reason: row.get(first + 12)?,
        by: row.get(first + 13)?,
        on: row.get(first + 14)?,
        outcome: row.get(first + 15)?,
    })
}

fn without_review(record: &Record) -> Record {
    let values = record.values.iter().filter(|(field, _)| field.owner() == Owner::Document);
    Record { values: values.map(|(field, value)| (*field, value.clone())).collect(), extra: record.extra.clone() }
}

/// Puts findings in the place of those without a decision.
fn replace(connection: &Connection, review: i64, findings: &[PastFinding]) -> rusqlite::Result<()> {
    let sql = "DELETE FROM finding WHERE review = ?1 AND decision IS NULL AND outcome IS NULL AND rule <> ''";
    connection.execute(sql, [review])?;
    for finding in findings {
        if !is_known(connection, review, finding)? {
            insert(connection, review, finding)?;
        }
    }
    Ok(())
}

fn is_known(connection: &Connection, review: i64, finding: &PastFinding) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM finding WHERE review = ?1 AND rule = ?2 AND fingerprint = ?3
               AND (?3 <> '' OR (message = ?4 AND clause = ?5))";
    let all = params![review, finding.rule, finding.fingerprint, finding.message, finding.clause];
    connection.prepare_cached(sql)?.exists(all)
}

fn insert(connection: &Connection, review: i64, it: &PastFinding) -> rusqlite::Result<usize> {
    let sql = format!(
        "INSERT INTO finding (review, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, \
         ?15, ?16, ?17)"
    );
    connection.prepare_cached(&sql)?.execute(params![
        review,
        it.rule,
        it.title,
        it.grade,
        it.confidence,
        it.place,
        it.quote,
        it.clause,
        it.message,
        it.advice,
        it.basis,
        it.fingerprint,
        it.decision,
        it.reason,
        it.by,
        it.on,
        it.outcome
    ])
}
