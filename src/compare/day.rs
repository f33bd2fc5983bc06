//! Dates among what changed (2020年1月1日, 3月, 二〇二六年): a point in time, not a period.

use crate::numeral;
use crate::text::narrow;

/// A year is written with all its digits.
const YEAR_DIGITS: usize = 4;

/// The date that a replaced piece of text belongs to, put together again from what stands around it.
pub fn date(before: &str, text: &str, after: &str) -> Option<String> {
    let lead = before.len() - before.trim_end_matches(is_of_date).len();
    let lead = &before[before.len() - lead..];
    let whole = format!("{lead}{text}{after}");
    let start = whole.find(is_of_date)?;
    // What changed must be in the date, not behind it.
    if start >= lead.len() + text.len() {
        return None;
    }
    let rest = &whole[start..];
    let date = &rest[..rest.find(|c| !is_of_date(c)).unwrap_or(rest.len())];
    let is_touched = start + date.len() > lead.len();
    let date = date.trim_start_matches(['年', '月', '日']);
    (is_touched && is_date(date)).then(|| date.to_owned())
}

fn is_of_date(c: char) -> bool {
    is_digit(c) || "年月日".contains(c)
}

fn is_digit(c: char) -> bool {
    narrow(c).is_ascii_digit() || numeral::is_chinese(c) || "〇○".contains(c)
}

/// 2020年…, 1月1日; 三年 and 30日 are periods, and so is 十年.
fn is_date(text: &str) -> bool {
    let digits = text.chars().take_while(|c| is_digit(*c)).count();
    let mut rest = text.chars().skip(digits);
    match rest.next() {
        Some('年') => digits == YEAR_DIGITS,
        Some('月') => digits > 0 && rest.next().is_some_and(is_digit) && text.ends_with('日'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_point_in_time_is_put_together_again() {
        assert_eq!(date("自", "2020", "年1月1日起施行").as_deref(), Some("2020年1月1日"));
        assert_eq!(date("自2020年", "3月", "1日起施行").as_deref(), Some("2020年3月1日"));
        assert_eq!(date("", "二〇二六年", "底前完成").as_deref(), Some("二〇二六年"));
        assert_eq!(date("每年", "3月1日", "前公布").as_deref(), Some("3月1日"));
    }

    #[test]
    fn periods_are_none() {
        let periods = [("不得超过", "三年"), ("在", "30日"), ("有效期", "十年"), ("在", "三个月"), ("", "甲")];
        for (before, text) in periods {
            assert_eq!(date(before, text, "内办结"), None, "{text}");
        }
        assert_eq!(date("", "甲", "2020年1月1日"), None);
    }
}
