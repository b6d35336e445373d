//! Owns how secrets look in a line of a log: escaped as in an address, beside their name.

/// The parameter that carries the signature of a request to the portal.
const SIGNATURE: &str = "client_secret";

/// A mask is shorter than this, a signature of 64 octets in base64 is longer.
const SIGNATURE_CHARS_MIN: usize = 64;

/// Between a name and its value: `=`, `": "`, `': '`, ` = `.
const BETWEEN: [char; 5] = ['=', ':', '"', '\'', ' '];

/// A line with its `%XX` as the characters that they stand for.
pub(super) fn unescaped(line: &str) -> String {
    if !line.contains('%') {
        return String::new();
    }
    let octets = line.as_bytes();
    let mut plain = Vec::with_capacity(octets.len());
    let mut at = 0;
    while let Some(octet) = octets.get(at) {
        let escaped = octets.get(at + 1..at + 3).filter(|_| *octet == b'%');
        let escaped = escaped.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        plain.push(escaped.unwrap_or(*octet));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
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
