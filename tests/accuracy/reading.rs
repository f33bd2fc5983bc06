//! Findings read by hand against the law (reading.tsv): 200 of all at 很可能 or above, violation or defect, in normative documents
//! and files of offices, chosen by a seed (20261122; at most two of a rule in a file), and those that the mended rules say anew. The rules were mended afterwards:
//! what is no longer said counts no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fashen::fact::Kind;
use fashen::finding::Confidence;
use fashen::source;

use super::beside::{Row, table};
use super::engine::Engine;
use super::labelled::Share;

/// What the readers said, by family and by rule.
#[derive(Default)]
pub struct Reading {
    /// At the first reading, before the rules were mended.
    pub first: Share,
    /// Of what is still said.
    pub now: Share,
    pub families: BTreeMap<String, Share>,
    pub rules: BTreeMap<String, Share>,
    /// Of documents that nobody had seen, round by round (fresh.tsv): read once, before the rules were mended by them.
    pub fresh: BTreeMap<String, Fresh>,
}

/// One round of unseen documents.
#[derive(Default)]
pub struct Fresh {
    pub documents: BTreeSet<String>,
    pub right: Share,
}

pub fn read(engine: &Engine, corpus: &Path) -> Reading {
    let rows = table(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/accuracy/reading.tsv")));
    let mut said: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    for row in &rows {
        said.entry(&row["file"]).or_insert_with(|| findings(engine, &corpus.join(&row["file"])));
    }
    let mut reading = Reading::default();
    for row in table(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/accuracy/fresh.tsv"))) {
        let round = reading.fresh.entry(row["round"].clone()).or_default();
        round.documents.insert(row["url"].clone());
        round.right.add(is_right(&row));
    }
    for row in &rows {
        let is_said = said[row["file"].as_str()].contains(&(row["rule"].clone(), row["place"].clone()));
        reading.count(row, is_said);
    }
    reading
}

impl Reading {
    fn count(&mut self, row: &Row, is_said: bool) {
        let is_right = is_right(row);
        self.first.add(is_right);
        if is_said {
            self.now.add(is_right);
            let family = row["rule"].split('/').next().unwrap_or_default();
            self.families.entry(family.to_owned()).or_default().add(is_right);
            self.rules.entry(row["rule"].clone()).or_default().add(is_right);
        }
    }
}

fn is_right(row: &Row) -> bool {
    match row["verdict"].as_str() {
        "right" => true,
        "wrong" => false,
        other => panic!("{other}"),
    }
}

/// Rules and places at 很可能 or above, where it is reviewed as a normative document.
fn findings(engine: &Engine, path: &Path) -> BTreeSet<(String, String)> {
    let Ok(source) = source::read(path) else { return BTreeSet::new() };
    let (kind, findings) = engine.reviewed(source, None);
    let likely = findings.into_iter().filter(|it| it.confidence > Confidence::Possible);
    let likely = likely.filter(|_| matches!(kind, Kind::NormativeDocument | Kind::Unknown));
    likely.map(|finding| (finding.rule.to_string(), finding.place.to_string())).collect()
}
