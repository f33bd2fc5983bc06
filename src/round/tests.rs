//! An invented draft and what a second version makes of the opinions on it.

use super::decision::Held;
use super::*;
use crate::finding::{Confidence, Finding, Grade, Heading};
use crate::rule::{RuleSet, built_in, load};
use crate::text::{BlockKind, Origin, Span, TextBuilder};
use crate::{parse, source};

const OLD: &str = "\
云岭市集市管理办法
第一条　为了规范集市管理，保障食品安全，制定本办法。
第二条　本办法所称集市，是指定期举行的露天交易场所。
第三条　经营者应当加入集市协会。协会会员的摊位费由协会统一制定。
第四条　经营者进场前应当缴纳两千元保证金，保证金退场时退还。
第五条　违反第四条规定的，由市集市管理处取消其经营资格。
第六条　集市应当设置公平秤。公平秤每年检定一次。
附件
集市摊位分类表
蔬菜类摊位位于东区。
";

fn read(content: &str) -> (Text, Document) {
    let text = source::read_bytes(content.as_bytes(), "a.txt").unwrap().text;
    let document = parse::parse(&text);
    (text, document)
}

fn rules() -> RuleSet {
    load(&built_in(), "000000").unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn earlier(text: &Text, words: &str, rule: &str) -> Earlier {
    let at = text.as_str().find(words).unwrap();
    Earlier {
        rule: rule.into(),
        title: "意见".into(),
        heading: Heading::Content,
        grade: Grade::Violation,
        place: String::new(),
        span: Some(Span::new(at, at + words.len())),
        quote: words.into(),
        message: String::new(),
        advice: String::new(),
        fingerprint: "1:00".into(),
        standing: Standing::Open,
    }
}

fn finding(text: &Text, words: &str, rule: &str, fingerprint: &str) -> Finding {
    let at = text.as_str().find(words).unwrap();
    Finding {
        rule: rule.into(),
        title: "意见".into(),
        heading: Heading::Content,
        grade: Grade::Violation,
        confidence: Confidence::Likely,
        place: crate::document::Place::default(),
        span: Some(Span::new(at, at + words.len())),
        message: String::new(),
        advice: "".into(),
        basis: [].into(),
        related: Vec::new(),
        replacement: None,
        fingerprint: fingerprint.into(),
    }
}

fn round(new: &str, words: &[&str]) -> Round {
    let (old, new) = (read(OLD), read(new));
    let none = Checked { findings: &[], dossier: false };
    let opinions = words.iter().map(|words| earlier(&old.0, words, "own/opinion")).collect();
    follow((&old.0, &old.1), (&new.0, &new.1), opinions, &Ways { rules: &rules(), old: none, new: none })
}

fn told(new: &str, words: &str) -> (Status, String) {
    let round = round(new, &[words]);
    (round.answers[0].status, round.answers[0].note.clone())
}

const DEPOSIT: &str = "缴纳两千元保证金";

#[test]
fn unchanged_words_are_not_adopted() {
    assert_eq!(told(OLD, DEPOSIT), (Status::Ignored, "原文未改".into()));
    let new = OLD
        .replace("第六条", "第七条")
        .replace("第五条　违反第四条", "第六条　违反第五条")
        .replace("第四条　", "第五条　")
        .replace("第三条", "第三条　市集市管理处负责日常巡查。\n第四条");
    assert_eq!(told(&new, DEPOSIT), (Status::Ignored, "原文未改，现为第五条".into()));
    let round = round(&new, &[]);
    let fresh: Vec<_> = round.fresh.iter().map(|fresh| fresh.words.as_str()).collect();
    assert_eq!(fresh, ["市集市管理处负责日常巡查。"]);
}

#[test]
fn adopted_by_striking_or_rewriting() {
    let struck = OLD.replace(
        "第四条　经营者进场前应当缴纳两千元保证金，保证金退场时退还。",
        "第四条　集市每旬举行一次，逢雨顺延。",
    );
    assert_eq!(told(&struck, DEPOSIT).0, Status::Adopted);
    let rewritten = OLD.replace(DEPOSIT, "出示营业执照");
    assert_eq!(told(&rewritten, DEPOSIT).0, Status::Adopted);
    let gone = OLD.replace("协会会员的摊位费由协会统一制定。", "");
    assert_eq!(told(&gone, "摊位费由协会统一制定"), (Status::Adopted, "原文已删去".into()));
}

#[test]
fn adopted_in_part() {
    assert_eq!(told(&OLD.replace("两千元保证金", "五百元保证金"), DEPOSIT).0, Status::Partly);
}

#[test]
fn moved_words_are_found_again() {
    let new = OLD
        .replace("协会会员的摊位费由协会统一制定。", "")
        .replace("公平秤每年检定一次。", "公平秤每年检定一次。协会会员的摊位费由协会统一制定。");
    let expected = (Status::Moved, "原文未改，由第三条移到第六条".into());
    assert_eq!(told(&new, "摊位费由协会统一制定"), expected);
    let split = OLD
        .replace("第六条", "第七条")
        .replace("违反第四条", "违反第五条")
        .replace("第五条　", "第六条　")
        .replace("第四条　", "第五条　")
        .replace("协会会员", "\n第四条　协会会员");
    assert_eq!(told(&split, "摊位费由协会统一制定").0, Status::Moved);
    assert_eq!(told(&split, "应当加入集市协会").0, Status::Ignored);
    assert!(round(&split, &[]).fresh.is_empty());
}

#[test]
fn smuggled_words_stand_out_wherever_they_are() {
    let new = OLD
        .replace("保证金退场时退还。", "保证金退场时退还。外地经营者的保证金不退还。")
        .replace("保障食品安全，", "保障食品安全，增加本处收入，")
        .replace("违反第四条", "违反第三条")
        .replace("蔬菜类摊位位于东区。", "蔬菜类摊位位于东区。\n东区摊位只出租给协会会员。");
    let told: Vec<_> = round(&new, &[DEPOSIT]).fresh.into_iter().map(|it| (it.novelty, it.words)).collect();
    let changed = |words: &str| (Novelty::Changed, words.to_owned());
    let added = |words: &str| (Novelty::Added, words.to_owned());
    let expected = [
        changed("为了规范集市管理，保障食品安全，增加本处收入，制定本办法。"),
        added("外地经营者的保证金不退还。"),
        changed("违反第三条规定的，由市集市管理处取消其经营资格。"),
        added("东区摊位只出租给协会会员。"),
    ];
    assert_eq!(told, expected);
}

/// The draft with a table behind it.
fn with_table(cells: &[&str]) -> (Text, Document) {
    let mut builder = TextBuilder::default();
    for line in OLD.lines().take(7) {
        builder.push(line, Origin::Generated);
        builder.end_block(BlockKind::Paragraph);
    }
    for (row, cell) in (0u32..).zip(cells) {
        builder.push(cell, Origin::Generated);
        builder.end_block(BlockKind::Cell { table: 0, row: row / 2, column: row % 2 });
    }
    let text = builder.finish();
    let document = parse::parse(&text);
    (text, document)
}

#[test]
fn cells_of_a_table_are_no_hiding_place() {
    let old = with_table(&["摊位种类", "收费标准", "蔬菜摊位", "每日10元"]);
    let new = with_table(&["摊位种类", "收费标准", "蔬菜摊位", "每日20元", "外地摊位", "每日10元"]);
    let none = Checked { findings: &[], dossier: false };
    let ways = Ways { rules: &rules(), old: none, new: none };
    let round = follow((&old.0, &old.1), (&new.0, &new.1), Vec::new(), &ways);
    let told: String = round.fresh.iter().map(|it| it.words.as_str()).collect();
    assert!(told.contains("20") && told.contains("外地摊位"), "{told}");
}

#[test]
fn a_rule_that_still_finds_fault_outweighs_new_words() {
    let (old, rules) = (read(OLD), rules());
    let new = read(&OLD.replace("应当缴纳两千元保证金", "按规定缴纳两千元履约保证金"));
    let before = [finding(&old.0, DEPOSIT, "own/deposit", "1:00")];
    let after = [finding(&new.0, "缴纳两千元履约保证金", "own/deposit", "1:11")];
    let told = |after: &[Finding]| {
        let ways = Ways {
            rules: &rules,
            old: Checked { findings: &before, dossier: false },
            new: Checked { findings: after, dossier: false },
        };
        let opinions = vec![earlier(&old.0, DEPOSIT, "own/deposit")];
        follow((&old.0, &old.1), (&new.0, &new.1), opinions, &ways).answers[0].status
    };
    assert_eq!(told(&after), Status::Partly);
    assert_eq!(told(&[]), Status::Adopted);
}

const FORM: &str = "\
[[decision]]
rule = \"a/b\"
place = \"第三条\"
fingerprint = \"1:0123456789abcdef\"
decision = \"不认可\"
reason = \"已有上位法\"
by = \"甲律师\"
on = 2026-11-20

[[decision]]
fingerprint = \"1:fedcba9876543210\"
decision = \"\"
";

fn held(name: &str, content: &str) -> Held {
    read_decisions(name, content).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn decisions_are_read_with_their_authors() {
    let held = held("x/decisions.toml", FORM);
    assert_eq!(held.listed.len(), 2);
    let [decision] = &held.decided[..] else { panic!("{held:?}") };
    assert_eq!((decision.mark, decision.by.as_str(), decision.on.as_str()), (Mark::Dismissed, "甲律师", "2026-11-20"));
    let unsigned = FORM.replace("甲律师", " ");
    assert_eq!(read_decisions("x/decisions-乙.toml", &unsigned).unwrap().decided[0].by, "decisions-乙.toml");
}

#[test]
fn every_fault_of_a_form_is_told_with_its_line() {
    let faulty = FORM.replace("不认可", "同意").replace("2026-11-20", "\"昨天\"").replace("fedcba9876543210", "fedc");
    let faults = read_decisions("d.toml", &faulty).unwrap_err();
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("d.toml 第5行第12列：decision 不能是“同意”"), "{told:?}");
    assert!(told[1].starts_with("d.toml 第8行第6列：on 应为日期"), "{told:?}");
    assert!(told[2].starts_with("d.toml 第11行第15列：fingerprint 应为"), "{told:?}");
    let without_reason = read_decisions("d.toml", &FORM.replace("已有上位法", "")).unwrap_err();
    assert!(without_reason[0].to_string().contains("第5行第12列：不认可的，请在 reason 写明理由"));
    let unknown = read_decisions("d.toml", &FORM.replace("place", "plaec")).unwrap_err();
    assert!(unknown[0].to_string().contains("不认识的字段“plaec”"), "{unknown:?}");
}

#[test]
fn reviewers_that_contradict_each_other_are_shown() {
    let other = FORM.replace("不认可", "accepted").replace("甲律师", "乙律师");
    let print = "1:0123456789abcdef";
    let both = Standings::new([held("a.toml", FORM), held("b.toml", &other)]);
    let Standing::Disputed(said) = both.of(print) else { panic!("{:?}", both.of(print)) };
    assert_eq!(said.iter().map(|it| it.by.as_str()).collect::<Vec<_>>(), ["甲律师", "乙律师"]);
    assert_eq!(both.of(print).word(Grade::Violation, Heading::Content), "审查人员意见不一致");
    let later = FORM.replace("不认可", "认可").replace("2026-11-20", "2026-11-21");
    let same_person = Standings::new([held("a.toml", FORM), held("b.toml", &later)]);
    assert_eq!(same_person.of(print).mark(), Some(Mark::Accepted));
    assert_eq!(same_person.of(print).word(Grade::Defect, Heading::Content), "应当补正");
    let twice = Standings::new([held("a.toml", FORM), held("b.toml", &other.replace("accepted", "dismissed"))]);
    assert_eq!((twice.of(print).mark(), twice.all(print).len()), (Some(Mark::Dismissed), 2));
    assert_eq!(twice.unmatched(["1:00"]).len(), 2);
    assert!(twice.unmatched([print]).is_empty());
}

#[test]
fn earlier_findings_are_found_by_their_words() {
    let (text, _) = read(OLD);
    let row = |start: usize, schema: &str| {
        format!(
            r#"{{"schema": "{schema}", "files": [{{"path": "a.txt", "findings": [{{"rule": "a/b", "title": "意见",
            "grade": "violation", "place": "第四条", "span": {{"start": {start}, "end": {}}}, "quote": "{DEPOSIT}",
            "message": "m", "fingerprint": "1:00"}}]}}]}}"#,
            start + 8
        )
    };
    let at = text.as_str().find(DEPOSIT).unwrap();
    let told = |start| read_findings(&row(start, "fashen.findings/1"), "a.txt", &text, &Standings::default()).unwrap();
    let characters = text.as_str()[..at].chars().count();
    for start in [characters, 3, 100_000] {
        assert_eq!(told(start)[0].span, Some(Span::new(at, at + DEPOSIT.len())));
    }
    let fault = read_findings(&row(0, "fashen.sweep/1"), "a.txt", &text, &Standings::default()).unwrap_err();
    assert!(fault.to_string().contains("应为 fashen.findings/1"));
    let fault = read_findings("{\n\"schema\": 1}", "a.txt", &text, &Standings::default()).unwrap_err();
    assert!(fault.to_string().starts_with("第2行"), "{fault}");
}
