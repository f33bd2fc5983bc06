//! Check kind consistency: the same fact in the draft and in its materials.

use super::Case;
use super::emit::Raw;
use crate::date;
use crate::fact::Facts;
use crate::rule::{ConsistentFact, RuleSet};

pub fn check(case: &Case<'_>, rules: &RuleSet, fact: ConsistentFact, found: &mut dyn FnMut(Raw)) {
    let Some(dossier) = case.dossier else { return };
    let Some(own) = value(case.facts, fact) else { return };
    let agreeing = rules.materials.iter().filter(|material| material.agrees);
    for item in agreeing.flat_map(|material| dossier.of(&material.id)) {
        let Some(other) = item.facts.as_ref().and_then(|facts| value(facts, fact)) else { continue };
        if other != own {
            let file = item.path.rsplit('/').next().unwrap_or(&item.path);
            let raw = match place(case, fact) {
                Some((node, span)) => Raw::at(node, span),
                None => Raw::whole(format!("{fact:?}")),
            };
            found(raw.value("value", own.clone()).value("other", other).value("name", file));
        }
    }
}

fn value(facts: &Facts, fact: ConsistentFact) -> Option<String> {
    match fact {
        ConsistentFact::Title => Some(facts.title.clone()).filter(|title| !title.is_empty()),
        ConsistentFact::Effective => facts.dates.effective.map(|fact| date::chinese(fact.date)),
        ConsistentFact::Issuer => facts.issuer.clone(),
        ConsistentFact::Validity => {
            let term = facts.dates.term?;
            term.until
                .map(|until| format!("至{}", date::chinese(until)))
                .or_else(|| term.period.map(|period| period.to_string()))
        }
    }
}

fn place(case: &Case<'_>, fact: ConsistentFact) -> Option<(usize, crate::text::Span)> {
    let dates = &case.facts.dates;
    let span = match fact {
        ConsistentFact::Effective => dates.effective?.span,
        ConsistentFact::Validity => dates.term?.span,
        ConsistentFact::Title | ConsistentFact::Issuer => return None,
    };
    Some((case.document.node_at(span.start)?, span))
}
