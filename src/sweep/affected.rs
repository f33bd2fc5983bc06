//! 引用关系: the documents that rest on a law, directly or through other documents of the office.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use super::clause::{Clause, Document, Weight, known, plain};
use crate::date::Date;
use crate::fact::Citation;
use crate::lawbook::{Lawbook, Moved};

/// What is asked for: a law or document by title or number, perhaps one article of it.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub name: String,
    pub article: Option<u32>,
}

impl Wanted {
    /// `name` as the user writes it: with or without 《》, a short title, a 文号.
    pub fn new(name: &str, article: Option<u32>, lawbook: &Lawbook) -> Wanted {
        Wanted { name: known(lawbook, &plain(name)), article }
    }

    pub(super) fn is_named_by(&self, citation: &Citation) -> bool {
        names(citation, &self.name)
    }
}

/// A document that rests on what was asked for.
#[derive(Debug)]
pub struct Affected<'d> {
    pub document: &'d Document,
    /// Titles of the documents between, the nearest to the law first; empty where the law itself is cited.
    pub through: Vec<&'d str>,
    pub clauses: Vec<AffectedClause<'d>>,
}

#[derive(Debug)]
pub struct AffectedClause<'d> {
    pub clause: &'d Clause,
    /// Articles whose number is another one on the day asked for.
    pub moved: Vec<(u32, Moved)>,
}

/// Sorted by the length of the chain, then by path. A chain goes on only from a document that was made on this basis
/// (制定依据); nothing is listed twice.
pub fn affected<'d>(documents: &'d [Document], wanted: &Wanted, lawbook: &Lawbook, day: Date) -> Vec<Affected<'d>> {
    let citing = by_name(documents);
    let mut reached: BTreeMap<usize, Affected<'d>> = BTreeMap::new();
    let mut next: VecDeque<usize> = VecDeque::new();
    for &at in citing.get(wanted.name.as_str()).into_iter().flatten() {
        let clauses = direct(&documents[at], wanted, lawbook, day);
        if !clauses.is_empty() && !is_itself(&documents[at], wanted) {
            reached.insert(at, Affected { document: &documents[at], through: Vec::new(), clauses });
            next.push_back(at);
        }
    }
    while let Some(from) = next.pop_front() {
        if !reached
            .get(&from)
            .is_some_and(|found| found.clauses.iter().any(|clause| clause.clause.weight == Weight::Founding))
        {
            continue;
        }
        let mut through = reached.get(&from).map(|found| found.through.clone()).unwrap_or_default();
        through.push(&documents[from].title);
        for (at, clauses) in resting_on(documents, from, &citing) {
            if let Entry::Vacant(free) = reached.entry(at) {
                free.insert(Affected { document: &documents[at], through: through.clone(), clauses });
                next.push_back(at);
            }
        }
    }
    let mut found: Vec<_> = reached.into_values().collect();
    found.sort_by(|a, b| (a.through.len(), &a.document.path).cmp(&(b.through.len(), &b.document.path)));
    found
}

/// Which documents cite a title or number, by their places in the list.
fn by_name(documents: &[Document]) -> BTreeMap<&str, Vec<usize>> {
    let mut citing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        for clause in &document.clauses {
            for name in [Some(clause.citation.title.as_str()), clause.citation.number.as_deref()].into_iter().flatten()
            {
                let list = citing.entry(name).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    citing
}

fn is_itself(document: &Document, wanted: &Wanted) -> bool {
    document.names.contains(&wanted.name)
}

fn names(citation: &Citation, name: &str) -> bool {
    citation.title == name || citation.number.as_deref() == Some(name)
}

/// The clauses that cite the law; if an article is asked for, those that mean it by its old or its new number.
fn direct<'d>(document: &'d Document, wanted: &Wanted, lawbook: &Lawbook, day: Date) -> Vec<AffectedClause<'d>> {
    let citing = document.clauses.iter().filter(|clause| wanted.is_named_by(&clause.citation));
    let clauses = citing.map(|clause| AffectedClause { clause, moved: moved(document, clause, lawbook, day) });
    clauses.filter(|clause| wanted.article.is_none_or(|article| means(clause, article))).collect()
}

fn means(clause: &AffectedClause<'_>, article: u32) -> bool {
    let cited = clause.clause.citation.articles.iter().any(|a| (a.article..=a.last_article()).contains(&article));
    cited || clause.moved.iter().any(|(_, moved)| moved.article == Some(article))
}

fn moved(document: &Document, clause: &Clause, lawbook: &Lawbook, day: Date) -> Vec<(u32, Moved)> {
    let citation = &clause.citation;
    let Some(law) = lawbook.find(&citation.title) else { return Vec::new() };
    let named = citation.numbering(document.written);
    let articles = citation.articles.iter().filter(|article| article.suffix == 0);
    let numbers = articles.flat_map(|article| article.article..=article.last_article());
    numbers.filter_map(|number| Some((number, lawbook.moved(law, number, named, day)?))).collect()
}

/// Documents that were made by this one or follow it, with the clauses that do.
fn resting_on<'d>(
    documents: &'d [Document],
    from: usize,
    citing: &BTreeMap<&str, Vec<usize>>,
) -> Vec<(usize, Vec<AffectedClause<'d>>)> {
    let own = &documents[from].names;
    let mut at: Vec<usize> = own.iter().filter_map(|name| citing.get(name.as_str())).flatten().copied().collect();
    at.sort_unstable();
    at.dedup();
    let clauses = |at: usize| -> Vec<_> {
        let clauses = documents[at].clauses.iter().filter(|clause| clause.weight > Weight::Mention);
        let clauses = clauses.filter(|clause| own.iter().any(|name| names(&clause.citation, name)));
        clauses.map(|clause| AffectedClause { clause, moved: Vec::new() }).collect()
    };
    // An earlier version bears the same name.
    let others = at.into_iter().filter(|&at| !documents[at].names.iter().any(|name| own.contains(name)));
    others.map(|at| (at, clauses(at))).filter(|(_, clauses)| !clauses.is_empty()).collect()
}
