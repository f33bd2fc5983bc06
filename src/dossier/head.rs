//! Titles: the first lines of a file, and what they end with. A Chinese title says at its end what the thing is, and
//! between 《》 what it is about.

use crate::text::{MatchView, Text};

/// Lines of a title.
const MOST_LINES: usize = 5;
/// Characters beyond which a line is no title.
const LONGEST: usize = 90;

/// The title as it grows line by line; a broken title is whole in the last one.
pub fn titles(text: &Text) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    let views = text.blocks().iter().filter(|block| block.kind.is_body()).map(|block| MatchView::new(text, block.span));
    let lines = views.map(|view| view.as_str().to_owned()).filter(|line| !line.is_empty() && !is_annex(line));
    for line in lines.take(MOST_LINES).take_while(|line| is_title(line)) {
        let before = titles.last().map_or("", String::as_str);
        titles.push(format!("{before}{line}"));
    }
    titles
}

fn is_title(line: &str) -> bool {
    let is_numbered = line.split_once(['、', '.', '）']).is_some_and(|(head, _)| {
        let head = head.trim_start_matches('（');
        !head.is_empty() && head.chars().count() <= 3 && head.chars().all(crate::numeral::is_numeral)
    });
    let is_provision = line.starts_with('第') && line.chars().take(6).any(|c| matches!(c, '条' | '章'));
    !(is_numbered || is_provision || line.contains(['。', '；', '：']) || line.chars().count() > LONGEST)
}

/// 附件2, 附件：
fn is_annex(line: &str) -> bool {
    line.chars().count() <= 6 && line.starts_with("附")
}

/// A title without what stands in 《》 and without remarks and numbers at its end: 关于《》的起草说明.
pub fn bare(title: &str) -> String {
    let mut rest = masked(title);
    loop {
        let shorter = without_remark(&rest).trim_end_matches(|c: char| c.is_ascii_digit() || "-_.、— ".contains(c));
        if shorter.len() == rest.len() || shorter.is_empty() {
            return rest;
        }
        rest = shorter.to_owned();
    }
}

/// 《…》 emptied; a mark without its twin, as in a broken line, takes all on its side.
fn masked(title: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in title.chars() {
        match c {
            '《' => {
                depth += 1;
                out.push(c);
            }
            '》' if depth == 0 => out = "《》".to_owned(),
            '》' => {
                depth -= 1;
                out.push(c);
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

fn without_remark(s: &str) -> &str {
    for (open, close) in [('（', '）'), ('〔', '〕'), ('【', '】'), ('[', ']')] {
        if let Some(at) = s.strip_suffix(close).and_then(|inner| inner.rfind(open)) {
            return &s[..at];
        }
    }
    s
}

/// Whether a bare title ends with a word; `…` in the word stands for what lies between its parts.
pub fn ends_with(bare: &str, word: &str) -> bool {
    let mut parts: Vec<&str> = word.split('…').collect();
    let Some(rest) = parts.pop().and_then(|last| bare.strip_suffix(last)) else { return false };
    let mut at = 0;
    parts.into_iter().all(|part| match rest[at..].find(part) {
        Some(found) => {
            at += found + part.len();
            true
        }
        None => false,
    })
}

/// What a document is called, for telling whether two are the same: no place of printing, no state, no 暂行.
pub fn core(title: &str) -> String {
    let inner = title.find('《').and_then(|open| {
        let rest = &title[open + '《'.len_utf8()..];
        rest.find('》').map(|end| &rest[..end])
    });
    let bare = bare(inner.unwrap_or(title));
    let bare = bare.strip_prefix("关于印发").unwrap_or(&bare);
    settled(&bare.chars().filter(|c| !"《》（）".contains(*c)).collect::<String>())
}

/// Without 暂行 and 试行: a document that is no longer on trial has the same name.
pub fn settled(text: &str) -> String {
    text.replace("暂行", "").replace("试行", "")
}

/// Whether two titles name the same document.
pub fn same(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 6;
    let (a, b) = (core(a), core(b));
    let is_within = |part: &str, whole: &str| part.chars().count() >= SHORTEST && whole.ends_with(part);
    !a.is_empty() && (a == b || is_within(&a, &b) || is_within(&b, &a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_at_its_end_what_it_is() {
        assert!(ends_with(&bare("关于《听证办法（送审稿）》的起草说明（修改）"), "起草说明"));
        assert!(ends_with(&bare("监督管理办法》及配套规则修订说明"), "修订说明"));
        assert!(ends_with(&bare("关于公开征求《办法》意见的公告"), "征求…意见的公告"));
        assert!(!ends_with(&bare("听证办法（送审稿）"), "听证"));
    }

    #[test]
    fn states_of_one_document_are_the_same() {
        assert!(same("青溪县停车管理办法（送审稿）", "青溪县停车管理暂行办法"));
        assert!(same("青溪县人民政府关于印发《青溪县停车管理办法》的通知", "停车管理办法（征求意见稿）"));
        assert!(!same("青溪县停车管理办法", "青溪县户外广告管理办法"));
    }
}
