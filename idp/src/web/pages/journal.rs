//! The journal for testers: what was asked, what was answered, and why not.

use askama::Template;

use crate::web::pages::reasons::{Russian, russian};
use crate::web::pages::{Frame, Viewer};

#[cfg(test)]
mod samples;

/// Why a request was refused, or what it needed to be let through.
#[derive(Clone, PartialEq, Eq)]
pub struct Why {
    /// The reason's name.
    pub reason: String,
    /// What to change.
    pub fix: String,
    /// The strings that should have been signed, each with the order of its parts.
    pub signed: Vec<(String, String)>,
    /// Other names and values: the certificates, the clocks.
    pub facts: Vec<(String, String)>,
}

impl Why {
    /// The reason in Russian.
    fn told(&self) -> Option<Russian> {
        russian(&self.reason)
    }
}

/// One request.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// When, in the realm's time.
    pub at: String,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// `answered` or `refused`.
    pub outcome: &'static str,
    /// The relying party; empty when unknown.
    pub client: String,
    /// The person; empty when unknown.
    pub person: String,
    /// The error's code; empty when there was none.
    pub error: String,
    /// Why.
    pub why: Option<Why>,
}

/// A parameter as the provider read it.
#[derive(Clone, PartialEq, Eq)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// Its value, decoded once.
    pub text: String,
    /// Where it stood.
    pub place: &'static str,
}

/// What went over the wire, with what is secret or personal left out.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The request as HTTP writes it.
    pub request: String,
    /// The parameters of its query and its form.
    pub values: Vec<Value>,
    /// The answer as HTTP writes it.
    pub answer: String,
    /// The request as a command.
    pub curl: String,
}

/// Which requests the page lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this relying party, when not empty.
    pub client: String,
    /// Only this error, when not empty.
    pub code: String,
    /// Only this outcome, when not empty.
    pub outcome: String,
}

impl Filter {
    /// Values of the outcome and the words for them.
    pub const OUTCOMES: [(&'static str, &'static str); 3] =
        [("", "любой"), ("refused", "отказ"), ("answered", "ответ")];
}

/// `/journal/?client=&code=&outcome=&before=`, newest first.
#[derive(Clone, Template)]
#[template(path = "journal/list.html")]
pub struct Journal {
    /// The frame.
    pub frame: Frame,
    /// Which requests are listed.
    pub filter: Filter,
    /// The entries to show.
    pub entries: Vec<Entry>,
    /// The query string of older entries; empty when there are none.
    pub older: String,
}

/// `/journal/{seq}`: one request, and everything that explains what it came to.
#[derive(Clone, Template)]
#[template(path = "journal/entry.html")]
pub struct Explained {
    /// The frame.
    pub frame: Frame,
    /// The entry.
    pub entry: Entry,
    /// What went over the wire; nothing when it is no longer kept.
    pub exchange: Option<Exchange>,
}
