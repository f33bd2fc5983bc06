//! An invented draft of 青溪县 and what the letter makes of it.

mod letters;

use std::ops::Range;

use super::*;
use crate::check::triage::{Organ, Reason, Triage};
use crate::date::{Date, Period};
use crate::document::{Document, Found, Head, Level, Matter, MatterKind, Node, Ordinal, Place};
use crate::fact::Kind;
use crate::finding::{CitedBasis, Confidence, Finding, Grade, Heading, Related};
use crate::round::Standings;
use crate::rule::{Letters, Office, Role};
use crate::text::{BlockKind, Origin, Span, Text, TextBuilder};

/// Lines of the draft; article 8 is hard-wrapped, as a .txt file is.
const LINES: [&str; 7] = [
    "青溪县共享单车停放管理办法（送审稿）",
    "第一条　为了规范共享单车停放，制定本办法。",
    "第六条　县外企业在本县投放共享单车的，应当经县城市管理部门同意后方可投放。",
    "第八条　停放单车应当有序。违反前款规定的，由县城市管理部门处五百元以上",
    "　　二千元以下罚款；拒不改正的，从重处理。具体办法另行制定。",
    "第九条　经营企业开设专用帐户，按季缴纳停放保证金*。",
    "第十条　本办法自印发之日起施行，有效期十年。",
];

/// A whole input, owned.
pub(crate) struct Sample {
    pub text: Text,
    pub document: Document,
    pub triage: Triage,
    pub findings: Vec<Finding>,
    pub unchecked: Vec<Unchecked>,
    pub materials: Vec<MaterialLine>,
    pub missing: Vec<Missing>,
    pub unreadable: Vec<Unchecked>,
    pub deadline: Deadline,
    pub manifest: Manifest,
    pub office: Office,
    pub words: Letters,
    pub standings: Standings,
}

impl Sample {
    pub fn input(&self) -> Input<'_> {
        Input {
            kind: LetterKind::NormativeDocument,
            draft_title: "关于印发《青溪县共享单车停放管理办法》的通知（送审稿）",
            drafting_unit: Some("青溪县城市管理局"),
            text: &self.text,
            document: &self.document,
            triage: &self.triage,
            findings: &self.findings,
            unchecked: &self.unchecked,
            materials: &self.materials,
            missing: &self.missing,
            unreadable: &self.unreadable,
            dossier: true,
            manifest: &self.manifest,
            office: &self.office,
            role: Role::Justice,
            standings: &self.standings,
            dismissed: 0,
            deadline: Some(&self.deadline),
            conclusion: None,
            words: &self.words,
        }
    }
}

pub(crate) fn sample() -> Sample {
    let text = draft();
    let document = tree(&text);
    let findings = findings(&text);
    let material = |name: &str, file: Option<&str>| MaterialLine { name: name.into(), file: file.map(str::to_owned) };
    Sample {
        triage: Triage::of(Kind::NormativeDocument),
        findings,
        unchecked: unchecked(),
        materials: vec![
            material("送审稿", Some("C:\\收文\\送审稿.docx")),
            material("起草说明", Some("/home/zhang/起草说明.docx")),
            material("公平竞争审查材料", None),
        ],
        missing: missing(),
        unreadable: vec![Unchecked {
            what: "“部门意见.pdf”".into(), why: "没有文字层，读不出内容".into()
        }],
        deadline: Deadline {
            period: Period::WorkingDays(5),
            source: Some("青溪县规范性文件管理办法第十二条".into()),
            verified: false,
        },
        manifest: Manifest {
            program_version: "0.1.0".into(),
            rules_version: "2026.11".into(),
            lawbook_date: Date::constant(2026, 11, 21),
            as_of: Date::constant(2026, 11, 20),
            region: None,
            input_digest: "3f2a9c0d11b7".into(),
        },
        office: Office {
            name: Some("青溪县司法局".into()),
            number: Some("青司审〔2026〕12号".into()),
            contact: Some("李某，0000－1234567".into()),
            ..Office::default()
        },
        words: Letters::load(&[]).unwrap(),
        standings: Standings::default(),
        text,
        document,
    }
}

