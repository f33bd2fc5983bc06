//! Noise on real texts and recall on published violations. The table in docs/accuracy.md is written by
//! `FASHEN_WRITE_ACCURACY=1 cargo test --release --test accuracy`; without it the numbers are printed.

mod beside;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use beside::shared;
use fashen::fact::{self, Kind};
use fashen::finding::{Confidence, Finding};
use fashen::lawbook::Lawbook;
use fashen::review::{Settings, check};
use fashen::rule::{self, RuleSet};
use fashen::{parse, source};
use jiff::civil::date;
use rayon::prelude::*;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/accuracy.md");

struct Engine {
    rules: RuleSet,
    lawbook: Lawbook,
}

impl Engine {
    fn new() -> Engine {
        let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
        Engine { rules, lawbook: Lawbook::built_in() }
    }

    fn findings(&self, source: source::Source, kind: Option<Kind>) -> Vec<Finding> {
        let region = self.rules.region("000000");
        let settings = Settings {
            rules: &self.rules,
            lawbook: &self.lawbook,
            region: &region,
            library: None,
            lists: None,
            as_of: date(2026, 11, 21),
            kind,
        };
        check(source, &settings, None).outcome.findings
    }
}

/// Findings of one corpus by family and confidence, and how many paragraphs they are of.
#[derive(Default)]
struct Noise {
    files: usize,
    paragraphs: usize,
    families: BTreeMap<String, [usize; 3]>,
}

impl Noise {
    fn add(mut self, other: Noise) -> Noise {
        self.files += other.files;
        self.paragraphs += other.paragraphs;
        for (family, counts) in other.families {
            let own = self.families.entry(family).or_default();
            own.iter_mut().zip(counts).for_each(|(own, count)| *own += count);
        }
        self
    }
}

fn noise(engine: &Engine, folder: &Path, kind: Option<Kind>) -> Noise {
    let mut files = Vec::new();
    walk(folder, &mut files);
    files.par_iter().filter_map(|path| of_file(engine, path, kind)).reduce(Noise::default, Noise::add)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { walk(&entry.path(), files) } else { files.push(entry.path()) }
    }
}

fn of_file(engine: &Engine, path: &Path, kind: Option<Kind>) -> Option<Noise> {
    let source = source::read(path).ok()?;
    let document = parse::parse(&source.text);
    let mut noise =
        Noise { files: 1, paragraphs: fact::passages(&source.text, &document).len(), families: BTreeMap::new() };
    for finding in engine.findings(source, kind) {
        let family = finding.rule.split('/').next().unwrap_or_default().to_owned();
        noise.families.entry(family).or_default()[column(finding.confidence)] += 1;
    }
    Some(noise)
}

fn column(confidence: Confidence) -> usize {
    match confidence {
        Confidence::Certain => 0,
        Confidence::Likely => 1,
        Confidence::Possible => 2,
    }
}

/// Published violations and how many of them a competition rule finds.
#[derive(Default)]
struct Recall {
    rows: usize,
    found: usize,
    likely: usize,
    /// A finding cites one of the right articles of the 实施办法.
    right: usize,
    /// Texts that are no violation, and those of them in which a competition rule reports.
    lawful: usize,
    wrong: usize,
}

fn recall(engine: &Engine, folder: &Path) -> Option<Recall> {
    let clauses = rows(&folder.join("violations.tsv"))?;
    let clauses: BTreeMap<&str, &str> =
        clauses.iter().filter_map(|row| Some((row.first()?.as_str(), row.get(1)?.as_str()))).collect();
    let mut recall = Recall::default();
    for label in rows(&folder.join("violation_labels.tsv"))? {
        let column = |at: usize| label.get(at).map(String::as_str).unwrap_or_default();
        let Some(clause) = clauses.get(column(0)) else { continue };
        let hits = || competition(engine, clause);
        match column(1) {
            "recall" => recall.count(&hits(), column(3)),
            "negative" => {
                recall.lawful += 1;
                recall.wrong += usize::from(!hits().is_empty());
            }
            _ => {}
        }
    }
    Some(recall)
}

