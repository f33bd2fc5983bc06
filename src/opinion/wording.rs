//! The sentences of the letter, and the rules it rests on as a whole, in our own words.

use crate::date;
use crate::finding::{Confidence, Finding, Heading, Unchecked};
use crate::round::Standing;
use crate::rule::Office;

use super::{Candidate, Conclusion, Input, LetterKind, Manifest, Section, Signature};

const NOTHING_FOUND: &str = "未发现问题（本工具检查范围内）。";

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

fn draft(input: &Input) -> String {
    if input.draft_title.trim().is_empty() { "送审文件".to_owned() } else { titled(input.draft_title) }
}

pub(super) fn title(input: &Input) -> String {
    let letter = match input.kind {
        LetterKind::NormativeDocument => "合法性审核意见书",
        LetterKind::MajorDecision => "合法性审查意见书",
        LetterKind::Other => "法律意见",
    };
    format!("关于{}的{letter}", draft(input))
}

pub(super) fn notice(input: &Input) -> String {
    let is_open = |it: &&Finding| input.standings.of(&it.fingerprint) == Standing::Open;
    let about = match (input.findings.len(), input.findings.iter().filter(is_open).count()) {
        (0, _) => String::new(),
        (all, open) if all == open => "所列问题均".to_owned(),
        (_, open) => format!("所列问题中尚有{open}处"),
    };
    let dismissed = match input.dismissed {
        0 => String::new(),
        n => format!("审查人员不认可的{n}处没有列入。"),
    };
    format!(
        "初稿，{about}待审查人员确认。{dismissed}本工具只提示问题，不作合法与否的判断；没有提示问题的，不等于合法。"
    )
}

pub(super) fn opening(input: &Input, sections: &[Section]) -> Vec<String> {
    let received = format!("{}收悉。", received(input));
    match input.kind {
        LetterKind::NormativeDocument => {
            let by = by(&input.bases.normative_review, "确定的审核内容，");
            vec![format!("{received}{by}{}", tally(input, sections))]
        }
        LetterKind::MajorDecision => {
            let by = by(&input.bases.decision_review, "确定的审查内容，");
            vec![format!("{received}{by}{}", tally(input, sections))]
        }
        LetterKind::Other => vec![format!(
            "{received}该事项按行政规范性文件、重大行政决策以外的其他事项办理，未按规范性文件规则审查。\
             审查意见由审查人员填写。"
        )],
    }
}

/// 按照某规定…; nothing where the rule files name none.
fn by(basis: &str, what: &str) -> String {
    if basis.is_empty() { String::new() } else { format!("按照{basis}{what}") }
}

/// （某规定）
fn bracketed(basis: &str) -> String {
    if basis.is_empty() { String::new() } else { format!("（{basis}）") }
}

fn received(input: &Input) -> String {
    let draft = draft(input);
    let with = if input.dossier { "及有关材料" } else { "" };
    match input.drafting_unit {
        Some(unit) if input.addressee() != Some(unit) => format!("{unit}起草的{draft}{with}"),
        _ => format!("你单位送来的{draft}{with}"),
    }
}

fn tally(input: &Input, sections: &[Section]) -> String {
    let review = input.kind.review();
    let points: Vec<_> = sections.iter().flat_map(|section| &section.points).collect();
    if points.is_empty() {
        return format!("对送审稿作了初步{review}，在检查范围内没有提示问题。现将有关情况函告如下：");
    }
    let counts = [Confidence::Certain, Confidence::Likely, Confidence::Possible].map(|confidence| {
        let n = points.iter().filter(|point| point.confidence == confidence).count();
        (n > 0).then(|| format!("{}{n}处", confidence.chinese()))
    });
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join("、");
    format!("对送审稿作了初步{review}，共提示问题{}处（{counts}）。现将初步意见函告如下：", points.len())
}

pub(super) fn materials_remark(input: &Input) -> Option<String> {
    if !input.dossier {
        return Some("只收到文稿，未收到其他送审材料，材料是否齐全未作检查。".to_owned());
    }
    input.materials.iter().any(|material| material.file.is_none()).then(|| {
        let rule = match input.kind {
            LetterKind::NormativeDocument => bracketed(&input.bases.normative_supplement),
            LetterKind::MajorDecision => bracketed(&input.bases.decision_supplement),
            LetterKind::Other => String::new(),
        };
        format!(
            "标明“未见”的材料请起草单位补充，或者说明不需要的理由；应当提供而没有提供的，可以退回或者要求补充{rule}。"
        )
    })
}

