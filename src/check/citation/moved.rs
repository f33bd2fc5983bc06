//! Articles that a revision gave another number: named as they were numbered when the document was written.

use super::{Case, Raw, held, whole};
use crate::fact::{ArticleRef, Citation};
use crate::lawbook::{Lawbook, Moved};
use crate::numeral::chinese;

/// Where the edition named or the document's day tells by which numbering it speaks; with the law's texts at hand also
/// where the older one fits better.
pub fn check(case: &Case<'_>, lawbook: &Lawbook, citation: &Citation, found: &mut dyn FnMut(Raw)) {
    for article in &citation.articles {
        let Some(stand) =
            by_texts(case, lawbook, citation, article).or_else(|| by_map(case, lawbook, citation, article))
        else {
            continue;
        };
        let raw = Raw::at(citation.node, citation.whole).value("law", citation.title.clone());
        let article = format!("{}{}", stand.before, whole(article));
        found(raw.value("article", article).value("successor", stand.law).value("value", stand.now));
    }
}

/// Where an article was and where it is, in words.
struct Stand {
    /// 2017年文本的
    before: String,
    law: String,
    /// 2023年文本第二十条（机器比对，相似度68%）
    now: String,
}

fn by_map(case: &Case<'_>, lawbook: &Lawbook, citation: &Citation, article: &ArticleRef) -> Option<Stand> {
    let law = lawbook.find(&citation.title).filter(|_| article.suffix == 0)?;
    let moved = lawbook.moved(law, article.article, citation.numbering(case.facts.dates.written()), case.as_of)?;
    let before = moved.before.map_or_else(String::new, |day| format!("{}年文本的", day.year()));
    Some(Stand { before, law: moved.law.to_owned(), now: now(&moved) })
}

fn by_texts(case: &Case<'_>, lawbook: &Lawbook, citation: &Citation, article: &ArticleRef) -> Option<Stand> {
    let found = held::renumbered(case, lawbook, citation, article)?;
    let (article, suffix) = found.place;
    let place = ArticleRef { article, suffix, ..ArticleRef::default() };
    let likeness = found.likeness * 100.0;
    Some(Stand {
        before: format!("{}年文本的", found.before.made().year()),
        law: citation.title.clone(),
        now: format!("{}年文本{place}（机器比对，相似度{likeness:.0}%）", found.now.made().year()),
    })
}

fn now(moved: &Moved) -> String {
    let year = moved.version.year();
    match moved.article {
        Some(number) => {
            format!("{year}年文本第{}条（机器比对，相似度{:.0}%）", chinese(number), moved.similarity * 100.0)
        }
        None => format!("{year}年文本中没有明显对应的条"),
    }
}
