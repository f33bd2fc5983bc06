//! Articles that hold words: a scan, for words of two characters, which no index of SQLite finds.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, params_from_iter};

use super::{Fault, Library, Version};

/// An article with all the words.
#[derive(Clone, Debug)]
pub struct Hit {
    pub version: Arc<Version>,
    /// Index in [`Version::provisions`].
    pub at: usize,
    /// How often the words stand there.
    pub count: usize,
}

/// The best hits, and how many there are in all.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    pub best: Vec<Hit>,
    pub all: usize,
}

impl Library {
    /// Articles of the given versions that hold all words: those with most hits first, then by title, version and
    /// number.
    pub fn search(&self, words: &[String], versions: &[Arc<Version>], limit: usize) -> Result<Hits, Fault> {
        let words: Vec<_> = words.iter().filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Ok(Hits::default());
        }
        let rows = self.shelf.query(|connection| scan(connection, &words))?;
        let asked: HashMap<i64, &Arc<Version>> = versions.iter().map(|version| (version.id, version)).collect();
        let hit = |(id, at, count)| Some(Hit { version: Arc::clone(asked.get(&id)?), at, count });
        let hits = rows.into_iter().filter_map(hit);
        let mut best: Vec<Hit> = hits.collect();
        best.sort_by(|a, b| {
            let key = |hit: &Hit| (hit.version.title.clone(), hit.version.from, hit.at);
            b.count.cmp(&a.count).then_with(|| key(a).cmp(&key(b)))
        });
        let all = best.len();
        best.truncate(limit);
        Ok(Hits { best, all })
    }
}

/// Version, position and number of hits.
fn scan(connection: &Connection, words: &[&String]) -> rusqlite::Result<Vec<(i64, usize, usize)>> {
    let holds: Vec<_> = (1..=words.len()).map(|at| format!("instr(text, ?{at}) > 0")).collect();
    let sql = format!("SELECT version, position, text FROM provision WHERE {}", holds.join(" AND "));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(words))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = row.get_ref(2)?.as_str()?;
        let count = words.iter().map(|word| text.matches(word.as_str()).count()).sum();
        found.push((row.get(0)?, row.get::<_, u32>(1)? as usize, count));
    }
    Ok(found)
}
