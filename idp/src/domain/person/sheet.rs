//! The sheet of a person as forms have it: which fields there are, what is wrong with what was typed, and the name that all
//! forms read alike.
//!
//! **Invariant:** a form tells every field that does not hold what it should, each by [`Field`], never by a text.

mod field;

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

pub use field::Field;

use crate::domain::person::{FullName, NamePart};

/// A field of a form that does not hold what it should.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Which.
    pub field: Field,
    /// What was typed into it.
    pub typed: String,
    /// What was expected, in English.
    pub expected: String,
}

/// Gathers the errors of a form while it is read.
#[derive(Default)]
pub(crate) struct FieldErrors(Vec<FieldError>);

/// «Фамилия», «Имя» and «Отчество (если есть)», as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NameForm {
    /// «Фамилия».
    pub last_name: String,
    /// «Имя».
    pub first_name: String,
    /// «Отчество (если есть)».
    pub middle_name: String,
}

impl FieldError {
    /// A field that was left empty although it must not be.
    pub fn missing(field: Field, expected: &str) -> Self {
        Self { field, typed: String::new(), expected: expected.to_owned() }
    }

    /// All of them in one line, for the journal.
    pub fn listed(errors: &[Self]) -> String {
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.field.name(), self.expected)
    }
}

impl fmt::Debug for FieldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FieldError({self})")
    }
}

impl FieldErrors {
    /// The value of a field; an error when it cannot be read.
    pub(crate) fn read<T>(&mut self, field: Field, typed: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: ToString,
    {
        self.take(field, typed, typed.parse())
    }

    /// The value of a field that may stay empty.
    pub(crate) fn read_optional<T>(&mut self, field: Field, typed: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: ToString,
    {
        match typed.trim() {
            "" => None,
            typed => self.read(field, typed),
        }
    }

    /// The value that a field's text was read as, where more than the text decides.
    pub(crate) fn take<T, E: ToString>(
        &mut self,
        field: Field,
        typed: &str,
        read: Result<T, E>,
    ) -> Option<T> {
        read.map_err(|error| self.add(field, typed, error.to_string())).ok()
    }

    /// One error more.
    pub(crate) fn add(&mut self, field: Field, typed: &str, expected: String) {
        self.0.push(FieldError { field, typed: typed.to_owned(), expected });
    }

    /// What the form holds, when every field does.
    pub(crate) fn finish<T>(self, read: Option<T>) -> Result<T, Vec<FieldError>> {
        read.filter(|_| self.0.is_empty()).ok_or(self.0)
    }
}

impl NameForm {
    /// The form as a name that is known would fill it in.
    pub fn of(name: &FullName) -> Self {
        Self {
            last_name: name.last.to_string(),
            first_name: name.first.to_string(),
            middle_name: name.middle.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// The name.
    pub(crate) fn read(&self, errors: &mut FieldErrors) -> Option<FullName> {
        let last = errors.read::<NamePart>(Field::LastName, &self.last_name);
        let first = errors.read::<NamePart>(Field::FirstName, &self.first_name);
        let middle = errors.read_optional::<NamePart>(Field::MiddleName, &self.middle_name);
        Some(FullName { last: last?, first: first?, middle })
    }
}
