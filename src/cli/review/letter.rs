//! The opinion of a review: what the letter needs from materials, profile and run.

use sha2::{Digest, Sha256};

use super::super::engine::Engine;
use super::super::options::Settings;
use super::input::Input;
use crate::dossier::Item;
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::opinion::{self, LetterKind, Manifest, MaterialLine, Opinion};
use crate::round::Standings;
use crate::rule::{Check, NATION};

/// Id of the material that names the drafting unit.
const EXPLANATION: &str = "explanation";

pub fn compose(input: &Input, engine: &Engine, settings: &Settings, standings: &Standings) -> Opinion {
    let draft = &input.draft;
    opinion::compose(&opinion::Input {
        kind: kind(draft.kind),
        draft_title: &draft.facts.title,
        drafting_unit: unit(input),
        text: &draft.source.text,
        document: &draft.document,
        triage: &draft.triage,
        findings: &draft.outcome.findings,
        unchecked: &draft.outcome.unchecked,
        materials: &materials(input, engine),
        dossier: input.dossier.is_some(),
        manifest: &manifest(input, engine, settings),
        office: &settings.profile.office,
        bases: &engine.rules.letter,
        standings,
        dismissed: input.dismissed,
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
fn materials(input: &Input, engine: &Engine) -> Vec<MaterialLine> {
    let file = Some(input.place.to_string());
    let mut lines = vec![MaterialLine { name: "送审稿".to_owned(), file }];
    let items = input.dossier.iter().flat_map(|dossier| &dossier.items);
    lines.extend(items.map(|item| MaterialLine { name: name(item, engine), file: Some(item.path.clone()) }));
    for name in missing(input, engine, |confidence| confidence > Confidence::Possible) {
        if !lines.iter().any(|line| line.name == name) {
            lines.push(MaterialLine { name, file: None });
        }
    }
    lines
}

fn name(item: &Item, engine: &Engine) -> String {
    item.material.as_deref().map_or_else(|| "其他材料".to_owned(), |id| title(id, engine))
}

fn title(id: &str, engine: &Engine) -> String {
    let material = engine.rules.recogniser.find(id);
    material.map_or_else(|| id.to_owned(), |material| material.title.clone())
}

/// Materials that findings on procedure ask for, each once.
pub fn missing(input: &Input, engine: &Engine, sure: fn(Confidence) -> bool) -> Vec<String> {
    let findings = input.draft.outcome.findings.iter().filter(|finding| sure(finding.confidence));
    let asked = findings.filter_map(|finding| match &engine.rules.find(&finding.rule)?.check {
        Check::Procedure(procedure) => Some(title(&procedure.material, engine)),
        _ => None,
    });
    let mut names: Vec<String> = Vec::new();
    for name in asked.filter(|_| input.dossier.is_some()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
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
