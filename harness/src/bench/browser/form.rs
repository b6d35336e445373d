//! Owns forms: their fields and buttons, and what is sent when a button is pressed.

use reqwest::Url;

use crate::bench::words::is_called;

/// A form of a page.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it is sent.
    pub action: Url,
    /// `get` or `post`.
    pub method: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// The buttons that send it.
    pub buttons: Vec<Button>,
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// The words beside it.
    pub label: String,
    /// The words over the group it belongs to.
    pub group: String,
    /// What kind of field it is.
    pub kind: Kind,
    /// What it holds.
    pub value: String,
    /// Whether it is sent: boxes and circles only when ticked.
    pub on: bool,
    /// What can be chosen: value and words.
    pub options: Vec<(String, String)>,
    /// Which of the page's [`PLACES`](crate::bench::browser::page::PLACES) it is.
    pub(crate) place: usize,
}

/// A kind of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line or several.
    Text,
    /// One line that shows dots.
    Password,
    /// Not seen.
    Hidden,
    /// Ticked or not.
    Checkbox,
    /// One of several.
    Radio,
    /// One of a list.
    Select,
}

/// A button that sends a form.
#[derive(Debug, Clone)]
pub struct Button {
    /// The words on it.
    pub text: String,
    /// Its own name on the wire, if any.
    pub name: Option<String>,
    /// What it sends under that name.
    pub value: String,
    /// Which of the page's [`PLACES`](crate::bench::browser::page::PLACES) it is.
    pub(crate) place: usize,
}

/// Why a field cannot be filled in like that.
#[derive(Debug, PartialEq, Eq)]
pub enum FillError {
    /// Nothing to choose has these words.
    NoSuchChoice(Vec<String>),
}

impl Field {
    /// The words by which a person knows the field: a circle by those of its group.
    pub(crate) fn words(&self) -> &str {
        if self.kind == Kind::Radio { &self.group } else { &self.label }
    }

    /// Whether a person or a program would call the field that.
    pub(crate) fn is_called(&self, key: &str) -> bool {
        self.name == key || (self.kind != Kind::Hidden && is_called(self.words(), key))
    }
}

impl Form {
    /// Whether the form has a field of that name or label.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.is_called(key))
    }

    /// Types into a field, ticks a box (any text but an empty one), or chooses from a list by value or words.
    pub(crate) fn fill(&mut self, key: &str, value: &str) -> Result<(), FillError> {
        let mut choices = Vec::new();
        let mut chosen = false;
        for field in self.fields.iter_mut().filter(|field| field.is_called(key)) {
            match field.kind {
                Kind::Text | Kind::Password | Kind::Hidden => {
                    value.clone_into(&mut field.value);
                    return Ok(());
                }
                Kind::Checkbox => {
                    field.on = !value.is_empty();
                    return Ok(());
                }
                Kind::Radio => {
                    field.on = field.value == value || is_called(&field.label, value);
                    chosen |= field.on;
                    choices.push(field.value.clone());
                }
                Kind::Select => {
                    let wanted = field.options.iter().find(|(own, words)| own == value || words == value);
                    if let Some((own, _)) = wanted {
                        field.value.clone_from(own);
                        return Ok(());
                    }
                    choices.extend(field.options.iter().map(|(own, _)| own.clone()));
                }
            }
        }
        if chosen { Ok(()) } else { Err(FillError::NoSuchChoice(choices)) }
    }

    /// What goes over the wire when `button` is pressed.
    pub(crate) fn sent(&self, button: &Button) -> Vec<(String, String)> {
        let on = self.fields.iter().filter(|field| field.on && !field.name.is_empty());
        let mut sent: Vec<_> = on.map(|field| (field.name.clone(), field.value.clone())).collect();
        if let Some(name) = &button.name {
            sent.push((name.clone(), button.value.clone()));
        }
        sent
    }
}
