//! The law library as its users meet it. The laws are written for these tests: no words of any statute.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const OLD: &str = "\
青溪灯会管理条例

（2001年3月2日第一次会议通过）

第一章　总　则

第一条　灯会应当守时，由灯会委员会安排场次。

第二条　灯会设下列灯：
（一）花灯；
（二）走马灯；
（三）河灯。
前款的灯应当登记。

第二章　附　则

第三条　卖灯的人应当在灯会开始以前三日报名，并缴纳场地费五元。

第四条　本条例自2001年6月1日起施行。
";

const NEW: &str = "\
# 青溪灯会管理条例

2001年3月2日第一次会议通过　2019年8月1日第二十次会议修订

第一条　灯会应当守时，由灯会委员会安排场次。

第二条　任何文件不得设定灯会罚款。
违反前款的，文件无效。

第三条　灯会设下列灯：
（一）花灯；
（二）走马灯；
（三）河灯。
前款的灯应当登记。

第四条　卖灯的人应当在灯会开始以前五日报名，并缴纳场地费五元。

第五条　本条例自2020年1月1日起施行。
";

const RULES: &str = r#"
[[rule]]
id         = "test/sets-penalty"
title      = "涉嫌设定灯会罚款"
grade      = "violation"
confidence = "likely"
heading    = "set-without-power"
message    = "“{matched}”涉及设定罚款"
advice     = "删除。"
[[rule.basis]]
law     = "青溪灯会管理条例"
article = "第二条第二款"
[[rule.basis]]
law     = "青溪无灯条例"
article = "第一条"
[rule.check.phrase]
any = ["处…{金额}…罚款"]
[[rule.example]]
text = "第八条 违反的，由城市管理部门⟦处五百元罚款⟧。"
[[rule.example]]
lacks = "罚款"
text  = "第八条 违反的，给予批评。"
"#;

const DRAFT: &str = "\
青溪县灯会办法

第一条　为了办好灯会，制定本办法。
第二条　卖灯的人迟到的，由县文化部门处五百元罚款。
第三条　卖灯的人吵闹的，由县文化部门处三百元罚款。
";

/// An empty folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("law-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("法规")).unwrap();
    fs::write(path.join("法规/灯会_旧.txt"), OLD).unwrap();
    fs::write(path.join("法规/灯会_新.md"), NEW).unwrap();
    path
}

/// A folder with a library of both versions.
fn stocked(name: &str) -> PathBuf {
    let folder = folder(name);
    exits(&folder, &["law", "import", "法规"], 0);
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE").env("RUST_BACKTRACE", "0");
    command.args(args).output().unwrap()
}

#[track_caller]
fn exits(folder: &Path, args: &[&str], code: i32) -> String {
    let output = run(folder, args);
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
    format!("{out}{err}")
}

#[test]
fn an_import_tells_what_became_of_each_file() {
    let folder = folder("import");
    let first = exits(&folder, &["law", "import", "法规"], 0);
    let library = fs::read(folder.join("fashen-laws.sqlite")).unwrap();
    let again = exits(&folder, &["法规", "导入", "法规"], 0);
    assert!(library == fs::read(folder.join("fashen-laws.sqlite")).unwrap());
    fs::write(folder.join("法规/灯会_旧.txt"), OLD.replace("守时", "准时")).unwrap();
    fs::write(folder.join("法规/决定.txt"), "关于修改《青溪灯会管理条例》的决定\n\n一、删去第三条。\n").unwrap();
    let changed = exits(&folder, &["law", "import", "法规"], 0);
    fs::write(folder.join("法规/空.txt"), "").unwrap();
    fs::write(folder.join("法规/说明.txt"), "灯会说明\n\n灯会很好看。\n").unwrap();
    let faulty = exits(&folder, &["law", "import", "法规", "没有.txt"], 2);
    insta::assert_snapshot!(format!("{first}\n{again}\n{changed}\n{faulty}"));
}

