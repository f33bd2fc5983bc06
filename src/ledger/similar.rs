//! What was said before of the same kind of clause (同类意见): by rule, and by how alike the clauses are.

use std::collections::BTreeSet;

use rusqlite::Row;

use super::past::{self, PastFinding};
use super::{Fault, Ledger, store};
use crate::compare::alike;
use crate::text::fold;

/// Clauses of the same rule are shown from here on; others must be alike indeed.
const SAME_RULE: f64 = 0.15;
const ALIKE: f64 = 0.5;

/// A clause of the draft in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    pub place: String,
    pub text: String,
    /// Rules that found something in it.
    pub rules: Vec<String>,
}

/// An earlier opinion, and the clause of which it reminds.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// Index of the clause in hand.
    pub clause: usize,
    pub similarity: f64,
    /// The same rule found both.
    pub same_rule: bool,
    pub finding: PastFinding,
    /// The document of which it was said.
    pub document: i64,
    pub title: String,
    pub letter: Option<String>,
    /// The day of the reply, else of receipt.
    pub day: Option<String>,
}

/// An opinion with its review.
struct Opinion {
    finding: PastFinding,
    document: i64,
    title: String,
    letter: Option<String>,
    day: Option<String>,
}

impl Ledger {
    /// Earlier opinions on clauses like these, at most `most` a clause, the likest first. What was said of the document
    /// with this title itself is left out.
    pub fn similar(&self, title: &str, clauses: &[Clause], most: usize) -> Result<Vec<Earlier>, Fault> {
        let own = store::key(title);
        let past = self.ask(|connection| {
            let columns = past::COLUMNS.replace(", ", ", f.");
            let sql = format!(
                "SELECT f.{columns}, d.id, d.title, r.letter, COALESCE(r.replied, r.received) FROM finding f \
                 JOIN review r ON r.id = f.review JOIN document d ON d.id = r.document WHERE d.key <> ?1 ORDER BY f.id"
            );
            let mut statement = connection.prepare(&sql)?;
            statement.query_map([own], opinion)?.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        Ok(reminders(&past, clauses, most))
    }
}

fn opinion(row: &Row<'_>) -> rusqlite::Result<Opinion> {
    Ok(Opinion {
        finding: past::finding(row, 0)?,
        document: row.get(16)?,
        title: row.get(17)?,
        letter: row.get(18)?,
        day: row.get(19)?,
    })
}

fn reminders(past: &[Opinion], clauses: &[Clause], most: usize) -> Vec<Earlier> {
    let new: Vec<String> = past.iter().map(|it| fold(said_of(&it.finding))).collect();
    let old: Vec<String> = clauses.iter().map(|clause| fold(&clause.text)).collect();
    let pairs = alike(&old, &new, SAME_RULE);
    let mut found: Vec<Earlier> = Vec::new();
    for pair in pairs {
        let (clause, opinion) = (&clauses[pair.old], &past[pair.new]);
        let same_rule = clause.rules.contains(&opinion.finding.rule);
        if same_rule || pair.dice >= ALIKE {
            found.push(earlier(pair.old, pair.dice, same_rule, opinion));
        }
    }
    found.sort_by(|a, b| {
        let likest = b.similarity.total_cmp(&a.similarity);
        a.clause.cmp(&b.clause).then(likest).then(b.day.cmp(&a.day)).then(a.document.cmp(&b.document))
    });
    few(found, most)
}

/// What the opinion was about: the clause, else the words quoted from it.
fn said_of(finding: &PastFinding) -> &str {
    if finding.clause.is_empty() { &finding.quote } else { &finding.clause }
}

fn earlier(clause: usize, similarity: f64, same_rule: bool, opinion: &Opinion) -> Earlier {
    Earlier {
        clause,
        similarity,
        same_rule,
        finding: opinion.finding.clone(),
        document: opinion.document,
        title: opinion.title.clone(),
        letter: opinion.letter.clone(),
        day: opinion.day.clone(),
    }
}

/// The first few of each clause; the same words said of the same document are shown once.
fn few(found: Vec<Earlier>, most: usize) -> Vec<Earlier> {
    let (mut kept, mut seen) = (Vec::<Earlier>::new(), BTreeSet::new());
    for it in found {
        let taken = kept.iter().filter(|other| other.clause == it.clause).count();
        if taken < most && seen.insert((it.clause, it.document, it.finding.message.clone())) {
            kept.push(it);
        }
    }
    kept
}
