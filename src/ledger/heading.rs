//! Which column of a table holds what: by heading, or as the user says with `--columns`.

use std::collections::BTreeMap;

use super::field::Field;
use super::words::Words;
use crate::source::{Row, Table};
use crate::text::fold;

/// Rows in which headings are looked for: titles and notes stand above them.
const HEADING_ROWS: usize = 20;

/// Shorter words end too many headings by chance.
const LEAST_ENDING: usize = 3;

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column<F> {
    Of(F),
    /// 序号
    Position,
    /// Kept under its heading.
    Other(String),
}

/// The columns of a table, and the row of their headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings<F> {
    /// Index of the first row below.
    pub below: usize,
    pub columns: BTreeMap<u32, (String, Column<F>)>,
}

impl<F> Headings<F> {
    /// Headings that mean nothing known.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let other = self.columns.values().filter(|(_, column)| matches!(column, Column::Other(_)));
        other.map(|(heading, _)| heading.as_str())
    }
}

/// `名称=文件标题,文号=编号`: a field by its name or heading, then the heading in the table.
pub fn named(written: &str) -> Result<Vec<(Field, String)>, String> {
    let pairs = written.split([',', '，']).filter(|pair| !pair.trim().is_empty());
    pairs.map(pair).collect()
}

fn pair(pair: &str) -> Result<(Field, String), String> {
    let Some((field, heading)) = pair.split_once(['=', '＝']) else {
        return Err(format!("“{pair}”要写成 内容=列名，例如 文号=发文编号"));
    };
    let field = field.trim();
    let synonyms = &Words::built_in().columns;
    let known = Field::named(field).or_else(|| by_synonym(synonyms, field, true).and_then(Field::named));
    let names = || Field::ALL.iter().map(|field| field.heading()).collect::<Vec<_>>().join("、");
    known
        .map(|known| (known, heading.trim().to_owned()))
        .ok_or_else(|| format!("没有“{field}”这一项；可用：{}", names()))
}

/// Finds the headings of a ledger table: the row that names most fields, a title among them.
pub fn of_ledger(table: &Table, named: &[(Field, String)]) -> Option<Headings<Field>> {
    let columns = |row: &Row| columns(row, &Words::built_in().columns, Field::named, named);
    best(table, columns, |fields| fields.contains(&Field::Title))
}

/// What a table of opinions (意见表) says of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opinion {
    Title,
    Place,
    Clause,
    Words,
    Basis,
    Outcome,
    Letter,
    Replied,
    Unit,
}

impl Opinion {
    const NAMES: [(&'static str, Opinion); 9] = [
        ("title", Opinion::Title),
        ("place", Opinion::Place),
        ("clause", Opinion::Clause),
        ("opinion", Opinion::Words),
        ("basis", Opinion::Basis),
        ("outcome", Opinion::Outcome),
        ("letter", Opinion::Letter),
        ("replied", Opinion::Replied),
        ("unit", Opinion::Unit),
    ];

    fn named(name: &str) -> Option<Opinion> {
        Opinion::NAMES.iter().find(|(known, _)| *known == name).map(|(_, opinion)| *opinion)
    }
}

/// Finds the headings of a table of opinions: it must have titles, and what was said.
pub fn of_opinions(table: &Table) -> Option<Headings<Opinion>> {
    let columns = |row: &Row| columns(row, &Words::built_in().opinion_columns, Opinion::named, &[]);
    best(table, columns, |fields| fields.contains(&Opinion::Title) && fields.contains(&Opinion::Words))
}

type Columns<F> = BTreeMap<u32, (String, Column<F>)>;

fn best<F: Copy + PartialEq>(
    table: &Table,
    columns: impl Fn(&Row) -> Columns<F>,
    is_enough: impl Fn(&[F]) -> bool,
) -> Option<Headings<F>> {
    let mut best: Option<(usize, Headings<F>)> = None;
    for (at, row) in table.rows.iter().take(HEADING_ROWS).enumerate() {
        let columns = columns(row);
        let fields: Vec<F> = columns.values().filter_map(|(_, column)| field(column)).collect();
        let is_better = best.as_ref().is_none_or(|(most, _)| fields.len() > *most);
        if is_enough(&fields) && is_better {
            best = Some((fields.len(), Headings { below: at + 1, columns }));
        }
    }
    best.map(|(_, headings)| headings)
}

fn field<F: Copy>(column: &Column<F>) -> Option<F> {
    match column {
        Column::Of(field) => Some(*field),
        Column::Position | Column::Other(_) => None,
    }
}

/// Each field takes one column: that which is named, else that whose heading fits wholly, else the first that ends so.
fn columns<F: Copy + PartialEq>(
    row: &Row,
    synonyms: &BTreeMap<String, Vec<String>>,
    known: impl Fn(&str) -> Option<F>,
    named: &[(F, String)],
) -> Columns<F> {
    let mut columns: Columns<F> = BTreeMap::new();
    let is_free = |columns: &Columns<F>, column: u32, wanted: F| {
        !columns.contains_key(&column) && !columns.values().any(|(_, taken)| field(taken) == Some(wanted))
    };
    for (column, cell) in row {
        let wanted = named.iter().find(|(_, heading)| bare(heading) == bare(cell));
        if let Some((wanted, _)) = wanted.filter(|(wanted, _)| is_free(&columns, *column, *wanted)) {
            columns.insert(*column, (cell.trim().to_owned(), Column::Of(*wanted)));
        }
    }
    for exactly in [true, false] {
        for (column, cell) in row {
            let Some(name) = by_synonym(synonyms, cell, exactly) else { continue };
            match known(name) {
                None if exactly => drop(columns.insert(*column, (cell.trim().to_owned(), Column::Position))),
                Some(wanted) if is_free(&columns, *column, wanted) && !named.iter().any(|(it, _)| *it == wanted) => {
                    columns.insert(*column, (cell.trim().to_owned(), Column::Of(wanted)));
                }
                _ => {}
            }
        }
    }
    for (column, cell) in row {
        let heading = cell.trim().to_owned();
        columns.entry(*column).or_insert_with(|| (heading.clone(), Column::Other(heading)));
    }
    columns
}

/// The field whose word a heading is, or ends with; the longest word decides.
fn by_synonym<'s>(synonyms: &'s BTreeMap<String, Vec<String>>, heading: &str, exactly: bool) -> Option<&'s str> {
    let heading = bare(heading);
    let all = synonyms.iter().flat_map(|(name, words)| words.iter().map(move |word| (name.as_str(), word)));
    let fits = |word: &str| {
        if exactly { heading == word } else { word.chars().count() >= LEAST_ENDING && heading.ends_with(word) }
    };
    let fitting = all.filter(|(_, word)| fits(word));
    fitting.max_by_key(|(name, word)| (word.len(), std::cmp::Reverse(*name))).map(|(name, _)| name)
}

