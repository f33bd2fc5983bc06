//! Real .pdf files, where the shared corpus is at hand: none may panic or hang, what is read must agree with what
//! `pdftotext` counts (`formats_truth.tsv`), and laws set in two columns must give the tree of their .docx.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use fashen::source::{self, Format, Source, Unread};

/// Of the files with text, the share whose Han characters are counted alike within 3 %.
const TARGET: f64 = 0.95;

/// Rows where the other tool is wrong: it gives out codes of a font without Unicode as if they were characters, or
/// does not count radicals (⼈, ⺠) that stand for Han characters.
const WRONG_TRUTH: [&str; 2] = ["GMT_0031-2014_", "047D_"];

/// Laws that are there as .docx and as gazette pages in two columns.
const LAWS: [&str; 5] = ["TB014_", "TB015_", "TB017_", "TB022_", "TB026_"];

#[test]
fn real_pages_hold_the_text_that_others_find() {
    let Some(corpus) = corpus() else {
        return eprintln!("skipped: no shared corpus (set FASHEN_SHARED)");
    };
    let truth = truth(&corpus);
    let (mut rows, mut alike) = (0, 0);
    for path in files(&corpus, "pdf") {
        let name = format!("formats/pdf/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let start = Instant::now();
        let read = source::read(&path);
        let milliseconds = start.elapsed().as_millis();
        assert!(!matches!(read, Err(Unread::Internal(_) | Unread::Slow { .. })), "{name}: {read:?}");
        let expected = truth.get(&name).copied().unwrap_or(0);
        let found = read.as_ref().map_or(0, han);
        let is_like = found.abs_diff(expected) * 100 <= expected * 3;
        if expected >= 50 && !WRONG_TRUTH.iter().any(|wrong| name.contains(wrong)) {
            rows += 1;
            alike += usize::from(is_like);
        }
        let said = read.map_or_else(|why| why.to_string(), |source| source.remarks.join("；"));
        println!(
            "{milliseconds:>5} ms {found:>7}/{expected:<7} {}  {name}  {said}",
            if is_like { "same" } else { "DIFFERENT" }
        );
    }
    println!("{alike} of {rows} alike");
    assert!(alike as f64 >= rows as f64 * TARGET);
}

#[test]
fn two_columns_give_the_tree_of_the_docx() {
    let Some(corpus) = corpus() else {
        return eprintln!("skipped: no shared corpus (set FASHEN_SHARED)");
    };
    let mut compared = 0;
    for law in LAWS {
        let find = |format: &str| files(&corpus, format).into_iter().find(|path| name(path).starts_with(law));
        let (Some(docx), Some(pdf)) = (find("docx"), find("pdf")) else { continue };
        let (docx, pdf) = (articles(&docx), articles(&pdf));
        assert!(docx.len() > 30, "{law}: {} lines", docx.len());
        // The gazette prints the explanation of the draft behind the law.
        let pdf = &pdf[..docx.len().min(pdf.len())];
        for (a, b) in docx.iter().zip(pdf) {
            assert_eq!(a, b, "{law}");
        }
        assert_eq!(docx.len(), pdf.len(), "{law}");
        compared += 1;
    }
    println!("{compared} laws alike");
}

/// The paragraphs of the articles, whitespace and widths aside, from the first chapter on (the one that an article
/// follows, not that of the table of contents).
fn articles(path: &Path) -> Vec<String> {
    let source = source::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let blocks = source.text.blocks().iter().filter(|block| block.kind.is_body());
    let lines: Vec<String> = blocks.map(|block| plain(source.text.slice(block.span))).collect();
    let first = lines.iter().position(|line| line.starts_with("第一条")).unwrap_or(0);
    lines[first.saturating_sub(1)..].to_vec()
}

fn plain(line: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    line.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}

fn han(source: &Source) -> usize {
    assert_eq!(source.format, Format::Pdf);
    source.text.as_str().chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("corpus")).filter(|corpus| corpus.is_dir())
}

fn files(corpus: &Path, format: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(corpus.join("formats").join(format)).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Han characters by file.
fn truth(corpus: &Path) -> BTreeMap<String, usize> {
    let table = std::fs::read_to_string(corpus.join("formats_truth.tsv")).unwrap_or_default();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter_map(|row| Some((row.first()?.to_string(), row.get(4)?.parse().ok()?))).collect()
}
