//! What a comment says, and the mark at its end by which a later run knows it again.

use super::anchor::Hold;
use super::names::Names;
use crate::finding::{CitedBasis, Finding};
use crate::ooxml::escape;
use crate::text::Text;

/// Ours, at the end of each comment: 【法审 content/sets-penalty 1:0123456789abcdef】. Plain words outlive every program
/// that saves the file anew.
const MARK: &str = "【法审 ";

/// The rule and the fingerprint behind a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub rule: String,
    pub fingerprint: String,
}

impl Mark {
    /// The mark in the words of a comment, wherever an editor left it.
    pub fn read(words: &str) -> Option<Mark> {
        let (_, rest) = words.rsplit_once(MARK)?;
        let (rule, fingerprint) = rest.split_once('】')?.0.split_once(' ')?;
        Some(Mark { rule: rule.trim().to_owned(), fingerprint: fingerprint.trim().to_owned() })
    }
}

/// How a suggested replacement appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// As a tracked change (修订).
    Tracked,
    /// Only in the comment.
    Said,
}

/// The paragraphs of a comment.
pub fn lines(finding: &Finding, text: &Text, hold: Hold, suggestion: Option<Suggestion>) -> Vec<String> {
    let head = format!("【{}·{}】{}", finding.grade.chinese(), finding.confidence.chinese(), finding.title);
    let mut lines = vec![head, finding.message.clone()];
    lines.extend(where_it_is(finding, text, hold));
    let related = finding.related.iter().filter(|related| related.path.is_empty() || !related.note.is_empty());
    lines.extend(related.map(|related| {
        let words = if related.path.is_empty() { text.slice(related.span) } else { related.path.as_str() };
        format!("相关：{}“{words}”{}", related.place, related.note)
    }));
    if !finding.basis.is_empty() {
        lines.push(format!("依据：{}", finding.basis.iter().map(basis).collect::<Vec<_>>().join("；")));
    }
    if !finding.advice.is_empty() {
        lines.push(format!("建议：{}", finding.advice));
    }
    lines.extend(suggested(finding, text, suggestion));
    lines.push(format!("{MARK}{} {}】", finding.rule, finding.fingerprint));
    lines
}

/// Said where the comment does not hang on the words themselves.
fn where_it_is(finding: &Finding, text: &Text, hold: Hold) -> Option<String> {
    let words = finding.span.map_or("", |span| text.slice(span)).replace('\n', " ");
    match hold {
        Hold::Words => None,
        Hold::Near if words.is_empty() => None,
        Hold::Near => Some(format!("原文：“{words}”（含自动编号、公式或者内容控件，批注标在相连的文字上）")),
        Hold::TextBox => Some(format!("原文在文本框里：“{words}”（文本框里不能加批注，标在文本框所在处）")),
        Hold::Footnote => Some(format!("原文在脚注里：“{words}”（脚注里不能加批注，标在注码处）")),
        Hold::Endnote => Some(format!("原文在尾注里：“{words}”（尾注里不能加批注，标在注码处）")),
        Hold::Margin => Some(format!("原文在页眉、页脚里：“{words}”（那里不能加批注，标在标题处）")),
        Hold::Document => Some("针对全文，不是针对这几个字。".to_owned()),
    }
}

fn suggested(finding: &Finding, text: &Text, suggestion: Option<Suggestion>) -> Option<String> {
    let replacement = finding.replacement.as_ref()?;
    let (old, new) = (text.slice(replacement.span), &replacement.with);
    let change = if new.is_empty() { format!("删去“{old}”") } else { format!("“{old}”改为“{new}”") };
    Some(match suggestion? {
        Suggestion::Tracked => format!("修订：已用修订方式把{change}，请接受或者拒绝。"),
        Suggestion::Said => format!("修改：{change}（此处不便写成修订，请手工修改）。"),
    })
}

/// 《…法》第十六条（现行有效性未核）
fn basis(basis: &CitedBasis) -> String {
    let law = if basis.law.starts_with('《') { basis.law.clone() } else { format!("《{}》", basis.law) };
    let force = match basis.in_force {
        Some(true) => "",
        Some(false) => "（已失效或者尚未施行）",
        None => "（现行有效性未核）",
    };
    format!("{law}{}{force}", basis.article)
}

/// `w:comment`. Its paragraphs carry their own look: a draft's body style (三号, indented) has no place in a margin.
pub fn comment(names: &Names, attributes: &[(&str, &str)], lines: &[String]) -> String {
    let empty = |name: &str, attributes: &[(&str, &str)]| names.open(name, attributes) + "/>";
    let wrap = |name: &str, inside: &str| format!("{}>{inside}{}", names.open(name, &[]), names.close(name));
    let spacing = [("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")];
    let indent = [("left", "0"), ("firstLineChars", "0"), ("firstLine", "0")];
    let look = [empty("spacing", &spacing), empty("ind", &indent), empty("jc", &[("val", "left")])].concat();
    let size = wrap("rPr", &empty("sz", &[("val", "18")]));
    let mut out = names.open("comment", attributes) + ">";
    for (number, line) in lines.iter().enumerate() {
        let reference = if number == 0 { wrap("r", &empty("annotationRef", &[])) } else { String::new() };
        let line = line.replace(['\n', '\r', '\t'], " ");
        let words = format!("{} xml:space=\"preserve\">{}{}", names.open("t", &[]), escape(&line), names.close("t"));
        let run = wrap("r", &format!("{size}{words}"));
        out.push_str(&wrap("p", &format!("{}{reference}{run}", wrap("pPr", &look))));
    }
    out + &names.close("comment")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back() {
        let mark = Mark::read("甲【法审 x】乙。【法审 content/sets-penalty 1:0a】 ").unwrap();
        assert_eq!((mark.rule.as_str(), mark.fingerprint.as_str()), ("content/sets-penalty", "1:0a"));
        assert_eq!(Mark::read("【法审 无】"), None);
        assert_eq!(Mark::read("【律师 a b】"), None);
    }
}
