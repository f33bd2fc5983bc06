//! Mistakes in rule files are shown where they stand, all at once.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use fashen::rule::{Fault, Source, load, load_folder};

/// A file without faults; each test breaks one line of it.
const GOOD: &str = r#"[lists]
"证照" = ["许可证", "执照"]

[[rule]]
id = "content/sets-penalty"
formerly = []
title = "涉嫌设定行政处罚"
grade = "violation"
confidence = "likely"
heading = "set-without-power"
message = "“{matched}”涉嫌设定行政处罚"
advice = "删除"

[[rule.basis]]
law = "中华人民共和国行政处罚法"
article = "第十六条"

[rule.check.phrase]
any = ["吊销{证照}", "没收违法所得"]
guards = ["quoted"]

[[rule.example]]
text = "第一条 可以⟦吊销执照⟧。"

[[rule.example]]
why = "引用"
text = "第一条 “吊销执照”是处罚。"
"#;

const TERM: &str = "[rule.check.term]\nwrong = [\"登陆\"]\nright = \"登录\"";

/// The good file with one line (from 1) written anew.
fn broken(line: usize, with: &str) -> String {
    let mut lines: Vec<_> = GOOD.lines().collect();
    lines[line - 1] = with;
    lines.join("\n") + "\n"
}

fn own(name: &str, content: String) -> Source {
    Source { name: name.into(), content, trusted: false }
}

fn faults(sources: &[Source]) -> Vec<Fault> {
    load(sources, "000000").err().unwrap_or_default()
}

/// The faults of a file as (line, column), and what they say.
fn spots(content: &str) -> (Vec<(usize, usize)>, String) {
    let faults = faults(&[own("own.toml", content.to_owned())]);
    let said = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for fault in &faults {
        let line = content.lines().nth(fault.line - 1).unwrap_or_default();
        let shown = fault.show();
        assert!(shown.contains(line), "{shown}\ndoes not show {line}");
        assert!(shown.contains(&format!("own.toml:{}:{}", fault.line, fault.column)), "{shown}");
        assert!(shown.contains(&fault.what), "{shown}");
    }
    (faults.iter().map(|fault| (fault.line, fault.column)).collect(), said)
}

/// Writes a line anew and expects faults at these spots, the first of which says this.
#[track_caller]
fn expect(line: usize, with: &str, at: &[(usize, usize)], says: &str) {
    let (found, said) = spots(&broken(line, with));
    assert_eq!(found, at, "{with}\n{said}");
    assert!(said.lines().next().is_some_and(|first| first.contains(says)), "{said}");
}

#[test]
fn the_good_file_is_good() {
    assert_eq!(spots(GOOD), (vec![], String::new()));
}

#[test]
fn syntax() {
    expect(5, "id = content/sets-penalty", &[(5, 6)], "TOML 格式错误");
    expect(19, "any = [\"吊销{证照}\", \"没收违法所得\"", &[(20, 1)], "TOML 格式错误");
    expect(7, "title = \"涉嫌设定行政处罚", &[(7, 18)], "TOML 格式错误");
    expect(4, "[[rule]", &[(4, 8)], "TOML 格式错误");
    expect(8, "title = \"另一个名称\"", &[(8, 1)], "这个键已经写过了");
}

#[test]
fn fields_and_values() {
    expect(12, "advice = \"删除\"\nextra = 1", &[(13, 1)], "不认识的字段“extra”；可以写 id、formerly、");
    expect(20, "guard = [\"quoted\"]", &[(20, 1)], "不认识的字段“guard”");
    expect(8, "grade = \"wrong\"", &[(8, 9)], "不认识的取值“wrong”；可以写 advice、defect、violation");
    expect(10, "heading = \"money\"", &[(10, 11)], "不认识的取值“money”");
    expect(20, "within = \"page\"", &[(20, 10)], "可以写 sentence、paragraph、article、document");
    expect(12, "advice = \"删除\"\nwhen = [\"trial\", \"always\"]", &[(13, 18)], "不认识的取值“always”");
    expect(7, "", &[(4, 1)], "缺少字段“title”");
    expect(5, "", &[(4, 1)], "缺少字段“id”");
    expect(12, "advice = 1", &[(12, 10)], "类型不对，应为带引号的文字");
    expect(20, "guards = \"quoted\"", &[(20, 10)], "类型不对，应为列表");
    expect(16, "article = \"第十六条\"\nfrom = \"2021\"", &[(17, 8)], "应为日期，例如 2026-11-21，不带引号");
    expect(16, "article = \"第十六条\"\nfrom = 2021-13-45", &[(17, 8)], "TOML 格式错误");
}

