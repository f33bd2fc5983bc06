//! The documents that rest on a law, as `fashen law affected-by` shows them.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

const STOCK: &str = "corpus/samples/stock";

fn affected(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["law", "affected-by"]).args(args);
    command.args(["--as-of", "2026-11-21"]).output().unwrap()
}

fn shown(args: &[&str]) -> String {
    let output = affected(args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_chain_goes_on_from_documents_made_on_the_law() {
    insta::assert_snapshot!(shown(&["《环境保护法》", "--in", STOCK]));
}

#[test]
fn old_numbers_come_with_the_new() {
    insta::assert_snapshot!(shown(&["行政复议法", "--in", STOCK, "--format", "json"]));
}

#[test]
fn an_article_is_found_by_its_old_and_its_new_number() {
    let [old, new, other] = ["第九条", "20", "21"].map(|article| shown(&["行政复议法", article, "--in", STOCK, "-q"]));
    assert!(old.contains("读了4份文件，1份受影响"), "{old}");
    assert!(new.contains("读了4份文件，1份受影响"), "{new}");
    assert!(other.contains("读了4份文件，0份受影响"), "{other}");
}

#[test]
fn a_document_of_the_office_is_asked_for_by_title_or_number() {
    for name in ["青溪县噪声扰民投诉处理办法", "青溪政规[2020]3号"] {
        let found = shown(&[name, "--in", STOCK]);
        assert!(found.contains("1份受影响") && found.contains("柳溪镇噪声扰民投诉处理细则"), "{found}");
        assert!(found.contains("法规索引中没有"), "{found}");
    }
}

#[test]
fn what_was_not_read_is_said() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("affected-unread");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("空.txt"), "").unwrap();
    let output = affected(&["行政复议法", "--in", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stdout).unwrap().contains("空.txt"));
    std::fs::remove_file(folder.join("空.txt")).unwrap();
    assert_eq!(affected(&["行政复议法", "--in", folder.to_str().unwrap()]).status.code(), Some(2));
}
