//! The tables of a library file, and how an older file becomes a newer one.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::Fault;

/// Tells a library from other SQLite files: `fsLB`.
const APPLICATION: i32 = 0x6673_4C42;

/// Steps from an empty file to the tables of today; `user_version` counts those done. A step is never changed once it
/// was published: what is to be different comes as a new one.
const STEPS: [&str; 1] = ["
    CREATE TABLE version (
        id           INTEGER PRIMARY KEY,
        key          TEXT NOT NULL,
        title        TEXT NOT NULL,
        begins       TEXT NOT NULL,
        edition      TEXT NOT NULL,
        adopted      TEXT,
        revisions    TEXT NOT NULL,
        effective    TEXT,
        source       TEXT NOT NULL,
        digest       TEXT NOT NULL,
        articles     INTEGER NOT NULL,
        last_article INTEGER NOT NULL,
        UNIQUE (key, begins)
    );
    CREATE TABLE provision (
        version   INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
        position  INTEGER NOT NULL,
        container TEXT NOT NULL,
        number    INTEGER NOT NULL,
        suffix    INTEGER NOT NULL,
        chapter   TEXT NOT NULL,
        caption   TEXT NOT NULL,
        text      TEXT NOT NULL,
        shape     TEXT NOT NULL,
        PRIMARY KEY (version, position)
    ) WITHOUT ROWID;
"];

const PATIENCE: Duration = Duration::from_secs(5);

pub fn open_to_read(path: &Path) -> Result<Connection, Fault> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match steps_done(&connection, path)? {
        done if done == STEPS.len() => Ok(connection),
        _ => Err(Fault::Older(path.to_owned())),
    }
}

/// Opens a library to write to it, and brings its tables up to date.
pub fn open_to_write(path: &Path) -> Result<Connection, Fault> {
    let mut connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let done = steps_done(&connection, path)?;
    migrate(&mut connection, done).map_err(|error| Fault::sqlite(path, &error))?;
    Ok(connection)
}

/// A new library in a file that does not exist yet.
pub fn create(path: &Path) -> Result<Connection, Fault> {
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    let mut connection = Connection::open(path).map_err(failed)?;
    connection.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
    migrate(&mut connection, 0).map_err(failed)?;
    Ok(connection)
}

fn open(path: &Path, mode: OpenFlags) -> Result<Connection, Fault> {
    match path.metadata() {
        Ok(entry) if entry.is_file() => {}
        Ok(_) => return Err(Fault::NotALibrary(path.to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Fault::Missing(path.to_owned())),
        Err(error) => return Err(Fault::io(path, &error)),
    }
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    let connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    Ok(connection)
}

/// How many steps a library was brought along; refuses files that are none.
fn steps_done(connection: &Connection, path: &Path) -> Result<usize, Fault> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    if number("application_id").map_err(failed)? != APPLICATION {
        return Err(Fault::NotALibrary(path.to_owned()));
    }
    let done = usize::try_from(number("user_version").map_err(failed)?).unwrap_or(usize::MAX);
    if done > STEPS.len() { Err(Fault::Newer(path.to_owned())) } else { Ok(done) }
}

fn migrate(connection: &mut Connection, done: usize) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    if done == STEPS.len() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len() as i32)?;
    transaction.commit()
}
