//! The second round: what became of the opinions on the earlier draft.

use std::path::Path;

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::parse::Read;
use super::super::write::Outgoing;
use super::decisions::{self, Decisions};
use super::input::Input;
use super::{Failure, Review};
use crate::output::round::{self as table, RoundRow};
use crate::review::{self, Draft};
use crate::round::{self, Checked, Earlier, Ways};

/// The earlier draft as it is found today, and what was found in it then.
pub struct Previous {
    pub draft: Draft,
    path: String,
    name: String,
}

impl Previous {
    pub fn check(old: Read, engine: &Engine, settings: &Settings) -> Previous {
        let (path, name) = (old.place.to_string(), old.place.name());
        Previous { draft: review::check(old.source, &engine.settings(settings), None), path, name }
    }

    pub fn follow(
        &self,
        command: &Review,
        input: &Input,
        engine: &Engine,
        decisions: &Decisions,
    ) -> Result<(RoundRow, Vec<String>), Failure> {
        let (old, new) = (&self.draft, &input.draft);
        let earlier = match &command.previous_findings {
            Some(path) => self.read(path, decisions)?,
            None => round::of_findings(&old.source.text, &old.outcome.findings, &decisions.all),
        };
        let known = earlier.iter().map(|it| it.fingerprint.clone());
        let known = known.chain(old.outcome.findings.iter().map(|it| it.fingerprint.clone())).collect();
        let ways = Ways {
            rules: &engine.rules,
            old: Checked { findings: &old.outcome.findings, dossier: false },
            new: Checked { findings: &new.outcome.findings, dossier: input.dossier.is_some() },
        };
        let (old, new_text) = ((&old.source.text, &old.document), &new.source.text);
        let round = round::follow(old, (new_text, &new.document), earlier, &ways);
        Ok((RoundRow::new(&self.path, &new.facts.title, &round, new_text), known))
    }

    fn read(&self, path: &Path, decisions: &Decisions) -> Result<Vec<Earlier>, Failure> {
        let content = decisions::read(path)?;
        let earlier = round::read_findings(&content, &self.name, &self.draft.source.text, &decisions.all);
        earlier.map_err(|fault| Failure::new(format!("{} {fault}", path.display())))
    }
}

/// 意见采纳情况表
pub fn files(folder: &Path, round: &RoundRow) -> Result<Vec<Outgoing>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("没有生成意见采纳情况表：{error}"));
    Ok(vec![
        Outgoing::new(folder.join("adoption.docx"), table::docx(round).map_err(|error| failed(&error))?),
        Outgoing::new(folder.join("adoption.xlsx"), table::xlsx(round).map_err(|error| failed(&error))?),
    ])
}
