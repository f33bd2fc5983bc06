//! The office's ledger spreadsheet (台账): its columns by their headings, its rows against the documents.

use std::collections::BTreeMap;

use super::clause::plain;
use super::fate::Target;
use super::index::Index;
use super::life::Life;
use super::number::Number;
use super::{Record, Setting, Why};
use crate::date::{self, Date};
use crate::source::{Table, Tables};
use crate::text::fold;

/// Rows in which headings are looked for.
const HEADING_ROWS: usize = 20;

/// Which heading stands for what, as the user says: 标题=文件名, or `title`=文件名.
pub type Columns = BTreeMap<String, String>;

/// A row of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// 台账.xlsx 工作表 第3行
    pub place: String,
    /// By the names of `[sweep.columns]`: title, number, unit, published …
    pub cells: BTreeMap<String, String>,
}

impl Entry {
    pub fn cell(&self, name: &str) -> &str {
        self.cells.get(name).map_or("", String::as_str)
    }

    fn date(&self, name: &str) -> Option<Date> {
        date_of(self.cell(name))
    }
}

/// The rows of all tables that have a column of titles or numbers.
pub fn entries(
    tables: &Tables,
    file: &str,
    setting: &crate::rule::Sweep,
    chosen: &Columns,
) -> Result<Vec<Entry>, String> {
    let mut found = Vec::new();
    let mut is_read = false;
    for table in &tables.tables {
        let Some((head, columns)) = heading(table, setting, chosen) else { continue };
        is_read = true;
        for (at, row) in table.rows.iter().enumerate().skip(head + 1) {
            let cells =
                row.iter().filter_map(|(column, cell)| Some((columns.get(column)?.clone(), cell.trim().to_owned())));
            let cells: BTreeMap<String, String> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
            if cells.contains_key("title") || cells.contains_key("number") {
                let sheet = if table.name.is_empty() { String::new() } else { format!("“{}”", table.name) };
                found.push(Entry { place: format!("{file}{sheet}第{}行", at + 1), cells });
            }
        }
    }
    if is_read {
        return Ok(found);
    }
    let first =
        tables.tables.first().and_then(|table| table.rows.iter().take(HEADING_ROWS).max_by_key(|row| row.len()));
    let heads: Vec<_> = first.into_iter().flatten().map(|(_, cell)| cell.trim()).collect();
    Err(format!(
        "认不出文件名称或者文号的列；表头可能是：{}。请用 --columns 标题=列名,文号=列名 指明",
        heads.join("、")
    ))
}

/// The row of headings, and what each of its columns holds.
fn heading(table: &Table, words: &crate::rule::Sweep, chosen: &Columns) -> Option<(usize, BTreeMap<u32, String>)> {
    let rows = table.rows.iter().take(HEADING_ROWS).enumerate();
    let read = rows.map(|(at, row)| (at, columns(row, words, chosen)));
    let found = read.filter(|(_, columns)| columns.values().any(|name| name == "title" || name == "number"));
    found.max_by_key(|(at, columns)| (columns.len(), std::cmp::Reverse(*at)))
}

fn columns(row: &[(u32, String)], words: &crate::rule::Sweep, chosen: &Columns) -> BTreeMap<u32, String> {
    let bare = |cell: &str| fold(cell).trim_matches(['*', '：']).to_owned();
    let mut found: BTreeMap<u32, String> = BTreeMap::new();
    for (name, heading) in chosen {
        let name =
            words.columns.iter().find(|(key, names)| *key == name || names.contains(name)).map_or(name, |(key, _)| key);
        if let Some((column, _)) = row.iter().find(|(_, cell)| bare(cell) == bare(heading)) {
            found.insert(*column, name.clone());
        }
    }
    for (name, synonyms) in &words.columns {
        if found.values().any(|known| known == name) {
            continue;
        }
        let column = synonyms.iter().find_map(|synonym| row.iter().find(|(_, cell)| bare(cell) == *synonym));
        let near = || {
            synonyms.iter().find_map(|synonym| {
                row.iter().find(|(_, cell)| {
                    bare(cell).starts_with(synonym.as_str())
                        && bare(cell).chars().count() <= synonym.chars().count() + 6
                })
            })
        };
        if let Some((column, _)) = column.or_else(near).filter(|(column, _)| !found.contains_key(column)) {
            found.insert(*column, name.clone());
        }
    }
    found
}

