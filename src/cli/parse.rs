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
use crate::source::{self, Place, Source, Unread};

#[derive(Args)]
pub struct Parse {
    #[arg(value_name = "文件", help = "要解析的文件；压缩包里的写作 材料.zip/送审稿.docx")]
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
    let read = Read::file(&command.file)?;
    let path = read.place.to_string();
    let passages = fact::passages(&read.source.text, &read.document);
    let facts = fact::collect(&read.source.text, &read.document, &passages, &Lawbook::empty());
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
    /// Where it was found.
    pub place: Place,
}

/// Members of an archive that are named when one must be chosen.
const SHOWN_MEMBERS: usize = 20;

impl Read {
    pub fn file(path: &Path) -> Result<Read, Failure> {
        let read = Place::named(path).and_then(|place| Ok((place.read()?, place)));
        match read {
            Err(Unread::NotSupported(source::Format::Zip)) if path.is_file() => Read::only_member(path),
            Err(unread) => Err(Failure::unread(path, &unread)),
            Ok((source, place)) => Ok(Read::of(source, place)),
        }
    }

    pub fn place(place: &Place) -> Result<Read, Failure> {
        let source = place.read().map_err(|unread| Failure::unread(Path::new(&place.to_string()), &unread))?;
        Ok(Read::of(source, place.clone()))
    }

    fn of(source: Source, place: Place) -> Read {
        let document = parse::parse(&source.text);
        Read { source, document, place }
    }

    /// The only file of an archive that can be read.
    fn only_member(path: &Path) -> Result<Read, Failure> {
        let failed = |unread: &Unread| Failure::unread(path, unread);
        let inside = source::inside(path).map_err(|unread| failed(&unread))?;
        let places = inside.places.into_iter().filter(|place| place.format().is_some());
        let places: Vec<Place> = places.collect();
        match places.as_slice() {
            [] => Err(Failure::new(format!("{}：压缩包里没有可以读取的文件", path.display()))),
            [place] => Read::place(place),
            [first, ..] => {
                let names: String = places.iter().take(SHOWN_MEMBERS).map(|place| format!("\n  {place}")).collect();
                let count = places.len();
                Err(Failure::new(format!("压缩包里有{count}个文件，请写明是哪一个，例如 {first}：{names}")))
            }
        }
    }
}
