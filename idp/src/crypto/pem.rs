//! PEM armour (RFC 7468): blocks found in any surrounding text, and blocks written.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::crypto::{Asn1Fault, CryptoError};

const LINE: usize = 64;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The contents of every block with this label, in the order of the text.
///
/// Text around the blocks is passed over (RFC 7468 section 2 allows it before them; exports of `openssl x509
/// -text` and key stores put it everywhere), and so is white space inside them.
pub(crate) fn blocks(text: &str, label: &'static str) -> Result<Vec<Vec<u8>>, CryptoError> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(begin.as_str()) {
        let (body, after) = after.split_once(end.as_str()).ok_or(CryptoError::NoPem { label })?;
        let body: String = body.chars().filter(|letter| !letter.is_whitespace()).collect();
        let der = LENIENT.decode(body).map_err(|_| CryptoError::Malformed {
            what: label,
            fault: Asn1Fault::BadPart { what: "base64" },
        })?;
        found.push(der);
        rest = after;
    }
    Ok(found)
}

/// The first block with this label.
pub(crate) fn first(text: &str, label: &'static str) -> Result<Vec<u8>, CryptoError> {
    blocks(text, label)?.into_iter().next().ok_or(CryptoError::NoPem { label })
}

/// Whether the text has a block with this label.
pub(crate) fn has(text: &str, label: &str) -> bool {
    text.contains(&format!("-----BEGIN {label}-----"))
}

/// The bytes of a text that is nothing but base64, as certificates are copied from XML and from key stores.
pub(crate) fn bare(text: &str) -> Option<Vec<u8>> {
    let body: String =
        text.trim_start_matches('\u{feff}').chars().filter(|letter| !letter.is_whitespace()).collect();
    LENIENT.decode(body).ok().filter(|bytes| !bytes.is_empty())
}

/// A block with this label.
pub(crate) fn armour(label: &str, der: &[u8]) -> String {
    let body = LENIENT.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for (place, letter) in body.chars().enumerate() {
        if place > 0 && place % LINE == 0 {
            out.push('\n');
        }
        out.push(letter);
    }
    out.push_str(&format!("\n-----END {label}-----\n"));
    out
}
