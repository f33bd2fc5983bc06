//! An iCalendar file (RFC 5545) of the days on which documents end and on which their evaluation begins.

use super::Report;
use crate::date::Date;
use crate::sweep::Row;

/// Days to come of documents that have force.
pub fn calendar(report: &Report) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//fashen//sweep//ZH".to_owned(),
        "X-WR-CALNAME:规范性文件到期和评估".to_owned(),
    ];
    let mut events: Vec<(Date, &str, &Row)> = Vec::new();
    for row in report.documents.iter().filter(|row| !row.state.is_over()) {
        // The earlier reading: a reminder must not come a day late.
        let end = row.expires.no_earlier_than.or(row.expires.no_later_than);
        let days = [(end, "届满"), (row.evaluation, "开始评估")];
        events.extend(days.into_iter().filter_map(|(day, what)| Some((day?, what, row))));
    }
    events.retain(|(day, ..)| day.to_string() >= report.as_of);
    events.sort_by(|a, b| (a.0, a.1, &a.2.path).cmp(&(b.0, b.1, &b.2.path)));
    let stamp = report.as_of.replace('-', "");
    for (n, (day, what, row)) in events.into_iter().enumerate() {
        lines.extend(event(day, what, row, &stamp, n));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line) + "\r\n").collect()
}

fn event(day: Date, what: &str, row: &Row, stamp: &str, n: usize) -> [String; 8] {
    let number = row.document_number.as_ref().map_or_else(String::new, |number| format!("（{number}）"));
    let unit = row.unit.as_deref().unwrap_or("责任单位不明");
    let next = day.tomorrow().unwrap_or(day);
    [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{stamp}-{n}@fashen"),
        format!("DTSTAMP:{stamp}T000000Z"),
        format!("DTSTART;VALUE=DATE:{}", day.to_string().replace('-', "")),
        format!("DTEND;VALUE=DATE:{}", next.to_string().replace('-', "")),
        format!("SUMMARY:{}", escape(&format!("{what}：{}{number}", row.title))),
        format!("DESCRIPTION:{}", escape(&format!("{unit}\n{}", row.path))),
        "END:VEVENT".to_owned(),
    ]
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n").replace('\r', "")
}

/// No line is longer than 75 bytes; what goes on begins with a blank.
fn fold(line: &str) -> String {
    const LONGEST: usize = 74;
    let (mut out, mut used) = (String::new(), 0);
    for c in line.chars() {
        if used + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out
}
