//! A point: 条款, 原文, 问题, 依据, 建议.

use super::{Bit, Piece};
use crate::finding::Confidence;
use crate::opinion::{Point, PointBasis, Quote, RelatedPlace};
use crate::round::Standing;

/// One paragraph for each part of the point.
pub(super) fn full(point: &Point) -> Vec<Piece> {
    let mut lines = vec![vec![Bit::Strong(head(point))]];
    lines.extend(point.quote.as_ref().map(|it| labelled("原文：", quote(it))));
    lines.extend(point.related.iter().map(|it| labelled("相关：", related(it))));
    lines.push(labelled("问题：", vec![sentence(&point.problem)]));
    if !point.basis.is_empty() {
        lines.push(labelled("依据：", basis(&point.basis)));
    }
    let advice = (!point.advice.is_empty()).then(|| labelled("建议：", vec![sentence(&point.advice)]));
    let lines = lines.into_iter().map(Piece::Paragraph).chain(quotations(&point.basis));
    lines.chain(advice.map(Piece::Paragraph)).collect()
}

/// The whole point in one paragraph.
pub(super) fn compact(point: &Point) -> Vec<Piece> {
    let place = point.place.as_deref().unwrap_or("全文");
    let mut bits = vec![Bit::Strong(format!("{}.{place}{}", point.number, mark(point)))];
    bits.push(Bit::Plain("：".to_owned()));
    bits.push(sentence(&point.problem));
    let quoted = point.quote.as_ref().map(|it| labelled("原文：", quote(it)));
    bits.extend(quoted.into_iter().flatten());
    bits.extend(point.related.iter().flat_map(|it| labelled("相关：", related(it))));
    if !point.basis.is_empty() {
        bits.extend(labelled("依据：", basis(&point.basis)));
    }
    if !point.advice.is_empty() {
        bits.extend(labelled("建议：", vec![sentence(&point.advice)]));
    }
    std::iter::once(Piece::Paragraph(bits)).chain(quotations(&point.basis)).collect()
}

/// The words of the bases, where the library has them.
fn quotations(all: &[PointBasis]) -> impl Iterator<Item = Piece> {
    let words = |text: &String| text.split('\n').map(str::to_owned).collect();
    all.iter().filter_map(move |basis| Some(Piece::Quotation(basis.source(), basis.text.as_ref().map(words)?)))
}

fn head(point: &Point) -> String {
    let place = point.place.as_ref().map(|place| format!("{place}：")).unwrap_or_default();
    format!("{}.{place}{}{}", point.number, point.title, mark(point))
}

/// 〔应当修改〕 where a reviewer has decided; else 〔待核〕 where the tool is not sure.
fn mark(point: &Point) -> String {
    match &point.standing {
        Standing::Open if point.confidence == Confidence::Possible => "〔待核〕".to_owned(),
        Standing::Open => String::new(),
        standing => format!("〔{}〕", standing.word(point.grade, point.heading)),
    }
}

fn labelled(label: &'static str, bits: Vec<Bit>) -> Vec<Bit> {
    [vec![Bit::Label(label)], bits].concat()
}

fn quote(quote: &Quote) -> Vec<Bit> {
    vec![
        Bit::Plain(format!("“{}", quote.before)),
        Bit::Marked(quote.matched.clone()),
        Bit::Plain(format!("{}”", quote.after)),
    ]
}

fn related(related: &RelatedPlace) -> Vec<Bit> {
    let mut bits = vec![Bit::Plain(related.place.clone())];
    bits.extend(related.quote.as_ref().map(quote).unwrap_or_default());
    if !related.note.is_empty() {
        bits.push(Bit::Plain(format!("（{}）", related.note)));
    }
    bits.push(Bit::Plain("。".to_owned()));
    bits
}

fn basis(all: &[PointBasis]) -> Vec<Bit> {
    let all: Vec<_> = all.iter().map(PointBasis::label).collect();
    vec![sentence(&all.join("；"))]
}

/// With a full stop, unless it ends in one (also inside a closing quotation mark) or is empty.
fn sentence(text: &str) -> Bit {
    let text = text.trim_end();
    let closed = text.trim_end_matches(['”', '’']).ends_with(['。', '！', '？', '；']);
    let stop = if text.is_empty() || closed { "" } else { "。" };
    Bit::Plain(format!("{text}{stop}"))
}
