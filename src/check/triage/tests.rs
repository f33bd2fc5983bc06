//! Every signal by the examples of the rule file; whole documents by what they are.

use super::*;
use crate::lawbook::Lawbook;
use crate::rule::{NATION, RuleSet, Source, Where, load, load_folder};
use crate::{fact, parse, source};

fn rules() -> RuleSet {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let sources: Vec<_> = load_folder(&folder).unwrap().into_iter().map(|it| Source { trusted: true, ..it }).collect();
    load(&sources, NATION).unwrap_or_else(|faults| panic!("{}", faults.iter().map(|it| it.show()).collect::<String>()))
}

fn triage(source: &str) -> Triage {
    let text = source::read_bytes(source.as_bytes(), "文.txt").unwrap().text;
    let document = parse::parse(&text);
    let passages = fact::passages(&text, &document);
    let facts = fact::collect(&text, &document, &passages, &Lawbook::built_in());
    judge(&text, &document, &facts, &passages, &rules().triage)
}

#[test]
fn every_signal_holds_for_its_examples_and_not_for_what_is_like_them() {
    let rules = rules().triage;
    let mut wrong = Vec::new();
    for (index, signal) in rules.signals.iter().enumerate() {
        let has_words = !matches!(signal.place, Where::Articles | Where::Instrument);
        if has_words && (signal.example.is_empty() || signal.unlike.is_empty()) {
            wrong.push(format!("{}：没有例子或者没有相近的例子", signal.why));
        }
        let no = signal.example.iter().filter(|example| !area::holds(&rules, index, example));
        wrong.extend(no.map(|example| format!("{}：应当成立：{example}", signal.why)));
        let yes = signal.unlike.iter().filter(|unlike| area::holds(&rules, index, unlike));
        wrong.extend(yes.map(|unlike| format!("{}：不应当成立：{unlike}", signal.why)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_of_organ_takes_its_examples() {
    let classes = rules().triage.organs;
    for class in &classes {
        assert!(!class.example.is_empty(), "{}", class.why);
        for name in &class.example {
            let organ = organ::one(name.clone(), None, &classes).unwrap();
            assert_eq!((&organ.why, organ.may_issue), (&class.why, class.may_issue), "{name}");
        }
    }
}

/// What each document is; `?` where that must stay open.
const DOCUMENTS: [(&str, &str); 31] = [
    (
        "normative-document",
        "青溪县停车管理办法\n第一条 为了加强停车管理，制定本办法。\n第二条 经营者应当备案。\n第三条 本办法自2027年1月1日起施行，有效期五年。\n",
    ),
    (
        "normative-document",
        "青溪县人民政府关于印发《青溪县养犬管理办法》的通知\n各镇人民政府，县直各单位：\n现将《青溪县养犬管理办法》印发给你们，请遵照执行。\n青溪县人民政府\n2026年9月1日\n",
    ),
    (
        "normative-document",
        "青溪县人民政府关于划定禁止燃放烟花爆竹区域的通告\n为了保护环境，现通告如下：\n一、任何单位和个人不得在城区燃放烟花爆竹。\n二、经营者不得在城区销售。\n三、本通告自2027年1月1日起施行。\n",
    ),
    (
        "normative-document",
        "青溪县人民政府关于支持餐饮业发展的若干措施\n为了支持企业发展，提出以下措施：\n一、企业可以申请补贴。\n二、经营者应当如实申报。\n",
    ),
    ("other", "关于转发省安全生产电视电话会议精神的通知\n各镇人民政府：\n现将会议精神转发给你们，请认真贯彻落实。\n"),
    (
        "other",
        "关于召开全县经济工作会议的通知\n各镇人民政府，县直各单位：\n经研究，定于2026年9月1日召开会议，请准时参加。\n",
    ),
    (
        "other",
        "青溪县司法局关于对《青溪市物业管理规定（征求意见稿）》的意见\n青溪市司法局：\n来函收悉。我局提出以下意见：\n一、第三条建议删除。\n青溪县司法局\n2026年9月1日\n",
    ),
    (
        "other",
        "青溪县财政局关于青溪县2026年财政预算调整的请示\n县人民政府：\n根据有关规定，拟调整预算。妥否，请批示。\n",
    ),
    (
        "other",
        "青溪县智慧停车特许经营协议\n甲方：青溪县城市管理局\n乙方：某公司\n第一条 甲方授权乙方经营停车设施。\n第二条 乙方应当向甲方支付费用，甲方应当配合乙方。\n第三条 本协议自签字之日起生效。\n",
    ),
    ("other", "关于王某政府信息公开申请的答复\n王某：\n你提出的申请收悉。现答复如下。\n"),
    ("other", "关于李某等同志任职的通知\n各镇人民政府，县直各单位：\n经研究决定，李某任县财政局局长。\n"),
    ("other", "青溪县人民政府关于表彰2025年度先进集体的决定\n各镇人民政府：\n决定对下列单位予以表彰。\n"),
    ("other", "关于下达2026年中央财政农业补助资金的通知\n各镇财政所：\n现下达资金一百万元。\n"),
    ("other", "青溪县人民政府第12次常务会议纪要\n2026年9月1日，县长主持召开会议。\n一、会议听取了汇报。\n"),
    ("other", "行政处罚决定书\n青处〔2026〕5号\n当事人：某公司。\n当事人的行为违反规定，决定处五千元罚款。\n"),
    (
        "other",
        "青溪县财政局考勤管理制度\n第一条 为加强本局工作人员的管理，制定本制度。\n第二条 本制度适用于局机关各科室。\n",
    ),
    ("other", "关于成立青溪县防汛指挥部的通知\n各镇人民政府：\n经研究，决定成立青溪县防汛指挥部。\n"),
    ("other", "关于公开征求《青溪县停车管理办法（征求意见稿）》意见的公告\n现向社会公开征求意见。\n"),
    ("other", "青溪县教育局2026年教师招聘公告\n现招聘教师二十名，公告如下：\n一、报名时间为9月1日。\n"),
    ("other", "关于提请审议青溪县智慧停车项目的议题\n提请会议审议。\n"),
    ("other", "关于同意设立青溪产业园的批复\n青溪县商务局：\n你局请示收悉。同意设立。\n"),
    ("other", "《青溪县停车管理办法》政策解读\n一、出台的背景\n为了加强停车管理。\n"),
    ("other", "2026年政务公开工作要点\n一、加强信息发布。\n二、各科室按时报送。\n"),
    (
        "statute",
        "青溪市物业管理条例\n（2026年5月1日青溪市第九届人民代表大会常务委员会第三次会议通过）\n第一条 为了规范物业管理，制定本条例。\n第二条 业主应当缴费，企业应当公示，经营者不得拒绝。\n第三条 本条例自2027年1月1日起施行。\n",
    ),
    (
        "statute",
        "青溪市停车场管理办法\n（2026年9月1日青溪市人民政府令第9号公布）\n第一条 为了加强管理，制定本办法。\n第二条 经营者应当备案。\n",
    ),
    ("major-decision", "青溪县“十五五”养老服务发展规划\n第一章 发展基础\n一、发展环境\n到2030年，床位增加一千张。\n"),
    ("?", "青溪县智慧停车工作方案\n一、县城市管理局牵头。\n二、县财政局保障经费。\n三、每月调度一次。\n"),
    (
        "normative-document",
        "青溪县智慧停车工作方案\n为了缓解停车难，制定本方案。\n一、企业应当接入平台。\n二、经营者不得拒绝。\n三、业主应当配合。\n",
    ),
    ("?", "青溪县城市管理局关于印发公务接待管理办法的通知\n现将办法印发给你们，请遵照执行。\n"),
    ("unknown", "今天的天气很好。\n"),
    (
        "normative-document",
        "关于进一步加强建筑工地扬尘管控的通知\n各镇人民政府，有关企业：\n一、施工单位应当洒水。\n二、建设单位不得拒绝检查。\n三、企业应当安装监测设备。\n本通知自印发之日起施行。\n",
    ),
];

#[test]
fn documents_are_what_they_are() {
    let mut wrong = Vec::new();
    for (expected, content) in DOCUMENTS {
        let triage = triage(content);
        let open = triage.confidence == Some(Confidence::Possible) && triage.kind == Kind::NormativeDocument;
        let found = if open { "?" } else { triage.kind.name() };
        if found != expected {
            wrong.push(format!("{}: {found} {:#?}", content.lines().next().unwrap(), triage));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reasons_name_their_words_and_place() {
    let triage = triage("青溪县财政局关于解决办公用房的请示\n县人民政府：\n我局办公用房不足。妥否，请批示。\n");
    let first = &triage.reasons[0];
    assert_eq!((first.quote.as_str(), first.place.as_str()), ("请示", "标题"));
    assert_eq!(triage.item.as_deref(), Some("请示、报告"));
    assert!(triage.reasons.iter().any(|it| it.quote == "妥否，请" && it.place == "正文"), "{:#?}", triage.reasons);
}

#[test]
fn a_clear_lead_decides_and_doubt_goes_to_the_review() {
    let kind = |normative: i32, other: i32| {
        weigh(|kind| match kind {
            Kind::NormativeDocument => normative,
            Kind::Other => other,
            _ => 0,
        })
    };
    assert_eq!(kind(5, 8), (Kind::Other, Confidence::Likely));
    assert_eq!(kind(6, 8), (Kind::NormativeDocument, Confidence::Possible));
    assert_eq!(kind(8, 6), (Kind::NormativeDocument, Confidence::Possible));
    assert_eq!(kind(8, 5), (Kind::NormativeDocument, Confidence::Likely));
    assert_eq!(kind(0, 2), (Kind::Unknown, Confidence::Possible));
    assert_eq!(kind(-4, 0), (Kind::Unknown, Confidence::Possible));
}

#[test]
fn the_organ_is_named_and_judged() {
    let signed = |organ: &str| {
        let text = format!(
            "关于规范停车秩序的通告\n为了规范停车秩序，现通告如下：\n一、车主应当按位停车。\n{organ}\n2026年9月1日\n"
        );
        let organ = triage(&text).organ;
        (organ.name.unwrap_or_default(), organ.may_issue)
    };
    assert_eq!(signed("青溪县人民政府"), ("青溪县人民政府".into(), Some(true)));
    assert_eq!(signed("青溪县停车整治工作领导小组"), ("青溪县停车整治工作领导小组".into(), Some(false)));
    assert_eq!(signed("青溪县城市管理局办公室"), ("青溪县城市管理局办公室".into(), Some(false)));
    assert_eq!(signed("青溪县人民政府办公室"), ("青溪县人民政府办公室".into(), Some(true)));
    assert_eq!(signed("河口镇人民政府"), ("河口镇人民政府".into(), Some(true)));
    assert_eq!(signed("青溪经济开发区管理委员会").1, None);
    // Of several the one that gives cause for a question.
    assert_eq!(signed("青溪县公安局　青溪县整治领导小组").1, Some(false));
    assert_eq!(triage("青溪县停车管理办法\n第一条 为了加强管理，制定本办法。\n").organ.name, None);
}

#[test]
fn without_signals_the_quick_guess_stands() {
    let none = load(&[], NATION).unwrap_or_else(|_| panic!()).triage;
    let text = source::read_bytes("青溪县停车管理办法\n第一条 制定本办法。\n".as_bytes(), "文.txt").unwrap().text;
    let document = parse::parse(&text);
    let facts = fact::collect(&text, &document, &[], &Lawbook::built_in());
    let triage = judge(&text, &document, &facts, &[], &none);
    assert_eq!((triage.kind, triage.confidence), (Kind::NormativeDocument, None));
}
