//! `decisions.toml`: a form in which the reviewer decides on every finding. Fingerprints find the clause again when the
//! articles have new numbers.

use super::findings::{FindingRow, Report};

const HEAD: &str = "\
# 审查人员对每个问题的决定。下一轮审查按 fingerprint 找到同一处，条文重新编号也不受影响。
# decision：accepted 认可（写入意见），dismissed 不认可（不再提示），留空为尚未决定
# reason：理由；by：决定人；on：日期，例如 2026-11-21
";

pub fn toml(report: &Report) -> String {
    let findings = report.files.iter().flat_map(|file| &file.findings);
    std::iter::once(HEAD.to_owned()).chain(findings.map(decision)).collect()
}

fn decision(finding: &FindingRow) -> String {
    let [rule, place, fingerprint] = [&finding.rule, &finding.place, &finding.fingerprint].map(|s| string(s));
    let message: String = finding.message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!(
        "\n# {message}\n[[decision]]\nrule        = {rule}\nplace       = {place}\nfingerprint = {fingerprint}\n\
         decision    = \"\"\nreason      = \"\"\nby          = \"\"\non          = \"\"\n"
    )
}

fn string(s: &str) -> String {
    toml::Value::from(s).to_string()
}
