//! What was wrong with a form, and the choices a form offers.

/// One thing wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The form field's name; empty when the form as a whole is refused.
    pub field: String,
    /// What to tell the person, a sentence in Russian.
    pub message: String,
}

/// Everything wrong with a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// A form nobody has sent yet, or one without faults.
    pub fn none() -> Self {
        Self::default()
    }

    /// One fault of one field.
    pub fn one(field: &str, message: &str) -> Self {
        Self::none().and(field, message)
    }

    /// A refusal of the form as a whole.
    pub fn whole(message: &str) -> Self {
        Self::one("", message)
    }

    /// These faults and one more.
    #[must_use]
    pub fn and(mut self, field: &str, message: &str) -> Self {
        self.0.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        self
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every fault, for the summary above the form.
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }

    /// The faults of a field as one text, shown beside it.
    pub fn of(&self, field: &str) -> Option<String> {
        let messages = self.0.iter().filter(|error| error.field == field);
        messages.map(|error| error.message.clone()).reduce(|all, next| format!("{all}. {next}"))
    }
}

impl From<Vec<FieldError>> for Errors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

/// One option of a list or of a group of radio buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl Choice {
    /// The options of a table of values and labels, with one of them chosen.
    pub fn list(table: &[(&str, &str)], chosen: &str) -> Vec<Self> {
        let option = |&(value, label): &(&str, &str)| Self {
            value: value.to_owned(),
            label: label.to_owned(),
            chosen: value == chosen,
        };
        table.iter().map(option).collect()
    }
}
