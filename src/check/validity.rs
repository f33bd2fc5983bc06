//! Check kind validity: term, post-evaluation and names (有效期、后评估、名称); the values are the region's.

use super::Case;
use super::emit::Raw;
use crate::date::{self, Date, Period};
use crate::document::Level;
use crate::finding::Confidence;
use crate::rule::{NATION, Start, ValidityProblem, Valued};
use crate::text::{Span, fold};

/// Months before the end that count as soon.
const SOON: u32 = 6;

pub fn check(case: &Case<'_>, problem: ValidityProblem, found: &mut dyn FnMut(Raw)) {
    match problem {
        ValidityProblem::Unstated => unstated(case, found),
        ValidityProblem::TooLong => too_long(case, found),
        ValidityProblem::Expired => ends(case, found, |end, today| end < today),
        ValidityProblem::LapsedByDefault => lapsed_by_default(case, found),
        ValidityProblem::Expiring => ends(case, found, |end, today| today <= end && end <= later(today, SOON)),
        ValidityProblem::EvaluationDue => evaluation_due(case, found),
        ValidityProblem::NoEffectiveDate => no_effective_date(case, found),
        ValidityProblem::Retroactive => retroactive(case, found),
        ValidityProblem::ForbiddenTitle => forbidden_title(case, found),
    }
}

fn later(day: Date, months: u32) -> Date {
    Period::Months(months).after(day).unwrap_or(day)
}

/// An unverified value never makes a certain finding.
fn by<T>(value: &Valued<T>, raw: Raw) -> Raw {
    if value.verified { raw } else { raw.at_most(Confidence::Likely) }
}

fn unstated(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let Some(required) = case.region.values.term_required.as_ref().filter(|required| required.value) else { return };
    if case.facts.dates.term.is_none() {
        found(by(required, Raw::whole("term")));
    }
}

/// The longest term for this kind of document, in months.
fn longest<'c>(case: &'c Case<'_>) -> Option<&'c Valued<u32>> {
    let values = &case.region.values;
    if case.facts.is_trial {
        return values.term_months_trial_max.as_ref();
    }
    if case.facts.title.ends_with("通告") && values.term_months_notice_max.is_some() {
        return values.term_months_notice_max.as_ref();
    }
    values.term_months_max.as_ref()
}

fn too_long(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let (Some(limit), Some(term)) = (longest(case), case.facts.dates.term) else { return };
    let (stated, is_longer) = match (term.period, term.until, start(case)) {
        (Some(period), ..) => (period.to_string(), period.months().is_some_and(|months| months > limit.value)),
        (None, Some(until), Some(start)) => (format!("至{}", date::chinese(until)), until > later(start, limit.value)),
        _ => return,
    };
    if is_longer {
        let raw = placed(case, term.span).value("value", stated).value("limit", months(limit.value));
        // Without a region the limit is not known to be this document's.
        let is_known = case.region.code != NATION;
        found(by(limit, if is_known { raw } else { raw.at_most(Confidence::Possible) }));
    }
}

fn months(n: u32) -> String {
    if n.is_multiple_of(12) { format!("{}年", n / 12) } else { format!("{n}个月") }
}

fn start(case: &Case<'_>) -> Option<Date> {
    let dates = &case.facts.dates;
    if runs_from_publication(case) { dates.published.map(|fact| fact.date) } else { dates.in_force_from() }
}

fn runs_from_publication(case: &Case<'_>) -> bool {
    case.region.values.term_start.as_ref().is_some_and(|start| start.value == Start::Published)
}

/// 届满. A term of years leaves one day open: the corresponding day, or the day before.
fn end(case: &Case<'_>) -> Option<(Date, Span)> {
    let term = case.facts.dates.term?;
    Some((case.facts.dates.expires(runs_from_publication(case))?, term.span))
}

/// A printed last day proves itself; a term of years is counted from a day that the region fixes, and is no surer.
fn counted(case: &Case<'_>, raw: Raw) -> Raw {
    let is_printed = case.facts.dates.term.is_some_and(|term| term.until.is_some());
    match &case.region.values.term_start {
        _ if is_printed => raw,
        Some(start) => by(start, raw),
        None => raw.at_most(Confidence::Likely),
    }
}

fn ends(case: &Case<'_>, found: &mut dyn FnMut(Raw), is_fault: impl Fn(Date, Date) -> bool) {
    let Some((end, span)) = end(case) else { return };
    if is_fault(end, case.as_of) {
        found(counted(case, placed(case, span).value("date", date::chinese(end))));
    }
}

/// No term is stated, and that which the region then counts has run out.
fn lapsed_by_default(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let (None, Some(default), Some(start)) =
        (case.facts.dates.term, &case.region.values.term_months_default, start(case))
    else {
        return;
    };
    let end = later(start, default.value);
    if end < case.as_of {
        let raw = Raw::whole("term").value("date", date::chinese(end)).value("value", months(default.value));
        found(by(default, raw));
    }
}

fn evaluation_due(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let (Some((end, span)), Some(ahead)) = (end(case), &case.region.values.evaluation_months) else { return };
    if case.as_of <= end && end <= later(case.as_of, ahead.value) {
        let raw = placed(case, span).value("date", date::chinese(end)).value("value", months(ahead.value));
        found(by(ahead, counted(case, raw)));
    }
}

fn no_effective_date(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let dates = &case.facts.dates;
    if dates.effective.is_none() && dates.effective_after_publication.is_none() && case.facts.has_articles {
        let raw = Raw::whole("effective");
        found(if speaks_of_force(case) { raw.at_most(Confidence::Possible) } else { raw });
    }
}

/// Words like those of coming into force, where nobody looked for them: in an annex, in another document's sentence.
fn speaks_of_force(case: &Case<'_>) -> bool {
    const WORDS: [&str; 6] = ["日起施行", "日起实施", "日起执行", "日起正式施行", "日起生效", "日起试行"];
    let tells = |text: &str| WORDS.iter().any(|word| text.contains(word));
    case.passages.iter().any(|passage| tells(passage.view.as_str()))
}

fn retroactive(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let (Some(effective), Some(published)) = (case.facts.dates.effective, case.facts.dates.published) else { return };
    if effective.date < published.date {
        let raw = placed(case, effective.span);
        found(raw.value("date", date::chinese(effective.date)).value("other", date::chinese(published.date)));
    }
}

/// A document, or one that it carries, bears a name kept for others: ……管理条例（试行）.
fn forbidden_title(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let Some(words) = &case.region.values.forbidden_title_words else { return };
    let document = case.document;
    let title = document.head.title.iter().map(|title| title.span);
    let instruments = document.nodes.iter().filter(|node| node.level == Level::Instrument);
    for span in title.chain(instruments.map(|node| node.heading)) {
        let name = fold(case.text.slice(span));
        let name = name.split('（').next().unwrap_or_default();
        if let Some(word) = words.value.iter().find(|word| name.ends_with(word.as_str())) {
            found(by(words, placed(case, span)).value("name", word.as_str()));
        }
    }
}

fn placed(case: &Case<'_>, span: Span) -> Raw {
    case.document
        .node_at(span.start)
        .map_or_else(|| Raw { span: Some(span), ..Raw::default() }, |node| Raw::at(node, span))
}
