//! What a finding says about the law and how sure it is: whole drafts in, messages out.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Findings of a draft, on 2026-11-22.
fn findings(name: &str, draft: &str, options: &[&str]) -> Vec<Value> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("advice-{name}.txt"));
    std::fs::write(&file, draft).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).arg("check").arg(&file).args(options);
    let output = command.args(["--as-of", "2026-11-22", "--format", "json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["files"][0]["findings"].as_array().unwrap().clone()
}

fn of<'f>(findings: &'f [Value], rule: &str) -> Vec<&'f Value> {
    findings.iter().filter(|finding| finding["rule"] == rule).collect()
}

const CITES: &str = "\
青溪县合同管理办法
第一条　根据《中华人民共和国经济合同法》《中华人民共和国农业税条例》，制定本办法。
第二条　本办法自公布之日起施行，有效期五年。
";

#[test]
fn a_repealed_law_is_named_with_what_holds_today() {
    let findings = findings("cites", CITES, &[]);
    let said: Vec<_> =
        of(&findings, "citation/cites-repealed-law").iter().map(|f| f["message"].as_str().unwrap()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].ends_with("废止，由“中华人民共和国民法典”代替"), "{}", said[0]);
    assert!(said[1].ends_with("废止"), "a law without a successor: {}", said[1]);
}

#[test]
fn where_nothing_tells_the_issuer_a_limit_of_normative_documents_is_asked_not_said() {
    let draft = "停车场管理办法\n第一条　为了加强停车场管理，制定本办法。\n第二条　经营者占道经营的，处五百元以上二千元以下罚款。\n第三条　本办法自公布之日起施行。\n";
    let confidence = |name: &str, draft: &str, options: &[&str]| {
        of(&findings(name, draft, options), "content/sets-penalty")[0]["confidence"].clone()
    };
    assert_eq!(confidence("nobody", draft, &[]), "possible");
    assert_eq!(confidence("told", draft, &["--kind", "normative-document"]), "likely");
    assert_eq!(confidence("issuer", &format!("青溪县人民政府{draft}"), &[]), "likely");
}

#[test]
fn words_like_those_of_coming_into_force_lower_a_missing_date_only_where_they_stand_together() {
    let draft =
        |last: &str| format!("青溪县人民政府停车场管理办法\n第一条　为了加强管理，制定本办法。\n第二条　{last}\n");
    let confidence = |name: &str, last: &str| {
        of(&findings(name, &draft(last), &[]), "validity/states-no-effective-date")[0]["confidence"].clone()
    };
    assert_eq!(confidence("apart", "许可自受理之日起十日内决定，由县住房城乡建设部门组织实施。"), "likely");
    assert_eq!(confidence("together", "收费标准自县发展改革部门批准之日起执行。"), "possible");
}

#[test]
fn the_number_tells_the_year_where_no_date_does() {
    let draft =
        |number: &str| format!("青溪县合同管理办法\n{number}\n第一条　根据《中华人民共和国合同法》，制定本办法。\n");
    let rules = |name: &str, number: &str| -> Vec<String> {
        let findings = findings(name, &draft(number), &[]);
        let rules = findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned());
        rules.filter(|rule| rule.starts_with("citation/")).collect()
    };
    assert_eq!(rules("before", "青政规〔2017〕3号"), ["citation/lost-basis-since"]);
    assert_eq!(rules("after", "青政规〔2023〕3号"), ["citation/cites-repealed-law"]);
}
