//! One case for each kind of change.

use super::*;
use crate::numeral::chinese;

/// Units from lines 12 text, 12-1 text (之一).
fn units(lines: &[(u32, &str)]) -> Vec<Unit> {
    lines.iter().map(|&(number, text)| article(number, text)).collect()
}

fn article(number: u32, text: &str) -> Unit {
    let label = format!("第{}条", chinese(number));
    Unit {
        instrument: 0,
        annex: 0,
        level: Level::Article,
        ordinal: Some(Ordinal::from(number)),
        place: label.clone(),
        label,
        text: text.to_owned(),
    }
}

/// 1→2 修改*, with a star for substance.
fn told(old: &[(u32, &str)], new: &[(u32, &str)]) -> Vec<String> {
    let (old, new) = (units(old), units(new));
    let pairs = pairs(&old, &new);
    pairs.iter().for_each(|pair| assert_rebuilds(pair, &old, &new));
    pairs.iter().map(tell).collect()
}

fn tell(pair: &Pair) -> String {
    let numbers = |units: &[UnitRef]| {
        let numbers = units.iter().filter_map(|unit| Some(unit.ordinal?.number.to_string()));
        numbers.collect::<Vec<_>>().join("+")
    };
    let star = if pair.substance { "*" } else { "" };
    format!("{}→{} {}{star}", numbers(&pair.old), numbers(&pair.new), pair.kind.chinese())
}

fn assert_rebuilds(pair: &Pair, old: &[Unit], new: &[Unit]) {
    let text = |all: &[Unit], refs: &[UnitRef]| {
        let of = |unit: &UnitRef| all.iter().find(|other| other.ordinal == unit.ordinal).unwrap().text.as_str();
        refs.iter().map(of).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(side(&pair.edits, Op::Delete), text(old, &pair.old));
    assert_eq!(side(&pair.edits, Op::Insert), text(new, &pair.new));
}

const AIM: &str = "为了规范城市道路临时占用管理，保障道路畅通，根据有关法律、法规，制定本办法。";
const SCOPE: &str = "本市行政区域内临时占用城市道路的申请、受理、批准和监督检查，适用本办法。";
const FORM: &str = "申请人应当提交占用道路申请书、占用位置图和恢复原状的承诺书。";
const TERM: &str = "临时占用城市道路的期限不得超过六个月，期满需要延长的，应当重新提出申请。";
const LEDGER: &str = "城管部门每季度在门户网站公布占道台账，接受社会监督。";
const FINE: &str = "违反本办法第三条规定的，由城市管理部门责令限期改正，处五百元以上二千元以下罚款。";

#[test]
fn unchanged() {
    let all = [(1, AIM), (2, SCOPE)];
    assert_eq!(told(&all, &all), ["1→1 未修改", "2→2 未修改"]);
}

#[test]
fn an_added_article_shifts_numbers_and_references_only() {
    let old = [(1, AIM), (2, SCOPE), (3, FORM), (4, FINE)];
    let fine = FINE.replace("第三条", "第四条");
    let new = [(1, AIM), (2, SCOPE), (3, TERM), (4, FORM), (5, fine.as_str())];
    let told = told(&old, &new);
    assert_eq!(told, ["1→1 未修改", "2→2 未修改", "→3 新增*", "3→4 仅编号变化", "4→5 仅编号变化"]);
}

#[test]
fn a_reference_to_another_article_is_substance() {
    let fine = FINE.replace("第三条", "第二条");
    let new = [(1, AIM), (2, SCOPE), (3, FORM), (4, fine.as_str())];
    assert_eq!(told(&[(1, AIM), (2, SCOPE), (3, FORM), (4, FINE)], &new)[3], "4→4 修改*");
}

#[test]
fn modified_and_deleted() {
    let term = TERM.replace("六个月", "三个月");
    let told = told(&[(1, AIM), (2, FORM), (3, TERM)], &[(1, AIM), (2, &term)]);
    assert_eq!(told, ["1→1 未修改", "2→ 删除*", "3→2 修改*"]);
}

#[test]
fn moved() {
    let told = told(&[(1, AIM), (2, FORM), (3, SCOPE), (4, TERM)], &[(1, AIM), (2, SCOPE), (3, TERM), (4, FORM)]);
    assert_eq!(told, ["1→1 未修改", "3→2 仅编号变化", "4→3 仅编号变化", "2→4 移动"]);
}

#[test]
fn split() {
    let whole = format!("{FORM}\n{TERM}");
    let told = told(&[(1, AIM), (2, &whole), (3, SCOPE)], &[(1, AIM), (2, FORM), (3, TERM), (4, SCOPE)]);
    assert_eq!(told, ["1→1 未修改", "2→2+3 拆分", "3→4 仅编号变化"]);
}

#[test]
fn merged() {
    let whole = format!("{FORM}{TERM}但抢险除外。");
    let told = told(&[(1, AIM), (2, FORM), (3, TERM), (4, SCOPE)], &[(1, AIM), (2, &whole), (3, SCOPE)]);
    assert_eq!(told, ["1→1 未修改", "2+3→2 合并*", "4→3 仅编号变化"]);
}

#[test]
fn what_was_deleted_stands_where_it_stood_though_its_neighbour_was_fetched_from_afar() {
    let whole = format!("{AIM}{TERM}");
    let old = [(1, AIM), (2, SCOPE), (3, FORM), (4, TERM), (5, FINE), (6, LEDGER)];
    let told = told(&old, &[(1, &whole), (2, SCOPE), (3, FORM), (4, LEDGER)]);
    assert_eq!(told, ["1+4→1 合并", "2→2 未修改", "3→3 未修改", "5→ 删除*", "6→4 仅编号变化"]);
}

#[test]
fn nothing_alike_is_not_paired() {
    assert_eq!(told(&[(1, AIM)], &[(1, TERM)]), ["1→ 删除*", "→1 新增*"]);
    assert_eq!(told(&[], &[(1, TERM)]), ["→1 新增*"]);
    assert_eq!(told(&[], &[]), [""; 0]);
}

#[test]
fn summary_in_words() {
    let term = TERM.replace("六个月", "三个月");
    let pairs = pairs(&units(&[(1, AIM), (2, FORM), (3, TERM)]), &units(&[(1, AIM), (2, &term), (3, SCOPE)]));
    let comparison = Comparison { pairs, ..Comparison::default() };
    assert_eq!(comparison.summary().to_string(), "共修改1条，新增1条，删除1条；实质修改1处。");
}
