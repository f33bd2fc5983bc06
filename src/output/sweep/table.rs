//! The tables of a sweep, before anybody makes a sheet or a page of them.

use std::collections::BTreeMap;

use super::{Report, outcome, reason_title};
use crate::date;
use crate::rule::{Proposal, Sweep};
use crate::sweep::{Row, Why};

/// A table: its name, its columns with their widths, its rows.
pub struct Table {
    pub name: String,
    pub columns: Vec<(&'static str, f64)>,
    pub rows: Vec<Vec<String>>,
}

/// Columns by which reviewers' corrections come back: path, decision, note.
pub const BACK: [&str; 3] = ["文件路径", "审查人员意见", "审查人员说明"];

pub const CATALOGUE: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("文件名称", 50.0),
    ("文号", 24.0),
    ("制定机关", 24.0),
    ("公布日期", 13.0),
    ("有效期至", 22.0),
    ("处理意见", 12.0),
    ("理由及依据", 60.0),
    ("责任单位", 20.0),
];

/// Sheet names of the catalogues, in their order.
pub const CATALOGUES: [(&str, Proposal); 5] = [
    ("继续有效目录", Proposal::Keep),
    ("修改目录", Proposal::Amend),
    ("废止目录", Proposal::Repeal),
    ("宣布失效目录", Proposal::Lapse),
    ("需人工判断", Proposal::Judge),
];

pub fn all(report: &Report, words: &Sweep) -> Vec<Table> {
    let mut tables: Vec<Table> =
        CATALOGUES.iter().map(|(name, proposal)| catalogue(name, *proposal, report, words)).collect();
    tables.extend([everything(report, words), due(report), affected(report), alike(report)]);
    if !report.ledger_only.is_empty() {
        tables.push(ledger_only(report));
    }
    tables.push(unread(report));
    tables
}

fn catalogue(name: &str, proposal: Proposal, report: &Report, words: &Sweep) -> Table {
    let rows = report.documents.iter().filter(|row| outcome(row) == proposal).zip(1..);
    let rows = rows.map(|(row, n)| line(row, n, words)).collect();
    Table { name: name.to_owned(), columns: CATALOGUE.to_vec(), rows }
}

pub fn line(row: &Row, n: usize, words: &Sweep) -> Vec<String> {
    vec![
        n.to_string(),
        row.title.clone(),
        row.document_number.clone().unwrap_or_default(),
        row.issuer.clone().unwrap_or_default(),
        shown(row.dates.published),
        expires(row),
        outcome(row).chinese().to_owned(),
        reasons(row, words),
        row.unit.clone().unwrap_or_default(),
    ]
}

