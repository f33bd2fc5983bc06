//! Verifying supplied tables: tables made from real pairs are faultless, and known errors put into them are found.
//!
//! `cargo test --test compare_table -- --nocapture` prints the numbers. Without the corpus it says skipped.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fashen::compare::supplied::{Row, Table, table, verify};
use fashen::compare::{Comparison, Kind, Unit, compare, units};
use fashen::output::comparison::{File, to_bytes};
use fashen::parse::parse;
use fashen::source;

const ERRORS: usize = 500;

struct Case {
    name: String,
    old: Vec<Unit>,
    new: Vec<Unit>,
    comparison: Comparison,
}

fn cases() -> Option<Vec<Case>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or_else(beside, PathBuf::from);
    let corpus = shared.join("corpus");
    let Ok(pairs) = std::fs::read_to_string(corpus.join("version_pairs.tsv")) else {
        eprintln!("skipped: no corpus at {}", corpus.display());
        return None;
    };
    let rows = pairs.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let cases = rows.map(|row| {
        let read = |file: &str| source::read(&corpus.join(file)).unwrap().text;
        let (old, new) = (read(row[3]), read(row[4]));
        let (old_tree, new_tree) = (parse(&old), parse(&new));
        let comparison = compare((&old, &old_tree), (&new, &new_tree));
        Case { name: row[0].to_owned(), old: units(&old, &old_tree), new: units(&new, &new_tree), comparison }
    });
    Some(cases.collect())
}

impl Case {
    fn table(&self, file: File) -> Table {
        let bytes = to_bytes(&self.comparison, file).unwrap();
        let name = if file == File::Docx { "t.docx" } else { "t.xlsx" };
        table(&source::read_bytes(&bytes, name).unwrap().text).unwrap()
    }

    fn faults(&self, table: &Table) -> Vec<String> {
        let reports = verify(table, &self.old, &self.new, &self.comparison);
        reports.iter().map(ToString::to_string).collect()
    }
}

#[test]
fn faultless_tables_have_no_reports() {
    let Some(cases) = cases() else { return };
    let mut rows = 0;
    let mut wrong = 0;
    for case in &cases {
        for file in [File::Docx, File::Xlsx] {
            let table = case.table(file);
            rows += table.rows.len();
            let faults = case.faults(&table);
            wrong += faults.len();
            faults.iter().take(3).for_each(|fault| eprintln!("{} {file:?} {fault}", case.name));
        }
    }
    eprintln!("{} tables, {rows} rows, {wrong} false reports", cases.len() * 2);
    assert_eq!(wrong, 0);
}

/// A small generator (PCG).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Error {
    CharacterInOld,
    CharacterInNew,
    SentenceLeftOut,
    RowLeftOut,
    RowsSwapped,
    ChangeHidden,
    NumberWrong,
    CellsSwapped,
    RowTwice,
    SaidUnchanged,
}

const KINDS: [Error; 10] = [
    Error::CharacterInOld,
    Error::CharacterInNew,
    Error::SentenceLeftOut,
    Error::RowLeftOut,
    Error::RowsSwapped,
    Error::ChangeHidden,
    Error::NumberWrong,
    Error::CellsSwapped,
    Error::RowTwice,
    Error::SaidUnchanged,
];

fn is_pair(row: &Row) -> bool {
    row.old.starts_with('第') && row.new.starts_with('第') && row.note.contains("修改") && row.old.chars().count() > 30
}

/// Puts an error into a table; `None` where it does not fit.
fn spoiled(table: &Table, error: Error, dice: &mut Dice) -> Option<Table> {
    let mut rows = table.rows.clone();
    let at = dice.below(rows.len());
    let row = rows.get_mut(at).filter(|row| is_pair(row))?;
    match error {
        Error::CharacterInOld => row.old = misprinted(&row.old, dice)?,
        Error::CharacterInNew => row.new = misprinted(&row.new, dice)?,
        Error::SentenceLeftOut => row.new = shortened(&row.new, dice)?,
        Error::RowLeftOut => drop(rows.remove(at)),
        Error::RowsSwapped => {
            let other = (at + 2).min(rows.len() - 1);
            if other == at || !is_pair(&rows[other]) {
                return None;
            }
            rows.swap(at, other);
        }
        Error::ChangeHidden => {
            let label = row.new.split('\u{3000}').next()?.to_owned();
            row.new = format!("{label}\u{3000}{}", row.old.split_once('\u{3000}')?.1);
        }
        Error::NumberWrong => row.new = row.new.replacen('条', "百条", 1),
        Error::CellsSwapped => {
            let other = (at + 1..rows.len()).find(|other| is_pair(&rows[*other]))?;
            let new = std::mem::take(&mut rows[at].new);
            rows[at].new = std::mem::replace(&mut rows[other].new, new);
        }
        Error::RowTwice => {
            let again = row.clone();
            rows.insert(at, again);
        }
        Error::SaidUnchanged => {
            let label = row.new.split('\u{3000}').next()?.to_owned();
            *row = Row { old: format!("{label}未修改"), ..Row::default() };
        }
    }
    rows.iter_mut().enumerate().for_each(|(at, row)| row.number = at + 1);
    (rows != table.rows).then_some(Table { rows })
}

fn misprinted(cell: &str, dice: &mut Dice) -> Option<String> {
    let mut characters: Vec<char> = cell.chars().collect();
    let at = 8 + dice.below(characters.len().checked_sub(9)?);
    if !('\u{4e00}'..'\u{9fa5}').contains(&characters[at]) {
        return None;
    }
    characters[at] = if characters[at] == '误' { '错' } else { '误' };
    Some(characters.into_iter().collect())
}

fn shortened(cell: &str, dice: &mut Dice) -> Option<String> {
    let mut pieces: Vec<&str> = cell.split_inclusive(['。', '；', '，']).collect();
    let at = 1 + dice.below(pieces.len().checked_sub(1).filter(|n| *n > 0)?);
    pieces.remove(at);
    Some(pieces.concat())
}

#[test]
fn known_errors_are_found() {
    let Some(cases) = cases() else { return };
    let tables: Vec<Table> = cases.iter().map(|case| case.table(File::Docx)).collect();
    let mut dice = Dice(6);
    let mut tally: BTreeMap<Error, (usize, usize)> = BTreeMap::new();
    let mut made = 0;
    while made < ERRORS {
        let (at, error) = (dice.below(cases.len()), KINDS[made % KINDS.len()]);
        let Some(table) = spoiled(&tables[at], error, &mut dice) else { continue };
        let is_found = !cases[at].faults(&table).is_empty();
        if !is_found {
            eprintln!("not found: {error:?} in {}", cases[at].name);
        }
        let entry = tally.entry(error).or_default();
        entry.0 += usize::from(is_found);
        entry.1 += 1;
        made += 1;
    }
    for (error, (found, all)) in &tally {
        eprintln!("{error:?} {found} of {all}");
    }
    let found: usize = tally.values().map(|(found, _)| found).sum();
    eprintln!("errors found {found} of {made}");
    assert!(found * 100 >= made * 99);
    assert!(cases.iter().any(|case| case.comparison.pairs.iter().any(|pair| pair.kind == Kind::Split)));
}
