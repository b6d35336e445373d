//! Owns the writing of a table into a document, and the comparison with the one that is kept.

/// The first line of every document made by tests.
const MADE: &str =
    "<!-- Made by the tests, by doing all of it: `make golden` rewrites it; do not edit. -->\n\n";

/// A document of tables.
pub(crate) struct Page {
    text: String,
}

impl Page {
    pub(crate) fn new(title: &str, about: &str) -> Self {
        Self { text: format!("{MADE}# {title}\n\n{about}\n") }
    }

    /// Begins a table under a heading.
    pub(crate) fn table(&mut self, heading: &str, about: &str, columns: &[&str]) {
        let about = if about.is_empty() { String::new() } else { format!("{about}\n\n") };
        let line = columns.iter().map(|_| "---").collect::<Vec<_>>().join("|");
        self.text += &format!("\n## {heading}\n\n{about}| {} |\n|{line}|\n", columns.join(" | "));
    }

    pub(crate) fn row(&mut self, cells: &[&str]) {
        self.text += &format!("| {} |\n", cells.join(" | "));
    }

    /// Compares the document with the one that is kept; `UPDATE=1` writes it instead.
    pub(crate) fn compare(&self, name: &str) {
        crate::source::compare(name, &self.text);
    }
}
