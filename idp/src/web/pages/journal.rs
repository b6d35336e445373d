//! The journal for testers, in English: what was asked, what was answered, and why not.

use askama::Template;

use crate::web::pages::{Frame, Viewer};

/// Why a request was refused.
#[derive(Clone, PartialEq, Eq)]
pub struct Why {
    /// The reason.
    pub reason: String,
    /// What to change.
    pub fix: String,
    /// Names and values: the string expected, the certificate seen, the clocks.
    pub facts: Vec<(String, String)>,
}

/// One request.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// When, in the realm's time.
    pub at: String,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The relying party; empty when unknown.
    pub client: String,
    /// The person; empty when unknown.
    pub person: String,
    /// The error's code; empty when there was none.
    pub error: String,
    /// Why it was refused; `None` for an answered request.
    pub why: Option<Why>,
}

/// `/journal/?client=&code=&after=`, newest first.
#[derive(Clone, Template)]
#[template(path = "journal.html")]
pub struct Journal {
    /// The frame.
    pub frame: Frame,
    /// Only this relying party, when not empty.
    pub client: String,
    /// Only this error, when not empty.
    pub code: String,
    /// The entries to show.
    pub entries: Vec<Entry>,
    /// The query string of older entries; empty when there are none.
    pub older: String,
}

#[cfg(test)]
impl Journal {
    /// One answered and one refused request.
    pub(crate) fn sample() -> Self {
        let entry = |seq, path: &str, error: &str, why| Entry {
            seq,
            at: "2018-09-01 10:00:00 +03:00".to_owned(),
            method: "GET".to_owned(),
            path: path.to_owned(),
            client: "DIARY".to_owned(),
            person: String::new(),
            error: error.to_owned(),
            why,
        };
        let signed = "openid fullname2018.09.01 10:00:00 +0300DIARY5f0c1a7b-e2d4-4e6f-8a90-b1c2d3e4f506";
        let why = Why {
            reason: "The signature does not fit the string.".to_owned(),
            fix: "Sign scope, timestamp, client_id and state, joined without separators, in UTF-8."
                .to_owned(),
            facts: vec![
                ("string expected".to_owned(), signed.to_owned()),
                ("forms tried".to_owned(), "base64, base64url".to_owned()),
            ],
        };
        Self {
            frame: Frame::guest(""),
            client: String::new(),
            code: String::new(),
            entries: vec![
                entry(42, "/aas/oauth2/ac", "ESIA-007005", Some(why)),
                entry(41, "/rs/prns/1000000017/ctts?embed=(elements)", "", None),
            ],
            older: "before=41".to_owned(),
        }
    }

    /// Nothing has been asked yet.
    pub(crate) fn sample_empty() -> Self {
        Self { client: "DIARY".to_owned(), entries: Vec::new(), older: String::new(), ..Self::sample() }
    }
}
