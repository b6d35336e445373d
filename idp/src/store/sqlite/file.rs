//! A database's file: whose it is, who has it open, and what is told of one that will not do.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode};

use crate::store::StoreError;
use crate::store::sqlite::migrate::engine;

/// SQLite's mark for whose a file is: `ESIA` in four octets.
const OURS: i32 = 0x4553_4941;
const NAME_ANOTHER: &str = "name another file with --store";
const NAME_WRITABLE: &str = "name a file in a folder that can be written with --store";
const MOVE_AWAY: &str = "put a sound copy in its place, or move it away to begin anew";

/// Opens a database, made when there is none. Every commit is synced before it returns.
///
/// # Errors
/// SQLite cannot use the file, or it belongs to another program; such a file is not touched.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let opened = || {
        let connection = Connection::open(path)?;
        let foreign = !is_ours(&connection)?;
        if !foreign {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
        }
        Ok((connection, foreign))
    };
    match opened().map_err(|why: rusqlite::Error| told(path, engine(why)))? {
        (connection, false) => Ok(connection),
        (_, true) => Err(unusable(path, "it is another program's database", NAME_ANOTHER)),
    }
}

/// Signs a database that holds our schema by now.
///
/// # Errors
/// SQLite failed.
pub(super) fn sign(connection: &Connection) -> Result<(), StoreError> {
    if mark(connection).map_err(engine)? != OURS {
        connection.pragma_update(None, "application_id", OURS).map_err(engine)?;
    }
    Ok(())
}

fn mark(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

/// An empty file will be ours; a world that was made before worlds were signed has all of these.
fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    if mark(connection)? == OURS {
        return Ok(true);
    }
    let count = |names: &str| -> rusqlite::Result<i64> {
        connection.query_row(&format!("SELECT count(*) FROM sqlite_schema {names}"), [], |row| row.get(0))
    };
    let unsigned = "WHERE type = 'table' AND name IN ('accounts', 'grants', 'journal', 'settings')";
    Ok(count("")? == 0 || (mark(connection)? == 0 && count(unsigned)? == 4))
}

/// Holds a world's file for this process, until what is returned is dropped or the process ends in any way.
///
/// # Errors
/// Another process holds it: the two would give the same numbers to different people.
pub(super) fn hold(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock = File::options().create(true).truncate(false).write(true).open(PathBuf::from(name));
    let lock = lock.map_err(|why| unwritable(path, &why))?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => Err(unusable(
            path,
            "another esia-idp has it open",
            "end that one, or name another file with --store",
        )),
        // A file system that knows no locks is no reason not to serve.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(lock),
    }
}

/// An engine's failure with the file it happened to, where a person can do something about it.
pub(super) fn told(path: &Path, error: StoreError) -> StoreError {
    let source = match &error {
        StoreError::Engine(source) => source,
        StoreError::Corrupt { table: "user_version", why } => {
            return unusable(path, why, "use the newer program, or name another file with --store");
        }
        StoreError::Corrupt { .. } | StoreError::Unusable { .. } => return error,
    };
    let Some(failure) = source.downcast_ref::<rusqlite::Error>() else { return error };
    let fix = match failure.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => NAME_ANOTHER,
        Some(ErrorCode::DatabaseCorrupt) => MOVE_AWAY,
        Some(ErrorCode::CannotOpen) => NAME_WRITABLE,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            "let this user write the file and its folder"
        }
        Some(ErrorCode::DiskFull) => "free some space",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "end the program that has it open",
        _ => return error,
    };
    unusable(path, &failure.to_string(), fix)
}

/// A place where no file can be made.
pub(super) fn unwritable(path: &Path, why: &std::io::Error) -> StoreError {
    unusable(path, &why.to_string(), NAME_WRITABLE)
}

fn unusable(path: &Path, why: &str, fix: &'static str) -> StoreError {
    StoreError::Unusable { file: path.to_owned(), why: why.to_owned(), fix }
}
