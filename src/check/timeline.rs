//! Check kind timeline: the steps of the dossier, one after the other and long enough. Days that nothing tells are asked
//! for, never guessed.

use super::Case;
use super::emit::Raw;
use crate::date::{self, Date};
use crate::dossier::{Dossier, Event};
use crate::finding::{Confidence, Unchecked};
use crate::rule::{Check, Least, RegionDays, RuleSet, TODAY, Timeline, Valued};

pub fn check(case: &Case<'_>, rules: &RuleSet, timeline: &Timeline, found: &mut dyn FnMut(Raw)) {
    let Some(dossier) = case.dossier else { return };
    match timeline.least {
        None => order(case, dossier, timeline, found),
        Some(least) => {
            if let Some(least) = limit(case, least) {
                interval(dossier, rules, timeline, &least, found);
            }
        }
    }
}

/// A limit in force, and whether its source was read.
struct Limit {
    least: u32,
    in_working_days: bool,
    is_verified: bool,
}

fn limit(case: &Case<'_>, least: Least) -> Option<Limit> {
    let values = &case.region.values;
    let valued = |value: &Option<Valued<u32>>, in_working_days| {
        let value = value.as_ref()?;
        Some(Limit { least: value.value, in_working_days, is_verified: value.verified })
    };
    match least {
        Least::Days(least) => Some(Limit { least, in_working_days: false, is_verified: true }),
        Least::WorkingDays(least) => Some(Limit { least, in_working_days: true, is_verified: true }),
        Least::Region(RegionDays::Comment) => {
            valued(&values.comment_days, false).or_else(|| valued(&values.comment_working_days, true))
        }
    }
}

/// The best reading of each step; what the user says stands first.
fn order(case: &Case<'_>, dossier: &Dossier, timeline: &Timeline, found: &mut dyn FnMut(Raw)) {
    let best = |step: &str| events(dossier, step).next().map(|event| (event.date, name(event)));
    let today = || Some((case.as_of, "审查日".to_owned()));
    let later = if timeline.later == TODAY { today() } else { best(&timeline.later) };
    let (Some(earlier), Some(later)) = (best(&timeline.earlier), later) else { return };
    if earlier.0 > later.0 {
        let raw = Raw::whole(format!("{}-{}", timeline.earlier, timeline.later));
        found(
            raw.value("date", date::chinese(earlier.0))
                .value("name", earlier.1)
                .value("value", date::chinese(later.0))
                .value("other", later.1),
        );
    }
}

/// The longest stretch counts: a notice may have been given twice.
fn interval(dossier: &Dossier, rules: &RuleSet, timeline: &Timeline, limit: &Limit, found: &mut dyn FnMut(Raw)) {
    let stretches = stretches(dossier, timeline);
    let Some((from, to, file)) = stretches.into_iter().max_by_key(|(from, to, _)| days(*from, *to)) else { return };
    let (shortest, longest) = match limit.in_working_days {
        false => (days(from, to), days(from, to) + 1),
        true => {
            let n = i64::from(dossier.calendar.between(from, to));
            (n, n + i64::from(dossier.calendar.is_working(from)))
        }
    };
    let least = i64::from(limit.least);
    if shortest >= least {
        return;
    }
    let is_counted = limit.in_working_days && !dossier.calendar.unknown(from, to).is_empty();
    // The first day counts or not, as one reads 期限: then it is a question.
    let is_open = longest >= least || is_counted || !limit.is_verified;
    let unit = if limit.in_working_days { "个工作日" } else { "日" };
    let raw = Raw::whole(format!("{}-{}", timeline.earlier, timeline.later))
        .value("date", date::chinese(from))
        .value("other", date::chinese(to))
        .value("value", format!("{longest}{unit}"))
        .value("limit", format!("{least}{unit}"))
        .value("name", file)
        .value("material", rules.step(&timeline.earlier).map_or("", |step| step.title.as_str()));
    found(if is_open { raw.at_most(Confidence::Possible) } else { raw });
}

/// Beginning and end as one file says them, else the best of all files.
fn stretches(dossier: &Dossier, timeline: &Timeline) -> Vec<(Date, Date, String)> {
    let pairs = events(dossier, &timeline.earlier).flat_map(|from| {
        let ends = events(dossier, &timeline.later).filter(move |to| to.path == from.path);
        ends.map(move |to| (from, to))
    });
    let mut pairs: Vec<_> = pairs.collect();
    if pairs.is_empty() {
        let best = events(dossier, &timeline.earlier).next().zip(events(dossier, &timeline.later).next());
        pairs.extend(best);
    }
    pairs.into_iter().map(|(from, to)| (from.date, to.date, name(from))).collect()
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The readings of a step, the best first; where the user gave the day, only that.
fn events<'d>(dossier: &'d Dossier, step: &'d str) -> impl Iterator<Item = &'d Event> {
    let of = move |event: &&Event| event.step == step;
    let is_given = dossier.events.iter().filter(of).any(|event| event.path.is_empty());
    let mut events: Vec<_> = dossier.events.iter().filter(of).collect();
    events.retain(|event| !is_given || event.path.is_empty());
    events.sort_by_key(|event| event.rank);
    events.into_iter()
}

fn name(event: &Event) -> String {
    match event.path.rsplit(['/', '\\']).next() {
        Some(name) if !name.is_empty() => format!("“{name}”"),
        _ => "dossier.toml".to_owned(),
    }
}

/// Steps that a rule asks about and that left a material, whose day nothing tells.
pub fn not_checked(case: &Case<'_>, rules: &RuleSet, applies: &[bool], unchecked: &mut Vec<Unchecked>) {
    let Some(dossier) = case.dossier else { return };
    let applying = rules.rules.iter().zip(applies).filter(|(_, applies)| **applies);
    let asked = applying.filter_map(|(rule, _)| match &rule.check {
        Check::Timeline(timeline) if timeline.least.is_none_or(|least| limit(case, least).is_some()) => Some(timeline),
        _ => None,
    });
    for step in asked.flat_map(|timeline| [&timeline.earlier, &timeline.later]).filter_map(|id| rules.step(id)) {
        let first =
            step.read.iter().flat_map(|reading| &reading.material).flat_map(|material| dossier.of(material)).next();
        let Some(item) = first.filter(|_| events(dossier, &step.id).next().is_none()) else { continue };
        let why = format!(
            "“{}”里没有读到日期；请核对，或者在 dossier.toml 的 [dates] 中写明 {} = 年-月-日",
            item.file_name(),
            step.id
        );
        unchecked.push(Unchecked { what: format!("{}的日期", step.title), why });
    }
}
