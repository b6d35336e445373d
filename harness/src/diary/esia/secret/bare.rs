//! Owns `client_secret` of versions 2 and 3: the signature alone, beside the hash that names the certificate.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use der::Encode;
use gost3410::Size;

use crate::diary::esia::gost;
use crate::diary::esia::identity::Identity;

/// The signature of a text, in the alphabet of URLs.
pub(super) fn secret(text: &str, identity: &Identity) -> String {
    URL_SAFE.encode(identity.key.sign(text.as_bytes()))
}

/// ESIA-MR Б.2.5: Streebog-256 over the certificate itself and not over its PEM file, for every kind of key.
pub(crate) fn certificate_hash(identity: &Identity) -> der::Result<String> {
    let certificate = identity.certificate.to_der()?;
    let digest = gost::digest(Size::Bits256, &certificate);
    Ok(digest.iter().map(|octet| format!("{octet:02X}")).collect())
}
