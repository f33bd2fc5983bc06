//! The sentences of the opinion, filled in; the wording itself is data (`[letter]`).

use crate::date;
use crate::finding::{Confidence, Heading, Unchecked};
use crate::round::Standing;
use crate::rule::{Role, RoleWords};

use super::fill::fill;
use super::{Candidate, Conclusion, Input, LetterKind, Manifest, Section};

/// 《…》 around a title; title marks inside become 〈〉.
pub(super) fn titled(title: &str) -> String {
    let inner = unwrapped(title.trim());
    format!("《{}》", inner.replace('《', "〈").replace('》', "〉"))
}

/// Takes the marks off 《关于印发《办法》的通知》, but not off 《办法》和《细则》.
fn unwrapped(title: &str) -> &str {
    match title.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')) {
        Some(inner) if inner.find(['《', '》']).is_none_or(|at| inner[at..].starts_with('《')) => inner,
        _ => title,
    }
}

pub(super) fn draft(input: &Input) -> String {
    match input.draft_title.trim() {
        "" => input.words.common.draft.clone(),
        title => titled(title),
    }
}

pub(super) fn notice(input: &Input) -> String {
    let common = &input.words.common;
    let open = input.findings.iter().filter(|it| input.standings.of(&it.fingerprint) == Standing::Open).count();
    let count = |sentence: &str, n: usize| fill(sentence, &[("处数", &n.to_string())]);
    let about = match input.findings.len() {
        0 => String::new(),
        all if all == open => common.about_findings.clone(),
        _ => count(&common.about_open, open),
    };
    let dismissed = if input.dismissed == 0 { String::new() } else { count(&common.dismissed, input.dismissed) };
    fill(&common.notice, &[("所列", &about), ("未列入", &dismissed)])
}

pub(super) fn notice_short(input: &Input) -> String {
    input.words.common.notice_short.clone()
}

pub(super) fn opening(input: &Input, sections: &[Section]) -> Vec<String> {
    let basis = match input.kind {
        LetterKind::NormativeDocument | LetterKind::Other => &input.words.normative_review,
        LetterKind::MajorDecision => &input.words.decision_review,
    };
    let by = filled(&input.words.opinion.opening, basis, &[("审核", input.kind.review())]);
    vec![format!("{}{by}{}", received(input), tally(input, sections))]
}

/// A sentence on a basis; nothing where no basis is named.
pub(super) fn filled(sentence: &str, basis: &str, values: &[(&str, &str)]) -> String {
    if basis.is_empty() { String::new() } else { fill(sentence, &[values, &[("依据", basis)]].concat()) }
}

/// （某规定）
pub(super) fn bracketed(basis: &str) -> String {
    if basis.is_empty() { String::new() } else { format!("（{basis}）") }
}

/// 你单位送来的《…》及有关材料收悉。
pub(super) fn received(input: &Input) -> String {
    let common = &input.words.common;
    let with = if input.dossier { common.with_materials.as_str() } else { "" };
    let values = [("文件", draft(input)), ("材料", with.to_owned())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    match input.drafting_unit {
        Some(unit) if input.addressee() != Some(unit) => {
            fill(&common.received_from, &[&values[..], &[("单位", unit)]].concat())
        }
        _ => fill(&common.received, &values),
    }
}

fn tally(input: &Input, sections: &[Section]) -> String {
    let (words, review) = (&input.words.opinion, input.kind.review());
    let points: Vec<_> = sections.iter().flat_map(|section| &section.points).collect();
    if points.is_empty() {
        return fill(&words.tally_none, &[("审核", review)]);
    }
    let counts = [Confidence::Certain, Confidence::Likely, Confidence::Possible].map(|confidence| {
        let n = points.iter().filter(|point| point.confidence == confidence).count();
        (n > 0).then(|| format!("{}{n}处", confidence.chinese()))
    });
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join("、");
    let all = points.len().to_string();
    fill(&words.tally, &[("审核", review), ("条数", &all), ("分类", &counts)])
}

pub(super) fn materials_remark(input: &Input) -> Option<String> {
    let words = &input.words.opinion;
    if !input.dossier {
        return Some(words.no_materials.clone());
    }
    let is_short = input.materials.iter().any(|material| material.file.is_none());
    is_short.then(|| fill(&words.missing, &[("依据", &bracketed(supplement_basis(input)))]))
}

/// What allows to send materials back: 国办发〔2018〕115号二（五）.
pub(super) fn supplement_basis<'a>(input: &Input<'a>) -> &'a str {
    match input.kind {
        LetterKind::NormativeDocument => &input.words.normative_supplement,
        LetterKind::MajorDecision => &input.words.decision_supplement,
        LetterKind::Other => "",
    }
}

