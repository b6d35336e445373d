//! Bringing a database to this version's schema: numbered steps, each in a transaction of its own.

use rusqlite::Connection;

use crate::store::StoreError;
use crate::store::error::engine;

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
];

/// Applies the steps a database has not seen.
///
/// # Errors
/// A step failed, or the database was made by a newer version of the program.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_to(connection, STEPS.len())
}

/// Applies the steps a database has not seen, up to a number of them.
///
/// # Errors
/// As [`migrate`].
pub(crate) fn migrate_to(connection: &mut Connection, number_of_last: usize) -> Result<(), StoreError> {
    let seen: usize = connection
        .query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
        .map_err(engine)?
        .try_into()
        .map_err(engine)?;
    if seen > STEPS.len() {
        let why = format!("schema version {seen} is newer than this program's {}", STEPS.len());
        return Err(StoreError::Corrupt { table: "user_version", why });
    }
    for (number, step) in STEPS.iter().enumerate().take(number_of_last).skip(seen) {
        let tx = connection.transaction().map_err(engine)?;
        tx.execute_batch(step).map_err(engine)?;
        tx.pragma_update(None, "user_version", i64::try_from(number + 1).map_err(engine)?).map_err(engine)?;
        tx.commit().map_err(engine)?;
    }
    Ok(())
}
