//! How a number of a list is written: the formats (`ST_NumberFormat`) that Chinese offices use. Others, and
//! numbers beyond what a format can write, come out in decimal digits.

use crate::numeral;

const TRADITIONAL_STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const ZODIAC: &str = "子丑寅卯辰巳午未申酉戌亥";
const LEGAL_SIMPLIFIED: Script =
    Script { digits: "零壹贰叁肆伍陆柒捌玖", units: "拾佰仟万", leading_one: true };
const LEGAL_TRADITIONAL: Script =
    Script { digits: "零壹貳參肆伍陸柒捌玖", units: "拾佰仟萬", leading_one: true };
const THOUSAND_TRADITIONAL: Script =
    Script { digits: "零一二三四五六七八九", units: "十百千萬", leading_one: false };

pub(in crate::source) fn write(format: &str, n: u32) -> String {
    let written = match format {
        "none" => Some(String::new()),
        "chineseCountingThousand" if n < 100_000 => Some(numeral::chinese(n)),
        "taiwaneseCountingThousand" => THOUSAND_TRADITIONAL.write(n),
        "chineseCounting" | "taiwaneseCounting" => Some(counting(n)),
        "japaneseCounting" => japanese(n),
        "chineseLegalSimplified" => LEGAL_SIMPLIFIED.write(n),
        "ideographLegalTraditional" => LEGAL_TRADITIONAL.write(n),
        "ideographDigital" | "japaneseDigitalTenThousand" => Some(positional(n, "〇一二三四五六七八九")),
        "taiwaneseDigital" => Some(positional(n, "○一二三四五六七八九")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(positional(n, "０１２３４５６７８９")),
        "decimalZero" => Some(format!("{n:02}")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(n),
        "decimalEnclosedParen" => from(n, 20, '⑴'),
        "decimalEnclosedFullstop" => from(n, 20, '⒈'),
        "ideographEnclosedCircle" => from(n, 10, '㈠'),
        "ideographTraditional" => nth(n, TRADITIONAL_STEMS),
        "ideographZodiac" | "ideographZodiacTraditional" => nth(n, ZODIAC),
        "numberInDash" => Some(format!("- {n} -")),
        "upperLetter" => letters(n, b'A'),
        "lowerLetter" => letters(n, b'a'),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).map(|roman| roman.to_ascii_lowercase()),
        "ordinal" => Some(ordinal(n)),
        _ => None,
    };
    written.unwrap_or_else(|| n.to_string())
}

/// 九十九, 一○○: words below a hundred, digits from there on.
fn counting(n: u32) -> String {
    match n {
        0 => "○".to_owned(),
        1..100 => numeral::chinese(n),
        _ => positional(n, "○一二三四五六七八九"),
    }
}

/// 百一, 二百十: neither 零 nor 一 before a unit.
fn japanese(n: u32) -> Option<String> {
    let mut written = String::new();
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / unit % 10;
        if digit > 1 || digit == 1 && unit == 1 {
            written.push_str(&numeral::chinese(digit));
        }
        if digit > 0 {
            written.push_str(name);
        }
    }
    (1..10_000).contains(&n).then_some(written)
}

/// Characters that take the place of 零一…九 and 十百千万.
struct Script {
    digits: &'static str,
    units: &'static str,
    /// 壹拾, where common writing has 十.
    leading_one: bool,
}

impl Script {
    fn write(&self, n: u32) -> Option<String> {
        let common = numeral::chinese(n);
        let lead = if self.leading_one && common.starts_with('十') { "一" } else { "" };
        let formal = |c: char| match "十百千万".chars().position(|unit| unit == c) {
            Some(at) => self.units.chars().nth(at),
            None => self.digits.chars().nth(numeral::digit(c)? as usize),
        };
        if n < 100_000 { lead.chars().chain(common.chars()).map(formal).collect() } else { None }
    }
}

fn positional(n: u32, digits: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| digits.chars().nth(d as usize));
    n.to_string().chars().filter_map(digit).collect()
}

fn circled(n: u32) -> Option<String> {
    match n {
        0 => Some("⓪".to_owned()),
        1..=20 => from(n, 20, '①'),
        21..=35 => from(n - 20, 15, '㉑'),
        _ => from(n.checked_sub(35)?, 15, '㊱'),
    }
}

