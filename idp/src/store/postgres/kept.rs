//! A whole schema as rows, rows as a whole schema, and a schema as a copy of another.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::store::StoreError;
use crate::store::kept::{Kept, Row, Unfilled};
use crate::store::postgres::dialect::json_without_nul;
use crate::store::postgres::place::Place;
use crate::store::postgres::standing::TABLES;
use crate::store::sql::Statements;
use crate::store::sqlite;

/// The columns of every table, in order: `rowid` is the engine's own, some tables are the nodes'.
const COLUMNS: &str = "SELECT class.relname, attribute.attname, format_type(attribute.atttypid, NULL)
    FROM pg_class AS class JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
    WHERE class.relkind = 'r' AND class.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?1)
      AND attribute.attnum > 0 AND NOT attribute.attisdropped
    ORDER BY class.relname, attribute.attnum";
const ROWID: &str = "rowid";

/// A column.
struct Column {
    name: String,
    kind: String,
}

impl Column {
    fn is_json(&self) -> bool {
        self.kind == "json"
    }
}

fn tables(tx: &impl Statements, schema: &str) -> Result<BTreeMap<String, Vec<Column>>, StoreError> {
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    let each = tx.all(COLUMNS, &[&schema], |row| {
        Ok((row.get::<String>(0)?, Column { name: row.get(1)?, kind: row.get(2)? }))
    })?;
    for (table, column) in each.into_iter().filter(|(table, _)| !TABLES.contains(&table.as_str())) {
        tables.entry(table).or_default().push(column);
    }
    Ok(tables)
}

fn names<'c>(columns: impl Iterator<Item = &'c Column>) -> String {
    columns.map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Every row but those of the collections that are left out.
///
/// # Errors
/// The database failed, or a row is corrupt.
pub(super) fn export(tx: &impl Statements, schema: &str, but: &[&str]) -> Result<Kept, StoreError> {
    let wanted = tables(tx, schema)?.into_iter().filter(|(table, _)| !but.contains(&table.as_str()));
    let each = wanted.map(|(table, columns)| {
        let columns: Vec<_> = columns.into_iter().filter(|column| column.name != ROWID).collect();
        let rows = rows(tx, &table, &columns)?;
        Ok((table, rows))
    });
    Ok(Kept { version: sqlite::FORM, collections: each.collect::<Result<_, StoreError>>()? })
}

fn rows(tx: &impl Statements, table: &str, columns: &[Column]) -> Result<Vec<Row>, StoreError> {
    let order = names(columns.iter().filter(|column| !column.is_json()));
    let sql = format!("SELECT {} FROM {table} ORDER BY {order}", names(columns.iter()));
    tx.all(&sql, &[], |row| {
        let mut told = Row::new();
        for (place, column) in columns.iter().enumerate() {
            let value = match column.kind.as_str() {
                "bigint" => row.get::<Option<i64>>(place)?.map(Value::from),
                "json" => row.get::<Option<String>>(place)?.map(|text| json(&text)).transpose()?,
                _ => row.get::<Option<String>>(place)?.map(Value::from),
            };
            told.extend(value.map(|value| (column.name.clone(), value)));
        }
        Ok(told)
    })
}

fn json(text: &str) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|why| StoreError::Corrupt { table: "world", why: why.to_string() })
}

/// Fills an empty schema. Rows of an older form are brought to this one first.
///
/// # Errors
/// The rows do not fit; nothing was filled in then.
pub(super) fn fill(tx: &impl Statements, schema: &str, kept: &Kept) -> Result<(), Unfilled> {
    let kept = sqlite::in_present_form(kept)?;
    let known = tables(tx, schema)?;
    // Rows come by collection, and what a row refers to may come later.
    tx.execute("SET CONSTRAINTS ALL DEFERRED", &[])?;
    for (table, rows) in &kept.collections {
        let columns = known.get(table).ok_or_else(|| Unfilled::unknown(table))?;
        put(tx, table, columns, rows)?;
    }
    tx.execute("SET CONSTRAINTS ALL IMMEDIATE", &[]).map_err(Unfilled::dangling)?;
    Ok(())
}

/// All rows of a collection in one statement: the database takes them apart.
fn put(tx: &impl Statements, table: &str, columns: &[Column], rows: &[Row]) -> Result<(), Unfilled> {
    for (number, row) in (1..).zip(rows) {
        let is_known = |name: &String| name != ROWID && columns.iter().any(|column| column.name == *name);
        if let Some(foreign) = row.keys().find(|name| !is_known(name)) {
            return Err(Unfilled::row(table, number, &format!("no value is called {foreign:?}")));
        }
        if row.values().any(Value::is_boolean) {
            return Err(Unfilled::row(table, number, "expected a number, a text or an object"));
        }
    }
    let given = columns.iter().filter(|column| rows.iter().any(|row| row.contains_key(&column.name)));
    let (given, mut places) = (names(given), String::new());
    if columns.iter().any(|column| column.name == ROWID) {
        places.push_str(", row_number() OVER ()");
    }
    if rows.is_empty() || given.is_empty() {
        return Ok(());
    }
    let rowid = if places.is_empty() { "" } else { ", rowid" };
    let sql = format!(
        "INSERT INTO {table} ({given}{rowid}) SELECT {given}{places} FROM json_populate_recordset(NULL::{table}, CAST(?1 AS json))"
    );
    let text = serde_json::to_string(rows).map_err(|why| Unfilled::row(table, 1, &why.to_string()))?;
    match tx.execute(&sql, &[&json_without_nul(&text)]) {
        Ok(_) => Ok(()),
        Err(StoreError::Engine(why)) => {
            let told = std::iter::successors(Some(&*why as &dyn std::error::Error), |why| why.source());
            let why = told.map(ToString::to_string).collect::<Vec<_>>().join(": ");
            Err(Unfilled::Unsound(format!("rows of {table}: {why}")))
        }
        Err(why) => Err(why.into()),
    }
}

/// Copies every table of another schema of this version, as it stands at one moment between two writers.
///
/// # Errors
/// The database failed; nothing was copied then.
pub(super) fn copy(tx: &impl Statements, schema: &str, origin: &Place) -> Result<(), StoreError> {
    tx.all("SELECT 1 FROM pg_advisory_xact_lock(?1)", &[&origin.lock], |_| Ok(()))?;
    tx.execute("SET CONSTRAINTS ALL DEFERRED", &[])?;
    for (table, columns) in tables(tx, schema)? {
        let (columns, from) = (names(columns.iter()), &origin.schema);
        let sql = format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM \"{from}\".{table}");
        tx.execute(&sql, &[])?;
    }
    Ok(())
}