fn missing() -> Vec<Missing> {
    let material = |name: &str, advice: &str, basis: &str, is_doubtful| Missing {
        name: name.into(),
        advice: advice.into(),
        basis: basis.into(),
        is_doubtful,
    };
    vec![
        material(
            "公开征求意见材料",
            "请补送公开征求意见的公告、期限和采纳情况。",
            "《优化营商环境条例》第六十二条",
            false,
        ),
        material("公平竞争审查结论", "请补送审查结论", "《公平竞争审查条例》第十四条；某通知", false),
        material("制定依据", "请补送制定依据的目录和相关条款。", "", true),
    ]
}

fn draft() -> Text {
    let mut builder = TextBuilder::default();
    for line in LINES {
        builder.push(line, Origin::Generated);
        builder.end_block(BlockKind::Paragraph);
    }
    builder.finish()
}

pub(super) fn find(text: &Text, words: &str) -> Span {
    let at = text.as_str().find(words).unwrap();
    Span::new(at, at + words.len())
}

fn tree(text: &Text) -> Document {
    let lines: Vec<_> = text.blocks().iter().map(|block| block.span).collect();
    let article = |(i, (number, lines)): (usize, (u32, &[Span]))| node(text, i, number, lines);
    let articles = [(1, &lines[1..2]), (6, &lines[2..3]), (8, &lines[3..5]), (9, &lines[5..6]), (10, &lines[6..7])];
    Document {
        head: Head { title: Some(Found { text: LINES[0].into(), span: lines[0] }), ..Head::default() },
        nodes: articles.into_iter().enumerate().map(article).collect(),
        matter: vec![Matter { kind: MatterKind::Title, span: lines[0] }],
    }
}

fn node(text: &Text, id: usize, number: u32, lines: &[Span]) -> Node {
    let span = Span::new(lines[0].start, lines[lines.len() - 1].end);
    let blank = span.start + text.slice(span).find('　').unwrap();
    Node {
        level: Level::Article,
        ordinal: Some(Ordinal::from(number)),
        label: Span::new(span.start, blank),
        heading: Span::empty(blank),
        body: Span::new(blank + '　'.len_utf8(), span.end),
        span,
        parent: None,
        end: id + 1,
    }
}

fn unchecked() -> Vec<Unchecked> {
    let line = |what: &str, why: &str| Unchecked { what: what.into(), why: why.into() };
    vec![
        line("有效期的地方上限", "未设定地区"),
        line("扫描件“部门意见.pdf”", "没有文字层，读不出内容"),
        line("备案期限", "未设定地区"),
    ]
}

pub(super) fn finding(text: &Text, heading: Heading, article: u32, words: &str) -> Finding {
    let place = (article > 0).then(|| (Level::Article, Some(Ordinal::from(article))));
    Finding {
        rule: "content/sample".into(),
        title: "示例".into(),
        heading,
        grade: Grade::Violation,
        confidence: Confidence::Likely,
        place: Place(place.into_iter().collect()),
        span: (!words.is_empty()).then(|| find(text, words)),
        message: "示例问题".into(),
        advice: "删除".into(),
        basis: [].into(),
        related: Vec::new(),
        replacement: None,
        fingerprint: "1:0000000000000000".into(),
    }
}

fn cited(law: &str, article: &str, in_force: Option<bool>) -> CitedBasis {
    CitedBasis { law: law.into(), article: article.into(), text: None, version: None, in_force }
}