/// A heading without brackets and what they hold, blanks and separators.
fn bare(heading: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in fold(heading).chars() {
        match c {
            '（' | '(' | '【' | '[' | '〔' => depth += 1,
            '）' | ')' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            '、' | '/' | '*' | ':' | '：' | '"' | '及' | '和' => {}
            c if depth == 0 && !c.is_whitespace() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let row = |cells: &&[&str]| (0..).zip(cells.iter().map(|cell| (*cell).to_owned())).collect::<Row>();
        Table { name: String::new(), rows: rows.iter().map(row).collect(), lines: (1..=rows.len() as u32).collect() }
    }

    fn fields(headings: &Headings<Field>) -> Vec<Option<Field>> {
        headings.columns.values().map(|(_, column)| field(column)).collect()
    }

    #[test]
    fn headings_are_known_by_their_synonyms() {
        let table = table(&[
            &["青溪县规范性文件清理目录"],
            &["序号", "规范性文件名称", "发文字号", "制发机关", "印发时间（年月日）", "处理意见", "县领导批示"],
            &["1", "某办法", "青政发〔2020〕1号", "县政府", "2020.1.1", "继续有效", "同意"],
        ]);
        let headings = of_ledger(&table, &[]).unwrap();
        assert_eq!(headings.below, 2);
        let wanted = [Field::Title, Field::DocumentNumber, Field::Issuer, Field::Published, Field::Cleaning];
        let wanted: Vec<_> = std::iter::once(None).chain(wanted.map(Some)).chain([None]).collect();
        assert_eq!(fields(&headings), wanted);
        assert_eq!(headings.unknown().collect::<Vec<_>>(), ["县领导批示"]);
    }

    #[test]
    fn the_user_has_the_last_word() {
        let table = table(&[&["名目", "文件名称", "编号"], &["甲", "乙", "丙"]]);
        let named = named("文件名称=名目, 文号=编号").unwrap();
        let headings = of_ledger(&table, &named).unwrap();
        assert_eq!(fields(&headings), [Some(Field::Title), None, Some(Field::DocumentNumber)]);
        assert!(super::named("文号").is_err() && super::named("天气=列").unwrap_err().contains("登记号"));
    }

    #[test]
    fn a_table_without_titles_is_none() {
        assert_eq!(of_ledger(&table(&[&["姓名", "电话"], &["甲", "1"]]), &[]), None);
    }

    #[test]
    fn opinions_of_an_inspection_table() {
        let table = table(&[&["序号", "文件名称", "发文单位", "文件有关内容", "违规类型", "违反的标准", "审查意见"]]);
        let headings = of_opinions(&table).unwrap();
        let found: Vec<_> = headings.columns.values().filter_map(|(_, column)| field(column)).collect();
        assert_eq!(found, [Opinion::Title, Opinion::Unit, Opinion::Clause, Opinion::Basis, Opinion::Words]);
    }
}
