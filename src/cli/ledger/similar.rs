//! `fashen ledger similar` (以前): earlier opinions on the same kind of clause.

use std::path::PathBuf;

use clap::Args;

use super::super::engine::Engine;
use super::super::{Done, Verdict};
use super::out::Out;
use super::{Context, fault, record};
use crate::output::ledger;

#[derive(Args)]
pub struct Similar {
    #[arg(value_name = "文件", help = "送审稿")]
    draft: PathBuf,
    #[arg(long, value_name = "条数", default_value_t = 3, help = "每个条款最多几条，默认 3")]
    most: usize,
    #[command(flatten)]
    out: Out,
}

pub fn run(command: &Similar, context: &Context) -> Done {
    let settings = &context.settings;
    let register = context.open()?;
    let engine = Engine::load(settings)?;
    let draft = record::read(&command.draft, &engine, settings)?;
    let clauses = record::clauses(&draft);
    let title = &draft.facts.title;
    let earlier = register.similar(title, &clauses, command.most).map_err(fault)?;
    let paper = ledger::similar(title, &clauses, &earlier);
    command.out.deliver(&paper, &ledger::similar_json(title, &clauses, &earlier))?;
    Ok(Verdict::Clean)
}
