//! `fashen parse` (解析): how a file was understood.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::Shared;
use super::{Done, Failure, Verdict, print};
use crate::document::Document;
use crate::fact::{self, Facts};
use crate::lawbook::Lawbook;
use crate::output::document::{self, Parsed};
use crate::parse;
use crate::source::{self, Source};

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
    let read = Read::file(&command.file)?;
    let passages = fact::passages(&read.source.text, &read.document);
    let facts = fact::collect(&read.source.text, &read.document, &passages, &Lawbook::built_in());
    let facts = Facts { kind: shared.kind.unwrap_or(facts.kind), ..facts };
    let parsed = Parsed { path: &path, source: &read.source, document: &read.document, facts: &facts };
    print::plain(&match command.format {
        Format::Outline => document::outline(&parsed),
        Format::Text => document::text(&read.source.text, &read.document),
        Format::Json => document::json(&parsed).map_err(|error| Failure::new(error.to_string()))?,
    })?;
    Ok(Verdict::Clean)
}

/// A file that a command cannot do without.
pub struct Read {
    pub source: Source,
    pub document: Document,
}

impl Read {
    pub fn file(path: &Path) -> Result<Read, Failure> {
        let source = source::read(path).map_err(|unread| Failure::unread(path, &unread))?;
        let document = parse::parse(&source.text);
        Ok(Read { source, document })
    }
}
