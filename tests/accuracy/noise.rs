//! How much is said of real texts, and of how many of their paragraphs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fashen::fact::{self, Kind};
use fashen::finding::{Confidence, Finding, Grade};
use fashen::{parse, source};
use rayon::prelude::*;

use super::beside::table;
use super::engine::{Engine, family};

/// Findings of one corpus by family and confidence, and how many paragraphs they are of.
#[derive(Default)]
pub struct Noise {
    pub files: usize,
    pub paragraphs: usize,
    pub families: BTreeMap<String, [usize; 3]>,
    /// Paragraphs with a competition finding at 很可能 or above, violation or defect.
    pub competition: usize,
    /// With any competition finding.
    pub competition_any: usize,
    /// At 很可能 or above, violation or defect, outside term, procedure and citation.
    pub pressing: usize,
}

impl Noise {
    fn add(mut self, other: Noise) -> Noise {
        self.files += other.files;
        self.paragraphs += other.paragraphs;
        self.competition += other.competition;
        self.competition_any += other.competition_any;
        self.pressing += other.pressing;
        for (family, counts) in other.families {
            let own = self.families.entry(family).or_default();
            own.iter_mut().zip(counts).for_each(|(own, count)| *own += count);
        }
        self
    }

    fn count(&mut self, findings: &[Finding]) {
        let pressing = |it: &&Finding| it.confidence > Confidence::Possible && it.grade > Grade::Advice;
        for finding in findings {
            self.families.entry(family(finding).to_owned()).or_default()[column(finding.confidence)] += 1;
        }
        let competition = findings.iter().filter(|it| family(it) == "competition");
        let places = |it: &Finding| it.place.to_string();
        self.competition = competition.clone().filter(pressing).map(places).collect::<BTreeSet<_>>().len();
        self.competition_any = competition.map(places).collect::<BTreeSet<_>>().len();
        let outside = |it: &&Finding| !matches!(family(it), "validity" | "procedure" | "citation");
        self.pressing = findings.iter().filter(pressing).filter(outside).count();
    }
}

pub fn of_folder(engine: &Engine, folder: &Path, kind: Option<Kind>) -> Noise {
    let mut files = Vec::new();
    walk(folder, &mut files);
    of_files(engine, &files, kind)
}

pub fn of_files(engine: &Engine, files: &[PathBuf], kind: Option<Kind>) -> Noise {
    files.par_iter().filter_map(|path| of_file(engine, path, kind)).reduce(Noise::default, Noise::add)
}

/// Normative documents of the State Council and two authorities, in force and not too long.
pub fn good_documents(corpus: &Path) -> Vec<PathBuf> {
    const LONGEST: usize = 60_000;
    let folders = ["normdocs/state_council/", "normdocs/nmpa/", "normdocs/finance_ministries/"];
    let rows = table(&corpus.join("normdocs.tsv"));
    let rows = rows.iter().filter(|row| folders.iter().any(|folder| row["file"].starts_with(folder)));
    let in_force = rows.filter(|row| !row["status"].contains("失效"));
    in_force
        .filter(|row| row["chars"].parse().is_ok_and(|n: usize| n < LONGEST))
        .map(|row| corpus.join(&row["file"]))
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { walk(&entry.path(), files) } else { files.push(entry.path()) }
    }
}

fn of_file(engine: &Engine, path: &Path, kind: Option<Kind>) -> Option<Noise> {
    let source = source::read(path).ok()?;
    let document = parse::parse(&source.text);
    let paragraphs = fact::passages(&source.text, &document).len();
    let mut noise = Noise { files: 1, paragraphs, ..Noise::default() };
    noise.count(&engine.findings(source, kind));
    Some(noise)
}

fn column(confidence: Confidence) -> usize {
    match confidence {
        Confidence::Certain => 0,
        Confidence::Likely => 1,
        Confidence::Possible => 2,
    }
}
