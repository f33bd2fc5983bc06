//! Kinds of materials as offices word them: known by what they say, under a name that says nothing.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::lawbook::Lawbook;
use crate::rule::{self, NATION, RuleSet};
use crate::{fact, parse, source};

fn rules() -> RuleSet {
    rule::load(&rule::built_in(), NATION).unwrap_or_else(|faults| panic!("{}", faults[0].show()))
}

fn item(path: &str, said: &str, rules: &RuleSet) -> (Item, Option<Verdict>) {
    let text = source::read_bytes(said.as_bytes(), "1.txt").unwrap().text;
    let document = parse::parse(&text);
    let passages = fact::passages(&text, &document);
    let facts = fact::collect(&text, &document, &passages, &Lawbook::built_in());
    let verdict = rules.recogniser.by_content(path, &text, &document, &facts);
    drop(passages);
    let mut item = Item::named(path, None);
    (item.facts, item.content) = (Some(facts), Some(Content { text, document }));
    (item, Some(verdict))
}

fn alone(path: &str, said: &str, rules: &RuleSet) -> String {
    match item(path, said, rules).1 {
        Some(Verdict::Material { index, .. }) => rules.recogniser.materials[index].id.clone(),
        Some(Verdict::Instrument(_)) => "instrument".to_owned(),
        _ => "unknown".to_owned(),
    }
}

const SAID: &[(&str, &str)] = &[
    ("explanation", "《青溪县停车管理办法》\n起草说明\n一、起草背景\n停车难。"),
    ("explanation", "关于起草《青溪县停车管理办法（送审稿）》的说明\n根据工作安排，现将起草情况说明如下："),
    (
        "explanation",
        "情况说明\n一、制定的必要性和依据\n停车难。\n二、起草过程\n2026年3月启动。\n三、主要内容\n共五章。",
    ),
    ("interpretation", "一图读懂《青溪县停车管理办法》政策解读\n停车怎么收费？"),
    ("interpretation", "《青溪县停车管理办法》解读\n一、出台背景"),
    ("adoption", "《青溪县停车管理办法（征求意见稿）》公开征求意见采纳情况公告\n共收到意见3条。"),
    ("adoption", "关于《青溪县停车管理办法》征求意见采纳情况的说明\n共征求12个单位意见。"),
    (
        "adoption",
        "征求意见情况汇总表\n序号\t单位\t意见\t采纳情况\t未采纳理由\n1\t财政局\t无\t\t\n2\t公安局\t补充\t采纳\t",
    ),
    ("public-comment", "关于向社会公开征求《青溪县停车管理办法（征求意见稿）》意见的通知\n各有关单位："),
    ("public-comment", "青溪县停车管理办法（征求意见稿）公开征求意见公告\n期限为30日。"),
    ("consultation", "关于征求《青溪县停车管理办法（征求意见稿）》意见的函\n县公安局："),
    ("consultation", "青溪县财政局关于《青溪县停车管理办法》的反馈意见\n经研究，无修改意见。"),
    (
        "consultation",
        "县住房和城乡建设局：\n你局来函收悉。经研究，我局对征求意见稿无意见。\n青溪县财政局\n2026年8月1日",
    ),
    ("legal-opinion", "青溪县住房和城乡建设局规范性文件合法性审核意见表\n制定主体合法。"),
    ("legal-opinion", "法律意见书\n北岭律师事务所接受委托，对送审稿出具意见。"),
    (
        "legal-opinion",
        "关于《青溪县停车管理办法》的审核情况\n经我局法规科审核认为：制定主体合法，内容不与上位法抵触，没有违法设定行政许可，制定程序合法。",
    ),
    ("fair-competition", "关于《青溪县停车管理办法》公平竞争审查意见的复函\n经审查，不具有排除、限制竞争的效果。"),
    ("fair-competition", "青溪县市场监督管理局公平竞争审查结论\n可以出台。"),
    ("competition-form", "青溪县公平竞争审查表\n政策措施名称：停车管理办法"),
    ("competition-preliminary", "关于《青溪县停车管理办法》公平竞争审查的初审意见\n未发现问题。"),
    ("risk", "青溪县停车收费社会稳定风险评估报告\n一、风险识别"),
    ("expert", "《青溪县停车管理办法》专家论证会意见\n专家组一致认为可行。"),
    ("expert", "论证意见\n2026年8月3日召开论证会，与会专家听取了汇报，经论证认为可行。\n专家签名："),
    (
        "collective",
        "青溪县住房和城乡建设局党组会议纪要\n〔2026〕12号\n9月1日，局党组书记主持召开会议，研究停车管理办法。会议认为……会议决定……",
    ),
    ("collective", "局长办公会议记录\n时间：2026年9月1日"),
    ("collective", "2026年9月1日，局长主持召开局务会，研究停车管理办法。\n出席：甲、乙\n会议原则同意送审稿。"),
    ("hearing", "青溪县停车收费听证会笔录\n听证主持人：甲"),
    ("comparison", "《青溪县停车管理办法》修订前后对照表\n修订前\t修订后"),
    ("basis", "《青溪县停车管理办法》制定依据\n1.《中华人民共和国道路交通安全法》"),
    ("transmittal", "关于提请对《青溪县停车管理办法》进行合法性审核的函\n县司法局：现将送审稿送上，请予审核。"),
    ("transmittal", "青溪县住房和城乡建设局关于报送《青溪县停车管理办法（送审稿）》的请示\n县人民政府："),
    ("post-evaluation", "《青溪县停车管理办法》实施效果评估报告\n实施以来"),
    ("operators", "停车企业座谈会纪要\n企业代表提出建议。"),
    ("appraisal", "《青溪县停车管理办法》制定必要性和可行性评估论证报告\n必要性充分。"),
    ("procedure-account", "关于《青溪县停车规划》履行法定程序的说明\n已经公众参与。"),
    (
        "instrument",
        "青溪县听证办法\n（送审稿）\n第一条 为了规范听证会，制定听证笔录，制定本办法。\n第二条 听证主持人主持听证会。",
    ),
    (
        "instrument",
        "青溪县人民政府关于加强专家论证和风险评估工作的意见\n一、总体要求\n二、专家论证\n专家组由五人组成。",
    ),
    (
        "instrument",
        "青溪县公平竞争审查实施细则\n第一条 为了规范公平竞争审查，制定本细则。\n第二条 审查结论应当书面作出。",
    ),
    ("unknown", "下周二之前把材料交上去。"),
];

