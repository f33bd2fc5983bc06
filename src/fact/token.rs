//! The words of a passage that matter for citations and references, left to right.

use std::ops::Range;

use super::citation::Via;
use super::naming;
use super::pointer::{ArticleRef, article_ref};
use crate::document::Level;
use crate::lawbook::Lawbook;
use crate::lexicon::lexer::Lexer;
use crate::numeral;
use memchr::memmem;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A document by its name; the title meant.
    Document { title: String, via: Via },
    /// 国办发〔2018〕37号
    Number,
    /// 本办法
    Own,
    /// 本条, 本款
    Here(Level),
    /// 本章, 本节
    HereDivision(Level),
    /// 前款, 前两条, 前三项
    Before { count: u32, level: Level },
    /// 该条例, 该办法
    ThatOne,
    /// 第十条第二款, 第二项
    Pointer(ArticleRef),
    /// 第三章
    Division { level: Level, number: u32 },
}

/// A short name that the document declared for another.
#[derive(Clone, Debug)]
pub(super) struct Short {
    pub name: String,
    pub title: String,
}

pub(super) type Placed = (Range<usize>, Token);

/// All tokens, none inside another.
pub(super) fn tokens(text: &str, lawbook: &Lawbook, shorts: &[Short]) -> Vec<Placed> {
    let mut found = Vec::new();
    let (mut pointed, mut has_titles) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '《' => has_titles = true,
            '号' => found.extend(number(text, at)),
            '本' => found.extend(own(text, at)),
            '前' => found.extend(before(text, at)),
            '该' => found.extend(that_one(text, at)),
            '第' if at >= pointed => {
                let pointer = pointer(text, at);
                pointed = pointer.as_ref().map_or(pointed, |(range, _)| range.end);
                found.extend(pointer);
            }
            _ => {}
        }
    }
    if has_titles {
        titles(text, shorts, &mut found);
    }
    names(text, lawbook, &mut found);
    declared(text, shorts, &mut found);
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_free = range.start >= end;
        end = if is_free { range.end } else { end };
        is_free
    });
    found
}

fn titles(text: &str, shorts: &[Short], found: &mut Vec<Placed>) {
    for (start, end) in Lexer::Title.tokens(text) {
        let written = &text[start + '《'.len_utf8()..end - '》'.len_utf8()];
        let short = shorts.iter().rev().find(|short| short.name == written);
        let (title, via) = short.map_or((written, Via::Marks), |short| (short.title.as_str(), Via::Short));
        found.push((start..end, Token::Document { title: title.to_owned(), via }));
    }
}

fn names(text: &str, lawbook: &Lawbook, found: &mut Vec<Placed>) {
    let named = lawbook.laws_in(text).filter(|(_, range)| naming::is_law(text, range));
    found.extend(named.map(|(law, range)| (range, Token::Document { title: law.title.to_owned(), via: Via::Name })));
}

fn declared(text: &str, shorts: &[Short], found: &mut Vec<Placed>) {
    for short in shorts {
        for at in memmem::find_iter(text.as_bytes(), &short.name) {
            let range = at..at + short.name.len();
            let is_meant = if naming::is_ordinary(&short.name) {
                naming::is_introduced(&text[..at]) && text[range.end..].starts_with('第')
            } else {
                naming::is_declared(text, &range)
            };
            if is_meant {
                found.push((range, Token::Document { title: short.title.clone(), via: Via::Short }));
            }
        }
    }
}

/// 国发〔2020〕1号, 国务院令第722号
fn number(text: &str, at: usize) -> Option<Placed> {
    let end = at + '号'.len_utf8();
    number_before(&text[..end]).map(|start| (start..end, Token::Number))
}

/// Where the document number that ends `text` begins.
pub(super) fn number_before(text: &str) -> Option<usize> {
    let digits = |s: &str| s.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text.strip_suffix('号')?;
    let serial = digits(rest);
    if serial == rest.len() {
        return None;
    }
    let rest = rest[..serial].strip_suffix('第').unwrap_or(&rest[..serial]);
    if let Some(before) = rest.strip_suffix('令') {
        let issuer = ["中华人民共和国国务院", "国务院"].iter().find(|issuer| before.ends_with(**issuer))?;
        return Some(before.len() - issuer.len());
    }
    let rest = rest.strip_suffix(['〕', '］', ']', '】', '﹞', '）'])?;
    let year = digits(rest);
    let before = rest[..year].strip_suffix(['〔', '［', '[', '【', '﹝', '（'])?;
    let is_sign = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let sign = before.trim_end_matches(is_sign).len();
    let words = ["按照", "依照", "根据", "依据", "执行", "印发", "和", "及", "与", "的"];
    let behind = words.iter().filter_map(|word| before[sign..].rfind(word).map(|at| sign + at + word.len())).max();
    let sign = behind.unwrap_or(sign);
    let characters = before[sign..].chars().count();
    (rest.len() - year == 4 && (2..=12).contains(&characters)).then_some(sign)
}

