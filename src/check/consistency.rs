//! Check kind consistency: the same fact in the draft and in its materials.

mod figure;

use super::Case;
use super::emit::Raw;
use crate::date;
use crate::document::{Document, Level, Place};
use crate::dossier::{Dossier, Item, same_title};
use crate::fact::{Facts, stated};
use crate::finding::{Confidence, Related};
use crate::rule::{ConsistentFact, RuleSet};
use crate::text::{MatchView, Span, Text};

pub fn check(case: &Case<'_>, rules: &RuleSet, fact: ConsistentFact, found: &mut dyn FnMut(Raw)) {
    let Some(dossier) = case.dossier else { return };
    match fact {
        ConsistentFact::Title => titles(case, rules, dossier, found),
        ConsistentFact::Counts => agreeing(rules, dossier).for_each(|item| counts(case, item, found)),
        ConsistentFact::Figures => agreeing(rules, dossier).for_each(|item| figure::check(case, rules, item, found)),
        ConsistentFact::Steps => steps(rules, dossier, found),
        ConsistentFact::Effective | ConsistentFact::Issuer | ConsistentFact::Validity => {
            agreeing(rules, dossier).for_each(|item| value_of(case, item, fact, found));
        }
    }
}

/// Materials that speak of this state of the draft.
fn agreeing<'d>(rules: &'d RuleSet, dossier: &'d Dossier) -> impl Iterator<Item = &'d Item> {
    let agreeing = rules.materials().iter().filter(|material| material.agrees);
    agreeing.flat_map(|material| dossier.of(&material.id)).filter(|item| item.same_as.is_none())
}

fn value_of(case: &Case<'_>, item: &Item, fact: ConsistentFact, found: &mut dyn FnMut(Raw)) {
    let Some(own) = value(case.facts, fact) else { return };
    let Some((facts, other)) = item.facts.as_ref().and_then(|facts| Some((facts, value(facts, fact)?))) else { return };
    if other != own {
        let raw = match place(case, fact) {
            Some((node, span)) => Raw::at(node, span),
            None => Raw::whole(format!("{fact:?}")),
        };
        let raw = raw.value("value", own).value("other", other.clone()).value("name", item.file_name());
        let span = match fact {
            ConsistentFact::Effective => facts.dates.effective.map(|fact| fact.span),
            _ => facts.dates.term.map(|term| term.span),
        };
        found(beside(raw, item, span, format!("写的是{other}")));
    }
}

/// The other place, where it is known.
fn beside(mut raw: Raw, item: &Item, span: Option<Span>, note: String) -> Raw {
    if let Some((span, content)) = span.zip(item.content.as_ref()) {
        let place = content.document.node_at(span.start).map(|node| Place::of(&content.document, node));
        raw.related.push(Related { path: item.path.clone(), place: place.unwrap_or_default(), span, note });
    }
    raw
}

fn value(facts: &Facts, fact: ConsistentFact) -> Option<String> {
    match fact {
        ConsistentFact::Effective => facts.dates.effective.map(|fact| date::chinese(fact.date)),
        ConsistentFact::Issuer => facts.issuer.clone(),
        ConsistentFact::Validity => {
            let term = facts.dates.term?;
            term.until
                .map(|until| format!("至{}", date::chinese(until)))
                .or_else(|| term.period.map(|period| period.to_string()))
        }
        _ => None,
    }
}

fn place(case: &Case<'_>, fact: ConsistentFact) -> Option<(usize, Span)> {
    let dates = &case.facts.dates;
    let span = match fact {
        ConsistentFact::Effective => dates.effective?.span,
        ConsistentFact::Validity => dates.term?.span,
        _ => return None,
    };
    Some((case.document.node_at(span.start)?, span))
}