#[test]
fn a_law_is_shown_as_of_a_day() {
    let folder = stocked("show");
    let shown = |args: &[&str], code| exits(&folder, &[&["law", "show", "青溪灯会管理条例"], args].concat(), code);
    let today = shown(&["3", "--as-of", "2026-11-21"], 0);
    assert!(today.contains("2019年8月1日修订") && today.contains("\n（二）走马灯；\n"), "{today}");
    let then = shown(&["第二条第一款第（二）项", "--as-of", "2010-01-01"], 0);
    assert!(then.contains("2001年3月2日通过") && then.ends_with("\n\n（二）走马灯；\n"), "{then}");
    let all = [
        then,
        shown(&["--as-of", "2010-01-01"], 0),
        shown(&["--as-of", "2026-11-21"], 0),
        shown(&["3", "--as-of", "2000-01-01"], 2),
        shown(&["9", "--as-of", "2026-11-21"], 2),
        shown(&["第三条第四款", "--as-of", "2026-11-21"], 2),
        shown(&["三月", "--as-of", "2026-11-21"], 2),
    ];
    insta::assert_snapshot!(all.join("\n"));
    insta::assert_snapshot!("show_json", shown(&["第三条第二款", "--as-of", "2026-11-21", "--format", "json"], 0));
    // From a folder below the library is found, too.
    fs::create_dir(folder.join("下")).unwrap();
    exits(&folder.join("下"), &["法规", "显示", "青溪灯会管理条例", "1之一"], 2);
    exits(&folder.join("下"), &["法规", "显示", "《青溪灯会管理条例》", "1"], 0);
}

#[test]
fn without_a_library_the_index_answers() {
    let folder = folder("index");
    let shown = exits(&folder, &["law", "show", "合同法", "--as-of", "2026-11-21"], 0);
    assert!(shown.contains("已于2021年1月1日废止，由《中华人民共和国民法典》代替"), "{shown}");
    assert!(shown.contains("fashen law import"), "{shown}");
    let unknown = exits(&folder, &["law", "show", "行政处罚发"], 2);
    assert!(unknown.contains("相近的有：《中华人民共和国行政处罚法》"), "{unknown}");
    let asked = exits(&folder, &["law", "show", "行政处罚法", "16"], 2);
    assert!(asked.contains("没有《中华人民共和国行政处罚法》的文本"), "{asked}");
    assert!(exits(&folder, &["law", "versions", "行政处罚法"], 2).contains("没有法规库"));
    let found = exits(&folder, &["law", "search", "治安", "处罚", "--as-of", "2026-11-21"], 0);
    assert!(found.contains("《中华人民共和国治安管理处罚法》") && found.contains("没有法规库"), "{found}");
}

#[test]
fn versions_and_search() {
    let folder = stocked("search");
    let day = ["--as-of", "2026-11-21"];
    let run = |args: &[&str]| exits(&folder, &[args, &day].concat(), 0);
    let all = [
        run(&["law", "versions", "青溪灯会管理条例"]),
        run(&["law", "search", "灯会", "报名"]),
        run(&["law", "检索", "走马灯", "--all-versions", "--limit", "1"]),
        run(&["law", "search", "罚款", "--in", "青溪灯会管理条例"]),
        run(&["law", "search", "没有的词"]),
    ];
    insta::assert_snapshot!(all.join("\n"));
    let json = run(&["law", "search", "走马灯", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["all"], &json["articles"][0]["place"]), (&1.into(), &"第三条".into()));
}

#[test]
fn without_texts_the_built_in_map_answers() {
    let folder = folder("map-index");
    let shown = exits(&folder, &["law", "map", "行政复议法", "--format", "tsv"], 0);
    assert!(shown.contains("\n9\t20\t0.68\n") && shown.contains("\n3\t\t0.33\n"), "{shown}");
    assert!(exits(&folder, &["law", "map", "行政复议法"], 0).contains("第九条 → 第二十条（相似度68%）"));
    exits(&folder, &["law", "map", "公共图书馆法"], 2);
}

