//! `fashen law affected-by` (影响): the documents that rest on a law.

use std::path::PathBuf;

use clap::Args;

use super::super::batch::{self, Batch};
use super::super::options::Settings;
use super::super::{Done, Failure, Verdict, print};
use super::Format;
use crate::fact::article_ref;
use crate::lawbook::Lawbook;
use crate::output::affected::Report;
use crate::sweep::{self, Wanted};

#[derive(Args)]
pub struct AffectedBy {
    #[arg(value_name = "法规", help = "法规或者文件的名称、文号，例如 《行政复议法》、国办发〔2018〕37号")]
    law: String,
    #[arg(value_name = "条", value_parser = article, help = "只看引用这一条的：16、第十六条")]
    article: Option<u32>,
    #[arg(long = "in", value_name = "路径", required = true, num_args = 1.., help = "文件、文件夹或者压缩包（.zip）")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、json")]
    format: Format,
}

fn article(written: &str) -> Result<u32, String> {
    let label = if written.starts_with('第') { written.to_owned() } else { format!("第{written}条") };
    let read = article_ref(&label).filter(|(found, taken)| *taken == label.len() && found.article > 0);
    read.map(|(found, _)| found.article).ok_or_else(|| "写条号，例如 16 或者 第十六条".to_owned())
}

pub fn run(command: &AffectedBy, settings: &Settings) -> Done {
    let lawbook = Lawbook::built_in();
    let wanted = Wanted::new(&command.law, command.article, &lawbook);
    let Batch { done, unread, skipped } = batch::run(&command.paths, settings.jobs, |place| {
        let source = place.read()?.into_draft()?;
        Ok(sweep::read(place.to_string(), &source, &wanted, &lawbook))
    })?;
    if done.is_empty() && unread.is_empty() {
        return Err(Failure::new("没有找到可以读的文件"));
    }
    let documents: Vec<_> = done.into_iter().map(|(_, document)| document).collect();
    let report = Report::new(&documents, &wanted, &lawbook, settings.as_of, unread, skipped);
    match command.format {
        Format::Json => print::plain(&report.json().map_err(|error| Failure::new(error.to_string()))?)?,
        Format::Terminal if settings.quiet => print::plain(&report.summary())?,
        Format::Terminal => print::plain(&report.terminal())?,
    }
    Ok(if report.is_complete() { Verdict::Clean } else { Verdict::Incomplete })
}