pub(super) fn scope(input: &Input) -> Vec<String> {
    let Manifest { lawbook_date, as_of, region, .. } = input.manifest;
    let words = &input.words.opinion;
    let region = region.as_ref().map_or_else(|| words.no_region.clone(), |it| fill(&words.region, &[("地区", it)]));
    let values = [
        ("审核", input.kind.review()),
        ("对象", if input.dossier { &words.object_dossier } else { &words.object_bare }),
        ("日期", &date::chinese(*as_of)),
        ("索引日期", &date::chinese(*lawbook_date)),
        ("地区", &region),
    ];
    let marks = (!input.findings.is_empty()).then(|| words.marks.clone());
    std::iter::once(fill(&words.object, &values)).chain(super::object::said(input)).chain(marks).collect()
}

/// What a section says besides its points.
pub(super) fn notes(input: &Input, of: &[Heading], points: usize) -> Vec<String> {
    let mut notes: Vec<_> = super::object::organ(input).filter(|_| asks(of, points)).into_iter().collect();
    let points = points + notes.len();
    if of.contains(&Heading::Competition) {
        notes.extend(competition(input, points));
    }
    if of.contains(&Heading::Procedure) && !input.dossier {
        notes.push(input.words.opinion.no_procedure.clone());
    } else if points == 0 {
        notes.push(input.words.opinion.nothing.clone());
    }
    notes
}

/// A point on the organ says already what the note would ask.
fn asks(of: &[Heading], points: usize) -> bool {
    of.contains(&Heading::Subject) && points == 0
}

/// The conclusion on fair competition is made by others than the legality review: who, depends on who reviews.
fn competition(input: &Input, points: usize) -> Vec<String> {
    let words = role(input);
    let mut material = input.materials.iter().filter(|material| material.name.contains("公平竞争审查"));
    let asked = if material.any(|material| material.file.is_some()) { &words.present } else { &words.absent };
    let bases = [&input.words.competition, &input.words.competition_department].map(|basis| bracketed(basis));
    let whose = fill(&words.whose, &[("依据", &bases[0]), ("部门依据", &bases[1])]);
    let count = points.to_string();
    let handed = (points > 0).then(|| fill(&words.handed, &[("条数", &count)]));
    vec![[asked, &whose, handed.as_deref().unwrap_or_default()].concat()]
}

fn role<'a>(input: &Input<'a>) -> &'a RoleWords {
    let words = &input.words.role;
    match input.role {
        Role::Justice => &words.justice,
        Role::Market => &words.market,
        Role::Drafter => &words.drafter,
    }
}

/// What this review found no way to check, then what no review of this kind checks.
pub(super) fn unchecked(input: &Input) -> Vec<Unchecked> {
    const ALWAYS: [(&str, &str); 2] = [
        ("事实、数据、专业技术问题，必要性和可行性", "不是按规则检查的内容"),
        ("与规则没有列明的上位法、国家和本地政策是否一致", "只按规则列明的依据检查，需要审查人员对照判断"),
    ];
    let always = ALWAYS.map(|(what, why)| Unchecked { what: what.to_owned(), why: why.to_owned() });
    input.unchecked.iter().cloned().chain(always).fold(Vec::new(), by_reason)
}

/// Items left out for the same reason make one line.
fn by_reason(mut lines: Vec<Unchecked>, next: Unchecked) -> Vec<Unchecked> {
    match lines.iter_mut().find(|line| line.why == next.why) {
        Some(line) if line.what.split('；').any(|what| what == next.what) => {}
        Some(line) => line.what.extend(["；", &next.what]),
        None => lines.push(next),
    }
    lines
}

/// The candidates, or the sentence of the one that the reviewer chose.
pub(super) fn conclusion(input: &Input) -> Conclusion {
    if let Some(lead) = chosen(input) {
        return Conclusion { lead, candidates: Vec::new(), remark: None };
    }
    let lead = fill(&input.words.opinion.conclusion, &[("审核", input.kind.review())]);
    Conclusion { lead, candidates: candidates(input), remark: Some(input.words.common.incomplete.clone()) }
}

/// 经审核，送审稿应当予以修改……
pub(super) fn chosen(input: &Input) -> Option<String> {
    input.conclusion.map(|it| fill(&it.sentence, &[("审核", input.kind.review())]))
}

pub(super) fn candidates(input: &Input) -> Vec<Candidate> {
    let fitting = input.words.conclusion.iter();
    let fitting = fitting.filter(|it| !it.decision_only || input.kind == LetterKind::MajorDecision);
    fitting.map(|it| Candidate { label: it.label.clone(), note: it.note.clone() }).collect()
}

pub(super) fn manifest(manifest: &Manifest) -> String {
    let Manifest { program_version, rules_version, lawbook_date, as_of, region, input_digest } = manifest;
    let region = region.as_deref().unwrap_or("未设定");
    format!(
        "法审 {program_version}；规则 {rules_version}；法规索引 {lawbook_date}；法律状态 {as_of}；地区 {region}；\
         送审材料摘要 {input_digest}"
    )
}
