//! Where the result of a ledger command goes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::super::write::{self, Outgoing};
use super::super::{Failure, print};
use crate::output::ledger::{self, File, Paper};

#[derive(Args)]
pub struct Out {
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、markdown、json")]
    format: Format,
    #[arg(short, long, value_name = "文件", help = "写到文件，按扩展名：.xlsx .csv .docx .md .json")]
    output: Option<PathBuf>,
    #[arg(long, help = "覆盖已有的文件")]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Terminal,
    Markdown,
    Json,
}

impl Out {
    /// Shows a paper, or writes it.
    pub fn deliver(&self, paper: &Paper, json: &Value) -> Result<(), Failure> {
        let Some(path) = &self.output else {
            return print::plain(&match self.format {
                Format::Terminal => ledger::terminal(paper),
                Format::Markdown => ledger::markdown(paper),
                Format::Json => ledger::to_json(json).map_err(Failure::new)?,
            });
        };
        let Some(file) = File::of_name(path) else {
            return Err(Failure::new(format!("{}：扩展名用 .xlsx .csv .docx .md .json", path.display())));
        };
        let bytes = ledger::to_bytes(paper, json, file).map_err(|why| Failure::new(format!("没有生成：{why}")))?;
        write::all(&[Outgoing::new(path, bytes)], self.force)?;
        print::plain(&format!("已写入：{}\n", path.display()))
    }
}
