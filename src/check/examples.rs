//! Rules are tested by their own examples: what is marked must be reported, near misses must stay silent and would
//! stir without guards and contexts. Bases must exist in the lawbook.

use std::collections::HashMap;

use super::{Case, Outcome, Strictness, run, triage};
use crate::date::{Calendar, Date};
use crate::dossier::{self, Content, Dossier, Item};
use crate::fact::{self, Kind};
use crate::finding::Finding;
use crate::lawbook::Lawbook;
use crate::library::{self, Library};
use crate::rule::{ArticleName, Check, Example, Fault, Lists, NATION, Rule, RuleSet, Source, When, load};
use crate::source;

/// An example or a basis that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub rule: String,
    pub file: String,
    pub line: usize,
    pub what: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 第{}行 {}：{}", self.file, self.line, self.rule, self.what)
    }
}

/// What a test run covered.
#[derive(Debug, Default)]
pub struct Tested {
    pub rules: usize,
    pub examples: usize,
    pub failures: Vec<Failure>,
}

/// Runs every example of every rule; `today` is the day for examples that name none.
pub fn test(sources: &[Source], lawbook: &Lawbook, today: Date) -> Result<Tested, Vec<Fault>> {
    let mut sets: HashMap<String, RuleSet> = HashMap::new();
    let national = load(sources, NATION)?;
    let regions = national.rules.iter().flat_map(|rule| &rule.examples).filter_map(|example| example.region.clone());
    for code in regions.collect::<std::collections::BTreeSet<_>>() {
        let set = load(sources, &code)?;
        sets.insert(code, set);
    }
    let mut tested = Tested { rules: national.rules.len(), ..Tested::default() };
    for (index, rule) in national.rules.iter().enumerate() {
        tested.failures.extend(bases(rule, lawbook));
        for example in &rule.examples {
            tested.examples += 1;
            let set = example.region.as_ref().and_then(|code| sets.get(code)).unwrap_or(&national);
            let what = judge(set, lawbook, index, example, today);
            tested.failures.extend(what.map(|what| failure(rule, example.line, what)));
        }
    }
    Ok(tested)
}

fn failure(rule: &Rule, line: usize, what: String) -> Failure {
    Failure { rule: rule.id.to_string(), file: rule.origin.file.to_string(), line, what }
}

/// Laws must be in the index, articles not beyond the last.
fn bases(rule: &Rule, lawbook: &Lawbook) -> Vec<Failure> {
    let mut failures = Vec::new();
    for basis in rule.bases.iter().filter(|basis| !basis.policy) {
        let Some(law) = lawbook.find(&basis.law) else {
            failures.push(failure(rule, rule.origin.line, format!("依据《{}》不在法规索引里", basis.law)));
            continue;
        };
        let article = ArticleName::parse(&basis.article).map_or(0, |name| name.0.article);
        if basis.until.is_none() && law.last_article.is_some_and(|last| article > last) {
            failures.push(failure(rule, rule.origin.line, format!("《{}》没有{}", basis.law, basis.article)));
        }
    }
    failures
}

fn judge(set: &RuleSet, lawbook: &Lawbook, index: usize, example: &Example, today: Date) -> Option<String> {
    let rule = &set.rules[index];
    let text = match source::read_bytes(example.text.as_bytes(), "例.txt") {
        Ok(source) => source.text,
        Err(unread) => return Some(format!("例子没有读成：{unread}")),
    };
    let document = crate::parse::parse(&text);
    let passages = fact::passages(&text, &document);
    let facts = fact::collect(&text, &document, &passages, lawbook);
    let region = set.region(example.region.as_deref().unwrap_or(NATION));
    let kind = example.kind.as_deref().and_then(Kind::named).unwrap_or(Kind::NormativeDocument);
    let triage = triage::judge(&text, &document, &facts, &passages, &set.triage);
    let dossier = dossier_of(set, example, lawbook);
    let as_of = example.as_of.unwrap_or(today);
    let library = match library(example, lawbook) {
        Ok(library) => library,
        Err(why) => return Some(format!("例子的 laws 没有读成：{why}")),
    };
    let lists = lists(example);
    let case = Case {
        text: &text,
        document: &document,
        facts: &facts,
        passages: &passages,
        as_of,
        region: &region,
        kind,
        triage: &triage,
        kind_is_given: true,
        dossier: dossier.as_ref(),
        library: library.as_ref(),
        themes: if rule.when.contains(&When::CleanUp) { &rule.themes } else { &[] },
        lists: lists.as_ref(),
    };
    let outcome = run(&case, set, lawbook, Strictness::Full);
    if let Some(what) = unlisted(set, lawbook, rule, example, &case, &outcome) {
        return Some(what);
    }
    if example.fires {
        let expected: Vec<_> = example.marked.iter().map(|span| (span.start, span.end)).collect();
        return unlike(rule, &outcome, &expected, text.as_str());
    }
    // A near miss may be reported below the rule's own ceiling.
    let reported = of(rule, &outcome).find(|finding| finding.confidence >= rule.confidence);
    if let Some(finding) = reported {
        return Some(format!("不该报告，却报告了“{}”", quote(finding, text.as_str())));
    }
    let needs_to_stir = matches!(rule.check, Check::Phrase(_) | Check::Term(_)) && example.lacks.is_none();
    let bare = || run(&case, set, lawbook, Strictness::Bare);
    (needs_to_stir && of(rule, &bare()).next().is_none())
        .then(|| "不报告的例子没有触动任何样式；写明 lacks，或者换一个例子".to_owned())
}

