//! A title, paragraphs and tables, drawn for terminal, Markdown, Word and csv.

use std::io;

use unicode_width::UnicodeWidthStr;

use crate::output::docx::{Align, Block, Cell, Docx, Font, Page, Paragraph, Row, Run, Style, Table, to_bytes};
use crate::output::plain::{clip, visible};

/// One table with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    pub fn new<const N: usize>(name: &str, head: [&str; N]) -> Sheet {
        Sheet { name: name.to_owned(), head: head.map(str::to_owned).to_vec(), rows: Vec::new() }
    }

    pub fn push<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    pub paragraphs: Vec<String>,
    pub sheets: Vec<Sheet>,
}

/// Characters of a cell on a terminal.
const WIDEST: usize = 36;

pub fn terminal(paper: &Paper) -> String {
    let mut out = String::new();
    if !paper.title.is_empty() {
        out.push_str(&format!("{}\n", visible(&paper.title)));
    }
    paper.paragraphs.iter().for_each(|line| out.push_str(&format!("{}\n", visible(line))));
    for sheet in paper.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        out.push_str(&format!("\n{}（{}）\n", visible(&sheet.name), sheet.rows.len()));
        out.push_str(&drawn(sheet));
    }
    out
}

/// Columns aligned by display width.
fn drawn(sheet: &Sheet) -> String {
    let lines: Vec<Vec<Drawn>> = std::iter::once(&sheet.head).chain(&sheet.rows).map(|cells| line(cells)).collect();
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |at: usize| lines.iter().filter_map(|line| Some(line.get(at)?.1)).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut out = String::new();
    for line in &lines {
        for ((cell, width), column) in line.iter().zip(&widths) {
            out.push_str("  ");
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', column.saturating_sub(*width)));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

/// A cell as it is shown, and its width.
type Drawn = (String, usize);

fn line(cells: &[String]) -> Vec<Drawn> {
    let drawn = cells.iter().map(|cell| {
        let shown = clip(&visible(cell), WIDEST).replace('\n', " ");
        let width = shown.width();
        (shown, width)
    });
    drawn.collect()
}

pub fn markdown(paper: &Paper) -> String {
    let mut out = format!("# {}\n\n", escaped(&paper.title));
    paper.paragraphs.iter().for_each(|line| out.push_str(&format!("{}\n\n", escaped(line))));
    for sheet in paper.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        out.push_str(&format!("## {}\n\n", escaped(&sheet.name)));
        let line = |cells: &[String]| {
            let cells: Vec<_> = cells.iter().map(|cell| escaped(cell).replace('\n', "<br>")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        out.push_str(&line(&sheet.head));
        out.push_str(&format!("|{}\n", " --- |".repeat(sheet.head.len())));
        sheet.rows.iter().for_each(|row| out.push_str(&line(row)));
        out.push('\n');
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '*' | '_' | '`' | '~' | '[' | ']' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

pub fn docx(paper: &Paper) -> io::Result<Vec<u8>> {
    let widest = paper.sheets.iter().map(|sheet| sheet.head.len()).max().unwrap_or_default();
    let mut blocks: Vec<Block> = vec![Paragraph::new(Style::Title, &paper.title).into()];
    blocks.extend(paper.paragraphs.iter().map(|line| Paragraph::new(Style::Body, line).into()));
    for sheet in paper.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        blocks.push(Paragraph::new(Style::Heading1, &sheet.name).keep_next().into());
        blocks.push(table(sheet).into());
    }
    let page = if widest > 4 { Page::Landscape } else { Page::Portrait };
    to_bytes(&Docx { title: paper.title.clone(), page, blocks })
}

fn table(sheet: &Sheet) -> Table {
    let head = |text: &String| {
        let run = Run::new(text).font(Font::Hei);
        Cell::new(vec![Paragraph::of(Style::Cell, vec![run]).align(Align::Center)])
    };
    let mut rows = vec![Row::header(sheet.head.iter().map(head).collect())];
    rows.extend(sheet.rows.iter().map(|row| Row::new(row.iter().map(Cell::text).collect())));
    Table { columns: widths(sheet), rows }
}

/// Shares of the width, by the longest cell of each column within reason.
fn widths(sheet: &Sheet) -> Vec<u32> {
    let long = |cells: &Vec<String>, at: usize| cells.get(at).map_or(0, |cell| cell.width()).clamp(4, 40) as u32;
    let longest = |at: usize| std::iter::once(&sheet.head).chain(&sheet.rows).map(|row| long(row, at)).max();
    (0..sheet.head.len()).map(|at| longest(at).unwrap_or(4)).collect()
}

/// All tables below each other; one with a name of its own first says it. With a mark by which spreadsheets know UTF-8.
pub fn csv(paper: &Paper) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for sheet in &paper.sheets {
        if paper.sheets.len() > 1 {
            writer.write_record([&sheet.name])?;
        }
        writer.write_record(&sheet.head)?;
        sheet.rows.iter().try_for_each(|row| writer.write_record(row.iter().map(|cell| harmless(cell))))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(io::Error::other(error.to_string())))
}

/// A spreadsheet would calculate what begins so.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '@', '\t']) || (cell.starts_with('-') && cell.len() > 1);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
