//! The year-end report: the paragraph and its tables. What nobody wrote down is said, not counted as nothing.

use serde_json::{Value, json};

use super::paper::{Paper, Sheet};
use super::plan::percent;
use crate::ledger::{Share, Tally, sum};

pub fn report(tally: &Tally) -> Paper {
    let mut paragraphs = vec![paragraph(tally)];
    paragraphs.extend(gaps(tally));
    let sheets = vec![
        shares("审查件数", &tally.items, true),
        shares("出具的意见", &tally.letters, true),
        shares("备案登记", &tally.recorded, true),
        numbers(tally),
        shares("清理", &tally.cleaned, true),
        months(tally),
    ];
    let title = format!("{}年合法性审查工作情况", tally.year);
    Paper { title, paragraphs, sheets }
}

/// The sentences of a year-end report; what did not happen is left out.
pub fn paragraph(tally: &Tally) -> String {
    let mut sentences = vec![items(tally)];
    if tally.opinions_known > 0 {
        sentences.push(opinions(tally));
    }
    if tally.days.known > 0 {
        let days = &tally.days;
        sentences.push(format!("平均用时{:.1}天，最长{}天", days.mean, days.longest));
    }
    let life = [
        (tally.issued, "公布规范性文件"),
        (tally.registered, "统一登记编号"),
        (tally.filed, "报送备案"),
        (tally.evaluated, "后评估"),
    ];
    let life: Vec<_> =
        life.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what}{count}件")).collect();
    sentences.extend((!life.is_empty()).then(|| life.join("，")));
    sentences.extend(counted("清理文件", &tally.cleaned));
    sentences.extend(tally.recorded.iter().map(|share| format!("{}{}件", share.name, share.count)));
    format!("{}年，{}。", tally.year, sentences.join("；"))
}

fn items(tally: &Tally) -> String {
    let mut said = counted("共审查各类文件、事项", &tally.items).unwrap_or_else(|| "没有登记审查的文件".to_owned());
    if tally.in_progress > 0 {
        said.push_str(&format!("，正在审查{}件", tally.in_progress));
    }
    if !tally.letters.is_empty() {
        let letters: Vec<_> = tally.letters.iter().map(|share| format!("{}{}件", share.name, share.count)).collect();
        said.push_str(&format!("；出具{}", letters.join("、")));
    }
    said
}

fn opinions(tally: &Tally) -> String {
    let said = format!("提出意见、建议{}条", tally.opinions);
    match tally.adoption_rate() {
        Some(_) if tally.accepted_of == tally.opinions => {
            format!("{said}，采纳{}条，采纳率{}", tally.accepted, rate(tally))
        }
        Some(_) => format!(
            "{said}，其中有采纳情况记录的{}条，采纳{}条，采纳率{}",
            tally.accepted_of,
            tally.accepted,
            rate(tally)
        ),
        None => said,
    }
}

fn rate(tally: &Tally) -> String {
    tally.adoption_rate().map_or_else(|| "不详".to_owned(), |rate| format!("{:.1}%", rate * 100.0))
}

/// 清理文件12件，其中继续有效8件、废止4件
fn counted(what: &str, shares: &[Share]) -> Option<String> {
    let total = sum(shares);
    let each: Vec<_> = shares.iter().map(|share| format!("{}{}件", share.name, share.count)).collect();
    match each.len() {
        0 => None,
        1 => Some(format!("{what}{total}件（{}）", shares.first().map_or("", |share| &share.name))),
        _ => Some(format!("{what}{total}件，其中{}", each.join("、"))),
    }
}

/// What the ledger does not say, so that nobody takes it for zero.
fn gaps(tally: &Tally) -> Vec<String> {
    let total = tally.total();
    let done = total.saturating_sub(tally.in_progress);
    let mut gaps = Vec::new();
    let mut gap = |count: u32, what: &str| {
        if count > 0 {
            gaps.push(format!("{count}件{what}"));
        }
    };
    gap(tally.letters_unknown, "没有写明出具了哪种意见");
    gap(done.saturating_sub(tally.opinions_known), "没有记意见条数");
    gap(done.saturating_sub(tally.days.known), "没有收件日期或者办结日期，未计入用时");
    if gaps.is_empty() { Vec::new() } else { vec![format!("台账没有记全的：{}。", gaps.join("；"))] }
}

fn shares(name: &str, shares: &[Share], with_total: bool) -> Sheet {
    let mut sheet = Sheet::new(name, ["类别", "件数", "比例"]);
    let total = sum(shares);
    for share in shares {
        sheet.push([
            share.name.clone(),
            share.count.to_string(),
            percent(f64::from(share.count) / f64::from(total.max(1))),
        ]);
    }
    if with_total && !shares.is_empty() {
        sheet.push(["合计".to_owned(), total.to_string(), "100%".to_owned()]);
    }
    sheet
}

fn numbers(tally: &Tally) -> Sheet {
    let mut sheet = Sheet::new("意见、用时、公布、登记、备案、评估", ["项目", "数"]);
    let mut row = |what: &str, value: String| sheet.push([what.to_owned(), value]);
    row("提出意见、建议（条）", tally.opinions.to_string());
    row("采纳（条）", tally.accepted.to_string());
    row("采纳率", rate(tally));
    row("平均用时（天）", format!("{:.1}", tally.days.mean));
    row("用时中位数（天）", tally.days.median.to_string());
    row("最长用时（天）", tally.days.longest.to_string());
    row("正在审查（件）", tally.in_progress.to_string());
    row("公布规范性文件（件）", tally.issued.to_string());
    row("统一登记编号（件）", tally.registered.to_string());
    row("报送备案（件）", tally.filed.to_string());
    row("后评估（件）", tally.evaluated.to_string());
    sheet
}

fn months(tally: &Tally) -> Sheet {
    let mut sheet = Sheet::new("各月审查件数", ["月份", "件数"]);
    if tally.total() > 0 {
        (1..)
            .zip(tally.months)
            .for_each(|(month, count): (u32, u32)| sheet.push([format!("{month}月"), count.to_string()]));
    }
    sheet
}

pub fn report_json(tally: &Tally) -> Value {
    let list = |shares: &[Share]| {
        let each = shares.iter().map(|share| json!({ "name": share.name, "count": share.count }));
        each.collect::<Vec<_>>()
    };
    let mean = (tally.days.mean * 10.0).round() / 10.0;
    json!({
        "schema": "fashen.ledger-report/1", "year": tally.year, "paragraph": paragraph(tally), "gaps": gaps(tally),
        "items": list(&tally.items), "total": tally.total(), "in_progress": tally.in_progress,
        "letters": list(&tally.letters), "letters_unknown": tally.letters_unknown,
        "opinions": tally.opinions, "opinions_known": tally.opinions_known,
        "accepted": tally.accepted, "accepted_of": tally.accepted_of,
        "days": { "known": tally.days.known, "mean": mean, "median": tally.days.median, "longest": tally.days.longest },
        "issued": tally.issued, "registered": tally.registered, "filed": tally.filed, "evaluated": tally.evaluated,
        "cleaned": list(&tally.cleaned), "recorded": list(&tally.recorded), "months": tally.months,
    })
}
