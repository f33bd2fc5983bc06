//! Markdown: what an office mails round. The drafter's words are escaped, so that they cannot become marks.

use super::{Context, FileRow, FindingRow, Report, words};

pub fn markdown(report: &Report) -> String {
    let mut out = format!("# 规范性文件检查结果\n\n**{}**\n\n{}\n\n", words::result(report), words::grounds(report));
    out.extend(report.files.iter().map(file));
    out.push_str(&unread(report));
    out.push_str(&unchecked(report));
    out.extend(words::skipped(report.skipped).map(|skipped| format!("{skipped}\n\n")));
    out.push_str(&format!("> {}\n", words::CAVEAT));
    out
}

fn file(file: &FileRow) -> String {
    let mut out = format!("## {}\n\n文件：{}\n\n", escaped(&words::title(file)), escaped(&file.path));
    out.extend(file.triage.line(file.kind).map(|line| format!("{}\n\n", escaped(&line))));
    if file.findings.is_empty() {
        out.push_str(&format!("{}\n\n", words::NOTHING));
    } else {
        out.push_str(&format!("{}\n\n", words::counts(file.findings.iter())));
    }
    out.extend(file.findings.iter().enumerate().map(|(at, it)| finding(at + 1, it)));
    out
}

fn finding(number: usize, finding: &FindingRow) -> String {
    let head = format!("{number}．{}　{}", words::place(finding), finding.title);
    let mut out = format!("### {}\n\n**{}**　{}\n\n", escaped(&head), words::mark(finding), escaped(&finding.message));
    if finding.span.is_some() {
        out.push_str(&format!("> {}\n\n", quotation(&finding.context)));
    }
    let lines = [("依据", words::basis(&finding.basis)), ("建议", finding.advice.clone())];
    let related = finding.related.iter().map(|it| ("参见", format!("{} {} {}", it.path, it.place, it.note)));
    for (name, words) in lines.into_iter().chain(related).filter(|(_, words)| !words.is_empty()) {
        out.push_str(&format!("- {name}：{}\n", escaped(words.trim())));
    }
    for (source, text) in words::quotations(&finding.basis) {
        let lines = text.split('\n').map(|line| format!("  > {}\n", escaped(line)));
        out.push_str(&format!("- 原文：{}\n\n{}\n", escaped(&source), lines.collect::<Vec<_>>().join("  >\n")));
    }
    out.push_str(&format!("- 规则：`{}`\n\n", finding.rule));
    out
}

fn quotation(context: &Context) -> String {
    format!("{}**【{}】**{}", escaped(&context.before), escaped(&context.quote), escaped(&context.after))
}

fn unread(report: &Report) -> String {
    if report.unread.is_empty() {
        return String::new();
    }
    let mut out = "## 未读取的文件（未检查）\n\n| 文件 | 原因 | 处理办法 |\n| --- | --- | --- |\n".to_owned();
    let row = |it: &super::UnreadRow| format!("| {} | {} | {} |\n", escaped(&it.path), escaped(&it.reason), it.advice);
    out.extend(report.unread.iter().map(row));
    out.push('\n');
    out
}

fn unchecked(report: &Report) -> String {
    let lines: Vec<_> = words::unchecked(report).into_iter().map(|it| words::unchecked_line(report, it)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| format!("- {}\n", escaped(line))).collect();
    format!("## 未检查的事项\n\n{lines}\n")
}

pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