impl Recall {
    fn count(&mut self, hits: &[Finding], articles: &str) {
        let wanted: BTreeSet<u32> =
            articles.split(',').filter_map(|item| item.split('.').next()?.trim().parse().ok()).collect();
        let bases = hits.iter().flat_map(|finding| finding.basis.iter());
        let cited = bases.filter(|basis| &*basis.law == "公平竞争审查条例实施办法");
        let cited: BTreeSet<u32> =
            cited.filter_map(|basis| Some(fact::article_ref(basis.article.as_ref())?.0.article)).collect();
        self.rows += 1;
        self.found += usize::from(!hits.is_empty());
        self.likely += usize::from(hits.iter().any(|finding| finding.confidence > Confidence::Possible));
        self.right += usize::from(!wanted.is_disjoint(&cited));
    }
}

/// A clause stands in a document as it would: as an article among others.
fn competition(engine: &Engine, clause: &str) -> Vec<Finding> {
    let text = format!(
        "关于支持产业发展的若干措施\n第一条 为了支持产业发展，制定本措施。\n第二条 {clause}\n第三条 本措施自印发之日起施行。\n"
    );
    let Ok(source) = source::read_bytes(text.as_bytes(), "条文.txt") else { return Vec::new() };
    let findings = engine.findings(source, Some(Kind::NormativeDocument));
    findings.into_iter().filter(|finding| finding.rule.starts_with("competition/")).collect()
}

fn rows(path: &Path) -> Option<Vec<Vec<String>>> {
    let table = std::fs::read_to_string(path).ok()?;
    Some(table.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn section(out: &mut String, title: &str, noise: &Noise) {
    let per = |count: usize| 1000.0 * count as f64 / noise.paragraphs.max(1) as f64;
    let _ = writeln!(out, "\n## {title}\n\n{}个文件，{}个自然段。每千段的发现数：\n", noise.files, noise.paragraphs);
    out.push_str("| 规则族 | 确定 | 很可能 | 待核 |\n|---|---:|---:|---:|\n");
    let mut all = [0; 3];
    for (family, counts) in &noise.families {
        let _ = writeln!(out, "| `{family}` | {:.2} | {:.2} | {:.2} |", per(counts[0]), per(counts[1]), per(counts[2]));
        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
    }
    let _ = writeln!(out, "| 合计 | {:.2} | {:.2} | {:.2} |", per(all[0]), per(all[1]), per(all[2]));
}

#[test]
fn noise_and_recall() {
    let Some(shared) = shared() else { return };
    let corpus = shared.join("corpus");
    let engine = Engine::new();
    let normative = noise(&engine, &corpus.join("normdocs"), None);
    let laws = noise(&engine, &corpus.join("laws"), Some(Kind::NormativeDocument));
    let Some(recall) = recall(&engine, &corpus) else { return };

    let mut out = String::from(
        "# 准确度\n\n本文由命令写成，不手工修改：`FASHEN_WRITE_ACCURACY=1 cargo test --release --test accuracy`。检查时点2026年11月21日，全国规则，不带送审材料。\n",
    );
    section(&mut out, "规范性文件", &normative);
    section(&mut out, "法律、法规、规章和司法解释（一律当作规范性文件检查）", &laws);
    out.push_str("\n法律、法规有权设定处罚、许可和强制，这里的 `content` 发现多数是词义正确而主体有权，只用来找误报；`citation` 的发现多数是旧文本引用了后来废止的法律。\n");
    let percent = |count: usize| 100.0 * count as f64 / recall.rows.max(1) as f64;
    let _ = writeln!(
        out,
        "\n## 公平竞争：已公布的问题条文\n\n标注为违反的{}条中，有规则报告的{}条（{:.0}%），其中很可能以上{}条（{:.0}%），条款对得上的{}条（{:.0}%）。没有问题的{}条中误报{}条。条文不带原文件，所以看不出制定机关的地名；转述的、不成句的也计算在内。",
        recall.rows,
        recall.found,
        percent(recall.found),
        recall.likely,
        percent(recall.likely),
        recall.right,
        percent(recall.right),
        recall.lawful,
        recall.wrong,
    );
    if std::env::var_os("FASHEN_WRITE_ACCURACY").is_some() {
        std::fs::write(TABLE, &out).unwrap();
    } else {
        println!("{out}");
    }
    let certain: usize = normative.families.values().map(|counts| counts[0]).sum();
    assert!(certain * 1000 < normative.paragraphs, "certain findings: {certain}");
    assert!(percent(recall.found) > 55.0 && recall.wrong * 4 < recall.lawful.max(1), "recall {}", recall.found);
}