#[test]
fn ids() {
    for id in ["Content/sets", "content", "content/设定", "content/", "a/b/c", "content/sets penalty"] {
        expect(5, &format!("id = \"{id}\""), &[(5, 6)], "id 应当写成“族/动词短语”");
    }
}

#[test]
fn one_name_for_two_rules() {
    let second = GOOD[GOOD.find("[[rule]]").unwrap()..].to_owned();
    let twice = format!("{GOOD}\n{second}");
    let (found, said) = spots(&twice);
    assert_eq!(found, [(30, 6)], "{said}");
    assert!(said.contains("规则“content/sets-penalty”在 own.toml 里已经有了"), "{said}");

    let old = second.replace("content/sets-penalty", "content/sets-fine");
    let old = old.replace("formerly = []", "formerly = [\"content/fines\", \"content/sets-penalty\"]");
    let (found, said) = spots(&format!("{GOOD}\n{old}"));
    assert_eq!(found, [(31, 30)], "{said}");
}

#[test]
fn word_lists() {
    expect(19, "any = [\"吊销{许可}\", \"没收违法所得\"]", &[(19, 11)], "没有词表“许可”");
    expect(2, "\"证照\" = [\"许可证\", \"执照\", \"{许可}\"]", &[(2, 22), (19, 11)], "没有词表“许可”");
    let cycle = "\"证照\" = [\"许可证\", \"执照\"]\n\"甲\" = [\"乙方\", \"{乙}\"]\n\"乙\" = [\"{甲}\"]";
    expect(2, cycle, &[(3, 14), (4, 8)], "词表互相引用成环：甲 → 乙 → 甲");
    expect(2, "\"证照\" = [\"许可证\", \"执照\"]\n\"空\" = []", &[(3, 1)], "词表“空”是空的");
    expect(2, "\"证照\" = [\"许可证\"]\n\"证照\" = [\"执照\"]", &[(3, 1)], "这个键已经写过了");
    expect(2, "\"证照\" = [\"许可证\", \"执照\", \"(甲|乙\"]", &[(2, 22), (19, 11)], "“(”没有对应的“)”");
    expect(2, "\"证照\" = [\"许可证\", \"执照\", \"甲…乙\"]", &[(2, 22), (19, 11)], "词里不能有“…”");
}

#[test]
fn one_list_in_two_files() {
    let other = own("more.toml", "[lists]\n\"人\" = [\"甲方\"]\n\"证照\" = [\"证书\"]\n".into());
    let found = faults(&[own("own.toml", GOOD.into()), other]);
    let said: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["more.toml 第3行第1列：词表“证照”已经有了"]);
}

#[test]
fn patterns() {
    let any = |pattern: &str| format!("any = [\"吊销执照\", \"{pattern}\"]");
    expect(19, &any("吊销{证照"), &[(19, 19)], "“{”没有对应的“}”");
    expect(19, &any("吊销(甲|乙"), &[(19, 19)], "“(”没有对应的“)”");
    expect(19, &any("吊销执照)"), &[(19, 17)], "词里不能有“)”");
    expect(19, &any("…没收违法所得"), &[(19, 17)], "样式不能以间隔开头或者结尾");
    expect(19, &any("没收违法所得{…5}"), &[(19, 23)], "样式不能以间隔开头或者结尾");
    expect(19, &any("处以{…101}罚款"), &[(19, 19)], "数字为1到100");
    expect(19, &any("处以{…0}罚款"), &[(19, 19)], "数字为1到100");
    expect(19, &any("罚"), &[(19, 17)], "没有两个字以上的词");
    expect(19, &any("处…{金额}"), &[(19, 17)], "没有两个字以上的词");
    expect(19, &any(""), &[(19, 17)], "样式是空的");
    expect(20, "unless = [\"依法{给予\"]", &[(20, 14)], "“{”没有对应的“}”");
    expect(19, "any = ['''吊销执照''', '''吊销{许可}''']", &[(19, 25)], "没有词表“许可”");
    expect(20, "guards = [\"quoted\", \"quotes\"]", &[(20, 21)], "没有守护词“quotes”；有 prohibited、");
}

