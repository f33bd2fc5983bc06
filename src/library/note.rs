//! 题注: when a text was adopted, revised, published and came into force, as the lines above its first article say.

use crate::date::{self, Date};
use crate::lexicon::lexer::Lexer;

/// The days a text tells of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// 通过, 批准
    pub adopted: Option<Date>,
    /// 公布, 发布
    pub published: Option<Date>,
    /// 修订, 修正: in order, each once.
    pub revisions: Vec<Date>,
    /// What the last revision is called.
    pub revising: &'static str,
    /// 施行
    pub effective: Option<Date>,
}

impl Days {
    /// The first day of the text's life: adopted or published.
    pub fn born(&self) -> Option<Date> {
        self.adopted.or(self.published)
    }

    /// Reads one line of the head, prepared for matching.
    pub fn read(&mut self, line: &str) {
        let dates = Lexer::Date.tokens(line);
        let ends = dates.iter().skip(1).map(|(start, _)| *start).chain([line.len()]);
        for ((start, end), next) in dates.iter().zip(ends) {
            if let Some((day, _)) = date::read(&line[*start..]) {
                self.take(day, &line[..*start], &line[*end..next]);
            }
        }
    }

    fn take(&mut self, day: Date, before: &str, after: &str) {
        let (said, named) = without_titles(after);
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        let amends = ["修改", "修正案", "废止"].iter().any(|word| named.contains(word));
        if before.ends_with('自') && has(&FORCE) {
            self.effective.get_or_insert(day);
        } else if has(&["修订", "修正", "修改"]) || amends && (!has(&["通过", "公布", "发布"]) || has(&["通过的"]))
        {
            self.revise(day, if said.contains("修订") { "修订" } else { "修正" });
        } else if has(&["通过", "批准"]) {
            self.adopted.get_or_insert(day);
        } else if has(&["公布", "发布", "颁布", "令第"]) {
            self.published.get_or_insert(day);
            if has(&FORCE) {
                self.effective.get_or_insert(day);
            }
        }
    }

    fn revise(&mut self, day: Date, word: &'static str) {
        if let Err(at) = self.revisions.binary_search(&day) {
            self.revisions.insert(at, day);
        }
        if self.revisions.last() == Some(&day) {
            self.revising = word;
        }
    }
}

const FORCE: [&str; 4] = ["施行", "实施", "生效", "执行"];

/// What is said outside 《》, and what stands inside.
fn without_titles(s: &str) -> (String, String) {
    let (mut said, mut named) = (String::new(), String::new());
    let mut depth = 0usize;
    for c in s.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            c if depth == 0 => said.push(c),
            c => named.push(c),
        }
    }
    (said, named)
}

/// 本法自2021年7月15日起施行 in an article of the text itself: the day, or `Err` for 自公布之日起.
pub fn in_force_from(article: &str) -> Option<Result<Date, ()>> {
    let verbs = FORCE.iter().flat_map(|word| article.match_indices(word));
    let ends = verbs.filter_map(|(at, _)| {
        let sentence = article[..at].rfind(['。', '；', '\n']).map_or(0, |stop| stop + '。'.len_utf8());
        own_day(article.get(sentence..at)?)
    });
    ends.last()
}

/// 本法自2021年7月15日起, before 施行.
fn own_day(clause: &str) -> Option<Result<Date, ()>> {
    let from = clause.rfind('自')?;
    let (subject, when) = (&clause[..from], &clause[from + '自'.len_utf8()..]);
    let is_own = subject.contains('本') && !subject.contains(['《', '第', '的']);
    if !is_own || when.chars().count() > LONGEST {
        return None;
    }
    match date::read(when) {
        Some((day, _)) => Some(Ok(day)),
        None => ["公布", "发布", "颁布", "通过"].iter().any(|word| when.starts_with(word)).then_some(Err(())),
    }
}

/// Characters between 自 and 施行.
const LONGEST: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(lines: &[&str]) -> Days {
        let mut days = Days::default();
        lines.iter().for_each(|line| days.read(&crate::text::fold(line)));
        days
    }

    #[test]
    fn a_note_in_one_line_or_in_many() {
        let first =
            "（1996年3月17日第八届大会第四次会议通过　根据2009年8月27日第十次会议《关于修改部分条例的决定》第一次修正";
        let second = "2021年1月22日第二十五次会议修订）";
        let one = read(&[&format!("{first} {second}")]);
        assert_eq!(one, read(&[first, second]));
        assert_eq!(one.adopted, Some(date(1996, 3, 17)));
        assert_eq!(one.revisions, [date(2009, 8, 27), date(2021, 1, 22)]);
        assert_eq!(one.revising, "修订");
    }

    #[test]
    fn a_row_of_amending_acts() {
        let days = read(&[
            "1982年12月4日第五次会议通过　1982年12月5日公告公布施行",
            "根据1988年4月12日第一次会议通过的《某法修正案》和2018年3月11日第一次会议通过的《某法修正案》修正",
        ]);
        assert_eq!((days.adopted, days.published), (Some(date(1982, 12, 4)), Some(date(1982, 12, 5))));
        assert_eq!(days.effective, Some(date(1982, 12, 5)));
        assert_eq!((days.revisions, days.revising), (vec![date(1988, 4, 12), date(2018, 3, 11)], "修正"));
    }

    #[test]
    fn decrees_and_what_they_amend() {
        let days = read(&["2001年12月25日国务院令第343号公布", "2024年12月6日《关于修改部分条例的决定》第六次修订"]);
        assert_eq!((days.published, days.revisions), (Some(date(2001, 12, 25)), vec![date(2024, 12, 6)]));
        let days = read(&["《甲条例》已经2024年3月1日第2次会议通过，现予公布，自2024年5月1日起施行。"]);
        assert_eq!((days.adopted, days.effective), (Some(date(2024, 3, 1)), Some(date(2024, 5, 1))));
        assert_eq!(read(&["2020年1月1日第三次会议《关于批准〈某办法〉的决议》通过"]).revisions, []);
    }

    #[test]
    fn only_the_text_itself_comes_into_force() {
        assert_eq!(in_force_from("本法自2021年7月15日起施行。"), Some(Ok(date(2021, 7, 15))));
        assert_eq!(in_force_from("本法自公布之日起施行。"), Some(Err(())));
        assert_eq!(in_force_from("本法第三章的规定自2022年1月1日起施行。"), None);
        assert_eq!(in_force_from("《甲法》自2020年1月1日起施行以前的事项"), None);
    }
}
