//! Texts of the wire with what is secret or personal left out, each gap under a name.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::params::decode;

/// Parameters that are neither secret nor personal. A `client_secret` is a signature over a minute: showing it helps.
const OPEN: [&str; 24] = [
    "access_type",
    "client_certificate_hash",
    "client_id",
    "client_secret",
    "code_challenge",
    "code_challenge_method",
    "embed",
    "error",
    "error_description",
    "grant_type",
    "obj_type",
    "permissions",
    "person_filter",
    "redirect_uri",
    "redirect_url",
    "response_mode",
    "response_type",
    "roles",
    "scope",
    "scope_org",
    "state",
    "timestamp",
    "token_type",
    "ctx_id",
];

/// Fields of JSON answers that are neither secret nor personal.
const OPEN_FIELDS: [&str; 10] = [
    "code",
    "detail",
    "error",
    "error_description",
    "expires_in",
    "fix",
    "message",
    "state",
    "status",
    "token_type",
];

/// A part of a masked text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// As it was.
    Text(String),
    /// Left out; the name of a shell variable stands for it.
    Gap(String),
}

/// A text with gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked(pub Vec<Piece>);

impl Masked {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This text, then another.
    pub(crate) fn then(mut self, other: Self) -> Self {
        for piece in other.0 {
            match piece {
                Piece::Text(text) => self.text(&text),
                gap @ Piece::Gap(_) => self.0.push(gap),
            }
        }
        self
    }

    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.0.push(Piece::Text(text.to_owned())),
        }
    }

    fn gap(&mut self, name: &str) {
        let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
        self.0.push(Piece::Gap(name.chars().take(40).map(letter).collect()));
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => out.write_str(text),
            Piece::Gap(name) => write!(out, "${name}"),
        })
    }
}

/// A text without secrets.
pub(crate) fn plain(text: &str) -> Masked {
    Masked(vec![Piece::Text(text.to_owned())])
}

/// Nothing but a gap.
pub(crate) fn gap(name: &str) -> Masked {
    let mut masked = Masked::default();
    masked.gap(name);
    masked
}

/// `name=value&…` in its own encoding: what a client encoded once or twice must stay visible.
pub(crate) fn pairs(encoded: &str) -> Masked {
    let mut masked = Masked::default();
    for (number, pair) in encoded.split('&').enumerate() {
        if number > 0 {
            masked.text("&");
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let known = String::from_utf8_lossy(&decode(name.as_bytes())).into_owned();
        match value {
            "" => masked.text(pair),
            _ if OPEN.contains(&&*known) => masked.text(pair),
            _ => {
                masked.text(&format!("{name}="));
                masked.gap(&known);
            }
        }
    }
    masked
}

/// An address; what stands behind its `?` is masked as parameters are.
pub(crate) fn address(text: &str) -> Masked {
    match text.split_once('?') {
        Some((place, query)) => plain(&format!("{place}?")).then(pairs(query)),
        None => plain(text),
    }
}

/// A header: of credentials only the scheme is shown.
pub(crate) fn header(name: &str, value: &str) -> Masked {
    if name != "authorization" {
        return plain(value);
    }
    let mut masked = Masked::default();
    match value.split_once(' ') {
        Some((scheme, _)) => masked.text(&format!("{scheme} ")),
        None => return plain("(without a scheme)"),
    }
    masked.gap("access_token");
    masked
}

/// JSON with its fields masked by name; nothing when the text is no JSON.
pub(crate) fn json(text: &str) -> Option<Masked> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    cover(&mut value, false);
    Some(plain(&serde_json::to_string_pretty(&value).ok()?))
}

fn cover(value: &mut Value, open: bool) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                cover(value, OPEN_FIELDS.contains(&name.as_str()));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| cover(value, open)),
        Value::Null | Value::Bool(_) => {}
        Value::Number(_) | Value::String(_) if open => {}
        Value::Number(_) => *value = Value::from(0),
        Value::String(text) => *text = format!("({} characters)", text.chars().count()),
    }
}