fn findings(text: &Text) -> Vec<Finding> {
    vec![
        Finding {
            title: "误用“帐户”".into(),
            grade: Grade::Advice,
            confidence: Confidence::Certain,
            message: "“帐户”应当写作“账户”".into(),
            advice: "改为“账户”。".into(),
            basis: [cited("立法技术规范（试行）（一）", "", None)].into(),
            ..finding(text, Heading::Drafting, 9, "帐户")
        },
        Finding {
            title: "涉嫌设立涉企保证金".into(),
            confidence: Confidence::Possible,
            message: "要求经营者缴纳保证金，未见依据".into(),
            advice: "请提供法律、行政法规依据或者国务院批准文件；没有的，删除。".into(),
            basis: [cited("优化营商环境条例", "第二十五条", Some(true))].into(),
            ..finding(text, Heading::SetWithoutPower, 9, "缴纳停放保证金")
        },
        penalty(text),
        Finding {
            title: "涉嫌以同意为投放条件".into(),
            message: "以部门同意作为从事经营的条件".into(),
            basis: [
                cited("中华人民共和国行政许可法", "第十七条", Some(true)),
                cited("优化营商环境条例", "第三十九条", Some(true)),
            ]
            .into(),
            ..finding(text, Heading::SetWithoutPower, 6, "应当经县城市管理部门同意后方可投放")
        },
        Finding {
            title: "对县外经营者另设条件".into(),
            message: "只对县外企业设置条件".into(),
            basis: [cited("公平竞争审查条例", "第九条", Some(true)), cited("某旧细则", "第三条", Some(false))].into(),
            ..finding(text, Heading::Competition, 6, "县外企业")
        },
        Finding {
            title: "未见公开征求意见情况".into(),
            grade: Grade::Defect,
            message: "送审材料中没有公开征求意见的情况".into(),
            advice: "补充公开征求意见的时间、方式和采纳情况。".into(),
            related: vec![Related {
                path: "dossier/起草说明.docx".into(),
                place: Place::default(),
                span: Span::empty(0),
                note: "说明称“已广泛征求意见”".into(),
            }],
            ..finding(text, Heading::Procedure, 0, "")
        },
    ]
}

fn penalty(text: &Text) -> Finding {
    let span = Span::new(find(text, "处五百元").start, find(text, "以下罚款").end);
    let basis = CitedBasis {
        text: Some("（用户法规库中该条的原文第一款。）\n（第二款。）".into()),
        version: Some("2021年1月22日修订".into()),
        ..cited("中华人民共和国行政处罚法", "第十六条", Some(true))
    };
    Finding {
        title: "涉嫌设定行政处罚".into(),
        span: Some(span),
        message: "“处五百元以上二千元以下罚款”涉及设定行政处罚，请说明上位法依据".into(),
        advice: "没有法律、法规、规章依据的，删除".into(),
        basis: [basis].into(),
        related: vec![Related {
            path: String::new(),
            place: Place(vec![(Level::Article, Some(Ordinal::from(10)))]),
            span: find(text, "有效期十年"),
            note: "同时规定了十年的有效期".into(),
        }],
        ..finding(text, Heading::SetWithoutPower, 8, "")
    }
}

fn numbers(opinion: &Opinion, sections: Range<usize>) -> Vec<&str> {
    opinion.sections[sections].iter().flat_map(|section| &section.points).map(|it| it.title.as_str()).collect()
}

