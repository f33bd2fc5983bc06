//! How a line begins: 第一条, 一、, （一）, 1., （1）, ①, 附件1.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char as one_char, one_of};
use nom::combinator::{map_opt, opt, verify};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use crate::document::{Level, Ordinal};
use crate::numeral;
use crate::text::is_blank;

/// The largest number of 一、（一）1. that is taken for a label: beyond it a numeral at the head of a line is text.
const LARGEST_POINT: u32 = 199;

/// The kind of label at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 第N编, 分编, 章, 节, 条
    Unit(Level),
    /// 一、
    Dun,
    /// （一）
    Bracket,
    /// 1.
    Digit,
    /// （1）
    BracketDigit,
    /// ①
    Circled,
}

/// A label at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    pub mark: Mark,
    pub ordinal: Ordinal,
    /// Bytes of the label.
    pub label: usize,
}

/// Reads the label at the head of a trimmed line. What follows may still show that it is only a mention:
/// see [`is_mention`].
pub fn read(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let parsed = match first {
        '第' => unit(line),
        '（' | '(' | '〔' => alt((bracket, bracket_digit)).parse(line),
        '㈠'..='㈩' => enclosed(line, '㈠', Mark::Bracket),
        '①'..='⑳' => enclosed(line, '①', Mark::Circled),
        c if numeral::is_chinese(c) => dun(line),
        c if numeral::is_numeral(c) => digit(line),
        _ => return None,
    };
    let (rest, (mark, ordinal)) = parsed.ok()?;
    Some(Marker { mark, ordinal, label: line.len() - rest.len() })
}

fn blanks(s: &str) -> IResult<&str, &str> {
    take_while(is_blank).parse(s)
}

fn number(s: &str) -> IResult<&str, u32> {
    match numeral::read(s) {
        Some((n, taken)) => Ok((&s[taken..], n)),
        None => Err(nom::Err::Error(nom::error::Error::new(s, nom::error::ErrorKind::Digit))),
    }
}

fn chinese_number(s: &str) -> IResult<&str, u32> {
    verify(number, |n| *n <= LARGEST_POINT && s.starts_with(numeral::is_chinese)).parse(s)
}

fn arabic_number(s: &str) -> IResult<&str, u32> {
    let arabic = |s: &str| s.starts_with(|c: char| numeral::is_numeral(c) && !numeral::is_chinese(c));
    verify(number, |n| *n <= LARGEST_POINT && arabic(s)).parse(s)
}

/// 第十二条之一, 第 一 章, 第10条
fn unit(s: &str) -> IResult<&str, (Mark, Ordinal)> {
    let level = map_opt(preceded(blanks, alt((tag("分编"), tag("编"), tag("章"), tag("节"), tag("条")))), level_named);
    let suffix = opt(preceded((blanks, one_char('之'), blanks), verify(number, |n| *n < 100)));
    let (rest, (number, level, suffix)) = (preceded((one_char('第'), blanks), number), level, suffix).parse(s)?;
    Ok((rest, (Mark::Unit(level), Ordinal { number, suffix: suffix.unwrap_or(0) })))
}

fn level_named(name: &str) -> Option<Level> {
    Some(match name {
        "分编" => Level::Subpart,
        "编" => Level::Part,
        "章" => Level::Chapter,
        "节" => Level::Section,
        "条" => Level::Article,
        _ => return None,
    })
}

/// 一、
fn dun(s: &str) -> IResult<&str, (Mark, Ordinal)> {
    let (rest, (n, _)) = (chinese_number, preceded(blanks, one_of("、．."))).parse(s)?;
    Ok((rest, (Mark::Dun, n.into())))
}

/// （一）
fn bracket(s: &str) -> IResult<&str, (Mark, Ordinal)> {
    let (rest, n) = delimited((one_of("（(〔"), blanks), chinese_number, (blanks, one_of("）)〕"))).parse(s)?;
    Ok((rest, (Mark::Bracket, n.into())))
}

