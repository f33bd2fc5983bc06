//! Which law the user means, and what index and library know of it.

use std::sync::Arc;

use super::super::Failure;
use crate::date::{Date, chinese};
use crate::lawbook::{Force, Law, Lawbook, Status};
use crate::library::{Held, Library, Version, bare_title};

/// A law as named, with what is known of it.
pub struct Known<'a> {
    pub title: String,
    pub law: Option<&'a Law>,
    /// Oldest first.
    pub versions: &'a [Arc<Version>],
}

/// Titles offered for one that nobody knows.
const OFFERED: usize = 8;

impl<'a> Known<'a> {
    pub fn find(written: &str, lawbook: &'a Lawbook, library: Option<&'a Library>) -> Result<Known<'a>, Failure> {
        let title = bare_title(written);
        let law = lawbook.find(&title);
        let versions = |title: &str| library.map_or(&[][..], |library| library.versions(title));
        let own = match versions(&title) {
            [] => law.map_or(&[][..], |law| versions(law.title)),
            own => own,
        };
        if law.is_none() && own.is_empty() {
            return Err(unknown(&title, lawbook, library));
        }
        let full = own.last().map(|version| version.title.as_str()).or(law.map(|law| law.title));
        Ok(Known { title: full.unwrap_or(&title).to_owned(), law, versions: own })
    }

    /// 现行有效; 2021年1月1日废止，由《民法典》代替
    pub fn status(&self, day: Date) -> String {
        self.law.map_or_else(|| "法规索引没有收录，现行有效性未核".to_owned(), |law| status(law, day))
    }
}

pub fn status(law: &Law, day: Date) -> String {
    match law.force_on(day) {
        Force::InForce => "现行有效".to_owned(),
        Force::NotYet(from) => format!("尚未施行，自{}起施行", chinese(from)),
        Force::Unproven => "现行有效性未核".to_owned(),
        Force::Ended(ended) => {
            let when = ended.map_or_else(String::new, |day| format!("于{}", chinese(day)));
            let by =
                if law.successor.is_empty() { String::new() } else { format!("，由《{}》代替", law.successor) };
            let ended = if law.status == Status::Expired { "失效" } else { "废止" };
            format!("已{when}{ended}{by}")
        }
    }
}

fn unknown(title: &str, lawbook: &Lawbook, library: Option<&Library>) -> Failure {
    let near = near(title, lawbook, library);
    let near = if near.is_empty() {
        "请核对名称，或者先导入它的全文：fashen law import 文件".to_owned()
    } else {
        format!("相近的有：{}", near.iter().map(|title| format!("《{title}》")).collect::<String>())
    };
    Failure::new(format!("法规索引和法规库都没有《{title}》；{near}"))
}

/// Titles that differ by a character, or hold the words; the shortest first.
fn near(title: &str, lawbook: &Lawbook, library: Option<&Library>) -> Vec<String> {
    // A short title may differ in its last character, too; offering costs nothing.
    let full = format!("中华人民共和国{title}");
    let similar = lawbook.similar(title).or_else(|| lawbook.similar(&full)).map(|law| law.title.to_owned());
    let own = library.into_iter().flat_map(Library::laws).filter_map(|versions| versions.last());
    let all = lawbook.laws().iter().map(|law| law.title).chain(own.map(|version| version.title.as_str()));
    let mut holding: Vec<_> = all.filter(|known| !title.is_empty() && known.contains(title)).collect();
    holding.sort_by_key(|title| (title.chars().count(), *title));
    holding.dedup();
    let holding = holding.into_iter().map(str::to_owned);
    let mut near: Vec<String> = Vec::new();
    for title in similar.into_iter().chain(holding) {
        if !near.contains(&title) {
            near.push(title);
        }
    }
    near.truncate(OFFERED);
    near
}

/// Why there is no text for a day, and what there is instead.
pub fn no_text(known: &Known<'_>, held: &Held, day: Date) -> String {
    let title = &known.title;
    let day = chinese(day);
    match held {
        Held::Later(first) => format!(
            "法规库里《{title}》最早的文本自{}起施行，没有{day}的文本；现有版本：{}",
            chinese(*first),
            editions(known.versions)
        ),
        Held::Outdated(revised) => format!(
            "《{title}》自{}起另有修改后的文本，法规库里没有，所以没有{day}的文本；现有版本：{}",
            chinese(*revised),
            editions(known.versions)
        ),
        Held::Nothing | Held::Text(_) => format!("法规库里没有《{title}》的文本"),
    }
}

/// 1996年3月17日通过（自1996年10月1日起）、2021年1月22日修订（自2021年7月15日起）
fn editions(versions: &[Arc<Version>]) -> String {
    let one = |version: &Arc<Version>| format!("{}（自{}起）", version.edition, chinese(version.from));
    versions.iter().map(one).collect::<Vec<_>>().join("、")
}
