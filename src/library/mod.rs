//! The user's own law texts (法规库): one SQLite file with laws, their versions and their articles.
//!
//! [`reading`] makes a version out of a parsed text ([`title`], [`note`] and [`dating`] say of what law and of which day), [`store`]
//! writes it, [`version`] hands it out again, [`search`] looks through the articles, [`schema`] knows the tables.

mod dating;
mod fault;
mod note;
mod reading;
mod schema;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod title;
mod version;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::date::Date;
use crate::lawbook::Lawbook;

pub use fault::Fault;
pub use reading::{LawText, Refusal, read};
pub use search::{Hit, Hits};
pub use store::{Imported, import};
pub use title::bare as bare_title;
pub use version::{Paragraph, Provision, Version, place};

/// What a library file is called where nobody names one.
pub const FILE_NAME: &str = "fashen-laws.sqlite";

/// An open library. Its versions are listed once; articles are read when a version is first asked for them, and kept.
pub struct Library {
    shelf: Arc<Shelf>,
    /// By the title as compared; each law's versions by the day from which they have force.
    laws: BTreeMap<String, Vec<Arc<Version>>>,
}

/// The file behind a library and all its versions.
struct Shelf {
    path: PathBuf,
    connection: Mutex<Connection>,
    /// The first thing that went wrong while articles were read.
    fault: Mutex<Option<Fault>>,
}

impl Shelf {
    fn query<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Fault> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        ask(&connection).map_err(|error| Fault::sqlite(&self.path, &error))
    }

    fn keep(&self, fault: Fault) {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
    }
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shelf({})", self.path.display())
    }
}

/// What a library holds of a law for a day.
#[derive(Clone, Debug)]
pub enum Held {
    Text(Arc<Version>),
    /// No text of this law at all.
    Nothing,
    /// The first text has force only from that day on.
    Later(Date),
    /// The law was revised on that day, and the new text is not here.
    Outdated(Date),
}

impl Library {
    /// Opens a library to read it; the file stays as it is.
    pub fn open(path: &Path) -> Result<Library, Fault> {
        Library::on(path, schema::open_to_read(path)?)
    }

    /// A library in memory, of texts that no file keeps.
    pub fn of_texts(texts: &[LawText]) -> Result<Library, Fault> {
        let path = Path::new(":memory:");
        let mut connection = schema::create(path)?;
        store::write(&mut connection, path, texts)?;
        Library::on(path, connection)
    }

    fn on(path: &Path, connection: Connection) -> Result<Library, Fault> {
        let shelf =
            Arc::new(Shelf { path: path.to_owned(), connection: Mutex::new(connection), fault: Mutex::new(None) });
        let mut laws: BTreeMap<String, Vec<Arc<Version>>> = BTreeMap::new();
        for (key, version) in shelf.query(|connection| version::all(connection, &shelf))? {
            laws.entry(key).or_default().push(Arc::new(version));
        }
        laws.values_mut().for_each(|versions| version::set_ends(versions));
        Ok(Library { shelf, laws })
    }

    pub fn path(&self) -> &Path {
        &self.shelf.path
    }

    /// The versions of a law by its full title, with or without 中华人民共和国, oldest first. Other short titles are the
    /// law index's: ask [`Lawbook::find`] for the full one.
    pub fn versions(&self, title: &str) -> &[Arc<Version>] {
        self.laws.get(&title::key(title)).map_or(&[], Vec::as_slice)
    }

    /// The text that had force on a day, so far as the library knows; `None` before the first, and where a later text
    /// tells of a revision in between that is not here. [`Library::held`] asks the law index, too.
    pub fn version_on(&self, title: &str, day: Date) -> Option<Arc<Version>> {
        self.versions(title).iter().find(|version| version.has_force_on(day)).cloned()
    }

    /// The text for a day, or why there is none.
    pub fn held(&self, title: &str, lawbook: &Lawbook, day: Date) -> Held {
        let law = lawbook.find(title);
        let versions = match self.versions(title) {
            [] => law.map_or(&[][..], |law| self.versions(law.title)),
            versions => versions,
        };
        let Some(last) = versions.iter().rev().find(|version| version.from <= day) else {
            return versions.first().map_or(Held::Nothing, |first| Held::Later(first.from));
        };
        match (last.until, law.and_then(|law| last.revised_since(law))) {
            (Some(until), _) if until <= day => Held::Outdated(until),
            (_, Some(since)) if since <= day => Held::Outdated(since),
            _ => Held::Text(last.clone()),
        }
    }

    /// All laws by their titles as compared, each with its versions.
    pub fn laws(&self) -> impl Iterator<Item = &[Arc<Version>]> {
        self.laws.values().map(Vec::as_slice)
    }

    /// What went wrong while articles were read: a run that met it is not complete.
    pub fn fault(&self) -> Option<Fault> {
        self.shelf.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
