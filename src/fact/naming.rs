//! Whether words without 《》 name a document: what stands before and behind decides.

use std::ops::Range;

use super::citation::KINDS;

/// Whether a law's name at `range` is that law, and no piece of other words.
pub(super) fn is_law(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    ends_there(&text[range.end..]) && begins_there(&text[..range.start], name)
}

/// A name that the document declared itself needs no word that introduces it.
pub(super) fn is_declared(text: &str, range: &Range<usize>) -> bool {
    ends_there(&text[range.end..]) && !follows_place(&text[..range.start])
}

/// 云岭市城市绿化条例 is not the 城市绿化条例.
fn follows_place(before: &str) -> bool {
    before.ends_with(['省', '市', '县', '区', '州', '旗', '盟'])
}

/// 合同法律关系, 合同法院, 刑法修正案, 行政复议法实施条例 go on.
fn ends_there(behind: &str) -> bool {
    const OTHER: [&str; 20] = [
        "律",
        "院",
        "官",
        "人",
        "庭",
        "制",
        "治",
        "学",
        "典",
        "令",
        "域",
        "系",
        "务",
        "理",
        "医",
        "师",
        "术",
        "修正案",
        "草案",
        "（草案",
    ];
    let goes_on = OTHER.iter().any(|word| behind.starts_with(word));
    let is_rules = behind.starts_with('规') && !behind.starts_with("规定");
    let is_legal = behind.starts_with('定') && !behind.starts_with("定罪");
    let is_lower = behind.strip_prefix("实施").is_some_and(|rest| KINDS.iter().any(|kind| rest.starts_with(kind)));
    !(goes_on || is_rules || is_legal || is_lower)
}

fn begins_there(before: &str, name: &str) -> bool {
    /// Longer names are told by themselves, unless a place stands before them.
    const SHORT_CHARACTERS: usize = 3;
    if name.starts_with("中华人民共和国") {
        return true;
    }
    if follows_place(before) {
        return false;
    }
    name.chars().count() > SHORT_CHARACTERS || is_introduced(before)
}

/// Whether a name can begin here: after a sign, or after a word that takes a document.
pub(super) fn is_introduced(before: &str) -> bool {
    const WORDS: [&str; 36] = [
        "依照",
        "依据",
        "根据",
        "按照",
        "遵照",
        "违反",
        "触犯",
        "符合",
        "适用",
        "遵守",
        "执行",
        "实施",
        "贯彻",
        "我国",
        "中国",
        "和",
        "与",
        "及",
        "或",
        "或者",
        "以及",
        "由",
        "对",
        "在",
        "是",
        "以",
        "除",
        "为",
        "依",
        "按",
        "据",
        "因",
        "不属于",
        "属于",
        "构成",
        "修改",
    ];
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    before.chars().next_back().is_none_or(|c| !is_han(c)) || WORDS.iter().any(|word| before.ends_with(word))
}

/// Whether a declared short name stands for a document: 民诉法, 指导意见; not 广告设施.
pub(super) fn is_short_title(name: &str) -> bool {
    ends_as_title(name)
}

/// 行政处罚法, 上述规定: what stands right before is a document, known or not.
pub(super) fn ends_as_title(before: &str) -> bool {
    KINDS.iter().any(|kind| before.ends_with(kind))
}

/// 条例, 办法, 意见: short names that are ordinary words too.
pub(super) fn is_ordinary(name: &str) -> bool {
    KINDS.contains(&name)
}
