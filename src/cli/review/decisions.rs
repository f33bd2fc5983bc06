//! The reviewers' decisions at hand: files named, files found among the materials, the form of an earlier run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::write::Outgoing;
use super::Review;
use crate::limits::MAX_NOTES_BYTES;
use crate::output::decisions::{self, Existing, Known};
use crate::output::findings::Report;
use crate::round::{self, Standings};

/// The form that every review writes.
const FORM: &str = "decisions.toml";

#[derive(Default)]
pub struct Decisions {
    pub all: Standings,
    /// Of the round before.
    pub carried: Standings,
    /// The form that stands in the output folder: its content, and which findings it lists.
    form: Option<(String, Vec<String>)>,
}

impl Decisions {
    pub fn gather(command: &Review) -> Result<Decisions, Failure> {
        let form = command.output.as_ref().map(|folder| folder.join(FORM));
        let found = command.output.iter().chain([&command.path]).flat_map(|folder| in_folder(folder));
        let (mut seen, mut all, mut carried) = (BTreeSet::new(), Vec::new(), Vec::new());
        let mut decisions = Decisions::default();
        for path in command.decisions.iter().chain(&command.previous_decisions).cloned().chain(found) {
            if !seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
                continue;
            }
            let content = read(&path)?;
            let held = held(&path, &content)?;
            if command.previous_decisions.contains(&path) {
                carried.push(held.clone());
            }
            if form.as_ref() == Some(&path) {
                decisions.form = Some((content, held.listed.clone()));
            }
            all.push(held);
        }
        decisions.all = Standings::new(all);
        decisions.carried = Standings::new(carried);
        Ok(decisions)
    }

    /// The form with every finding; marks that stand in it stay.
    pub fn file(&self, folder: &Path, report: &Report) -> Outgoing {
        let existing = self.form.as_ref().map(|(content, listed)| Existing { content, listed });
        let known = Known { carried: &self.carried, all: &self.all };
        Outgoing::new(folder.join(FORM), decisions::toml(report, existing.as_ref(), &known).into_bytes())
    }
}

/// `decisions*.toml` in a folder, sorted.
fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_one = |path: &PathBuf| {
        path.is_file() && path.file_name().is_some_and(|name| round::is_decisions(&name.to_string_lossy()))
    };
    let mut found: Vec<_> = entries.filter(is_one).collect();
    found.sort();
    found
}

pub fn read(path: &Path) -> Result<String, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::new(format!("读不了 {}：{why}", path.display()));
    let size = fs::metadata(path).map_err(|error| failed(&error))?.len();
    if size > MAX_NOTES_BYTES {
        return Err(failed(&"文件过大，不像是决定登记或者问题清单"));
    }
    fs::read_to_string(path).map_err(|error| failed(&error))
}

fn held(path: &Path, content: &str) -> Result<round::Held, Failure> {
    round::read_decisions(&path.display().to_string(), content).map_err(|faults| {
        let shown: Vec<_> = faults.iter().map(crate::rule::Fault::show).collect();
        Failure::new(format!("决定登记有{}处错误，没有写任何文件\n\n{}", faults.len(), shown.join("\n\n")))
    })
}
