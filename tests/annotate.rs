//! Comments and tracked changes in documents made for it: everything that Word puts around words.

#![allow(clippy::unwrap_used)]

mod annotation;
mod beside;

use std::path::{Path, PathBuf};
use std::process::Command;

use annotation::{Shown, made};
use beside::random::Random;
use fashen::annotate::Mark;
use fashen::finding::Replacement;
use fashen::lawbook::Lawbook;
use fashen::review::Settings;
use fashen::text::{Span, Text};
use fashen::{review, rule, source};
use jiff::civil::date;

const DOCUMENTS: u64 = 40;
const EACH: usize = 60;

#[test]
fn comments_hang_on_their_words_whatever_stands_around_them() {
    let (mut comments, mut exact, mut changes) = (0, 0, 0);
    for seed in 0..DOCUMENTS {
        let bytes = made::docx(seed);
        let source = source::read_bytes(&bytes, "a.docx").unwrap_or_else(|unread| panic!("{seed}: {unread}"));
        let findings = annotation::findings(&source.text, &mut Random(seed), EACH);
        let (_, count) = annotation::check(&bytes, &source, &findings);
        comments += count.comments;
        exact += count.exact;
        changes += count.changes;
    }
    println!("{comments} comments, {exact} on exactly their words, {changes} changes");
    assert!(comments > 2_000 && exact > 800 && changes > 100);
}

#[test]
fn a_second_run_adds_nothing() {
    for seed in 0..DOCUMENTS {
        let bytes = made::docx(seed);
        let source = source::read_bytes(&bytes, "a.docx").unwrap();
        let findings = annotation::findings(&source.text, &mut Random(seed), EACH);
        let kept: Vec<_> = findings.into_iter().filter(|finding| finding.replacement.is_none()).collect();
        let once = annotation::write(&bytes, &source, &kept);
        let read = source::read_bytes(&once.bytes, "a.docx").unwrap();
        assert_eq!(read.text.as_str(), source.text.as_str(), "{seed}");
        let twice = annotation::write(&once.bytes, &read, &kept);
        assert_eq!((twice.added, twice.known), (0, kept.len()), "{seed}");
        assert!(twice.bytes == once.bytes);
    }
}

fn span(text: &Text, words: &str) -> Span {
    let at = text.as_str().find(words).unwrap();
    Span::new(at, at + words.len())
}

/// What a clause says changes with an accepted change, and with it the fingerprint of all findings there.
#[test]
fn a_comment_is_known_by_rule_and_place_when_its_clause_changed() {
    let bytes = made::docx(1);
    let source = source::read_bytes(&bytes, "a.docx").unwrap();
    let words = span(&source.text, "他人已有批注");
    let replacement = Replacement { span: span(&source.text, "已有"), with: "写过的".to_owned() };
    let mended = annotation::finding(1, Some(words), Some(replacement));
    let other = annotation::finding(2, Some(span(&source.text, "批注")), None);
    let (once, _) = annotation::check(&bytes, &source, &[mended, other.clone()]);
    let read = source::read_bytes(&once.bytes, "a.docx").unwrap();
    assert!(read.text.as_str().contains("他人写过的批注"));
    let mut again = annotation::finding(2, Some(span(&read.text, "批注")), None);
    again.fingerprint = "1:ffffffffffffffff".to_owned();
    let elsewhere = annotation::finding(2, Some(span(&read.text, "他人")), None);
    let elsewhere = fashen::finding::Finding { fingerprint: "1:eeeeeeeeeeeeeeee".to_owned(), ..elsewhere };
    let twice = annotation::write(&once.bytes, &read, &[again, elsewhere]);
    assert_eq!((twice.added, twice.known), (1, 1));
}

#[test]
fn a_tracked_change_strikes_the_words_and_writes_new_ones() {
    let bytes = made::docx(1);
    let source = source::read_bytes(&bytes, "a.docx").unwrap();
    let replacement = Replacement { span: span(&source.text, "已有"), with: "<新>".to_owned() };
    let finding = annotation::finding(7, Some(span(&source.text, "已有批注")), Some(replacement));
    let (annotated, count) = annotation::check(&bytes, &source, &[finding]);
    assert_eq!(count.changes, 1);
    let parts = annotation::unpack(&annotated.bytes);
    let main = parts.iter().find(|part| part.name == "word/document.xml").unwrap();
    let xml = String::from_utf8(main.content.clone()).unwrap();
    let author = "w:author=\"青溪县司法局 &amp; 法规股\" w:date=\"2026-11-21T00:00:00Z\"";
    let (struck, _) = xml.split_once("<w:delText xml:space=\"preserve\">已有</w:delText></w:r></w:del>").unwrap();
    assert!(struck.ends_with("<w:r>") && struck.contains(author), "{struck}");
    let inserted = format!("{author}><w:r><w:t xml:space=\"preserve\">&lt;新&gt;</w:t></w:r></w:ins>");
    assert!(xml.contains(&inserted), "{xml}");
    let shown = Shown::of(&annotated.bytes);
    let (_, words, anchored) = shown.ours().next().unwrap();
    assert_eq!(anchored, "已有批注");
    assert!(words.contains("已用修订方式把“已有”改为“<新>”"), "{words}");
    assert_eq!(Mark::read(words).unwrap().rule, "test/rule-7");
}

