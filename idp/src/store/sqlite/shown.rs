//! One body of a database file, readable: the file is only read, so that a server may have it open.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};

use crate::store::StoreError;
use crate::store::error::engine;
use crate::store::sqlite::{file, packed};

/// Why no body is shown.
#[derive(Debug, thiserror::Error)]
pub enum Unshown {
    /// The file cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No body is kept there.
    #[error("table {table} has no bodies; these have: {known}")]
    Table {
        /// What was asked for.
        table: String,
        /// What there is.
        known: String,
    },
    /// The key has another number of parts.
    #[error("a row of {table} is found by {parts}: give each as an argument of its own")]
    Key {
        /// The table.
        table: String,
        /// The columns of its key.
        parts: String,
    },
    /// The key belongs to no row.
    #[error("{table} has no row {key}")]
    Row {
        /// The table.
        table: String,
        /// What was asked for.
        key: String,
    },
    /// The body says nothing that can be read.
    #[error("the body of {table} {key} is corrupt: {why}")]
    Corrupt {
        /// The table.
        table: String,
        /// Whose body it is.
        key: String,
        /// What is wrong.
        why: String,
    },
}

/// A table with bodies.
struct Shelf {
    table: String,
    column: String,
    key: Vec<String>,
}

/// The body of a row, as JSON with a line for each member.
///
/// # Errors
/// The file is none of ours, or has no such row; or the body is corrupt.
pub fn shown(path: &Path, table: &str, key: &[String]) -> Result<String, Unshown> {
    let connection = file::open_to_read(path)?;
    let told = |why: rusqlite::Error| Unshown::Store(file::told(path, engine(why)));
    let shelves = shelves(&connection).map_err(told)?;
    let Some(Shelf { column, key: parts, .. }) = shelves.iter().find(|shelf| shelf.table == table) else {
        let known = shelves.iter().map(|shelf| shelf.table.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Unshown::Table { table: table.to_owned(), known });
    };
    if parts.len() != key.len() {
        return Err(Unshown::Key { table: table.to_owned(), parts: parts.join(" and ") });
    }
    let places: Vec<_> = (1..).zip(parts).map(|(place, part)| format!("{part} = ?{place}")).collect();
    // The names are those of the schema.
    let sql = format!("SELECT {column} FROM {table} WHERE {}", places.join(" AND "));
    let mut statement = connection.prepare(&sql).map_err(told)?;
    let mut rows = statement.query(params_from_iter(key)).map_err(told)?;
    let (table, key) = (table.to_owned(), key.join(" "));
    let Some(row) = rows.next().map_err(told)? else { return Err(Unshown::Row { table, key }) };
    readable(row.get_ref(0).map_err(told)?).map_err(|why| Unshown::Corrupt { table, key, why })
}

fn readable(body: ValueRef<'_>) -> Result<String, String> {
    let spread = |json: &[u8]| {
        let value: serde_json::Value = serde_json::from_slice(json).map_err(|why| why.to_string())?;
        serde_json::to_string_pretty(&value).map_err(|why| why.to_string())
    };
    match body {
        ValueRef::Text(json) => spread(json),
        ValueRef::Blob(body) => packed::unpack(body, |json| spread(json.map_err(|why| why.to_string())?)),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => Err("it is no text".to_owned()),
    }
}

/// The tables that have bodies, with the columns of their keys.
fn shelves(connection: &Connection) -> rusqlite::Result<Vec<Shelf>> {
    let sql = "SELECT tables.name, columns.name FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
         WHERE tables.schema = 'main' AND columns.name IN ('body', 'event') ORDER BY tables.name";
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let shelves = found.map(|found| {
        let (table, column): (String, String) = found?;
        let sql = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
        let key = connection
            .prepare_cached(sql)?
            .query_map([&table], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(Shelf { table, column, key })
    });
    shelves.collect()
}
