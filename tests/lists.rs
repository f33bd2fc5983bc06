//! User lists (清单): rules judged by them, and the program with a profile that names some.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fashen::rule::{self, ListName};

/// Each rule that names a list shows both sides of it.
#[test]
fn every_rule_with_a_list_has_an_example_with_it() {
    let rules = rule::load(&rule::built_in(), rule::NATION).unwrap_or_else(|faults| panic!("{}", faults.len()));
    let listed: Vec<_> = rules.rules.iter().filter_map(|rule| Some((rule, rule.list?))).collect();
    for name in [ListName::Licences, ListName::Charges, ListName::Proofs, ListName::Prices] {
        assert!(listed.iter().any(|(_, list)| *list == name), "{name:?}");
    }
    for (rule, list) in listed {
        let examples = rule.examples.iter().filter(|example| example.lists.contains_key(&list)).count();
        assert!(examples >= 2, "{}", rule.id);
    }
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lists-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

const DRAFT: &str = "\
青溪县摊点和采砂管理办法

第一条　为了加强管理，制定本办法。
第二条　经营者未取得水上游览经营许可的，不得营业。
第三条　经营者未取得夜市摊位许可的，不得营业。
第四条　进入市场的经营者应当依法缴纳市场管理费。
第五条　申请人应当提交居住证明。
第六条　本办法自2027年1月1日起施行，有效期五年。
";

fn check(folder: &Path, profile: &str, format: &str) -> Output {
    fs::write(folder.join("办法.txt"), DRAFT).unwrap();
    fs::write(folder.join("fashen.toml"), profile).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE");
    command.args(["check", "办法.txt", "--format", format, "--as-of", "2026-11-21", "--kind", "normative-document"]);
    command.output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// Confidence and message of a finding of a rule in an article.
fn finding(report: &serde_json::Value, rule: &str, place: &str) -> (String, String) {
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["rule"] == rule && finding["place"].to_string().contains(place));
    let found = found.unwrap_or_else(|| panic!("{rule} {place} in {findings:#?}"));
    let text = |name: &str| found[name].as_str().unwrap().to_owned();
    (text("confidence"), text("message"))
}

const PROFILE: &str = r#"
[lists]
licences = { file = "清单/许可.csv", column = "许可项目" }
charges = ["收费.txt", "保证金.txt"]
"#;

fn write_lists(folder: &Path) {
    fs::create_dir_all(folder.join("清单")).unwrap();
    let (licences, _, _) = encoding_rs::GB18030.encode("序号,许可项目\n1,水上游览经营许可\n2,烟花爆竹经营许可\n");
    fs::write(folder.join("清单/许可.csv"), &licences).unwrap();
    fs::write(folder.join("收费.txt"), "占道费\n").unwrap();
    fs::write(folder.join("保证金.txt"), "环境恢复保证金\n").unwrap();
}

#[test]
fn a_finding_says_whether_its_item_is_in_the_list() {
    let folder = folder("json");
    write_lists(&folder);
    let output = check(&folder, PROFILE, "json");
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    let (confidence, message) = finding(&report, "content/sets-licence", "第二条");
    assert_eq!(confidence, "possible");
    assert!(message.ends_with("（“水上游览经营许可”在本单位提供的行政许可事项清单内，只需核对实施依据）"), "{message}");
    let (confidence, message) = finding(&report, "content/sets-licence", "第三条");
    assert_eq!(confidence, "likely");
    assert!(message.ends_with("（本单位提供的行政许可事项清单中没有找到对应事项）"), "{message}");
    let (confidence, message) = finding(&report, "content/sets-fee", "第四条");
    assert_eq!(confidence, "likely", "依法 without a law is refuted by the list");
    assert!(message.ends_with("（本单位提供的收费目录中没有找到对应事项）"), "{message}");
    let (_, message) = finding(&report, "content/demands-proof", "第五条");
    assert!(!message.contains("清单"), "no list of proofs: {message}");
    assert_eq!(check(&folder, PROFILE, "json").stdout, output.stdout);
}

#[test]
fn without_a_list_nothing_changes() {
    let folder = folder("none");
    let output = check(&folder, "", "json");
    let report = json(&output);
    let (confidence, message) = finding(&report, "content/sets-licence", "第二条");
    assert_eq!(confidence, "likely");
    assert!(!message.contains("本单位提供"), "{message}");
    let (confidence, _) = finding(&report, "content/sets-fee", "第四条");
    assert_eq!(confidence, "possible");
    assert!(!report["files"][0]["unchecked"].to_string().contains("清单"));
}

#[test]
fn a_list_that_cannot_be_used_is_2() {
    let folder = folder("errors");
    write_lists(&folder);
    for (profile, words) in [
        ("[lists]\nlicences = \"没有.xlsx\"", "文件不存在"),
        ("[lists]\nlicences = \"清单/许可.csv\"", "没有名为“许可事项名称、"),
        (
            "[lists]\nlicence = \"清单/许可.csv\"",
            "不认识的取值“licence”；可以写 licences、proofs、charges、prices、market-entry",
        ),
        ("[lists]\nlicences = { file = \"清单/许可.csv\", colum = \"许可项目\" }", "清单写作文件名"),
        ("[lists]\ncharges = 3", "清单写作文件名"),
        ("[lists]\nproofs = { file = \"收费.txt\", sheet = \"Sheet1\" }", "不是工作簿"),
    ] {
        let output = check(&folder, profile, "json");
        let said = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{profile}: {said}");
        assert!(said.contains(words), "{profile}: {said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn what_a_list_does_not_serve_is_told() {
    let folder = folder("idle");
    fs::write(folder.join("准入.txt"), "烟花爆竹经营\n").unwrap();
    let rules = "[lists]\nmarket-entry = \"准入.txt\"";
    let report = json(&check(&folder, rules, "json"));
    let is_used = rule::load(&rule::built_in(), rule::NATION)
        .is_ok_and(|rules| rules.rules.iter().any(|rule| rule.list == Some(ListName::MarketEntry)));
    let unchecked = report["files"][0]["unchecked"].to_string();
    assert_eq!(unchecked.contains("没有规则对照这份清单"), !is_used, "{unchecked}");
}

const RULE: &str = r#"
[[rule]]
id         = "test/writes-account"
title      = "误用“帐户”"
grade      = "advice"
confidence = "certain"
heading    = "drafting"
message    = "“{matched}”应当写作“{right}”"
advice     = "改为“账户”。"
list       = "LIST"
[[rule.basis]]
law     = "中华人民共和国立法法"
article = "第六十条"
[rule.check.term]
wrong = ["帐户"]
right = "账户"
[[rule.example]]
text = "第八条 开设⟦帐户⟧。"
[[rule.example]]
lacks = "帐户"
text  = "第八条 开设账户。"
"#;

#[test]
fn a_rule_names_a_list_that_there_is() {
    for (list, words) in [("licence", "不认识的取值“licence”；可以写 licences"), ("licences", "phrase")] {
        let content = RULE.replace("LIST", list);
        let source = rule::Source { name: "a.toml".to_owned(), content, trusted: false };
        let Err(faults) = rule::load(&[source], rule::NATION) else { panic!("{list}") };
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].line, faults[0].column), (10, 14), "{}", faults[0]);
        assert!(faults[0].what.contains(words), "{}", faults[0]);
    }
}
