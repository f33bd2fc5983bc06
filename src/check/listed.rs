//! What the lists (清单) of the office say of a finding: inside or outside.

use super::Case;
use crate::fact::clause;
use crate::finding::Unchecked;
use crate::rule::{Evidence, ListName, Lists, Rule, RuleSet};
use crate::text::{MatchView, Span};

/// Looks for an item in the sentence of a finding; `None` where there is no such list.
pub fn judge(lists: &Lists, list: ListName, view: &MatchView<'_>, span: Span) -> Option<Evidence> {
    let start = view.locate(span.start);
    let found = start..view.locate(span.end).max(start);
    let sentence = clause::sentence(view.as_str(), &found);
    let quote = found.start - sentence.start..found.end - sentence.start;
    lists.judge(list, &view.as_str()[sentence], quote)
}

/// What a message gains.
pub fn note(rule: &Rule, evidence: Option<&Evidence>) -> String {
    let (Some(list), Some(evidence)) = (rule.list.map(ListName::chinese), evidence) else { return String::new() };
    match evidence {
        Evidence::Inside(item) => format!("（“{item}”在本单位提供的{list}内，只需核对实施依据）"),
        Evidence::Outside { .. } => format!("（本单位提供的{list}中没有找到对应事项）"),
    }
}

/// What of the lists was not read, and lists that no rule is judged by.
pub fn not_checked(case: &Case<'_>, rules: &RuleSet, unchecked: &mut Vec<Unchecked>) {
    let Some(lists) = case.lists else { return };
    let said = |list: ListName, why: &str| Unchecked { what: list.chinese().to_owned(), why: why.to_owned() };
    unchecked.extend(lists.remarks.iter().map(|(list, why)| said(*list, why)));
    let is_idle = |list: &ListName| !rules.rules.iter().any(|rule| rule.list == Some(*list));
    unchecked.extend(lists.names().filter(is_idle).map(|list| said(list, "没有规则对照这份清单")));
}
