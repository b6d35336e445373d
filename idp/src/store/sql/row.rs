//! Rows: reading one, taking a JSON body apart.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::StoreError;
use crate::store::sql::value::Body;

/// The columns of a row, as an engine gives them.
pub(crate) trait Columns {
    /// The whole number at a place, or none.
    fn int(&self, place: usize) -> Result<Option<i64>, StoreError>;

    /// The text at a place, JSON included, or none.
    fn text(&self, place: usize) -> Result<Option<String>, StoreError>;
}

/// A row that was found.
pub(crate) struct Row<'r>(pub(crate) &'r dyn Columns);

impl Row<'_> {
    /// What stands at a place.
    pub(crate) fn get<T: Column>(&self, place: usize) -> Result<T, StoreError> {
        T::read(self.0, place)
    }
}

/// What can stand in a column.
pub(crate) trait Column: Sized {
    /// Reads it.
    fn read(columns: &dyn Columns, place: usize) -> Result<Self, StoreError>;
}

impl Column for Option<i64> {
    fn read(columns: &dyn Columns, place: usize) -> Result<Self, StoreError> {
        columns.int(place)
    }
}

impl Column for Option<String> {
    fn read(columns: &dyn Columns, place: usize) -> Result<Self, StoreError> {
        columns.text(place)
    }
}

impl Column for i64 {
    fn read(columns: &dyn Columns, place: usize) -> Result<Self, StoreError> {
        columns.int(place)?.ok_or_else(|| empty(place))
    }
}

impl Column for String {
    fn read(columns: &dyn Columns, place: usize) -> Result<Self, StoreError> {
        columns.text(place)?.ok_or_else(|| empty(place))
    }
}

/// A column that is never empty is.
fn empty(place: usize) -> StoreError {
    StoreError::Corrupt { table: "world", why: format!("column {} is empty", place + 1) }
}

/// Reads a body through the domain's own parsers.
pub(crate) fn parse<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|why| StoreError::Corrupt { table, why: why.to_string() })
}

/// Writes a body.
pub(crate) fn body<T: Serialize>(value: &T) -> Body {
    Body(serde_json::to_string(value).expect("invariant: domain values are plain and always serialise"))
}
