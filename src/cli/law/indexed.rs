//! `fashen law map` without texts: the article numbers that the built-in map knows.

use std::fmt::Write;

use serde::Serialize;

use crate::lawbook::{Law, Moved};
use crate::numeral::chinese;

/// The last revision of a law that was compared.
#[derive(Serialize)]
pub struct Indexed {
    schema: &'static str,
    law: String,
    /// The law that has the new numbers: the same, or a code.
    new_law: String,
    old_version: Option<String>,
    new_version: String,
    /// Only articles whose number changed.
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    old: u32,
    /// `None`: no article of the new text is clearly like it.
    new: Option<u32>,
    similarity: f64,
}

impl Indexed {
    /// `None` where nothing was compared.
    pub fn new(law: &Law, moves: &[(u32, Moved)]) -> Option<Indexed> {
        let (_, first) = moves.first()?;
        let row = |(old, moved): &(u32, Moved)| Row { old: *old, new: moved.article, similarity: moved.similarity };
        Some(Indexed {
            schema: "fashen.law-map-index/1",
            law: law.title.to_owned(),
            new_law: first.law.to_owned(),
            old_version: first.before.map(|day| day.to_string()),
            new_version: first.version.to_string(),
            rows: moves.iter().map(row).collect(),
        })
    }

    pub fn terminal(&self) -> String {
        let old = self.old_version.as_ref().map_or_else(String::new, |day| format!("（{day}）"));
        let mut out = format!("旧：《{}》{old}\n新：《{}》（{}）\n", self.law, self.new_law, self.new_version);
        out.push_str("内置的条号对照，由机器比对，请核对原文；没有列出的条，条号没有变。\n\n");
        for row in &self.rows {
            let new = row.new.map_or_else(|| "没有明显对应的条".to_owned(), |new| format!("第{}条", chinese(new)));
            let _ = writeln!(out, "第{}条 → {new}（相似度{:.0}%）", chinese(row.old), row.similarity * 100.0);
        }
        out
    }

    /// A line for each article whose number changed.
    pub fn tsv(&self) -> String {
        let mut out = "old\tnew\tsimilarity\n".to_owned();
        for row in &self.rows {
            let new = row.new.map_or_else(String::new, |new| new.to_string());
            let _ = writeln!(out, "{}\t{new}\t{:.2}", row.old, row.similarity);
        }
        out
    }
}
