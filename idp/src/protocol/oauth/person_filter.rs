//! `person_filter`: which accounts a relying party lets in, as base64 of a word.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::grant::PersonFilter;

/// Reads the parameter; nothing when it is none of the known words in base64.
pub fn read(text: &str) -> Option<PersonFilter> {
    let standard = text.replace('-', "+").replace('_', "/");
    let padded = format!(
        "{}{}",
        standard.trim_end_matches('='),
        "=".repeat((4 - standard.trim_end_matches('=').len() % 4) % 4)
    );
    match STANDARD.decode(padded).ok()?.as_slice() {
        b"conf_acc" => Some(PersonFilter::Confirmed),
        b"acc_kid" => Some(PersonFilter::Children),
        b"acc_not_kid" => Some(PersonFilter::NotChildren),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read_from_base64() {
        assert_eq!(read("Y29uZl9hY2M="), Some(PersonFilter::Confirmed));
        assert_eq!(read("Y29uZl9hY2M"), Some(PersonFilter::Confirmed));
        assert_eq!(read("YWNjX2tpZA=="), Some(PersonFilter::Children));
        assert_eq!(read("conf_acc"), None);
    }
}
