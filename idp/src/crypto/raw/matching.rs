//! What a bare signature was made over instead, found by trying: for the explanation of a refusal.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::crypto::digest::upper_hex;
use crate::crypto::{Certificate, DigestAlgorithm, GostPublicKey, PublicKey, RsaPublicKey};

/// A candidate that a signature holds for, and how it has to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RawMatch<'n> {
    /// The name of the candidate.
    pub name: &'n str,
    /// The place of the certificate among the registered ones, counted from 0.
    pub certificate: usize,
    /// What was made of the candidate before it was signed.
    pub signed: SignedForm,
    /// The order the signature's octets are in.
    pub order: OctetOrder,
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

/// The order of a signature's octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OctetOrder {
    /// `s || r`, each big-endian, as is wanted; for RSA, big-endian.
    AsWanted,
    /// All octets from last to first, as CryptoPro's tools write them.
    Mirrored,
    /// `r || s`, each big-endian.
    HalvesSwapped,
    /// `s || r`, each little-endian.
    HalvesMirrored,
}

/// The candidates that `bytes` is a signature of, made by the key of one of the `registered` certificates.
///
/// A client that joined its parameters in another order, left one out or encoded one twice has signed one of
/// the candidates; one that calls its library wrongly has signed something made of it, or sends the octets in
/// another order. A signature fits one text only, so the search ends with the first that fits.
pub fn contents_matching<'n>(
    bytes: &[u8],
    candidates: &[(&'n str, Vec<u8>)],
    registered: &[Certificate],
) -> Vec<RawMatch<'n>> {
    for (place, certificate) in registered.iter().enumerate() {
        let found = match certificate.public_key() {
            PublicKey::Gost(key) => of_gost(key, bytes, candidates, place),
            PublicKey::Rsa(key) => of_rsa(key, bytes, candidates, place),
            PublicKey::Gost2001 | PublicKey::Unsupported { .. } => Vec::new(),
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn of_gost<'n>(
    key: &GostPublicKey,
    bytes: &[u8],
    candidates: &[(&'n str, Vec<u8>)],
    certificate: usize,
) -> Vec<RawMatch<'n>> {
    if bytes.len() != key.signature_length() {
        return Vec::new();
    }
    for order in OctetOrder::ALL {
        let signature = order.undone(bytes);
        for signed in SignedForm::ALL {
            let fits =
                |text: &[u8]| key.verify_digest(&signed.digest_of(key.digest(), text), &signature).is_ok();
            let found: Vec<_> = candidates
                .iter()
                .filter(|(_, text)| fits(text))
                .map(|(name, _)| RawMatch { name, certificate, signed, order })
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// An RSA signature says which digest it was made over; nothing has to be tried but the candidates.
fn of_rsa<'n>(
    key: &RsaPublicKey,
    bytes: &[u8],
    candidates: &[(&'n str, Vec<u8>)],
    certificate: usize,
) -> Vec<RawMatch<'n>> {
    let opened = [OctetOrder::AsWanted, OctetOrder::Mirrored]
        .into_iter()
        .find_map(|order| key.digest_inside(&order.undone(bytes)).map(|inside| (order, inside)));
    let Some((order, (digest, seen))) = opened else { return Vec::new() };
    let fitting =
        |text: &[u8]| SignedForm::ALL.into_iter().find(|signed| signed.digest_of(digest, text) == seen);
    candidates
        .iter()
        .filter_map(|(name, text)| Some(RawMatch { name, certificate, signed: fitting(text)?, order }))
        .collect()
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
    pub(super) fn digest_of(self, digest: DigestAlgorithm, text: &[u8]) -> Vec<u8> {
        let own = || digest.of_message(text);
        let utf16 = || -> Vec<u8> {
            String::from_utf8_lossy(text).encode_utf16().flat_map(u16::to_le_bytes).collect()
        };
        match self {
            Self::Text => own(),
            Self::Digest => digest.of_message(&own()),
            Self::DigestLowerHex => digest.of_message(upper_hex(&own()).to_lowercase().as_bytes()),
            Self::DigestUpperHex => digest.of_message(upper_hex(&own()).as_bytes()),
            Self::DigestBase64 => digest.of_message(STANDARD.encode(own()).as_bytes()),
            Self::DigestMirrored => gost3410::mirrored(&own()),
            Self::TextBase64 => digest.of_message(STANDARD.encode(text).as_bytes()),
            Self::TextUtf16 => digest.of_message(&utf16()),
            Self::TextWithMark => digest.of_message(&[&b"\xef\xbb\xbf"[..], text].concat()),
        }
    }
}

impl OctetOrder {
    /// Every order, the likelier first.
    pub const ALL: [Self; 4] = [Self::AsWanted, Self::Mirrored, Self::HalvesSwapped, Self::HalvesMirrored];

    /// The octets in the wanted order. Each of these is its own undoing.
    pub(super) fn undone(self, bytes: &[u8]) -> Vec<u8> {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        match self {
            Self::AsWanted => bytes.to_vec(),
            Self::Mirrored => gost3410::mirrored(bytes),
            Self::HalvesSwapped => [second, first].concat(),
            Self::HalvesMirrored => [gost3410::mirrored(first), gost3410::mirrored(second)].concat(),
        }
    }
}

impl fmt::Display for RawMatch<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.name)?;
        if self.signed != SignedForm::Text {
            write!(out, "; signed was {}", self.signed)?;
        }
        if self.order != OctetOrder::AsWanted {
            write!(out, "; the signature's octets are {}", self.order)?;
        }
        Ok(())
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

impl fmt::Display for OctetOrder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::AsWanted => "in the wanted order",
            Self::Mirrored => "in reverse order, as CryptoPro writes them: turn them around",
            Self::HalvesSwapped => "r || s: send s || r",
            Self::HalvesMirrored => "little-endian in each half: send each half big-endian",
        })
    }
}
