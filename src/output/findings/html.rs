//! One HTML file: no network, no script, ready to print.

use super::{Context, FileRow, FindingRow, Report, words};
use crate::finding::{Confidence, Grade};
use crate::output::escape::html as escaped;

const STYLE: &str = include_str!("findings.css");

pub fn html(report: &Report) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>规范性文件检查结果</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>规范性文件检查结果</h1>\n<p class=\"result\">{}</p>\n<p class=\"grounds\">{}</p>\n",
        escaped(&words::result(report)),
        escaped(&words::grounds(report))
    );
    if report.files.len() > 1 {
        out.push_str(&contents(report));
    }
    out.extend(report.files.iter().enumerate().map(|(at, it)| file(at, it)));
    out.push_str(&unread(report));
    out.push_str(&unchecked(report));
    out.extend(words::skipped(report.skipped).map(|skipped| format!("<p>{skipped}</p>\n")));
    out.push_str(&format!("<p class=\"caveat\">{}</p>\n</body>\n</html>\n", words::CAVEAT));
    out
}

/// The files with their counts.
fn contents(report: &Report) -> String {
    let row = |(at, file): (usize, &FileRow)| {
        let counts = words::counts(file.findings.iter());
        let counts = if counts.is_empty() { words::NOTHING } else { &counts };
        let (title, path) = (escaped(&words::title(file)), escaped(&file.path));
        format!("<tr><td><a href=\"#f{at}\">{title}</a></td><td>{path}</td><td>{counts}</td></tr>\n")
    };
    let rows: String = report.files.iter().enumerate().map(row).collect();
    let head = "<thead><tr><th>文件名称</th><th>文件</th><th>结果</th></tr></thead>";
    format!("<table>\n{head}\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn file(at: usize, file: &FileRow) -> String {
    let (title, path) = (escaped(&words::title(file)), escaped(&file.path));
    let mut out = format!("<section id=\"f{at}\">\n<h2>{title}</h2>\n<p class=\"path\">{path}</p>\n");
    out.extend(file.triage.line(file.kind).map(|line| format!("<p>{}</p>\n", escaped(&line))));
    if file.findings.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", words::NOTHING));
    } else {
        out.push_str(&format!("<p>{}</p>\n", words::counts(file.findings.iter())));
    }
    out.extend(file.findings.iter().enumerate().map(|(at, it)| finding(at + 1, it)));
    out.push_str("</section>\n");
    out
}

fn finding(number: usize, finding: &FindingRow) -> String {
    let class = class(finding);
    let (place, title) = (escaped(&words::place(finding)), escaped(&finding.title));
    let mark = words::mark(finding);
    let mut out = format!("<article class=\"{class}\">\n<h3>{number}．{place}　{title} <span>{mark}</span></h3>\n");
    out.push_str(&format!("<p>{}</p>\n", escaped(&finding.message)));
    if finding.span.is_some() {
        out.push_str(&quotation(&finding.context));
    }
    let lines = [("依据", words::basis(&finding.basis)), ("建议", finding.advice.clone())];
    let related = finding.related.iter().map(|it| ("参见", format!("{} {} {}", it.path, it.place, it.note)));
    for (name, words) in lines.into_iter().chain(related).filter(|(_, words)| !words.is_empty()) {
        out.push_str(&format!("<p><b>{name}</b>　{}</p>\n", escaped(words.trim())));
    }
    for (source, text) in words::quotations(&finding.basis) {
        let lines: String = text.split('\n').map(|line| format!("<br>{}", escaped(line))).collect();
        out.push_str(&format!("<p class=\"law\"><b>原文</b>　{}{lines}</p>\n", escaped(&source)));
    }
    out.push_str(&format!("<p class=\"rule\">规则 {}</p>\n</article>\n", escaped(&finding.rule)));
    out
}

fn class(finding: &FindingRow) -> &'static str {
    match (finding.confidence, finding.grade) {
        (Confidence::Possible, _) => "possible",
        (_, Grade::Violation) => "violation",
        (_, Grade::Defect) => "defect",
        (_, Grade::Advice) => "advice",
    }
}

fn quotation(context: &Context) -> String {
    let [before, quote, after] = [&context.before, &context.quote, &context.after].map(|s| escaped(s));
    format!("<blockquote>{before}<mark>{quote}</mark>{after}</blockquote>\n")
}

fn unread(report: &Report) -> String {
    if report.unread.is_empty() {
        return String::new();
    }
    let row = |it: &super::UnreadRow| {
        let (path, reason, advice) = (escaped(&it.path), escaped(&it.reason), escaped(&it.advice));
        format!("<tr><td>{path}</td><td>{reason}</td><td>{advice}</td></tr>\n")
    };
    let rows: String = report.unread.iter().map(row).collect();
    let head = "<thead><tr><th>文件</th><th>原因</th><th>处理办法</th></tr></thead>";
    format!("<h2>未读取的文件（未检查）</h2>\n<table>\n{head}\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn unchecked(report: &Report) -> String {
    let lines: Vec<_> = words::unchecked(report).into_iter().map(|it| words::unchecked_line(report, it)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
    format!("<h2>未检查的事项</h2>\n<ul>\n{lines}</ul>\n")
}
