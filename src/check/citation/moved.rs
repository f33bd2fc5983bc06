//! Articles that a revision gave another number: named as they were numbered when the document was written.

use super::{Case, Raw, whole};
use crate::fact::{ArticleRef, Citation};
use crate::lawbook::{Law, Lawbook, Moved};
use crate::numeral::chinese;

/// Only where the edition named or the document's day tells by which numbering it speaks.
pub fn check(case: &Case<'_>, lawbook: &Lawbook, law: &Law, citation: &Citation, found: &mut dyn FnMut(Raw)) {
    let named = citation.numbering(case.facts.dates.written());
    let plain = |article: &&ArticleRef| article.suffix == 0;
    let now = |article| lawbook.moved(law, article, named, case.as_of);
    for article in citation.articles.iter().filter(plain) {
        let Some(moved) = now(article.article) else { continue };
        let raw = Raw::at(citation.node, citation.whole).value("law", citation.title.clone());
        found(
            raw.value("article", whole(article).to_string())
                .value("successor", moved.law)
                .value("value", stand(&moved)),
        );
    }
}

fn stand(moved: &Moved) -> String {
    let year = moved.version.year();
    match moved.article {
        Some(number) => {
            format!("{year}年文本第{}条（机器比对，相似度{:.0}%）", chinese(number), moved.similarity * 100.0)
        }
        None => format!("{year}年文本中没有明显对应的条"),
    }
}
