//! What a sweep keeps of one document: plain data, independent of its text.

use serde::{Deserialize, Serialize};

use super::clause::{self, Weight, known, plain};
use super::fate::{self, Act, Words};
use super::sketch::Sketch;
use crate::date::{self, Date, Period};
use crate::document::{Document, Place};
use crate::fact::{Citation, Facts, Issuer, Kind, Passage};
use crate::finding::{Confidence, Finding, Grade, Heading};
use crate::lawbook::Lawbook;
use crate::lexicon::lexer::Lexer;
use crate::text::{Text, fold};

/// More bases than this are not kept.
const MOST_BASES: usize = 80;

/// The facts of a document that a sweep asks for. All of it follows from the text alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub title: String,
    pub number: Option<String>,
    pub issuer: Option<String>,
    pub issuer_kind: Issuer,
    pub kind: Kind,
    pub is_trial: bool,
    pub adopted: Option<Date>,
    pub published: Option<Date>,
    pub effective: Option<Date>,
    pub in_force_from: Option<Date>,
    /// The last day on which it was written or revised.
    pub written: Option<Date>,
    pub term: Option<Term>,
    /// 失效日期 on the index card of a web page.
    pub card: Option<Date>,
    /// 标题写明已废止
    pub ended: bool,
    /// By what others cite it.
    pub names: Vec<String>,
    pub bases: Vec<Base>,
    pub acts: Vec<Act>,
    pub sketch: Sketch,
}

/// 有效期 as stated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    pub period: Option<Period>,
    pub until: Option<Date>,
    pub place: String,
    pub quote: String,
}

/// A document that this one was made on or follows (依据).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Base {
    pub title: String,
    pub number: Option<String>,
    pub weight: Weight,
    pub place: String,
    pub quote: String,
}

/// A finding in short.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mark {
    pub rule: String,
    pub title: String,
    pub heading: Heading,
    pub grade: Grade,
    pub confidence: Confidence,
    pub place: String,
    pub quote: String,
}

/// A document that was parsed.
pub struct Read<'r> {
    pub text: &'r Text,
    pub document: &'r Document,
    pub facts: &'r Facts,
    pub passages: &'r [Passage<'r>],
}

impl Record {
    pub fn new(read: &Read<'_>, words: &Words<'_>, lawbook: &Lawbook) -> Record {
        let Read { text, document, facts, passages } = *read;
        let dates = &facts.dates;
        let day = |fact: Option<crate::fact::DateFact>| fact.map(|fact| fact.date);
        let title = fold(&facts.title);
        let number = facts.document_number.as_deref().map(plain);
        Record {
            names: names(text, document, &title, number.as_deref(), lawbook),
            number,
            issuer: facts.issuer.clone(),
            issuer_kind: facts.issuer_kind,
            kind: facts.kind,
            is_trial: facts.is_trial,
            adopted: day(dates.adopted),
            published: day(dates.published),
            effective: day(dates.effective),
            in_force_from: dates.in_force_from(),
            written: dates.written(),
            term: dates.term.map(|term| stated(text, document, &term)),
            card: card(text),
            ended: words.sweep.ended.iter().any(|mark| title.ends_with(mark.as_str())),
            bases: bases(text, document, &facts.citations, lawbook),
            acts: fate::read(words, text, document, passages, &title),
            sketch: Sketch::of(text.as_str()),
            title,
        }
    }

    /// The day from which a term runs, or the best there is.
    pub fn start(&self, from_publication: bool) -> Option<Date> {
        let published = self.published.or(self.adopted);
        if from_publication { published.or(self.in_force_from) } else { self.in_force_from.or(published) }
    }

    /// The day by which documents are put in order.
    pub fn day(&self) -> Option<Date> {
        self.published.or(self.adopted).or(self.written).or(self.effective)
    }
}

impl Mark {
    pub fn new(text: &Text, finding: &Finding) -> Mark {
        const LONGEST: usize = 80;
        let quote = finding.span.map_or("", |span| text.slice(span));
        Mark {
            rule: finding.rule.to_string(),
            title: finding.title.to_string(),
            heading: finding.heading,
            grade: finding.grade,
            confidence: finding.confidence,
            place: finding.place.to_string(),
            quote: fold(quote).chars().take(LONGEST).collect(),
        }
    }
}

fn stated(text: &Text, document: &Document, term: &crate::fact::Term) -> Term {
    let place = document.node_at(term.span.start).map(|node| Place::of(document, node).to_string());
    Term {
        period: term.period,
        until: term.until,
        place: place.unwrap_or_default(),
        quote: fold(text.slice(term.span)),
    }
}

/// Those that [`clause::names`] knows, and the 《X》 or bare X of 关于印发X的通知.
fn names(text: &Text, document: &Document, title: &str, number: Option<&str>, lawbook: &Lawbook) -> Vec<String> {
    let mut names = clause::names(text, document, title, number, lawbook);
    let bare = plain(title);
    names.extend(tails(&bare));
    names.sort();
    names.dedup();
    names
}

/// 关于印发X的通知 without its issuer, and X.
pub(super) fn tails(title: &str) -> Vec<String> {
    const SHORTEST: usize = 8;
    let mut found = Vec::new();
    if let Some(at) = title.find("关于").filter(|at| *at > 0) {
        found.push(title[at..].to_owned());
    }
    for carrier in ["关于印发", "关于公布", "关于发布", "关于颁布", "关于下发", "印发"] {
        let Some((_, rest)) = title.split_once(carrier) else { continue };
        let carried =
            ["的通知", "的公告", "的通告", "的决定"].iter().find_map(|end| rest.rfind(end).map(|at| &rest[..at]));
        found.extend(carried.filter(|carried| carried.chars().count() >= SHORTEST).map(str::to_owned));
        break;
    }
    found
}

fn bases(text: &Text, document: &Document, citations: &[Citation], lawbook: &Lawbook) -> Vec<Base> {
    let mut found: Vec<Base> = Vec::new();
    for citation in citations.iter().filter(|citation| citation.as_basis && citation.is_document()) {
        let title = known(lawbook, &citation.title);
        let number = citation.number.as_deref().map(plain);
        let is_known = found.iter().any(|base| base.title == title && base.number == number);
        if !is_known && found.len() < MOST_BASES {
            let clause = clause::clause(text, document, citation.clone());
            found.push(Base { title, number, weight: clause.weight, place: clause.place, quote: clause.quote });
        }
    }
    found
}

/// 失效日期：2024年06月30日 on an index card.
fn card(text: &Text) -> Option<Date> {
    const LABELS: [&str; 3] = ["失效日期", "失效时间", "废止日期"];
    let content = text.as_str();
    let (at, label) = LABELS.iter().find_map(|label| content.find(label).map(|at| (at, label)))?;
    let near: String = content[at + label.len()..].chars().take(30).collect();
    let folded = fold(&near);
    let rest = folded.trim_start_matches(['：', ']', '】', '|']);
    let (start, _) = Lexer::Date.tokens(rest).into_iter().next().filter(|(start, _)| *start == 0)?;
    date::read(&rest[start..]).map(|(date, _)| date)
}
