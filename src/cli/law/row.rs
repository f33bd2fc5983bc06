//! `fashen.law/1`: what is known of a law, as JSON.

use serde::Serialize;

use super::show::Part;
use crate::date::Date;
use crate::lawbook::Law;
use crate::library::{Provision, Version};

#[derive(Serialize)]
pub struct Row<'a> {
    pub schema: &'static str,
    pub as_of: String,
    pub title: &'a str,
    pub status: String,
    pub index: Option<IndexRow<'a>>,
    pub version: Option<VersionRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<PartRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<Vec<ContentsRow<'a>>>,
}

#[derive(Serialize)]
pub struct IndexRow<'a> {
    title: &'a str,
    level: &'a str,
    number: &'a str,
    adopted: Option<String>,
    revised: Option<String>,
    effective: Option<String>,
    ended: Option<String>,
    successor: &'a str,
    last_article: Option<u32>,
}

impl IndexRow<'_> {
    pub fn of(law: &Law) -> IndexRow<'_> {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        IndexRow {
            title: law.title,
            level: law.level,
            number: law.number,
            adopted: day(law.adopted),
            revised: day(law.revised),
            effective: day(law.effective),
            ended: day(law.ended),
            successor: law.successor,
            last_article: law.last_article,
        }
    }
}

/// A version in JSON.
#[derive(Serialize)]
pub struct VersionRow<'a> {
    title: &'a str,
    edition: &'a str,
    from: String,
    until: Option<String>,
    adopted: Option<String>,
    revised: Option<String>,
    effective: Option<String>,
    articles: u32,
    last_article: u32,
    source: &'a str,
}

impl VersionRow<'_> {
    pub fn of(version: &Version) -> VersionRow<'_> {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        VersionRow {
            title: &version.title,
            edition: &version.edition,
            from: version.from.to_string(),
            until: day(version.until),
            adopted: day(version.adopted),
            revised: day(version.revised()),
            effective: day(version.effective),
            articles: version.articles,
            last_article: version.last_article,
            source: &version.source,
        }
    }
}

#[derive(Serialize)]
pub struct PartRow<'a> {
    place: &'a str,
    number: u32,
    suffix: u32,
    chapter: &'a str,
    caption: &'a str,
    text: &'a str,
}

impl<'a> PartRow<'a> {
    pub fn of(part: &'a Part<'a>) -> PartRow<'a> {
        let Part { place, provision, text } = part;
        let ordinal = provision.ordinal.unwrap_or_else(|| 0.into());
        let (number, suffix) = (ordinal.number, ordinal.suffix);
        PartRow { place, number, suffix, chapter: &provision.chapter, caption: &provision.caption, text }
    }
}

#[derive(Serialize)]
pub struct ContentsRow<'a> {
    place: String,
    chapter: &'a str,
    caption: &'a str,
}

impl ContentsRow<'_> {
    pub fn of(provision: &Provision) -> ContentsRow<'_> {
        ContentsRow { place: provision.place(), chapter: &provision.chapter, caption: &provision.caption }
    }
}
