//! Statements and rows: running one, reading one, taking a JSON body apart.

use rusqlite::{OptionalExtension, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::StoreError;
use crate::store::sqlite::Tx;

impl Tx<'_> {
    /// Runs a statement; tells how many rows it changed.
    pub(crate) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params))
            .map_err(|why| self.told(why))
    }

    /// The first row, when there is one.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|why| self.told(why))?;
        statement.query_row(params, read).optional().map_err(|why| self.told(why))
    }

    /// Every row.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|why| self.told(why))?;
        let rows = statement.query_map(params, read).map_err(|why| self.told(why))?;
        rows.collect::<Result<_, _>>().map_err(|why| self.told(why))
    }

    /// The body of the first row, when there is one.
    pub(crate) fn body<T: DeserializeOwned>(
        &self,
        table: &'static str,
        sql: &str,
        params: impl Params,
    ) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.one(sql, params, |row| row.get(0))?;
        text.map(|text| parse(table, &text)).transpose()
    }

    /// The bodies of every row.
    pub(crate) fn bodies<T: DeserializeOwned>(
        &self,
        table: &'static str,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<T>, StoreError> {
        let texts: Vec<String> = self.all(sql, params, |row| row.get(0))?;
        texts.iter().map(|text| parse(table, text)).collect()
    }
}

/// Reads a body through the domain's own parsers.
pub(crate) fn parse<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|why| StoreError::Corrupt { table, why: why.to_string() })
}

/// Writes a body.
pub(crate) fn body<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: domain values are plain and always serialise")
}
