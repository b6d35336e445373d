//! What a client may have signed instead of the right text, and what it may have made of it: for the explanation
//! of a refusal.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::crypto::DigestAlgorithm;
use crate::crypto::digest::upper_hex;

/// A text that a signature is tried with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The text.
    pub text: Vec<u8>,
    /// Whether it is tried in every form: each costs a verification.
    pub is_likely: bool,
}

impl Candidate {
    /// A text that is tried in every form.
    pub fn likely(text: &[u8]) -> Self {
        Self { text: text.to_vec(), is_likely: true }
    }

    /// The forms it is tried in.
    pub(crate) fn forms(&self) -> &'static [SignedForm] {
        if self.is_likely { &SignedForm::ALL } else { &[SignedForm::Text] }
    }
}

/// What was made of a text before it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedForm {
    /// Nothing: its UTF-8 octets were signed, as is wanted.
    Text,
    /// Its digest was made first, and was digested once more by the signature.
    Digest,
    /// The digest, as lower-case hexadecimal.
    DigestLowerHex,
    /// The digest, as upper-case hexadecimal.
    DigestUpperHex,
    /// The digest, as base64.
    DigestBase64,
    /// The digest was turned around and not digested again.
    DigestMirrored,
    /// The text, as base64.
    TextBase64,
    /// The text, in little-endian UTF-16.
    TextUtf16,
    /// The text with a byte order mark before it.
    TextWithMark,
}

impl SignedForm {
    /// Every form, the likelier first.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Digest,
        Self::DigestLowerHex,
        Self::DigestUpperHex,
        Self::DigestBase64,
        Self::DigestMirrored,
        Self::TextBase64,
        Self::TextUtf16,
        Self::TextWithMark,
    ];

    /// The digest that was signed.
    pub(crate) fn digest_of(self, digest: DigestAlgorithm, text: &[u8]) -> Vec<u8> {
        match self.content(digest, text) {
            Some(content) => digest.of_message(&content),
            None => gost3410::mirrored(&digest.of_message(text)),
        }
    }

    /// The octets that were digested and signed in place of the text; none when the digest itself was changed.
    pub(crate) fn content(self, digest: DigestAlgorithm, text: &[u8]) -> Option<Vec<u8>> {
        let own = || digest.of_message(text);
        let utf16 = || String::from_utf8_lossy(text).encode_utf16().flat_map(u16::to_le_bytes).collect();
        Some(match self {
            Self::Text => text.to_vec(),
            Self::Digest => own(),
            Self::DigestLowerHex => upper_hex(&own()).to_lowercase().into_bytes(),
            Self::DigestUpperHex => upper_hex(&own()).into_bytes(),
            Self::DigestBase64 => STANDARD.encode(own()).into_bytes(),
            Self::DigestMirrored => return None,
            Self::TextBase64 => STANDARD.encode(text).into_bytes(),
            Self::TextUtf16 => utf16(),
            Self::TextWithMark => [&b"\xef\xbb\xbf"[..], text].concat(),
        })
    }
}

impl fmt::Display for SignedForm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Text => "the text itself",
            Self::Digest => "its digest, which the signature digests once more",
            Self::DigestLowerHex => "its digest as lower-case hexadecimal instead of the text",
            Self::DigestUpperHex => "its digest as upper-case hexadecimal instead of the text",
            Self::DigestBase64 => "its digest as base64 instead of the text",
            Self::DigestMirrored => "its digest in reverse order",
            Self::TextBase64 => "its base64",
            Self::TextUtf16 => "the text in UTF-16 instead of UTF-8",
            Self::TextWithMark => "the text with a byte order mark before it",
        })
    }
}
