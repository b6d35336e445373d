//! `person_filter` (MR Б.2.2, Б.2.3): which accounts a relying party lets in, as base64 of one of four texts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::grant::PersonFilter;

/// The filter as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// Whom it lets in.
    pub lets_in: PersonFilter,
    /// Whether its two words stand the other way round than the document has them.
    pub is_reversed: bool,
}

/// Reads the parameter; nothing when it is none of the known texts in base64.
pub fn read(text: &str) -> Option<Filter> {
    let standard = text.replace('-', "+").replace('_', "/");
    let padded = format!(
        "{}{}",
        standard.trim_end_matches('='),
        "=".repeat((4 - standard.trim_end_matches('=').len() % 4) % 4)
    );
    let as_documented = |lets_in| Some(Filter { lets_in, is_reversed: false });
    match STANDARD.decode(padded).ok()?.as_slice() {
        b"conf_acc" => as_documented(PersonFilter::Confirmed),
        b"acc_kid" => as_documented(PersonFilter::Children),
        b"acc_not_kid" => as_documented(PersonFilter::NotChildren),
        b"conf_acc acc_kid" => as_documented(PersonFilter::ConfirmedOrChildren),
        // SIM: whether the real system takes the words the other way round is not documented.
        b"acc_kid conf_acc" => Some(Filter { lets_in: PersonFilter::ConfirmedOrChildren, is_reversed: true }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_texts_are_read_from_base64() {
        for (text, lets_in) in [
            ("Y29uZl9hY2M=", PersonFilter::Confirmed),
            ("Y29uZl9hY2M", PersonFilter::Confirmed),
            ("YWNjX2tpZA==", PersonFilter::Children),
            ("YWNjX25vdF9raWQ=", PersonFilter::NotChildren),
            ("Y29uZl9hY2MgYWNjX2tpZA==", PersonFilter::ConfirmedOrChildren),
        ] {
            assert_eq!(read(text), Some(Filter { lets_in, is_reversed: false }), "{text}");
        }
        let reversed = read("YWNjX2tpZCBjb25mX2FjYw==");
        assert!(reversed.is_some_and(|filter| filter.is_reversed));
        assert_eq!((read("conf_acc"), read("Y29uZl9hY2MgIGFjY19raWQ=")), (None, None));
    }
}
