//! Bringing a schema to this version: numbered steps, all that are missing in one transaction.

use crate::store::StoreError;
use crate::store::postgres::pool::Pool;

/// The steps, oldest first. A step that has shipped never changes; a new need is a new step, and one of SQLite's beside it.
const STEPS: &[&str] = &[
    include_str!("schema/0001_world.sql"),
    include_str!("schema/0002_imports.sql"),
    include_str!("schema/0003_messenger.sql"),
    include_str!("schema/0004_searched_columns.sql"),
    include_str!("schema/0005_nodes.sql"),
    include_str!("schema/0006_populations.sql"),
];

/// How many there are.
pub(super) const VERSION: usize = STEPS.len();

/// The steps that a schema has not seen, as statements that run within it.
///
/// # Errors
/// A newer version of the program made it.
pub(super) fn missing(pool: &Pool, schema: &str, seen: usize) -> Result<String, StoreError> {
    if seen > VERSION {
        let why = format!("the schema {schema} has version {seen}, newer than this program's {VERSION}");
        return Err(pool.unavailable(why, "use the newer program, or name another database with --store"));
    }
    Ok(STEPS[seen..].join("\n"))
}
