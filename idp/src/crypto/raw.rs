//! Bare signatures, as the second and third version of the wire carry them in `client_secret`: no message
//! around them, only the octets.

mod matching;
mod refusal;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::crypto::{Certificate, DigestAlgorithm, GostPublicKey, KeyFamily, PublicKey, RsaPublicKey};

pub use matching::{OctetOrder, RawMatch, contents_matching};
pub use refusal::{RawRefusal, Wrapping};

/// A bare signature that holds, and what it looked like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RawSeen {
    /// The kind of key that signed.
    pub key: KeyFamily,
    /// The digest that was signed.
    pub digest: DigestAlgorithm,
    /// Whether it holds only when its octets are read from last to first, as CryptoPro's tools write them.
    pub mirrored: bool,
}

/// Checks that `bytes` is a bare signature over `expected` by the owner of the certificate.
///
/// A GOST signature is `s || r`, each big-endian, over the Streebog of the key's size; an RSA one is PKCS#1
/// v1.5 over any digest but SHA-1. A mirrored signature holds too and is marked: whether to bear with it is
/// the caller's to say, as is the validity of the certificate.
///
/// # Errors
/// It is none; the refusal says what was seen instead.
pub fn check(bytes: &[u8], expected: &[u8], certificate: &Certificate) -> Result<RawSeen, RawRefusal> {
    match certificate.public_key() {
        PublicKey::Gost(key) => gost(bytes, expected, key),
        PublicKey::Rsa(key) => rsa(bytes, expected, key),
        PublicKey::Gost2001 => Err(RawRefusal::KeyRetired),
        PublicKey::Unsupported { oid } => Err(RawRefusal::KeyUnsupported { oid: oid.clone() }),
    }
}

/// Whether one of the certificates' keys made a signature over whatever text. Only RSA shows that.
pub fn is_of_key(bytes: &[u8], certificates: &[Certificate]) -> Option<bool> {
    let opened = |one: &Certificate| match one.public_key() {
        PublicKey::Rsa(key) => Some(key.digest_inside(bytes).is_some()),
        PublicKey::Gost(_) | PublicKey::Gost2001 | PublicKey::Unsupported { .. } => None,
    };
    let shown: Vec<_> = certificates.iter().map(opened).collect();
    if shown.contains(&Some(true)) { Some(true) } else { (!shown.contains(&None)).then_some(false) }
}

fn gost(bytes: &[u8], expected: &[u8], key: &GostPublicKey) -> Result<RawSeen, RawRefusal> {
    refusal::by_appearance(bytes, key.signature_length(), key.family())?;
    let seen = RawSeen { key: key.family(), digest: key.digest(), mirrored: false };
    let digest = key.digest().of_message(expected);
    if key.verify_digest(&digest, bytes).is_ok() {
        return Ok(seen);
    }
    match key.verify_digest(&digest, &gost3410::mirrored(bytes)) {
        Ok(()) => Ok(RawSeen { mirrored: true, ..seen }),
        Err(_) => Err(RawRefusal::SignatureWrong),
    }
}

fn rsa(bytes: &[u8], expected: &[u8], key: &RsaPublicKey) -> Result<RawSeen, RawRefusal> {
    refusal::by_appearance(bytes, key.modulus().len(), KeyFamily::Rsa)?;
    let turned = gost3410::mirrored(bytes);
    let straight = key.digest_inside(bytes).map(|inside| (bytes, inside));
    let found = straight.or_else(|| key.digest_inside(&turned).map(|inside| (turned.as_slice(), inside)));
    let (signature, (digest, seen)) = found.ok_or(RawRefusal::SignatureWrong)?;
    if digest.is_weak() {
        return Err(RawRefusal::WeakDigest { digest });
    }
    if key.verify(digest, expected, signature).is_err() {
        return Err(RawRefusal::digest_differs(digest, expected, &seen));
    }
    Ok(RawSeen { key: KeyFamily::Rsa, digest, mirrored: signature != bytes })
}
