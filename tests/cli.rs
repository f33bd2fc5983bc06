//! The program as its users meet it: exit codes, messages, files.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DAY: [&str; 2] = ["--as-of", "2026-11-21"];

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("CLICOLOR_FORCE").env("RUST_BACKTRACE", "0");
    command
}

fn run(args: &[&str]) -> Output {
    program().args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn exits(args: &[&str], code: i32) -> Output {
    let output = run(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{}\n{}", stdout(&output), stderr(&output));
    output
}

/// An empty folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

const DRAFT: &str = "\
青溪县农贸市场管理办法

第一条　为了加强农贸市场管理，根据《中华人民共和国产品质量法》，制定本办法。
第二条　经营者占道经营的，由县市场监督管理部门处五百元以上二千元以下罚款。
第三条　经营者应当开设专用帐户。
第四条　本办法自2027年1月1日起施行，有效期五年。
";

const RULES: &str = r#"
[[rule]]
id         = "test/sets-penalty"
title      = "涉嫌设定行政处罚"
grade      = "violation"
confidence = "likely"
heading    = "set-without-power"
message    = "“{matched}”涉及设定行政处罚，请说明上位法依据"
advice     = "没有依据的，删除。已有规定的，写明依据。"
[[rule.basis]]
law     = "中华人民共和国行政处罚法"
article = "第十六条"
[rule.check.phrase]
any = ["处…{金额}…罚款"]
[[rule.example]]
text = "第八条 违反的，由城市管理部门⟦处五百元罚款⟧。"
[[rule.example]]
lacks = "罚款"
text  = "第八条 违反的，给予批评。"

[[rule]]
id         = "test/miswrites-account"
title      = "误用“帐户”"
grade      = "advice"
confidence = "certain"
heading    = "drafting"
message    = "“{matched}”应当写作“{right}”"
advice     = "改为“账户”。"
[[rule.basis]]
law     = "中华人民共和国立法法"
article = "第六十条"
[rule.check.term]
wrong = ["帐户"]
right = "账户"
[[rule.example]]
text = "开设⟦帐户⟧。"
[[rule.example]]
lacks = "帐户"
text  = "开设账户。"
"#;

/// A draft and rules of its own, so that snapshots do not follow the built-in rules.
fn small(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::create_dir(folder.join("规则")).unwrap();
    fs::write(folder.join("规则/a.toml"), RULES).unwrap();
    fs::write(folder.join("办法.txt"), DRAFT).unwrap();
    folder
}

fn small_check(folder: &Path, format: &str) -> String {
    let args = ["check", "办法.txt", "--rules", "规则", "--no-builtin", "--region", "360000", "--format", format];
    let output = program().current_dir(folder).args(args).args(DAY).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    stdout(&output).replace(DAY[1], "[日期]").replace(fashen::lawbook::Lawbook::built_in().date(), "[日期]")
}

#[test]
fn terminal_output_of_a_small_draft() {
    insta::assert_snapshot!(small_check(&small("terminal"), "terminal"));
}

#[test]
fn json_output_of_a_small_draft() {
    insta::assert_snapshot!(small_check(&small("json"), "json"));
}

#[test]
fn a_clean_file_is_0_and_never_called_lawful() {
    let output = exits(&["check", "corpus/samples/clean.txt", DAY[0], DAY[1]], 0);
    assert!(stdout(&output).contains("未发现问题（检查范围内）"));
    assert!(!stdout(&output).replace("不等于合法", "").contains("合法"));
}

#[test]
fn findings_are_1_and_never_with_fail_on_never() {
    exits(&["check", "corpus/samples/qingxi-notice.txt"], 1);
    exits(&["自查", "corpus/samples/qingxi-notice.txt", "--fail-on", "never"], 0);
    exits(&["--fail-on", "never", "check", "corpus/samples/qingxi-notice.txt"], 0);
}

#[test]
fn fail_on_counts_from_its_grade_up() {
    let folder = small("fail-on");
    fs::write(folder.join("帐.txt"), "青溪县财务管理办法\n第一条　开设帐户。\n").unwrap();
    let rules = folder.join("规则");
    let draft = folder.join("帐.txt");
    let with = |grade: &str, code| {
        exits(&["check", path(&draft), "--rules", path(&rules), "--no-builtin", "--fail-on", grade], code);
    };
    with("violation", 0);
    with("defect", 0);
    with("advice", 1);
}

#[test]
fn an_unread_file_is_2_and_named_with_advice() {
    let folder = folder("unread");
    fs::write(folder.join("空.txt"), "").unwrap();
    let clean = "corpus/samples/clean.txt";
    let output = exits(&["check", clean, path(&folder.join("空.txt")), path(&folder.join("无.txt"))], 2);
    let shown = stdout(&output);
    assert!(shown.contains("空.txt：文件里没有文字") && shown.contains("无.txt：无法读取：文件不存在"), "{shown}");
    exits(&["parse", path(&folder.join("空.txt"))], 2);
}

#[test]
fn a_folder_is_walked_and_what_is_skipped_is_counted() {
    let folder = folder("walk");
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::create_dir_all(folder.join("子")).unwrap();
    fs::write(folder.join(".gitignore"), "*").unwrap();
    fs::write(folder.join(".git/x.txt"), "第一条　略。").unwrap();
    fs::write(folder.join("~$稿.docx"), "锁").unwrap();
    fs::write(folder.join("章.png"), "图").unwrap();
    fs::write(folder.join("稿.txt"), "青溪县办法\n第一条　为了管理，制定本办法。\n").unwrap();
    fs::write(folder.join("子/稿.txt"), "青溪县办法\n第一条　为了管理，制定本办法。\n").unwrap();
    let output = exits(&["check", path(&folder), "--fail-on", "never", "--format", "json"], 0);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let files: Vec<_> = report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(files, [path(&folder.join("子/稿.txt")), path(&folder.join("稿.txt"))]);
    assert_eq!(report["skipped"], serde_json::json!({"hidden": 2, "temporary": 1, "foreign": 1}));
}

#[test]
fn what_may_hold_a_draft_is_never_passed_over() {
    let folder = folder("locked");
    fs::write(folder.join("稿.txt"), "青溪县办法\n第一条　为了管理，制定本办法。\n").unwrap();
    fs::write(folder.join("材料.rar"), b"Rar!\x1A\x07\x01\0").unwrap();
    fs::write(folder.join("稿.odt"), b"PK\x03\x04").unwrap();
    let large = fs::File::create(folder.join("大.txt")).unwrap();
    large.set_len(fashen::limits::MAX_FILE_BYTES + 1).unwrap();
    let output = exits(&["check", path(&folder), "--fail-on", "never", "--format", "json"], 2);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let unread: Vec<_> =
        report["unread"].as_array().unwrap().iter().map(|row| row["reason"].as_str().unwrap()).collect();
    assert_eq!(unread.len(), 3, "{unread:?}");
    assert!(
        unread.contains(&"暂不能读取 rar/7z 格式") && unread.iter().any(|why| why.starts_with("文件过大")),
        "{unread:?}"
    );
}

#[test]
fn a_folder_without_drafts_is_2() {
    let folder = folder("nothing");
    fs::write(folder.join("章.png"), "图").unwrap();
    let output = exits(&["check", path(&folder)], 2);
    assert!(stderr(&output).contains("没有找到可以检查的文件"));
}

#[test]
fn bad_arguments_are_2_and_say_so_in_chinese() {
    let cases: [(&[&str], &str); 9] = [
        (&[], "没有写明要做什么"),
        (&["chek"], "没有命令“chek”，是不是“check”"),
        (&["check"], "缺少参数"),
        (&["check", "a.txt", "--format", "xml"], "可用：terminal、json、sarif、markdown、html"),
        (&["check", "a.txt", "--as-of", "2026-02-30"], "2026年11月21日"),
        (&["check", "a.txt", "--region", "江西"], "行政区划代码是六位数字"),
        (&["check", "a.txt", "--laws", "x.sqlite"], "没有法规库 x.sqlite"),
        (&["check", "a.txt", "--no-such"], "不认识的参数“--no-such”"),
        (&["rules", "explain", "content/set-penalty"], "相近的有：content/sets-penalty"),
    ];
    for (args, message) in cases {
        let output = exits(args, 2);
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn faulty_rules_are_2_and_every_fault_has_its_place() {
    let folder = folder("faulty");
    let unknown =
        RULES.replacen("处…{金额}…罚款", "处…{没有的词表}…罚款", 1).replacen("confidence = \"certain\"", "sure = 1", 1);
    fs::write(folder.join("坏.toml"), unknown).unwrap();
    fs::write(folder.join("坏二.toml"), RULES.replacen("处…{金额}…罚款", "处…{没有的词表}…罚款", 1)).unwrap();
    for command in ["check", "rules"] {
        let last = if command == "check" { "corpus/samples/clean.txt" } else { "list" };
        let output = exits(&[command, last, "--rules", path(&folder)], 2);
        let shown = stderr(&output);
        for words in
            ["3处错误", "坏.toml:25:1", "不认识的字段", "坏二.toml:14:11", "没有词表“没有的词表”", "坏二.toml:18:9"]
        {
            assert!(shown.contains(words), "{words} in {shown}");
        }
    }
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    for format in ["terminal", "json", "sarif", "markdown", "html"] {
        let args = ["check", "corpus/samples", "--format", format, "--region", "360000", DAY[0], DAY[1]];
        let (one, other) = (run(&args), run(&[&args[..], &["--jobs", "1"]].concat()));
        assert!(!one.stdout.is_empty());
        assert!(one.stdout == other.stdout, "{format}");
    }
}

#[test]
fn a_reader_that_closes_early_is_no_failure() {
    for args in [&["rules", "schema"][..], &["check", "corpus/samples/clean.txt"], &["--help"]] {
        let mut child = program().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn help_is_chinese_everywhere() {
    for args in [&["--help"][..], &["check", "-h"], &["rules", "explain", "--help"], &["审查", "--help"]] {
        let output = exits(args, 0);
        let shown = stdout(&output);
        assert!(shown.contains("用法：fashen") && shown.contains("共用选项"), "{shown}");
        for word in ["Usage", "Options", "Commands", "Arguments", "Print", "possible", "default:", "aliases"] {
            assert!(!shown.contains(word), "{word} in {shown}");
        }
    }
}

#[test]
fn parse_in_every_format() {
    let sample = "corpus/samples/qingxi-notice.txt";
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&exits(&["parse", sample, "--format", "json"], 0))).unwrap();
    assert_eq!(json["schema"], "fashen.document/1");
    assert_eq!(json["dates"]["published"], "2026-10-15");
    let outline = stdout(&exits(&["解析", sample], 0));
    assert!(outline.contains("第一章　总则"), "{outline}");
    let text = stdout(&exits(&["parse", sample, "--format", "text"], 0));
    let gb = |name: &str| stdout(&exits(&["parse", name, "--format", "text"], 0));
    assert_eq!(gb("corpus/samples/clean.txt"), gb("corpus/samples/clean.gb18030.txt"));
    assert!(text.lines().all(|line| !line.is_empty() && line.trim() == line));
}

#[test]
fn rules_are_listed_and_explained() {
    let list: serde_json::Value =
        serde_json::from_str(&stdout(&exits(&["rules", "list", "--format", "json"], 0))).unwrap();
    let ids: Vec<_> = list["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.contains(&"content/sets-penalty"));
    let explained = stdout(&exits(&["rules", "explain", "content/sets-penalty", DAY[0], DAY[1]], 0));
    for words in [
        "《中华人民共和国行政处罚法》第十六条（自2021-07-15）：现行有效",
        "处…{金额}…罚款",
        "⟦处五百元以上二千元以下罚款⟧",
    ] {
        assert!(explained.contains(words), "{explained}");
    }
}

#[test]
fn rules_are_tested_by_their_examples() {
    let folder = small("examples");
    let args = |rules: &'static str| ["rules", "test", "--rules", rules, "--no-builtin"];
    let test = |rules| program().current_dir(&folder).args(args(rules)).output().unwrap();
    assert_eq!(stdout(&test("规则")), "测试2条规则、4个例子：全部符合\n");
    fs::create_dir(folder.join("错")).unwrap();
    fs::write(folder.join("错/b.toml"), RULES.replace("⟦处五百元罚款⟧", "⟦处五百元⟧罚款")).unwrap();
    let output = test("错");
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("错/b.toml 第"), "{}", stdout(&output));
}

#[test]
fn a_review_writes_its_files_and_overwrites_none() {
    let out = folder("review").join("出");
    let args =
        ["review", "corpus/samples/dossier", "--previous", "corpus/samples/qingxi-notice.2021.txt", "-o", path(&out)];
    exits(&args, 1);
    let mut names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let expected =
        ["adoption.docx", "adoption.xlsx", "comparison.docx", "comparison.html", "decisions.toml", "findings.json"];
    assert_eq!(names[..6], expected);
    fs::write(out.join("opinion.txt"), "审查人员改过").unwrap();
    let refused = exits(&args, 2);
    assert!(stderr(&refused).contains("opinion.txt") && stderr(&refused).contains("--force"));
    assert_eq!(fs::read_to_string(out.join("opinion.txt")).unwrap(), "审查人员改过");
    exits(&[&args[..], &["--force"]].concat(), 1);
    assert_ne!(fs::read_to_string(out.join("opinion.txt")).unwrap(), "审查人员改过");
    let decisions: toml::Table = fs::read_to_string(out.join("decisions.toml")).unwrap().parse().unwrap();
    assert!(!decisions["decision"].as_array().unwrap().is_empty());
}

#[test]
fn a_review_writes_the_letters_it_is_asked_for() {
    let out = folder("letters").join("出");
    let review = |args: &[&str], code| exits(&[&["review", "corpus/samples/dossier"], args].concat(), code);
    review(&["--letter", "复函,补正", "--letter", "shell", "--conclusion", "应当予以修改", "-o", path(&out)], 1);
    let mut names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| name.to_string_lossy().ends_with(".docx"));
    names.sort();
    assert_eq!(names, ["reply.docx", "shell.docx", "supplement.docx"]);
    let reply = fs::read_to_string(out.join("reply.txt")).unwrap();
    assert!(reply.contains("一、经审核，送审稿应当予以修改") && !reply.contains("待选"), "{reply}");
    let shown = stdout(&review(&["--letter", "反馈"], 1));
    assert!(shown.contains("的反馈意见") && !shown.contains("意见书\n"), "{shown}");
    assert!(stderr(&review(&["--letter", "通知"], 2)).contains("reply 复函"));
    let refused = stderr(&review(&["--conclusion", "同意"], 2));
    assert!(refused.contains("没有“同意”这种结论") && refused.contains("应当予以修改（amend）"), "{refused}");
}

#[test]
fn the_profile_says_how_letters_are_signed() {
    let folder = folder("office");
    let profile = "[office]\nname = \"青溪县司法局\"\nmark = \"青司审\"\nsupplement = \"5个工作日\"\n";
    fs::write(folder.join("fashen.toml"), profile).unwrap();
    let args = ["review", "corpus/samples/dossier", "--letter", "supplement", "--profile"];
    let shown = stdout(&exits(&[&args[..], &[path(&folder.join("fashen.toml"))]].concat(), 1));
    for words in ["青司审〔", "青溪县司法局\n", "之日起5个工作日内，", "公平竞争审查结论"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    fs::write(folder.join("fashen.toml"), "[office]\nsupplement = \"尽快\"\n").unwrap();
    let refused = stderr(&exits(&[&args[..], &[path(&folder.join("fashen.toml"))]].concat(), 2));
    assert!(refused.contains("supplement 写作“5个工作日”"), "{refused}");
}

#[test]
fn a_review_writes_nothing_among_the_materials() {
    let output = exits(&["review", "corpus/samples/dossier", "-o", "corpus/samples/dossier/出"], 2);
    assert!(stderr(&output).contains("送审材料文件夹里面"));
    assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/samples/dossier/出").exists());
}

#[test]
fn a_review_without_a_folder_shows_the_opinion() {
    let shown = stdout(&exits(&["审查", "corpus/samples/clean.txt", DAY[0], DAY[1]], 0));
    assert!(shown.contains("合法性审核意见书") && shown.contains("□ 合法"), "{shown}");
}

#[test]
fn a_comparison_goes_to_the_terminal_or_a_file() {
    let (old, new) = ("corpus/samples/qingxi-notice.2021.txt", "corpus/samples/qingxi-notice.txt");
    assert!(stdout(&exits(&["compare", old, new], 0)).contains("条文对照表"));
    let out = folder("compare").join("对照.xlsx");
    exits(&["对照", old, new, "-o", path(&out)], 0);
    assert!(fs::read(&out).unwrap().starts_with(b"PK"));
    exits(&["对照", old, new, "-o", path(&out)], 2);
    exits(&["对照", old, new, "-o", "x.wps"], 2);
}

#[test]
fn what_the_reader_left_out_is_among_what_was_not_checked() {
    let output = exits(&["check", "tests/formats/draft.rtf", "--fail-on", "never"], 0);
    let said = stdout(&output);
    assert!(said.contains("原文的读取：含未接受的修订（插入1处、删除1处）：按接受后的文本审查"), "{said}");
}

#[test]
fn a_theme_limits_the_rules_to_those_of_a_clean_up() {
    let stock = "corpus/samples/stock";
    let themed = stdout(&exits(&["check", stock, "--theme", "行政复议", DAY[0], DAY[1]], 0));
    assert!(
        themed.contains("cleanup/cites-renumbered-review-law") && themed.contains("只查专项清理主题：行政复议"),
        "{themed}"
    );
    assert!(!themed.contains("citation/") && !themed.contains("drafting/"), "{themed}");
    let plain = stdout(&exits(&["check", stock, DAY[0], DAY[1]], 0));
    assert!(!plain.contains("cleanup/") && plain.contains("citation/lost-basis-since"), "{plain}");
    let unknown = stderr(&exits(&["check", stock, "--theme", "没有的主题"], 2));
    assert!(unknown.contains("没有专项清理主题“没有的主题”；可用：") && unknown.contains("行政复议"), "{unknown}");
    assert!(stdout(&exits(&["规则", "主题"], 0)).contains("行政复议（"));
}
