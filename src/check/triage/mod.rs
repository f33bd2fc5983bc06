//! 分流: what kind of document it is, why, how sure that is, and whether its organ may make one. The signals and their
//! weights are data; here they are only looked for and weighed.

mod area;
mod organ;
#[cfg(test)]
mod tests;

use crate::document::Document;
use crate::fact::{Facts, Kind, Passage};
use crate::finding::Confidence;
use crate::rule::{self, Signal};
use crate::text::Text;

pub use organ::Organ;

/// What a document is taken for, with the reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    pub kind: Kind,
    /// Which other item: 合同、协议
    pub item: Option<String>,
    /// `None` where no signal was weighed.
    pub confidence: Option<Confidence>,
    /// Reasons for the kind; where it is unknown, for a normative document. The weightiest first.
    pub reasons: Vec<Reason>,
    pub against: Vec<Reason>,
    pub organ: Organ,
}

/// A signal that was seen: the words it rests on, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    pub why: String,
    /// Empty where the form of the document tells.
    pub quote: String,
    pub place: String,
    /// Which rule says so; empty for usage.
    pub source: String,
    pub weight: i32,
}

/// A lead smaller than this leaves it open.
const CLEAR_LEAD: i32 = 3;

impl Triage {
    /// A kind without reasons.
    pub fn of(kind: Kind) -> Triage {
        Triage { kind, ..Triage::default() }
    }

    /// Neither the kind nor the organ gives cause for a question.
    pub fn is_plain(&self) -> bool {
        let settled = self.confidence != Some(Confidence::Possible) && self.kind == Kind::NormativeDocument;
        settled && self.organ.may_issue != Some(false)
    }
}

/// Weighs all signals. Without signals the quick guess of the facts stands.
pub fn judge(
    text: &Text,
    document: &Document,
    facts: &Facts,
    passages: &[Passage<'_>],
    rules: &rule::Triage,
) -> Triage {
    let organ = organ::judge(text, document, facts, &rules.organs);
    if rules.signals.is_empty() {
        return Triage { organ, ..Triage::of(facts.kind) };
    }
    let seen = area::look(text, document, facts, passages, &organ, rules);
    let seen: Vec<_> = seen.into_iter().map(|(index, seen)| (&rules.signals[index], seen)).collect();
    let (kind, confidence) = weigh(|kind| seen.iter().filter(|(it, _)| it.kind == kind).map(|(it, _)| it.weight).sum());
    let wanted = if kind == Kind::Unknown { Kind::NormativeDocument } else { kind };
    let mut triage = Triage { kind, confidence: Some(confidence), organ, ..Triage::default() };
    let mut heaviest = 0;
    for (signal, seen) in seen {
        if speaks_for(signal, wanted) {
            if signal.weight > heaviest && signal.item.is_some() {
                triage.item.clone_from(&signal.item);
                heaviest = signal.weight;
            }
            triage.reasons.push(reason(signal, seen));
        } else {
            triage.against.push(reason(signal, seen));
        }
    }
    triage.reasons.sort_by_key(|reason| -reason.weight);
    triage.against.sort_by_key(|reason| -reason.weight);
    triage
}

fn speaks_for(signal: &Signal, kind: Kind) -> bool {
    signal.kind == kind && signal.weight > 0
}

fn reason(signal: &Signal, seen: area::Seen) -> Reason {
    let area::Seen { quote, place } = seen;
    Reason { why: signal.why.clone(), quote, place, source: signal.source.clone(), weight: signal.weight.abs() }
}

/// The heaviest kind. What may be a normative document is treated as one, and what nothing tells is unknown.
fn weigh(weight: impl Fn(Kind) -> i32) -> (Kind, Confidence) {
    let normative = weight(Kind::NormativeDocument);
    let others = [Kind::Statute, Kind::MajorDecision, Kind::Other].map(|kind| (weight(kind).max(0), kind));
    let (heaviest, kind) = others.into_iter().max_by_key(|(weight, _)| *weight).unwrap_or((0, Kind::Unknown));
    let lead = heaviest - normative.max(0);
    match lead {
        CLEAR_LEAD.. => (kind, Confidence::Likely),
        _ if normative <= 0 => (Kind::Unknown, Confidence::Possible),
        _ if -lead >= CLEAR_LEAD => (Kind::NormativeDocument, Confidence::Likely),
        _ => (Kind::NormativeDocument, Confidence::Possible),
    }
}
