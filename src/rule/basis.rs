//! Names of articles as bases write them: 第九条第一款第二项.

use crate::fact::ArticleRef;

/// An article name taken apart.
pub struct ArticleName(pub ArticleRef);

impl ArticleName {
    /// `None` for something that is no article name.
    pub fn parse(s: &str) -> Option<ArticleName> {
        let (found, taken) = crate::fact::article_ref(s)?;
        (taken == s.len() && found.article > 0).then_some(ArticleName(found))
    }
}
