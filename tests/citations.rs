//! Citations and references against what a reader marked by hand in 20 laws and 20 normative documents
//! (`tests/citations/*.tsv`: places, short quotes and targets; the texts are in the shared corpus).

#![allow(clippy::unwrap_used)]

mod beside;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use beside::Row;
use fashen::document::Level;
use fashen::fact::{self, ArticleRef, Facts, Target};
use fashen::lawbook::Lawbook;
use fashen::text::{Span, Text, fold};

const RECALL: f64 = 0.97;
const PRECISION: f64 = 0.98;
const RESOLVED: f64 = 0.97;

/// A mention, marked or found.
#[derive(Debug, Clone)]
struct Mention {
    span: Span,
    outward: bool,
    title: String,
    target: String,
    /// Marked with a doubt: neither missed nor false.
    doubtful: bool,
}

#[derive(Default)]
struct Score {
    marked: usize,
    hit: usize,
    right: usize,
    found: usize,
    false_alarms: usize,
}

#[test]
fn marked_by_hand() {
    let Some(shared) = beside::shared() else { return };
    let lawbook = Lawbook::built_in();
    let mut score = Score::default();
    for table in ["laws.tsv", "normdocs.tsv"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/citations").join(table);
        let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in beside::table(&path) {
            files.entry(row["file"].clone()).or_default().push(row);
        }
        for (file, rows) in &files {
            score.file(&shared.join("corpus"), file, rows, &lawbook);
        }
    }
    score.check();
}

impl Score {
    fn file(&mut self, corpus: &Path, file: &str, rows: &[Row], lawbook: &Lawbook) {
        let source = fashen::source::read(&corpus.join(file)).unwrap_or_else(|unread| panic!("{file}: {unread}"));
        let document = fashen::parse::parse(&source.text);
        let passages = fact::passages(&source.text, &document);
        let facts = fact::collect(&source.text, &document, &passages, lawbook);
        let marked: Vec<Mention> = rows.iter().map(|row| marked(&source.text, row)).collect();
        let mut found = found(&facts);
        let name = file.rsplit('/').next().unwrap();
        for mention in &marked {
            self.row(name, &source.text, mention, &mut found);
        }
        for extra in found {
            self.found += 1;
            self.false_alarms += 1;
            println!("EXTRA  {name}: {} {}", source.text.slice(extra.span), extra.target);
        }
    }

    fn row(&mut self, name: &str, text: &Text, mention: &Mention, found: &mut Vec<Mention>) {
        let overlaps = |other: &Mention| {
            other.outward == mention.outward
                && other.span.start < mention.span.end
                && mention.span.start < other.span.end
        };
        let hits = found.iter().enumerate().filter(|(_, other)| overlaps(other));
        let best = hits.max_by_key(|(at, other)| (agrees(mention, other), std::cmp::Reverse(*at))).map(|(at, _)| at);
        let hit = best.map(|at| found.remove(at));
        if mention.doubtful {
            return;
        }
        self.marked += 1;
        let shown = format!("{} → {} {}", text.slice(mention.span), mention.title, mention.target);
        match hit {
            None => println!("MISSED {name}: {shown}"),
            Some(hit) => {
                self.hit += 1;
                self.found += 1;
                self.right += usize::from(agrees(mention, &hit));
                if !agrees(mention, &hit) {
                    println!("WRONG  {name}: {shown}; found {} {}", hit.title, hit.target);
                }
            }
        }
    }

    fn check(&self) {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let recall = share(self.hit, self.marked);
        let precision = 1.0 - share(self.false_alarms, self.found);
        let resolved = share(self.right, self.hit);
        println!(
            "marked {} hit {} found {} recall {recall:.4} precision {precision:.4} resolved {resolved:.4}",
            self.marked, self.hit, self.found
        );
        assert!(recall >= RECALL && precision >= PRECISION && resolved >= RESOLVED);
    }
}

fn agrees(marked: &Mention, found: &Mention) -> bool {
    let bare = |title: &str| title.trim_start_matches("中华人民共和国").to_owned();
    marked.target == found.target && (!marked.outward || bare(&marked.title) == bare(&found.title))
}

/// Where a row's quote stands.
fn marked(text: &Text, row: &Row) -> Mention {
    let (line, nth): (usize, usize) = (row["line"].parse().unwrap(), row["nth"].parse().unwrap());
    let start: usize = text.as_str().split_inclusive('\n').take(line - 1).map(str::len).sum();
    let content = text.as_str()[start..].lines().next().unwrap_or_default();
    let at = content.match_indices(row["quote"].as_str()).nth(nth - 1);
    let (at, quote) = at.unwrap_or_else(|| panic!("{} {line}: {} is not there", row["file"], row["quote"]));
    let note = row.get("note").map_or("", String::as_str);
    Mention {
        span: Span::new(start + at, start + at + quote.len()),
        outward: row["kind"] == "out",
        title: fold(&row["title"]),
        target: row["target"].clone(),
        doubtful: note.contains("doubt"),
    }
}

fn found(facts: &Facts) -> Vec<Mention> {
    let mut found = Vec::new();
    for citation in facts.citations.iter().filter(|citation| citation.is_document()) {
        let mention =
            |span, target| Mention { span, outward: true, title: citation.title.clone(), target, doubtful: false };
        if citation.articles.is_empty() {
            found.push(mention(citation.span, "-".to_owned()));
        }
        for (at, article) in citation.articles.iter().enumerate() {
            let start = if at == 0 { citation.span.start } else { article.span.start };
            found.push(mention(Span::new(start, article.span.end), pointed(article)));
        }
    }
    let inward = |span, target| Mention { span, outward: false, title: String::new(), target, doubtful: false };
    for reference in &facts.references {
        let target = match reference.target {
            Target::Article(article) => pointed(&article),
            Target::Division { level: Level::Chapter, number } => format!("chapter:{number}"),
            Target::Division { number, .. } => format!("section:{number}"),
            Target::AnnexArticle { annex, .. } => format!("annex:{annex}"),
            Target::Nowhere => "nowhere".to_owned(),
        };
        found.push(inward(reference.span, target));
    }
    for annex in &facts.attachments {
        let number = annex.number.map_or("-".to_owned(), |number| number.to_string());
        found.push(inward(annex.span, format!("annex:{number}")));
    }
    found.sort_by_key(|mention| mention.span);
    found
}

/// 10.2.3, 15~18
fn pointed(article: &ArticleRef) -> String {
    let suffix = if article.suffix > 0 { format!("-{}", article.suffix) } else { String::new() };
    let write = |paragraph: u32, item: u32, number: u32| match (paragraph, item) {
        (0, 0) => format!("{number}{suffix}"),
        (p, 0) => format!("{}{suffix}.{p}", article.article),
        (p, i) => format!("{}{suffix}.{p}.{i}", article.article),
    };
    let first = write(article.paragraph, article.item, article.article);
    match (article.until, article.paragraph, article.item) {
        (0, ..) => first,
        (until, 0, 0) => format!("{first}~{until}"),
        (until, _, 0) => format!("{first}~{}", write(until, 0, article.article)),
        (until, p, _) => format!("{first}~{}", write(p, until, article.article)),
    }
}
