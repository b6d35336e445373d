//! Everything that a realm keeps, in a form that belongs to no engine: rows of named values, by collection.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::store::StoreError;

/// A row: values by name; what is absent is left out.
pub type Row = Map<String, Value>;

/// Everything that a realm keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Which form the collections have: the number of the last step that changed it.
    pub version: usize,
    /// The rows of each collection, in the order of their keys.
    pub collections: BTreeMap<String, Vec<Row>>,
}

/// Why a store cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum Unfilled {
    /// What was to be kept does not go together.
    #[error("{0}")]
    Unsound(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Unfilled {
    /// A collection that no store has.
    pub(crate) fn unknown(collection: &str) -> Self {
        Self::Unsound(format!("no collection is called {collection:?}"))
    }

    /// A row that does not fit its collection; the first has the number 1.
    pub(crate) fn row(collection: &str, number: usize, why: &str) -> Self {
        Self::Unsound(format!("row {number} of {collection}: {why}"))
    }

    /// Rows whose neighbours are not there.
    pub(crate) fn dangling(why: impl std::fmt::Display) -> Self {
        Self::Unsound(format!("rows refer to rows that are not there: {why}"))
    }
}
