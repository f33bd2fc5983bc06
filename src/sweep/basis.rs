//! 依据: what a document was made on, and whether that still stands — in the law index, among the documents of the sweep,
//! and what those rest on in their turn.

use super::clause::Weight;
use super::fate::Target;
use super::index::Index;
use super::life::Life;
use super::number::Number;
use super::record::Base;
use super::{Record, Setting, Why};
use crate::date;
use crate::finding::Confidence;
use crate::lawbook::{Force, Law};

/// How far a chain of bases is followed.
const LONGEST_CHAIN: usize = 6;

/// Reasons by document.
pub fn bases(records: &[Record], index: &Index<'_>, lives: &[Life], setting: &Setting<'_>) -> Vec<Vec<Why>> {
    let founders: Vec<Vec<(usize, usize)>> =
        (0..records.len()).map(|at| documents(at, records, index, lives)).collect();
    let mut found: Vec<Vec<Why>> = Vec::new();
    // The basis by which a document is lost, itself or through others.
    let mut lost: Vec<Option<String>> = vec![None; records.len()];
    for (at, record) in records.iter().enumerate() {
        let mut whys = Vec::new();
        for clause in &record.bases {
            whys.extend(of_law(record, clause, setting));
        }
        for &(clause, other) in &founders[at] {
            if lives[other].state.is_over() {
                whys.push(of_document(&record.bases[clause], &records[other], &lives[other], setting, other));
            }
        }
        let ends = |why: &&Why| matches!(why.code.as_str(), "basis-repealed" | "basis-document-ended");
        lost[at] = whys.iter().find(ends).map(|_| record.title.clone());
        found.push(whys);
    }
    chains(records, &founders, lives, setting, &mut lost, &mut found);
    found
}

fn chains(
    records: &[Record],
    founders: &[Vec<(usize, usize)>],
    lives: &[Life],
    setting: &Setting<'_>,
    lost: &mut [Option<String>],
    found: &mut [Vec<Why>],
) {
    for _ in 0..LONGEST_CHAIN {
        let mut more = Vec::new();
        for (at, founders) in founders.iter().enumerate().filter(|(at, _)| lost[*at].is_none()) {
            let through = founders.iter().find_map(|&(clause, other)| {
                let from = lost[other].as_ref().filter(|_| !lives[other].state.is_over())?;
                Some((clause, other, from.clone()))
            });
            more.extend(through.map(|through| (at, through)));
        }
        if more.is_empty() {
            return;
        }
        for (at, (clause, other, from)) in more {
            let clause = &records[at].bases[clause];
            let why =
                Why::new("basis-chain").fill("other", &records[other].title).fill("by", &format!("自《{from}》起"));
            found[at].push(why.quote(&clause.place, &clause.quote).source(&setting.paths[other]));
            lost[at] = Some(from);
        }
    }
}

/// Which documents of the sweep it was made on: clause and document. Of several editions, one in force.
fn documents(at: usize, records: &[Record], index: &Index<'_>, lives: &[Life]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let founding = records[at].bases.iter().enumerate().filter(|(_, clause)| clause.weight == Weight::Founding);
    for (n, clause) in founding {
        let number = clause.number.as_deref().and_then(Number::read);
        let target = Target { title: clause.title.clone(), number, ..Target::default() };
        let named = index.find(&target, Some(at));
        let best = named.iter().copied().find(|&other| !lives[other].state.is_over()).or(named.first().copied());
        found.extend(best.map(|other| (n, other)));
    }
    found
}

fn of_law(record: &Record, clause: &Base, setting: &Setting<'_>) -> Option<Why> {
    let law = setting.lawbook.find(&clause.title)?;
    let founding = clause.weight == Weight::Founding;
    let quote = |why: Why| why.fill("other", law.title).quote(&clause.place, &clause.quote);
    match law.force_on(setting.as_of) {
        Force::Ended(day) => {
            let code = if founding { "basis-repealed" } else { "cited-repealed" };
            let when = day.map_or_else(|| "此前".to_owned(), date::chinese);
            let successor = match law.successor {
                "" => String::new(),
                title => format!("，由《{title}》代替"),
            };
            let confidence = if law.verified { Confidence::Likely } else { Confidence::Possible };
            Some(quote(Why::new(code)).fill("date", &when).fill("by", &successor).at(confidence))
        }
        _ if founding => revised(record, law, setting).map(quote),
        _ => None,
    }
}

fn revised(record: &Record, law: &Law, setting: &Setting<'_>) -> Option<Why> {
    let revised = law.revised.filter(|revised| *revised <= setting.as_of)?;
    let written = record.written.or(record.day())?;
    (written < revised).then(|| Why::new("basis-revised").date(revised))
}

fn of_document(clause: &Base, other: &Record, life: &Life, setting: &Setting<'_>, at: usize) -> Why {
    let why = Why::new("basis-document-ended").fill("other", &other.title).fill("by", life.state.chinese());
    why.quote(&clause.place, &clause.quote).source(&setting.paths[at])
}
