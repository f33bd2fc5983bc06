//! Row by row, then the table as a whole.

use std::collections::BTreeSet;

use super::order::strays;
use super::quote::{difference, is_shown, quoted};
use super::shown::{Known, Shown, known, shown, unit};
use super::{Fault, Report, Row, Table};
use crate::compare::{Comparison, Confidence, Kind, Pair, Unit};

/// Words of a note that say nothing changed.
const UNCHANGED: [&str; 4] = ["未修改", "内容未变", "无变化", "未作修改"];

pub fn reports(table: &Table, old: &[Unit], new: &[Unit], comparison: &Comparison) -> Vec<Report> {
    let old = Side { units: known(old), not_as: Fault::NotAsOld, not_in: Fault::NotInOld };
    let new = Side { units: known(new), not_as: Fault::NotAsNew, not_in: Fault::NotInNew };
    let pairs = Pairs::new(comparison, &old.units, &new.units);
    let mut check = Check { old, new, pairs, rows: Vec::new(), reports: Vec::new() };
    table.rows.iter().for_each(|row| check.row(row));
    check.repeated();
    check.out_of_order();
    check.reports.sort_by_key(|report| report.row);
    check.missing();
    check.reports
}

/// One document, and what it is called when the table differs from it.
struct Side {
    units: Vec<Known>,
    not_as: Fault,
    not_in: Fault,
}

/// The pairs of the comparison by units.
struct Pairs<'c> {
    all: &'c [Pair],
    of_old: Vec<usize>,
    of_new: Vec<usize>,
    old: Vec<Vec<usize>>,
    new: Vec<Vec<usize>>,
}

impl<'c> Pairs<'c> {
    /// Units stand in the pairs in reading order; `index` tells which.
    fn new(comparison: &'c Comparison, old: &[Known], new: &[Known]) -> Pairs<'c> {
        let all = &comparison.pairs;
        let mut pairs =
            Pairs { all, of_old: vec![0; old.len()], of_new: vec![0; new.len()], old: Vec::new(), new: Vec::new() };
        for (at, pair) in all.iter().enumerate() {
            let within = |len: usize, index: usize| (index < len).then_some(index);
            let olds: Vec<_> = pair.old.iter().filter_map(|unit| within(old.len(), unit.index)).collect();
            let news: Vec<_> = pair.new.iter().filter_map(|unit| within(new.len(), unit.index)).collect();
            olds.iter().for_each(|&unit| pairs.of_old[unit] = at);
            news.iter().for_each(|&unit| pairs.of_new[unit] = at);
            pairs.old.push(olds);
            pairs.new.push(news);
        }
        pairs
    }
}

/// What a row shows: units of both documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    number: usize,
    old: Vec<usize>,
    new: Vec<usize>,
    is_range: bool,
}

struct Check<'c> {
    old: Side,
    new: Side,
    pairs: Pairs<'c>,
    rows: Vec<Seen>,
    reports: Vec<Report>,
}

