//! All rules as a handbook in Markdown (`docs/rules.md`): family by family, each with its basis.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::explain;
use crate::rule::{Basis, Rule, RuleSet};

pub fn markdown(rules: &RuleSet) -> String {
    let mut families: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in &rules.rules {
        families.entry(rule.id.split('/').next().unwrap_or_default()).or_default().push(rule);
    }
    let mut out = format!(
        "# 规则一览\n\n本文由 `fashen rules list --format markdown` 写成，不手工修改。共{}条；写法见 \
         [writing-rules.md](writing-rules.md)，一条规则的全文用 `fashen rules explain 规则`。\n\n\
         级别是审查人员同意以后它是什么，把握是上限，事实只能降低它。\n",
        rules.rules.len()
    );
    for (family, mut members) in families {
        members.sort_by(|a, b| a.id.cmp(&b.id));
        let _ = write!(
            out,
            "\n## {family}（{}条）\n\n| 规则 | 查什么 | 级别·把握 | 适用 | 依据 |\n|---|---|---|---|---|\n",
            members.len()
        );
        members.into_iter().for_each(|rule| out.push_str(&row(rule)));
    }
    out + "\n" + &themes(rules)
}

fn row(rule: &Rule) -> String {
    let bases: Vec<_> = rule.bases.iter().map(basis).collect();
    let (grade, confidence) = (rule.grade.chinese(), rule.confidence.chinese());
    let when = explain::when(&rule.when);
    format!("| `{}` | {} | {grade}·{confidence} | {when} | {} |\n", rule.id, cell(&rule.title), bases.join("；"))
}

/// 《行政处罚法》第十六条（2021-07-15起）
fn basis(basis: &Basis) -> String {
    let from = basis.from.map_or_else(String::new, |day| format!("{day}起"));
    let until = basis.until.map_or_else(String::new, |day| format!("{day}止"));
    let days = if from.is_empty() && until.is_empty() { String::new() } else { format!("（{from}{until}）") };
    let unproven = if basis.verified { "" } else { "（未核对）" };
    cell(&format!("《{}》{}{days}{unproven}", basis.law, basis.article))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The themes of clean-ups (专项清理) and how many rules each has.
pub fn themes(rules: &RuleSet) -> String {
    let mut out = "## 专项清理主题\n\n`fashen check 文件夹 --theme 主题` 只用这一主题的规则；可以写几个 `--theme`。\n\n| 主题 | 规则 |\n|---|---|\n".to_owned();
    for (theme, count) in rules.themes() {
        let _ = writeln!(out, "| {theme} | {count} |");
    }
    out
}
