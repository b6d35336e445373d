//! Why bytes are no bare signature of the client over the text it should have signed.

use std::fmt;

use serde::Serialize;

use crate::crypto::asn1::{Reader, tag};
use crate::crypto::digest::upper_hex;
use crate::crypto::{DigestAlgorithm, KeyFamily};

/// Everything that can be wrong with a bare signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "refusal")]
pub enum RawRefusal {
    /// Nothing was sent.
    #[error("the signature is empty")]
    Empty,
    /// A PKCS#7 message, as the first version of the wire takes it.
    #[error("a PKCS#7 message was sent where the bare signature is wanted")]
    LooksLikeCms,
    /// The signature, or a message with it, in a form that has to be undone first.
    #[error("the signature was sent {wrapping}")]
    Wrapped {
        /// Which form.
        wrapping: Wrapping,
    },
    /// A length that no signature of this key has.
    #[error("the signature has {seen} bytes, one of the registered key has {expected}")]
    WrongLength {
        /// How many bytes were sent.
        seen: usize,
        /// How many the key's signatures have.
        expected: usize,
    },
    /// The length of a signature by another kind of key.
    #[error(
        "the signature has the length of one by {signature}, the registered certificate has a key of {key}"
    )]
    KeyOfAnotherKind {
        /// The kind whose signatures have this length.
        signature: KeyFamily,
        /// The kind the certificate has.
        key: KeyFamily,
    },
    /// The right RSA key signed another text; a GOST signature does not show what it was made over.
    #[error(
        "another text was signed: its digest is {seen_hex}, the digest of the text to be signed is {expected_hex}"
    )]
    DigestDiffers {
        /// The digest of the text that had to be signed.
        expected_hex: String,
        /// The digest that was signed.
        seen_hex: String,
    },
    /// A digest that nothing may be signed with.
    #[error("the digest {digest} is too weak to sign with")]
    WeakDigest {
        /// Which one.
        digest: DigestAlgorithm,
    },
    /// Another key made the signature, or over another text, or it was damaged.
    #[error("the signature is not one of the registered certificate's key over the text to be signed")]
    SignatureWrong,
    /// The certificate has a key of GOST R 34.10-2001.
    #[error(
        "the registered certificate has a key of GOST R 34.10-2001, which is retired: register one of GOST R 34.10-2012"
    )]
    KeyRetired,
    /// The certificate has a key nothing can be checked with here.
    #[error("the registered certificate has a key of the unknown kind {oid}")]
    KeyUnsupported {
        /// The object identifier of the key's algorithm, in dotted form.
        oid: String,
    },
}

/// A form a signature was sent in that is not its octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrapping {
    /// Base64 once more.
    Base64,
    /// Hexadecimal digits.
    Hexadecimal,
    /// A PEM file.
    Pem,
    /// An S/MIME mail.
    Mail,
    /// A SEQUENCE of two INTEGERs, as ECDSA signatures are (RFC 3279 section 2.2.3).
    IntegerPair,
}

impl RawRefusal {
    pub(super) fn digest_differs(digest: DigestAlgorithm, expected: &[u8], seen: &[u8]) -> Self {
        Self::DigestDiffers { expected_hex: digest.hex_of_message(expected), seen_hex: upper_hex(seen) }
    }
}

impl Wrapping {
    /// The form that text has; octets of a signature are never all letters.
    fn of_text(bytes: &[u8]) -> Option<Self> {
        let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || b"+/-_=\r\n".contains(octet);
        match bytes {
            [b'-', b'-', b'-', b'-', b'-', ..] => Some(Self::Pem),
            mail if mail.starts_with(b"MIME-Version") || mail.starts_with(b"Content-Type") => {
                Some(Self::Mail)
            }
            [] => None,
            digits if digits.iter().all(u8::is_ascii_hexdigit) => Some(Self::Hexadecimal),
            letters if letters.iter().all(is_base64) => Some(Self::Base64),
            _ => None,
        }
    }
}

/// Refuses what cannot be a signature of a key by its look or its length.
pub(super) fn by_appearance(bytes: &[u8], expected: usize, key: KeyFamily) -> Result<(), RawRefusal> {
    if bytes.is_empty() {
        return Err(RawRefusal::Empty);
    }
    if let Some(wrapping) = Wrapping::of_text(bytes) {
        return Err(RawRefusal::Wrapped { wrapping });
    }
    if bytes.len() == expected {
        return Ok(());
    }
    if is_signed_message(bytes) {
        return Err(RawRefusal::LooksLikeCms);
    }
    if is_integer_pair(bytes) {
        return Err(RawRefusal::Wrapped { wrapping: Wrapping::IntegerPair });
    }
    let other = match bytes.len() {
        64 => Some(KeyFamily::Gost2012_256),
        128 => Some(KeyFamily::Gost2012_512),
        256 | 384 | 512 => Some(KeyFamily::Rsa),
        _ => None,
    };
    Err(match other.filter(|other| *other != key) {
        Some(signature) => RawRefusal::KeyOfAnotherKind { signature, key },
        None => RawRefusal::WrongLength { seen: bytes.len(), expected },
    })
}

/// Whether bytes begin as a signed message does, cut or not: a SEQUENCE that opens with `id-signedData`.
fn is_signed_message(bytes: &[u8]) -> bool {
    const SIGNED_DATA: [u8; 11] = [tag::OBJECT_ID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    let header = bytes.windows(SIGNED_DATA.len()).take(7).position(|window| window == SIGNED_DATA);
    bytes.first() == Some(&tag::SEQUENCE) && header.is_some()
}

fn is_integer_pair(bytes: &[u8]) -> bool {
    let numbers = Reader::only(bytes, tag::SEQUENCE).and_then(|pair| pair.inside().all());
    numbers.is_ok_and(|numbers| numbers.len() == 2 && numbers.iter().all(|number| number.tag == tag::INTEGER))
}

impl fmt::Display for Wrapping {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Base64 => "as base64 that was encoded twice",
            Self::Hexadecimal => "as hexadecimal digits, whose bytes must be encoded instead",
            Self::Pem => "as a PEM file, whose content must be sent instead",
            Self::Mail => "as an S/MIME mail",
            Self::IntegerPair => "as two ASN.1 numbers: `s || r` without ASN.1 is wanted",
        })
    }
}
