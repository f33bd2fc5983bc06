//! The sample dossiers, from complete to chaotic: what every file is, and what is missing, exactly.
//! `dossiers.tsv` was written by hand; `dossiers/make.py` writes the files.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fashen::date::{Calendar, Date};
use fashen::dossier::Item;
use fashen::finding::Confidence;
use fashen::lawbook::Lawbook;
use fashen::review::{self, Desk, Draft, Folder, Settings};
use fashen::rule::{self, Check, NATION, RuleSet};

struct Bench {
    rules: RuleSet,
    lawbook: Lawbook,
}

impl Bench {
    fn new() -> Bench {
        let rules = rule::load(&rule::built_in(), NATION).unwrap_or_else(|faults| panic!("{}", faults[0].show()));
        Bench { rules, lawbook: Lawbook::built_in() }
    }

    fn open(&self, folder: &Path) -> Folder {
        let desk =
            Desk { rules: &self.rules, lawbook: &self.lawbook, calendar: Calendar::built_in(), progress: &|_| {} };
        review::open_folder(folder, &desk).unwrap_or_else(|why| panic!("{}: {why}", folder.display()))
    }

    fn check(&self, folder: &Folder) -> Draft {
        let region = self.rules.region(NATION);
        let settings = Settings {
            rules: &self.rules,
            lawbook: &self.lawbook,
            region: &region,
            library: None,
            themes: &[],
            lists: None,
            as_of: Date::new(2026, 10, 20).unwrap(),
            kind: None,
        };
        let source = folder.draft.read().unwrap().into_draft().unwrap();
        review::check(source, &settings, Some(&folder.dossier))
    }
}

/// What stands in the table for a file: `material`, `material=` for a copy, `material?` for one that cannot be read.
fn label(item: &Item, is_read: bool) -> String {
    let material = item.material.as_deref().unwrap_or("unknown");
    match (is_read, &item.same_as) {
        (false, _) => format!("{material}?"),
        (true, Some(_)) => format!("{material}="),
        (true, None) => material.to_owned(),
    }
}

fn found(bench: &Bench, folder: &Path) -> BTreeMap<String, String> {
    let sorted = bench.open(folder);
    let mut rows = BTreeMap::new();
    let known = [&sorted.draft_item].into_iter().chain(&sorted.dossier.items).map(|item| (item, true));
    for (item, is_read) in known.chain(sorted.dossier.unread.iter().map(|item| (item, false))) {
        rows.insert(review::inner(&item.path, folder), label(item, is_read));
    }
    let draft = bench.check(&sorted);
    let missing = draft.outcome.findings.iter().filter(|finding| finding.confidence > Confidence::Possible);
    let missing = missing.filter_map(|finding| match &bench.rules.find(&finding.rule)?.check {
        Check::Procedure(procedure) => Some(procedure.material.clone()),
        _ => None,
    });
    let missing: BTreeSet<_> = missing.collect();
    rows.insert("（缺）".to_owned(), missing.into_iter().collect::<Vec<_>>().join(" "));
    let times = draft.outcome.findings.iter().filter(|finding| {
        let rule = bench.rules.find(&finding.rule).unwrap();
        matches!(rule.check, Check::Timeline(_) | Check::Consistency(_))
    });
    let times: BTreeSet<_> = times.map(|finding| finding.rule.to_string()).collect();
    rows.insert("（时间和一致）".to_owned(), times.into_iter().collect::<Vec<_>>().join(" "));
    rows
}

#[test]
fn every_file_is_recognised_and_the_missing_list_is_exact() {
    let bench = Bench::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/samples/dossiers");
    let mut expected: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for line in include_str!("dossiers.tsv").lines().skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        expected.entry(cells[0]).or_default().insert(cells[1].to_owned(), cells[2].to_owned());
    }
    let mut wrong = Vec::new();
    let mut folders: Vec<_> = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in &folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let found = found(&bench, folder);
        let wanted = expected.remove(name).unwrap_or_default();
        for file in found.keys().chain(wanted.keys()).collect::<BTreeSet<_>>() {
            if found.get(file) != wanted.get(file) {
                wrong.push(format!(
                    "{name}\t{file}\t{}\twanted {:?}",
                    found.get(file).map_or("-", |it| it),
                    wanted.get(file)
                ));
            }
        }
    }
    assert_eq!(folders.len(), 12);
    assert!(wrong.is_empty() && expected.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_user_wrote_outweighs_everything() {
    let bench = Bench::new();
    let folder = std::env::temp_dir().join(format!("fashen-given-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("甲.txt"),
        "青溪县停车场管理办法\n第一条 为了加强管理，制定本办法。\n第二条 停车场应当明码标价。\n",
    )
    .unwrap();
    std::fs::write(
        folder.join("乙.txt"),
        "青溪县停车场管理规定（送审稿）\n第一条 为了加强管理，制定本规定。\n第二条 停车场应当明码标价。\n",
    )
    .unwrap();
    std::fs::write(folder.join("扫描.pdf"), b"%PDF-1.4").unwrap();
    assert!(bench.open(&folder).draft.name() == "乙.txt");
    let given = "[[file]]\npath = \"甲.txt\"\nmaterial = \"draft\"\n[[file]]\npath = \"乙.txt\"\nmaterial = \"other\"\n\
                 [[file]]\npath = \"扫描.pdf\"\nmaterial = \"legal-opinion\"\n[dates]\ndepartment-review = 2026-09-01\n";
    std::fs::write(folder.join("dossier.toml"), given).unwrap();
    let sorted = bench.open(&folder);
    assert_eq!(sorted.draft.name(), "甲.txt");
    assert!(sorted.dossier.has("legal-opinion") && sorted.dossier.unread.is_empty());
    assert_eq!(sorted.dossier.events.iter().map(|event| event.date.to_string()).collect::<Vec<_>>(), ["2026-09-01"]);
    std::fs::write(folder.join("dossier.toml"), "[[file]]\npath = \"甲.txt\"\nmaterial = \"darft\"\n").unwrap();
    let desk = Desk { rules: &bench.rules, lawbook: &bench.lawbook, calendar: Calendar::default(), progress: &|_| {} };
    let refused = review::open_folder(&folder, &desk).err().unwrap().to_string();
    assert!(refused.contains("没有材料种类“darft”"), "{refused}");
    std::fs::remove_dir_all(&folder).unwrap();
}
