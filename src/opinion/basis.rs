//! 依据: what a point rests on, and all laws the letter cites.

use crate::finding::CitedBasis;

use super::Section;
use super::wording::titled;

/// 效力状态, as far as the index proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    InForce,
    /// 已失效
    Lapsed,
    /// 现行有效性未核
    Unproven,
}

impl Force {
    fn of(in_force: Option<bool>) -> Force {
        match in_force {
            Some(true) => Force::InForce,
            Some(false) => Force::Lapsed,
            None => Force::Unproven,
        }
    }

    /// What to say behind the law's name; nothing for a law in force.
    fn remark(self) -> &'static str {
        match self {
            Force::InForce => "",
            Force::Lapsed => "（已失效）",
            Force::Unproven => "（现行有效性未核）",
        }
    }
}

/// The basis of one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointBasis {
    pub law: String,
    pub article: String,
    pub force: Force,
    /// Word for word, from the user's law library.
    pub text: Option<String>,
}

impl PointBasis {
    pub(super) fn of(cited: &CitedBasis) -> PointBasis {
        PointBasis {
            law: cited.law.clone(),
            article: cited.article.clone(),
            force: Force::of(cited.in_force),
            text: cited.text.clone(),
        }
    }

    /// 《中华人民共和国行政处罚法》第十六条（现行有效性未核）
    pub fn label(&self) -> String {
        format!("{}{}{}", titled(&self.law), self.article, self.force.remark())
    }
}

/// A law with all its articles that the letter cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedLaw {
    pub law: String,
    pub articles: Vec<String>,
    pub force: Force,
}

impl CitedLaw {
    pub fn label(&self) -> String {
        format!("{}{}{}", titled(&self.law), self.articles.join("、"), self.force.remark())
    }
}

/// Each law once, in the order of its first use, with its articles in the order of theirs.
pub(super) fn cited_laws(sections: &[Section]) -> Vec<CitedLaw> {
    let mut laws: Vec<CitedLaw> = Vec::new();
    let points = sections.iter().flat_map(|section| &section.points);
    points.flat_map(|point| &point.basis).for_each(|basis| cite(&mut laws, basis));
    laws
}

fn cite(laws: &mut Vec<CitedLaw>, basis: &PointBasis) {
    let known = laws.iter().position(|cited| cited.law == basis.law && cited.force == basis.force);
    let at = known.unwrap_or_else(|| {
        laws.push(CitedLaw { law: basis.law.clone(), articles: Vec::new(), force: basis.force });
        laws.len() - 1
    });
    let articles = &mut laws[at].articles;
    if !basis.article.is_empty() && !articles.contains(&basis.article) {
        articles.push(basis.article.clone());
    }
}
