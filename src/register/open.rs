//! Opening and making the register's file.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::RegisterError;

/// Marks the file as a register of this program: "menp".
const APPLICATION: i32 = 0x6d65_6e70;
/// The schema that this program writes.
const SCHEMA: i32 = 2;
/// The oldest schema that this program still reads; what is written to is raised first.
const OLDEST_SCHEMA: i32 = 1;
/// Before this `SQLite`, two processes that wrote at once could damage a file in WAL mode.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How long to wait for another process.
const PATIENCE: Duration = Duration::from_secs(10);

const TABLES: &str = "
    CREATE TABLE closures (
        digest BLOB PRIMARY KEY NOT NULL CHECK (length(digest) = 32),
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE memos (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
        record BLOB NOT NULL,
        closure BLOB NOT NULL REFERENCES closures (digest),
        recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE signatures (
        memo INTEGER NOT NULL REFERENCES memos (seq),
        namespace TEXT NOT NULL,
        armoured TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        UNIQUE (memo, namespace, armoured)
    ) STRICT;
";

/// What schema 2 adds: statements about the records, and which record goes on from which.
const STATEMENTS: &str = "
    CREATE TABLE statements (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        memo INTEGER NOT NULL REFERENCES memos (seq),
        digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
        statement BLOB NOT NULL,
        namespace TEXT NOT NULL,
        armoured TEXT NOT NULL,
        signed_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX statements_of_memo ON statements (memo);
    CREATE TABLE continuations (
        earlier INTEGER PRIMARY KEY REFERENCES memos (seq),
        later INTEGER NOT NULL UNIQUE REFERENCES memos (seq)
    ) STRICT;
";

/// What the register is opened for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Access {
    /// To look.
    Read,
    /// To add.
    Write,
}

/// Opens a register that is there, and says whether it has the statements of schema 2: one of schema 1 that is only
/// looked at stays as it is.
pub(super) fn existing(path: &Path, access: Access) -> Result<(Connection, bool), RegisterError> {
    refuse_old_sqlite()?;
    refuse_open(path)?;
    let flags = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let failed = |error: rusqlite::Error| RegisterError::sqlite(path, &error);
    let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
    settings(&connection).map_err(failed)?;
    let application: i32 = pragma(&connection, "application_id").map_err(failed)?;
    if application != APPLICATION {
        return Err(RegisterError::NotRegister(path.to_owned()));
    }
    let version: i32 = pragma(&connection, "user_version").map_err(failed)?;
    if !(OLDEST_SCHEMA..=SCHEMA).contains(&version) {
        return Err(RegisterError::Newer { path: path.to_owned(), version });
    }
    if access == Access::Write {
        // SQLite opens a protected file for reading and only says so at the first write.
        if connection.is_readonly("main").map_err(failed)? {
            return Err(RegisterError::ReadOnly(path.to_owned()));
        }
        durable(&connection).map_err(failed)?;
        if version < SCHEMA {
            raise(&mut connection).map_err(failed)?;
        }
    }
    Ok((connection, access == Access::Write || version == SCHEMA))
}

/// Raises a register of schema 1; what is in it stays as it is.
fn raise(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker while this one waited.
    if pragma::<i32>(&transaction, "user_version")? < SCHEMA {
        transaction.execute_batch(STATEMENTS)?;
        transaction.pragma_update(None, "user_version", SCHEMA)?;
    }
    transaction.commit()
}

/// Opens a register for writing, and makes it first where it is not there.
pub(super) fn or_new(path: &Path) -> Result<(Connection, bool), RegisterError> {
    refuse_old_sqlite()?;
    make_folder(path)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // SQLite gives its own files beside it the same permissions.
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(RegisterError::io(path, &error)),
    }
    refuse_open(path)?;
    let length = fs::metadata(path).map_err(|error| RegisterError::io(path, &error))?.len();
    // An empty file is one that was just made, by this process or by one that ended before it could go on.
    if length == 0 {
        fill(path).map_err(|error| RegisterError::sqlite(path, &error))?;
        #[cfg(unix)]
        fs::File::open(folder(path))
            .and_then(|folder| folder.sync_all())
            .map_err(|error| RegisterError::io(folder(path), &error))?;
    }
    existing(path, Access::Write)
}

fn fill(path: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    settings(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker while this one waited.
    if pragma::<i32>(&transaction, "application_id")? == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.execute_batch(STATEMENTS)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", SCHEMA)?;
    }
    transaction.commit()
}

fn settings(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A file from elsewhere must not run functions through its own schema.
    connection.pragma_update(None, "trusted_schema", false)
}

/// Makes every commit last through a power loss: WAL, synced at each one.
fn durable(connection: &Connection) -> rusqlite::Result<()> {
    if pragma::<String>(connection, "journal_mode")? != "wal" {
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
    }
    connection.pragma_update(None, "synchronous", "FULL")
}

fn pragma<T: rusqlite::types::FromSql>(connection: &Connection, name: &str) -> rusqlite::Result<T> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

fn refuse_old_sqlite() -> Result<(), RegisterError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(RegisterError::OldSqlite(rusqlite::version().to_owned()));
    }
    Ok(())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn make_folder(path: &Path) -> Result<(), RegisterError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder(path)).map_err(|error| RegisterError::io(folder(path), &error))
}

/// Refuses a folder or a file that others may look into.
fn refuse_open(path: &Path) -> Result<(), RegisterError> {
    let metadata = fs::metadata(path).map_err(|error| RegisterError::io(path, &error))?;
    if metadata.is_dir() {
        return Err(RegisterError::NotRegister(path.to_owned()));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for place in [folder(path), path] {
            let metadata = fs::metadata(place).map_err(|error| RegisterError::io(place, &error))?;
            let mode = metadata.permissions().mode() & 0o7777;
            if mode & 0o077 != 0 {
                return Err(RegisterError::TooOpen { path: place.to_owned(), mode, folder: metadata.is_dir() });
            }
        }
    }
    Ok(())
}