/// Where a change cannot be tracked cleanly, the comment says it.
#[test]
fn a_change_inside_a_change_of_others_is_only_said() {
    let bytes = made::docx(1);
    let parts = annotation::unpack(&bytes);
    let main = parts.iter().find(|part| part.name == "word/document.xml").unwrap();
    let xml = String::from_utf8(main.content.clone()).unwrap();
    let run = "<w:r><w:t>他人已有批注</w:t></w:r>";
    let inserted = xml.replace(run, &format!("<w:ins w:id=\"9\" w:author=\"李\">{run}</w:ins>"));
    assert_ne!(xml, inserted);
    let parts = parts.into_iter().map(|part| (part.name, part.content));
    let mut parts: beside::package::Parts = parts.collect();
    parts.insert("word/document.xml".to_owned(), inserted.into_bytes());
    let bytes = beside::package::pack(&parts);
    let source = source::read_bytes(&bytes, "a.docx").unwrap();
    let words = span(&source.text, "已有");
    let finding = annotation::finding(1, Some(words), Some(Replacement { span: words, with: "新".to_owned() }));
    let (annotated, count) = annotation::check(&bytes, &source, &[finding]);
    assert_eq!(count.changes, 0);
    let shown = Shown::of(&annotated.bytes);
    let (_, words, _) = shown.ours().next().unwrap();
    assert!(words.contains("“已有”改为“新”（此处不便写成修订"), "{words}");
}

fn fashen_review(draft: &str, out: &Path, more: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["review", draft, "--as-of", "2026-11-21", "-o"]).arg(out).args(more);
    command.output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("annotate").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_review_writes_comments_in_the_name_of_the_office() {
    let folder = folder("office");
    let profile = folder.join("fashen.toml");
    std::fs::write(&profile, "[office]\nname = \"青溪县司法局\"\n[comments]\ninitials = \"青\"\n").unwrap();
    let profile = profile.to_str().unwrap();
    let first = fashen_review("corpus/samples/qingxi-notice.docx", &folder.join("一"), &["--profile", profile]);
    assert_eq!(first.status.code(), Some(1));
    let bytes = std::fs::read(folder.join("一/annotated.docx")).unwrap();
    annotation::assert_parts(&std::fs::read("corpus/samples/qingxi-notice.docx").unwrap(), &bytes);
    let shown = Shown::of(&bytes);
    let report = std::fs::read_to_string(folder.join("一/findings.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let findings = report["files"][0]["findings"].as_array().unwrap();
    assert_eq!(shown.comments.len(), findings.len());
    assert!(shown.comments.values().all(|(author, _)| author == "青溪县司法局"));
    for finding in findings {
        let mark =
            format!("【法审 {} {}】", finding["rule"].as_str().unwrap(), finding["fingerprint"].as_str().unwrap());
        assert!(shown.comments.values().any(|(_, words)| words.ends_with(&mark)), "{mark}");
    }
    let again = folder.join("一/annotated.docx");
    let second = fashen_review(again.to_str().unwrap(), &folder.join("二"), &["--profile", profile]);
    let said = String::from_utf8(second.stdout).unwrap();
    assert!(said.contains(&format!("新加批注0条，其中修订0处；原稿里已有上次的批注{}条", findings.len())), "{said}");
    assert!(std::fs::read(folder.join("二/annotated.docx")).unwrap() == bytes);
}

#[test]
fn a_review_says_why_there_are_no_comments() {
    let folder = folder("none");
    let done = fashen_review("corpus/samples/qingxi-notice.txt", &folder.join("出"), &[]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("没有写 annotated.docx：送审稿是txt，批注只能写进 docx"), "{said}");
    assert!(!folder.join("出/annotated.docx").exists() && folder.join("出/opinion.docx").exists());
}

/// A rule that says how to mend its words does so in one of its own examples; and the tracked change names no more.
#[test]
fn rules_mend_their_own_examples() {
    let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
    let lawbook = Lawbook::built_in();
    let region = rules.region("000000");
    let (rules_, as_of) = (&rules, date(2026, 11, 21));
    let settings = Settings {
        rules: rules_,
        lawbook: &lawbook,
        region: &region,
        library: None,
        themes: &[],
        lists: None,
        as_of,
        kind: Some(fashen::fact::Kind::NormativeDocument),
    };
    let mut mended = Vec::new();
    for rule in rules.rules.iter().filter(|rule| !rule.replacements.is_empty()) {
        let before = mended.len();
        for example in rule.examples.iter().filter(|example| example.fires) {
            let source = source::read_bytes(example.text.as_bytes(), "例.txt").unwrap();
            let draft = review::check(source, &settings, None);
            let own = draft.outcome.findings.iter().filter(|finding| finding.rule == rule.id);
            mended.extend(own.filter_map(|finding| {
                let Replacement { span, with } = finding.replacement.as_ref()?;
                Some(format!("{} {}→{with}", rule.id, draft.source.text.slice(*span)))
            }));
        }
        assert!(mended.len() > before, "{} mends none of its examples", rule.id);
    }
    println!("{}", mended.join("\n"));
    assert!(mended.iter().any(|it| it.ends_with(" 帐→账")) && mended.iter().any(|it| it.ends_with(" 其它→其他")));
}
