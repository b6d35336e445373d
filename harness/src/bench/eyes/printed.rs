//! Owns how secrets look in a line of a log: escaped as in an address, beside their name.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The parameter that carries the signature of a request to the portal.
const SIGNATURE: &str = "client_secret";

/// A mask is shorter than this, a signature of 64 octets in base64 is longer.
const SIGNATURE_CHARS_MIN: usize = 64;

/// Between a name and its value: `=`, `": "`, `': '`, ` = `.
const BETWEEN: [char; 5] = ['=', ':', '"', '\'', ' '];

/// A line with its `%XX` as the characters that they stand for.
pub(super) fn unescaped(line: &str) -> Cow<'_, str> {
    percent_decode_str(line).decode_utf8_lossy()
}

/// Whether a line holds the signature of a request under its own name; what the bench never saw itself, too.
pub(super) fn signature(line: &str) -> bool {
    let mut after = line.match_indices(SIGNATURE).filter_map(|(at, name)| line.get(at + name.len()..));
    let is_of_a_signature =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=' | '%');
    after.any(|rest| {
        let value = rest.trim_start_matches(BETWEEN);
        value.chars().take_while(|c| is_of_a_signature(*c)).count() >= SIGNATURE_CHARS_MIN
    })
}
