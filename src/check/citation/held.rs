//! Citations beside the very text of the law, where the user's library (法规库) holds it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Case, Raw};
use crate::fact::{ArticleRef, Citation};
use crate::lawbook::{Lawbook, Numbering};
use crate::library::{Held, Library, Version};
use crate::text::{MatchView, fold};

/// The text that a citation means: of the edition it names, else of the day.
pub fn version(case: &Case<'_>, lawbook: &Lawbook, citation: &Citation) -> Option<Arc<Version>> {
    let library = case.library?;
    match citation.numbering(None) {
        Numbering::Edition(year) => {
            let versions = versions(library, lawbook, &citation.title);
            versions.iter().rev().find(|version| version.made().year() <= year).cloned()
        }
        _ => match library.held(&citation.title, lawbook, case.as_of) {
            Held::Text(version) => Some(version),
            _ => None,
        },
    }
}

fn versions<'l>(library: &'l Library, lawbook: &Lawbook, title: &str) -> &'l [Arc<Version>] {
    match library.versions(title) {
        [] => lawbook.find(title).map_or(&[], |law| library.versions(law.title)),
        versions => versions,
    }
}

/// 第二十条第五款, where the article has four; 第十二条之一, where there is none.
pub fn missing_part(case: &Case<'_>, lawbook: &Lawbook, citation: &Citation, found: &mut dyn FnMut(Raw)) {
    let Some(version) = version(case, lawbook, citation) else { return };
    for article in &citation.articles {
        if article.article <= version.last_article && !holds(&version, article) {
            let raw = Raw::at(citation.node, citation.whole).value("law", citation.title.clone());
            found(raw.value("article", article.to_string()).value("value", version.edition.clone()));
        }
    }
}

fn holds(version: &Version, cited: &ArticleRef) -> bool {
    // Of a range of articles the ends are asked for by their numbers alone.
    let Some(article) = version.article(cited.article, cited.suffix) else { return false };
    let last = if cited.paragraph > 0 || cited.item > 0 { cited.until } else { 0 };
    let ends = |paragraph, item| article.part(paragraph, item).is_some();
    ends(cited.paragraph, cited.item)
        && match (last, cited.item) {
            (0, _) => true,
            (last, 0) => ends(last, 0),
            (last, _) => ends(cited.paragraph, last),
        }
}

/// Where the article stands in the text of the day, if the text before that one fits what is said of it better.
pub fn renumbered(case: &Case<'_>, lawbook: &Lawbook, citation: &Citation, article: &ArticleRef) -> Option<Renumbered> {
    let library = case.library?;
    let Held::Text(now) = library.held(&citation.title, lawbook, case.as_of) else { return None };
    let versions = versions(library, lawbook, &citation.title);
    let before = versions.iter().rev().find(|version| version.from < now.from)?;
    let old = Words::of(&before.article(article.article, article.suffix)?.text);
    let is_dated = match citation.numbering(case.facts.dates.written()) {
        Numbering::On(day) => day < now.from && before.from <= day,
        Numbering::Edition(year) => year < now.made().year() && before.made().year() <= year,
        Numbering::Last => false,
    };
    let said = if is_dated { old } else { fitting(case, citation, &old, &now, article)? };
    let (place, likeness) = said.nearest(&now)?;
    let is_another = place != (article.article, article.suffix);
    (is_another && likeness >= LEAST).then(|| Renumbered { before: before.clone(), now, place, likeness })
}

pub struct Renumbered {
    pub before: Arc<Version>,
    pub now: Arc<Version>,
    /// Number and suffix in the text of the day.
    pub place: (u32, u32),
    /// 0–1
    pub likeness: f64,
}

/// Share of the words that the article must hold.
const LEAST: f64 = 0.3;

/// The words around the citation, if the old article holds clearly more of them than the new one of that number.
fn fitting(case: &Case<'_>, citation: &Citation, old: &Words, now: &Version, article: &ArticleRef) -> Option<Words> {
    const SHORTEST: usize = 12;
    const AHEAD: f64 = 0.2;
    let said = Words::of(&around(case, citation));
    let new = now.article(article.article, article.suffix).map(|new| Words::of(&new.text)).unwrap_or_default();
    let (then, today) = (said.share_in(old), said.share_in(&new));
    (said.0.len() >= SHORTEST && then >= LEAST && then >= today + AHEAD).then_some(said)
}

/// The sentence of a citation without the citation.
fn around(case: &Case<'_>, citation: &Citation) -> String {
    let view = MatchView::new(case.text, case.document.nodes[citation.node].span);
    let (start, end) = (view.locate(citation.whole.start), view.locate(citation.whole.end));
    let text = view.as_str();
    let from = text[..start].rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8());
    let to = text[end..].find(['。', '；']).map_or(text.len(), |at| end + at);
    format!("{}　{}", &text[from..start], &text[end..to])
}

/// The pairs of neighbouring Han characters of a text.
#[derive(Default)]
struct Words(BTreeSet<(char, char)>);

impl Words {
    fn of(text: &str) -> Words {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let folded = fold(text);
        let pairs = folded.chars().zip(folded.chars().skip(1));
        Words(pairs.filter(|(a, b)| is_han(*a) && is_han(*b)).collect())
    }

    /// The share of these words that `other` holds, 0–1.
    fn share_in(&self, other: &Words) -> f64 {
        let common = self.0.intersection(&other.0).count();
        if self.0.is_empty() { 0.0 } else { common as f64 / self.0.len() as f64 }
    }

    /// The article that holds most of these words, the first of equals.
    fn nearest(&self, version: &Version) -> Option<((u32, u32), f64)> {
        let articles = version.provisions().iter().filter(|provision| provision.container.is_empty());
        let placed = articles.filter_map(|provision| Some((provision.ordinal?, Words::of(&provision.text))));
        let shares = placed.map(|(ordinal, words)| ((ordinal.number, ordinal.suffix), self.share_in(&words)));
        shares.fold(None, |best, next| match best {
            Some((_, share)) if share >= next.1 => best,
            _ => Some(next),
        })
    }
}
