//! What a document rests on: its names, and the clauses that cite others.

use serde::{Deserialize, Serialize};

use super::Wanted;
use crate::date::Date;
use crate::document::{Level, MatterKind, Place};
use crate::fact::{self, Citation};
use crate::lawbook::Lawbook;
use crate::parse;
use crate::source::Source;
use crate::text::{MatchView, Text, fold};

/// A document of the office with all that it cites. Plain data, independent of its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    pub path: String,
    pub title: String,
    pub number: Option<String>,
    /// The day it was issued or, if later, last revised.
    pub written: Option<Date>,
    /// By what others cite it: its title, the titles of what it carries, its number.
    pub names: Vec<String>,
    pub clauses: Vec<Clause>,
}

/// One citation and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Clause {
    /// With the index's full title where it knows it, else the title without marks.
    pub citation: Citation,
    pub weight: Weight,
    pub place: String,
    /// The citation with the words around it in its sentence.
    pub quote: String,
}

/// How a clause rests on what it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// 提到
    Mention,
    /// 依照、按照: what is to be done follows it.
    Applied,
    /// 制定依据: 根据《X法》，制定本办法.
    Founding,
}

impl Weight {
    pub fn chinese(self) -> &'static str {
        match self {
            Weight::Mention => "提到",
            Weight::Applied => "依照",
            Weight::Founding => "制定依据",
        }
    }

    /// `sentence` is that of the citation.
    fn of(citation: &Citation, sentence: &str) -> Weight {
        const FOUNDING: [&str; 10] =
            ["制定", "制订", "特制", "如下", "以下意见", "以下措施", "现就", "现将", "作出本", "修订本"];
        if !citation.as_basis {
            Weight::Mention
        } else if FOUNDING.iter().any(|word| sentence.contains(word)) {
            Weight::Founding
        } else {
            Weight::Applied
        }
    }
}

/// Reads what a document rests on; clauses that only mention others are kept where they mention `wanted`.
pub fn read(path: String, source: &Source, wanted: &Wanted, lawbook: &Lawbook) -> Document {
    let text = &source.text;
    let document = parse::parse(text);
    let passages = fact::passages(text, &document);
    let cited = fact::cited(text, &document, &passages, lawbook);
    let mut clauses = Vec::new();
    for mut citation in cited.citations.into_iter().filter(Citation::is_document) {
        citation.title = known(lawbook, &citation.title);
        citation.number = citation.number.as_deref().map(plain);
        if citation.as_basis || wanted.is_named_by(&citation) {
            clauses.push(clause(text, &document, citation));
        }
    }
    let number = cited.document_number.as_deref().map(plain);
    let names = names(text, &document, &cited.title, number.as_deref(), lawbook);
    Document { path, title: cited.title, number, written: cited.dates.written(), names, clauses }
}

/// 《〈办法〉》 and 《办法》 are one title; a law goes by its full title.
pub(super) fn known(lawbook: &Lawbook, title: &str) -> String {
    lawbook.find(title).map_or_else(|| plain(title), |law| law.title.to_owned())
}

/// Without marks and blanks, brackets of one form.
pub(super) fn plain(title: &str) -> String {
    let marks = ['《', '》', '〈', '〉', '<', '>'];
    let brackets = |c| match c {
        '[' | '【' | '﹝' | '［' => '〔',
        ']' | '】' | '﹞' | '］' => '〕',
        c => c,
    };
    fold(title).chars().filter(|c| !marks.contains(c)).map(brackets).collect()
}

/// 关于印发《X办法》的通知 is cited as 《X办法》 as well.
pub(super) fn names(
    text: &Text,
    document: &crate::document::Document,
    title: &str,
    number: Option<&str>,
    lawbook: &Lawbook,
) -> Vec<String> {
    let carried = document.nodes.iter().filter(|node| node.level == Level::Instrument && !node.heading.is_empty());
    let carried = carried.map(|node| text.slice(node.heading).to_owned());
    let printed = document.matter.iter().filter(|matter| matter.kind == MatterKind::Title);
    let printed = printed.map(|matter| text.slice(matter.span).to_owned());
    let titles = carried.chain(printed).chain([title.to_owned()]).map(|title| known(lawbook, &title));
    let mut names: Vec<_> = titles.chain(number.map(str::to_owned)).filter(|name| !name.is_empty()).collect();
    names.sort();
    names.dedup();
    names
}

pub(super) fn clause(text: &Text, document: &crate::document::Document, citation: Citation) -> Clause {
    let view = MatchView::new(text, document.nodes[citation.node].span);
    let whole = view.as_str();
    let (start, end) = (view.locate(citation.whole.start), view.locate(citation.whole.end));
    let from = whole[..start].rfind(STOPS).map_or(0, |at| at + '。'.len_utf8());
    let to = whole[end..].find(STOPS).map_or(whole.len(), |at| end + at);
    Clause {
        weight: Weight::of(&citation, &whole[end..to]),
        place: Place::of(document, citation.node).to_string(),
        quote: quote(&whole[from..start], &whole[start..end], &whole[end..to]),
        citation,
    }
}

const STOPS: [char; 3] = ['。', '；', '：'];

/// The citation with its sentence, at most so many characters on each side.
fn quote(before: &str, citation: &str, behind: &str) -> String {
    const AROUND_CHARACTERS: usize = 24;
    let skipped = before.chars().count().saturating_sub(AROUND_CHARACTERS);
    let lead: String = before.chars().skip(skipped).collect();
    let tail: String = behind.chars().take(AROUND_CHARACTERS).collect();
    let cut = if skipped > 0 { "…" } else { "" };
    let more = if tail.len() < behind.len() { "…" } else { "" };
    format!("{cut}{lead}{citation}{tail}{more}")
}
