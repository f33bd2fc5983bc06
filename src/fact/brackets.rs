//! Brackets right behind a title: （2021年修订）, （国发〔2020〕1号）, （以下简称《Y》）.

use super::token::number_before;

/// What brackets behind a title say.
pub(super) struct Brackets {
    pub end: usize,
    /// 2021年修订
    pub edition: Option<String>,
    pub number: Option<String>,
    /// 以下简称《Y》
    pub short: Option<String>,
}

impl Brackets {
    pub fn none(end: usize) -> Brackets {
        Brackets { end, edition: None, number: None, short: None }
    }

    pub fn read(text: &str, end: usize) -> Brackets {
        const LONGEST_CHARACTERS: usize = 60;
        let mut found = Brackets::none(end);
        while let Some(inner) = text[found.end..].strip_prefix('（')
            && let Some(close) = inner.find('）')
            && inner[..close].chars().count() <= LONGEST_CHARACTERS
            && found.take(&inner[..close])
        {
            found.end += '（'.len_utf8() + close + '）'.len_utf8();
        }
        found
    }

    /// Whether one bracket tells of the title.
    fn take(&mut self, inside: &str) -> bool {
        let trimmed = inside.trim_end_matches(['文', '。', '，']);
        let (own, short) = inside.find("以下").map_or((trimmed, ""), |at| inside.split_at(at));
        if !short.is_empty() || inside.starts_with("简称") {
            self.short = short_name(if short.is_empty() { inside } else { short });
        }
        let own = own.trim_end_matches(['，', '；', '、']);
        // （一） is the head of an item, not a word on the title.
        if !own.is_empty() && own.chars().all(crate::numeral::is_numeral) {
            return false;
        }
        if number_before(own).is_some() {
            self.number = Some(own.to_owned());
        } else if !own.is_empty() && short.is_empty() && !inside.starts_with("简称") {
            self.edition = Some(own.to_owned());
        }
        true
    }
}

/// 以下简称《Y》, 以下统称为“Y”
fn short_name(words: &str) -> Option<String> {
    let (_, name) = words.split_once('称')?;
    let name = name.trim_start_matches(['为', '：']).trim_matches(['《', '》', '“', '”', '"', '「', '」', '〈', '〉']);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>, Option<String>, &str) {
        let found = Brackets::read(text, 0);
        (found.edition, found.number, found.short, &text[found.end..])
    }

    #[test]
    fn editions_numbers_and_short_names() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(read("（2021年修订）第三条"), (some("2021年修订"), None, None, "第三条"));
        let both = "（国发〔2020〕1号，以下简称《意见》）的";
        assert_eq!(read(both), (None, some("国发〔2020〕1号"), some("意见"), "的"));
        assert_eq!(read("（财库﹝2020﹞46号）（以下称“办法”）"), (None, some("财库﹝2020﹞46号"), some("办法"), ""));
        assert_eq!(read("（一）申请"), (None, None, None, "（一）申请"));
        assert_eq!(read("（没有收尾"), (None, None, None, "（没有收尾"));
    }
}