#[test]
fn check_kinds() {
    expect(18, "[rule.check.phrases]", &[(18, 13)], "不认识的取值“phrases”；可以写 phrase、term、");
    expect(20, "[rule.check.band]\nproblem = \"gap\"", &[(18, 7)], "每条规则恰好写一个 [rule.check.<种类>]");
    expect(18, &format!("{TERM}\n[rule.check.phrase]"), &[(18, 7)], "每条规则恰好写一个 [rule.check.<种类>]");
    let band =
        broken(18, "[rule.check.band]").replace("any = [\"吊销{证照}\", \"没收违法所得\"]", "problem = \"wide\"");
    let (found, said) = spots(&band.replace("guards = [\"quoted\"]", ""));
    assert_eq!(found, [(19, 11)], "{said}");
    let procedure = broken(18, "[rule.check.procedure]")
        .replace("any = [\"吊销{证照}\"", "material = \"no-such\"\ntouch = [\"吊销执照\"");
    let (found, said) = spots(&procedure.replace("guards = [\"quoted\"]", ""));
    assert_eq!(found, [(19, 12)], "{said}");
    assert!(said.contains("没有材料种类“no-such”"), "{said}");
    let none =
        broken(18, "").replace("any = [\"吊销{证照}\", \"没收违法所得\"]", "").replace("guards = [\"quoted\"]", "");
    assert_eq!(spots(&none), (vec![(4, 1)], "own.toml 第4行第1列：缺少字段“check”".to_owned()));
}

#[test]
fn bases() {
    expect(16, "article = \"第十六条\"\npolicy = true", &[(5, 6)], "只有政策、标准作依据");
    expect(16, "article = \"十六\"", &[(16, 11)], "依据要写明条号");
    expect(16, "article = \"第十六条规定\"", &[(16, 11)], "依据要写明条号");
    expect(16, "", &[(15, 7)], "依据要写明条号");
    let none = broken(14, "").replace("law = \"中华人民共和国行政处罚法\"\narticle = \"第十六条\"", "\n");
    let (found, said) = spots(&none);
    assert_eq!(found, [(5, 6)], "{said}");
    assert!(said.contains("没有依据"), "{said}");
}

#[test]
fn certainty_and_messages() {
    expect(9, "confidence = \"certain\"", &[(9, 14)], "含义判断不能是 certain");
    expect(11, "message = \"“{matched}”{thing}\"", &[(11, 23)], "不认识的占位“{thing}”");
    expect(11, "message = \"{a}{b}\"", &[(11, 12), (11, 15)], "不认识的占位“{a}”");
}

#[test]
fn examples() {
    let both = "至少要有一个报告的例子（⟦ ⟧ 或者 fires = true）和一个不报告的例子";
    expect(23, "text = \"第一条 可以吊销执照。\"", &[(5, 6)], both);
    expect(27, "text = \"第一条 ⟦吊销执照⟧。\"", &[(5, 6)], both);
    expect(27, "text = \"第一条 引用处罚。\"", &[(27, 8)], "不报告的例子没有触动任何样式");
    expect(27, "text = '''第一条 引用处罚。\n第二条 警告。'''", &[(27, 8)], "不报告的例子没有触动任何样式");
    expect(27, "text = \"第一条 引用处罚。\"\nlacks = \"拘留\"", &[(28, 9)], "“拘留”不在任何样式里");
    assert_eq!(spots(&broken(27, "text = \"第一条 引用处罚。\"\nlacks = \"执照\"")).0, []);
    expect(23, "text = \"第一条 可以⟦吊销执照。\"", &[(23, 8)], "⟦ 没有对应的 ⟧");
    expect(23, "text = \"第一条 可以吊销执照⟧。\"", &[(5, 6), (23, 8)], both);
    expect(23, "text = \"第一条 ⟦可以⟦吊销执照⟧。\"", &[(23, 8)], "⟦ ⟧ 没有成对");
    expect(23, "text = \"第一条 可以⟦吊销执照⟧。\"\nas_of = \"昨天\"", &[(24, 9)], "应为日期");
}

