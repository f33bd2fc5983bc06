//! Articles that a revision gave another number: named as they were numbered when the document was written.

use super::{Case, Raw, name};
use crate::fact::{ArticleRef, Citation};
use crate::lawbook::{Law, Lawbook, Moved, Numbering};
use crate::numeral::chinese;

/// Only where the edition named or the document's day tells by which numbering it speaks.
pub fn check(case: &Case<'_>, lawbook: &Lawbook, law: &Law, citation: &Citation, found: &mut dyn FnMut(Raw)) {
    let named = numbering(case, citation);
    let plain = |article: &&ArticleRef| article.suffix == 0;
    let now = |article| lawbook.moved(law, article, named, case.as_of);
    for article in citation.articles.iter().filter(plain) {
        let Some(moved) = now(article.article) else { continue };
        let raw = Raw::at(citation.node, citation.whole).value("law", citation.title.clone());
        found(raw.value("article", name(article)).value("successor", moved.law).value("value", stand(&moved)));
    }
}

fn numbering(case: &Case<'_>, citation: &Citation) -> Numbering {
    let edition = citation.edition.as_deref().and_then(year).map(Numbering::Edition);
    edition.or_else(|| case.facts.dates.written().map(Numbering::On)).unwrap_or(Numbering::Last)
}

/// 2017年修正
fn year(edition: &str) -> Option<i16> {
    let before = edition.split('年').next()?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok().filter(|year| (1949..2100).contains(year))
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

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn the_year_of_an_edition() {
        assert_eq!(year("2017年修正"), Some(2017));
        assert_eq!(year("根据2019年4月23日决定修正"), Some(2019));
        assert_eq!(year("草案"), None);
        assert_eq!(year("一七年"), None);
    }
}
