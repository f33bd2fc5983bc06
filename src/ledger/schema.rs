//! The tables of a ledger file, and how an older file becomes a newer one.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::Fault;

/// Tells a ledger from other SQLite files: `fsTZ`.
const APPLICATION: i32 = 0x6673_545A;

/// Steps from an empty file to the tables of today; `user_version` counts those done. A step is never changed once it
/// was published: what is to be different comes as a new one.
const STEPS: [&str; 2] = [FIRST, SECOND];

/// Documents, reviews, registration numbers.
const FIRST: &str = "
    CREATE TABLE document (
        id                INTEGER PRIMARY KEY,
        key               TEXT NOT NULL,
        title             TEXT NOT NULL,
        kind              TEXT,
        document_number   TEXT,
        registration      TEXT,
        issuer            TEXT,
        unit              TEXT,
        adopted           TEXT,
        published         TEXT,
        effective         TEXT,
        term              TEXT,
        expires           TEXT,
        registered        TEXT,
        filed             TEXT,
        filed_to          TEXT,
        evaluated         TEXT,
        evaluation        TEXT,
        cleaned           TEXT,
        cleaning          TEXT,
        state             TEXT,
        related           TEXT,
        path              TEXT,
        remark            TEXT,
        extra             TEXT NOT NULL DEFAULT '{}'
    );
    CREATE INDEX document_key ON document (key);
    CREATE UNIQUE INDEX document_registration ON document (registration) WHERE registration IS NOT NULL;
    CREATE TABLE review (
        id          INTEGER PRIMARY KEY,
        document    INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        received    TEXT,
        letter_kind TEXT,
        letter      TEXT,
        conclusion  TEXT,
        replied     TEXT,
        days        INTEGER,
        opinions    INTEGER,
        accepted    INTEGER,
        reviewer    TEXT
    );
    CREATE INDEX review_document ON review (document);
    CREATE TABLE number (
        value    TEXT PRIMARY KEY,
        series   TEXT NOT NULL,
        serial   INTEGER NOT NULL,
        document INTEGER REFERENCES document (id),
        issued   TEXT NOT NULL,
        void     TEXT,
        UNIQUE (series, serial)
    );
";

/// Deadlines by index, what reviews found, yearly plans, rows that could not be taken in.
const SECOND: &str = "
    ALTER TABLE document ADD COLUMN proposal TEXT;
    ALTER TABLE document ADD COLUMN live INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE document ADD COLUMN ends_effective TEXT;
    ALTER TABLE document ADD COLUMN ends_published TEXT;
    CREATE INDEX document_expires ON document (expires) WHERE live = 1 AND expires IS NOT NULL;
    CREATE INDEX document_ends_effective ON document (ends_effective)
        WHERE live = 1 AND expires IS NULL AND ends_effective IS NOT NULL;
    CREATE INDEX document_ends_published ON document (ends_published)
        WHERE live = 1 AND expires IS NULL AND ends_published IS NOT NULL;
    CREATE INDEX document_open_effective ON document (effective)
        WHERE live = 1 AND expires IS NULL AND term IS NULL AND effective IS NOT NULL;
    CREATE INDEX document_open_published ON document (published)
        WHERE live = 1 AND expires IS NULL AND term IS NULL AND published IS NOT NULL;
    CREATE INDEX document_unfiled ON document (published) WHERE live = 1 AND filed IS NULL AND published IS NOT NULL;
    CREATE INDEX document_number         ON document (document_number);
    CREATE INDEX review_open             ON review (received)         WHERE replied IS NULL;
    CREATE TABLE finding (
        id          INTEGER PRIMARY KEY,
        review      INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,
        rule        TEXT NOT NULL,
        title       TEXT NOT NULL,
        grade       TEXT NOT NULL,
        confidence  TEXT NOT NULL,
        place       TEXT NOT NULL,
        quote       TEXT NOT NULL,
        clause      TEXT NOT NULL,
        message     TEXT NOT NULL,
        advice      TEXT NOT NULL,
        basis       TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        decision    TEXT,
        reason      TEXT,
        decided_by  TEXT,
        decided_on  TEXT,
        outcome     TEXT
    );
    CREATE INDEX finding_review ON finding (review);
    CREATE INDEX finding_rule ON finding (rule);
    CREATE TABLE plan (
        id       INTEGER PRIMARY KEY,
        year     INTEGER NOT NULL,
        list     TEXT NOT NULL,
        title    TEXT NOT NULL,
        unit     TEXT,
        remark   TEXT,
        UNIQUE (year, list, title)
    );
    CREATE TABLE rejected (
        id     INTEGER PRIMARY KEY,
        file   TEXT NOT NULL,
        sheet  TEXT NOT NULL,
        line   INTEGER NOT NULL,
        why    TEXT NOT NULL,
        cells  TEXT NOT NULL,
        UNIQUE (file, sheet, line, cells)
    );