/// What the ledger says against what was read.
pub struct Joined {
    /// The ledger's row of each document.
    pub of: Vec<Option<usize>>,
    pub reasons: Vec<Vec<Why>>,
    /// Rows of the ledger without a file.
    pub alone: Vec<usize>,
}

pub fn join(entries: &[Entry], records: &[Record], index: &Index<'_>, lives: &[Life], setting: &Setting<'_>) -> Joined {
    let mut joined =
        Joined { of: vec![None; records.len()], reasons: vec![Vec::new(); records.len()], alone: Vec::new() };
    for (row, entry) in entries.iter().enumerate() {
        let named = find(entry, index, records, setting);
        if named.is_empty() {
            joined.alone.push(row);
        }
        for at in named {
            if joined.of[at].is_none() {
                joined.of[at] = Some(row);
                joined.reasons[at].extend(differences(entry, &records[at], &lives[at]));
            }
        }
    }
    for (at, row) in joined.of.iter().enumerate().filter(|_| !entries.is_empty()) {
        if row.is_none() {
            joined.reasons[at].push(Why::new("ledger-missing"));
        }
    }
    joined
}

fn find(entry: &Entry, index: &Index<'_>, records: &[Record], setting: &Setting<'_>) -> Vec<usize> {
    let path = entry.cell("path");
    if !path.is_empty() {
        let ends = |known: &String| known == path || known.ends_with(&format!("/{path}"));
        let found: Vec<usize> = (0..records.len()).filter(|&at| ends(&setting.paths[at])).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let title = plain(entry.cell("title"));
    index.find(&Target { title, number: Number::read(entry.cell("number")), ..Target::default() }, None)
}

fn differences(entry: &Entry, record: &Record, life: &Life) -> Vec<Why> {
    let mut found = Vec::new();
    let mut differ = |what: &str, ledger: String, text: String| {
        found.push(
            Why::new("ledger-differs")
                .fill("by", &format!("{what}：台账{ledger}，文件{text}"))
                .quote(&entry.place, &ledger),
        );
    };
    let own = [
        ("公布日期", entry.date("published"), record.published),
        ("施行日期", entry.date("effective"), record.effective),
    ];
    for (what, ledger, text) in own {
        if let (Some(ledger), Some(text)) = (ledger, text)
            && ledger != text
        {
            differ(what, ledger.to_string(), text.to_string());
        }
    }
    let expires = life.expires;
    if let (Some(ledger), Some(last)) = (entry.date("expires"), expires.no_later_than)
        && ledger != last
        && Some(ledger) != expires.no_earlier_than
    {
        differ("有效期至", ledger.to_string(), last.to_string());
    }
    if let (Some(ledger), Some(text)) =
        (Number::read(entry.cell("number")), record.number.as_deref().and_then(Number::read))
        && !ledger.fits(&text, &record.title)
    {
        differ("文号", ledger.to_string(), text.to_string());
    }
    let title = plain(entry.cell("title"));
    if !title.is_empty()
        && !record.names.contains(&title)
        && !record.names.iter().any(|name| name.contains(&title) || title.contains(name.as_str()))
    {
        differ("名称", title, record.title.clone());
    }
    let state = entry.cell("state");
    let said_over = ["废止", "失效", "届满"].iter().any(|word| state.contains(word));
    let said_valid = ["有效", "在用"].iter().any(|word| state.contains(word)) && !said_over;
    if said_over && !life.state.is_over() || said_valid && life.state.is_over() {
        differ("状态", state.to_owned(), life.state.chinese().to_owned());
    }
    found
}

/// 2024-01-05, 2024年1月5日, 20240105, the serial number of a spreadsheet.
fn date_of(cell: &str) -> Option<Date> {
    let folded = fold(cell);
    if let Some((date, _)) = date::read(&folded) {
        return Some(date);
    }
    let digits = folded.split('.').next().filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?;
    let n: i64 = digits.parse().ok()?;
    match digits.len() {
        8 => Date::new((n / 10_000) as i16, (n / 100 % 100) as i8, (n % 100) as i8).ok(),
        // Days since 1899-12-30, as spreadsheets count.
        5 => Date::constant(1899, 12, 30).checked_add(jiff::Span::new().try_days(n).ok()?).ok(),
        _ => None,
    }
}
