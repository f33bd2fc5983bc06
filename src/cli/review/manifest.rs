//! 证据清单: the digest of every file that was looked at.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::super::Failure;
use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::write::Outgoing;
use super::input::Input;
use crate::dossier::Item;
use crate::fact::Facts;
use crate::output::manifest::{self, File, Manifest, SCHEMA};
use crate::rule::Check;
use crate::source::Place;

pub fn file(folder: &Path, input: &Input, engine: &Engine, settings: &Settings) -> Result<Outgoing, Failure> {
    let mut files = vec![File { material: "送审稿".to_owned(), ..seen(&input.place, Some(&input.draft.facts)) }];
    let items = input.dossier.iter().flat_map(|dossier| &dossier.items);
    files.extend(items.map(|item| material(item, engine)));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    let manifest = Manifest {
        schema: SCHEMA,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rules_version: engine.rules.version.clone(),
        lawbook_date: engine.lawbook.date().to_owned(),
        as_of: settings.as_of.to_string(),
        region: settings.region.clone(),
        file: files,
    };
    let written = manifest::toml(&manifest).map_err(|error| Failure::new(format!("没有生成证据清单：{error}")))?;
    Ok(Outgoing::new(folder.join("manifest.toml"), written.into_bytes()))
}

fn material(item: &Item, engine: &Engine) -> File {
    let Ok(place) = Place::named(Path::new(&item.path)) else { return unread(&item.path) };
    let known = item.material.as_deref();
    let title = known.and_then(|id| engine.rules.materials().iter().find(|it| it.id == id)).map(|it| it.title.clone());
    let proves = known.map(|id| steps(id, engine)).unwrap_or_default();
    File { material: title.unwrap_or_else(|| "其他材料".to_owned()), proves, ..seen(&place, item.facts.as_ref()) }
}

/// The steps that a material proves: the rules on procedure that ask for it.
fn steps(id: &str, engine: &Engine) -> Vec<String> {
    let asks = |check: &Check| matches!(check, Check::Procedure(procedure) if procedure.material == id);
    let rules = engine.rules.rules.iter().filter(|rule| asks(&rule.check));
    rules.map(|rule| rule.id.to_string()).collect()
}

fn seen(place: &Place, facts: Option<&Facts>) -> File {
    let path = place.to_string();
    let Ok(bytes) = place.bytes() else { return unread(&path) };
    let date = facts.and_then(|facts| facts.dates.written()).map_or_else(String::new, |date| date.to_string());
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let read = facts.is_some();
    File { path: slashes(&path), sha256, bytes: bytes.len(), date, read, ..File::default() }
}

fn unread(path: &str) -> File {
    File { path: slashes(path), ..File::default() }
}

fn slashes(path: &str) -> String {
    path.replace('\\', "/")
}