impl Check<'_> {
    fn row(&mut self, row: &Row) {
        let (left, right) = (shown(&row.old, &self.old.units), shown(&row.new, &self.new.units));
        let mut seen = Seen { number: row.number, ..Seen::default() };
        let ranges = left.iter().chain(&right).filter(|piece| matches!(piece, Shown::Unchanged(..)));
        ranges.cloned().collect::<Vec<_>>().iter().for_each(|range| self.range(range, &mut seen));
        let after = |of: fn(&Seen) -> &Vec<usize>, rows: &[Seen]| {
            rows.last().and_then(|row| of(row).last()).map_or(0, |at| at + 1)
        };
        seen.old.extend(texts(&self.old, &left, after(|row| &row.old, &self.rows), row.number, &mut self.reports));
        seen.new.extend(texts(&self.new, &right, after(|row| &row.new, &self.rows), row.number, &mut self.reports));
        if right.contains(&Shown::Ditto) || left.contains(&Shown::Ditto) {
            self.ditto(&mut seen);
        }
        if !seen.is_range {
            self.partners(&seen);
            self.note(&row.note, &seen);
        }
        self.rows.push(seen);
    }

    fn report(&mut self, row: Option<usize>, fault: Fault, place: &str, detail: String) {
        self.reports.push(Report { row, fault, place: place.to_owned(), detail });
    }

    /// 第三条至第五条未修改: all of them must be so.
    fn range(&mut self, range: &Shown, seen: &mut Seen) {
        let Shown::Unchanged(from, to) = range else { return };
        seen.is_range = true;
        let units = self.named(from, to);
        if units.is_empty() {
            let row = Some(seen.number);
            return self.report(row, Fault::NotInNew, from, "写作未修改，新稿中没有".to_owned());
        }
        for at in units {
            let pair = self.pairs.of_new[at];
            if self.pairs.all[pair].kind != Kind::Same {
                let (place, kind) = (self.new.units[at].place.clone(), self.pairs.all[pair].kind.chinese());
                self.report(Some(seen.number), Fault::ChangeNotShown, &place, format!("写作未修改，实际为{kind}"));
            }
            seen.new.push(at);
            seen.old.extend(&self.pairs.old[pair]);
        }
    }

    /// The units of a range; where a place is there several times, those that are unchanged.
    fn named(&self, from: &str, to: &str) -> Vec<usize> {
        let units = &self.new.units;
        let is_same = |at: &usize| self.pairs.all[self.pairs.of_new[*at]].kind == Kind::Same;
        let at = |place: &str| (0..units.len()).filter(|&at| units[at].place == place).collect::<Vec<_>>();
        let (starts, ends) = (at(from), at(to));
        if let Some(place) = from.strip_suffix('处').filter(|_| starts.is_empty()) {
            return at(place.trim_end_matches(|c: char| c.is_ascii_digit())).into_iter().filter(is_same).collect();
        }
        let ranges = starts.iter().flat_map(|from| ends.iter().map(move |to| *from..to + 1));
        let ranges: Vec<_> = ranges.filter(|range| !range.is_empty()).collect();
        let whole = ranges.iter().rev().find(|range| (*range).clone().all(|at| is_same(&at)));
        whole.or(ranges.last()).map_or(Vec::new(), |range| range.clone().collect())
    }

    /// 同左: both sides must say the same.
    fn ditto(&mut self, seen: &mut Seen) {
        for at in seen.old.clone() {
            let pair = self.pairs.of_old[at];
            seen.new.extend(&self.pairs.new[pair]);
            self.not_shown(seen.number, pair, &self.old.units[at].place.clone(), "写作未修改");
        }
    }

    fn not_shown(&mut self, row: usize, pair: usize, place: &str, what: &str) {
        if self.pairs.all[pair].substance {
            let detail = format!("{what}，实际为{}", self.pairs.all[pair].kind.chinese());
            self.report(Some(row), Fault::ChangeNotShown, place, detail);
        }
    }

    /// What stands side by side must belong together.
    fn partners(&mut self, seen: &Seen) {
        for &at in seen.old.iter().filter(|_| !seen.new.is_empty()) {
            let pair = self.pairs.of_old[at];
            let partners = &self.pairs.new[pair];
            let is_sure = self.pairs.all[pair].confidence != Confidence::Possible && !partners.is_empty();
            if is_sure && !partners.iter().any(|partner| seen.new.contains(partner)) {
                let places: Vec<_> = partners.iter().map(|&at| self.new.units[at].place.as_str()).collect();
                let detail = format!("比对结果是对应{}", places.join("、"));
                let place = self.old.units[at].place.clone();
                self.report(Some(seen.number), Fault::WrongPair, &place, detail);
            }
        }
    }

    fn note(&mut self, note: &str, seen: &Seen) {
        let (old, new) = (seen.old.first().copied(), seen.new.first().copied());
        let pair = match (old, new) {
            (_, Some(new)) => self.pairs.of_new[new],
            (Some(old), None) => self.pairs.of_old[old],
            (None, None) => return,
        };
        let place =
            new.map(|at| &self.new.units[at]).or(old.map(|at| &self.old.units[at])).map(|unit| unit.place.clone());
        let place = place.unwrap_or_default();
        let has_both = !self.pairs.old[pair].is_empty() && !self.pairs.new[pair].is_empty();
        let is_sure = self.pairs.all[pair].confidence != Confidence::Possible;
        let says = |words: &[&str]| words.iter().any(|word| note.contains(word));
        if says(&UNCHANGED) {
            self.not_shown(seen.number, pair, &place, "说明写作未修改");
        } else if is_sure && has_both && (says(&["新增"]) && old.is_none() || says(&["删除"]) && new.is_none()) {
            let detail = format!("实际为{}", self.pairs.all[pair].kind.chinese());
            self.report(Some(seen.number), Fault::WrongNote, &place, detail);
        }
    }

    fn repeated(&mut self) {
        let mut before: BTreeSet<(&[usize], &[usize])> = BTreeSet::new();
        let rows = self.rows.iter().filter(|row| !row.old.is_empty() || !row.new.is_empty());
        let again = rows.filter(|row| !before.insert((&row.old, &row.new)));
        let again: Vec<_> = again.map(|row| (row.number, self.place(row))).collect();
        again.into_iter().for_each(|(row, place)| self.report(Some(row), Fault::Repeated, &place, String::new()));
    }

    fn place(&self, row: &Seen) -> String {
        let new = row.new.first().map(|&at| &self.new.units[at]);
        new.or(row.old.first().map(|&at| &self.old.units[at])).map_or(String::new(), |unit| unit.place.clone())
    }

    /// The right column goes by the new text; what was deleted stands where it stood.
    fn out_of_order(&mut self) {
        let mut by_new: Vec<(&Seen, usize)> =
            self.rows.iter().filter_map(|row| Some((row, *row.new.first()?))).collect();
        by_new.dedup_by_key(|(_, at)| *at);
        let is_steady = |at: usize| {
            matches!(
                self.pairs.all[self.pairs.of_old[at]].kind,
                Kind::Same | Kind::Renumbered | Kind::Modified | Kind::Deleted
            )
        };
        let by_old = self.rows.iter().filter_map(|row| Some((row, *row.old.first()?)));
        let by_old: Vec<(&Seen, usize)> = by_old.filter(|(_, at)| is_steady(*at)).collect();
        let stray = |rows: &[(&Seen, usize)]| {
            let places: Vec<_> = rows.iter().map(|(_, at)| *at).collect();
            strays(&places).into_iter().map(|at| rows[at].0.clone()).collect::<Vec<_>>()
        };
        let deleted = stray(&by_old).into_iter().filter(|row| row.new.is_empty());
        let found: BTreeSet<_> =
            stray(&by_new).into_iter().chain(deleted).map(|row| (row.number, self.place(&row))).collect();
        found.into_iter().for_each(|(row, place)| self.report(Some(row), Fault::OutOfOrder, &place, String::new()));
    }

    /// Every change has its row; unchanged articles only in a table that shows most of them.
    fn missing(&mut self) {
        let old: BTreeSet<usize> = self.rows.iter().flat_map(|row| row.old.iter().copied()).collect();
        let new: BTreeSet<usize> = self.rows.iter().flat_map(|row| row.new.iter().copied()).collect();
        let same: Vec<_> = (0..self.pairs.all.len()).filter(|&at| self.pairs.all[at].kind == Kind::Same).collect();
        let shown = same.iter().filter(|&&at| self.pairs.new[at].iter().all(|unit| new.contains(unit))).count();
        let is_full = shown * 2 > same.len();
        for at in 0..self.pairs.all.len() {
            let kind = self.pairs.all[at].kind;
            if kind == Kind::Same && !is_full {
                continue;
            }
            for unit in self.pairs.old[at].clone().into_iter().filter(|unit| !old.contains(unit)) {
                let place = format!("旧稿{}", self.old.units[unit].place);
                self.report(None, Fault::Missing, &place, kind.chinese().to_owned());
            }
            for unit in self.pairs.new[at].clone().into_iter().filter(|unit| !new.contains(unit)) {
                let place = format!("新稿{}", self.new.units[unit].place);
                self.report(None, Fault::Missing, &place, kind.chinese().to_owned());
            }
        }
    }
}

/// The units that the texts of a cell show; what differs is reported.
fn texts(side: &Side, cell: &[Shown], mut after: usize, row: usize, reports: &mut Vec<Report>) -> Vec<usize> {
    let mut units = Vec::new();
    for piece in cell {
        let Shown::Text { label, text } = piece else { continue };
        let mut report = |fault, place: &str, detail| {
            reports.push(Report { row: Some(row), fault, place: place.to_owned(), detail });
        };
        let Some(at) = unit(label, text, &side.units, after) else {
            report(side.not_in, label, format!("“{}”", quoted(text)));
            continue;
        };
        let known = &side.units[at];
        if known.label != *label {
            report(side.not_as, &known.place, format!("编号写作“{label}”"));
        }
        if !is_shown(text, &known.text) {
            report(side.not_as, &known.place, difference(&known.text, text));
        }
        units.push(at);
        after = at + 1;
    }
    units
}
