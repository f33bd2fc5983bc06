//! Which kind the real texts are taken for; says when it is skipped.

#![allow(clippy::unwrap_used)]

mod beside;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fashen::fact::Kind;
use fashen::finding::Confidence;
use fashen::lawbook::Lawbook;
use fashen::{check, fact, parse, rule, source};
use rayon::prelude::*;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_')) {
            found.push(path);
        }
    }
}

struct Judged {
    folder: String,
    guess: Kind,
    triage: check::triage::Triage,
    title: String,
    path: PathBuf,
}

fn judge(path: &Path, root: &Path, rules: &rule::RuleSet, lawbook: &Lawbook) -> Option<Judged> {
    let source = source::read(path).ok()?.into_draft().ok()?;
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    let facts = fact::collect(&source.text, &document, &passages, lawbook);
    let triage = check::triage::judge(&source.text, &document, &facts, &passages, &rules.triage);
    let inside = path.strip_prefix(root).unwrap();
    let folder: PathBuf = inside.components().take(2).collect();
    let folder = folder.display().to_string();
    Some(Judged { folder, guess: facts.kind, triage, title: facts.title, path: inside.to_owned() })
}

fn rules() -> rule::RuleSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let sources = rule::load_folder(&folder).unwrap_or_else(|_| panic!());
    let sources: Vec<_> = sources.into_iter().map(|it| rule::Source { trusted: true, ..it }).collect();
    rule::load(&sources, rule::NATION).unwrap_or_else(|_| panic!())
}

/// Statutes are told by decree, adoption and name. What the texts leave out, nobody can tell: 规定 and 办法 without
/// the note that says who adopted them.
#[test]
fn kinds_by_folder() {
    let Some(shared) = beside::shared() else { return };
    let root = shared.join("corpus");
    let rules = rules();
    let lawbook = Lawbook::built_in();
    let mut paths = Vec::new();
    ["laws", "normdocs", "formats"].iter().for_each(|folder| files(&root.join(folder), &mut paths));
    paths.sort();
    let judged: Vec<_> = paths.par_iter().filter_map(|path| judge(path, &root, &rules, &lawbook)).collect();
    table(&judged);
    if std::env::var_os("FASHEN_ROWS").is_some() {
        judged.iter().for_each(row);
    }
    let statutes = ["laws/DLC", "laws/行政法规", "laws/行政法", "laws/经济法", "laws/社会法", "laws/宪法相关法"];
    let of = |it: &&Judged| statutes.contains(&it.folder.as_str());
    let all = judged.iter().filter(of).count();
    let told = judged.iter().filter(of).filter(|it| it.triage.kind == Kind::Statute).count();
    println!("statutes told: {told} of {all}");
    assert!(told * 100 >= all * 94, "{told} of {all}");
}

fn table(judged: &[Judged]) {
    let mut counts: BTreeMap<&str, BTreeMap<(bool, &str), usize>> = BTreeMap::new();
    for it in judged {
        let folder = counts.entry(&it.folder).or_default();
        let doubt = it.triage.confidence == Some(Confidence::Possible) && it.triage.kind != Kind::Unknown;
        let now = if doubt { "normative?" } else { it.triage.kind.name() };
        *folder.entry((false, it.guess.name())).or_default() += 1;
        *folder.entry((true, now)).or_default() += 1;
    }
    let kinds = ["normative-document", "normative?", "major-decision", "statute", "other", "unknown"];
    println!("{:<34} before → now: {}", "folder", kinds.join(" | "));
    for (folder, counts) in counts {
        let of = |now: bool, kind: &str| counts.get(&(now, kind)).copied().unwrap_or(0);
        let cells = kinds.map(|kind| format!("{:>4} → {:<4}", of(false, kind), of(true, kind)));
        println!("{folder:<34} {}", cells.join(" | "));
    }
}

fn row(it: &Judged) {
    let why = |reasons: &[check::triage::Reason]| {
        reasons.iter().map(|it| format!("{}“{}”", it.place, it.quote)).collect::<Vec<_>>().join(",")
    };
    let organ = &it.triage.organ;
    println!(
        "ROW\t{}\t{}\t{}\t{:?}\t{}\t{}\tFOR {}\tAGAINST {}\t{:?} {}",
        it.path.display(),
        it.guess.name(),
        it.triage.kind.name(),
        it.triage.confidence,
        it.title,
        it.triage.item.as_deref().unwrap_or(""),
        why(&it.triage.reasons),
        why(&it.triage.against),
        organ.may_issue,
        organ.name.as_deref().unwrap_or("")
    );
}
