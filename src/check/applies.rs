//! Which rules apply: facts asked for by `when`, region, and a basis that holds on the day.

use super::Case;
use super::phrase::Pass;
use crate::fact::{Issuer, Kind};
use crate::finding::Unchecked;
use crate::rule::{Check, NATION, Rule, RuleSet, When};

/// Yes, no or unknown; unknown applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    Yes,
    No,
    Unknown,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }
}

/// What can be said before the text is searched.
pub fn before(case: &Case<'_>, rule: &Rule, unchecked: &mut Vec<Unchecked>) -> bool {
    let excluded = rule.when.iter().any(|&fact| truth(case, fact) == Truth::No);
    if excluded || !in_region(case, rule) || !in_themes(case, rule) {
        return false;
    }
    let has_basis = rule.bases.iter().any(|basis| !basis.policy && basis.holds_on(case.as_of));
    if !has_basis {
        let why = format!("规则 {} 的依据在 {} 不适用", rule.id, case.as_of);
        unchecked.push(Unchecked { what: rule.title.to_string(), why });
    }
    has_basis
}

/// Facts that the words of the text tell.
pub fn after(rules: &RuleSet, pass: &Pass, applies: &mut [bool]) {
    for (index, rule) in rules.rules.iter().enumerate() {
        let excluded = rule.when.iter().any(|&fact| pass.tells(fact) == Some(false));
        applies[index] &= !excluded;
    }
}

fn truth(case: &Case<'_>, fact: When) -> Truth {
    let facts = case.facts;
    let kind = |wanted: Kind| match case.kind {
        Kind::Unknown => Truth::Unknown,
        kind => (kind == wanted).into(),
    };
    let issuer = |wanted: Issuer| match facts.issuer_kind {
        Issuer::Unknown => Truth::Unknown,
        issuer => (issuer == wanted).into(),
    };
    match fact {
        When::NormativeDocument => kind(Kind::NormativeDocument),
        When::MajorDecision => (case.kind == Kind::MajorDecision).into(),
        When::Government => issuer(Issuer::Government),
        When::Department => issuer(Issuer::Department),
        When::Township => issuer(Issuer::Township),
        When::TouchesOperators | When::BusinessClose => Truth::Unknown,
        When::Articles => facts.has_articles.into(),
        When::Trial => facts.is_trial.into(),
        When::Draft => (!is_issued(case)).into(),
        When::Issued => is_issued(case).into(),
        When::CleanUp => (!case.themes.is_empty()).into(),
    }
}

/// A document with a date under its signature that has come is issued.
fn is_issued(case: &Case<'_>) -> bool {
    case.facts.dates.published.is_some_and(|fact| fact.date <= case.as_of)
}

/// A clean-up asks only for the rules of its themes.
fn in_themes(case: &Case<'_>, rule: &Rule) -> bool {
    case.themes.is_empty() || rule.themes.iter().any(|theme| case.themes.contains(theme))
}

/// A rule for a place applies in it and in everything under it.
fn in_region(case: &Case<'_>, rule: &Rule) -> bool {
    rule.regions.is_empty() || rule.regions.iter().any(|code| case.region.code.starts_with(code.trim_end_matches('0')))
}

/// Procedure cannot be checked without a dossier, regional values not without a region.
pub fn not_checked(case: &Case<'_>, rules: &RuleSet, applies: &[bool], unchecked: &mut Vec<Unchecked>) {
    let steps = rules
        .rules
        .iter()
        .zip(applies)
        .filter(|(rule, applies)| **applies && matches!(rule.check, Check::Procedure(_)));
    let steps = steps.count();
    if case.dossier.is_none() && steps > 0 {
        unchecked.push(Unchecked {
            what: format!("制定程序（{steps}项）"),
            why: "没有送审材料；用 fashen review 文件夹 一并审查".to_owned(),
        });
    }
    if case.region.code == NATION && case.kind == Kind::NormativeDocument {
        unchecked.push(Unchecked {
            what: "本地的有效期、后评估、备案等数值".to_owned(),
            why: "没有指定地区；用 --region 行政区划代码".to_owned(),
        });
    }
    if case.passages.is_empty() {
        unchecked.push(Unchecked {
            what: "正文".to_owned(),
            why: "没有认出正文，逐句的规则没有可查的文字；请核对文件是否完整".to_owned(),
        });
    }
    if case.kind == Kind::Unknown {
        unchecked.push(Unchecked {
            what: "是否属于行政规范性文件".to_owned(),
            why: "看不出文件种类，按可能是规范性文件检查；用 --kind 指定".to_owned(),
        });
    }
}
