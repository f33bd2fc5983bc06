//! Archives and tables on the command line: a .zip is a folder, a table is a material.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use zip::write::{SimpleFileOptions, ZipWriter};

const DRAFT: &str = "青溪县农贸市场管理办法\n\n第一条　为了加强农贸市场管理，制定本办法。\n第二条　本办法自2027年1月1日起施行，有效期五年。\n";
const NOTE: &str = "关于《青溪县农贸市场管理办法》的起草说明\n\n一、起草背景\n县市场监督管理局起草了本办法。\n";

fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An empty folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("archives-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

#[track_caller]
fn exits(folder: &Path, args: &[&str], code: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    let Output { status, stdout, stderr } =
        command.current_dir(folder).args(args).args(["--as-of", "2026-11-21", "--fail-on", "never"]).output().unwrap();
    let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(status.code(), Some(code), "{args:?}\n{out}\n{err}");
    (out, err)
}

fn json(out: &str) -> serde_json::Value {
    serde_json::from_str(out).unwrap()
}

#[test]
fn an_archive_is_checked_as_a_folder() {
    let folder = folder("check");
    let inner = pack(&[("起草说明.txt", NOTE.as_bytes())]);
    let entries: [(&str, &[u8]); 6] = [
        ("送审稿.txt", DRAFT.as_bytes()),
        ("../外.txt", DRAFT.as_bytes()),
        ("里.zip", &inner),
        ("__MACOSX/._送审稿.txt", b"x"),
        ("~$送审稿.docx", b"x"),
        ("清单.xlsx", b"x"),
    ];
    fs::write(folder.join("a.zip"), pack(&entries)).unwrap();
    let expected = ["a.zip/../外.txt", "a.zip/送审稿.txt", "a.zip/里.zip/起草说明.txt"];
    for (path, prefix) in [("a.zip", ""), (".", "./")] {
        let (out, _) = exits(&folder, &["check", path, "--format", "json"], 0);
        let report = json(&out);
        let paths: Vec<_> =
            report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect();
        assert_eq!(paths, expected.map(|path| format!("{prefix}{path}")));
        let skipped = &report["skipped"];
        assert_eq!((&skipped["hidden"], &skipped["temporary"], &skipped["foreign"]), (&1.into(), &1.into(), &1.into()));
    }
    assert!(!folder.parent().unwrap().join("外.txt").exists());
}

#[test]
fn what_cannot_be_opened_in_an_archive_is_unread() {
    let folder = folder("unread");
    let mut zip = pack(&[("送审稿.txt", DRAFT.as_bytes()), ("坏.zip", b"PK\x03\x04"), ("坏.docx", b"PK\x03\x04")]);
    zip[6] |= 1;
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[directory + 8] |= 1;
    fs::write(folder.join("a.zip"), zip).unwrap();
    let (out, _) = exits(&folder, &["check", "a.zip", "--format", "json"], 2);
    let report = json(&out);
    let unread: Vec<_> = report["unread"].as_array().unwrap().iter().map(|row| row["path"].as_str().unwrap()).collect();
    assert_eq!(unread, ["a.zip/坏.docx", "a.zip/坏.zip", "a.zip/送审稿.txt"]);
    assert_eq!(report["unread"][2]["reason"], "压缩包加了密");
    fs::write(folder.join("b.zip"), b"PK\x03\x04").unwrap();
    let (out, _) = exits(&folder, &["check", "b.zip", "--format", "json"], 2);
    assert_eq!(json(&out)["unread"][0]["path"], "b.zip");
}

#[test]
fn a_member_is_named_behind_its_archive() {
    let folder = folder("parse");
    let inner = pack(&[("说明.txt", NOTE.as_bytes())]);
    fs::write(folder.join("a.zip"), pack(&[("材料/送审稿.txt", DRAFT.as_bytes()), ("b.zip", &inner)])).unwrap();
    let (out, _) = exits(&folder, &["parse", "a.zip/材料/送审稿.txt", "--format", "json"], 0);
    assert_eq!(json(&out)["source"]["path"], "a.zip/材料/送审稿.txt");
    let (out, _) = exits(&folder, &["parse", "a.zip/b.zip/说明.txt", "--format", "text"], 0);
    assert!(out.starts_with("关于《"));
    let (_, err) = exits(&folder, &["parse", "a.zip"], 2);
    assert!(err.contains("2个文件") && err.contains("a.zip/b.zip/说明.txt"), "{err}");
    let (_, err) = exits(&folder, &["parse", "a.zip/没有.txt"], 2);
    assert!(err.contains("压缩包里没有这个文件"), "{err}");
    exits(&folder, &["check", "a.zip/材料/送审稿.txt"], 0);
    exits(&folder, &["review", "a.zip/材料/送审稿.txt"], 0);
    exits(&folder, &["compare", "a.zip/材料/送审稿.txt", "a.zip/b.zip/说明.txt"], 0);
}

#[test]
fn the_only_member_is_meant() {
    let folder = folder("only");
    fs::write(folder.join("a.zip"), pack(&[("送审稿.txt", DRAFT.as_bytes()), ("说明", b"x")])).unwrap();
    let (out, _) = exits(&folder, &["parse", "a.zip"], 0);
    assert!(out.contains("a.zip/送审稿.txt（txt，UTF-8）"), "{out}");
    fs::write(folder.join("b.zip"), pack(&[])).unwrap();
    exits(&folder, &["parse", "b.zip"], 2);
}

#[test]
fn an_archive_is_reviewed_as_a_dossier() {
    let folder = folder("review");
    fs::create_dir(folder.join("材料")).unwrap();
    let zip = pack(&[("送审稿.txt", DRAFT.as_bytes()), ("起草说明.txt", NOTE.as_bytes()), ("锁.zip", b"PK\x03\x04")]);
    fs::write(folder.join("材料/a.zip"), zip).unwrap();
    for path in ["材料/a.zip", "材料"] {
        let (out, err) = exits(&folder, &["review", path], 2);
        assert!(err.contains("送审稿：材料/a.zip/送审稿.txt"), "{err}");
        assert!(out.contains("锁.zip"), "{out}");
    }
}

#[test]
fn a_table_is_no_draft_but_can_be_parsed() {
    let folder = folder("table");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "事项").unwrap();
    workbook.save(folder.join("清单.xlsx")).unwrap();
    let (out, _) = exits(&folder, &["parse", "清单.xlsx", "--format", "text"], 0);
    assert_eq!(out, "事项\n");
    let (out, _) = exits(&folder, &["parse", "清单.xlsx"], 0);
    assert!(out.contains("清单.xlsx（xlsx，UTF-8）"), "{out}");
    for command in ["check", "review"] {
        let (out, err) = exits(&folder, &[command, "清单.xlsx"], 2);
        assert!(format!("{out}{err}").contains("不作为规范性文件审查"), "{out}{err}");
    }
}

#[test]
fn parsing_says_what_a_file_really_is() {
    let folder = folder("disguise");
    fs::write(folder.join("a.doc"), DRAFT).unwrap();
    let (out, _) = exits(&folder, &["parse", "a.doc"], 0);
    assert!(
        out.contains("a.doc（txt，UTF-8）") && out.contains("注意：扩展名是 .doc，内容是 txt：按 txt 读取"),
        "{out}"
    );
    let (text, err) = exits(&folder, &["parse", "a.doc", "--format", "text"], 0);
    assert!(text.starts_with("青溪县") && err.is_empty(), "{text}{err}");
}
