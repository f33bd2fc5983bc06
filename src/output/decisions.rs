//! `decisions.toml`: a form in which the reviewer decides on every finding. Fingerprints find the clause again when the
//! articles have new numbers. What stands in a file is never touched: new findings are added behind it.

use super::findings::{FindingRow, Report};
use crate::round::{Decision, Standings};

const HEAD: &str = "\
# 审查人员对每个问题的决定。再次审查时按 fingerprint 找到同一处，条文重新编号也不受影响；
# 已经填写的内容不会被改动，新发现的问题补在后面。
# decision：accepted 认可（按等次写作应当修改、应当补正、建议修改、文字建议），
#           dismissed 不认可（须写理由；不写入意见书，不再提示），postponed 待定（意见书里标明待定），留空为尚未决定
# reason：理由；by：决定人；on：日期，例如 2026-11-21
";

/// A file that stands already.
pub struct Existing<'c> {
    pub content: &'c str,
    /// Fingerprints of its rows.
    pub listed: &'c [String],
}

/// What else is decided, besides the file itself.
pub struct Known<'s> {
    /// Of the round before: the new file begins with these marks.
    pub carried: &'s Standings,
    /// Of other files, for the reviewer to see.
    pub all: &'s Standings,
}

/// The form with every finding, or the standing file with those that are new.
pub fn toml(report: &Report, existing: Option<&Existing<'_>>, known: &Known<'_>) -> String {
    let is_listed = |it: &&FindingRow| existing.is_some_and(|file| file.listed.contains(&it.fingerprint));
    let findings = report.files.iter().flat_map(|file| &file.findings).filter(|it| !is_listed(it));
    let rows: String = findings.flat_map(|finding| rows(finding, known)).collect();
    match existing {
        None => format!("{HEAD}{rows}"),
        Some(file) if rows.is_empty() => file.content.to_owned(),
        Some(file) => {
            let end = if file.content.ends_with('\n') || file.content.is_empty() { "" } else { "\n" };
            format!("{}{end}\n# 以下是{}审查时新补的问题\n{rows}", file.content, report.as_of)
        }
    }
}

/// One row; where reviewers of the round before decided, one for each of them.
fn rows(finding: &FindingRow, known: &Known<'_>) -> Vec<String> {
    let message: String = finding.message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let carried = known.carried.all(&finding.fingerprint);
    let others = known.all.all(&finding.fingerprint).iter().filter(|it| !carried.contains(it));
    let others: String = others.map(remark).collect();
    let head = format!("\n# {message}\n{others}");
    match carried {
        [] => vec![format!("{head}{}", row(finding, None))],
        all => all.iter().map(|decision| format!("{head}{}", row(finding, Some(decision)))).collect(),
    }
}

/// # 法律顾问：不认可（已有上位法）　decisions-法律顾问.toml
fn remark(decision: &Decision) -> String {
    let Decision { mark, reason, by, file, .. } = decision;
    let reason = if reason.is_empty() { String::new() } else { format!("（{reason}）") };
    let line = format!("# {by}：{}{reason}　{file}", mark.chinese());
    format!("{}\n", line.replace(|c: char| c.is_control(), " "))
}

fn row(finding: &FindingRow, decision: Option<&Decision>) -> String {
    let [rule, place, fingerprint] = [&finding.rule, &finding.place, &finding.fingerprint].map(|s| string(s));
    let [mark, reason, by, on] = match decision {
        Some(it) => [it.mark.name(), &it.reason, &it.by, &it.on].map(string),
        None => [""; 4].map(string),
    };
    format!(
        "[[decision]]\nrule        = {rule}\nplace       = {place}\nfingerprint = {fingerprint}\n\
         decision    = {mark}\nreason      = {reason}\nby          = {by}\non          = {on}\n"
    )
}

fn string(s: &str) -> String {
    toml::Value::from(s).to_string()
}
