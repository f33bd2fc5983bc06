//! Comments in real .docx files, where the shared corpus is at hand: every comment hangs on its words, nothing else
//! changes, and a second run adds nothing.

#![allow(clippy::unwrap_used)]

mod annotation;
mod beside;
mod office;

use std::path::{Path, PathBuf};
use std::process::Command;

use annotation::{AUTHOR, Shown};
use beside::random::Random;
use fashen::lawbook::Lawbook;
use fashen::review::{self, Settings};
use fashen::rule::{self, RuleSet};
use fashen::source::{self, Format, Source};
use jiff::civil::date;

/// Files that must open.
const FILES: usize = 60;
/// Bytes beyond which a file takes LibreOffice too long for this test.
const LARGE: usize = 100_000;
/// Findings put into each file besides those of the rules.
const EACH: usize = 40;

#[test]
fn comments_hang_on_their_words_in_real_files() {
    let Some(corpus) = office::corpus() else { return println!("skipped: no shared corpus") };
    let (mut opened, mut comments, mut exact, mut changes) = (0, 0, 0, 0);
    for (number, path) in office::files(&corpus, &["docx", "dotx"]).iter().enumerate() {
        let bytes = std::fs::read(path).unwrap();
        let Some(source) = read(path) else { continue };
        let findings = annotation::findings(&source.text, &mut Random(number as u64), EACH);
        let (annotated, count) = annotation::check(&bytes, &source, &findings);
        let again = source::read_bytes(&annotated.bytes, "annotated.docx").unwrap();
        if annotated.changes == 0 {
            assert_eq!(again.text.as_str(), source.text.as_str());
        }
        let kept: Vec<_> = findings.into_iter().filter(|finding| finding.replacement.is_none()).collect();
        let (plain, _) = annotation::check(&bytes, &source, &kept);
        let again = source::read_bytes(&plain.bytes, "annotated.docx").unwrap();
        let second = annotation::write(&plain.bytes, &again, &kept);
        assert_eq!((second.added, second.known), (0, kept.len()), "{}", path.display());
        assert!(second.bytes == plain.bytes);
        println!("{count:?}  {}", path.file_name().unwrap().display());
        opened += 1;
        comments += count.comments;
        exact += count.exact;
        changes += count.changes;
    }
    println!("{opened} files, {comments} comments, {exact} on exactly their words, {changes} tracked changes");
    assert!(opened >= FILES && exact * 2 > comments && changes > opened);
}

/// None for what does not open, and for what is only named like a .docx.
fn read(path: &Path) -> Option<Source> {
    source::read(path).ok().filter(|source| source.format == Format::Docx)
}

fn check(source: Source, rules: &RuleSet, lawbook: &Lawbook) -> review::Draft {
    let place = rules.region("000000");
    let as_of = date(2026, 11, 21);
    let settings =
        Settings { rules, lawbook, region: &place, library: None, themes: &[], lists: None, as_of, kind: None };
    review::check(source, &settings, None)
}

/// The whole way: rules, comments, rules again on what came out.
#[test]
fn a_second_review_of_real_files_adds_nothing() {
    let Some(corpus) = office::corpus() else { return println!("skipped: no shared corpus") };
    let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
    let lawbook = Lawbook::built_in();
    let (mut first, mut changes, mut more) = (0, 0, Vec::new());
    for path in &office::files(&corpus, &["docx"]) {
        let bytes = std::fs::read(path).unwrap();
        let Some(source) = read(path) else { continue };
        let draft = check(source, &rules, &lawbook);
        let (annotated, count) = annotation::check(&bytes, &draft.source, &draft.outcome.findings);
        let again = source::read_bytes(&annotated.bytes, "annotated.docx").unwrap();
        let again = check(again, &rules, &lawbook);
        let second = annotation::write(&annotated.bytes, &again.source, &again.outcome.findings);
        first += count.comments;
        changes += count.changes;
        if second.added > 0 {
            more.push(format!("{}: {} of {}", path.display(), second.added, count.comments));
        }
    }
    println!("{first} comments, {changes} changes; a second run added to:\n{}", more.join("\n"));
    assert!(first > 300 && more.is_empty());
}

/// LibreOffice shows all comments and the same text; needs LibreOffice, and says where that is absent.
#[test]
fn libreoffice_shows_all_comments() {
    let Some(corpus) = office::corpus() else { return println!("skipped: no shared corpus") };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("real-annotate");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (mut names, mut written) = (Vec::new(), Vec::new());
    let files = office::files(&corpus, &["docx"]);
    for (number, path) in files.iter().enumerate().filter(|(number, _)| number % 10 == 5) {
        let (bytes, Some(source)) = (std::fs::read(path).unwrap(), read(path)) else { continue };
        if bytes.len() > LARGE {
            continue;
        }
        let findings = annotation::findings(&source.text, &mut Random(number as u64), EACH);
        let kept: Vec<_> = findings.into_iter().filter(|finding| finding.replacement.is_none()).collect();
        let annotated = annotation::write(&bytes, &source, &kept);
        let (old, new) = (folder.join(format!("{number}a.docx")), folder.join(format!("{number}b.docx")));
        std::fs::write(&old, &bytes).unwrap();
        std::fs::write(&new, &annotated.bytes).unwrap();
        names.push((number, Shown::of(&annotated.bytes).ours().count()));
        written.extend([old, new]);
    }
    if !export("txt:Text (encoded):UTF8", &written, &folder) || !export("fodt", &written, &folder) {
        return println!("skipped: no LibreOffice (soffice)");
    }
    for (number, comments) in names {
        let read = |name: String| std::fs::read_to_string(folder.join(name)).unwrap();
        // Around a break of pages LibreOffice shows an empty line more or less, once a run is cut there.
        let lines =
            |text: String| text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(read(format!("{number}a.txt"))), lines(read(format!("{number}b.txt"))));
        let author = AUTHOR.replace('&', "&amp;");
        let shown = read(format!("{number}b.fodt")).matches(&format!("<dc:creator>{author}</dc:creator>")).count();
        println!("{number}: {shown} of {comments} comments");
        assert_eq!(shown, comments);
    }
}

fn export(form: &str, files: &[PathBuf], folder: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", form, "--outdir"]).arg(folder).args(files);
    office.output().is_ok_and(|output| output.status.success())
}