/// The n-th character of a row of Unicode that has `count` of them.
fn from(n: u32, count: u32, first: char) -> Option<String> {
    (1..=count).contains(&n).then(|| char::from_u32(first as u32 + n - 1))?.map(String::from)
}

fn nth(n: u32, row: &str) -> Option<String> {
    row.chars().nth(n.checked_sub(1)? as usize).map(String::from)
}

/// Z is followed by AA, that by BB.
fn letters(n: u32, first: u8) -> Option<String> {
    let n = n.checked_sub(1).filter(|n| *n < 26 * 30)?;
    let letter = char::from(first + (n % 26) as u8);
    Some(String::from(letter).repeat(n as usize / 26 + 1))
}

fn roman(n: u32) -> Option<String> {
    const ROW: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = n;
    let mut written = String::new();
    for (value, letters) in ROW {
        written.push_str(&letters.repeat((rest / value).min(4) as usize));
        rest %= value;
    }
    (1..4_000).contains(&n).then_some(written)
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_of_a_chinese_office() {
        for (format, expected) in [
            ("chineseCountingThousand", "一 九 十 十二 二十 一百零五 一百一十 一千零一"),
            ("chineseCounting", "一 九 十 十二 二十 一○五 一一○ 一○○一"),
            ("taiwaneseCounting", "一 九 十 十二 二十 一○五 一一○ 一○○一"),
            ("taiwaneseCountingThousand", "一 九 十 十二 二十 一百零五 一百一十 一千零一"),
            ("japaneseCounting", "一 九 十 十二 二十 百五 百十 千一"),
            ("chineseLegalSimplified", "壹 玖 壹拾 壹拾贰 贰拾 壹佰零伍 壹佰壹拾 壹仟零壹"),
            ("ideographLegalTraditional", "壹 玖 壹拾 壹拾貳 貳拾 壹佰零伍 壹佰壹拾 壹仟零壹"),
            ("ideographDigital", "一 九 一〇 一二 二〇 一〇五 一一〇 一〇〇一"),
            ("ideographTraditional", "甲 壬 癸 12 20 105 110 1001"),
            ("ideographZodiac", "子 申 酉 亥 20 105 110 1001"),
            ("ideographEnclosedCircle", "㈠ ㈨ ㈩ 12 20 105 110 1001"),
            ("decimal", "1 9 10 12 20 105 110 1001"),
            ("decimalZero", "01 09 10 12 20 105 110 1001"),
            ("decimalFullWidth", "１ ９ １０ １２ ２０ １０５ １１０ １００１"),
            ("decimalEnclosedCircle", "① ⑨ ⑩ ⑫ ⑳ 105 110 1001"),
            ("decimalEnclosedCircleChinese", "① ⑨ ⑩ ⑫ ⑳ 105 110 1001"),
            ("decimalEnclosedParen", "⑴ ⑼ ⑽ ⑿ ⒇ 105 110 1001"),
            ("decimalEnclosedFullstop", "⒈ ⒐ ⒑ ⒓ ⒛ 105 110 1001"),
            ("upperLetter", "A I J L T AAAAA FFFFF 1001"),
            ("lowerRoman", "i ix x xii xx cv cx mi"),
            ("upperRoman", "I IX X XII XX CV CX MI"),
            ("ordinal", "1st 9th 10th 12th 20th 105th 110th 1001st"),
            ("aiueo", "1 9 10 12 20 105 110 1001"),
        ] {
            let numbers = [1, 9, 10, 12, 20, 105, 110, 1001];
            let written = numbers.map(|n| write(format, n)).join(" ");
            assert_eq!(written, expected, "{format}");
        }
        assert_eq!(write("none", 3), "");
        assert_eq!([21, 35, 36, 50, 51].map(|n| write("decimalEnclosedCircle", n)).join(" "), "㉑ ㉟ ㊱ ㊿ 51");
    }

    #[test]
    fn huge_numbers_stay_short() {
        for format in ["lowerLetter", "upperRoman", "chineseCountingThousand", "chineseLegalSimplified"] {
            assert_eq!(write(format, u32::MAX), u32::MAX.to_string(), "{format}");
        }
    }
}
