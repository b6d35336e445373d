//! The link in a letter that proves an e-mail address in place of the code beside it.

use serde::{Deserialize, Serialize};

/// The link in a letter that proves an e-mail address. It lives as long as what it belongs to; ours.
// SIM: sources differ whether a code or a link goes to an e-mail address (letter S003 and manuals); both do here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLink {
    key: String,
    url: String,
}

impl MailLink {
    /// The link to a page, named with its other parameters, with a key nobody else knows.
    pub fn new(page: &str, key: &str) -> Self {
        Self { key: key.to_owned(), url: format!("{page}&key={key}") }
    }

    /// Whether this is the link's key.
    pub fn has_key(&self, key: &str) -> bool {
        self.key == key
    }

    /// The sentence that offers the link beside a code.
    pub fn offered(&self) -> String {
        format!(" Или перейдите по ссылке: {}", self.url)
    }
}

impl std::fmt::Debug for MailLink {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("MailLink(***)")
    }
}
