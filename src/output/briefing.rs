//! What a review comes to, on one screen: what was reviewed, counts, what is missing, what only the reviewer can answer,
//! the conclusions to choose from, what to do next.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::plain::visible;

const BOLD: &str = "\x1b[1m";
const FAINT: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";
/// Items named on a line; the rest is counted.
const NAMED: usize = 6;
/// Columns below which lines are not cut further.
const NARROWEST: usize = 40;

/// The results of a review, in words.
pub struct Briefing {
    pub title: String,
    pub draft: String,
    pub kind: String,
    /// 材料: recognised, unknown, unreadable, copies.
    pub materials: Option<String>,
    pub counts: String,
    pub missing: Vec<String>,
    /// 待核
    pub open: Vec<String>,
    pub questions: Vec<String>,
    pub unchecked: usize,
    pub deadline: Option<String>,
    pub candidates: Vec<String>,
    pub next: Vec<String>,
    pub caveat: &'static str,
}

/// Lines for a terminal of that width.
pub fn terminal(briefing: &Briefing, width: usize) -> String {
    let line = |name: &str, what: &str| format!("{BOLD}{name}{RESET}　{}\n", clipped(what, width, name.width() + 2));
    let list = |name: &str, items: &[String]| match items.len() {
        0 => String::new(),
        n if n > NAMED => line(name, &format!("{}等{n}项", items[..NAMED].join("、"))),
        _ => line(name, &items.join("、")),
    };
    let mut out = line("送审稿", &format!("《{}》{}　{}", briefing.title, briefing.kind, briefing.draft));
    out.extend(briefing.materials.iter().map(|what| line("材料　", what)));
    out.push_str(&line("问题　", &briefing.counts));
    out.push_str(&list("缺少　", &briefing.missing));
    out.push_str(&list("待核　", &briefing.open));
    out.extend(briefing.questions.iter().map(|what| line("请确认", what)));
    out.push_str(&line("未检查", &format!("{}项，见意见书", briefing.unchecked)));
    out.extend(briefing.deadline.iter().map(|what| line("期限　", what)));
    if !briefing.candidates.is_empty() {
        let boxes: Vec<_> = briefing.candidates.iter().map(|label| format!("□ {label}")).collect();
        out.push_str(&line("结论　", &format!("{}（由审查人员选定）", boxes.join("　"))));
    }
    let next = briefing.next.iter().enumerate();
    out.extend(next.map(|(at, what)| line(if at == 0 { "下一步" } else { "　　　" }, &format!("{}. {what}", at + 1))));
    format!("{out}{FAINT}{}{RESET}\n", briefing.caveat)
}

/// Cut to the width that is left, with … at the end.
fn clipped(what: &str, width: usize, taken: usize) -> String {
    let room = width.saturating_sub(taken).max(NARROWEST);
    let shown = visible(what);
    if shown.width() <= room {
        return shown;
    }
    let mut out = String::new();
    let mut used = 0;
    for c in shown.chars() {
        used += c.width().unwrap_or(0);
        if used + 2 > room {
            break;
        }
        out.push(c);
    }
    out + "……"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_fits_a_screen_however_much_is_missing() {
        let many: Vec<String> = (0..40).map(|n| format!("材料{n}")).collect();
        let briefing = Briefing {
            title: "很长的名称".repeat(30),
            draft: "稿.docx".to_owned(),
            kind: "（行政规范性文件）".to_owned(),
            materials: Some("认出12件".to_owned()),
            counts: "违法1处".to_owned(),
            missing: many.clone(),
            open: many.clone(),
            questions: many[..3].to_vec(),
            unchecked: 50,
            deadline: None,
            candidates: vec!["合法".into(), "不合法".into()],
            next: many[..4].to_vec(),
            caveat: "",
        };
        let shown = terminal(&briefing, 80);
        assert!(shown.lines().count() <= 24, "{shown}");
        assert!(shown.contains("等40项") && shown.contains("□ 不合法"), "{shown}");
        let plain = shown.replace(BOLD, "").replace(RESET, "").replace(FAINT, "");
        assert!(plain.lines().all(|line| line.width() <= 80), "{plain}");
    }
}
