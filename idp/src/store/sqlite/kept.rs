//! A whole database as rows, and rows as a whole database.

use std::borrow::Cow;

use rusqlite::types::{Value as Cell, ValueRef};
use rusqlite::{Connection, Transaction, params_from_iter};
use serde_json::Value;

use crate::store::StoreError;
use crate::store::error::engine;
use crate::store::kept::{Kept, Row, Unfilled};
use crate::store::sqlite::migrate::{STEPS, migrate, migrate_to};
use crate::store::sqlite::packed;

/// Columns whose text is JSON: told as what it says, so that people and programs can read and compare it.
const JSON_COLUMNS: [&str; 2] = ["body", "event"];

/// A column of a table.
struct Column {
    name: String,
    /// Whether bodies stand packed in it.
    is_packed: bool,
}

/// Every row but those of the collections that are left out.
///
/// # Errors
/// SQLite failed, or a row is corrupt.
pub(super) fn export(connection: &Connection, but: &[&str]) -> Result<Kept, StoreError> {
    let tables = tables(connection).map_err(engine)?;
    let wanted = tables.into_iter().filter(|table| !but.contains(&table.as_str()));
    let rows = |table: String| Ok((table.clone(), rows(connection, &table)?));
    let collections = wanted.map(rows).collect::<Result<_, StoreError>>()?;
    Ok(Kept { version: STEPS.len(), collections })
}

/// Fills an empty database of this version's schema. Rows of an older form are brought to this one first.
///
/// # Errors
/// The rows do not fit; nothing was filled in then.
pub(super) fn fill(connection: &mut Connection, kept: &Kept) -> Result<(), Unfilled> {
    insert(connection, &*in_present_form(kept)?)
}

/// Rows in the form of this version, whichever engine they go to.
///
/// # Errors
/// The form is not known, or the rows do not fit it.
pub(crate) fn in_present_form(kept: &Kept) -> Result<Cow<'_, Kept>, Unfilled> {
    if kept.version == STEPS.len() {
        return Ok(Cow::Borrowed(kept));
    }
    if kept.version == 0 || kept.version > STEPS.len() {
        let newest = STEPS.len();
        return Err(Unfilled::Unsound(format!(
            "version {} is not known: expected 1 to {newest}",
            kept.version
        )));
    }
    let mut before = Connection::open_in_memory().map_err(engine)?;
    migrate_to(&mut before, kept.version)?;
    insert(&mut before, kept)?;
    migrate(&mut before)?;
    Ok(Cow::Owned(export(&before, &[])?))
}

fn insert(connection: &mut Connection, kept: &Kept) -> Result<(), Unfilled> {
    let known = tables(connection).map_err(engine)?;
    let tx = connection.transaction().map_err(engine)?;
    // Rows come by collection, and what a row refers to may come later.
    tx.pragma_update(None, "defer_foreign_keys", true).map_err(engine)?;
    for (table, rows) in &kept.collections {
        if !known.contains(table) {
            return Err(Unfilled::unknown(table));
        }
        let columns = columns(&tx, table).map_err(engine)?;
        for (number, row) in (1..).zip(rows) {
            put(&tx, table, &columns, row).map_err(|why| Unfilled::row(table, number, &why))?;
        }
    }
    tx.commit().map_err(Unfilled::dangling)
}

fn put(tx: &Transaction<'_>, table: &str, columns: &[Column], row: &Row) -> Result<(), String> {
    let cells = row.iter().map(|(name, value)| {
        let column = columns.iter().find(|column| column.name == *name);
        let column = column.ok_or_else(|| format!("no value is called {name:?}"))?;
        let cell = cell(value)?;
        Ok(match cell {
            Cell::Text(json) if column.is_packed => Cell::Blob(packed::pack(json.as_bytes())),
            cell => cell,
        })
    });
    let cells = cells.collect::<Result<Vec<_>, String>>()?;
    let names: Vec<_> = row.keys().map(String::as_str).collect();
    let places = vec!["?"; names.len()].join(", ");
    // The names are those of the schema.
    let sql = format!("INSERT INTO {table} ({}) VALUES ({places})", names.join(", "));
    let mut statement = tx.prepare_cached(&sql).map_err(|why| why.to_string())?;
    statement.execute(params_from_iter(cells)).map(|_| ()).map_err(|why| why.to_string())
}