/// 本办法, 本条, 本章
fn own(text: &str, at: usize) -> Option<Placed> {
    let rest = &text[at + '本'.len_utf8()..];
    for (word, token) in [
        ("条", Token::Here(Level::Article)),
        ("款", Token::Here(Level::Paragraph)),
        ("项", Token::Here(Level::Item)),
        ("章", Token::HereDivision(Level::Chapter)),
        ("节", Token::HereDivision(Level::Section)),
    ] {
        let is_compound = rest.starts_with("条例") || rest.starts_with("条件") || rest.starts_with("项目");
        // 具备以下基本条件, 成本项目
        let is_here =
            rest.starts_with(word) && !is_compound && !text[..at].ends_with(['基', '成', '根', '样', '版', '文']);
        if is_here {
            return Some((at..at + '本'.len_utf8() + word.len(), token));
        }
    }
    let prefix = ["实施", "暂行", "试行", "管理", "工作", "具体"].iter().find(|prefix| rest.starts_with(**prefix));
    let prefix = prefix.map_or(0, |prefix| prefix.len());
    let kind = OWN.iter().filter(|kind| rest[prefix..].starts_with(**kind)).map(|kind| kind.len()).max()?;
    Some((at..at + '本'.len_utf8() + prefix + kind, Token::Own))
}

/// What a document calls itself after 本.
const OWN: [&str; 29] = [
    "法",
    "法典",
    "条例",
    "办法",
    "规定",
    "若干规定",
    "细则",
    "规则",
    "规程",
    "规范",
    "解释",
    "决定",
    "通知",
    "通告",
    "公告",
    "意见",
    "若干意见",
    "措施",
    "若干措施",
    "方案",
    "制度",
    "准则",
    "指引",
    "标准",
    "基准",
    "章程",
    "指导意见",
    "程序",
    "预案",
];

/// 前款, 前两款, 前二条; not 前年, 之前条件
fn before(text: &str, at: usize) -> Option<Placed> {
    let behind = &text[at + '前'.len_utf8()..];
    let (count, taken) = numeral::read(behind).unwrap_or((1, 0));
    let rest = &behind[taken..];
    let unit = rest.chars().next()?;
    let level = match unit {
        '款' => Level::Paragraph,
        '条' if !rest.starts_with("条件") => Level::Article,
        '项' if !rest.starts_with("项目") => Level::Item,
        _ => return None,
    };
    let is_time = text[..at].ends_with(['之', '以', '目', '提', '事', '此', '日']);
    let end = at + '前'.len_utf8() + taken + unit.len_utf8();
    (!is_time && (1..20).contains(&count)).then_some((at..end, Token::Before { count, level }))
}

/// 该法第十条, 该条例第三章
fn that_one(text: &str, at: usize) -> Option<Placed> {
    let rest = &text[at + '该'.len_utf8()..];
    let kind = OWN.iter().filter(|kind| rest.starts_with(**kind)).map(|kind| kind.len()).max()?;
    rest[kind..].starts_with('第').then_some((at..at + '该'.len_utf8() + kind, Token::ThatOne))
}

fn pointer(text: &str, at: usize) -> Option<Placed> {
    let read = article_ref(&text[at..]).map(|(pointer, taken)| (Token::Pointer(pointer), taken));
    let (token, taken) = read.or_else(|| division(&text[at..]))?;
    Some((at..at + taken, token))
}

/// 第三章, 第二节
fn division(s: &str) -> Option<(Token, usize)> {
    let rest = s.strip_prefix('第')?;
    let (number, taken) = numeral::read(rest)?;
    let unit = rest[taken..].chars().next()?;
    let level = match unit {
        '编' => Level::Part,
        '章' => Level::Chapter,
        '节' => Level::Section,
        _ => return None,
    };
    Some((Token::Division { level, number }, '第'.len_utf8() + taken + unit.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        let lawbook = Lawbook::built_in();
        tokens(text, &lawbook, &[]).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn numbers_of_documents() {
        let text = "按照国办发〔2018〕37号、中发[2000]7号文和国务院令第722号，电话12号、门牌第3号";
        assert_eq!(seen(text), ["国办发〔2018〕37号", "中发[2000]7号", "国务院令第722号"]);
    }

    #[test]
    fn names_without_marks_are_laws_only_where_words_end() {
        let text = "依照刑法第十条、行政处罚法的规定；合同法律关系，云岭市城市绿化条例，用水法规，刑法修正案";
        assert_eq!(seen(text), ["刑法", "第十条", "行政处罚法"]);
    }

    #[test]
    fn own_words_and_words_that_only_look_like_them() {
        let text = "本办法第三条、前款、前两条、本条第二款、本章；具备基本条件、前条件、提前三项、本人、成本项目";
        assert_eq!(seen(text), ["本办法", "第三条", "前款", "前两条", "本条", "第二款", "本章"]);
    }
}
