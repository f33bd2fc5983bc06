//! Findings for a terminal, file by file. ANSI colours are always written: the stream takes them out where they
//! do not belong.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Context, FileRow, FindingRow, Report, words};
use crate::finding::Grade;
use crate::output::plain::visible;

const BOLD: &str = "\x1b[1m";
const FAINT: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";
/// Before each quoted line.
const GUTTER: &str = "  │ ";
/// Columns below which lines are not broken further.
const NARROWEST: usize = 30;

/// Every finding, then the summary.
pub fn terminal(report: &Report, width: usize) -> String {
    let files: String = report.files.iter().map(|file| file_block(file, width)).collect();
    format!("{files}{}", summary(report))
}

fn file_block(file: &FileRow, width: usize) -> String {
    let mut out = format!("{BOLD}{}{RESET}　{}\n", visible(&file.path), visible(&words::title(file)));
    out.extend(file.triage.line(file.kind).map(|line| format!("  {}\n", visible(&line))));
    if file.findings.is_empty() {
        out.push_str(&format!("  {}\n", words::NOTHING));
    }
    out.extend(file.findings.iter().map(|finding| format!("\n{}", finding_block(finding, width))));
    out.push('\n');
    out
}

fn finding_block(finding: &FindingRow, width: usize) -> String {
    let mark = format!("{}[{}]{RESET}", colour(finding.grade), words::mark(finding));
    let mut out = format!("{mark} {}　{FAINT}{}{RESET}\n", visible(&words::place(finding)), finding.rule);
    out.push_str(&format!("  {}\n", visible(&finding.message)));
    if finding.span.is_some() {
        out.push_str(&quotation(&finding.context, colour(finding.grade), width));
    }
    if !finding.basis.is_empty() {
        out.push_str(&format!("  依据：{}\n", visible(&words::basis(&finding.basis))));
    }
    if !finding.advice.is_empty() {
        out.push_str(&format!("  建议：{}\n", visible(&words::short(&finding.advice))));
    }
    out.extend(finding.related.iter().map(|related| {
        let path = if related.path.is_empty() { String::new() } else { format!("{} ", related.path) };
        format!("  参见：{}{} {}\n", visible(&path), visible(&related.place), visible(&related.note))
    }));
    out
}

fn colour(grade: Grade) -> &'static str {
    match grade {
        Grade::Violation => "\x1b[1;31m",
        Grade::Defect => "\x1b[1;33m",
        Grade::Advice => "\x1b[1;36m",
    }
}

/// The quoted line, broken at the edge, with the words in question underlined by display width.
fn quotation(context: &Context, colour: &str, width: usize) -> String {
    let room = width.saturating_sub(GUTTER.width()).max(NARROWEST);
    let parts = [(&context.before, false), (&context.quote, true), (&context.after, false)];
    let mut rows = vec![Row::default()];
    for (part, marked) in parts {
        for c in visible(part).chars().map(|c| if c == '\t' || c == '\n' { ' ' } else { c }) {
            if rows.last().is_some_and(|row| row.width + c.width().unwrap_or(0) > room) {
                rows.push(Row::default());
            }
            if let Some(row) = rows.last_mut() {
                row.push(c, marked);
            }
        }
    }
    rows.iter().map(|row| row.show(colour)).collect()
}

#[derive(Default)]
struct Row {
    text: String,
    under: String,
    width: usize,
}

impl Row {
    fn push(&mut self, c: char, marked: bool) {
        let width = c.width().unwrap_or(0);
        self.text.push(c);
        self.under.push_str(&if marked { "^" } else { " " }.repeat(width));
        self.width += width;
    }

    fn show(&self, colour: &str) -> String {
        let under = self.under.trim_end();
        if under.is_empty() {
            return format!("{FAINT}{GUTTER}{RESET}{}\n", self.text);
        }
        format!("{FAINT}{GUTTER}{RESET}{}\n{FAINT}{GUTTER}{RESET}{colour}{under}{RESET}\n", self.text)
    }
}

/// Counts, files not read, what was not checked: all that `--quiet` prints.
pub fn summary(report: &Report) -> String {
    let mut out = format!("{BOLD}{}{RESET}\n", words::result(report));
    out.extend(super::decided(report).into_iter().map(|line| format!("{}\n", visible(&line))));
    out.push_str(&unread(report));
    let unchecked = words::unchecked(report);
    if !unchecked.is_empty() {
        out.push_str("未检查的事项：\n");
    }
    out.extend(unchecked.into_iter().map(|it| format!("  {}\n", visible(&words::unchecked_line(report, it)))));
    out.extend(words::skipped(report.skipped).map(|skipped| format!("{skipped}\n")));
    out.push_str(&format!("{FAINT}{}{RESET}\n{FAINT}{}{RESET}\n", visible(&words::grounds(report)), words::CAVEAT));
    out
}

/// Files that could not be read, with the reason and what to do.
pub fn unread(report: &Report) -> String {
    let mut out = String::new();
    if !report.unread.is_empty() {
        out.push_str(&format!("{}未读取{}个文件（未检查）：{RESET}\n", colour(Grade::Violation), report.unread.len()));
    }
    for unread in &report.unread {
        let (path, reason) = (visible(&unread.path), visible(&unread.reason));
        out.push_str(&format!("  {path}：{reason}。{}\n", unread.advice));
    }
    out
}
