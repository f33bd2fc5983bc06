//! Sections and points: which finding stands where, in which order.

use crate::document::{Document, MatterKind, Place};
use crate::finding::{Confidence, Finding, Grade, Heading, Related};
use crate::round::Standing;
use crate::text::Span;

use super::input::file_name;
use super::{Input, LetterKind, PointBasis, Quote, wording};

/// A head of the review with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub heading: &'static str,
    /// What is to be said before the points, or instead of them.
    pub notes: Vec<String>,
    /// One line a point: for 文字与技术规范.
    pub compact: bool,
    pub points: Vec<Point>,
}

/// A finding as the letter puts it: 条款, 原文, 问题, 依据, 建议.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Runs through the whole letter, from 1.
    pub number: usize,
    /// 第八条第二款, 标题; `None`: the document as a whole.
    pub place: Option<String>,
    pub title: String,
    pub heading: Heading,
    pub grade: Grade,
    pub confidence: Confidence,
    /// What the reviewers decided.
    pub standing: Standing,
    pub quote: Option<Quote>,
    pub problem: String,
    pub basis: Vec<PointBasis>,
    pub advice: String,
    pub related: Vec<RelatedPlace>,
    pub rule: String,
    pub fingerprint: String,
}

/// Another place that belongs to a point, in this document or in another file of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedPlace {
    pub place: String,
    pub quote: Option<Quote>,
    pub note: String,
}

/// The heads of a letter and the headings of findings that belong under each.
type Heads = &'static [(&'static str, &'static [Heading])];

const COMPETITION: (&str, &[Heading]) = ("公平竞争", &[Heading::Competition]);
const DRAFTING: (&str, &[Heading]) = ("文字与技术规范", &[Heading::Drafting]);

/// 国办发〔2018〕115号 二（六）, then 公平竞争, then 文字技术: [`Heading::ALL`].
const NORMATIVE: Heads = &[
    ("制定主体", &[Heading::Subject]),
    ("制定权限", &[Heading::Power]),
    ("内容与上位法、国家政策的一致性", &[Heading::Content]),
    ("违法设定行政许可、处罚、强制、收费等", &[Heading::SetWithoutPower]),
    ("减损权益、增加义务", &[Heading::RightsAndDuties]),
    ("增加本单位权力、减少法定职责", &[Heading::OrganPower]),
    ("制定程序", &[Heading::Procedure]),
    COMPETITION,
    DRAFTING,
];

/// 重大行政决策程序暂行条例 art 27.
const DECISION: Heads = &[
    ("决策权限", &[Heading::Subject, Heading::Power]),
    ("决策程序", &[Heading::Procedure]),
    ("决策内容", &[Heading::Content, Heading::SetWithoutPower, Heading::RightsAndDuties, Heading::OrganPower]),
    COMPETITION,
    DRAFTING,
];

pub(super) fn sections(input: &Input) -> Vec<Section> {
    let heads = match input.kind {
        LetterKind::NormativeDocument | LetterKind::Other => NORMATIVE,
        LetterKind::MajorDecision => DECISION,
    };
    let mut number = 0;
    let all = heads.iter().map(|(heading, of)| section(input, heading, of, &mut number));
    all.filter(|section| input.kind != LetterKind::Other || !section.points.is_empty()).collect()
}

fn section(input: &Input, heading: &'static str, of: &[Heading], number: &mut usize) -> Section {
    let mut found: Vec<_> = input.findings.iter().filter(|finding| of.contains(&finding.heading)).collect();
    found.sort_by_key(|finding| order(finding));
    let points: Vec<_> = found.into_iter().map(|finding| point(input, finding, number)).collect();
    Section { heading, notes: wording::notes(input, of, points.len()), compact: of == DRAFTING.1, points }
}

/// By place, those about the whole document first; what is only possible comes last.
fn order(finding: &Finding) -> (bool, Option<Span>, &Place, &str, &str) {
    let possible = finding.confidence == Confidence::Possible;
    (possible, finding.span, &finding.place, &finding.rule, &finding.fingerprint)
}

fn point(input: &Input, finding: &Finding, number: &mut usize) -> Point {
    *number += 1;
    Point {
        number: *number,
        place: place(input.document, &finding.place, finding.span),
        title: finding.title.to_string(),
        heading: finding.heading,
        grade: finding.grade,
        confidence: finding.confidence,
        standing: input.standings.of(&finding.fingerprint),
        quote: finding.span.and_then(|span| quote(input, span)),
        problem: finding.message.clone(),
        basis: finding.basis.iter().map(PointBasis::of).collect(),
        advice: finding.advice.to_string(),
        related: finding.related.iter().map(|related| related_place(input, related)).collect(),
        rule: finding.rule.to_string(),
        fingerprint: finding.fingerprint.clone(),
    }
}

/// Nothing is quoted for a place without width: something is missing there.
fn quote(input: &Input, span: Span) -> Option<Quote> {
    (!span.is_empty()).then(|| Quote::of(input.text, input.document, span))
}

fn related_place(input: &Input, related: &Related) -> RelatedPlace {
    let note = related.note.clone();
    if related.path.is_empty() {
        let place = place(input.document, &related.place, Some(related.span)).unwrap_or_default();
        return RelatedPlace { place, quote: quote(input, related.span), note };
    }
    RelatedPlace { place: format!("“{}”{}", file_name(&related.path), related.place), quote: None, note }
}

fn place(document: &Document, place: &Place, span: Option<Span>) -> Option<String> {
    let named = place.to_string();
    if named.is_empty() { span.map(|span| matter(document, span).to_owned()) } else { Some(named) }
}

fn matter(document: &Document, span: Span) -> &'static str {
    match document.matter.iter().find(|matter| matter.span.contains(span.start)).map(|matter| matter.kind) {
        Some(MatterKind::Title) => "标题",
        Some(MatterKind::DocumentNumber) => "发文字号",
        Some(MatterKind::Issuer) => "发文机关标志",
        Some(MatterKind::Addressee) => "主送机关",
        Some(MatterKind::Note) => "题注",
        Some(MatterKind::Contents) => "目录",
        Some(MatterKind::AnnexList) => "附件说明",
        Some(MatterKind::Signature) => "落款",
        Some(MatterKind::Date) => "成文日期",
        Some(MatterKind::Imprint) => "版记",
        Some(MatterKind::Furniture | MatterKind::Header | MatterKind::Footer) => "版面文字",
        Some(MatterKind::Footnote) => "脚注",
        None => "正文",
    }
}
