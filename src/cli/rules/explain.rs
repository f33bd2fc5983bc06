//! Everything about one rule.

use similar::get_close_matches;

use crate::cli::Failure;
use crate::date::Date;
use crate::lawbook::{Force, Lawbook};
use crate::rule::{Basis, Example, Rule, RuleSet, When};

pub fn rule(rule: &Rule, check: &[(String, Vec<String>)], lawbook: &Lawbook, day: Date) -> String {
    let mut out = format!("{}　{}\n", rule.id, rule.title);
    let (grade, confidence) = (rule.grade.chinese(), rule.confidence.chinese());
    out.push_str(&format!("级别：{grade}；把握：至多{confidence}；归入：{}\n", rule.heading.chinese()));
    out.push_str(&format!("适用：{}；地区：{}\n", when(&rule.when), regions(&rule.regions)));
    if !rule.themes.is_empty() {
        out.push_str(&format!("专项清理主题：{}\n", rule.themes.join("、")));
    }
    if !rule.formerly.is_empty() {
        out.push_str(&format!("曾用名：{}\n", rule.formerly.join("、")));
    }
    out.push_str(&format!("\n提示：{}\n建议：{}\n\n依据（按{day}）：\n", rule.message, rule.advice));
    out.extend(rule.bases.iter().map(|it| format!("  {}\n", basis(it, lawbook, day))));
    if !rule.anchor.is_empty() {
        out.push_str(&format!("文件中写明的依据至少应当是：{}\n", rule.anchor.join("、")));
    }
    if let Some(list) = rule.list {
        out.push_str(&format!("本单位有{}的（设置文件的 [lists]），与清单核对\n", list.chinese()));
    }
    out.push_str(&format!("\n检查方法：{}\n", rule.check.kind()));
    out.extend(check.iter().map(|(name, values)| field(name, values)));
    out.push_str("\n例子：\n");
    out.extend(rule.examples.iter().map(example));
    out.push_str(&format!("\n规则文件：{} 第{}行\n", rule.origin.file, rule.origin.line));
    out
}

/// Triggers stand one a line, everything else side by side.
fn field(name: &str, values: &[String]) -> String {
    match name {
        "any" | "with" | "wrong" => format!("  {name}：\n      {}\n", values.join("\n      ")),
        _ => format!("  {name}：{}\n", values.join("　")),
    }
}

pub fn when(facts: &[When]) -> String {
    let names: Vec<_> = facts.iter().map(|fact| name(*fact)).collect();
    if names.is_empty() { "所有文件".to_owned() } else { names.join("、") }
}

fn name(fact: When) -> &'static str {
    match fact {
        When::NormativeDocument => "行政规范性文件",
        When::MajorDecision => "重大行政决策",
        When::Government => "县级以上人民政府制定",
        When::Department => "部门制定",
        When::Township => "乡镇、街道制定",
        When::TouchesOperators => "涉及经营者经济活动",
        When::BusinessClose => "与市场主体生产经营活动密切相关",
        When::Articles => "条文式",
        When::Trial => "暂行、试行",
        When::Draft => "尚未公布",
        When::Issued => "已经公布",
        When::CleanUp => "专项清理（--theme）",
    }
}

fn regions(codes: &[String]) -> String {
    if codes.is_empty() { "全国".to_owned() } else { codes.join("、") }
}

fn basis(basis: &Basis, lawbook: &Lawbook, day: Date) -> String {
    let from = basis.from.map(|from| format!("自{from}"));
    let until = basis.until.map(|until| format!("至{until}"));
    let days: Vec<_> = from.into_iter().chain(until).collect();
    let days = if days.is_empty() { String::new() } else { format!("（{}）", days.join("，")) };
    let verified = if basis.verified { "" } else { "；内容未核对" };
    format!("《{}》{}{days}：{}{verified}", basis.law, basis.article, force(basis, lawbook, day))
}

fn force(basis: &Basis, lawbook: &Lawbook, day: Date) -> String {
    if basis.policy {
        return "政策或者标准，效力未核".to_owned();
    }
    if !basis.holds_on(day) {
        return "当日不用这一条".to_owned();
    }
    match lawbook.find(&basis.law).map(|law| law.force_on(day)) {
        None => "不在法规索引里".to_owned(),
        Some(Force::InForce) => "现行有效".to_owned(),
        Some(Force::Ended(None)) => "已失效".to_owned(),
        Some(Force::Ended(Some(ended))) => format!("自{ended}起失效"),
        Some(Force::NotYet(from)) => format!("自{from}起施行"),
        Some(Force::Unproven) => "现行有效性未核".to_owned(),
    }
}

fn example(example: &Example) -> String {
    let label = match (example.fires, &example.why) {
        (true, _) => "报告".to_owned(),
        (false, None) => "不报告".to_owned(),
        (false, Some(why)) => format!("不报告（{why}）"),
    };
    let text = marked(example);
    let text: String = text.trim().lines().map(|line| format!("      {}\n", line.trim_end())).collect();
    format!("  {label}：\n{text}")
}

/// The text with ⟦ ⟧ where the file has them.
fn marked(example: &Example) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in &example.marked {
        let (before, quote) = (&example.text[at..span.start], &example.text[span.start..span.end]);
        out.push_str(&format!("{before}⟦{quote}⟧"));
        at = span.end;
    }
    out + &example.text[at..]
}

/// An id that no rule has, with the nearest ones.
pub fn unknown(id: &str, rules: &RuleSet) -> Failure {
    let ids: Vec<&str> = rules.rules.iter().map(|rule| &*rule.id).collect();
    let titled = rules.rules.iter().filter(|rule| rule.title.contains(id)).map(|rule| &*rule.id);
    let mut near: Vec<_> = titled.collect();
    near.extend(ids.iter().filter(|known| known.contains(id)));
    near.extend(get_close_matches(id, &ids, 5, 0.5));
    near.dedup();
    let near = match near.len() {
        0 => "用 fashen rules list 查看所有规则".to_owned(),
        _ => format!("相近的有：{}", near.join("、")),
    };
    Failure::new(format!("没有规则“{id}”；{near}"))
}
