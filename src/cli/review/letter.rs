//! The letters of a review: what they need from materials, profile and run.

use sha2::{Digest, Sha256};

use super::super::Failure;
use super::super::engine::Engine;
use super::super::options::Settings;
use super::input::Input;
use super::missing;
use crate::dossier::Item;
use crate::fact::Kind;
use crate::opinion::{self, Form, Letter, LetterKind, Manifest, MaterialLine, Missing};
use crate::round::Standings;
use crate::rule::{ConclusionWords, NATION};

/// Id of the material that names the drafting unit.
const EXPLANATION: &str = "explanation";

/// What the reviewer asks for.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    /// Empty: by what was sent.
    pub forms: &'a [Form],
    pub conclusion: Option<&'a str>,
    pub standings: &'a Standings,
}

/// A letter with the name of its files.
pub struct Written {
    pub stem: &'static str,
    pub letter: Letter,
}

pub fn compose(input: &Input, engine: &Engine, settings: &Settings, wish: Wish) -> Result<Vec<Written>, Failure> {
    let draft = &input.draft;
    let missing = missing::missing(input, engine);
    let deadline = missing::deadline(engine, settings)?;
    let dismissed = input.dismissed;
    let input = opinion::Input {
        kind: kind(draft.kind),
        draft_title: &draft.facts.title,
        drafting_unit: unit(input),
        text: &draft.source.text,
        document: &draft.document,
        triage: &draft.triage,
        findings: &draft.outcome.findings,
        unchecked: &draft.outcome.unchecked,
        materials: &materials(input, engine, &missing),
        missing: &missing,
        unreadable: &missing::unreadable(input),
        dossier: input.dossier.is_some(),
        manifest: &manifest(input, engine, settings),
        office: &settings.profile.office,
        standings: wish.standings,
        dismissed,
        role: settings.profile.role,
        deadline: deadline.as_ref(),
        conclusion: conclusion(kind(draft.kind), engine, settings, wish)?,
        words: &engine.rules.letter,
    };
    let mut forms = wish.forms.to_vec();
    forms.dedup();
    if forms.is_empty() {
        forms = Form::usual(&input);
    }
    let written = |form: Form| Written { stem: form.file_stem(input.kind), letter: opinion::compose(&input, form) };
    let mut letters: Vec<Written> = Vec::new();
    for letter in forms.into_iter().map(written) {
        if !letters.iter().any(|it| it.stem == letter.stem) {
            letters.push(letter);
        }
    }
    Ok(letters)
}

/// The conclusion named on the command line, else in the profile.
fn conclusion<'e>(
    kind: LetterKind,
    engine: &'e Engine,
    settings: &Settings,
    wish: Wish,
) -> Result<Option<&'e ConclusionWords>, Failure> {
    let words = &engine.rules.letter;
    let Some(name) = wish.conclusion.or(settings.profile.office.conclusion.as_deref()) else { return Ok(None) };
    let fits = |it: &&ConclusionWords| !it.decision_only || kind == LetterKind::MajorDecision;
    let known = words.conclusion(name).filter(fits);
    known.map(Some).ok_or_else(|| {
        let names = words.conclusion.iter().filter(fits).map(|it| format!("{}（{}）", it.label, it.id));
        let names = names.collect::<Vec<_>>().join("、");
        Failure::new(format!("没有“{name}”这种结论；可用：{names}"))
    })
}

/// 起草单位, as the 起草说明 is signed.
pub fn unit(input: &Input) -> Option<&str> {
    let notes = input.dossier.iter().flat_map(|dossier| dossier.of(EXPLANATION));
    notes.filter_map(|item| item.facts.as_ref()?.issuer.as_deref()).next()
}

fn kind(kind: Kind) -> LetterKind {
    match kind {
        Kind::NormativeDocument | Kind::Unknown => LetterKind::NormativeDocument,
        Kind::MajorDecision => LetterKind::MajorDecision,
        Kind::Statute | Kind::Other => LetterKind::Other,
    }
}

/// The draft, what came with it, and what the findings miss.
fn materials(input: &Input, engine: &Engine, missing: &[Missing]) -> Vec<MaterialLine> {
    let file = Some(input.place.to_string());
    let mut lines = vec![MaterialLine { name: "送审稿".to_owned(), file }];
    let items = input.dossier.iter().flat_map(|dossier| &dossier.items);
    lines.extend(items.map(|item| MaterialLine { name: name(item, engine), file: Some(item.path.clone()) }));
    for missing in missing.iter().filter(|missing| !missing.is_doubtful) {
        if !lines.iter().any(|line| line.name == missing.name) {
            lines.push(MaterialLine { name: missing.name.clone(), file: None });
        }
    }
    lines
}

fn name(item: &Item, engine: &Engine) -> String {
    item.material.as_deref().map_or_else(|| "其他材料".to_owned(), |id| title(id, engine))
}

pub fn title(id: &str, engine: &Engine) -> String {
    let material = engine.rules.recogniser.find(id);
    material.map_or_else(|| id.to_owned(), |material| material.title.clone())
}

fn manifest(input: &Input, engine: &Engine, settings: &Settings) -> Manifest {
    let region = &engine.region;
    let named =
        if region.name.is_empty() { region.code.clone() } else { format!("{}（{}）", region.name, region.code) };
    Manifest {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rules_version: engine.rules.version.clone(),
        lawbook_date: engine.lawbook.date().parse().unwrap_or(settings.as_of),
        as_of: settings.as_of,
        region: (region.code != NATION).then_some(named),
        input_digest: digest(input.draft.source.text.as_str()),
    }
}

/// The first 12 hex digits of the SHA-256 of the draft's text.
fn digest(text: &str) -> String {
    Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