";

/// How long one waits for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens a ledger that is there, and brings its tables up to date.
pub fn open(path: &Path) -> Result<Connection, Fault> {
    match path.metadata() {
        Ok(entry) if entry.is_file() => connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE),
        Ok(_) => Err(Fault::NotALedger(path.to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Fault::Missing(path.to_owned())),
        Err(error) => Err(Fault::io(path, &error)),
    }
}

/// Opens a ledger, or makes one. Several may do so at once.
pub fn open_or_create(path: &Path) -> Result<Connection, Fault> {
    if path.symlink_metadata().is_ok() {
        return open(path);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), std::fs::create_dir_all).map_err(|error| Fault::io(path, &error))?;
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

/// A ledger that no file keeps.
pub fn in_memory() -> Result<Connection, Fault> {
    let path = Path::new(":memory:");
    let mut connection = Connection::open_in_memory().map_err(|error| Fault::sqlite(path, &error))?;
    prepare(&mut connection, path)?;
    Ok(connection)
}

fn connect(path: &Path, mode: OpenFlags) -> Result<Connection, Fault> {
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    let mut connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
    connection.busy_handler(Some(wait)).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(64);
    prepare(&mut connection, path)?;
    Ok(connection)
}

fn prepare(connection: &mut Connection, path: &Path) -> Result<(), Fault> {
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    // A file of another kind must not be changed: look before the journal is switched.
    steps_done(connection, path)?;
    patiently(|| connection.pragma_update(None, "journal_mode", "wal")).map_err(failed)?;
    connection.pragma_update(None, "synchronous", "full").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    migrate(connection, path)
}

/// Short steps: beside a writer that never rests, the longer ones of SQLite itself would miss every pause.
fn wait(times: i32) -> bool {
    const STEP: Duration = Duration::from_millis(2);
    std::thread::sleep(STEP);
    STEP.saturating_mul(u32::try_from(times).unwrap_or(u32::MAX)) < PATIENCE
}

/// The switch of the journal does not wait by itself.
fn patiently(mut act: impl FnMut() -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    let start = Instant::now();
    loop {
        match act() {
            Err(error) if is_busy(&error) && start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(5)),
            done => return done,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// How many steps a ledger was brought along; refuses files that are none. A file without tables is about to become one.
fn steps_done(connection: &Connection, path: &Path) -> Result<usize, Fault> {
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0)).map_err(failed);
    let (application, done) = (number("application_id")?, usize::try_from(number("user_version")?));
    let done = done.unwrap_or(usize::MAX);
    if application == 0 && done == 0 && number("schema_version")? == 0 {
        return Ok(0);
    }
    match application == APPLICATION {
        false => Err(Fault::NotALedger(path.to_owned())),
        true if done > STEPS.len() => Err(Fault::Newer(path.to_owned())),
        true => Ok(done),
    }
}

/// All steps, or none: in one transaction, which two that come at once take in turn.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Fault> {
    if steps_done(connection, path)? == STEPS.len() {
        return Ok(());
    }
    let failed = |error: rusqlite::Error| Fault::sqlite(path, &error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let done = steps_done(&transaction, path)?;
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step).map_err(failed)?;
    }
    if done > 0 && done < STEPS.len() {
        super::store::derive_all(&transaction).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
    transaction.pragma_update(None, "user_version", STEPS.len() as i32).map_err(failed)?;
    transaction.commit().map_err(failed)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A ledger as the first version made it.
    pub fn first_version(path: &Path) -> Connection {
        let connection = Connection::open(path).unwrap();
        connection.execute_batch(FIRST).unwrap();
        connection.pragma_update(None, "application_id", APPLICATION).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection
    }
}
