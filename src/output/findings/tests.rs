//! One invented report in every form.

use super::*;
use crate::check::Outcome;
use crate::check::triage::{Organ, Reason, Triage};
use crate::document::{Level, Ordinal, Place};
use crate::fact::Kind;
use crate::lawbook::Lawbook;
use crate::text::Span;
use crate::{fact, parse, source};

const DRAFT: &str = "\
青溪县共享单车停放管理办法（送审稿）
第一条　为了规范共享单车停放，制定本办法。
第八条　停放单车应当有序。违反规定的，由县城市管理部门处五百元以上二千元以下罚款；拒不改正的，从重处理，并向社会公布。
第九条　经营企业开设专用帐户，按季缴纳停放保证金*<b>。
";

fn finding(rule: &str, title: &str, words: &str) -> Finding {
    let article = Ordinal::from(if words.contains("罚款") { 8 } else { 9 });
    let span = (!words.is_empty()).then(|| {
        let at = DRAFT.find(words).unwrap();
        Span::new(at, at + words.len())
    });
    Finding {
        rule: rule.into(),
        title: title.into(),
        heading: Heading::SetWithoutPower,
        grade: Grade::Violation,
        confidence: Confidence::Likely,
        place: Place(span.map(|_| (Level::Article, Some(article))).into_iter().collect()),
        span,
        message: if words.is_empty() { title.into() } else { format!("“{words}”{title}") },
        advice: "没有依据的删除。已有规定的，写明依据。".into(),
        basis: [cited("中华人民共和国行政处罚法", "第十六条", Some(true))].into(),
        related: Vec::new(),
        replacement: None,
        fingerprint: "1:0123456789abcdef".into(),
    }
}

fn cited(law: &str, article: &str, in_force: Option<bool>) -> CitedBasis {
    CitedBasis { law: law.into(), article: article.into(), text: None, version: None, in_force }
}

fn findings() -> Vec<Finding> {
    let deposit = [
        cited("优化营商环境条例", "第二十五条", Some(true)),
        cited("优化营商环境条例", "第六十四条", Some(true)),
        cited("某部规定", "第三条", None),
    ];
    let at = DRAFT.find("停放保证金").unwrap();
    let related = Related {
        path: String::new(),
        place: Place(vec![(Level::Article, Some(Ordinal::from(9)))]),
        span: Span::new(at, at + "停放保证金".len()),
        note: "另一处".into(),
    };
    vec![
        finding("content/sets-penalty", "涉嫌设定行政处罚", "处五百元以上二千元以下罚款"),
        Finding {
            grade: Grade::Advice,
            confidence: Confidence::Certain,
            ..finding("drafting/miswrites", "误用“帐户”", "帐户")
        },
        Finding {
            confidence: Confidence::Possible,
            basis: deposit.into(),
            related: vec![related],
            ..finding("content/sets-deposit", "涉嫌设立保证金", "保证金*<b>")
        },
        Finding { grade: Grade::Defect, ..finding("validity/states-no-term", "没有写明有效期", "") },
    ]
}

fn row(path: &str, findings: &[Finding]) -> FileRow {
    let source = source::read_bytes(DRAFT.as_bytes(), path).unwrap();
    let document = parse::parse(&source.text);
    let facts = fact::collect(&source.text, &document, &fact::passages(&source.text, &document), &Lawbook::built_in());
    let unchecked = vec![Unchecked { what: "制定程序（3项）".into(), why: "没有送审材料".into() }];
    let outcome = Outcome { findings: findings.to_vec(), unchecked };
    FileRow::new(path, &Draft { kind: facts.kind, triage: Triage::of(facts.kind), source, document, facts, outcome })
}

fn report() -> Report {
    Report {
        schema: SCHEMA,
        as_of: "2026-11-21".into(),
        region: "360000".into(),
        themes: Vec::new(),
        rules_version: "0123456789abcdef".into(),
        lawbook_date: "2026-11-21".into(),
        files: vec![row("稿/单车.txt", &findings()), row("稿/空.txt", &[])],
        unread: vec![UnreadRow::new("稿/扫描件.pdf", &Unread::NotSupported(source::Format::Pdf))],
        unmatched: Vec::new(),
        round: None,
        skipped: Skipped { hidden: 1, temporary: 0, foreign: 2 },
    }
}

/// As it is written where there are no colours.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn terminal_of_a_report() {
    insta::assert_snapshot!(plain(&terminal(&report(), 60)));
}

#[test]
fn json_of_a_report() {
    insta::assert_snapshot!(json(&report()).unwrap());
}

#[test]
fn sarif_of_a_report() {
    insta::assert_snapshot!(sarif(&report()).unwrap());
}

#[test]
fn markdown_of_a_report() {
    insta::assert_snapshot!(markdown(&report()));
}

#[test]
fn html_of_a_report() {
    let html = html(&report());
    let body = html.split_once("</style>").unwrap().1;
    insta::assert_snapshot!(body);
    assert!(!html.contains("http"), "no network");
}

#[test]
fn nothing_found_is_never_called_lawful() {
    let clean = Report { files: vec![row("空.txt", &[])], unread: Vec::new(), ..report() };
    for shown in [terminal(&clean, 80), markdown(&clean), html(&clean)] {
        assert!(shown.contains(words::NOTHING));
        assert!(!shown.replace("不等于合法", "").contains("合法"));
    }
}

/// A document must not steer the terminal.
#[test]
fn control_characters_are_shown_not_sent() {
    let mut report = report();
    report.files[0].title = "题\x1b[2J名".into();
    report.files[0].findings[0].message = "话\x07".into();
    let shown = terminal(&report, 80);
    assert!(!shown.contains("\x1b[2J") && !shown.contains('\x07'));
}

/// One line where the kind is not plain, none where it is.
#[test]
fn the_report_says_what_a_draft_is_taken_for() {
    let reason = |why: &str, quote: &str| Reason {
        why: why.into(),
        quote: quote.into(),
        place: "标题".into(),
        ..Reason::default()
    };
    let of = |kind, confidence, item: Option<&str>| Triage {
        confidence: Some(confidence),
        item: item.map(str::to_owned),
        reasons: vec![reason("标题是常用的名称", "名称")],
        against: vec![reason("标题是工作方案", "工作方案")],
        ..Triage::of(kind)
    };
    let line = |triage: Triage, treated: &str| TriageRow::new(&triage).line(treated);
    let plain = of(Kind::NormativeDocument, Confidence::Likely, None);
    assert_eq!(line(plain.clone(), "normative-document"), None);
    let doubtful = of(Kind::NormativeDocument, Confidence::Possible, None);
    let expected = "按行政规范性文件审查（不能确定）：标题是常用的名称（标题“名称”）。相反的线索：标题是工作方案（标题“工作方案”）";
    assert_eq!(line(doubtful, "normative-document").unwrap(), expected);
    let other = of(Kind::Other, Confidence::Likely, Some("合同、协议"));
    assert!(line(other.clone(), "other").unwrap().starts_with("未按规范性文件规则审查，认作其他事项（合同、协议）："));
    let forced = line(other, "normative-document").unwrap();
    assert!(forced.starts_with("按指定的“行政规范性文件”检查；文字上像是其他事项（合同、协议）"), "{forced}");
    let organ =
        Organ {
            name: Some("领导小组".into()), may_issue: Some(false), why: "不得制定".into(), ..Organ::default()
        };
    let unfit = line(Triage { organ, ..plain }, "normative-document").unwrap();
    assert!(unfit.ends_with("。制定机关“领导小组”：不得制定"), "{unfit}");
}
