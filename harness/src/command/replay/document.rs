//! Owns how a capsule or a report is read: a file of JSON, of which the needed part is taken.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::command::failure::Failure;

/// Reads a file of JSON; what it lacks is named with the file.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let named = |error: &dyn std::fmt::Display| Failure::Usage(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| named(&error))?;
    serde_json::from_str(&text).map_err(|error| named(&error))
}
