//! Faults put into a clean draft by a seed: each must be found, and named rightly.

#![allow(clippy::unwrap_used)]

mod beside;

use std::collections::BTreeMap;

use beside::random::Random;
use fashen::finding::Finding;
use fashen::lawbook::{Force, Law, Lawbook, Status};
use fashen::numeral::chinese;
use fashen::review::{Settings, check};
use fashen::rule::{self, RuleSet};
use fashen::source;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const MUTATIONS: usize = 2_400;
const FOUND: f64 = 0.98;
const NAMED: f64 = 0.95;

const AS_OF: Date = date(2026, 11, 21);

/// A fault: what is written, which rule must find it, on which day, and a word that its message must hold.
struct Fault {
    sentence: String,
    rule: &'static str,
    as_of: Date,
    named: String,
}

const DRAFT: &str = "\
青溪县农贸市场管理办法
第一条　为了加强农贸市场管理，制定本办法。
第二条　开办者应当履行下列义务：
（一）建立档案；
（二）保持清洁；
（三）公示价格。
第三条　经营者应当明码标价。
第四条　县市场监督管理局负责监督检查。
第五条　本办法自2027年1月1日起施行。
";
const LAST_ARTICLE: u32 = 5;
const ITEMS: u32 = 3;

fn with(sentence: &str, random: &mut Random) -> String {
    let place = *random.pick(&["明码标价。", "负责监督检查。"]);
    DRAFT.replace(place, &format!("{place}{sentence}"))
}

fn wording(random: &mut Random, cited: &str) -> String {
    let words = ["违反规定的，依照{}的规定处理。", "具体办法按照{}执行。", "属于{}规定情形的，不予办理。"];
    random.pick(&words).replace("{}", cited)
}

fn fault(random: &mut Random, laws: &Laws<'_>) -> Fault {
    let day = AS_OF;
    match random.below(6) {
        0 => {
            let article = chinese(LAST_ARTICLE + 1 + random.below(60) as u32);
            let sentence = wording(random, &format!("本办法第{article}条"));
            Fault { sentence, rule: "reference/points-to-missing-article", as_of: day, named: article }
        }
        1 => {
            let item = chinese(ITEMS + 1 + random.below(9) as u32);
            let sentence = wording(random, &format!("本办法第二条第一款第{item}项"));
            Fault { sentence, rule: "reference/points-to-missing-item", as_of: day, named: item }
        }
        2 => {
            let law = *random.pick(&laws.repealed);
            let sentence = wording(random, &format!("《{}》", law.title));
            Fault { sentence, rule: "citation/cites-repealed-law", as_of: day, named: law.successor.to_owned() }
        }
        3 => {
            let law = *random.pick(&laws.long);
            let title = misspelt(random, law.title);
            let sentence = wording(random, &format!("《{title}》"));
            Fault { sentence, rule: "citation/misspells-title", as_of: day, named: law.title.to_owned() }
        }
        4 => {
            let law = *random.pick(&laws.counted);
            let article = chinese(law.last_article.unwrap() + 1 + random.below(80) as u32);
            let sentence = wording(random, &format!("《{}》第{article}条", law.title));
            Fault { sentence, rule: "citation/cites-article-beyond-last", as_of: day, named: article }
        }
        _ => {
            let law = *random.pick(&laws.dated);
            let sentence = wording(random, &format!("《{}》", law.title));
            let as_of = law.effective.unwrap().saturating_sub((1 + random.below(60) as i64).days());
            let named = fashen::date::chinese(law.effective.unwrap());
            Fault { sentence, rule: "citation/cites-law-not-yet-in-force", as_of, named }
        }
    }
}

/// One character replaced, left out or doubled.
fn misspelt(random: &mut Random, title: &str) -> String {
    const HAN: [char; 8] = ['甲', '乙', '之', '于', '国', '市', '水', '土'];
    let mut characters: Vec<char> = title.chars().collect();
    // The kind of document at the end is what tells that it is one.
    let at = random.below(characters.len() - 2);
    match random.below(3) {
        0 => {
            let other: Vec<char> = HAN.into_iter().filter(|c| *c != characters[at]).collect();
            characters[at] = *random.pick(&other);
        }
        1 => drop(characters.remove(at)),
        _ => characters.insert(at, characters[at]),
    }
    characters.into_iter().collect()
}

struct Laws<'l> {
    repealed: Vec<&'l Law>,
    long: Vec<&'l Law>,
    counted: Vec<&'l Law>,
    dated: Vec<&'l Law>,
}

impl<'l> Laws<'l> {
    fn of(lawbook: &'l Lawbook) -> Laws<'l> {
        let chosen =
            |keep: &dyn Fn(&Law) -> bool| -> Vec<&'l Law> { lawbook.laws().iter().filter(|law| keep(law)).collect() };
        let is_whole = |law: &Law| !law.title.contains(['《', '〈', '（']);
        let found = Laws {
            repealed: chosen(&|law| {
                law.status == Status::Repealed && matches!(law.force_on(AS_OF), Force::Ended(Some(_))) && is_whole(law)
            }),
            long: chosen(&|law| law.is_national() && law.title.chars().count() > 8 && is_whole(law)),
            counted: chosen(&|law| {
                law.status == Status::InForce && law.last_article.is_some() && law.in_force_on(AS_OF) == Some(true)
            }),
            dated: chosen(&|law| law.status == Status::InForce && law.revised.is_none() && law.effective.is_some()),
        };
        assert!([&found.repealed, &found.long, &found.counted, &found.dated].iter().all(|laws| laws.len() > 50));
        found
    }
}

fn findings(text: &str, as_of: Date, rules: &RuleSet, lawbook: &Lawbook) -> Vec<Finding> {
    let region = rules.region("000000");
    let settings =
        Settings { rules, lawbook, region: &region, library: None, themes: &[], lists: None, as_of, kind: None };
    check(source::read_bytes(text.as_bytes(), "稿.txt").unwrap(), &settings, None).outcome.findings
}

#[test]
fn planted_faults_are_found_and_named() {
    let lawbook = Lawbook::built_in();
    let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
    let (laws, random) = (Laws::of(&lawbook), &mut Random(20_261_122));
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for _ in 0..MUTATIONS {
        let fault = fault(random, &laws);
        let text = with(&fault.sentence, random);
        let found = findings(&text, fault.as_of, &rules, &lawbook);
        let hit = found.iter().find(|finding| *finding.rule == *fault.rule);
        let is_named = hit.is_some_and(|finding| finding.message.contains(&fault.named));
        let count = counts.entry(fault.rule).or_default();
        *count = [count[0] + 1, count[1] + usize::from(hit.is_some()), count[2] + usize::from(is_named)];
        if !is_named {
            println!("{} {} {}: {:?}", fault.as_of, fault.rule, fault.sentence, hit.map(|finding| &finding.message));
        }
    }
    println!("rule: planted, found, named\n{counts:#?}");
    let total = |at: usize| counts.values().map(|count| count[at]).sum::<usize>() as f64 / MUTATIONS as f64;
    println!("found {:.4} named {:.4}", total(1), total(2));
    assert!(counts.len() == 6 && total(1) >= FOUND && total(2) >= NAMED);
}

#[test]
fn the_draft_without_a_fault_gives_none() {
    let lawbook = Lawbook::built_in();
    let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
    let found = findings(DRAFT, AS_OF, &rules, &lawbook);
    let about: Vec<_> =
        found.iter().filter(|f| f.rule.starts_with("citation/") || f.rule.starts_with("reference/")).collect();
    assert!(about.is_empty(), "{about:?}");
}