fn cell(value: &Value) -> Result<Cell, String> {
    match value {
        Value::Null => Ok(Cell::Null),
        Value::Number(number) => {
            number.as_i64().map(Cell::Integer).ok_or_else(|| format!("{number} is no whole number"))
        }
        Value::String(text) => Ok(Cell::Text(text.clone())),
        Value::Object(_) | Value::Array(_) => Ok(Cell::Text(value.to_string())),
        Value::Bool(_) => Err("expected a number, a text or an object".to_owned()),
    }
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Column>> {
    connection
        .prepare("SELECT name, type = 'ANY' FROM pragma_table_info(?1)")?
        .query_map([table], |row| Ok(Column { name: row.get(0)?, is_packed: row.get(1)? }))?
        .collect()
}

fn rows(connection: &Connection, table: &str) -> Result<Vec<Row>, StoreError> {
    let columns = columns(connection, table).map_err(engine)?;
    let order: Vec<_> = (1..=columns.len()).map(|place| place.to_string()).collect();
    let sql = format!("SELECT * FROM {table} ORDER BY {}", order.join(", "));
    let mut statement = connection.prepare(&sql).map_err(engine)?;
    let mut read = statement.query([]).map_err(engine)?;
    let mut rows = Vec::new();
    while let Some(row) = read.next().map_err(engine)? {
        let mut told = Row::new();
        for (place, Column { name, .. }) in columns.iter().enumerate() {
            if let Some(value) = value(name, row.get_ref(place).map_err(engine)?)? {
                told.insert(name.clone(), value);
            }
        }
        rows.push(told);
    }
    Ok(rows)
}

fn value(column: &str, cell: ValueRef<'_>) -> Result<Option<Value>, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "world", why };
    match cell {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(number) => Ok(Some(number.into())),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|why| corrupt(why.to_string()))?;
            let is_json = JSON_COLUMNS.contains(&column);
            let told = if is_json { serde_json::from_str(text) } else { Ok(Value::from(text)) };
            told.map(Some).map_err(|why| corrupt(format!("{column}: {why}")))
        }
        ValueRef::Blob(body) => packed::unpack(body, |json| {
            let json = json.map_err(|why| corrupt(format!("{column}: {why}")))?;
            serde_json::from_slice(json).map(Some).map_err(|why| corrupt(format!("{column}: {why}")))
        }),
        ValueRef::Real(_) => Err(corrupt(format!("{column} is neither a number nor a text"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_version(version: usize) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_to(&mut connection, version).unwrap();
        connection
    }

    #[test]
    fn what_an_older_version_told_is_brought_to_this_ones_form() {
        let older = of_version(3);
        let sql = "INSERT INTO journal (seq, body) VALUES (7, '{\"path\":\"/x\"}')";
        older.execute_batch(sql).unwrap();
        let kept = Kept { version: 3, ..export(&older, &[]).unwrap() };
        let mut now = of_version(STEPS.len());
        fill(&mut now, &kept).unwrap();
        let told = export(&now, &[]).unwrap();
        let row = serde_json::json!([{"seq": 7, "body": {"path": "/x"}, "bytes_total": 13}]);
        assert_eq!(serde_json::to_value(&told.collections["journal"]).unwrap(), row);
    }

    #[test]
    fn rows_that_do_not_fit_are_told_and_leave_nothing() {
        let row = |table: &str, row: Value| {
            let rows = serde_json::from_value(serde_json::json!({ table: [row] })).unwrap();
            Kept { version: STEPS.len(), collections: rows }
        };
        let wrong = [
            (row("nothing", serde_json::json!({})), "no collection"),
            (row("journal", serde_json::json!({"x; --": 1})), "no value"),
            (row("journal", serde_json::json!({"seq": 1})), "NOT NULL"),
            (row("journal", serde_json::json!({"seq": true, "body": {}})), "expected"),
            (row("credentials", serde_json::json!({"oid": 1, "body": {}})), "not there"),
            (Kept { version: STEPS.len() + 1, ..row("journal", serde_json::json!({})) }, "not known"),
        ];
        for (kept, part) in wrong {
            let mut connection = of_version(STEPS.len());
            let told = fill(&mut connection, &kept).unwrap_err().to_string();
            assert!(told.contains(part), "{told}");
            assert!(export(&connection, &[]).unwrap().collections.values().all(Vec::is_empty), "{told}");
        }
    }
}