#[test]
fn old_numbers_lead_to_new_ones() {
    let folder = stocked("map");
    let own = exits(&folder, &["law", "map", "青溪灯会管理条例"], 0);
    let dated = exits(&folder, &["法规", "条号对照", "青溪灯会管理条例@2010-01-01", "青溪灯会管理条例@2019-08-01"], 0);
    assert_eq!(own, dated);
    let files = exits(&folder, &["law", "map", "法规/灯会_旧.txt", "法规/灯会_新.md", "--format", "tsv"], 0);
    assert!(files.contains("\n2\t3\trenumbered\t") && files.contains("\n\t2\tadded\t"), "{files}");
    let json = exits(&folder, &["law", "map", "青溪灯会管理条例", "--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["rows"][2]["new"][0]["number"], 4);
    insta::assert_snapshot!(own);
    for (args, words) in [
        (&["青溪灯会管理条例@1999-01-01", "法规/灯会_新.md"][..], "最早的文本"),
        (&["青溪灯会管理条例@今天", "法规/灯会_新.md"], "不是日期"),
        (&["没有的条例", "法规/灯会_新.md"], "法规名称@日期"),
        (&["行政处罚法"], "有0个版本"),
    ] {
        let said = exits(&folder, &[&["law", "map"], args].concat(), 2);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn letters_and_findings_quote_the_library_that_is_named() {
    let folder = stocked("quote");
    fs::create_dir(folder.join("规则")).unwrap();
    fs::write(folder.join("规则/a.toml"), RULES).unwrap();
    fs::write(folder.join("办法.txt"), DRAFT).unwrap();
    let rules = ["--rules", "规则", "--no-builtin", "--as-of", "2026-11-21"];
    let review = |args: &[&str]| exits(&folder, &[&["review", "办法.txt"], args, &rules].concat(), 1);
    // A library that merely lies there is not used.
    assert!(!review(&[]).contains("文件无效"));
    let letter = review(&["--laws", "fashen-laws.sqlite"]);
    let from = letter.find("审核情况").unwrap();
    let to = letter.find("审核结论").unwrap();
    insta::assert_snapshot!(&letter[from..to]);
    fs::write(folder.join("fashen.toml"), "laws = \"fashen-laws.sqlite\"\n").unwrap();
    assert_eq!(review(&[]), letter);
    let check = |format: &str| exits(&folder, &[&["check", "办法.txt", "--format", format], &rules[..]].concat(), 1);
    let json: serde_json::Value = serde_json::from_str(&check("json")).unwrap();
    let basis = &json["files"][0]["findings"][0]["basis"];
    assert_eq!(
        (&basis[0]["text"], &basis[0]["version"]),
        (&"违反前款的，文件无效。".into(), &"2019年8月1日修订".into())
    );
    assert!(basis[1].get("text").is_none());
    assert!(!check("terminal").contains("文件无效"));
    assert!(
        check("markdown").contains("> 违反前款的，文件无效。") && check("html").contains("<br>违反前款的，文件无效。")
    );
    let before = exits(&folder, &[&["check", "办法.txt"], &rules[..4], &["2000-01-01"]].concat(), 1);
    assert!(before.contains("第二条第二款的原文：法规库里最早的文本自2001年6月1日起施行"), "{before}");
}

#[test]
fn a_file_that_is_no_library_is_left_alone() {
    let folder = stocked("bad");
    fs::write(folder.join("坏.sqlite"), "这不是法规库。".repeat(40)).unwrap();
    fs::write(folder.join("办法.txt"), DRAFT).unwrap();
    for args in [&["check", "办法.txt"][..], &["law", "import", "法规"], &["law", "show", "青溪灯会管理条例"]]
    {
        let said = exits(&folder, &[args, &["--laws", "坏.sqlite"]].concat(), 2);
        assert!(said.contains("坏.sqlite 不是法规库"), "{said}");
    }
    let said = exits(&folder, &["check", "办法.txt", "--laws", "无.sqlite"], 2);
    assert!(said.contains("没有法规库 无.sqlite") && said.contains("fashen law import --laws 无.sqlite"), "{said}");
    assert!(!folder.join("无.sqlite").exists());
    assert_eq!(fs::read_to_string(folder.join("坏.sqlite")).unwrap(), "这不是法规库。".repeat(40));
    // Nothing to put in: no library is made.
    fs::write(folder.join("说明.txt"), "灯会说明\n\n灯会很好看。\n").unwrap();
    exits(&folder, &["law", "import", "说明.txt", "--laws", "新.sqlite"], 2);
    assert!(!folder.join("新.sqlite").exists());
}
