//! The words of a basis, from the user's law library: the article as cited, in the version of the day.

use super::Case;
use crate::date;
use crate::fact::{ArticleRef, article_ref};
use crate::finding::{CitedBasis, Unchecked};
use crate::lawbook::Lawbook;
use crate::library::{Held, Version};

/// Puts the words into a basis, or says why they are not there. Without a library nothing is quoted and nothing said.
pub fn quote(case: &Case<'_>, lawbook: &Lawbook, basis: &mut CitedBasis) -> Option<Unchecked> {
    let library = case.library?;
    let why = match library.held(&basis.law, lawbook, case.as_of) {
        Held::Nothing => "法规库里没有它的全文".to_owned(),
        Held::Later(first) => format!("法规库里最早的文本自{}起施行", date::chinese(first)),
        Held::Outdated(revised) => format!("法规库里缺{}修改后的文本", date::chinese(revised)),
        Held::Text(_) if basis.article.is_empty() => return None,
        Held::Text(version) => match words(&version, &basis.article) {
            Some(text) => {
                basis.text = Some(text);
                basis.version = Some(version.edition.clone());
                return None;
            }
            None => format!("法规库里的文本（{}）没有这一条款", version.edition),
        },
    };
    Some(Unchecked { what: format!("依据《{}》{}的原文", basis.law, basis.article), why })
}

/// 第八条第一款, 第九条第一项至第三项
fn words(version: &Version, written: &str) -> Option<String> {
    let (at, taken) = article_ref(written)?;
    if taken < written.len() || at.article == 0 {
        return None;
    }
    let parts = std::iter::once(at).chain((0..at.until).filter_map(|offset| following(at, offset + 1)));
    let parts: Option<Vec<_>> = parts.map(|at| part(version, at)).collect();
    Some(parts?.join("\n"))
}

fn part(version: &Version, at: ArticleRef) -> Option<&str> {
    version.article(at.article, at.suffix)?.part(at.paragraph, at.item)
}

/// The part so many numbers behind the first of a range, up to its last.
fn following(first: ArticleRef, offset: u32) -> Option<ArticleRef> {
    let next = |number: u32| Some(number + offset).filter(|next| *next <= first.until);
    Some(match first {
        ArticleRef { item: 1.., .. } => ArticleRef { item: next(first.item)?, ..first },
        ArticleRef { paragraph: 1.., .. } => ArticleRef { paragraph: next(first.paragraph)?, ..first },
        _ => ArticleRef { article: next(first.article)?, suffix: 0, ..first },
    })
}
