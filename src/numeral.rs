//! Chinese and Arabic numerals of labels: 第十二条之一 ⇄ numbers.

use crate::text::narrow;

/// The largest number a label may carry; beyond it a run of digits is no label.
const LARGEST: u32 = 99_999;

/// Reads the numeral at the head of `s` (blanks allowed between its characters) and returns it with the bytes it takes.
/// Understands 一百二十, 一百零五, 廿一, 二〇二六, 10 and １０. Blanks after the numeral are not taken.
pub fn read(s: &str) -> Option<(u32, usize)> {
    let mut digits = String::new();
    let mut taken = 0;
    for (at, c) in s.char_indices() {
        if is_numeral(c) {
            digits.push(narrow(c));
            taken = at + c.len_utf8();
        } else if !(crate::text::is_blank(c) && c != '\n') || digits.is_empty() {
            break;
        }
    }
    parse(&digits).map(|n| (n, taken))
}

pub fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９') || is_chinese(c)
}

pub fn is_chinese(c: char) -> bool {
    const DIGITS_AND_UNITS: &[char] = &[
        '○', '〇', '一', '七', '万', '三', '两', '九', '二', '五', '八', '六', '十', '千', '卅', '四', '廿', '百', '零',
    ];
    c >= '○' && DIGITS_AND_UNITS.binary_search(&c).is_ok()
}

/// The value of a whole numeral, without blanks.
pub fn parse(s: &str) -> Option<u32> {
    let first = s.chars().next()?;
    let value = if first.is_ascii_digit() {
        s.parse().ok()?
    } else if s.chars().all(|c| digit(c).is_some()) {
        positional(s)?
    } else {
        counting(s)?
    };
    (value <= LARGEST).then_some(value)
}

/// 二〇二六, 一二
fn positional(s: &str) -> Option<u32> {
    s.chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(digit(c)?))
}

/// 一百二十, 十二, 廿一, 一万零三
fn counting(s: &str) -> Option<u32> {
    let (mut total, mut section, mut current) = (0u32, 0u32, None);
    for c in s.chars() {
        match (digit(c), unit(c), c) {
            (_, _, '廿' | '卅') => section += if c == '廿' { 20 } else { 30 },
            (Some(0), ..) => current = None,
            (Some(d), ..) if current.is_none() => current = Some(d),
            (_, Some(10_000), _) => {
                total += (section + current.take().unwrap_or(0)).checked_mul(10_000)?;
                section = 0;
            }
            (_, Some(u), _) => section = section.checked_add(current.take().unwrap_or(1).checked_mul(u)?)?,
            _ => return None,
        }
    }
    total.checked_add(section)?.checked_add(current.unwrap_or(0))
}

pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '0'..='9' | '０'..='９' => narrow(c).to_digit(10)?,
        _ => return None,
    })
}

pub fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        _ => return None,
    })
}

/// 105 → 一百零五, as labels are written.
pub fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if n >= 10_000 {
        let (high, low) = (n / 10_000, n % 10_000);
        let gap = if low > 0 && low < 1_000 { "零" } else { "" };
        return format!("{}万{gap}{}", chinese(high), if low == 0 { String::new() } else { chinese(low) });
    }
    if n == 0 {
        return DIGITS[0].to_owned();
    }
    let mut out = String::new();
    let mut zero = false;
    for (u, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = n / u % 10;
        if d == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push_str(DIGITS[0]);
            zero = false;
        }
        if !(d == 1 && u == 10 && out.is_empty()) {
            out.push_str(DIGITS[d as usize]);
        }
        out.push_str(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing() {
        for (s, n, taken) in [
            ("一百二十条", 120, 12),
            ("一百零五", 105, 12),
            ("十二条之一", 12, 6),
            ("廿一", 21, 6),
            ("二〇二六年", 2026, 12),
            ("１０条", 10, 6),
            ("10条", 10, 2),
            ("一 百 一 十", 110, 15),
            ("一千二百六十", 1260, 18),
        ] {
            assert_eq!(read(s), Some((n, taken)), "{s}");
        }
        assert_eq!(read("条"), None);
        assert_eq!(read("一二三四五六七"), None);
    }

    #[test]
    fn every_digit_and_unit_is_a_numeral() {
        let known: Vec<char> = ('\u{2000}'..='\u{9fff}')
            .filter(|&c| digit(c).is_some() || unit(c).is_some() || "廿卅".contains(c))
            .collect();
        assert!(known.iter().all(|&c| is_chinese(c)));
        assert_eq!(('\u{2000}'..='\u{9fff}').filter(|&c| is_chinese(c)).count(), known.len());
    }

    #[test]
    fn writes_what_it_reads() {
        for n in (1..=1300).chain([9_999, 10_000, 10_203, 12_345]) {
            assert_eq!(parse(&chinese(n)), Some(n), "{}", chinese(n));
        }
        assert_eq!(chinese(10), "十");
        assert_eq!(chinese(110), "一百一十");
    }
}
