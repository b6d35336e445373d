//! How fields of an organisation are read.

use std::str::FromStr;

use crate::app::people::fault::{FieldFault, fault};

/// Reads a text.
pub(super) fn text<T>(field: &str, text: &str) -> Result<T, FieldFault>
where
    T: FromStr,
    T::Err: ToString,
{
    text.parse().map_err(|why: T::Err| fault(field, why))
}

/// The given value, or the one that stands.
pub(super) fn or_kept<T>(field: &str, given: Option<&String>, kept: T) -> Result<T, FieldFault>
where
    T: FromStr,
    T::Err: ToString,
{
    given.map_or(Ok(kept), |given| text(field, given))
}

/// The given value, none for an empty text, or the one that stands.
pub(super) fn or_none<T>(
    field: &str,
    given: Option<&String>,
    kept: Option<T>,
) -> Result<Option<T>, FieldFault>
where
    T: FromStr,
    T::Err: ToString,
{
    match given.map(|given| given.trim()) {
        None => Ok(kept),
        Some("") => Ok(None),
        Some(given) => text(field, given).map(Some),
    }
}
