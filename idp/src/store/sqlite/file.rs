//! A database's file: whose it is, who has it open, and what is told of one that will not do.

use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::store::StoreError;
use crate::store::error::engine;

/// SQLite's mark for whose a file is: `ESIA` in four octets.
const OURS: i32 = 0x4553_4941;
const NAME_ANOTHER: &str = "name another file with --store";
const NAME_WRITABLE: &str = "name a file in a folder that can be written with --store";
const MOVE_AWAY: &str = "put a sound copy in its place, or move it away to begin anew";
const PUT_BACK: &str = "put the file back, or reset the realm to begin anew";
const CHOOSE: &str = "put the file that was opened back, or end the server and start it on the new one";

/// What SQLite keeps beside a database, by the ends of the names.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// How far a commit is sure to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// It is synced before it returns.
    EveryCommit,
    /// It is not: whoever finishes the file syncs it.
    None,
}

/// The files of an open database, by name and by what stood there when it was opened.
pub(super) struct Home {
    path: PathBuf,
    files: Vec<(PathBuf, Identity)>,
}

/// What tells one file from another of the same name: device and inode.
type Identity = (u64, u64);

impl Home {
    /// The files of the database that was just opened.
    ///
    /// # Errors
    /// The database has no file.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let identity = |metadata: Metadata| (metadata.dev(), metadata.ino());
        let mut files = vec![(path.to_owned(), identity(fs::metadata(path)?))];
        let log = beside(path, "-wal");
        files.extend(fs::metadata(&log).ok().map(|metadata| (log, identity(metadata))));
        Ok(Self { path: path.to_owned(), files })
    }

    /// The database's own file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether each file is still the one that was opened: two `stat` calls.
    ///
    /// # Errors
    /// One is gone, or another one stands in its place.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        for (file, opened) in &self.files {
            match fs::metadata(file) {
                Ok(metadata) if (metadata.dev(), metadata.ino()) == *opened => {}
                Ok(_) => {
                    return Err(unusable(
                        file,
                        "another file was put in its place while it was open",
                        CHOOSE,
                    ));
                }
                Err(why) if why.kind() == io::ErrorKind::NotFound => {
                    return Err(unusable(file, "it was removed while it was open", PUT_BACK));
                }
                Err(why) => return Err(unusable(file, &why.to_string(), PUT_BACK)),
            }
        }
        Ok(())
    }

    /// Whether another file stands where the database was.
    pub(super) fn is_replaced(&self) -> bool {
        let there = fs::metadata(&self.path).map(|metadata| (metadata.dev(), metadata.ino())).ok();
        there.is_some_and(|there| self.files.first().is_none_or(|(_, opened)| *opened != there))
    }
}

/// The name of a file with more at its end.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Removes a database that nobody has open; one that is not there is fine.
///
/// # Errors
/// A file cannot be removed.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    // The database goes first: what it leaves beside it alone is no database.
    remove_one(path)?;
    remove_log(path)
}

/// Removes what SQLite keeps beside a database: it would be taken for that of another one put in its place.
fn remove_log(path: &Path) -> Result<(), StoreError> {
    BESIDE.iter().try_for_each(|end| remove_one(&beside(path, end)))
}

fn remove_one(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(unwritable(path, &why)),
        _ => Ok(()),
    }
}

/// Moves a closed database to its place, in one step and for good; what stood there is replaced.
///
/// # Errors
/// The file system refuses; what stood there stays.
pub(super) fn move_to(from: &Path, to: &Path) -> Result<(), StoreError> {
    let moved = || {
        File::open(from)?.sync_all()?;
        remove_log(to).map_err(io::Error::other)?;
        fs::rename(from, to)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    };
    moved().map_err(|why| unwritable(to, &why))
}

/// Whether a failure says that the database is damaged.
pub(super) fn is_damage(failure: &rusqlite::Error) -> bool {
    matches!(failure.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Opens a database, made when there is none.
///
/// # Errors
/// SQLite cannot use the file, or it belongs to another program; such a file is not touched.
pub(super) fn open(path: &Path, durability: Durability) -> Result<Connection, StoreError> {
    let opened = || {
        let connection = Connection::open(path)?;
        let foreign = !is_ours(&connection)?;
        if !foreign {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            let synchronous = if durability == Durability::EveryCommit { "FULL" } else { "OFF" };
            connection.pragma_update(None, "synchronous", synchronous)?;
        }
        Ok((connection, foreign))
    };
    match opened().map_err(|why: rusqlite::Error| told(path, engine(why)))? {
        (connection, false) => Ok(connection),
        (_, true) => Err(foreign(path)),
    }
}

/// Opens a database that is there, to read it only.
///
/// # Errors
/// There is none, SQLite cannot use the file, or it belongs to another program.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(absent(path));
    }
    let told = |why: rusqlite::Error| told(path, engine(why));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(told)?;
    if is_ours(&connection).map_err(told)? { Ok(connection) } else { Err(foreign(path)) }
}

/// A file that is not there.
fn absent(path: &Path) -> StoreError {
    unusable(path, "there is no such file", NAME_ANOTHER)
}

/// A file that belongs to another program.
fn foreign(path: &Path) -> StoreError {
    unusable(path, "it is another program's database", NAME_ANOTHER)
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
pub(super) fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
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
    let lock = File::options().create(true).truncate(false).write(true).open(beside(path, ".lock"));
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
        StoreError::Corrupt { .. }
        | StoreError::Unusable { .. }
        | StoreError::Unavailable { .. }
        | StoreError::Damaged { .. }
        | StoreError::Quota { .. }
        | StoreError::Closed
        | StoreError::Overtaken => return error,
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
        Some(ErrorCode::SystemIoFailure) => "look whether its disk is full, over a quota or failing",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "end the program that has it open",
        _ => return error,
    };
    unusable(path, &failure.to_string(), fix)
}

/// A place where no file can be made.
pub(super) fn unwritable(path: &Path, why: &std::io::Error) -> StoreError {
    unusable(path, &why.to_string(), NAME_WRITABLE)
}

/// A file that cannot hold a world, with what to do.
pub(super) fn unusable(path: &Path, why: &str, fix: &'static str) -> StoreError {
    StoreError::Unusable { file: path.to_owned(), why: why.to_owned(), fix }
}
