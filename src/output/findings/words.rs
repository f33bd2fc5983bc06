//! Sentences that every form of the report shares.

use std::collections::BTreeMap;

use super::{FileRow, FindingRow, Report, Skipped};
use crate::fact::Kind;
use crate::finding::{CitedBasis, Confidence, Grade, Unchecked};
use crate::output::plain::clip;

/// Said of a file without findings; never 合法.
pub const NOTHING: &str = "未发现问题（检查范围内）";
/// Said under every report.
pub const CAVEAT: &str = "检查结果供审查人员参考；未发现问题不等于合法，结论由审查人员作出。";
/// Characters of a short advice.
const SHORT: usize = 60;

pub const GRADES: [Grade; 3] = [Grade::Violation, Grade::Defect, Grade::Advice];

/// 违法·很可能
pub fn mark(finding: &FindingRow) -> String {
    format!("{}·{}", finding.grade.chinese(), finding.confidence.chinese())
}

/// Where a finding stands: 第八条（第12行第3列), 全文.
pub fn place(finding: &FindingRow) -> String {
    let place = if finding.place.is_empty() { "全文" } else { &finding.place };
    match finding.span {
        Some(span) => format!("{place}（第{}行第{}列）", span.line, span.column),
        None => place.to_owned(),
    }
}

/// 《…法》第十六条、第十七条，《…》第三条（现行有效性未核）: a law is named once.
pub fn basis(basis: &[CitedBasis]) -> String {
    let same_law = |a: &CitedBasis, b: &CitedBasis| a.law == b.law && a.in_force == b.in_force;
    basis.chunk_by(same_law).map(cited).collect::<Vec<_>>().join("，")
}

fn cited(basis: &[CitedBasis]) -> String {
    let articles: Vec<_> = basis.iter().map(|basis| basis.article.as_str()).filter(|it| !it.is_empty()).collect();
    let Some(CitedBasis { law, in_force, .. }) = basis.first() else { return String::new() };
    let force = match in_force {
        Some(true) => "",
        Some(false) => "（已失效或者尚未施行）",
        None => "（现行有效性未核）",
    };
    format!("《{law}》{}{force}", articles.join("、"))
}

/// 《…法》第十六条（2021年1月22日修订） and its words, where the library has them.
pub fn quotations(basis: &[CitedBasis]) -> impl Iterator<Item = (String, &str)> {
    basis.iter().filter_map(|basis| {
        let version = basis.version.as_ref().map_or_else(String::new, |version| format!("（{version}）"));
        Some((format!("《{}》{}{version}", basis.law, basis.article), basis.text.as_deref()?))
    })
}

/// The first sentence of an advice.
pub fn short(advice: &str) -> String {
    let sentence = advice.split_inclusive('。').next().unwrap_or_default();
    clip(sentence, SHORT)
}

/// 违法2（另有待核1）、缺陷3; the empty string where nothing was found.
pub fn counts<'f>(findings: impl Iterator<Item = &'f FindingRow> + Clone) -> String {
    let open = findings.filter(|finding| !finding.is_dismissed());
    let of = |grade: Grade| open.clone().filter(move |finding| finding.grade == grade);
    let said = GRADES.into_iter().map(|grade| (grade, of(grade).count())).filter(|(_, count)| *count > 0);
    let said = said.map(|(grade, count)| {
        let open = of(grade).filter(|finding| finding.confidence == Confidence::Possible).count();
        let open = if open > 0 { format!("（其中待核{open}）") } else { String::new() };
        format!("{}{count}{open}", grade.chinese())
    });
    said.collect::<Vec<_>>().join("、")
}

/// 共检查3个文件：违法2、缺陷1；2个文件未发现问题（检查范围内）
pub fn result(report: &Report) -> String {
    let clean = report.files.iter().filter(|file| file.findings.is_empty()).count();
    let counts = counts(report.files.iter().flat_map(|file| &file.findings));
    let clean = match clean {
        0 => String::new(),
        _ if report.files.len() == 1 => NOTHING.to_owned(),
        _ => format!("{clean}个文件{NOTHING}"),
    };
    let said: Vec<_> = [counts, clean].into_iter().filter(|words| !words.is_empty()).collect();
    let said = if said.is_empty() { String::new() } else { format!("：{}", said.join("；")) };
    format!("共检查{}个文件{said}", report.files.len())
}

/// 检查时点2026-11-21，地区……
pub fn grounds(report: &Report) -> String {
    let Report { as_of, region, rules_version, lawbook_date, .. } = report;
    let themes = match report.themes.join("、") {
        themes if themes.is_empty() => themes,
        themes => format!("只查专项清理主题：{themes}；"),
    };
    format!("{themes}检查时点：{as_of}；地区：{region}；规则版本：{rules_version}；法规索引截至：{lawbook_date}")
}

pub fn skipped(skipped: Skipped) -> Option<String> {
    let named = [(skipped.hidden, "隐藏文件"), (skipped.temporary, "临时文件"), (skipped.foreign, "其他类型文件")];
    let said = named.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{name}{count}个"));
    let said: Vec<_> = said.collect();
    (!said.is_empty()).then(|| format!("已跳过：{}", said.join("、")))
}

/// What was not checked, with the number of files it concerns.
pub fn unchecked(report: &Report) -> Vec<(&Unchecked, usize)> {
    let mut counted: BTreeMap<&Unchecked, usize> = BTreeMap::new();
    for unchecked in report.files.iter().flat_map(|file| &file.unchecked) {
        *counted.entry(unchecked).or_default() += 1;
    }
    counted.into_iter().collect()
}

/// One line of the list of what was not checked.
pub fn unchecked_line(report: &Report, (unchecked, files): (&Unchecked, usize)) -> String {
    let files = if report.files.len() > 1 { format!("（{files}个文件）") } else { String::new() };
    format!("{}：{}{files}", unchecked.what, unchecked.why)
}

/// 关于印发……的通知（行政规范性文件）
pub fn title(file: &FileRow) -> String {
    let title = if file.title.is_empty() { "（没有认出标题）" } else { &file.title };
    let kind = Kind::named(file.kind).map_or("未定", Kind::chinese);
    format!("{title}（{kind}）")
}
