//! 关于公布行政规范性文件清理结果的决定: a draft with its catalogues attached.

use std::io;

use super::table::{CATALOGUES, expires};
use super::{Report, outcome};
use crate::date;
use crate::output::docx::{self, Align, Block, Cell, Docx, Font, Page, Paragraph, Row as Line, Run, Style, Table};
use crate::rule::{Proposal, Sweep};
use crate::sweep::Row;

pub fn decision(report: &Report, words: &Sweep) -> io::Result<Vec<u8>> {
    let text = |name: &str| fill(words.decision.get(name).map_or("", String::as_str), report);
    let mut blocks: Vec<Block> = vec![
        Paragraph::new(Style::Title, text("title")).into(),
        Paragraph::of(Style::Flat, vec![Run::new(text("draft")).font(Font::Kai)]).lines_before(1).into(),
        Paragraph::new(Style::Body, text("opening")).into(),
    ];
    let parts = parts(report);
    const NUMBERS: [&str; 4] = ["一", "二", "三", "四"];
    for ((n, (name, ..)), number) in (1..).zip(&parts).zip(NUMBERS) {
        let said = text(name).replace("{附}", &n.to_string());
        blocks.push(Paragraph::new(Style::Body, format!("{number}、{said}")).into());
    }
    blocks.push(Paragraph::new(Style::Body, text("closing")).into());
    for (n, (_, title, _)) in (1..).zip(&parts) {
        let lead = if n == 1 { "附件：" } else { "　　　" };
        blocks.push(Paragraph::new(Style::Body, format!("{lead}{n}．{title}")).into());
    }
    let who = report.office.clone().unwrap_or_else(|| "（制定机关）".to_owned());
    blocks.push(Paragraph::new(Style::Flat, who).align(Align::Right).lines_before(2).into());
    blocks.push(Paragraph::new(Style::Flat, "　年　月　日").align(Align::Right).into());
    for (n, (_, title, rows)) in (1..).zip(&parts) {
        blocks.extend(annex(n, title, rows));
    }
    docx::to_bytes(&Docx { title: text("title"), page: Page::Portrait, blocks })
}

/// Key of the wording, title of the annex, documents; empty catalogues are left out.
fn parts(report: &Report) -> Vec<(&'static str, String, Vec<&Row>)> {
    let keys = [Proposal::Keep, Proposal::Amend, Proposal::Repeal, Proposal::Lapse]
        .into_iter()
        .zip(["keep", "amend", "repeal", "lapse"]);
    let parts = keys.map(|(proposal, key)| {
        let name = CATALOGUES.iter().find(|(_, other)| *other == proposal).map_or("", |(name, _)| name);
        let name = name.trim_end_matches("目录");
        let rows: Vec<_> = report.documents.iter().filter(|row| outcome(row) == proposal).collect();
        (key, format!("{name}的行政规范性文件目录"), rows)
    });
    parts.filter(|(.., rows)| !rows.is_empty()).collect()
}

fn fill(text: &str, report: &Report) -> String {
    let day = report.as_of.parse().map_or_else(|_| report.as_of.clone(), date::chinese);
    let count = |proposal| report.count(proposal).to_string();
    [
        ("{机关}", report.office.clone().unwrap_or_else(|| "××".to_owned())),
        ("{截止日}", day),
        ("{继续}", count(Proposal::Keep)),
        ("{修改}", count(Proposal::Amend)),
        ("{废止}", count(Proposal::Repeal)),
        ("{失效}", count(Proposal::Lapse)),
        ("{待定}", count(Proposal::Judge)),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (name, value)| text.replace(name, &value))
}

fn annex(n: usize, title: &str, rows: &[&Row]) -> Vec<Block> {
    let head = Paragraph {
        page_break_before: true,
        ..Paragraph::of(Style::Flat, vec![Run::new(format!("附件{n}")).font(Font::Hei)])
    };
    let count = format!("（共{}件）", rows.len());
    vec![
        head.into(),
        Paragraph::new(Style::Title, title.to_owned()).into(),
        Paragraph::new(Style::Flat, count).align(Align::Center).into(),
        table(rows).into(),
    ]
}

fn table(rows: &[&Row]) -> Table {
    let cells = |cells: [String; 4]| cells.map(Cell::text).to_vec();
    let head = ["序号", "文件名称", "文号", "有效期至"].map(str::to_owned);
    let lines = rows.iter().zip(1..).map(|(row, n)| {
        let number = row.document_number.clone().unwrap_or_default();
        Line::new(cells([n.to_string(), row.title.clone(), number, expires(row)]))
    });
    Table { columns: vec![6, 40, 22, 16], rows: std::iter::once(Line::header(cells(head))).chain(lines).collect() }
}