/// The 《…》 in the title of a material names the draft. What was sent round earlier may have had another name.
fn titles(case: &Case<'_>, rules: &RuleSet, dossier: &Dossier, found: &mut dyn FnMut(Raw)) {
    let own = own_title(case);
    let named = |item: &Item| {
        let title = &item.facts.as_ref()?.title;
        let open = title.find('《')?;
        let rest = &title[open + '《'.len_utf8()..];
        rest.rfind('》').map(|end| rest[..end].to_owned()).filter(|inner| !inner.contains('》'))
    };
    for item in dossier.items.iter().filter(|item| item.same_as.is_none()) {
        let material = item.material.as_deref().and_then(|id| rules.recogniser.find(id));
        let Some((material, other)) = material.zip(named(item)) else { continue };
        let speaks = material.agrees || TITLED.contains(&material.id.as_str());
        if own.is_empty() || !speaks || same_title(&own, &other) {
            continue;
        }
        let raw = Raw::whole(format!("title-{}", material.id)).value("value", own.clone());
        let raw = raw.value("other", other).value("name", item.file_name());
        found(if material.agrees { raw } else { raw.at_most(Confidence::Possible) });
    }
}

/// Materials of earlier rounds whose titles name the draft of that time.
const TITLED: [&str; 2] = ["public-comment", "adoption"];

/// The instrument that a notice carries, else the document itself.
fn own_title(case: &Case<'_>) -> String {
    let mut carried = case.document.nodes.iter().filter(|node| node.level == Level::Instrument);
    match (carried.next(), carried.next()) {
        (Some(node), None) if !node.heading.is_empty() => crate::text::fold(case.text.slice(node.heading)),
        _ => case.facts.title.clone(),
    }
}

/// 《办法》共五章二十六条
fn counts(case: &Case<'_>, item: &Item, found: &mut dyn FnMut(Raw)) {
    let Some(content) = &item.content else { return };
    let Some((chapters, articles)) = own_counts(case.document) else { return };
    for (view, span) in views(&content.text) {
        for said in stated::counts(view.as_str()) {
            let differs = said.articles != articles || said.chapters.is_some_and(|n| n != chapters);
            if !differs || speaks_of_other(case, view.as_str(), said.range.start) {
                continue;
            }
            let own =
                if said.chapters.is_some() { format!("{chapters}章{articles}条") } else { format!("{articles}条") };
            let other = said.chapters.map_or(String::new(), |n| format!("{n}章")) + &format!("{}条", said.articles);
            let raw = Raw::whole("counts").value("value", own).value("other", other.clone());
            let here = Some(view.span(said.range.clone())).filter(|it| span.covers(*it));
            found(beside(raw.value("name", item.file_name()), item, here, format!("写的是{other}")));
        }
    }
}

/// Chapters and articles of the one text that has articles.
fn own_counts(document: &Document) -> Option<(u32, u32)> {
    let instruments = document.count(Level::Instrument);
    let n = |level| u32::try_from(document.count(level)).ok();
    let articles = n(Level::Article)?;
    (instruments <= 1 && articles > 0).then_some((n(Level::Chapter)?, articles))
}

/// 《物业管理条例》共七章七十条: the last full name before is another's.
fn speaks_of_other(case: &Case<'_>, view: &str, at: usize) -> bool {
    const SHORTEST: usize = 6;
    let sentence = view[..at].rfind('。').map_or(0, |stop| stop + '。'.len_utf8());
    let Some(close) = view[sentence..at].rfind('》').map(|close| sentence + close) else { return false };
    let name = view[sentence..close].rfind('《').map(|open| &view[sentence + open + '《'.len_utf8()..close]);
    name.is_some_and(|name| name.chars().count() >= SHORTEST && !same_title(name, &own_title(case)))
}

fn views(text: &Text) -> impl Iterator<Item = (MatchView<'_>, Span)> {
    let body = text.blocks().iter().filter(|block| block.kind.is_body());
    body.map(move |block| (MatchView::new(text, block.span), block.span))
}

/// Two materials that put the same step on different days.
fn steps(rules: &RuleSet, dossier: &Dossier, found: &mut dyn FnMut(Raw)) {
    for step in &rules.steps {
        let mut events = dossier.events.iter().filter(|event| event.step == step.id && !event.path.is_empty());
        let Some(first) = events.next() else { continue };
        let Some(other) = events.find(|event| event.date != first.date) else { continue };
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        found(
            Raw::whole(format!("step-{}", step.id))
                .value("material", step.title.clone())
                .value("value", date::chinese(first.date))
                .value("name", name(&first.path))
                .value("other", format!("“{}”写的是{}", name(&other.path), date::chinese(other.date))),
        );
    }
}
