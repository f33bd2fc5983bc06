//! Case × RuleSet × Lawbook → findings: the one place that sees what the draft says, what the world says and what may
//! not be. One file a check kind.

mod abbreviation;
mod applies;
mod attachment;
mod band;
mod citation;
mod consistency;
mod emit;
pub mod examples;
mod listed;
mod numbering;
mod order;
mod organ;
mod phrase;
mod procedure;
mod quote;
mod reference;
mod required;
mod timeline;
pub mod triage;
mod validity;

use std::cell::OnceCell;

use crate::date::Date;
use crate::document::Document;
use crate::dossier::Dossier;
use crate::fact::{Facts, Kind, Passage};
use crate::finding::{Finding, Unchecked};
use crate::lawbook::Lawbook;
use crate::library::Library;
use crate::rule::{Check, Lists, OrganProblem, Region, RuleSet};
use crate::text::Text;

use emit::Emitter;
pub use emit::mask;
use phrase::Pass;
use triage::Triage;

/// A draft with all that is known about it.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub text: &'a Text,
    pub document: &'a Document,
    pub facts: &'a Facts,
    pub passages: &'a [Passage<'a>],
    pub as_of: Date,
    pub region: &'a Region,
    /// What the draft is treated as.
    pub kind: Kind,
    /// What it was taken for, and whose it is.
    pub triage: &'a Triage,
    /// Whether the user said what kind it is.
    pub kind_is_given: bool,
    pub dossier: Option<&'a Dossier>,
    /// The user's own law texts, where they are named.
    pub library: Option<&'a Library>,
    /// 专项清理 themes asked for; empty: an ordinary review.
    pub themes: &'a [String],
    /// The lists (清单) of the office, where it has some.
    pub lists: Option<&'a Lists>,
}

/// What a check gives: findings in the order of their places, and what could not be checked.
#[derive(Debug, Default)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    pub unchecked: Vec<Unchecked>,
}

/// Checks a draft against all rules.
pub fn check(case: &Case<'_>, rules: &RuleSet, lawbook: &Lawbook) -> Outcome {
    run(case, rules, lawbook, Strictness::Full)
}

/// Whether guards, contexts and conditions are heeded; without them a near miss must stir.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    Full,
    Bare,
}

fn run(case: &Case<'_>, rules: &RuleSet, lawbook: &Lawbook, strictness: Strictness) -> Outcome {
    let mut unchecked = Vec::new();
    let mut applies: Vec<bool> = (0..rules.rules.len())
        .map(|index| strictness == Strictness::Bare || applies::before(case, &rules.rules[index], &mut unchecked))
        .collect();
    let mut emitter = Emitter::new(case, rules, lawbook);
    let pass = Pass::run(case, rules, lawbook, &applies, strictness);
    if strictness == Strictness::Full {
        applies::after(rules, &pass, &mut applies);
    }
    let (organs, bands, numberings) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
    for (index, rule) in rules.rules.iter().enumerate().filter(|(index, _)| applies[*index]) {
        let raw = &mut |found| emitter.add(index, found);
        match &rule.check {
            Check::Phrase(_) | Check::Term(_) => pass.hits(index).for_each(raw),
            Check::Required(required) => required::check(case, &pass, index, required, raw),
            Check::Procedure(procedure) => procedure::check(case, rules, &pass, index, procedure, raw),
            Check::Citation(citation) => citation::check(case, lawbook, citation, raw),
            Check::Reference(problem) => reference::check(case, *problem, raw),
            Check::Numbering(problem, level) => {
                let faults = numberings.get_or_init(|| numbering::all(case));
                numbering::check(case, faults, *problem, *level, raw);
            }
            Check::Order { earlier, later } => order::check(case, *earlier, *later, raw),
            Check::Band(problem) => band::check(case, bands.get_or_init(|| band::all(case)), *problem, raw),
            Check::Abbreviation(problem) => abbreviation::check(case, *problem, raw),
            Check::Attachment(problem) => attachment::check(case, *problem, raw),
            Check::Organ(OrganProblem::Unfit) => organ::unfit(case, raw),
            Check::Organ(problem) => organ::check(organs.get_or_init(|| organ::mentions(case, lawbook)), *problem, raw),
            Check::Consistency(fact) => consistency::check(case, rules, *fact, raw),
            Check::Validity(problem) => validity::check(case, *problem, raw),
            Check::Timeline(check) => timeline::check(case, rules, check, raw),
        }
    }
    applies::not_checked(case, rules, &applies, &mut unchecked);
    listed::not_checked(case, rules, &mut unchecked);
    timeline::not_checked(case, rules, &applies, &mut unchecked);
    unchecked.append(&mut emitter.unquoted);
    unchecked.sort();
    unchecked.dedup();
    Outcome { findings: emitter.finish(), unchecked }
}
