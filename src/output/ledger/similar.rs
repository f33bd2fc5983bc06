//! We said this before: earlier opinions beside the clauses of a draft.

use serde_json::{Value, json};

use super::paper::Paper;
use super::plan::percent;
use crate::ledger::{Clause, Earlier, PastFinding};
use crate::output::plain::clip;

/// Characters of a clause that are shown.
const SHOWN: usize = 80;

/// What the reviewer decided then.
pub fn decided(finding: &PastFinding) -> &'static str {
    match finding.decision.as_deref() {
        Some("accepted") => "认可",
        Some("dismissed") => "不认可",
        Some(_) => "其他",
        None => "未决定",
    }
}

pub fn similar(title: &str, clauses: &[Clause], earlier: &[Earlier]) -> Paper {
    let mut paragraphs = Vec::new();
    if earlier.is_empty() {
        paragraphs.push("台账里没有对同类条款的意见".to_owned());
    }
    let mut last = None;
    for it in earlier {
        if last != Some(it.clause) {
            let clause = clauses.get(it.clause);
            let words =
                clause.map_or_else(String::new, |clause| format!("{}　{}", clause.place, clip(&clause.text, SHOWN)));
            paragraphs.push(format!("\n{}", words.replace('\n', " ")));
            last = Some(it.clause);
        }
        paragraphs.extend(lines(it));
    }
    Paper { title: format!("以前对同类条款的意见：{title}"), paragraphs, sheets: Vec::new() }
}

fn lines(it: &Earlier) -> Vec<String> {
    let letter = it.letter.as_deref().unwrap_or("没有文号");
    let day = it.day.as_deref().unwrap_or("日期不详");
    let why = if it.same_rule { "同一规则，" } else { "" };
    let outcome = it.finding.outcome.as_deref().unwrap_or("结果不详");
    let clause = if it.finding.clause.is_empty() { &it.finding.quote } else { &it.finding.clause };
    vec![
        format!("  · 《{}》{}（{letter}，{day}；{why}相似{}）", it.title, it.finding.place, percent(it.similarity)),
        format!("    原文：{}", clip(clause, SHOWN).replace('\n', " ")),
        format!("    意见：{}（{}，{outcome}）", it.finding.message, decided(&it.finding)),
    ]
}

pub fn similar_json(title: &str, clauses: &[Clause], earlier: &[Earlier]) -> Value {
    let one = |it: &Earlier| {
        let clause = clauses.get(it.clause);
        json!({
            "place": clause.map(|clause| &clause.place), "text": clause.map(|clause| &clause.text),
            "similarity": (it.similarity * 100.0).round() / 100.0, "same_rule": it.same_rule,
            "document": it.document, "title": it.title, "letter": it.letter, "date": it.day,
            "rule": it.finding.rule, "then_place": it.finding.place, "clause": it.finding.clause,
            "message": it.finding.message, "decision": it.finding.decision, "outcome": it.finding.outcome,
        })
    };
    json!({ "schema": "fashen.ledger-similar/1", "title": title, "earlier": earlier.iter().map(one).collect::<Vec<_>>() })
}