#[test]
fn every_finding_gets_its_place_and_possible_ones_come_last() {
    let opinion = opinion(&sample().input());
    assert_eq!(opinion.sections.len(), Heading::ALL.len());
    for (section, heading) in opinion.sections.iter().zip(Heading::ALL) {
        assert_eq!(section.heading, if heading == Heading::Competition { "公平竞争" } else { heading.chinese() });
    }
    assert_eq!(numbers(&opinion, 3..4), ["涉嫌以同意为投放条件", "涉嫌设定行政处罚", "涉嫌设立涉企保证金"]);
    assert_eq!(opinion.sections[3].points[2].confidence, Confidence::Possible);
    let all: Vec<_> = opinion.sections.iter().flat_map(|it| &it.points).map(|it| it.number).collect();
    assert_eq!(all, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_quotation_is_the_sentence_around_the_words() {
    let sample = sample();
    let opinion = opinion(&sample.input());
    let quote = opinion.sections[3].points[1].quote.clone().unwrap();
    assert_eq!(quote.before, "违反前款规定的，由县城市管理部门");
    assert_eq!(quote.matched, "处五百元以上二千元以下罚款");
    assert_eq!(quote.after, "；");
    let label = Quote::of(&sample.text, &sample.document, find(&sample.text, "第八条"));
    assert_eq!((label.matched.as_str(), label.after.as_str()), ("第八条", "　停放单车应当有序。"));
    let title = Quote::of(&sample.text, &sample.document, find(&sample.text, "共享单车"));
    assert_eq!((title.before.as_str(), title.after.as_str()), ("青溪县", "停放管理办法（送审稿）"));
    let whole = Quote::of(&sample.text, &sample.document, find(&sample.text, "具体办法另行制定。"));
    assert_eq!((whole.before.as_str(), whole.after.as_str()), ("", ""));
}

#[test]
fn a_long_sentence_is_shortened() {
    let mut builder = TextBuilder::default();
    builder.push(&format!("{}中{}", "前，".repeat(100), "后，".repeat(100)), Origin::Generated);
    let text = builder.finish();
    let quote = Quote::of(&text, &Document::default(), find(&text, "中"));
    assert!(quote.before.starts_with("……") && quote.before.chars().count() == 92);
    assert!(quote.after.ends_with("……") && quote.after.chars().count() == 92);
    let whole = Quote::of(&text, &Document::default(), Span::new(0, text.as_str().len() - 1));
    assert_eq!(whole.matched.chars().count(), 162);
}

#[test]
fn laws_are_cited_once_in_order_of_first_use() {
    let opinion = opinion(&sample().input());
    let labels: Vec<_> = opinion.basis.iter().map(CitedLaw::label).collect();
    assert_eq!(
        labels,
        [
            "《中华人民共和国行政许可法》第十七条",
            "《优化营商环境条例》第三十九条、第二十五条",
            "《中华人民共和国行政处罚法》第十六条",
            "《公平竞争审查条例》第九条",
            "《某旧细则》第三条（已失效）",
            "《立法技术规范（试行）（一）》（现行有效性未核）",
        ]
    );
}

#[test]
fn nothing_found_is_not_lawful() {
    let sample = sample();
    let opinion = opinion(&Input { findings: &[], unchecked: &[], ..sample.input() });
    for section in &opinion.sections {
        assert!(section.notes.concat().contains("未发现问题（本工具检查范围内）"), "{}", section.heading);
    }
    let said = format!(
        "{}{}",
        opinion.opening.concat(),
        opinion.sections.iter().map(|it| it.notes.concat()).collect::<String>()
    );
    assert!(!said.replace("合法性", "").contains("合法"), "{said}");
    assert!(!opinion.unchecked.is_empty());
}

#[test]
fn a_bare_draft_says_nothing_about_its_procedure() {
    let sample = sample();
    let opinion = opinion(&Input { findings: &[], materials: &[], dossier: false, ..sample.input() });
    assert_eq!(opinion.sections[6].notes, ["未收到送审材料，履行程序的情况无法核对，未作检查。"]);
    assert!(opinion.materials_remark.unwrap().starts_with("只收到文稿"));
    assert!(
        opinion.opening[0].starts_with("你单位送来的《关于印发〈青溪县共享单车停放管理办法〉的通知（送审稿）》收悉。")
    );
}

#[test]
fn the_kind_decides_title_heads_and_candidates() {
    let sample = sample();
    let decision = opinion(&Input { kind: LetterKind::MajorDecision, ..sample.input() });
    let heads: Vec<_> = decision.sections.iter().map(|section| section.heading).collect();
    assert_eq!(heads, ["决策权限", "决策程序", "决策内容", "公平竞争", "文字与技术规范"]);
    assert!(decision.frame.title.ends_with("合法性审查意见书"));
    assert!(decision.conclusion.candidates.iter().any(|it| it.label == "明示法律风险"));
    let other = compose(&Input { kind: LetterKind::Other, findings: &[], ..sample.input() }, Form::Opinion);
    let Letter::Short(shell) = other else { panic!("an opinion on another item") };
    assert!(matches!(&shell.lines[0], Line::Text(text) if text.contains("未按规范性文件规则审查")));
}

#[test]
fn fair_competition_is_handed_over() {
    let mut sample = sample();
    let notes = |sample: &Sample| opinion(&sample.input()).sections[7].notes.concat();
    assert!(notes(&sample).starts_with("未见公平竞争审查结论。"));
    assert!(notes(&sample).ends_with("下列1处移交负责公平竞争审查的机关研究："));
    sample.materials[2].file = Some("公平竞争审查表.pdf".into());
    assert!(notes(&sample).contains("有权机关作出的审查结论"));
}

#[test]
fn titles_are_marked_once() {
    assert_eq!(wording::titled("《青溪县办法》"), "《青溪县办法》");
    assert_eq!(wording::titled("《关于印发《办法》的通知》"), "《关于印发〈办法〉的通知》");
    assert_eq!(wording::titled("《办法》和《细则》"), "《〈办法〉和〈细则〉》");
}

#[test]
fn no_folder_of_a_machine_gets_into_a_letter() {
    let opinion = opinion(&sample().input());
    assert_eq!(opinion.materials[0].file.as_deref(), Some("送审稿.docx"));
    assert!(!format!("{opinion:?}").contains("zhang"));
}

#[test]
fn left_out_for_one_reason_is_one_line() {
    let opinion = opinion(&sample().input());
    assert_eq!(opinion.unchecked[0].what, "有效期的地方上限；备案期限");
    assert_eq!(opinion.unchecked.len(), 4);
}

fn reason(quote: &str, why: &str) -> Reason {
    Reason { why: why.into(), quote: quote.into(), place: "标题".into(), ..Reason::default() }
}

#[test]
fn the_letter_says_what_the_document_is_and_why() {
    let sample = sample();
    let plain = opinion(&sample.input());
    assert!(!plain.scope.iter().any(|line| line.contains("送审文件按")));
    let triage = Triage {
        kind: Kind::NormativeDocument,
        confidence: Some(Confidence::Possible),
        reasons: vec![reason("", "分条规定")],
        against: vec![reason("工作方案", "标题是工作方案")],
        ..Triage::default()
    };
    let letter = opinion(&Input { triage: &triage, ..sample.input() });
    let expected = "送审文件按行政规范性文件办理：从文稿看是行政规范性文件，理由是分条规定；\
                    相反的线索有标题是工作方案（标题“工作方案”）。是否属于行政规范性文件，请审查人员确认。";
    assert_eq!(letter.scope[1], expected);
    let other = Triage { kind: Kind::Other, item: Some("合同、协议".into()), ..triage };
    let forced = opinion(&Input { triage: &other, ..sample.input() });
    assert!(forced.scope[1].contains("其他事项（合同、协议）") && forced.scope[1].contains("请审查人员确认"));
}

#[test]
fn the_letter_asks_about_an_organ_that_may_make_none() {
    let sample = sample();
    let organ = Organ {
        name: Some("青溪县停车整治领导小组".into()),
        may_issue: Some(false),
        why: "议事协调机构不得制定".into(),
        source: "某规定第五条".into(),
        ..Organ::default()
    };
    let triage = Triage { organ, ..Triage::of(Kind::NormativeDocument) };
    let letter = opinion(&Input { triage: &triage, findings: &[], ..sample.input() });
    let subject = &letter.sections[0];
    let expected = "制定机关为“青溪县停车整治领导小组”：议事协调机构不得制定（某规定第五条）。请核实其制定主体资格。";
    assert_eq!((subject.heading, subject.notes.as_slice()), ("制定主体", [expected.to_owned()].as_slice()));
}