/// （1）
fn bracket_digit(s: &str) -> IResult<&str, (Mark, Ordinal)> {
    let (rest, n) = delimited((one_of("（(〔"), blanks), arabic_number, (blanks, one_of("）)〕"))).parse(s)?;
    Ok((rest, (Mark::BracketDigit, n.into())))
}

/// 1. 1、 1） but not 1.5
fn digit(s: &str) -> IResult<&str, (Mark, Ordinal)> {
    let (rest, (n, dot)) = (arabic_number, one_of(".．、）)")).parse(s)?;
    if matches!(dot, '.' | '．') && rest.starts_with(|c: char| numeral::is_numeral(c) && !numeral::is_chinese(c)) {
        return Err(nom::Err::Error(nom::error::Error::new(rest, nom::error::ErrorKind::Digit)));
    }
    Ok((rest, (Mark::Digit, n.into())))
}

fn enclosed(s: &str, first: char, mark: Mark) -> IResult<&str, (Mark, Ordinal)> {
    let (rest, c) = nom::character::complete::anychar(s)?;
    Ok((rest, (mark, (c as u32 - first as u32 + 1).into())))
}

/// Whether a 第N条 at the head of a line is spoken of, not begun: 第十条第二款规定…, 第三条、第五条, 第八条的.
pub fn is_mention(rest: &str) -> bool {
    // Not 中 and 及 alone: 第四条中国证监会…, 第五条及时报告…
    const GOES_ON: &str = "第（ 的 规定 所称 所列 所述 所指 所规定 所涉 至第 到第 和第 和本 与第 与本 或第 或者第 及第 及本 及其 以及 \
                           中的 中规定 中所 中“ 中关于 中有关 之规定 以外 以上 情形 修改为 改为 作为 删去 删除 已经";
    let starts_on = |s: &str| GOES_ON.split(' ').any(|word| s.starts_with(word));
    if rest.starts_with(['，', '。', '；', '）', '》', '”', ',', ';', ')', '－', '—', '-', '~', '～']) {
        return true;
    }
    let after = rest.trim_start_matches(is_blank);
    match rest.chars().next() {
        Some('、') => rest['、'.len_utf8()..].trim_start().starts_with('第'),
        Some('（' | '(') => bracket(rest).is_ok() && (after.contains("项") && starts_on_item(rest)),
        Some(c) if is_blank(c) => is_paragraph_number(after),
        Some('第') => is_article_number(rest) || starts_on(rest),
        _ => starts_on(rest),
    }
}

/// 第十条 第二款
fn is_paragraph_number(s: &str) -> bool {
    counts(s, &['款', '项'])
}

/// 第十条第二款, 第十条第十一条; but 第十条第三方机构
fn is_article_number(s: &str) -> bool {
    counts(s, &['款', '项', '条'])
}

fn counts(s: &str, units: &[char]) -> bool {
    let Some(rest) = s.strip_prefix('第') else { return false };
    numeral::read(rest).is_some_and(|(_, taken)| rest[taken..].starts_with(units))
}

/// 第十条（二）项
fn starts_on_item(rest: &str) -> bool {
    bracket(rest).is_ok_and(|(after, _)| after.starts_with(['项', '、', '规']))
}

/// Whether a 第N章 at the head of a line is a heading: short, no sentence, not 第二章规定的….
pub fn is_division_heading(rest: &str) -> bool {
    const LONGEST: usize = 60;
    let title = without_leader(rest).trim_matches(is_blank);
    let is_short = title.chars().count() <= LONGEST;
    let is_spoken_of = !rest.starts_with(is_blank)
        && ["的", "规定", "、", "至", "和", "或", "中", "所", "，", "。", "及"]
            .iter()
            .any(|word| rest.starts_with(word));
    let is_sentence =
        title.trim_end_matches('。').contains('。') || title.ends_with('。') && title.chars().count() > 16;
    is_short && !is_spoken_of && !is_sentence && !title.ends_with(['；', '，', '：', ';', ','])
}

/// A heading in a table of contents without its dots and page number: 总则 ......... 3.
fn without_leader(heading: &str) -> &str {
    let leader = ["....", "……", "····"].iter().filter_map(|dots| heading.find(dots)).min();
    leader.map_or(heading, |at| &heading[..at])
}

