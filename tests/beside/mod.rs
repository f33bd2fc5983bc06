//! The folder of real texts beside the repository, and what several tests need.

#![allow(clippy::unwrap_used)]
#![allow(dead_code)] // no test uses all of it

pub mod package;
pub mod random;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of real texts, or `None` (said once per test).
pub fn shared() -> Option<PathBuf> {
    let beside = std::env::var_os("FASHEN_SHARED").map(PathBuf::from);
    let path = beside.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    if path.join("corpus").is_dir() {
        return Some(path);
    }
    println!("skipped: no real texts at {}", path.display());
    None
}

/// A row of a table, by column name.
pub type Row = BTreeMap<String, String>;

/// Rows of a tab-separated table with a header line.
pub fn table(path: &Path) -> Vec<Row> {
    let content = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut lines = content.lines();
    let header: Vec<_> = lines.next().unwrap().split('\t').map(str::to_owned).collect();
    lines.map(|line| header.iter().cloned().zip(line.split('\t').map(str::to_owned)).collect()).collect()
}
