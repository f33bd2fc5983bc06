//! Findings read by hand against the law (tests/accuracy/reading.tsv), chosen at random by a seed.

use std::collections::BTreeMap;
use std::path::Path;

use super::beside::table;
use super::labelled::Share;

/// What the readers said, by family and by rule.
pub struct Reading {
    pub all: Share,
    pub families: BTreeMap<String, Share>,
    pub rules: BTreeMap<String, Share>,
}

pub fn read() -> Reading {
    let rows = table(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/accuracy/reading.tsv")));
    let mut reading = Reading { all: Share::default(), families: BTreeMap::new(), rules: BTreeMap::new() };
    for row in &rows {
        let is_right = match row["verdict"].as_str() {
            "right" => true,
            "wrong" => false,
            other => panic!("{other}"),
        };
        reading.all.add(is_right);
        let family = row["rule"].split('/').next().unwrap_or_default();
        reading.families.entry(family.to_owned()).or_default().add(is_right);
        reading.rules.entry(row["rule"].clone()).or_default().add(is_right);
    }
    reading
}
