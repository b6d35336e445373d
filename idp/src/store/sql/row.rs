//! Rows: reading one, taking a body apart where it lies.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::StoreError;
use crate::store::sql::value::{Body, Json};

/// Takes the JSON of a body, or why it is none.
pub(crate) type BodyReader<'r> = dyn FnMut(Result<&[u8], String>) + 'r;

/// The columns of a row, as an engine gives them.
pub(crate) trait Columns {
    /// The whole number at a place, or none.
    fn int(&self, place: usize) -> Result<Option<i64>, StoreError>;

    /// The text at a place, JSON included, or none.
    fn text(&self, place: usize) -> Result<Option<String>, StoreError>;

    /// Lends the JSON of the body at a place, or why it is none; nothing is read of an empty place.
    fn body(&self, place: usize, read: &mut BodyReader<'_>) -> Result<(), StoreError>;
}

/// A row that was found.
pub(crate) struct Row<'r>(pub(crate) &'r dyn Columns);

impl Row<'_> {
    /// What stands at a place.
    pub(crate) fn get<T: Column>(&self, place: usize) -> Result<T, StoreError> {
        T::read(self.0, place)
    }

    /// The body at a place, through the domain's own parsers.
    pub(crate) fn body<T: DeserializeOwned>(
        &self,
        table: &'static str,
        place: usize,
    ) -> Result<T, StoreError> {
        let mut told = None;
        self.0.body(place, &mut |json| {
            let parsed = json.and_then(|json| serde_json::from_slice(json).map_err(|why| why.to_string()));
            told = Some(parsed.map_err(|why| StoreError::Corrupt { table, why }));
        })?;
        told.unwrap_or_else(|| Err(empty(place)))
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

/// Writes a body that statements look into, or that is one of few.
pub(crate) fn json<T: Serialize>(value: &T) -> Json {
    Json(text(value))
}

/// JSON that is written already.
pub(crate) fn json_text(text: String) -> Json {
    Json(text)
}

/// Writes a body that no statement looks into.
pub(crate) fn body<T: Serialize>(value: &T) -> Body {
    Body(text(value))
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: domain values are plain and always serialise")
}
