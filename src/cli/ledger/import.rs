//! `fashen ledger import` (导入): tables into the ledger.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::super::{Done, Failure, Verdict, print};
use super::{Context, fault};
use crate::ledger::{self, Counts, Field, Import as Rows, Ledger, Words, meant};
use crate::output::plain::{clip, visible};
use crate::source::{self, Tables};

#[derive(Args)]
pub struct Import {
    #[arg(value_name = "表格", required = true, help = "表格：.xlsx、.xls、.csv；列名按内容辨认")]
    files: Vec<PathBuf>,
    #[arg(long = "as", value_name = "内容", value_enum, default_value_t = What::Documents)]
    #[arg(help = "表格里是什么：documents 台账、目录（默认），plan 年度计划、决策目录，opinions 以前的意见")]
    what: What,
    #[arg(long, value_name = "对照", default_value = "", help = "列名认不出时写明：文件名称=题目,文号=编号")]
    columns: String,
    #[arg(long, value_name = "类别", help = "没有类别列时都算哪一类，例如 规范性文件、合同")]
    category: Option<String>,
    #[arg(long, value_name = "年份", help = "计划是哪一年的；默认今年")]
    year: Option<i16>,
    #[arg(long, value_name = "名称", help = "计划的名称；默认取文件名")]
    list: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    #[value(alias = "台账")]
    Documents,
    #[value(alias = "计划")]
    Plan,
    #[value(alias = "意见")]
    Opinions,
}

/// Faults of one kind shown for a file; all are kept.
const SHOWN: usize = 20;

pub fn run(command: &Import, context: &Context) -> Done {
    let named = ledger::columns(&command.columns).map_err(Failure::new)?;
    let category = command.category.as_deref().map(category).transpose()?;
    let mut register = context.open_or_create()?;
    let mut is_complete = true;
    for path in &command.files {
        is_complete &= match source::tables(path) {
            Ok(tables) => file(command, context, &mut register, (path, &tables), (&named, category))?,
            Err(unread) => {
                print::complain(&format!("未读取　{}：{unread}。{}", path.display(), unread.advice()));
                false
            }
        };
    }
    Ok(if is_complete { Verdict::Clean } else { Verdict::Incomplete })
}

fn category(written: &str) -> Result<&'static str, Failure> {
    let kinds = &Words::built_in().kinds;
    meant(kinds, written).map(|kind| kind.id.as_str()).ok_or_else(|| {
        let names: Vec<_> = kinds.iter().map(|kind| kind.name.as_str()).collect();
        Failure::new(format!("没有类别“{written}”；可用：{}", names.join("、")))
    })
}

type Told<'a> = (&'a [(Field, String)], Option<&'a str>);

/// Whether all of the file was taken in.
fn file(
    command: &Import,
    context: &Context,
    register: &mut Ledger,
    (path, tables): (&Path, &Tables),
    (named, category): Told<'_>,
) -> Result<bool, Failure> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match command.what {
        What::Documents => {
            let mut rows = ledger::ledger_rows(tables, &stem, named, category);
            let counts = register.import(&name, &mut rows).map_err(fault)?;
            let Counts { added, changed, unchanged } = counts;
            told(path, tables, &rows, &format!("新增{added}行，补充{changed}行，未变{unchanged}行"))
        }
        What::Plan => {
            let rows = ledger::plan_rows(tables, named);
            let entries: Vec<_> = rows.rows.iter().map(|(.., entry)| entry.clone()).collect();
            let year = command.year.unwrap_or_else(|| context.settings.as_of.year());
            let list = command.list.as_deref().unwrap_or(&stem);
            let added = register.add_plan(year, list, &entries).map_err(fault)?;
            register.keep_rejected(&name, &rows.rejected).map_err(fault)?;
            told(path, tables, &rows, &format!("{year}年“{list}”新增{added}项，共{}项", entries.len()))
        }
        What::Opinions => {
            let rows = ledger::opinion_rows(tables);
            let opinions: Vec<_> = rows.rows.iter().map(|(.., opinion)| opinion.clone()).collect();
            let added = register.record_opinions(&opinions).map_err(fault)?;
            register.keep_rejected(&name, &rows.rejected).map_err(fault)?;
            told(path, tables, &rows, &format!("新增意见{added}条，共{}条", opinions.len()))
        }
    }
}

fn told<R>(path: &Path, tables: &Tables, rows: &Rows<R>, taken: &str) -> Result<bool, Failure> {
    let mut out = String::new();
    let faults = rows.rejected.iter().map(|row| format!("未收　{}第{}行：{}", sheet(&row.sheet), row.line, row.why));
    some(&mut out, faults, "行未收");
    let doubts = rows.doubts.iter().map(|doubt| {
        let (cell, why) = (clip(&visible(&doubt.cell), 30), &doubt.why);
        let place = format!("{}第{}行“{}”列", sheet(&doubt.sheet), doubt.line, visible(&doubt.heading));
        format!("注意　{place}“{cell}”{why}，原样保留")
    });
    some(&mut out, doubts, "格没有读懂");
    let unknown = rows.unknown.iter();
    let unknown: Vec<_> = unknown.map(|(of, heading)| format!("{}“{}”", sheet(of), visible(heading))).collect();
    if !unknown.is_empty() {
        let _ = writeln!(out, "没有认出的列（内容原样保留，可以用 --columns 写明）：{}", unknown.join("、"));
    }
    for name in &rows.foreign {
        let _ = writeln!(out, "工作表“{}”没有名称列，没有导入；可以用 --columns 文件名称=列名", visible(name));
    }
    tables.remarks.iter().for_each(|remark| out.push_str(&format!("注意　{remark}\n")));
    let skipped =
        if rows.skipped > 0 { format!("，略过合计、重复表头{}行", rows.skipped) } else { String::new() };
    let rejected = if rows.rejected.is_empty() {
        String::new()
    } else {
        format!(
            "，未收{}行（存进台账，用 fashen ledger export --what rejected -o 未收.xlsx 导出）",
            rows.rejected.len()
        )
    };
    let _ = writeln!(out, "{}：{taken}{skipped}{rejected}", path.display());
    print::plain(&out)?;
    Ok(rows.rejected.is_empty() && (rows.foreign.is_empty() || !rows.rows.is_empty()))
}

fn some(out: &mut String, lines: impl Iterator<Item = String>, what: &str) {
    let lines: Vec<_> = lines.collect();
    lines.iter().take(SHOWN).for_each(|line| out.push_str(&format!("{line}\n")));
    if lines.len() > SHOWN {
        let _ = writeln!(out, "……共{}{what}", lines.len());
    }
}

fn sheet(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("工作表“{}”", visible(name)) }
}