fn shown(day: Option<date::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// 2026-03-01; 2026-02-28或者2026-03-01
pub fn expires(row: &Row) -> String {
    match (row.expires.no_earlier_than, row.expires.no_later_than) {
        (Some(early), Some(late)) => format!("{early}或者{late}"),
        (_, late) => shown(late),
    }
}

/// Those that decide first; what is only a hint follows.
pub fn reasons(row: &Row, words: &Sweep) -> String {
    const MOST: usize = 6;
    let note = row.decided.iter().map(|decided| format!("审查人员意见：{}", decided.note));
    let said = row.reasons.iter().take(MOST).map(|why| reason(why, words));
    let more = row.reasons.len().saturating_sub(MOST);
    let rest = (more > 0).then(|| format!("另有{more}条"));
    note.chain(said).chain(rest).collect::<Vec<_>>().join("；")
}

fn reason(why: &Why, words: &Sweep) -> String {
    let place = if why.place.is_empty() { String::new() } else { format!("（{}）", why.place) };
    let title = reason_title(&why.code, words);
    if why.evidence.is_empty() { title.to_owned() } else { format!("{title}：{}{place}", why.evidence) }
}

/// All documents, with the columns that reviewers fill in.
fn everything(report: &Report, words: &Sweep) -> Table {
    let mut columns = CATALOGUE.to_vec();
    columns.splice(6..6, [("施行日期", 13.0), ("有效期", 20.0), ("效力状态", 12.0)]);
    columns.extend([("把握", 8.0), (BACK[1], 14.0), (BACK[2], 30.0), (BACK[0], 50.0)]);
    let rows = report.documents.iter().zip(1..).map(|(row, n)| {
        let mut cells = line(row, n, words);
        let more = [shown(row.dates.effective), row.term.clone().unwrap_or_default(), row.state.chinese().to_owned()];
        cells.splice(6..6, more);
        let (decided, note) = row.decided.as_ref().map_or((String::new(), String::new()), |decided| {
            (decided.proposal.chinese().to_owned(), decided.note.clone())
        });
        cells.extend([row.confidence.chinese().to_owned(), decided, note, row.path.clone()]);
        cells
    });
    Table { name: "全部文件".to_owned(), columns, rows: rows.collect() }
}

fn due(report: &Report) -> Table {
    let mut rows: Vec<&Row> = report.documents.iter().filter(|row| !row.state.is_over()).collect();
    rows.retain(|row| row.expires.no_later_than.is_some());
    rows.sort_by_key(|row| (row.expires.no_later_than, &row.path));
    let rows = rows.into_iter().map(|row| {
        let unit = row.unit.clone().unwrap_or_default();
        let number = row.document_number.clone().unwrap_or_default();
        vec![expires(row), shown(row.evaluation), row.title.clone(), number, unit, row.path.clone()]
    });
    let columns = vec![
        ("有效期至", 24.0),
        ("开始评估", 13.0),
        ("文件名称", 50.0),
        ("文号", 24.0),
        ("责任单位", 24.0),
        ("文件路径", 50.0),
    ];
    Table { name: "到期和评估".to_owned(), columns, rows: rows.collect() }
}

fn affected(report: &Report) -> Table {
    let is_basis = |why: &&Why| why.code.starts_with("basis-") || why.code == "cited-repealed";
    let rows = report.documents.iter().flat_map(|row| {
        row.reasons.iter().filter(is_basis).map(move |why| {
            let number = row.document_number.clone().unwrap_or_default();
            let (place, quote) = (why.place.clone(), why.quote.clone());
            vec![
                why.evidence.clone(),
                row.title.clone(),
                number,
                row.state.chinese().to_owned(),
                place,
                quote,
                row.path.clone(),
            ]
        })
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    let columns = vec![
        ("依据的变动", 50.0),
        ("文件名称", 50.0),
        ("文号", 24.0),
        ("效力状态", 12.0),
        ("位置", 14.0),
        ("原文", 60.0),
        ("文件路径", 50.0),
    ];
    Table { name: "受法规影响".to_owned(), columns, rows }
}

fn alike(report: &Report) -> Table {
    let pairs = report.pairs.iter().filter_map(|pair| {
        let (a, b) = (report.documents.get(pair.a)?, report.documents.get(pair.b)?);
        let kind = if pair.likeness >= 1.0 { "内容相同" } else { "内容相近" };
        let percent = format!("{:.0}%", pair.likeness * 100.0);
        Some(vec![kind.to_owned(), percent, a.title.clone(), a.path.clone(), b.title.clone(), b.path.clone()])
    });
    let columns = vec![
        ("情形", 10.0),
        ("相似", 8.0),
        ("文件名称", 50.0),
        ("文件路径", 40.0),
        ("另一文件", 50.0),
        ("另一路径", 40.0),
    ];
    Table { name: "重复和相近".to_owned(), columns, rows: pairs.collect() }
}

fn ledger_only(report: &Report) -> Table {
    let rows = report.ledger_only.iter().map(|entry| {
        vec![
            entry.place.clone(),
            entry.cell("title").to_owned(),
            entry.cell("number").to_owned(),
            entry.cell("unit").to_owned(),
        ]
    });
    let columns = vec![("台账位置", 30.0), ("文件名称", 50.0), ("文号", 24.0), ("责任单位", 24.0)];
    Table { name: "台账无文件".to_owned(), columns, rows: rows.collect() }
}

fn unread(report: &Report) -> Table {
    let rows = report.unread.iter().map(|row| vec![row.path.clone(), row.reason.clone(), row.advice.clone()]);
    Table {
        name: "未读文件".to_owned(),
        columns: vec![("文件路径", 50.0), ("原因", 40.0), ("怎样处理", 50.0)],
        rows: rows.collect(),
    }
}

/// What each unit (责任单位) has to do: all but what simply stays.
pub fn units(report: &Report, words: &Sweep) -> Vec<(String, Table)> {
    let mut by_unit: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in &report.documents {
        let has_task = outcome(row) != Proposal::Keep || row.reasons.iter().any(|why| is_task(&why.code));
        if has_task {
            by_unit.entry(row.unit.clone().unwrap_or_else(|| "责任单位不明".to_owned())).or_default().push(row);
        }
    }
    let table = |rows: Vec<&Row>| {
        let rows = rows.into_iter().zip(1..).map(|(row, n)| line(row, n, words)).collect();
        Table { name: "任务清单".to_owned(), columns: CATALOGUE.to_vec(), rows }
    };
    by_unit.into_iter().map(|(unit, rows)| (unit, table(rows))).collect()
}

fn is_task(code: &str) -> bool {
    matches!(code, "evaluation-due" | "expires-soon" | "basis-revised" | "ledger-differs")
}

/// All documents with a BOM, as spreadsheets in China want it.
pub fn csv(report: &Report, words: &Sweep) -> Result<Vec<u8>, csv::Error> {
    let table = everything(report, words);
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(|(name, _)| name))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A cell that a spreadsheet would take for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}
