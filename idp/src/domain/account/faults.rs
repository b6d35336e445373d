//! The faults of a form, gathered so that all are told at once.

/// A field of the form that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationFault {
    /// The field's name.
    pub field: &'static str,
    /// What was expected, in English.
    pub expected: String,
}

/// Gathers the faults of a form while it is read.
#[derive(Default)]
pub(crate) struct Faults(Vec<ApplicationFault>);

impl Faults {
    /// The value of a field; a fault when it could not be read.
    pub(crate) fn take<T, E: ToString>(&mut self, field: &'static str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// The value of a field that may stay empty.
    pub(crate) fn take_optional<T, E: ToString>(
        &mut self,
        field: &'static str,
        text: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match text.trim() {
            "" => None,
            text => self.take(field, read(text)),
        }
    }

    /// One fault more.
    pub(crate) fn add(&mut self, field: &'static str, expected: String) {
        self.0.push(ApplicationFault { field, expected });
    }

    /// Whether every field holds what it should.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub(crate) fn told(self) -> Vec<ApplicationFault> {
        self.0
    }
}
