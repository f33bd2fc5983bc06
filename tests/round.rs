//! `fashen review` over two rounds: what reviewers decide is honoured, and what became of it is told.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const OLD: &str = "\
青溪县农贸市场管理办法

第一条　为了加强农贸市场管理，根据《中华人民共和国食品安全法》，制定本办法。
第二条　经营者占道经营的，由县市场监督管理部门处五百元以上二千元以下罚款。
第三条　经营者应当开设专用帐户。
第四条　外地企业进入农贸市场经营的，应当在本县设立分支机构。
第五条　本办法自2027年1月1日起施行，有效期五年。
";

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("round-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE").env("RUST_BACKTRACE", "0");
    command.args(args).args(["--as-of", "2026-11-21", "--fail-on", "never"]).output().unwrap()
}

#[track_caller]
fn done(folder: &Path, args: &[&str], code: i32) -> String {
    let output = run(folder, args);
    let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{told}");
    told
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(path: PathBuf) -> String {
    fs::read_to_string(path).unwrap()
}

/// Writes a decision into the row of a rule.
fn mark(form: &str, rule: &str, decision: &str, reason: &str, by: &str) -> String {
    let at = form.find(&format!("rule        = \"{rule}\"")).unwrap_or_else(|| panic!("{rule} in {form}"));
    let (before, row) = form.split_at(at);
    let row = row.replacen("decision    = \"\"", &format!("decision    = \"{decision}\""), 1);
    let row = row.replacen("reason      = \"\"", &format!("reason      = \"{reason}\""), 1);
    format!("{before}{}", row.replacen("by          = \"\"", &format!("by          = \"{by}\""), 1))
}

/// Rules that find something in the draft with a place of its own.
fn rules(report: &Value) -> Vec<String> {
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let placed = findings.iter().filter(|it| !it["span"].is_null());
    let mut rules: Vec<_> = placed.map(|it| it["rule"].as_str().unwrap().to_owned()).collect();
    rules.sort();
    rules.dedup();
    rules
}

const PENALTY: &str = "content/sets-penalty";

#[test]
fn decisions_are_honoured_and_never_overwritten() {
    let folder = folder("decisions");
    fs::write(folder.join("稿.txt"), OLD).unwrap();
    done(&folder, &["review", "稿.txt", "-o", "出"], 0);
    let form = text(folder.join("出/decisions.toml"));
    let rules = rules(&json(&folder.join("出/findings.json")));
    assert!(rules.len() >= 3 && rules.iter().any(|rule| rule == PENALTY), "{rules:?}");
    let other = rules.iter().find(|rule| *rule != PENALTY).unwrap();
    let marked = mark(&form, PENALTY, "accepted", "", "甲");
    let marked = mark(&marked, other, "不认可", "本地已有规定", "甲") + "\n# 我的话\n";
    fs::write(folder.join("出/decisions.toml"), &marked).unwrap();
    // A draft with one more fault: only it is added to the form.
    fs::write(folder.join("稿.txt"), OLD.replace("第五条", "第五条　未经批准经营的，处一万元罚款。\n第六条")).unwrap();
    let told = done(&folder, &["review", "稿.txt", "-o", "出", "--force"], 0);
    let again = text(folder.join("出/decisions.toml"));
    assert!(again.starts_with(&marked) && again.len() > marked.len(), "{again}");
    assert!(again[marked.len()..].contains("以下是2026-11-21审查时新补的问题"));
    assert!(told.contains("审查人员的决定：认可1、不认可1"), "{told}");
    let letter = text(folder.join("出/opinion.txt"));
    assert!(letter.contains("〔应当修改〕") && letter.contains("不认可的1处没有列入"), "{letter}");
    let report = json(&folder.join("出/findings.json"));
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let dismissed = findings.iter().find(|it| it["standing"]["state"] == "dismissed").unwrap();
    assert_eq!(dismissed["rule"], other.as_str());
    assert_eq!(dismissed["standing"]["decisions"][0]["by"], "甲");
    // The third time nothing is new, and the form stays as it is.
    done(&folder, &["review", "稿.txt", "-o", "出", "--force"], 0);
    assert_eq!(text(folder.join("出/decisions.toml")), again);
}

#[test]
fn decisions_of_several_reviewers_meet() {
    let folder = folder("several");
    fs::create_dir(folder.join("材料")).unwrap();
    fs::write(folder.join("材料/送审稿.txt"), OLD).unwrap();
    done(&folder, &["review", "材料", "-o", "出"], 0);
    let form = text(folder.join("出/decisions.toml"));
    fs::write(folder.join("材料/decisions-顾问.toml"), mark(&form, PENALTY, "dismissed", "有依据", "法律顾问"))
        .unwrap();
    let counsel = mark(&form, PENALTY, "accepted", "", "公职律师")
        + "\n[[decision]]\nfingerprint = \"1:0000000000000000\"\ndecision = \"postponed\"\n";
    fs::write(folder.join("律师.toml"), counsel).unwrap();
    let told = done(&folder, &["review", "材料", "-o", "又", "--decisions", "律师.toml"], 0);
    assert!(told.contains("意见不一致") && told.contains("法律顾问不认可（有依据）"), "{told}");
    assert!(told.contains("公职律师认可") && told.contains("没有对应问题的决定：律师.toml"), "{told}");
    let fresh = text(folder.join("又/decisions.toml"));
    assert!(fresh.contains("# 法律顾问：不认可（有依据）") && fresh.contains("# 公职律师：认可"), "{fresh}");
    assert!(text(folder.join("又/opinion.txt")).contains("〔审查人员意见不一致〕"));
    // The reviewers' files are no materials.
    assert!(!text(folder.join("又/manifest.toml")).contains("decisions"));
}

#[test]
fn a_faulty_form_stops_the_review() {
    let folder = folder("faulty");
    fs::write(folder.join("稿.txt"), OLD).unwrap();
    let form = "[[decision]]\nfingerprint = \"1:0123456789abcdef\"\ndecision = \"ok\"\n";
    fs::write(folder.join("d.toml"), form).unwrap();
    let told = done(&folder, &["review", "稿.txt", "-o", "出", "--decisions", "d.toml"], 2);
    assert!(told.contains("d.toml:3:12") && told.contains("decision 不能是“ok”"), "{told}");
    assert!(!folder.join("出").exists());
    let told = done(&folder, &["review", "稿.txt", "--previous-findings", "x.json"], 2);
    assert!(told.contains("--previous"), "{told}");
}

#[test]
fn a_second_round_says_what_became_of_the_first() {
    let folder = folder("second");
    fs::write(folder.join("一稿.txt"), OLD).unwrap();
    done(&folder, &["review", "一稿.txt", "-o", "一"], 0);
    let new = OLD
        .replace("处五百元以上二千元以下罚款", "依照有关法律、法规的规定处理")
        .replace("第五条", "第六条")
        .replace("第四条", "第五条")
        .replace("第三条", "第三条　市场开办者应当每日清扫场地。\n第四条")
        .replace("设立分支机构。", "设立分支机构。分支机构应当在本县纳税。");
    fs::write(folder.join("二稿.txt"), new).unwrap();
    let args = ["review", "二稿.txt", "--previous", "一稿.txt", "-o", "二"];
    let told = done(&folder, &args, 0);
    assert!(told.contains("上一轮意见") && told.contains("新增未审的文字："), "{told}");
    let round = &json(&folder.join("二/findings.json"))["round"];
    let status = |rule: &str| {
        let answers = round["answers"].as_array().unwrap();
        let answer = answers.iter().find(|it| it["rule"] == rule).unwrap_or_else(|| panic!("{rule}: {round:#}"));
        (answer["status"].as_str().unwrap().to_owned(), answer["now"].as_str().unwrap().to_owned())
    };
    assert_eq!(status(PENALTY).0, "adopted");
    let fresh: Vec<_> =
        round["unreviewed"].as_array().unwrap().iter().map(|it| it["words"].as_str().unwrap()).collect();
    assert!(
        fresh.contains(&"市场开办者应当每日清扫场地。") && fresh.contains(&"分支机构应当在本县纳税。"),
        "{fresh:?}"
    );
    let ignored = round["answers"].as_array().unwrap().iter().filter(|it| it["status"] == "ignored");
    assert!(ignored.filter(|it| it["now"] == "第五条").count() >= 1, "{round:#}");
    for name in ["adoption.docx", "adoption.xlsx"] {
        assert!(fs::read(folder.join("二").join(name)).unwrap().starts_with(b"PK"));
    }
    // The findings of the first round tell the same.
    done(&folder, &[&args[..5], &["三", "--previous-findings", "一/findings.json"]].concat(), 0);
    assert_eq!(json(&folder.join("三/findings.json"))["round"], *round);
    // What was dismissed then is no opinion, and stays dismissed.
    let form = text(folder.join("一/decisions.toml"));
    let deposit = rules(&json(&folder.join("一/findings.json"))).into_iter().find(|rule| rule != PENALTY).unwrap();
    fs::write(folder.join("一/decisions.toml"), mark(&form, &deposit, "dismissed", "不涉及", "甲")).unwrap();
    let told = done(&folder, &[&args[..5], &["四", "--previous-decisions", "一/decisions.toml"]].concat(), 0);
    assert!(told.contains("不认可的1条不列"), "{told}");
    let form: toml::Table = text(folder.join("四/decisions.toml")).parse().unwrap();
    let rows = form["decision"].as_array().unwrap();
    let carried = rows.iter().filter(|row| row["by"].as_str() == Some("甲"));
    assert!(carried.count() <= 1);
    assert!(!told.contains("没有对应问题的决定"), "{told}");
}

#[test]
fn the_manifest_names_every_file_with_its_digest() {
    let folder = folder("manifest");
    fs::create_dir(folder.join("材料")).unwrap();
    fs::write(folder.join("材料/送审稿.txt"), OLD).unwrap();
    fs::write(folder.join("材料/起草说明.txt"), "abc").unwrap();
    done(&folder, &["review", "材料", "-o", "出"], 0);
    let manifest: toml::Table = text(folder.join("出/manifest.toml")).parse().unwrap();
    let files = manifest["file"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    let named = |name: &str| files.iter().find(|file| file["path"].as_str() == Some(name)).unwrap();
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(named("材料/起草说明.txt")["sha256"].as_str(), Some(abc));
    let draft = named("材料/送审稿.txt");
    assert_eq!(draft["material"].as_str(), Some("送审稿"));
    assert_eq!(draft["path"].as_str(), Some("材料/送审稿.txt"));
}
