//! 文号 in all their forms as one key: 青政规〔2020〕3号, 财政部令第18号, 海关总署公告2021年第16号, 2000年第14号公告.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A document number. Without a year where none is printed, without a sign where brackets behind a title give none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    /// 机关代字: 青政规, 财政部令
    pub sign: String,
    pub year: u32,
    pub serial: u32,
}

impl Number {
    /// Reads a whole string as a number.
    pub fn read(written: &str) -> Option<Number> {
        let folded = crate::text::fold(written);
        find(&folded).into_iter().next().map(|(_, number)| number)
    }

    /// Whether both may be the same: 公告〔2023〕105号 is 海关总署公告2023年第105号 if `issuer` is the 海关总署.
    pub fn fits(&self, other: &Number, issuer: &str) -> bool {
        if (self.year, self.serial) != (other.year, other.serial) {
            return false;
        }
        let (short, long) =
            if self.sign.len() <= other.sign.len() { (&self.sign, &other.sign) } else { (&other.sign, &self.sign) };
        match long.strip_suffix(short.as_str()) {
            Some("") => true,
            Some(rest) => !rest.is_empty() && !short.is_empty() && issuer.contains(rest.trim_start_matches('原')),
            None => false,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.year {
            0 => write!(f, "{}第{}号", self.sign, self.serial),
            year => write!(f, "{}〔{year}〕{}号", self.sign, self.serial),
        }
    }
}

/// All numbers of a folded string, left to right.
pub fn find(s: &str) -> Vec<(Range<usize>, Number)> {
    let mut found: Vec<(Range<usize>, Number)> = Vec::new();
    for (at, hao) in s.match_indices('号') {
        let free = found.last().map_or(0, |(range, _)| range.end);
        let Some((start, mut number)) = before(&s[free..at]) else { continue };
        let mut end = at + hao.len();
        let behind = KINDS.iter().find(|kind| number.year > 0 && s[end..].starts_with(**kind));
        if let Some(kind) = behind.filter(|kind| !number.sign.ends_with(**kind)) {
            number.sign.push_str(kind);
            end += kind.len();
        }
        found.push((free + start..end, number));
    }
    found
}

const STATE: &str = "中华人民共和国";
const KINDS: [&str; 4] = ["公告", "通告", "令", "字"];

/// What ends right before 号.
fn before(s: &str) -> Option<(usize, Number)> {
    let rest = s.trim_end_matches(|c: char| c.is_ascii_digit());
    let serial = s[rest.len()..].parse().ok()?;
    let rest = rest.strip_suffix('第').unwrap_or(rest);
    let (rest, year) = year(rest).unwrap_or((rest, 0));
    let sign = sign(rest);
    let is_number = year > 0 || KINDS.iter().any(|kind| sign.ends_with(kind)) && sign.chars().count() > 1;
    is_number.then(|| (rest.len() - sign.len(), Number { sign: sign.to_owned(), year, serial }))
}

/// 〔2020〕, 2020年
fn year(s: &str) -> Option<(&str, u32)> {
    const CLOSE: [char; 9] = ['〕', '］', ']', '】', '﹞', '）', '‟', '›', '}'];
    const OPEN: [char; 9] = ['〔', '［', '[', '【', '﹝', '（', '„', '‹', '{'];
    let inner = s.strip_suffix('年').or_else(|| s.strip_suffix(CLOSE))?;
    let rest = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let year: u32 = inner[rest.len()..].parse().ok().filter(|year| (1949..2200).contains(year))?;
    let is_bracketed = !s.ends_with('年');
    Some((if is_bracketed { rest.strip_suffix(OPEN)? } else { rest }, year))
}

/// The Han characters before, without the words that lead in.
fn sign(s: &str) -> &str {
    const LONGEST: usize = 24;
    const LEADS: [&str; 24] = [
        "按照", "依照", "根据", "依据", "执行", "印发", "发布", "公布", "修改", "和", "及", "与", "的", "由", "对",
        "将", "原", "日", "见", "废止", "关于", "等", "贯彻", "转发",
    ];
    let is_sign = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let tail = &s[s.trim_end_matches(is_sign).len()..];
    let tail = tail.rfind(STATE).map_or(tail, |at| &tail[at + STATE.len()..]);
    let cut = LEADS.iter().filter_map(|word| tail.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
    let tail = &tail[cut..];
    if tail.chars().count() > LONGEST { "" } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_read() {
        for (written, shown) in [
            ("青政规〔2020〕3号", "青政规〔2020〕3号"),
            ("根据青政发[2020]03号", "青政发〔2020〕3号"),
            ("财政部令第18号", "财政部令第18号"),
            ("海关总署公告2021年第16号", "海关总署公告〔2021〕16号"),
            ("原青溪检验检疫局2000年第14号公告", "青溪检验检疫局公告〔2000〕14号"),
            ("2014年第26号", "〔2014〕26号"),
            ("协会公告„2017‟27号", "协会公告〔2017〕27号"),
        ] {
            assert_eq!(Number::read(written).map(|number| number.to_string()).as_deref(), Some(shown), "{written}");
        }
        assert_eq!(Number::read("青溪路18号"), None);
        assert_eq!(Number::read("3号楼"), None);
    }

    #[test]
    fn a_short_sign_needs_its_issuer() {
        let [short, long] = ["公告〔2023〕105号", "青溪海关公告2023年第105号"].map(|n| Number::read(n).unwrap());
        assert!(short.fits(&long, "青溪海关"));
        assert!(!short.fits(&long, "云岭税务局"));
        assert!(long.fits(&long, ""));
    }
}
