//! The order of the letter's parts, and their numbers.

use super::{Bit, Format, Piece, point, short};
use crate::numeral::chinese;
use crate::opinion::{Frame, Letter, MaterialLine, Opinion, Section};

pub(super) fn layout(letter: &Letter) -> Vec<Piece> {
    match letter {
        Letter::Opinion(opinion) => of_opinion(opinion),
        Letter::Short(letter) => short::layout(letter),
    }
}

fn of_opinion(opinion: &Opinion) -> Vec<Piece> {
    let mut pieces = head(&opinion.frame, Format::File);
    pieces.extend(opinion.opening.iter().map(plain));
    for (i, (heading, part)) in parts(opinion).into_iter().enumerate() {
        pieces.push(Piece::Heading(format!("{}、{heading}", ordinal(i))));
        pieces.extend(part);
    }
    pieces.extend(tail(&opinion.frame));
    pieces.push(Piece::Small(opinion.manifest.clone()));
    pieces
}

/// With a red head the number stands under it, else under the title.
pub(super) fn head(frame: &Frame, format: Format) -> Vec<Piece> {
    let title = |under| Piece::Title(frame.title.clone(), under);
    let number = |under| Piece::Number(frame.number.clone(), under);
    let mut pieces = match &frame.red_head {
        Some(name) => vec![Piece::RedHead(red_head(name, format), format), number(Some(format)), title(Some(format))],
        None => vec![title(None), number(None)],
    };
    pieces.push(Piece::Notice(frame.notice.clone()));
    pieces.push(Piece::Addressee(format!("{}：", frame.addressee)));
    pieces
}

/// Only the 文件格式 says “文件” behind the organ's name.
fn red_head(name: &str, format: Format) -> String {
    match format {
        Format::File => name.to_owned(),
        Format::Letter => name.strip_suffix("文件").unwrap_or(name).to_owned(),
    }
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
    table(&opinion.materials).into_iter().chain(opinion.materials_remark.iter().map(plain)).collect()
}

/// 送审材料; nothing where there are none.
pub(super) fn table(materials: &[MaterialLine]) -> Option<Piece> {
    let rows = materials.iter().enumerate().map(|(i, material)| {
        let file = material.file.clone().unwrap_or_else(|| "未见".to_owned());
        [(i + 1).to_string(), material.name.clone(), file]
    });
    let table = Piece::Table { head: ["序号", "材料", "文件"], rows: rows.collect() };
    (!materials.is_empty()).then_some(table)
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
    lines.map(|(i, line)| plain(format!("{}.{}：{}。", i + 1, line.what, line.why))).collect()
}

fn conclusion(opinion: &Opinion) -> Vec<Piece> {
    let conclusion = &opinion.conclusion;
    let choices = conclusion.candidates.iter().map(|it| Piece::Choice(it.label.clone(), it.note.clone()));
    let remark = conclusion.remark.iter().cloned().map(Piece::Pending);
    std::iter::once(plain(&conclusion.lead)).chain(choices).chain(remark).collect()
}

pub(super) fn tail(frame: &Frame) -> Vec<Piece> {
    let signature = &frame.signature;
    let signed = Piece::Signature(vec![signature.office.clone(), signature.date.clone()]);
    vec![signed, plain(&signature.contact)]
}

pub(super) fn plain(text: impl AsRef<str>) -> Piece {
    Piece::Paragraph(vec![Bit::Plain(text.as_ref().to_owned())])
}

/// 一 for index 0.
pub(super) fn ordinal(index: usize) -> String {
    chinese(u32::try_from(index + 1).unwrap_or(u32::MAX))
}
