//! Whole documents, read and compared: chapters, notices by their levels, attachments, dates.

use super::*;
use crate::parse::parse;
use crate::source;

fn compared(old: &str, new: &str) -> Comparison {
    let read = |text: &str| source::read_bytes(text.as_bytes(), "a.txt").unwrap().text;
    let (old, new) = (read(old), read(new));
    compare((&old, &parse(&old)), (&new, &parse(&new)))
}

/// 修改 第三条 → 第四条
fn told(comparison: &Comparison) -> Vec<String> {
    let places = |units: &[UnitRef]| units.iter().map(|unit| unit.place.as_str()).collect::<Vec<_>>().join("、");
    let tell = |pair: &Pair| format!("{} {} → {}", pair.kind.chinese(), places(&pair.old), places(&pair.new));
    comparison.pairs.iter().map(tell).collect()
}

fn divisions(comparison: &Comparison) -> Vec<String> {
    let tell = |it: &DivisionChange| format!("{:?} {} → {}", it.kind, it.old, it.new);
    comparison.divisions.iter().map(tell).collect()
}

const AIM: &str = "第一条 为了规范临时占道管理，保障道路畅通，制定本办法。";
const FORM: &str = "申请人应当提交申请书、位置图和恢复原状的承诺书。";
const TERM: &str = "占道期限不得超过六个月，期满需要延长的，应当重新提出申请。";
const LEDGER: &str = "城管部门每季度公布占道台账，接受社会监督。";
const FINE: &str = "擅自占道的，责令限期改正，处五百元以上二千元以下罚款。";
const DATE: &str = "本办法自2020年1月1日起施行。";

#[test]
fn chapters_that_moved_were_renamed_or_dropped() {
    let old = format!(
        "占道管理办法\n\n第一章 总则\n\n{AIM}\n\n第二章 申请\n\n第二条 {FORM}\n\n第三条 {TERM}\n\n第三章 监督\n\n\
         第四条 {LEDGER}\n\n第四章 罚则\n\n第五条 {FINE}\n\n第五章 附则\n\n第六条 {DATE}\n"
    );
    let new = format!(
        "占道管理办法\n\n第一章 总则\n\n{AIM}\n\n第二章 监督\n\n第二条 {LEDGER}\n\n第三章 申请\n\n第三条 {FORM}\n\n\
         第四条 {TERM}\n\n第四章 法律责任\n\n第五条 {FINE}\n\n第六条 {DATE}\n"
    );
    let comparison = compared(&old, &new);
    let wanted = [
        "Renumbered 第三章监督 → 第二章监督",
        "Moved 第二章申请 → 第三章申请",
        "Renamed 第四章罚则 → 第四章法律责任",
        "Deleted 第五章附则 → ",
    ];
    let mut found = divisions(&comparison);
    // Of two chapters that changed places either may be said to have moved.
    if found.first().is_some_and(|first| first.starts_with("Moved")) {
        found[0] = found[0].replace("Moved", "Renumbered");
        found[1] = found[1].replace("Renumbered", "Moved");
    }
    assert_eq!(found, wanted);
}

#[test]
fn a_renamed_chapter_alone_is_a_change() {
    let text = |name: &str| format!("占道管理办法\n\n第一章 总则\n\n{AIM}\n\n第二章 {name}\n\n第二条 {FINE}\n");
    let comparison = compared(&text("罚则"), &text("法律责任"));
    assert_eq!(divisions(&comparison), ["Renamed 第二章罚则 → 第二章法律责任"]);
    assert_eq!(comparison.summary().to_string(), "条文没有改动；章节改动1处。");
    assert_eq!(compared(&text("罚则"), &text("罚则")).summary().to_string(), "两份文件内容一致，没有改动。");
}

const HEAD: &str =
    "关于加强占道管理的通知\n\n各区人民政府：\n\n为了加强城市道路占用管理，维护道路畅通，现就有关事项通知如下：\n\n";

#[test]
fn a_notice_is_compared_by_its_levels() {
    let old = format!(
        "{HEAD}一、总体要求\n\n占道应当从严控制，确保道路安全畅通。\n\n二、主要任务\n\n（一）清理占道。各区应当逐条道路清理违法占道行为。\n\n\
         （二）公布台账。每季度在门户网站公布占道台账。\n\n三、保障措施\n\n各区应当安排专项经费保障清理工作。\n"
    );
    let new = format!(
        "{HEAD}一、总体要求\n\n占道应当从严控制，确保道路安全畅通。\n\n二、主要任务\n\n（一）公布台账。每月在门户网站公布占道台账。\n\n\
         （二）清理占道。各区应当逐条道路清理违法占道行为。\n\n（三）接受投诉。设立投诉电话并向市民公开。\n"
    );
    let told = told(&compared(&old, &new));
    for wanted in [
        "未修改 第一点 → 第一点",
        "移动 第二点（二） → 第二点（一）",
        "仅编号变化 第二点（一） → 第二点（二）",
        "新增  → 第二点（三）",
        "删除 第三点 → ",
    ] {
        assert!(told.iter().any(|line| line == wanted), "{wanted}\n{told:#?}");
    }
}

#[test]
fn an_attachment_is_compared_by_itself() {
    let text = |days: &str, fee: &str| {
        format!(
            "{HEAD}一、占道申请应当在{days}日内办结，逾期应当说明理由。\n\n附件：1.占道收费标准\n\n某市人民政府\n2025年1月1日\n\n\n\
             附件1\n\n占道收费标准\n\n一、堆放物料的，每平方米每日收取{fee}元占用费。\n\n二、搭建棚架的，每平方米每日收取五元占用费。\n"
        )
    };
    let comparison = compared(&text("五", "三"), &text("五", "二"));
    let changed: Vec<_> = comparison.pairs.iter().filter(|pair| pair.kind != Kind::Same).collect();
    let [only] = changed[..] else { panic!("{:#?}", told(&comparison)) };
    assert_eq!((only.kind, only.new[0].annex), (Kind::Modified, 1));
    assert_eq!(comparison.changes()[0].matter, Matter::Amount);
}

#[test]
fn a_day_is_a_date_and_no_period() {
    let text = |day: &str, term: &str| {
        format!("占道管理办法\n\n{AIM}\n\n第二条 占道期限不得超过{term}。\n\n第三条 本办法自{day}起施行。\n")
    };
    let changes = compared(&text("2020年1月1日", "三年"), &text("2026年3月1日", "二年")).changes();
    let told: Vec<_> = changes.iter().map(|it| (it.matter, it.old.as_str(), it.new.as_str())).collect();
    assert_eq!(told[0], (Matter::Period, "三年", "二年"));
    assert!(told[1..].iter().all(|change| change.0 == Matter::Date), "{told:?}");
    assert!(told[1].1.starts_with("2020年") && told[1].2.starts_with("2026年"), "{told:?}");
}

#[test]
fn a_duty_that_only_changed_its_place_neither_came_nor_went() {
    let text = |first: &str, second: &str| format!("占道管理办法\n\n{AIM}\n\n第二条 {first}\n{second}\n");
    let aside = "占道人不得擅自扩大占用面积。";
    let changes = compared(&text(aside, FORM), &text(FORM, aside)).changes();
    assert_eq!(changes, []);
}
