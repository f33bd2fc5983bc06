//! `fashen parse` (解析): how a file was understood.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::draft::Draft;
use super::options::Shared;
use super::{Done, Failure, Verdict, print};
use crate::output::document::{self, Parsed};

#[derive(Args)]
pub struct Parse {
    #[arg(value_name = "文件", help = "要解析的文件")]
    file: PathBuf,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Outline)]
    #[arg(help = "outline 结构树（默认）、json、text 规整后的正文")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Outline,
    Json,
    Text,
}

pub fn run(command: &Parse, shared: Shared) -> Done {
    let path = command.file.display().to_string();
    let unread = |unread: crate::source::Unread| Failure::new(format!("{path}：{unread}。{}", unread.advice()));
    let draft = Draft::read(&command.file).map_err(unread)?;
    let facts = draft.facts(&draft.passages(), shared.kind);
    let parsed = Parsed { path: &path, source: &draft.source, document: &draft.document, facts: &facts };
    print::plain(&match command.format {
        Format::Outline => document::outline(&parsed),
        Format::Text => document::text(draft.text(), &draft.document),
        Format::Json => document::json(&parsed).map_err(|error| Failure::new(error.to_string()))?,
    })?;
    Ok(Verdict::Clean)
}
