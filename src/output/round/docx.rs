//! The table as the office files it: A4 landscape, 意见采纳情况 and 新增未审.

use std::io;

use super::{AnswerRow, FreshRow, RoundRow, opinion, place, remark, summary};
use crate::compare::Op;
use crate::output::docx::{Align, Block, Cell, Colour, Docx, Font, Page, Paragraph, Row, Run, Style, Table, to_bytes};
use crate::round::Status;

const BLUE: Colour = Colour(0x1F_4E_9E);
const TITLE: &str = "意见采纳情况表";

pub fn docx(round: &RoundRow) -> io::Result<Vec<u8>> {
    let above = |text: String| Block::from(Paragraph::new(Style::Note, text).align(Align::Center));
    let mut blocks = vec![Paragraph::new(Style::Title, TITLE).into()];
    if !round.title.is_empty() {
        blocks.push(above(round.title.clone()));
    }
    blocks.push(above(summary(round)));
    blocks.push(answers(&round.answers).into());
    if !round.unreviewed.is_empty() {
        blocks.push(Paragraph::new(Style::Heading1, "新增未审的文字").lines_before(1).into());
        blocks.push(fresh(&round.unreviewed).into());
    }
    to_bytes(&Docx { title: format!("{TITLE} {}", round.title), page: Page::Landscape, blocks })
}

fn answers(answers: &[AnswerRow]) -> Table {
    let mut rows =
        vec![Row::header(["序号", "原条款和原文", "意见", "采纳情况", "现条款和内容", "说明"].map(head).to_vec())];
    rows.extend(answers.iter().enumerate().map(|(at, answer)| {
        let quote = if answer.quote.is_empty() { String::new() } else { format!("\n“{}”", answer.quote) };
        // Words that stand as they were are not said twice.
        let is_kept = [Status::Ignored, Status::Moved].iter().any(|status| status.name() == answer.status);
        let now = if answer.words.is_empty() || is_kept {
            answer.now.clone()
        } else {
            format!("{}\n{}", answer.now, answer.words)
        };
        let cells = [
            (at + 1).to_string(),
            format!("{}{quote}", place(&answer.place)),
            opinion(answer),
            answer.status_word.to_owned(),
            now,
            answer.note.clone(),
        ];
        Row::new(cells.map(Cell::text).to_vec())
    }));
    Table { columns: vec![5, 20, 30, 10, 22, 13], rows }
}

fn fresh(all: &[FreshRow]) -> Table {
    let mut rows = vec![Row::header(["序号", "条款", "类型", "文字", "说明"].map(head).to_vec())];
    rows.extend(all.iter().enumerate().map(|(at, fresh)| {
        let text = |text: &str| Cell::text(text);
        Row::new(vec![
            text(&(at + 1).to_string()),
            text(place(&fresh.place)),
            text(fresh.novelty_word),
            words(fresh),
            text(&remark(fresh)),
        ])
    }));
    Table { columns: vec![5, 15, 8, 54, 18], rows }
}

fn words(fresh: &FreshRow) -> Cell {
    let marked = |text: &str| Run::new(text).underline().colour(BLUE);
    let runs = match &fresh.edits[..] {
        [] => vec![marked(&fresh.words)],
        edits => {
            let run = |edit: &crate::compare::Edit| match edit.op {
                Op::Equal => Run::new(&edit.text),
                Op::Insert => marked(&edit.text),
                Op::Delete => Run::new(&edit.text).strike().colour(Colour::RED),
            };
            edits.iter().map(run).collect()
        }
    };
    Cell::new(vec![Paragraph::of(Style::Cell, runs)])
}

fn head(text: &str) -> Cell {
    let run = Run::new(text).font(Font::Hei);
    Cell::new(vec![Paragraph::of(Style::Cell, vec![run]).align(Align::Center)])
}