/// A line that begins an annex: 附件, 附件1, 附件2：……, 附表一. Returns its number and the bytes of the label.
pub fn read_annex(line: &str) -> Option<(Option<u32>, usize)> {
    let (rest, _) =
        alt((tag::<_, _, nom::error::Error<&str>>("附件"), tag("附表"), tag("附录"), tag("附 件"))).parse(line).ok()?;
    let (after, number) = opt(preceded(blanks, number)).parse(rest).ok()?;
    let (after, number) = match number {
        Some(n) if n <= LARGEST_POINT => (after, Some(n)),
        _ => (rest, None),
    };
    let (after, colon) =
        opt(preceded(blanks, one_of::<_, _, nom::error::Error<&str>>("：:、.．"))).parse(after).ok()?;
    let stands_alone = after.is_empty() || after.starts_with(is_blank) || after.starts_with(['《', '（']);
    (stands_alone || colon.is_some() || number.is_some() && !is_annex_mention(after))
        .then_some((number, line.len() - after.len()))
}

/// 附件1所列……, 附件2规定的
fn is_annex_mention(rest: &str) -> bool {
    rest.starts_with(['所', '规', '的', '中', '）', '，', '。', '和', '列', '）']) || rest.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<(Mark, u32, u32, &str)> {
        read(line).map(|m| (m.mark, m.ordinal.number, m.ordinal.suffix, &line[..m.label]))
    }

    #[test]
    fn reads_every_label() {
        let unit = Mark::Unit;
        for (line, expected) in [
            ("第一条 为了", (unit(Level::Article), 1, 0, "第一条")),
            ("第 一 百 条　为了", (unit(Level::Article), 100, 0, "第 一 百 条")),
            ("第十条之一 为了", (unit(Level::Article), 10, 1, "第十条之一")),
            ("第１２条为了", (unit(Level::Article), 12, 0, "第１２条")),
            ("第二分编　典型合同", (unit(Level::Subpart), 2, 0, "第二分编")),
            ("第一章总则", (unit(Level::Chapter), 1, 0, "第一章")),
            ("十二、附则", (Mark::Dun, 12, 0, "十二、")),
            ("( 三 )项", (Mark::Bracket, 3, 0, "( 三 )")),
            ("㈡", (Mark::Bracket, 2, 0, "㈡")),
            ("1.甲", (Mark::Digit, 1, 0, "1.")),
            ("2．三峡", (Mark::Digit, 2, 0, "2．")),
            ("（12）甲", (Mark::BracketDigit, 12, 0, "（12）")),
            ("③甲", (Mark::Circled, 3, 0, "③")),
        ] {
            assert_eq!(label(line), Some(expected), "{line}");
        }
        for line in ["1.5万元", "2026年1月1日", "一是", "（试行）", "第三方", "十五日内"] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn mentions_are_told_from_headings() {
        for rest in
            ["第二款规定", " 第二款规定", "、第五条", "规定的条件", "的规定", "，处", "（二）项规定", "至第九条"]
        {
            assert!(is_mention(rest), "{rest}");
        }
        for rest in [
            " 为了",
            "　第三类企业的罚款",
            "为了",
            "【目的】",
            "（目的和依据）",
            "　第三方机构应当",
            "本办法所称",
            "第三方机构应当",
            "中国证监会依法",
            "及时报告",
            "项目单位",
        ] {
            assert!(!is_mention(rest), "{rest}");
        }
        assert!(is_division_heading("总则"));
        assert!(is_division_heading(&format!("总则 {} 3", ".".repeat(80))));
        assert!(!is_division_heading("规定的行为，由公安机关处理。"));
    }

    #[test]
    fn annexes() {
        assert_eq!(read_annex("附件1"), Some((Some(1), 7)));
        assert_eq!(read_annex("附件：名单"), Some((None, 9)));
        assert_eq!(read_annex("附件2所列单位"), None);
        assert_eq!(read_annex("附件应当"), None);
    }
}
