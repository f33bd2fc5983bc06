//! Real office files against the text that LibreOffice shows (`office_truth.tsv`, which leaves out footnotes,
//! headers and footers).

#![allow(dead_code)] // no test uses all of it

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fashen::numeral;
use fashen::source::{self, Source, Unread};
use fashen::text::{BlockKind, is_blank};

/// What was read of all files of some folders.
#[derive(Default)]
pub struct Totals {
    pub han: usize,
    pub different: usize,
    pub articles: usize,
    pub missed_articles: usize,
    /// Files with a truth, and those of them whose Han characters are counted alike but for one in a hundred.
    pub rows: usize,
    pub near_rows: usize,
}

struct Truth {
    han: usize,
    articles: usize,
}

/// Reads all files of some folders and prints a row a file; `None` where there are no real files.
pub fn read_all(folders: &[&str]) -> Option<Totals> {
    let Some(corpus) = corpus() else {
        println!("skipped: no shared corpus (set FASHEN_SHARED)");
        return None;
    };
    let truth = truth(&corpus);
    let mut totals = Totals::default();
    let mut unread = Vec::new();
    for path in files(&corpus, folders) {
        let name = path.strip_prefix(&corpus).unwrap_or(&path).to_string_lossy().into_owned();
        match source::read(&path) {
            Ok(source) => totals.add(&name, &source, truth.get(&name)),
            Err(Unread::Internal(why)) => panic!("{name}: {why}"),
            Err(why) => {
                totals.rows += usize::from(truth.contains_key(&name));
                unread.push(format!("{name}: {why}"));
            }
        }
    }
    println!("unread:\n  {}", unread.join("\n  "));
    Some(totals)
}

impl Totals {
    fn add(&mut self, name: &str, source: &Source, truth: Option<&Truth>) {
        let (han, articles) = count(source);
        let Some(truth) = truth else {
            return println!("{han:>7} Han, no truth  {name}  {:?}", source.remarks);
        };
        self.rows += 1;
        self.near_rows += usize::from(han.abs_diff(truth.han) * 100 <= truth.han);
        self.han += truth.han;
        self.different += han.abs_diff(truth.han);
        self.articles += truth.articles;
        self.missed_articles += articles.abs_diff(truth.articles);
        let verdict = if (han, articles) == (truth.han, truth.articles) { "same" } else { "DIFFERENT" };
        let articles = format!("{articles}/{}", truth.articles);
        println!("{han:>7}/{:<7} {articles:>9}  {verdict}  {name}  {:?}", truth.han, source.remarks);
    }

    pub fn equal(&self) -> f64 {
        1.0 - self.different as f64 / self.han.max(1) as f64
    }

    pub fn near(&self) -> f64 {
        self.near_rows as f64 / self.rows.max(1) as f64
    }

    pub fn print(&self) {
        println!("Han {} differing {} ({:.3} % equal)", self.han, self.different, self.equal() * 100.0);
        println!("files {}, within 1 %: {} ({:.1} %)", self.rows, self.near_rows, self.near() * 100.0);
        println!("article lines {} differing {}", self.articles, self.missed_articles);
    }
}

/// Han characters and lines beginning with 第…条, of the text that the truth counts.
fn count(source: &Source) -> (usize, usize) {
    let shown =
        |kind| !matches!(kind, BlockKind::Footnote | BlockKind::Endnote | BlockKind::Header | BlockKind::Footer);
    let blocks = source.text.blocks().iter().filter(|block| shown(block.kind));
    let lines: Vec<&str> = blocks.map(|block| source.text.slice(block.span)).collect();
    let han = lines.iter().flat_map(|line| line.chars()).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    (han, lines.iter().filter(|line| is_article(line)).count())
}

fn is_article(line: &str) -> bool {
    let Some(rest) = line.trim_start_matches(is_blank).strip_prefix('第') else { return false };
    let number = rest.trim_start_matches(|c| numeral::is_numeral(c) || is_blank(c));
    number.len() < rest.len() && number.starts_with('条')
}

pub fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("corpus")).filter(|corpus| corpus.is_dir())
}

pub fn files(corpus: &Path, folders: &[&str]) -> Vec<PathBuf> {
    let folders = folders.iter().map(|name| corpus.join("formats").join(name));
    let entries = folders.flat_map(std::fs::read_dir).flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn truth(corpus: &Path) -> BTreeMap<String, Truth> {
    let table = std::fs::read_to_string(corpus.join("office_truth.tsv")).unwrap_or_default();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let used = rows.filter(|row| row.get(4) == Some(&"y"));
    used.filter_map(|row| {
        Some((row[0].to_owned(), Truth { han: row[1].parse().ok()?, articles: row[3].parse().ok()? }))
    })
    .collect()
}
