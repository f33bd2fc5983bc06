//! Check kind order: dates that cannot stand in this order.

use super::Case;
use super::emit::Raw;
use crate::date::{self, Date};
use crate::fact::DateFact;
use crate::rule::DateName;
use crate::text::Span;

pub fn check(case: &Case<'_>, earlier: DateName, later: DateName, found: &mut dyn FnMut(Raw)) {
    let (Some((first, _)), Some((second, span))) = (named(case, earlier), named(case, later)) else { return };
    if first <= second {
        return;
    }
    let node = span.and_then(|span| case.document.node_at(span.start));
    let raw = match (node, span) {
        (Some(node), Some(span)) => Raw::at(node, span),
        (None, Some(span)) => Raw { span: Some(span), ..Raw::default() },
        _ => Raw::whole("order"),
    };
    found(raw.value("date", date::chinese(second)).value("other", date::chinese(first)));
}

fn named(case: &Case<'_>, name: DateName) -> Option<(Date, Option<Span>)> {
    let dates = &case.facts.dates;
    let printed = |fact: Option<DateFact>| fact.map(|fact| (fact.date, Some(fact.span)));
    match name {
        DateName::Adopted => printed(dates.adopted),
        DateName::Published | DateName::Printed => printed(dates.published),
        DateName::Effective => printed(dates.effective),
        DateName::Expires => dates.term.and_then(|term| term.until.map(|until| (until, Some(term.span)))),
    }
}
