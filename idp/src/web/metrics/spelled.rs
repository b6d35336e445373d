//! How figures are spelled.

use std::fmt::{Display, Write as _};

/// A text of figures, growing. Names and labels are our own words and hold nothing that would have to be escaped.
#[derive(Default)]
pub(super) struct Figures(String);

impl Figures {
    /// What a figure is.
    pub(super) fn head(&mut self, name: &str, kind: &str, about: &str) {
        // Writing to a text does not fail.
        let _ = write!(self.0, "# HELP {name} {about}\n# TYPE {name} {kind}\n");
    }

    /// One value of it.
    pub(super) fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<_> = labels.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let _ = match labels.as_slice() {
            [] => writeln!(self.0, "{name} {value}"),
            labels => writeln!(self.0, "{name}{{{}}} {value}", labels.join(",")),
        };
    }

    /// A figure of one value.
    pub(super) fn value(
        &mut self,
        name: &str,
        kind: &str,
        about: &str,
        labels: &[(&str, &str)],
        value: impl Display,
    ) {
        self.head(name, kind, about);
        self.line(name, labels, value);
    }

    /// The text.
    pub(super) fn text(self) -> String {
        self.0
    }
}
