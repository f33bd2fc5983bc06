//! List files: which column holds the names, and what to say where there is none.

use std::path::Path;

use serde::Deserialize;

use super::{ListName, Lists, bare};
use crate::limits::{MAX_LIST_ITEMS, MAX_LIST_NAME};
use crate::source::{self, Row, Shape, Table, Tables};
use crate::text::fold;

/// Rows in which headings are looked for: titles and notes stand above them.
const HEADING_ROWS: usize = 20;
/// Headings shown where none fits.
const SHOWN_HEADINGS: usize = 12;

/// A file of a list, as the profile names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListFile {
    /// Relative to the profile.
    pub file: String,
    /// 列名
    pub column: Option<String>,
    /// 工作表名
    pub sheet: Option<String>,
}

/// One file or several that make a list together, as they may be written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "清单写作文件名 \"清单.xlsx\"，或者 { file = \"清单.xlsx\", column = \"事项名称\", sheet = \"Sheet1\" }（后两项可省）；几个文件写成 [\"甲.xlsx\", \"乙.csv\"]"
)]
pub enum ListFiles {
    Name(String),
    File(ListFile),
    Several(Vec<ListFiles>),
}

impl ListFiles {
    pub fn files(&self) -> Vec<ListFile> {
        match self {
            ListFiles::Name(file) => vec![ListFile { file: file.clone(), column: None, sheet: None }],
            ListFiles::File(file) => vec![file.clone()],
            ListFiles::Several(files) => files.iter().flat_map(ListFiles::files).collect(),
        }
    }
}

/// Headings of the column of names, the best first.
fn headings(list: ListName) -> &'static [&'static str] {
    match list {
        ListName::Licences => &[
            "许可事项名称",
            "行政许可事项名称",
            "事项名称",
            "主项名称",
            "子项名称",
            "许可事项",
            "行政许可事项",
            "项目名称",
            "事项",
            "名称",
        ],
        ListName::Proofs => {
            &["证明名称", "证明事项名称", "证明事项", "证明材料名称", "证明材料", "材料名称", "事项名称", "名称"]
        }
        ListName::Charges => {
            &["收费项目名称", "收费项目", "基金名称", "保证金名称", "项目名称", "收费名称", "事项名称", "项目", "名称"]
        }
        ListName::Prices => &[
            "定价项目",
            "定价项目名称",
            "项目名称",
            "商品和服务名称",
            "商品服务名称",
            "定价内容",
            "收费项目",
            "项目",
            "名称",
        ],
        ListName::MarketEntry => &["禁止或许可事项", "事项名称", "许可事项", "项目名称", "名称"],
    }
}

/// Reads a file into its list; `shown` is its path as it is shown.
pub fn read(lists: &mut Lists, list: ListName, file: &ListFile, path: &Path) -> Result<(), String> {
    let what = |why: String| format!("清单 {}（{}）{why}", path.display(), list.chinese());
    let tables = source::tables(path).map_err(|unread| what(format!("没有读成：{unread}。{}", unread.advice())))?;
    let (names, passed) = names(list, file, &tables).map_err(&what)?;
    if lists.lists.get(&list).map_or(0, Vec::len) + names.len() > MAX_LIST_ITEMS {
        return Err(what(format!("超过 {MAX_LIST_ITEMS} 项")));
    }
    let before = lists.lists.get(&list).map_or(0, Vec::len);
    lists.add(list, names.iter().map(|(_, name)| &**name));
    if lists.lists.get(&list).map_or(0, Vec::len) == before {
        return Err(what("里没有可以对照的名称".to_owned()));
    }
    let remarks = tables.remarks.into_iter().chain(passed);
    lists.remarks.extend(remarks.map(|remark| (list, format!("{}：{remark}", file.file))));
    Ok(())
}

/// Row number and name.
type Names<'t> = Vec<(usize, &'t str)>;

