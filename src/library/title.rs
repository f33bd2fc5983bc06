//! Of what law a text is: its title without what file names and databases add.

use crate::lawbook::Lawbook;
use crate::text::{fold, is_blank};

const STATE: &str = "中华人民共和国";

/// The title as it is compared: blanks and widths folded, 中华人民共和国 left out.
pub fn key(title: &str) -> String {
    let folded = bare(title);
    folded.strip_prefix(STATE).filter(|rest| !rest.is_empty()).map_or(folded.clone(), str::to_owned)
}

/// Without 《》, blanks, and what says only which version it is: （2021年修订）, (2024-12-06), （2018年修正文本）.
pub fn bare(title: &str) -> String {
    let folded = fold(title);
    let mut title = folded.trim_start_matches(['-', '《', '*', '#']).trim_end_matches(['》', '*']);
    while let Some((before, inside)) = title.strip_suffix('）').and_then(|rest| rest.rsplit_once('（')) {
        if before.is_empty() || !is_version(inside) {
            break;
        }
        title = before;
    }
    title.to_owned()
}

/// 2021年修订, 2018年修正文本, 2024-12-06, 已被修改
fn is_version(inside: &str) -> bool {
    const WORDS: [&str; 7] = ["修订", "修正", "修改", "文本", "公布", "施行", "有效"];
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '年' | '月' | '日'));
    let is_dated = rest.len() < inside.len();
    let is_draft = ["草案", "征求意见"].iter().any(|word| inside.contains(word));
    !is_draft && (is_dated && rest.is_empty() || WORDS.iter().any(|word| rest.contains(word)) || rest == "年")
}

/// A decision that changes other laws, and no version of one: 关于修改……的决定, 刑法修正案（十一）.
pub fn is_amendment(title: &str) -> bool {
    let title = fold(title);
    let base = title.split('（').next().unwrap_or_default();
    let is_decision = title.contains("的决定") || title.contains("的决议");
    let amends =
        ["关于修改", "关于废止", "关于修订", "关于宣布失效", "关于修正"].iter().any(|word| title.contains(word));
    base.ends_with("修正案") || is_decision && amends
}

/// The title of a text, from its head or the name of its file, as the law index writes it where that knows the law.
pub fn of(head: Option<&str>, file: &str, lawbook: &Lawbook) -> Option<String> {
    let head = head.map(bare).filter(|title| !title.is_empty());
    let known = |title: &str| lawbook.find(title).map(|law| law.title.to_owned());
    match head {
        Some(title) if is_title(&title) => {
            // A long title stands on two lines, and the head gave the last of them.
            let whole = || pieces(file).iter().find_map(|piece| known(piece)).filter(|whole| whole.ends_with(&title));
            Some(known(&title).or_else(whole).unwrap_or(title))
        }
        head => {
            let pieces = pieces(file);
            let found = pieces.iter().find_map(|piece| known(piece));
            found.or_else(|| pieces.into_iter().find(|piece| is_title(piece))).or(head)
        }
    }
}

/// What laws and regulations are called at the end.
fn is_title(title: &str) -> bool {
    const ENDS: [&str; 17] = [
        "法", "法典", "条例", "规定", "办法", "细则", "规则", "决定", "决议", "解释", "通则", "准则", "标准", "意见",
        "章程", "纲要", "批复",
    ];
    let base = title.split('（').next().unwrap_or_default();
    ENDS.iter().any(|end| base.ends_with(end)) && title.chars().count() >= 2
}

/// 001_中华人民共和国证券法_国家法律法规数据库.docx → the parts of the name that are words.
fn pieces(file: &str) -> Vec<String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let pieces = stem.split(['_', '+']).map(|piece| piece.trim_matches(is_blank));
    let pieces = pieces
        .map(|piece| bare(piece.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '、' | '.' | '-'))));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// The day in the name of a file: X_20201017.txt, X(2024-12-06).md, X（2024年12月6日）.docx.
pub fn day(file: &str) -> Option<crate::date::Date> {
    let folded = fold(file);
    folded.char_indices().find_map(|(at, c)| {
        let starts = c.is_ascii_digit() && !folded[..at].ends_with(|c: char| c.is_ascii_digit());
        let rest = folded.get(at..).filter(|_| starts)?;
        crate::date::read(rest).map(|(day, _)| day).or_else(|| compact(rest))
    })
}

/// 20201017
fn compact(s: &str) -> Option<crate::date::Date> {
    let digits = s.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    if s[8..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    crate::date::read(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])).map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn titles_lose_what_files_add() {
        for (written, meant) in [
            ("-中华人民共和国甲法", "中华人民共和国甲法"),
            ("甲法（2018年修正文本）", "甲法"),
            ("甲条例(2024-12-06)", "甲条例"),
            ("《甲 办法（试行）（2021年修订）》", "甲办法（试行）"),
            ("甲规则（二）", "甲规则（二）"),
            ("甲法（修订草案征求意见稿）", "甲法（修订草案征求意见稿）"),
        ] {
            assert_eq!(bare(written), meant, "{written}");
        }
        assert_eq!(key("中华人民共和国甲法"), key("甲法"));
    }

    #[test]
    fn a_file_name_helps_where_the_head_does_not() {
        let book = Lawbook::built_in();
        let of = |head, file| of(head, file, &book);
        assert_eq!(of(Some("行政处罚法"), "x.txt").as_deref(), Some("中华人民共和国行政处罚法"));
        assert_eq!(of(Some("第一编 总则"), "001_行政处罚法_数据库.docx").as_deref(), Some("中华人民共和国行政处罚法"));
        assert_eq!(of(None, "青溪县市场管理办法_20240101.txt").as_deref(), Some("青溪县市场管理办法"));
    }

    #[test]
    fn days_in_file_names() {
        assert_eq!(day("甲法_20201017.txt"), Some(date(2020, 10, 17)));
        assert_eq!(day("甲条例(2024-12-06).md"), Some(date(2024, 12, 6)));
        assert_eq!(day("甲（2024年2月1日）.docx"), Some(date(2024, 2, 1)));
        assert_eq!(day("001_甲法.docx"), None);
        assert_eq!(day("甲法_2020101712.txt"), None);
    }

    #[test]
    fn amendments_are_no_versions() {
        for title in [
            "全国人民代表大会常务委员会关于修改《甲法》的决定",
            "甲法修正案（十一）",
            "国务院关于修改和废止部分条例的决定",
        ] {
            assert!(is_amendment(title), "{title}");
        }
        assert!(!is_amendment("关于加强预算审查监督的决定"));
        assert!(!is_amendment("甲法"));
    }
}
