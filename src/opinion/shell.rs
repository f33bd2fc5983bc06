//! The shell for contracts, 请示, 议题 and other items: 未按规范性文件规则审查; the reviewer writes the rest.

use super::fill::fill;
use super::wording::{notice_short, received};
use super::{Form, Input, Line, MaterialLine, Short, frame};

pub(super) fn shell(input: &Input) -> Short {
    let words = &input.words.shell;
    let item = input.item().map_or_else(String::new, |item| fill(&words.item, &[("事项", item)]));
    let opening = format!("{}{}", received(input), fill(&words.opening, &[("事项", &item)]));
    let mut lines = vec![Line::Text(opening)];
    if input.dossier {
        let materials = input.materials.iter().filter(|it| it.file.is_some()).map(MaterialLine::without_folders);
        lines.extend([Line::Heading(words.materials.clone()), Line::Materials(materials.collect())]);
    }
    let heads = input.words.item(input.item()).map_or(&[][..], |item| &item.heads);
    for head in heads.iter().chain([&words.conclusion]) {
        lines.extend([Line::Heading(head.clone()), Line::Pending(words.heading_blank.clone())]);
    }
    lines.push(Line::Text(words.closing.clone()));
    Short { form: Form::Shell, frame: frame::frame(input, &words.title, notice_short(input)), lines }
}
