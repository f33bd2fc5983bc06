//! 依据: what a point rests on, and all laws the letter cites.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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
    /// Word for word, from the user's law library; only where the letter cites it first.
    pub text: Option<String>,
    /// Which version the words are of.
    pub version: Option<String>,
    /// The number of the point that quotes the same words.
    pub quoted_at: Option<usize>,
}

impl PointBasis {
    pub fn of(cited: &CitedBasis) -> PointBasis {
        PointBasis {
            law: cited.law.clone(),
            article: cited.article.clone(),
            force: Force::of(cited.in_force),
            text: cited.text.clone(),
            version: cited.version.clone(),
            quoted_at: None,
        }
    }

    /// 《中华人民共和国行政处罚法》第十六条（现行有效性未核）
    pub fn label(&self) -> String {
        let seen = self.quoted_at.map_or_else(String::new, |number| format!("（原文见第{number}点）"));
        format!("{}{}{}{seen}", titled(&self.law), self.article, self.force.remark())
    }

    /// What the quoted words are: 《中华人民共和国行政处罚法》第十六条（2021年1月22日修订）.
    pub fn source(&self) -> String {
        let version = self.version.as_ref().map_or_else(String::new, |version| format!("（{version}）"));
        format!("{}{}{version}", titled(&self.law), self.article)
    }
}

/// Leaves the words where the letter cites them first; later points name that one.
pub(super) fn quote_once(sections: &mut [Section]) {
    let mut quoted: BTreeMap<(String, String), usize> = BTreeMap::new();
    for point in sections.iter_mut().flat_map(|section| &mut section.points) {
        for basis in point.basis.iter_mut().filter(|basis| basis.text.is_some()) {
            match quoted.entry((basis.law.clone(), basis.article.clone())) {
                Entry::Vacant(first) => drop(first.insert(point.number)),
                Entry::Occupied(first) => {
                    basis.text = None;
                    basis.quoted_at = Some(*first.get()).filter(|number| *number != point.number);
                }
            }
        }
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

/// 《甲法》第一条、第二条；《乙法》第三条
pub fn labels<'p>(all: impl IntoIterator<Item = &'p PointBasis>) -> String {
    let mut laws = Vec::new();
    all.into_iter().for_each(|basis| cite(&mut laws, basis));
    laws.iter().map(CitedLaw::label).collect::<Vec<_>>().join("；")
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