pub(super) fn scope(input: &Input) -> Vec<String> {
    let Manifest { lawbook_date, as_of, region, .. } = input.manifest;
    let review = input.kind.review();
    let object = if input.dossier { "送审稿文本和送审材料" } else { "送审稿文本" };
    let region = match region {
        Some(region) => format!("地方规定按“{region}”适用"),
        None => "未设定地区，没有适用地方规定".to_owned(),
    };
    let (as_of, lawbook) = (date::chinese(*as_of), date::chinese(*lawbook_date));
    let object = format!("{review}对象为{object}；法律状态以{as_of}为准，法规索引更新至{lawbook}，{region}。");
    let marks = "标注“待核”的问题把握较低，应当先行核实；标注“现行有效性未核”的依据，引用前应当核对现行文本。";
    let marks = (!input.findings.is_empty()).then(|| marks.to_owned());
    std::iter::once(object).chain(super::object::said(input)).chain(marks).collect()
}

/// What a section says besides its points.
pub(super) fn notes(input: &Input, of: &[Heading], points: usize) -> Vec<String> {
    let mut notes: Vec<_> = super::object::organ(input).filter(|_| asks(of, points)).into_iter().collect();
    let points = points + notes.len();
    if of.contains(&Heading::Competition) {
        notes.extend(competition(input, points));
    }
    if of.contains(&Heading::Procedure) && !input.dossier {
        notes.push("未收到送审材料，履行程序的情况无法核对，未作检查。".to_owned());
    } else if points == 0 {
        notes.push(NOTHING_FOUND.to_owned());
    }
    notes
}

/// A point on the organ says already what the note would ask.
fn asks(of: &[Heading], points: usize) -> bool {
    of.contains(&Heading::Subject) && points == 0
}

/// The conclusion on fair competition is another organ's; the letter asks for it and hands the points over.
fn competition(input: &Input, points: usize) -> Vec<String> {
    let mut material = input.materials.iter().filter(|material| material.name.contains("公平竞争审查"));
    let asked = if material.any(|material| material.file.is_some()) {
        "送审材料中有公平竞争审查材料，请核对其中是否有有权机关作出的审查结论。"
    } else {
        "未见公平竞争审查结论。涉及经营者经济活动的，请起草单位说明是否已经审查，并补充审查结论。"
    };
    let basis = bracketed(&input.bases.competition);
    let whose = format!(
        "以县级以上人民政府名义出台的，审查结论由市场监督管理部门会同起草单位作出{basis}，本意见不代替该结论。"
    );
    let handed = (points > 0).then(|| format!("下列{points}处移交负责公平竞争审查的机关研究："));
    vec![[asked, &whose, handed.as_deref().unwrap_or_default()].concat()]
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

const LAWFUL: Candidate =
    Candidate { label: "合法", note: "经审查人员逐条确认，没有需要修改的问题" };
const UNLAWFUL: Candidate =
    Candidate { label: "不合法", note: "超越权限或者主要内容违法，不得提交审议、讨论" };
const AMEND: Candidate =
    Candidate { label: "应当予以修改", note: "按审查人员确认的意见修改后，再提请审议" };
const RETURN: Candidate =
    Candidate { label: "退回补正", note: "材料不齐全或者不符合要求；不属于合法性结论" };
/// 重大行政决策程序暂行条例 art 25.
const WARN: Candidate =
    Candidate { label: "明示法律风险", note: "限于国家尚无明确规定的探索性改革决策事项" };

pub(super) fn conclusion(kind: LetterKind) -> Conclusion {
    let review = kind.review();
    let candidates = match kind {
        LetterKind::NormativeDocument => vec![LAWFUL, UNLAWFUL, AMEND, RETURN],
        LetterKind::MajorDecision => vec![LAWFUL, UNLAWFUL, AMEND, WARN, RETURN],
        LetterKind::Other => Vec::new(),
    };
    let lead = match kind {
        LetterKind::Other => "由审查人员填写。".to_owned(),
        _ => format!("以下各项由审查人员选定，本工具不代为作出{review}结论："),
    };
    Conclusion { lead, candidates, remark: "结论作出前，本意见不完整，不得发出。".to_owned() }
}

pub(super) fn signature(office: &Office) -> Signature {
    let name = office.signature.as_ref().or(office.name.as_ref());
    Signature {
        office: name.cloned().unwrap_or_else(|| "（审核机构名称、印章）".to_owned()),
        date: "　　　　年　　月　　日",
        contact: office.contact.clone(),
    }
}

pub(super) fn manifest(manifest: &Manifest) -> String {
    let Manifest { program_version, rules_version, lawbook_date, as_of, region, input_digest } = manifest;
    let region = region.as_deref().unwrap_or("未设定");
    format!(
        "法审 {program_version}；规则 {rules_version}；法规索引 {lawbook_date}；法律状态 {as_of}；地区 {region}；\
         送审材料摘要 {input_digest}"
    )
}
