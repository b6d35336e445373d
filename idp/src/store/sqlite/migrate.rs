//! Bringing a database to this version's schema: numbered steps, each in a transaction of its own.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::store::StoreError;
use crate::store::error::engine;
use crate::store::sqlite::packed;

/// The steps, oldest first. A step that has shipped never changes; a new need is a new step.
pub(crate) const STEPS: &[&str] = &[
    include_str!("schema/0001_world.sql"),
    include_str!("schema/0002_former_logins.sql"),
    include_str!("schema/0003_contacts_taken_off.sql"),
    include_str!("schema/0004_bounds.sql"),
    include_str!("schema/0005_consents.sql"),
    include_str!("schema/0006_pushes.sql"),
    include_str!("schema/0007_portal_sid.sql"),
    include_str!("schema/0020_phone_rest.sql"),
    include_str!("schema/0022_people_by_name.sql"),
    include_str!("schema/0030_imports.sql"),
    include_str!("schema/0040_messenger.sql"),
    include_str!("schema/0041_compact_bodies.sql"),
    include_str!("schema/0042_populations.sql"),
];

/// The schema that all steps lead to. A test makes it from them.
const PRESENT: &str = include_str!("schema/present.sql");

/// Applies the steps a database has not seen; tells whether there were any. A new one gets at once what they lead to.
///
/// # Errors
/// A step failed, or the database was made by a newer version of the program.
pub(crate) fn migrate(connection: &mut Connection) -> Result<bool, StoreError> {
    migrate_to(connection, STEPS.len())
}

/// Applies the steps a database has not seen, up to a number of them; tells whether there were any.
///
/// # Errors
/// As [`migrate`].
pub(crate) fn migrate_to(connection: &mut Connection, number_of_last: usize) -> Result<bool, StoreError> {
    let seen = seen(connection)?;
    if seen >= number_of_last {
        return Ok(false);
    }
    if seen == 0 && number_of_last == STEPS.len() {
        let version = i64::try_from(STEPS.len()).map_err(engine)?;
        return step(connection, version, PRESENT).map(|()| false).map_err(engine);
    }
    // A table that others refer to is made anew under its name: the references have nothing to refer to meanwhile.
    connection.pragma_update(None, "foreign_keys", false).map_err(engine)?;
    let done = steps(connection, seen, number_of_last).map_err(engine);
    connection.pragma_update(None, "foreign_keys", true).map_err(engine)?;
    done.map(|()| true)
}

/// How many steps a database has seen.
///
/// # Errors
/// SQLite failed, or the database was made by a newer version of the program.
pub(crate) fn seen(connection: &Connection) -> Result<usize, StoreError> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    let seen: usize = version.map_err(engine)?.try_into().map_err(engine)?;
    if seen > STEPS.len() {
        let why = format!("schema version {seen} is newer than this program's {}", STEPS.len());
        return Err(StoreError::Corrupt { table: "user_version", why });
    }
    Ok(seen)
}

fn steps(connection: &mut Connection, seen: usize, number_of_last: usize) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("packed", 1, flags, |values| {
        values
            .get_raw(0)
            .as_bytes()
            .map(packed::pack)
            .map_err(|why| rusqlite::Error::UserFunctionError(why.into()))
    })?;
    for (number, sql) in (1..).zip(STEPS).take(number_of_last).skip(seen) {
        step(connection, number, sql)?;
    }
    connection.remove_function("packed", 1)
}

/// Brings a database to a version, in one transaction.
fn step(connection: &mut Connection, version: i64, sql: &str) -> rusqlite::Result<()> {
    let tx = connection.transaction()?;
    tx.execute_batch(sql)?;
    tx.pragma_update(None, "user_version", version)?;
    tx.commit()
}

/// Gives back to the file system what steps have freed, when that is much.
///
/// # Errors
/// SQLite failed; the database stays as it was.
pub(crate) fn tidy(connection: &Connection) -> Result<(), StoreError> {
    let pages = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let (all, free) = (pages("PRAGMA page_count"), pages("PRAGMA freelist_count"));
    let (all, free) = (all.map_err(engine)?, free.map_err(engine)?);
    if free * 4 > all { connection.execute_batch("VACUUM").map_err(engine) } else { Ok(()) }
}
