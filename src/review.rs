//! The conductor of a review: a file or a folder of 送审材料 in, a checked draft out.

mod folder;

use crate::check::triage::{self, Triage};
use crate::check::{self, Case, Outcome};
use crate::date::Date;
use crate::document::Document;
use crate::dossier::Dossier;
use crate::fact::{self, Facts, Kind};
use crate::finding::Unchecked;
use crate::lawbook::Lawbook;
use crate::library::Library;
use crate::parse;
use crate::rule::{Lists, Region, RuleSet};
use crate::source::Source;

pub use folder::{Desk, Folder, NoDraft, inner, open as open_folder};

/// What every draft of a run is checked with.
pub struct Settings<'a> {
    pub rules: &'a RuleSet,
    pub lawbook: &'a Lawbook,
    pub region: &'a Region,
    /// 法规库, where one is named.
    pub library: Option<&'a Library>,
    /// 专项清理 themes; empty: all rules of an ordinary review.
    pub themes: &'a [String],
    /// 清单, where the office has some.
    pub lists: Option<&'a Lists>,
    pub as_of: Date,
    /// Treat every input as this kind.
    pub kind: Option<Kind>,
}

/// A draft that was read and checked.
pub struct Draft {
    pub source: Source,
    pub document: Document,
    pub facts: Facts,
    /// What it was treated as.
    pub kind: Kind,
    pub triage: Triage,
    pub outcome: Outcome,
}

/// Parses and checks what was read.
pub fn check(source: Source, settings: &Settings<'_>, dossier: Option<&Dossier>) -> Draft {
    let document = parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    let facts = fact::collect(&source.text, &document, &passages, settings.lawbook);
    let triage = triage::judge(&source.text, &document, &facts, &passages, &settings.rules.triage);
    let kind = settings.kind.unwrap_or(triage.kind);
    let case = Case {
        text: &source.text,
        document: &document,
        facts: &facts,
        passages: &passages,
        as_of: settings.as_of,
        region: settings.region,
        kind,
        triage: &triage,
        kind_is_given: settings.kind.is_some(),
        dossier,
        library: settings.library,
        themes: settings.themes,
        lists: settings.lists,
    };
    let mut outcome = check::check(&case, settings.rules, settings.lawbook);
    // What the reader left out or changed was not checked either.
    let reading = |why: &String| Unchecked { what: "原文的读取".to_owned(), why: why.clone() };
    outcome.unchecked.splice(0..0, source.remarks.iter().map(reading));
    Draft { source, document, facts, kind, triage, outcome }
}
