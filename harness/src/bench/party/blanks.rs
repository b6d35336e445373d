//! Owns blanks: `{name}` in the texts of a party's file, and what is put in their places.

use std::collections::BTreeMap;

/// What is known of blanks, by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blanks(BTreeMap<&'static str, String>);

/// Blanks that the start of a party knows.
pub(crate) const OF_A_START: &[&str] = &[
    "harness",
    "idp",
    "control",
    "host",
    "port",
    "url",
    "mnemonic",
    "scope",
    "key",
    "certificate",
    "portal_certificate",
    "portal_key",
    "ca_file",
    "folder",
    "now",
];

/// Blanks that stand for a person.
pub(crate) const OF_A_PERSON: &[&str] =
    &["oid", "last_name", "first_name", "middle_name", "snils", "mobile", "email", "user"];

impl Blanks {
    /// The same with one more.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.insert(name, value.into());
        self
    }

    /// The same with those of another.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// A text with its blanks filled in; what is not a blank stays as it is.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Blank(name) => match self.0.get(name) {
                    Some(value) => filled.push_str(value),
                    None => filled.push_str(&format!("{{{name}}}")),
                },
            }
        }
        filled
    }
}

/// The blanks in a text.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Blank(name) => Some(name),
        Piece::Text(_) => None,
    })
}

enum Piece<'t> {
    Text(&'t str),
    Blank(&'t str),
}

/// A blank is a word of small letters in braces: JSON keeps its own braces.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        pieces.push(Piece::Text(before));
        match after.split_once('}') {
            Some((name, later)) if is_name(name) => {
                pieces.push(Piece::Blank(name));
                rest = later;
            }
            _ => {
                pieces.push(Piece::Text("{"));
                rest = after;
            }
        }
    }
    pieces.push(Piece::Text(rest));
    pieces
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_and_the_braces_of_json_stay() {
        let blanks = Blanks::default().with("oid", "1000").with("user", "{oid}");
        assert_eq!(blanks.fill(r#"{"oid": {oid}, "of": {}}"#), r#"{"oid": 1000, "of": {}}"#);
        assert_eq!(blanks.fill("{user} {unknown} {"), "{oid} {unknown} {");
        assert_eq!(names(r#"{"a": "{oid}-{now}"}"#).collect::<Vec<_>>(), ["oid", "now"]);
    }
}
