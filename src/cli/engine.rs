//! Rules, laws and region, loaded once for a run.

use super::Failure;
use super::options::{Settings, faulty};
use crate::lawbook::Lawbook;
use crate::library::Library;
use crate::output::findings::{Report, SCHEMA, Skipped};
use crate::review;
use crate::rule::{self, Lists, Region, RuleSet, list};

pub struct Engine {
    pub rules: RuleSet,
    pub lawbook: Lawbook,
    pub region: Region,
    /// Only where it is named: what is found must not depend on a file that happens to lie about.
    pub library: Option<Library>,
    pub lists: Option<Lists>,
}

impl Engine {
    pub fn load(settings: &Settings) -> Result<Engine, Failure> {
        let rules = rule::load(&settings.sources, &settings.region).map_err(|faults| faulty(&faults))?;
        unknown_theme(&rules, &settings.themes)?;
        let region = rules.region(&settings.region);
        let library = settings.laws.as_deref().map(Library::open).transpose();
        let library = library.map_err(|fault| Failure::new(fault.to_string()))?;
        let lists = lists(settings)?;
        Ok(Engine { rules, lawbook: Lawbook::built_in(), region, library, lists })
    }

    /// What every draft of the run is checked with.
    pub fn settings<'a>(&'a self, settings: &'a Settings) -> review::Settings<'a> {
        let (as_of, kind) = (settings.as_of, settings.kind);
        let (library, lists, themes) = (self.library.as_ref(), self.lists.as_ref(), &settings.themes);
        review::Settings {
            rules: &self.rules,
            lawbook: &self.lawbook,
            region: &self.region,
            library,
            themes,
            lists,
            as_of,
            kind,
        }
    }

    /// What a library could not give makes a run incomplete.
    pub fn library_held(&self) -> Result<(), Failure> {
        let fault = self.library.as_ref().and_then(Library::fault);
        fault.map_or(Ok(()), |fault| Err(Failure::new(fault.to_string())))
    }

    /// A report still without files.
    pub fn report(&self, settings: &Settings) -> Report {
        Report {
            schema: SCHEMA,
            as_of: settings.as_of.to_string(),
            region: settings.region.clone(),
            themes: settings.themes.clone(),
            rules_version: self.rules.version.clone(),
            lawbook_date: self.lawbook.date().to_owned(),
            files: Vec::new(),
            unread: Vec::new(),
            skipped: Skipped::default(),
            unmatched: Vec::new(),
            round: None,
        }
    }
}

fn unknown_theme(rules: &RuleSet, asked: &[String]) -> Result<(), Failure> {
    let known = rules.themes();
    let Some(theme) = asked.iter().find(|theme| !known.contains_key(theme.as_str())) else { return Ok(()) };
    let names: Vec<_> = known.into_keys().collect();
    Err(Failure::new(format!("没有专项清理主题“{theme}”；可用：{}", names.join("、"))))
}

/// The lists that the profile names; one that cannot be read stops the run.
fn lists(settings: &Settings) -> Result<Option<Lists>, Failure> {
    let mut lists = Lists::default();
    for (name, files) in &settings.profile.lists {
        for file in files.files() {
            list::read(&mut lists, *name, &file, &settings.folder.join(&file.file)).map_err(Failure::new)?;
        }
    }
    Ok((!settings.profile.lists.is_empty()).then_some(lists))
}
