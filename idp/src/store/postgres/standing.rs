//! Which schema a transaction works in and which state its settings have, as statements of PostgreSQL.

use crate::store::StoreError;
use crate::store::nodes::Revision;
use crate::store::sql::Statements;

/// Tables that belong to the nodes and not to the world of a realm: in no copy and in no export.
pub(super) const TABLES: [&str; 3] = ["claims", "notes", "standing"];
/// Runs before the commit of a transaction that changed a setting.
pub(super) const REVISE: &str =
    "UPDATE standing SET revision = CAST(CAST(pg_current_xact_id() AS text) AS bigint); ";
/// Runs before the commit of a transaction that wrote: only where somebody waits, since PostgreSQL has all who tell
/// something commit one after another.
pub(super) const TELL: &str = "SELECT pg_notify('esia_sim', current_schema()) FROM standing
    WHERE followed_until > extract(epoch FROM clock_timestamp()) * 1000; ";
/// The channel of what is told.
pub(super) const CHANNEL: &str = "esia_sim";

/// The state of a realm: its generation and its revision.
pub(super) const STANDING: &str = "SELECT generation, revision FROM standing";

/// A statement that fails where another schema has taken the place of the one that was opened.
pub(super) fn only_in(generation: i64) -> String {
    // PostgreSQL has no plainer way to end a transaction by a condition in one statement.
    format!("SELECT 1 / CAST(generation = {generation} AS int) FROM standing")
}

/// The state that a transaction sees.
pub(super) fn revision(tx: &impl Statements) -> Result<Revision, StoreError> {
    let read =
        tx.one(STANDING, &[], |row| Ok(Revision { generation: row.get(0)?, settings: row.get(1)? }))?;
    read.ok_or(StoreError::Closed)
}

/// The generation that a transaction sees; nothing where there are no tables, or those of a program that knew no nodes.
pub(super) fn generation(tx: &impl Statements) -> Result<Option<i64>, StoreError> {
    if has_table(tx, "standing")? { Ok(Some(revision(tx)?.generation)) } else { Ok(None) }
}

/// Whether the schema of a transaction is there and has a table.
pub(super) fn has_table(tx: &impl Statements, table: &str) -> Result<bool, StoreError> {
    let is_there = "SELECT CAST(to_regclass(?1) IS NOT NULL AS int)::bigint";
    Ok(tx.one(is_there, &[&table], |row| row.get::<i64>(0))? == Some(1))
}
