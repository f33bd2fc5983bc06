//! `fashen law versions` (版本): the versions of a law at hand.

use clap::Args;
use serde::Serialize;

use super::super::options::Settings;
use super::super::{Done, Failure, Verdict, print};
use super::lookup::Known;
use super::row::VersionRow;
use super::show::last_day;
use super::{Format, HOW};
use crate::date::chinese;
use crate::lawbook::Lawbook;
use crate::library::Version;
use crate::output::plain::visible;

#[derive(Args)]
pub struct Versions {
    #[arg(value_name = "法规", help = "法规名称，全称或者简称")]
    law: String,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、json")]
    format: Format,
}

#[derive(Serialize)]
struct Row<'a> {
    schema: &'static str,
    title: &'a str,
    status: String,
    versions: Vec<VersionRow<'a>>,
}

pub fn run(command: &Versions, settings: &Settings) -> Done {
    let (lawbook, library) = (Lawbook::built_in(), super::needed(settings)?);
    let known = Known::find(&command.law, &lawbook, Some(&library))?;
    if known.versions.is_empty() {
        let status = known.status(settings.as_of);
        return Err(Failure::new(format!("法规库里没有《{}》（{status}）的文本；{HOW}", known.title)));
    }
    let versions = known.versions.iter();
    print::plain(&match command.format {
        Format::Terminal => {
            let head = format!("《{}》　{}\n", known.title, known.status(settings.as_of));
            versions.fold(head, |out, version| out + &line(version))
        }
        Format::Json => super::json(&Row {
            schema: "fashen.law-versions/1",
            title: &known.title,
            status: known.status(settings.as_of),
            versions: versions.map(|version| VersionRow::of(version)).collect(),
        })?,
    })?;
    Ok(Verdict::Clean)
}

/// 2021年1月22日修订　自2021年7月15日起　86条　a.docx
fn line(version: &Version) -> String {
    let (from, articles) = (chinese(version.from), version.articles);
    format!("  {}　自{from}起适用{}　{articles}条　{}\n", version.edition, last_day(version), visible(&version.source))
}
