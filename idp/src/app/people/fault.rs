//! A field of a person or an organisation that does not hold what it should, and how fields are read.

use std::str::FromStr;

use jiff::civil::Date;

use crate::app::Explained;
use crate::app::stop::control_refused;
use crate::domain::journal::Why;
use crate::domain::person::date;

/// A field that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {expected}")]
pub struct FieldFault {
    /// The field.
    pub field: String,
    /// What was expected.
    pub expected: String,
}

impl Explained for FieldFault {
    fn why(&self) -> Why {
        control_refused(&self.expected).with("field", &self.field)
    }
}

impl FieldFault {
    /// The fault, met when so many people were made and kept already.
    pub(crate) fn after(mut self, made: u32) -> Self {
        if made > 0 {
            self.expected.push_str(&format!("; the first {made} people were made and stay"));
        }
        self
    }

    /// The same fault of a field that stands in another one.
    pub(crate) fn within(mut self, whole: &str) -> Self {
        self.field = format!("{whole}.{}", self.field);
        self
    }
}

/// Reads a field, when it is given.
pub(crate) fn field<T>(name: &str, text: Option<&str>) -> Result<Option<T>, FieldFault>
where
    T: FromStr,
    T::Err: ToString,
{
    text.map(|text| text.parse().map_err(|error: T::Err| fault(name, error))).transpose()
}

/// Reads a day, when it is given.
pub(crate) fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, FieldFault> {
    text.map(date::parse).transpose().map_err(|why| fault(name, why))
}

/// Reads the entries of a list; a fault names the place of its entry.
pub(crate) fn each<F, T>(
    list: &str,
    forms: &[F],
    mut read: impl FnMut(&F) -> Result<T, FieldFault>,
) -> Result<Vec<T>, FieldFault> {
    let placed = |(index, form)| read(form).map_err(|fault| fault.within(&format!("{list}[{index}]")));
    forms.iter().enumerate().map(placed).collect()
}

/// A field that was to hold something else.
pub(crate) fn fault(name: &str, expected: impl ToString) -> FieldFault {
    FieldFault { field: name.to_owned(), expected: expected.to_string() }
}
