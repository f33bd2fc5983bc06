//! `fashen compare` from outside: pairs fixed by hand, and more than two versions.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FORM: &str = "申请人应当提交申请书、位置图和恢复原状的承诺书。";
const LEDGER: &str = "城管部门每季度公布占道台账，接受社会监督。";
const OLD: &str = "占道管理办法\n\n第一条　为了规范占道管理，制定本办法。\n\n第二条　占道期限不得超过六个月。\n\n";
const NEW: &str = "占道管理办法\n\n第一条　为了规范占道管理，制定本办法。\n\n第二条　占道期限不得超过三个月。\n\n";

/// An empty folder of its own with the versions a.txt, b.txt, c.txt.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compare-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.txt"), format!("{OLD}第三条　{FORM}\n")).unwrap();
    fs::write(folder.join("b.txt"), format!("{NEW}第三条　{LEDGER}\n")).unwrap();
    fs::write(folder.join("c.txt"), format!("{NEW}第三条　{LEDGER}\n\n第四条　{FORM}\n")).unwrap();
    folder
}

/// Exit code, standard output, standard error.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_fashen")).current_dir(folder).arg("compare").args(args).output();
    let output = output.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let (code, out, complaint) = run(folder, &[args, &["--format", "json"]].concat());
    assert_eq!(code, Some(0), "{complaint}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn pairs_are_written_corrected_and_read_back() {
    let folder = folder("pairs");
    let before = json(&folder, &["a.txt", "b.txt", "--write-pairs", "pairs.toml"]);
    assert_eq!(json(&folder, &["a.txt", "b.txt", "--pairs", "pairs.toml"])["summary"], before["summary"]);
    assert_eq!(run(&folder, &["a.txt", "b.txt", "--write-pairs", "pairs.toml"]).0, Some(2));
    fs::write(folder.join("mine.toml"), "[[pair]]\nold = [\"第三条\"]\nnew = [\"第三条\"]\n").unwrap();
    let after = json(&folder, &["a.txt", "b.txt", "--pairs", "mine.toml"]);
    let (kinds, confidence) = (|at: usize| after["pairs"][at]["kind"].clone(), &after["pairs"][2]["confidence"]);
    assert_eq!((kinds(2), confidence.as_str()), ("modified".into(), Some("certain")));
    assert_eq!(before["summary"]["articles"]["added"], 1);
    assert_eq!(after["summary"]["articles"]["added"], 0);
}

#[test]
fn wrong_pairs_are_refused_with_their_place() {
    let folder = folder("wrong-pairs");
    for (content, said) in [
        ("[[pair]]\nold = [\"第九条\"]\n", "旧稿没有“第九条”"),
        ("[[pair]]\nnew = [\"第一条\", \"第一条\"]\n", "新稿“第一条”出现了两次"),
        ("[[pair]]\nold = 3\n", "第2行"),
    ] {
        fs::write(folder.join("pairs.toml"), content).unwrap();
        let (code, _, complaint) = run(&folder, &["a.txt", "b.txt", "--pairs", "pairs.toml"]);
        assert_eq!(code, Some(2));
        assert!(complaint.contains(said), "{complaint}");
    }
    assert_eq!(run(&folder, &["a.txt", "b.txt", "c.txt", "--pairs", "pairs.toml"]).0, Some(2));
}

#[test]
fn each_round_says_what_it_changed() {
    let folder = folder("rounds");
    let all = json(&folder, &["a.txt", "b.txt", "c.txt"]);
    assert_eq!(all["schema"], "fashen.comparison-rounds/1");
    let rounds = all["rounds"].as_array().unwrap();
    let names: Vec<_> = rounds.iter().map(|round| round["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a.txt → b.txt", "b.txt → c.txt"]);
    assert_eq!(rounds[0]["comparison"], json(&folder, &["a.txt", "b.txt"]));
    assert_eq!(rounds[1]["comparison"], json(&folder, &["b.txt", "c.txt"]));
    let (_, said, _) = run(&folder, &["a.txt", "b.txt", "c.txt", "--quiet"]);
    assert_eq!(said.lines().nth(1), Some("b.txt → c.txt：共新增1条。"));
    for name in ["t.html", "t.docx", "t.xlsx", "t.md"] {
        assert_eq!(run(&folder, &["a.txt", "b.txt", "c.txt", "-o", name]).0, Some(0));
    }
    let page = fs::read_to_string(folder.join("t.html")).unwrap();
    assert!(page.contains("条文对照表（a.txt → b.txt）") && page.contains("条文对照表（b.txt → c.txt）"));
}
