//! `fashen ledger add` (登记): documents into the ledger, by file or by hand.

use std::path::{Path, PathBuf};

use clap::Args;

use super::super::{Done, Failure, Verdict, print};
use super::{Context, fault, number, record, set};
use crate::ledger::{self, Field, Ledger, Outcome, Record, Stored};
use crate::output::plain::visible;

#[derive(Args)]
#[command(after_help = format!("可以写的内容：{}", super::field_names()))]
pub struct Add {
    #[arg(value_name = "文件", help = "要登记的文件：读出标题、文号、制定机关、公布和施行日期、有效期")]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "标题", conflicts_with = "files", help = "不读文件，登记这个名称")]
    title: Option<String>,
    #[arg(long, value_name = "序号或文号", conflicts_with_all = ["files", "title"], help = "补充已登记的一件")]
    id: Option<String>,
    #[arg(long = "set", value_name = "内容=值", help = "写明一项，可以重复，例如 --set 备案日期=2026-03-01")]
    values: Vec<String>,
    #[arg(long, value_name = "文件", requires = "id", help = "把 decisions.toml 里的决定记到这一件最近一次审查")]
    decisions: Option<PathBuf>,
    #[arg(long, help = "同时编登记号")]
    number: bool,
    #[command(flatten)]
    form: number::Forming,
}

pub fn run(command: &Add, context: &Context) -> Done {
    let mut values = Record::default();
    command.values.iter().try_for_each(|value| set(&mut values, value))?;
    // Files are read before the ledger is touched.
    let records = records(command, &values)?;
    let mut register = context.open_or_create()?;
    let stored = match &command.id {
        Some(name) => vec![complete(command, context, &mut register, name, &values)?],
        None => register.put(&records).map_err(fault)?,
    };
    for stored in stored {
        said(context, &register, stored)?;
        if command.number {
            number::give(context, &mut register, stored.document, &command.form)?;
        }
    }
    Ok(Verdict::Clean)
}

fn records(command: &Add, values: &Record) -> Result<Vec<Record>, Failure> {
    let over = |mut record: Record| {
        record.values.extend(values.values.clone());
        record.extra.extend(values.extra.clone());
        record
    };
    if let Some(title) = &command.title {
        let mut record = Record::default().with(Field::Title, title.trim());
        record.set(Field::Kind, "normative-document");
        return nameless(over(record)).map(|record| vec![record]);
    }
    if command.files.is_empty() && command.id.is_none() {
        return Err(Failure::new("没有写明登记什么；写文件，或者 --title 名称，或者 --id 序号 --set 内容=值"));
    }
    command.files.iter().map(|path| nameless(over(record::issued(path)?))).collect()
}

fn nameless(record: Record) -> Result<Record, Failure> {
    if record.title().is_empty() { Err(Failure::new("没有名称；用 --set 文件名称=…")) } else { Ok(record) }
}

fn complete(
    command: &Add,
    context: &Context,
    register: &mut Ledger,
    name: &str,
    values: &Record,
) -> Result<Stored, Failure> {
    let kept = context.one(register, name)?;
    if let Some(path) = &command.decisions {
        let unknown = register.record_decisions(kept.id, &decisions(path)?).map_err(fault)?;
        if unknown > 0 {
            print::complain(&format!("注意：{unknown}个决定在最近一次审查里没有对应的问题"));
        }
    }
    if values == &Record::default() {
        return Ok(Stored { document: kept.id, review: None, outcome: Outcome::Unchanged });
    }
    register.change(kept.id, values).map_err(fault)
}

fn decisions(path: &Path) -> Result<Vec<ledger::Decision>, Failure> {
    let failed = |why: String| Failure::new(format!("{}：{why}", path.display()));
    let content = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    ledger::decisions(&content).map_err(failed)
}

fn said(context: &Context, register: &Ledger, stored: Stored) -> Result<(), Failure> {
    if context.settings.quiet {
        return Ok(());
    }
    let kept = context.one(register, &stored.document.to_string())?;
    let word = match stored.outcome {
        Outcome::Added => "新增",
        Outcome::Changed => "补充",
        Outcome::Unchanged => "未变",
    };
    let (kind, stage) = (kept.kind(), kept.stage().chinese());
    print::plain(&format!("{word}　第{}件《{}》（{kind}，{stage}）\n", kept.id, visible(kept.record.title())))
}