/// The lists that the example has at hand.
fn lists(example: &Example) -> Option<Lists> {
    let mut lists = Lists::default();
    for (list, names) in &example.lists {
        lists.add(*list, names.iter().map(String::as_str));
    }
    (!example.lists.is_empty()).then_some(lists)
}

/// An example with lists must show what they do: what is marked is reported at the rule's own ceiling, and what is not
/// would be without them.
fn unlisted(
    set: &RuleSet,
    lawbook: &Lawbook,
    rule: &Rule,
    example: &Example,
    case: &Case<'_>,
    outcome: &Outcome,
) -> Option<String> {
    let is_loud = |outcome: &Outcome| of(rule, outcome).any(|finding| finding.confidence >= rule.confidence);
    let bare = || run(&Case { lists: None, ..*case }, set, lawbook, Strictness::Full);
    let what = match (example.lists.is_empty(), example.fires) {
        (true, _) => return None,
        (false, true) => (!is_loud(outcome)).then_some("写了清单的报告例子，没有报告到规则的上限"),
        (false, false) => (!is_loud(&bare())).then_some("没有清单时也不报告，说明不了清单的作用"),
    };
    what.map(str::to_owned)
}

/// The laws that the example has at hand.
fn library(example: &Example, lawbook: &Lawbook) -> Result<Option<Library>, String> {
    const NAME: &str = "法规.txt";
    let read = |law: &String| {
        let source = source::read_bytes(law.as_bytes(), NAME).map_err(|unread| unread.to_string())?;
        let document = crate::parse::parse(&source.text);
        library::read(&source, &document, NAME, NAME, lawbook).map_err(|refusal| refusal.to_string())
    };
    let texts = example.laws.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let library = (!texts.is_empty()).then(|| Library::of_texts(&texts)).transpose();
    library.map_err(|fault| fault.to_string())
}

fn of<'o>(rule: &'o Rule, outcome: &'o Outcome) -> impl Iterator<Item = &'o Finding> {
    outcome.findings.iter().filter(move |finding| finding.rule == rule.id)
}

fn quote<'t>(finding: &Finding, text: &'t str) -> &'t str {
    finding.span.and_then(|span| text.get(span.start..span.end)).unwrap_or("整篇")
}

/// Marked spans must be reported exactly; `fires = true` asks for any report.
fn unlike(rule: &Rule, outcome: &Outcome, expected: &[(usize, usize)], text: &str) -> Option<String> {
    let found: Vec<_> = of(rule, outcome).collect();
    if expected.is_empty() {
        return found.is_empty().then(|| "应当报告，没有报告".to_owned());
    }
    let spans: Vec<_> = found.iter().filter_map(|finding| finding.span).map(|span| (span.start, span.end)).collect();
    if spans == expected {
        return None;
    }
    let show = |spans: &[(usize, usize)]| {
        let quotes: Vec<_> = spans.iter().map(|&(start, end)| text.get(start..end).unwrap_or("？")).collect();
        if quotes.is_empty() { "没有报告".to_owned() } else { format!("“{}”", quotes.join("”“")) }
    };
    Some(format!("应当报告{}，实际{}", show(expected), show(&spans)))
}

/// The dossier of an example: `materials`, of which the first says `other`.
fn dossier_of(set: &RuleSet, example: &Example, lawbook: &Lawbook) -> Option<Dossier> {
    let explanation = || vec!["起草说明.txt".to_owned()];
    let names = example.materials.clone().or_else(|| example.other.as_ref().map(|_| explanation()))?;
    let item = |(at, name): (usize, String)| {
        let material = set.recogniser.by_name(&name).map(|material| material.id.clone());
        let mut item = Item::named(&name, material);
        let said = example.other.as_ref().filter(|_| at == 0).or_else(|| example.others.get(at));
        if let Some((facts, content)) = said.and_then(|it| read(it, lawbook)) {
            (item.facts, item.content) = (Some(facts), Some(content));
        }
        item
    };
    let items: Vec<_> = names.into_iter().enumerate().map(item).collect();
    let events = dossier::read_steps(&items, &set.steps);
    Some(Dossier { items, events, calendar: Calendar::built_in(), ..Dossier::default() })
}

fn read(material: &str, lawbook: &Lawbook) -> Option<(fact::Facts, Content)> {
    let text = source::read_bytes(material.as_bytes(), "材料.txt").ok()?.text;
    let document = crate::parse::parse(&text);
    let facts = {
        let passages = fact::passages(&text, &document);
        fact::collect(&text, &document, &passages, lawbook)
    };
    Some((facts, Content { text, document }))
}
