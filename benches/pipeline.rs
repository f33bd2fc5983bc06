//! One draft through the pipeline, stage by stage: `cargo bench`.

use divan::Bencher;
use fashen::fact;
use fashen::fact::Kind;
use fashen::lawbook::Lawbook;
use fashen::review::{self, Settings};
use fashen::rule::{self, RuleSet};
use fashen::source::{self, Source};

fn main() {
    divan::main();
}

const DRAFT: &str = include_str!("../corpus/samples/qingxi-notice.txt");
const EARLIER: &str = include_str!("../corpus/samples/qingxi-notice.2021.txt");

fn read(content: &str) -> Source {
    match source::read_bytes(content.as_bytes(), "办法.txt") {
        Ok(source) => source,
        Err(unread) => panic!("{unread}"),
    }
}

fn rules() -> RuleSet {
    match rule::load(&rule::built_in(), "000000") {
        Ok(rules) => rules,
        Err(faults) => panic!("{} faults", faults.len()),
    }
}

#[divan::bench]
fn load_rules() -> RuleSet {
    rules()
}

#[divan::bench]
fn load_lawbook() -> Lawbook {
    Lawbook::built_in()
}

#[divan::bench]
fn decode() -> Source {
    read(DRAFT)
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let source = read(DRAFT);
    bencher.bench(|| fashen::parse::parse(&source.text));
}

#[divan::bench]
fn facts(bencher: Bencher) {
    let source = read(DRAFT);
    let (document, lawbook) = (fashen::parse::parse(&source.text), Lawbook::built_in());
    bencher.bench(|| {
        let passages = fact::passages(&source.text, &document);
        fact::collect(&source.text, &document, &passages, &lawbook)
    });
}

#[divan::bench]
fn check(bencher: Bencher) {
    let (rules, lawbook) = (rules(), Lawbook::built_in());
    let region = rules.region("000000");
    let as_of = jiff::civil::date(2026, 11, 21);
    let kind = Some(Kind::NormativeDocument);
    let settings = Settings {
        rules: &rules,
        lawbook: &lawbook,
        region: &region,
        library: None,
        themes: &[],
        lists: None,
        as_of,
        kind,
    };
    bencher.with_inputs(|| read(DRAFT)).bench_values(|source| review::check(source, &settings, None));
}

#[divan::bench]
fn compare(bencher: Bencher) {
    let (old, new) = (read(EARLIER), read(DRAFT));
    let (old_tree, new_tree) = (fashen::parse::parse(&old.text), fashen::parse::parse(&new.text));
    bencher.bench(|| fashen::compare::compare((&old.text, &old_tree), (&new.text, &new_tree)));
}
