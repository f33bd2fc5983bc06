//! The law library over the real laws beside the repository; says when it is skipped.

#![allow(clippy::unwrap_used)]

mod beside;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use beside::shared;
use fashen::lawbook::{Lawbook, Status};
use fashen::library::{Held, Library};
use jiff::civil::date;

fn run(args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_fashen")).args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

/// A library of the laws in force, or `None` where the corpus is absent.
fn imported(name: &str) -> Option<PathBuf> {
    let laws = shared()?.join("corpus/laws_in_force_2026");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("real-law-{name}.sqlite"));
    let _ = std::fs::remove_file(&path);
    let start = Instant::now();
    let (code, said) = run(&["law", "import", laws.to_str().unwrap(), "--laws", path.to_str().unwrap(), "--quiet"]);
    println!("import: {:.2} s\n{said}", start.elapsed().as_secs_f64());
    assert_eq!(code, Some(2), "six texts have no articles or no date");
    Some(path)
}

/// Texts that are no version with articles: five decisions of one sentence, and a law without any date.
const LEFT_OUT: usize = 6;

/// Articles that a text has beyond those the index knows, read by hand: the text of a law not yet in force.
const LATER: [&str; 1] = ["中华人民共和国商标法"];

#[test]
fn every_law_in_force_has_all_its_articles() {
    let Some(path) = imported("articles") else { return };
    let library = Library::open(&path).unwrap();
    let book = Lawbook::built_in();
    let versions: Vec<_> = library.laws().flatten().collect();
    let mut known = 0;
    let mut wrong = Vec::new();
    for version in &versions {
        let law = book.find(&version.title).filter(|law| law.status == Status::InForce);
        let Some(last) = law.and_then(|law| law.last_article) else { continue };
        known += 1;
        let missing: Vec<_> = (1..=last).filter(|number| version.article(*number, 0).is_none()).collect();
        if !missing.is_empty() || version.last_article != last {
            let row = format!("{}: index {last}, here {}, missing {missing:?}", version.title, version.last_article);
            println!("{row}");
            wrong.extend(Some(row).filter(|_| !LATER.contains(&version.title.as_str())));
        }
    }
    println!("{} versions, {known} with a last article in the index", versions.len());
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(versions.len() == 310 - LEFT_OUT && known >= 290, "{}, {known}", versions.len());
    assert!(library.fault().is_none());
}

#[test]
fn parts_of_real_articles_are_found() {
    let Some(path) = imported("parts") else { return };
    let library = Library::open(&path).unwrap();
    let book = Lawbook::built_in();
    let day = date(2026, 11, 21);
    let version = |title: &str| match library.held(title, &book, day) {
        Held::Text(version) => version,
        held => panic!("{title}: {held:?}"),
    };
    let penalty = version("行政处罚法");
    assert_eq!((penalty.from, penalty.edition.as_str()), (date(2021, 7, 15), "2021年1月22日修订"));
    let kinds = penalty.article(9, 0).unwrap();
    assert_eq!((kinds.paragraphs.len(), kinds.paragraphs[0].items.len()), (1, 6));
    assert_eq!(penalty.article(16, 0).unwrap().paragraphs.len(), 1);
    assert_eq!(version("民法典").articles, 1260);
    assert!(version("刑法").article(120, 1).is_some());
    assert!(version("生态环境法典").article(1242, 0).unwrap().text.contains("同时废止"));
    assert!(matches!(library.held("行政处罚法", &book, date(2021, 7, 14)), Held::Later(_)));
}

/// The same law in two layouts is the same version.
#[test]
fn two_layouts_of_a_law_are_one_version() {
    let Some(path) = imported("layouts") else { return };
    let other = shared().unwrap().join("corpus/laws_flk_npc");
    let (_, said) = run(&["law", "import", other.to_str().unwrap(), "--laws", path.to_str().unwrap(), "--quiet"]);
    println!("{said}");
    let library = Library::open(&path).unwrap();
    let several: Vec<_> = library.laws().filter(|versions| versions.len() > 1).collect();
    for versions in &several {
        let told: Vec<_> = versions.iter().map(|it| format!("{} from {}", it.edition, it.from)).collect();
        println!("{}: {}", versions[0].title, told.join(", "));
    }
    // Five laws were revised between the two collections.
    assert_eq!(several.len(), 5);
}
