//! Built-in lexers: 金额, 数, 百分数, 日期, 期限, 法名. They work on [`crate::text::MatchView`] strings and take all they can.

use crate::date;
use crate::numeral;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lexer {
    /// 五百元, 3万元以上5万元以下
    Amount,
    /// 十, 3.5
    Number,
    /// 百分之五, 5%
    Percentage,
    /// 2026年1月1日
    Date,
    /// 三年, 30日, 5个工作日
    Period,
    /// 《……》 with its marks
    Title,
}

impl Lexer {
    pub const NAMES: [(&'static str, Lexer); 6] = [
        ("金额", Lexer::Amount),
        ("数", Lexer::Number),
        ("百分数", Lexer::Percentage),
        ("日期", Lexer::Date),
        ("期限", Lexer::Period),
        ("法名", Lexer::Title),
    ];

    pub fn named(name: &str) -> Option<Lexer> {
        Lexer::NAMES.iter().find(|(n, _)| *n == name).map(|(_, lexer)| *lexer)
    }

    /// Bytes of the token at the head of `s`.
    pub fn read(self, s: &str) -> Option<usize> {
        match self {
            Lexer::Amount => range(s, amount),
            Lexer::Number => number(s),
            Lexer::Percentage => range(s, percentage),
            Lexer::Date => date::read(s).map(|(_, taken)| taken),
            Lexer::Period => date::read_period(s).map(|(_, taken)| taken),
            Lexer::Title => title(s),
        }
    }

    /// All tokens, left to right, as byte ranges.
    pub fn tokens(self, s: &str) -> Vec<(usize, usize)> {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(c) = s[at..].chars().next() {
            let taken = if self.may_begin(c) { self.read(&s[at..]) } else { None };
            match taken {
                Some(taken) => {
                    tokens.push((at, at + taken));
                    at += taken;
                }
                // The tail of a numeral is no token of its own.
                None if self != Lexer::Title && numeral::is_numeral(c) => at += numeral_run(&s[at..]),
                None => at += c.len_utf8(),
            }
        }
        tokens
    }

    fn may_begin(self, c: char) -> bool {
        match self {
            Lexer::Title => c == '《',
            Lexer::Percentage => c == '百' || c == '千' || numeral::is_numeral(c),
            _ => numeral::is_numeral(c),
        }
    }
}

fn numeral_run(s: &str) -> usize {
    let run = s.find(|c: char| !(numeral::is_numeral(c) || matches!(c, '.' | ','))).unwrap_or(s.len());
    run.max(s.chars().next().map_or(0, char::len_utf8))
}

/// 3.5, 1,000, 十, 五百, 3万, 1.2亿
fn number(s: &str) -> Option<usize> {
    let ascii = s.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(s.len());
    if ascii > 0 && s.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = s[..ascii].trim_end_matches(['.', ',']).len();
        let units =
            s[digits..].find(|c: char| !matches!(c, '十' | '百' | '千' | '万' | '亿')).unwrap_or(s.len() - digits);
        return Some(digits + units);
    }
    let chinese = s.find(|c: char| !(numeral::is_chinese(c) || c == '亿')).unwrap_or(s.len());
    (chinese > 0 && s.starts_with(numeral::is_chinese)).then_some(chinese)
}

/// 五百元, 3万元, 人民币2000元 begins at the number.
fn amount(s: &str) -> Option<usize> {
    let taken = number(s)?;
    let rest = &s[taken..];
    let unit = ["余元", "多元", "元", "角", "美元", "欧元"].iter().find(|unit| rest.starts_with(*unit))?;
    Some(taken + unit.len())
}

fn percentage(s: &str) -> Option<usize> {
    for prefix in ["百分之", "千分之"] {
        if let Some(rest) = s.strip_prefix(prefix) {
            return number(rest).map(|taken| prefix.len() + taken);
        }
    }
    let taken = number(s)?;
    let rest = &s[taken..];
    let unit = ["%", "‰", "个百分点"].iter().find(|unit| rest.starts_with(*unit))?;
    Some(taken + unit.len())
}

/// A value, or a range: 五百元以上二千元以下, 5000元至1万元, 3%-5%, 5000-10000元.
fn range(s: &str, value: fn(&str) -> Option<usize>) -> Option<usize> {
    let first = match value(s) {
        Some(taken) => taken,
        None => return bare_range(s, value),
    };
    let mut end = first;
    for link in ["以上至", "以上", "以下", "以内", "至", "到", "-", "—", "~", "～"] {
        if let Some(rest) = s[first..].strip_prefix(link) {
            let is_bound = matches!(link, "以上" | "以下" | "以内");
            if is_bound {
                end = first + link.len();
            }
            if let Some(second) = value(rest) {
                end = first + link.len() + second;
                end +=
                    ["以下", "以内"].iter().find(|bound| s[end..].starts_with(**bound)).map_or(0, |bound| bound.len());
            }
            break;
        }
    }
    Some(end)
}

/// 5000-10000元: only the second number carries the unit.
fn bare_range(s: &str, value: fn(&str) -> Option<usize>) -> Option<usize> {
    let first = number(s)?;
    let link = ["-", "—", "~", "～", "至", "到"].iter().find(|link| s[first..].starts_with(**link))?;
    value(&s[first + link.len()..]).map(|second| first + link.len() + second)
}

/// 《……》, nested marks closed.
fn title(s: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (at, c) in s.char_indices() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(lexer: Lexer, s: &str) -> Vec<&str> {
        lexer.tokens(s).into_iter().map(|(a, b)| &s[a..b]).collect()
    }

    #[test]
    fn lexers_take_all_they_can() {
        assert_eq!(
            tokens(Lexer::Amount, "处五百元以上二千元以下罚款，或者罚3,000元"),
            ["五百元以上二千元以下", "3,000元"]
        );
        assert_eq!(
            tokens(Lexer::Amount, "5000-10000元；3万元至5万元；每平方米1.5万元"),
            ["5000-10000元", "3万元至5万元", "1.5万元"]
        );
        assert_eq!(
            tokens(Lexer::Percentage, "百分之五以上，5%至10%，千分之三"),
            ["百分之五以上", "5%至10%", "千分之三"]
        );
        assert_eq!(
            tokens(Lexer::Period, "三年内，30日，5个工作日，二〇二六年"),
            ["三年", "30日", "5个工作日", "二〇二六年"]
        );
        assert_eq!(
            tokens(Lexer::Title, "依照《关于修改《甲法》的决定》和《乙法》"),
            ["《关于修改《甲法》的决定》", "《乙法》"]
        );
        assert_eq!(tokens(Lexer::Date, "自2026年1月1日起至二〇二七年三月二日"), ["2026年1月1日", "二〇二七年三月二日"]);
        assert_eq!(tokens(Lexer::Number, "第十二条3.5倍"), ["十二", "3.5"]);
    }
}
