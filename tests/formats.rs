//! One draft of `corpus/samples` in every format gives one tree. The fixtures are made by `tests/formats/make.py`.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use fashen::document::{Document, Level};
use fashen::source::{self, Format, Source, Unread, read_bytes};
use fashen::text::fold;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> PathBuf {
    repository().join("tests/formats").join(name)
}

fn read(path: &Path) -> Source {
    source::read(path).unwrap_or_else(|unread| panic!("{}: {unread}", path.display()))
}

/// Head and tree, without blanks. What stands in annexes (tables, forms) is compared by its characters only: text and
/// page formats have no cells.
fn tree(source: &Source) -> String {
    let document = fashen::parse::parse(&source.text);
    let mut out = head(&document);
    for (id, node) in document.nodes.iter().enumerate() {
        if node.parent.and_then(|parent| document.enclosing(parent, &[Level::Annex])).is_some() {
            continue;
        }
        let depth = document.path_up(id).count() - 1;
        let [label, heading, body] = [node.label, node.heading, node.body].map(|span| fold(source.text.slice(span)));
        writeln!(out, "{}{} {label} {heading} {body}", "  ".repeat(depth), node.level.chinese()).unwrap();
    }
    out
}

fn head(document: &Document) -> String {
    let head = &document.head;
    let found = [&head.title, &head.document_number, &head.issuer, &head.addressee, &head.signed];
    let found = found.map(|found| found.as_ref().map_or_else(String::new, |found| fold(&found.text)));
    found.join("\n") + "\n"
}

/// Every character of the body, without blanks, sorted: page formats read a table line by line.
fn characters(source: &Source) -> String {
    let blocks = source.text.blocks().iter().filter(|block| block.kind.is_body());
    let body: String = blocks.map(|block| fold(source.text.slice(block.span))).collect();
    let mut characters: Vec<char> = body.chars().collect();
    characters.sort_unstable();
    characters.into_iter().collect()
}

const FIXTURES: [(&str, Format); 10] = [
    ("draft.docx", Format::Docx),
    ("draft.doc", Format::Doc),
    ("draft.wps", Format::Doc),
    ("draft.rtf", Format::Rtf),
    ("draft.html", Format::Html),
    ("draft.mht", Format::Mht),
    ("draft.txt", Format::Text),
    ("draft.md", Format::Markdown),
    ("draft.pdf", Format::Pdf),
    ("draft.ofd", Format::Ofd),
];

#[test]
fn one_draft_in_every_format_gives_one_tree() {
    let sample = read(&repository().join("corpus/samples/qingxi-notice.docx"));
    let expected = tree(&sample);
    assert!(expected.matches("\n    条 ").count() > 30 || expected.matches("条 第").count() > 30, "{expected}");
    for (name, format) in FIXTURES {
        let source = read(&fixture(name));
        assert_eq!(source.format, format, "{name}");
        pretty(name, &expected, &tree(&source));
        assert!(characters(&sample) == characters(&source), "{name}: characters differ");
    }
}

#[test]
fn two_columns_give_the_tree_of_one() {
    let [one, two] = ["draft.pdf", "columns.pdf"].map(|name| read(&fixture(name)));
    // Up to the list of annexes, which reads otherwise where none follow.
    let [one, two] = [tree(&one), tree(&two)].map(|tree| tree.split_once("附件：").unwrap().0.to_owned());
    let [one, two] = [&one, &two].map(|tree| tree.rsplit_once('\n').unwrap().0);
    assert!(one.matches("条 第").count() > 30);
    pretty("columns.pdf", one, two);
}

/// The first line that differs says more than two whole trees.
fn pretty(name: &str, expected: &str, found: &str) {
    let differs = expected.lines().zip(found.lines()).position(|(a, b)| a != b);
    let at = differs.unwrap_or(expected.lines().count().min(found.lines().count()));
    let line = |s: &str| s.lines().skip(at.saturating_sub(1)).take(3).collect::<Vec<_>>().join("\n");
    assert!(expected == found, "{name}, line {at}:\n--- expected\n{}\n--- found\n{}", line(expected), line(found));
}

#[test]
fn content_decides_and_a_wrong_name_is_said() {
    for (name, format) in FIXTURES.iter().filter(|(_, format)| !matches!(format, Format::Text | Format::Markdown)) {
        let bytes = std::fs::read(fixture(name)).unwrap();
        let wrong = if *format == Format::Pdf { "draft.docx" } else { "draft.pdf" };
        let source = read_bytes(&bytes, wrong).unwrap_or_else(|unread| panic!("{name}: {unread}"));
        assert_eq!(source.format, *format, "{name}");
        let said = |remark: &String| remark.contains("扩展名") && remark.contains(format.name());
        assert!(source.remarks.iter().any(said), "{name}: {:?}", source.remarks);
    }
}

#[test]
fn an_archive_is_no_draft() {
    let bytes = std::fs::read(fixture("draft.zip")).unwrap();
    assert_eq!(read_bytes(&bytes, "draft.zip").unwrap_err(), Unread::NotSupported(Format::Zip));
}
