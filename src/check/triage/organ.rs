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
    // Signatures are read generously: names that no class knows are none.
    let named = names(text, document, facts).into_iter();
    let judged: Option<Vec<_>> = named
        .map(|names| names.into_iter().filter_map(|(name, span)| one(name, span, classes)).collect::<Vec<_>>())
        .find(|organs| !organs.is_empty());
    let unnamed = || Organ { why: "文中没有写明制定机关".to_owned(), ..Organ::default() };
    // No before unknown before yes; of equals the first.
    let gravity = |organ: &Organ| match organ.may_issue {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    };
    judged.into_iter().flatten().min_by_key(gravity).unwrap_or_else(unnamed)
}

pub(super) fn one(name: String, span: Option<Span>, classes: &[OrganClass]) -> Option<Organ> {
    let is = |class: &&OrganClass| {
        let holds = || class.holds.iter().any(|word| name.contains(word.as_str()));
        class.ends.iter().any(|word| name.ends_with(word.as_str())) || holds()
    };
    let is_name = !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '《' | '。' | '：'));
    let class = classes.iter().find(is).filter(|_| is_name && name.chars().count() <= LONGEST)?;
    let (may_issue, why, source) = (class.may_issue, class.why.clone(), cited(&class.source, class.verified));
    Some(Organ { name: Some(name), span, may_issue, why, source })
}

type Named = Vec<(String, Option<Span>)>;

/// The signature, the letter head, the title before 关于: the first that names an organ counts.
fn names(text: &Text, document: &Document, facts: &Facts) -> [Named; 4] {
    let of = |names: &str, span: Option<Span>| -> Named { split(names).into_iter().map(|name| (name, span)).collect() };
    let signed = document.matter.iter().filter(|matter| matter.kind == MatterKind::Signature);
    let signed = signed.flat_map(|matter| of(text.slice(matter.span), Some(matter.span))).collect();
    let head = document.head.issuer.as_ref().map(|found| of(&found.text, Some(found.span)));
    let title = document.head.title.as_ref();
    let title = title.and_then(|found| Some(of(found.text.split_once("关于")?.0, Some(found.span))));
    let told = facts.issuer.as_ref().map(|name| of(name, None));
    [signed, head.unwrap_or_default(), title.unwrap_or_default(), told.unwrap_or_default()]
}

/// Characters of the shortest and the longest name.
const SHORTEST: usize = 3;
const LONGEST: usize = 40;

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
