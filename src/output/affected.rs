//! `fashen.affected/1`: the documents that rest on a law.

use serde::Serialize;

use super::findings::{Skipped, UnreadRow};
use super::plain::visible;
use crate::date::Date;
use crate::lawbook::{Force, Lawbook, Moved};
use crate::numeral::chinese;
use crate::sweep::{self, Wanted, Weight};

pub const SCHEMA: &str = "fashen.affected/1";

#[derive(Debug, Serialize)]
pub struct Report {
    schema: &'static str,
    as_of: String,
    lawbook_date: String,
    /// The full title, or what was asked for if the index does not know it.
    law: String,
    article: Option<u32>,
    /// What the index says of the law on the day; nothing where it does not know it.
    state: Option<String>,
    /// How many documents were read.
    read: usize,
    documents: Vec<DocumentRow>,
    unread: Vec<UnreadRow>,
    skipped: Skipped,
}

#[derive(Debug, Serialize)]
struct DocumentRow {
    path: String,
    title: String,
    document_number: Option<String>,
    written: Option<String>,
    /// Titles of the documents between this one and the law.
    through: Vec<String>,
    clauses: Vec<ClauseRow>,
}

#[derive(Debug, Serialize)]
struct ClauseRow {
    place: String,
    quote: String,
    cites: String,
    articles: Vec<String>,
    weight: Weight,
    moved: Vec<MovedRow>,
}

#[derive(Debug, Serialize)]
struct MovedRow {
    old: u32,
    /// The version that was compared, where its day is known.
    before: Option<String>,
    law: String,
    version: String,
    /// `None`: no article of the new text is clearly like it.
    new: Option<u32>,
    similarity: f64,
}

impl Report {
    pub fn new(
        documents: &[sweep::Document],
        wanted: &Wanted,
        lawbook: &Lawbook,
        day: Date,
        unread: Vec<UnreadRow>,
        skipped: Skipped,
    ) -> Report {
        let affected = sweep::affected(documents, wanted, lawbook, day);
        Report {
            schema: SCHEMA,
            as_of: day.to_string(),
            lawbook_date: lawbook.date().to_owned(),
            law: wanted.name.clone(),
            article: wanted.article,
            state: state(wanted, lawbook, day),
            read: documents.len(),
            documents: affected.iter().map(DocumentRow::new).collect(),
            unread,
            skipped,
        }
    }

    pub fn is_complete(&self) -> bool {
        self.unread.is_empty()
    }

    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|out| out + "\n")
    }

    /// The summary, the documents that cite the law, those behind them, what was not read.
    pub fn terminal(&self) -> String {
        let mut out = self.summary();
        for document in &self.documents {
            out.push_str(&document.show());
        }
        if !self.unread.is_empty() {
            out.push_str("\n未读的文件（没有计入）：\n");
        }
        for row in &self.unread {
            out.push_str(&format!("  {}：{}。{}\n", visible(&row.path), visible(&row.reason), visible(&row.advice)));
        }
        out
    }

    pub fn summary(&self) -> String {
        let article = self.article.map_or_else(String::new, |number| format!("第{}条", chinese(number)));
        let state = self.state.as_ref().map_or_else(|| "法规索引中没有".to_owned(), Clone::clone);
        let direct = self.documents.iter().filter(|document| document.through.is_empty()).count();
        let clauses: usize = self.documents.iter().map(|document| document.clauses.len()).sum();
        format!(
            "《{}》{article}　{state}\n读了{}份文件，{}份受影响：直接引用{direct}份，经由其他文件{}份；引用{clauses}处。{}\n",
            visible(&self.law),
            self.read,
            self.documents.len(),
            self.documents.len() - direct,
            if self.unread.is_empty() {
                String::new()
            } else {
                format!("另有{}份没有读出来。", self.unread.len())
            },
        )
    }
}

/// 现行; 已于2026年8月15日废止，由……代替
fn state(wanted: &Wanted, lawbook: &Lawbook, day: Date) -> Option<String> {
    let law = lawbook.find(&wanted.name)?;
    Some(match law.force_on(day) {
        Force::InForce => match law.revised.filter(|revised| *revised <= day) {
            Some(revised) => format!("现行，最近一次修订{}", crate::date::chinese(revised)),
            None => "现行".to_owned(),
        },
        Force::NotYet(from) => format!("自{}起施行", crate::date::chinese(from)),
        Force::Unproven => "现行有效性未核".to_owned(),
        Force::Ended(ended) => {
            let when =
                ended.map_or_else(|| "已经废止".to_owned(), |day| format!("已于{}废止", crate::date::chinese(day)));
            let successor = Some(law.successor).filter(|title| !title.is_empty());
            when + &successor.map_or_else(String::new, |title| format!("，由《{title}》代替"))
        }
    })
}

impl DocumentRow {
    fn new(affected: &sweep::Affected<'_>) -> DocumentRow {
        let document = affected.document;
        DocumentRow {
            path: document.path.clone(),
            title: document.title.clone(),
            document_number: document.number.clone(),
            written: document.written.map(|day| day.to_string()),
            through: affected.through.iter().map(|title| (*title).to_owned()).collect(),
            clauses: affected.clauses.iter().map(ClauseRow::new).collect(),
        }
    }

    fn show(&self) -> String {
        let facts: Vec<&str> =
            [self.document_number.as_deref(), self.written.as_deref()].into_iter().flatten().collect();
        let facts = if facts.is_empty() { String::new() } else { format!("（{}）", facts.join("，")) };
        let mut out = format!("\n{}　{}{}\n", visible(&self.path), visible(&self.title), visible(&facts));
        if !self.through.is_empty() {
            let titles: Vec<_> = self.through.iter().map(|title| format!("《{}》", visible(title))).collect();
            out.push_str(&format!("  经由{}\n", titles.join("→")));
        }
        out.extend(self.clauses.iter().map(ClauseRow::show));
        out
    }
}

impl ClauseRow {
    fn new(affected: &sweep::AffectedClause<'_>) -> ClauseRow {
        let (clause, citation) = (affected.clause, &affected.clause.citation);
        ClauseRow {
            place: clause.place.clone(),
            quote: clause.quote.clone(),
            cites: citation.title.clone(),
            articles: citation.articles.iter().map(ToString::to_string).collect(),
            weight: clause.weight,
            moved: affected.moved.iter().map(|(old, moved)| MovedRow::new(*old, moved)).collect(),
        }
    }

    fn show(&self) -> String {
        let (place, quote) = (visible(&self.place), visible(&self.quote));
        let mut out = format!("  {place}　{}　{quote}\n", self.weight.chinese());
        out.extend(self.moved.iter().map(MovedRow::show));
        out
    }
}

impl MovedRow {
    fn new(old: u32, moved: &Moved) -> MovedRow {
        let (law, version) = (moved.law.to_owned(), moved.version.to_string());
        let before = moved.before.map(|day| day.to_string());
        MovedRow { old, before, law, version, new: moved.article, similarity: moved.similarity }
    }

    fn show(&self) -> String {
        let new = match self.new {
            Some(number) => {
                format!("第{}条（机器比对，相似度{:.0}%，请核对）", chinese(number), self.similarity * 100.0)
            }
            None => "没有明显对应的条".to_owned(),
        };
        let before = self.before.as_ref().map_or_else(String::new, |day| format!("{day}文本"));
        format!("    {before}第{}条 → 《{}》{}文本{new}\n", chinese(self.old), self.law, self.version)
    }
}