/// The names, and what was passed over.
fn names<'t>(list: ListName, file: &ListFile, tables: &'t Tables) -> Result<(Names<'t>, Vec<String>), String> {
    let chosen = sheets(file, tables)?;
    let (mut found, mut passed) = (Names::new(), Vec::new());
    let mut has_column = false;
    for table in &chosen {
        match column(list, file, tables.shape, table) {
            Some((from, column)) => {
                has_column = true;
                found.extend(below(table, from, column));
            }
            None => passed.push(format!("工作表“{}”没有名称列，未计入", table.name)),
        }
    }
    if !has_column {
        return Err(no_column(list, file, &chosen));
    }
    match found.iter().find(|(_, name)| name.chars().count() > MAX_LIST_NAME) {
        Some((row, _)) => Err(format!("第{row}个有内容的行，名称超过 {MAX_LIST_NAME} 字，请检查引号和分隔")),
        None => Ok((found, passed)),
    }
}

/// The tables that the profile asks for.
fn sheets<'t>(file: &ListFile, tables: &'t Tables) -> Result<Vec<&'t Table>, String> {
    let Some(sheet) = &file.sheet else { return Ok(tables.tables.iter().collect()) };
    if tables.shape != Shape::Sheets {
        return Err(format!("不是工作簿，没有工作表“{sheet}”，请删去 sheet"));
    }
    let named: Vec<_> = tables.tables.iter().filter(|table| is_same(&table.name, sheet)).collect();
    let names = || tables.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join("、");
    if named.is_empty() {
        Err(format!("没有工作表“{sheet}”；有内容的是：{}", names()))
    } else {
        Ok(named)
    }
}

fn is_same(a: &str, b: &str) -> bool {
    fold(a).eq_ignore_ascii_case(&fold(b))
}

/// The first row of names and their column. Lines have no columns, and a heading only by chance.
fn column(list: ListName, file: &ListFile, shape: Shape, table: &Table) -> Option<(usize, u32)> {
    if let Some(column) = &file.column {
        return find(table, |cell| is_same(cell, column)).or_else(|| find(table, |cell| bare(cell) == bare(column)));
    }
    let named = headings(list).iter().find_map(|heading| find(table, |cell| bare(cell) == *heading));
    let ends = || headings(list).iter().find_map(|heading| find(table, |cell| bare(cell).ends_with(heading)));
    match shape {
        Shape::Lines => Some(named.unwrap_or((0, 0))),
        _ => named.or_else(ends),
    }
}

/// The row below a heading, and its column. A row with one cell in a wide table is a title.
fn find(table: &Table, is_heading: impl Fn(&str) -> bool) -> Option<(usize, u32)> {
    let width = table.rows.iter().map(Row::len).max().unwrap_or(0);
    let rows = table.rows.iter().take(HEADING_ROWS).enumerate().filter(|(_, row)| row.len() > 1 || width == 1);
    rows.flat_map(|(at, row)| row.iter().map(move |(column, cell)| (at, *column, cell)))
        .find_map(|(at, column, cell)| is_heading(cell).then_some((at + 1, column)))
}

/// The filled cells of a column.
fn below(table: &Table, from: usize, column: u32) -> impl Iterator<Item = (usize, &str)> {
    let rows = table.rows.iter().enumerate().skip(from);
    rows.filter_map(move |(at, row)| {
        let cell = row.iter().find(|(at, _)| *at == column)?;
        Some((at + 1, cell.1.trim())).filter(|(_, name)| !name.is_empty())
    })
}

fn no_column(list: ListName, file: &ListFile, tables: &[&Table]) -> String {
    let wanted = file.column.as_deref().map_or_else(|| headings(list).join("、"), str::to_owned);
    // The widest of the first rows looks most like the headings.
    let rows = tables.iter().flat_map(|table| table.rows.iter().take(HEADING_ROWS));
    let widest = rows.rev().max_by_key(|row| row.len());
    let there = widest.into_iter().flatten().take(SHOWN_HEADINGS).map(|(_, cell)| cell.trim());
    let there = there.collect::<Vec<_>>().join("、");
    format!(
        "没有名为“{wanted}”的列；表头可能是：{there}。请在设置文件中写明 {{ file = \"{}\", column = \"列名\" }}",
        file.file
    )
}
