//! One row a document: state, proposal (清理意见), reasons; and all rows together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::alike::{self, Pair};
use super::basis;
use super::index::Index;
use super::life::{self, Expires, State};
use super::register::{self, Entry};
use super::{Mark, Record, Setting, Why};
use crate::date::Date;
use crate::fact::Kind;
use crate::finding::{Confidence, Grade, Heading};
use crate::rule::Proposal;

/// Findings of one kind named in a row.
const MOST_MARKS: usize = 3;

/// What a sweep says of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub path: String,
    pub title: String,
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    /// 责任单位: as the ledger has it, else the issuer.
    pub unit: Option<String>,
    pub kind: Kind,
    pub trial: bool,
    pub dates: Dates,
    pub term: Option<String>,
    pub expires: Expires,
    /// From this day on it is to be evaluated (后评估), where the region says when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Date>,
    pub state: State,
    pub proposal: Proposal,
    pub reasons: Vec<Why>,
    pub confidence: Confidence,
    /// What a reviewer decided, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decision>,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Dates {
    pub adopted: Option<Date>,
    pub published: Option<Date>,
    pub effective: Option<Date>,
}

/// A reviewer's correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    pub proposal: Proposal,
    pub note: String,
}

/// All that a sweep comes to.
pub struct Outcome {
    pub rows: Vec<Row>,
    pub pairs: Vec<Pair>,
    /// Rows of the ledger without a file.
    pub ledger_only: Vec<Entry>,
}

/// Judges all documents together; `marks` gives the findings of a document when its row is made.
pub fn conduct(
    records: &[Record],
    mut marks: impl FnMut(usize) -> Vec<Mark>,
    ledger: &[Entry],
    decisions: &BTreeMap<String, Decision>,
    setting: &Setting<'_>,
) -> Outcome {
    let index = Index::new(records);
    let lives = life::lives(records, &index, setting);
    let mut bases = basis::bases(records, &index, &lives, setting);
    let pairs = alike::pairs(records);
    let mut alike = alike::reasons(records, &lives, &pairs, setting);
    let mut joined = register::join(ledger, records, &index, &lives, setting);
    let mut rows = Vec::with_capacity(records.len());
    for (at, record) in records.iter().enumerate() {
        let mut whys = lives[at].whys.clone();
        for more in [&mut bases[at], &mut joined.reasons[at], &mut alike[at]] {
            whys.append(more);
        }
        whys.extend(found(&marks(at), setting));
        whys.extend(not_normative(record));
        let unit = joined.of[at].map(|row| ledger[row].cell("unit").to_owned()).filter(|unit| !unit.is_empty());
        let decided = decisions.get(&setting.paths[at]).cloned();
        let (state, expires) = (lives[at].state, lives[at].expires);
        rows.push(Row {
            unit: unit.or_else(|| record.issuer.clone()),
            decided,
            ..row(record, at, (state, expires), whys, setting)
        });
    }
    let ledger_only = joined.alone.into_iter().map(|row| ledger[row].clone()).collect();
    Outcome { rows, pairs, ledger_only }
}

fn row(
    record: &Record,
    at: usize,
    (state, expires): (State, Expires),
    mut whys: Vec<Why>,
    setting: &Setting<'_>,
) -> Row {
    whys.iter_mut().for_each(|why| why.say(setting));
    let (proposal, confidence) = propose(state, &whys, setting);
    whys.sort_by_key(|why| std::cmp::Reverse(weight(why, setting)));
    Row {
        path: setting.paths[at].clone(),
        title: record.title.clone(),
        document_number: record.number.clone(),
        issuer: record.issuer.clone(),
        unit: None,
        kind: record.kind,
        trial: record.is_trial,
        dates: Dates {
            adopted: record.adopted,
            published: record.published,
            effective: record.in_force_from.or(record.effective),
        },
        term: record.term.as_ref().map(|term| term.quote.clone()),
        expires,
        evaluation: evaluation(expires, setting),
        state,
        proposal,
        reasons: whys,
        confidence,
        decided: None,
    }
}

fn evaluation(expires: Expires, setting: &Setting<'_>) -> Option<Date> {
    let months = i64::from(setting.region.values.evaluation_months.as_ref()?.value);
    expires.no_later_than?.checked_sub(jiff::Span::new().try_months(months).ok()?).ok()
}

/// What a reason weighs: nothing where it is only a hint.
fn weight(why: &Why, setting: &Setting<'_>) -> Option<Proposal> {
    let proposal = setting.words.reason(&why.code)?.proposal.proposal()?;
    // What is only possible is for a person to judge.
    Some(if why.confidence == Confidence::Possible { Proposal::Judge } else { proposal })
}

/// The heaviest reason decides; without one the document stays.
fn propose(state: State, whys: &[Why], setting: &Setting<'_>) -> (Proposal, Confidence) {
    let heaviest = whys.iter().filter_map(|why| Some((weight(why, setting)?, why.confidence))).max();
    match heaviest {
        Some(found) => found,
        None if state == State::Unclear => (Proposal::Judge, Confidence::Possible),
        None => (Proposal::Keep, Confidence::Likely),
    }
}

/// Findings by what they mean to a clean-up: 公平竞争, content, organs, wording.
fn found(marks: &[Mark], setting: &Setting<'_>) -> Vec<Why> {
    let mut by_code: BTreeMap<String, (usize, Vec<Why>)> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| !mark.rule.starts_with("validity/")) {
        let code = code(mark, setting);
        let (count, whys) = by_code.entry(code.clone()).or_default();
        *count += 1;
        if whys.len() < MOST_MARKS {
            let why = Why::new(&code).fill("by", &format!("{}（{}）", mark.title, mark.rule));
            whys.push(why.quote(&mark.place, &mark.quote).at(mark.confidence));
        }
    }
    by_code.into_values().flat_map(|(_, whys)| whys).collect()
}

fn code(mark: &Mark, setting: &Setting<'_>) -> String {
    let kind = match mark.heading {
        _ if setting.themed => "theme",
        _ if mark.rule.contains("organ") => return "abolished-organ".to_owned(),
        Heading::Competition => "competition",
        Heading::Drafting | Heading::Procedure => return "drafting".to_owned(),
        _ => "content",
    };
    let is_grave = mark.grade == Grade::Violation || setting.themed && mark.grade >= Grade::Defect;
    if is_grave && mark.confidence >= Confidence::Likely { format!("{kind}-likely") } else { kind.to_owned() }
}

fn not_normative(record: &Record) -> Option<Why> {
    let is_other = matches!(record.kind, Kind::Other | Kind::Statute);
    is_other.then(|| Why::new("not-normative").fill("by", &format!("是{}", record.kind.chinese())))
}
