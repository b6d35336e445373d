//! A field of an organisation that does not hold what it should, and how fields are read.

use std::str::FromStr;

use crate::app::people::PersonFault;

/// A field that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {expected}")]
pub struct OrganisationFault {
    /// The field.
    pub field: String,
    /// What was expected.
    pub expected: String,
}

impl OrganisationFault {
    /// The same fault of a field that stands in another one.
    pub(super) fn within(self, whole: &str) -> Self {
        Self { field: format!("{whole}.{}", self.field), ..self }
    }
}

impl From<PersonFault> for OrganisationFault {
    fn from(fault: PersonFault) -> Self {
        Self { field: fault.field, expected: fault.expected }
    }
}

/// Reads the entries of a list; a fault names the place of its entry.
pub(super) fn each<F, T>(
    list: &str,
    forms: &[F],
    mut read: impl FnMut(&F) -> Result<T, OrganisationFault>,
) -> Result<Vec<T>, OrganisationFault> {
    let placed = |(index, form)| read(form).map_err(|fault| fault.within(&format!("{list}[{index}]")));
    forms.iter().enumerate().map(placed).collect()
}

/// Reads a text.
pub(super) fn text<T>(field: &str, text: &str) -> Result<T, OrganisationFault>
where
    T: FromStr,
    T::Err: ToString,
{
    text.parse().map_err(|why: T::Err| fault(field, why))
}

/// A field that was to hold something else.
pub(super) fn fault(field: &str, expected: impl ToString) -> OrganisationFault {
    OrganisationFault { field: field.to_owned(), expected: expected.to_string() }
}

/// The given value, or the one that stands.
pub(super) fn or_kept<T>(field: &str, given: Option<&String>, kept: T) -> Result<T, OrganisationFault>
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
) -> Result<Option<T>, OrganisationFault>
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
