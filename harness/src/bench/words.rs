//! Owns when words on a page are those that a person looks for: blanks and ё make no difference; and their length.

/// Whether a text on the page is the one that is looked for.
pub(crate) fn is_called(seen: &str, wanted: &str) -> bool {
    plain(seen) == plain(wanted)
}

/// One blank between words, none around them.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As it is compared: one blank between words, and е for ё.
pub(crate) fn plain(text: &str) -> String {
    squeeze(text).replace('ё', "е").replace('Ё', "Е")
}

/// At most so many characters, with a sign that there were more.
pub(crate) fn shorten(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
