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