#[test]
fn regions() {
    let region = |line: &str| format!("code = \"439900\"\nname = \"某市\"\n{line}\n");
    for (line, at, says) in [
        (
            "[values]\nterm_months_max = { value = \"60\", source = \"某办法\", verified = true }",
            (4, 29),
            "应为整数，不带引号",
        ),
        (
            "[values]\nterm_required = { value = 1, source = \"某办法\", verified = true }",
            (4, 27),
            "应为true 或者 false",
        ),
        ("[values]\nterm_months_max = 60", (4, 19), "类型不对"),
        (
            "[values]\nterm_start = { value = \"signed\", source = \"某办法\", verified = true }",
            (4, 24),
            "可以写 effective、published",
        ),
        (
            "[values]\nterm_month_max = { value = 60, source = \"某办法\", verified = true }",
            (4, 1),
            "不认识的字段“term_month_max”",
        ),
        ("[values]\nterm_months_max = { value = 60, verified = true }", (4, 19), "缺少字段“source”"),
        ("inherit = \"430000\"", (3, 1), "不认识的字段“inherit”"),
    ] {
        let found = faults(&[own("regions/439900.toml", region(line)), own("own.toml", GOOD.into())]);
        let said = found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let spots: Vec<_> = found.iter().map(|fault| (&*fault.file, (fault.line, fault.column))).collect();
        assert_eq!(spots, [("regions/439900.toml", at)], "{said}");
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(faults(&[own("regions/439900.toml", region("")), own("own.toml", GOOD.into())]), []);
}

#[test]
fn faults_of_all_files_come_at_once_and_sorted() {
    let sources = [
        own(
            "z.toml",
            broken(9, "confidence = \"certain\"")
                .replace("sets-penalty", "z")
                .replace("[lists]\n\"证照\" = [\"许可证\", \"执照\"]", "\n"),
        ),
        own("b.toml", broken(12, "extra = 1")),
        own("a.toml", broken(20, "guards = [\"no\"]").replace("{matched}", "{no}")),
        own("regions/430000.toml", "code = 43\n".into()),
    ];
    let found = faults(&sources);
    let spots: Vec<_> = found.iter().map(|fault| (&*fault.file, fault.line, fault.column)).collect();
    let expected =
        [("a.toml", 11, 13), ("a.toml", 20, 11), ("b.toml", 12, 1), ("regions/430000.toml", 1, 8), ("z.toml", 9, 14)];
    assert_eq!(spots, expected);
}

#[test]
fn files_of_another_encoding_are_shown_where_they_break() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults-encoding");
    std::fs::create_dir_all(folder.join("regions")).unwrap();
    let (gbk, _, _) = encoding_rs::GB18030.encode("# 规则\n");
    std::fs::write(folder.join("a.toml"), [b"# rules\n[lists] ".as_slice(), &gbk].concat()).unwrap();
    std::fs::write(folder.join("b.toml"), GOOD).unwrap();
    std::fs::write(folder.join("regions/430000.toml"), gbk).unwrap();
    let found = load_folder(&folder).err().unwrap();
    let spots: Vec<_> = found.iter().map(|fault| (&*fault.file, fault.line, fault.column)).collect();
    assert_eq!(spots, [("a.toml", 2, 11), ("regions/430000.toml", 1, 3)]);
    assert!(found.iter().all(|fault| fault.what.contains("UTF-8")));
    assert!(found[0].show().contains("[lists] # "), "{}", found[0].show());

    let missing = load_folder(&folder.join("none")).err().unwrap();
    assert_eq!((missing.len(), missing[0].line), (1, 1));
    assert!(missing[0].what.contains("打不开规则文件夹"));
}
