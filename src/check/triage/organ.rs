//! 制定机关: who makes the document, and whether it may make a normative one.

use crate::document::{Document, MatterKind};
use crate::fact::Facts;
use crate::rule::{OrganClass, cited};
use crate::text::{Span, Text, fold, is_blank};

/// The organ that makes a document; of several the one that gives most cause for a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organ {
    pub name: Option<String>,
    /// Where it is named.
    pub span: Option<Span>,
    /// `None`: it depends, or nobody knows the organ.
    pub may_issue: Option<bool>,
    pub why: String,
    pub source: String,
}

pub fn judge(text: &Text, document: &Document, facts: &Facts, classes: &[OrganClass]) -> Organ {
    let named = names(text, document, facts);
    let judged = named.into_iter().map(|(name, span)| one(name, span, classes));
    let unnamed = || Organ { why: "文中没有写明制定机关".to_owned(), ..Organ::default() };
    // No before unknown before yes; of equals the first.
    let gravity = |organ: &Organ| match organ.may_issue {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    };
    judged.min_by_key(gravity).unwrap_or_else(unnamed)
}

pub(super) fn one(name: String, span: Option<Span>, classes: &[OrganClass]) -> Organ {
    let is = |class: &&OrganClass| {
        let holds = || class.holds.iter().any(|word| name.contains(word.as_str()));
        class.ends.iter().any(|word| name.ends_with(word.as_str())) || holds()
    };
    let (may_issue, why, source) = match classes.iter().find(is) {
        Some(class) => (class.may_issue, class.why.clone(), cited(&class.source, class.verified)),
        None => (None, "看不出是哪一类机关".to_owned(), String::new()),
    };
    Organ { name: Some(name), span, may_issue, why, source }
}

/// From the letter head, else the signature, else the title before 关于.
fn names(text: &Text, document: &Document, facts: &Facts) -> Vec<(String, Option<Span>)> {
    let of = |kind: MatterKind| document.matter.iter().filter(move |matter| matter.kind == kind);
    let signed = of(MatterKind::Signature).flat_map(|matter| {
        split(text.slice(matter.span)).into_iter().map(|name| (name, Some(matter.span))).collect::<Vec<_>>()
    });
    let signed: Vec<_> = signed.collect();
    if !signed.is_empty() {
        return signed;
    }
    if let Some(found) = &document.head.issuer {
        return split(&found.text).into_iter().map(|name| (name, Some(found.span))).collect();
    }
    let title = document.head.title.as_ref();
    let head = title.and_then(|found| Some((found.text.split_once("关于")?.0, found.span)));
    let head = head.filter(|(name, _)| name.chars().count() >= SHORTEST);
    match (head, &facts.issuer) {
        (Some((name, span)), _) => split(name).into_iter().map(|name| (name, Some(span))).collect(),
        (None, Some(name)) => vec![(fold(name), None)],
        (None, None) => Vec::new(),
    }
}

/// Characters of the shortest name.
const SHORTEST: usize = 3;

/// Several organs in one line; a name whose characters are spaced out is one.
fn split(names: &str) -> Vec<String> {
    let trim = |name: &str| fold(name.trim_end_matches("文件"));
    let pieces: Vec<_> = names.split(|c: char| is_blank(c) || matches!(c, '、' | '\n' | '，')).map(trim).collect();
    let pieces: Vec<_> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    match pieces.iter().all(|piece| piece.chars().count() >= SHORTEST) {
        true => pieces,
        false => vec![trim(names)].into_iter().filter(|name| !name.is_empty()).collect(),
    }
}
