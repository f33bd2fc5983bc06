//! The order of the letter's parts, and their numbers.

use super::{Bit, Piece, point};
use crate::numeral::chinese;
use crate::opinion::{Opinion, Section};

pub(super) fn layout(opinion: &Opinion) -> Vec<Piece> {
    let mut pieces = head(opinion);
    for (i, (heading, part)) in parts(opinion).into_iter().enumerate() {
        pieces.push(Piece::Heading(format!("{}、{heading}", ordinal(i))));
        pieces.extend(part);
    }
    pieces.extend(tail(opinion));
    pieces
}

fn head(opinion: &Opinion) -> Vec<Piece> {
    let number = opinion.number.clone().unwrap_or_else(|| "〔    〕    号".to_owned());
    let mut pieces = vec![Piece::Title(opinion.title.clone()), Piece::Number(number)];
    pieces.push(Piece::Notice(opinion.notice.clone()));
    pieces.extend(opinion.addressee.iter().map(|unit| Piece::Addressee(format!("{unit}："))));
    pieces.extend(opinion.opening.iter().map(plain));
    pieces
}

fn parts(opinion: &Opinion) -> Vec<(String, Vec<Piece>)> {
    let review = opinion.kind.review();
    let mut parts =
        vec![("送审材料".to_owned(), materials(opinion)), (format!("{review}依据和范围"), basis_and_scope(opinion))];
    if !opinion.sections.is_empty() {
        parts.push((format!("{review}情况"), sections(&opinion.sections)));
    }
    parts.push(("未检查事项".to_owned(), unchecked(opinion)));
    parts.push((format!("{review}结论"), conclusion(opinion)));
    parts
}

fn materials(opinion: &Opinion) -> Vec<Piece> {
    let rows = opinion.materials.iter().enumerate().map(|(i, material)| {
        let file = material.file.clone().unwrap_or_else(|| "未见".to_owned());
        [(i + 1).to_string(), material.name.clone(), file]
    });
    let table = Piece::Table { head: ["序号", "材料", "文件"], rows: rows.collect() };
    let table = (!opinion.materials.is_empty()).then_some(table);
    table.into_iter().chain(opinion.materials_remark.iter().map(plain)).collect()
}

fn basis_and_scope(opinion: &Opinion) -> Vec<Piece> {
    let laws: Vec<_> = opinion.basis.iter().map(|law| law.label()).collect();
    let cited = match laws.is_empty() {
        true => "本意见没有引用具体条文。".to_owned(),
        false => format!("本意见引用的依据：{}。", laws.join("；")),
    };
    std::iter::once(&cited).chain(&opinion.scope).map(plain).collect()
}

fn sections(sections: &[Section]) -> Vec<Piece> {
    sections.iter().enumerate().flat_map(|(i, section)| one_section(i, section)).collect()
}

fn one_section(i: usize, section: &Section) -> Vec<Piece> {
    let heading = format!("（{}）{}", ordinal(i), section.heading);
    let mut pieces = vec![Piece::Lead(heading, section.notes.concat())];
    pieces.extend(section.points.iter().flat_map(|it| match section.compact {
        true => point::compact(it),
        false => point::full(it),
    }));
    pieces
}

fn unchecked(opinion: &Opinion) -> Vec<Piece> {
    let lines = opinion.unchecked.iter().enumerate();
    lines.map(|(i, line)| plain(format!("{}．{}：{}。", i + 1, line.what, line.why))).collect()
}

fn conclusion(opinion: &Opinion) -> Vec<Piece> {
    let conclusion = &opinion.conclusion;
    let choices = conclusion.candidates.iter().map(|it| Piece::Choice(it.label, it.note));
    std::iter::once(plain(&conclusion.lead)).chain(choices).chain([plain(&conclusion.remark)]).collect()
}

fn tail(opinion: &Opinion) -> Vec<Piece> {
    let signature = &opinion.signature;
    let mut pieces = vec![Piece::Signature(vec![signature.office.clone(), signature.date.to_owned()])];
    pieces.extend(signature.contact.iter().map(|contact| plain(format!("（承办人：{contact}）"))));
    pieces.push(Piece::Small(opinion.manifest.clone()));
    pieces
}

fn plain(text: impl AsRef<str>) -> Piece {
    Piece::Paragraph(vec![Bit::Plain(text.as_ref().to_owned())])
}

/// 一 for index 0.
fn ordinal(index: usize) -> String {
    chinese(u32::try_from(index + 1).unwrap_or(u32::MAX))
}
