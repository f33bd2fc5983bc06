//! Of which day a text is, and from when it has force.

use super::note::{Days, in_force_from};
use super::title;
use super::version::Provision;
use crate::date::{self, Date};
use crate::document::{Document, Level, MatterKind};
use crate::lawbook::Lawbook;
use crate::source::Source;
use crate::text::fold;

/// The days in the lines above the first article, in the signature and in 本法自……起施行.
pub fn days(source: &Source, document: &Document, unit: Level, provisions: &[Provision]) -> Days {
    let mut days = Days::default();
    let first = document.nodes.iter().find(|node| node.level == unit || node.level.is_division());
    let head = &source.text.as_str()[..first.map_or(0, |node| node.span.start)];
    let contents = document.matter.iter().filter(|matter| matter.kind == MatterKind::Contents);
    let end = contents.map(|matter| matter.span.start).min().unwrap_or(usize::MAX);
    let head = head.get(..end).unwrap_or(head);
    head.lines().take(MOST_LINES).for_each(|line| days.read(&fold(line)));
    let signed = document.head.signed.as_ref().and_then(|signed| date::read(&fold(&signed.text)));
    days.published = days.published.or(signed.map(|(day, _)| day));
    let own = provisions.iter().rev().filter(|it| it.container.is_empty());
    if let Some(said) = own.filter_map(|provision| in_force_from(&fold_lines(&provision.text))).next() {
        days.effective = said.ok().or(days.effective).or(days.published).or(days.adopted);
    }
    days
}

/// Lines of a head.
const MOST_LINES: usize = 200;

fn fold_lines(text: &str) -> String {
    text.split('\n').map(fold).collect::<Vec<_>>().join("\n")
}

/// Years between a revision and its coming into force; beyond them 题注 leaves out a later revision.
const LONGEST_WAIT: i16 = 3;

/// From when the text has force, and what made it.
pub fn dated(days: &Days, title: &str, name: &str, lawbook: &Lawbook) -> Option<(Date, String)> {
    let named = title::day(name);
    let law = lawbook.find(title);
    let said = |day: Date, word: &str| format!("{}{word}", date::chinese(day));
    let later = |event: Date| days.effective.filter(|effective| *effective >= event);
    if let Some(revised) = days.revisions.last().copied() {
        let index = law.filter(|law| law.revised == Some(revised)).and_then(|law| law.effective);
        let from = later(revised).or(index.filter(|effective| *effective >= revised)).unwrap_or(revised);
        let is_untold = from.year() - revised.year() > LONGEST_WAIT;
        return Some((from, if is_untold { said(from, "施行") } else { said(revised, days.revising) }));
    }
    let born = days.born();
    // A text without 题注 that came into force before the day in its file's name was revised on that day.
    if let Some(named) = named.filter(|named| born.is_none() && days.effective.is_none_or(|from| from < *named)) {
        return Some((named, said(named, "文本")));
    }
    let indexed = law.and_then(|law| law.effective.filter(|effective| *effective >= law.revised.unwrap_or(*effective)));
    match (born, days.effective) {
        (Some(born), _) => {
            let word = if days.adopted.is_some() { "通过" } else { "公布" };
            let index = indexed.filter(|_| law.is_some_and(|law| law.adopted == Some(born) && law.revised.is_none()));
            Some((later(born).or(index).unwrap_or(born), said(born, word)))
        }
        (None, Some(effective)) => Some((effective, said(effective, "施行"))),
        (None, None) => indexed.map(|effective| (effective, said(effective, "施行"))),
    }
}
