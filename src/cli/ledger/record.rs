//! What a document says of itself, and what a review found, as the ledger keeps it.

use std::path::Path;

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::parse::Read;
use super::super::{Failure, print};
use super::{fault, in_profile};
use crate::document::{Document, Level};
use crate::fact::{self, Facts, Kind};
use crate::finding::Finding;
use crate::lawbook::Lawbook;
use crate::ledger::{Clause, Field, Ledger, PastFinding, Record, ReviewRecord};
use crate::review::Draft;
use crate::text::{Span, Text};

/// An issued document, read.
pub fn issued(path: &Path) -> Result<Record, Failure> {
    let read = Read::file(path)?;
    let text = &read.source.text;
    let passages = fact::passages(text, &read.document);
    let facts = fact::collect(text, &read.document, &passages, &Lawbook::built_in());
    let mut record = drafted(&facts, facts.kind);
    let dates = &facts.dates;
    let effective = dates.in_force_from();
    let days = [
        (Field::Adopted, dates.adopted.map(|fact| fact.date)),
        (Field::Published, dates.published.map(|fact| fact.date)),
        (Field::Effective, effective),
        (Field::Expires, dates.term.and_then(|term| term.until)),
    ];
    for (field, day) in days {
        record.set(field, day.map(|day| day.to_string()).unwrap_or_default());
    }
    let term = dates.term.and_then(|term| term.period);
    record.set(Field::Term, term.map(|term| term.to_string()).unwrap_or_default());
    record.set(Field::Path, path.display().to_string());
    Ok(record)
}

/// What a draft says of itself; its days are not yet those of a document.
fn drafted(facts: &Facts, kind: Kind) -> Record {
    let mut record = Record::default().with(Field::Title, facts.title.trim()).with(Field::Kind, kind_id(kind));
    record.set(Field::DocumentNumber, facts.document_number.clone().unwrap_or_default());
    record.set(Field::Issuer, facts.issuer.clone().unwrap_or_default());
    record
}

fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::NormativeDocument | Kind::Unknown => "normative-document",
        Kind::MajorDecision => "major-decision",
        Kind::Statute => "legislation",
        Kind::Other => "important-document",
    }
}

/// Writes a review into the ledger that the profile names; without one nothing is written. A ledger that cannot be
/// written to makes the run incomplete, not the review.
pub fn review(path: &str, draft: &Draft, unit: Option<&str>, settings: &Settings) -> Result<(), Failure> {
    let Some(file) = in_profile(settings) else { return Ok(()) };
    let mut register = Ledger::open_or_create(&file).map_err(fault)?;
    let stored = register.record_review(&reviewed(path, draft, unit, settings)).map_err(fault)?;
    if !settings.quiet {
        print::complain(&format!("已记入台账 {}：第{}件", file.display(), stored.document));
    }
    Ok(())
}

fn reviewed(path: &str, draft: &Draft, unit: Option<&str>, settings: &Settings) -> ReviewRecord {
    let mut record = drafted(&draft.facts, draft.kind);
    record.values.remove(&Field::DocumentNumber);
    record.set(Field::Unit, unit.unwrap_or_default());
    record.set(Field::Path, path);
    record.set(Field::Received, settings.as_of.to_string());
    if record.title().is_empty() {
        record.set(Field::Title, path.rsplit(['/', '\\']).next().unwrap_or(path));
    }
    let findings = draft.outcome.findings.iter();
    ReviewRecord { record, findings: findings.map(|finding| past(draft, finding)).collect() }
}

fn past(draft: &Draft, finding: &Finding) -> PastFinding {
    let text = &draft.source.text;
    let quote = finding.span.map_or_else(String::new, |span| text.slice(span).to_owned());
    let clause = finding.span.map(|span| clause(text, &draft.document, span));
    let basis: Vec<_> = finding.basis.iter().map(|basis| format!("《{}》{}", basis.law, basis.article)).collect();
    PastFinding {
        rule: finding.rule.to_string(),
        title: finding.title.to_string(),
        grade: finding.grade.chinese().to_owned(),
        confidence: finding.confidence.chinese().to_owned(),
        place: finding.place.to_string(),
        quote,
        clause: clause.unwrap_or_default(),
        message: finding.message.clone(),
        advice: finding.advice.to_string(),
        basis: basis.join("，"),
        fingerprint: finding.fingerprint.clone(),
        ..PastFinding::default()
    }
}

/// Clauses longer than this say more than one thing.
const LONGEST: usize = 600;

/// The paragraph around a place.
fn clause(text: &Text, document: &Document, span: Span) -> String {
    let bodies = document.nodes.iter().filter(|node| node.level != Level::Table).map(|node| node.body);
    let around = bodies.filter(|body| body.covers(span)).min_by_key(|body| body.end - body.start);
    let around = around.or_else(|| text.blocks().iter().map(|block| block.span).find(|block| block.covers(span)));
    text.slice(around.unwrap_or(span)).trim().chars().take(LONGEST).collect()
}

/// The clauses of a draft with the rules that found something in them.
pub fn clauses(draft: &Draft) -> Vec<Clause> {
    let (text, document) = (&draft.source.text, &draft.document);
    let nodes = document.nodes.iter().filter(|node| !node.body.is_empty() && node.level != Level::Table);
    let clause = |body: Span| {
        let inside = |finding: &&Finding| finding.span.is_some_and(|span| body.covers(span));
        let found: Vec<_> = draft.outcome.findings.iter().filter(inside).collect();
        let place = found.first().map_or_else(String::new, |finding| finding.place.to_string());
        let text = text.slice(body).trim().chars().take(LONGEST).collect();
        Clause { place, text, rules: found.iter().map(|finding| finding.rule.to_string()).collect() }
    };
    nodes.map(|node| clause(node.body)).collect()
}

/// The settings of a review, for a draft at hand.
pub fn read(path: &Path, engine: &Engine, settings: &Settings) -> Result<Draft, Failure> {
    let place = crate::source::Place::named(path).map_err(|unread| Failure::unread(path, &unread))?;
    let source = place.read().and_then(crate::source::Source::into_draft);
    let source = source.map_err(|unread| Failure::unread(path, &unread))?;
    Ok(crate::review::check(source, &engine.settings(settings), None))
}