#[test]
fn materials_are_known_by_what_they_say() {
    let rules = rules();
    let wrong: Vec<_> = SAID
        .iter()
        .map(|(wanted, said)| (wanted, said, alone("1.txt", said, &rules)))
        .filter(|(wanted, _, found)| *wanted != found)
        .collect();
    let shown: Vec<_> = wanted_lines(&wrong);
    assert!(wrong.is_empty(), "{}", shown.join("\n"));
}

fn wanted_lines(wrong: &[(&&str, &&str, String)]) -> Vec<String> {
    wrong.iter().map(|(wanted, said, found)| format!("{wanted}, found {found}: {}", said.replace('\n', "｜"))).collect()
}

#[test]
fn the_content_wins_over_a_wrong_name_and_says_so() {
    let rules = rules();
    let (_, verdict) = item("听证会笔录.docx", SAID[0].1, &rules);
    let Some(Verdict::Material { index, reason, confidence }) = verdict else { panic!("{verdict:?}") };
    assert_eq!(rules.recogniser.materials[index].id, "explanation");
    assert!(reason.contains("以内容为准") && confidence == Confidence::Likely, "{reason}");
}

#[test]
fn steps_are_read_with_their_days() {
    let rules = rules();
    let dated = |material: &str, said: &str| {
        let (mut item, _) = item("1.txt", said, &rules);
        item.material = Some(material.to_owned());
        let events = read_steps(&[item], &rules.steps);
        events.into_iter().map(|event| format!("{} {}", event.step, event.date)).collect::<Vec<_>>()
    };
    let notice =
        |body: &str| dated("public-comment", &format!("关于公开征求意见的公告\n{body}\n青溪县民政局\n2026年8月1日\n"));
    for body in [
        "征求意见时间：2026年8月1日至8月31日。",
        "请于8月31日前将意见反馈。",
        "公开征求意见的期限为本公告发布之日起30日。",
        "意见反馈截止日期：2026-08-31",
        "自2026年8月1日（星期六）起至2026年8月31日（星期一）止，向社会征求意见。",
    ] {
        assert_eq!(notice(body), ["comment-closed 2026-08-31", "comment-opened 2026-08-01"], "{body}");
    }
    let minutes = "局务会议纪要\n2026年7月30日印发\n时间：2026年7月28日上午\n地点：会议室\n会议审议了办法。\n";
    assert_eq!(dated("collective", minutes), ["collective 2026-07-28"]);
    assert_eq!(dated("collective", "会议纪要\n会议审议了办法。"), Vec::<String>::new());
}
