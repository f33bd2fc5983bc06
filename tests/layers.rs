//! The import law: a module imports only from the layers below it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Layers from the bottom up; modules of one layer may not import each other.
///
/// Two places differ from DESIGN §2. `finding` stands below `compare` and `rule`: it is plain data (grade, confidence, heading, span),
/// and rules are written in its words. `text`, `numeral` and `date` are layers of their own: each uses the one before.
const LAW: [&[&str]; 21] = [
    &["limits"],
    &["text"],
    &["numeral"],
    &["date"],
    &["document", "ooxml", "lexicon"],
    &["source", "lawbook"],
    &["parse"],
    &["library"],
    &["fact"],
    &["finding"],
    &["dossier", "compare"],
    &["rule"],
    &["check"],
    &["round"],
    &["ledger"],
    &["review", "sweep"],
    &["opinion", "annotate"],
    &["output"],
    &["cli"],
    &["main"],
    &["lib"],
];

fn layer(module: &str) -> usize {
    LAW.iter().position(|layer| layer.contains(&module)).unwrap_or_else(|| panic!("{module} has no layer"))
}

/// Rust files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Code without comments and without what stands under `#[cfg(test)]`.
fn product(content: &str) -> String {
    let mut kept = String::new();
    let mut lines = content.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line.split("//").next().unwrap());
            kept.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let item = lines.next().unwrap();
        if item.ends_with('{') {
            let close = format!("{indent}}}");
            lines.by_ref().take_while(|line| *line != close).for_each(drop);
        }
    }
    kept
}

/// Files that only tests include: `tests.rs` and what stands in a `tests/` folder.
fn is_test(inside: &Path) -> bool {
    inside.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// First names of the paths behind `crate::`, one or a group in braces.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.extend(name(rest)),
        }
    }
    found
}

fn name(rest: &str) -> Option<String> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    (end > 0).then(|| rest[..end].to_owned())
}

/// The first names of a group: `text::{Span, Text}, date}` gives text and date.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut found) = (0, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && !c.is_whitespace() => {
                found.extend(name(&group[at..]));
                start = false;
            }
            _ => {}
        }
    }
    found
}

/// How often `super::` is said in a row at most.
fn climbs(code: &str) -> usize {
    let count = |at: usize| code[at..].split("super::").take_while(|between| between.is_empty()).count();
    code.match_indices("super::").map(|(at, _)| count(at)).max().unwrap_or(0)
}

#[test]
fn modules_import_only_from_below() {
    let src = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&src, &mut paths);
    let mut wrong = BTreeSet::new();
    let mut seen = 0;
    for path in &paths {
        let inside = path.strip_prefix(&src).unwrap();
        if is_test(inside) {
            continue;
        }
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        let code = product(&std::fs::read_to_string(path).unwrap());
        // `super` beyond the module's own root would reach other modules unseen.
        let depth = inside.components().count() - usize::from(inside.ends_with("mod.rs"));
        if climbs(&code) >= depth {
            wrong.insert(format!("{}: super:: leaves the module", inside.display()));
        }
        for import in imports(&code).iter().filter(|import| *import != module) {
            seen += 1;
            if layer(import) >= layer(module) {
                wrong.insert(format!("{}: {module} imports {import}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
    assert!(seen > 100, "only {seen} imports were seen: does the scan still work?");
}

#[test]
fn the_map_names_every_module() {
    let map = std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules: Vec<_> = map.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(modules.len() >= 18, "{modules:?}");
    modules.iter().for_each(|module| assert!(layer(module) < layer("main"), "{module}"));
}

#[test]
fn the_scan_sees_what_it_must() {
    let code = "use crate::{date, text::{Span, Text}};\nlet x = crate::rule::load(); // crate::check\n\
                #[cfg(test)]\nmod tests {\n    use crate::opinion;\n}\nfn f() { $crate::parse::parse() }\n";
    let code = product(code);
    assert_eq!(imports(&code).into_iter().collect::<Vec<_>>(), ["date", "parse", "rule", "text"]);
    assert_eq!(climbs("use super::super::x; use super::y;"), 2);
    assert_eq!(climbs("use crate::x;"), 0);
}
