//! Owns GOST R 34.10-2012 signatures (RFC 7091) over every curve in use, in pure Rust.
//!
//! **Not for real secrets.** The arithmetic takes a time that depends on the numbers, keys are not wiped from
//! memory, and nobody has audited it. It imitates a signer for tests; it must protect nothing that matters.
//!
//! The map: [`ParameterSet`] names a curve, [`SigningKey`] signs, [`VerifyingKey`] verifies. Beneath them
//! `scheme` holds the two processes of the standard, `multiply`, `addition` and `point` the geometry, `field`
//! the arithmetic, `curve` and `constants` the published numbers, `nonce` and `digest` what is drawn from
//! Streebog, `spki`, `pkcs8` and `der` the structures that carry keys.
//!
//! **Octets.** Three orders meet here and each is fixed: a digest is read little-endian; keys are
//! little-endian, the public one `X || Y`; a signature is `s || r`, each big-endian, as OpenSSL and ESIA
//! spell it. CryptoPro's tools give the mirror of that signature, which [`mirrored`] turns around.
//!
//! **Invariant:** no clock, no chance, no input or output: whatever is random is an argument.

mod addition;
mod constants;
mod curve;
mod der;
mod digest;
mod field;
mod multiply;
mod nonce;
mod oid;
mod params;
mod pkcs8;
mod point;
mod refusal;
mod scheme;
mod signing_key;
mod spki;
#[cfg(test)]
mod testing;
mod verifying_key;

pub use oid::{DIGEST_256, DIGEST_512, KEY_256, KEY_512, Oid, SIGNATURE_256, SIGNATURE_512};
pub use params::{ParameterSet, Size};
pub use refusal::{KeyRefusal, SignatureRefusal, SigningRefusal};
pub use signing_key::SigningKey;
pub use verifying_key::VerifyingKey;

/// The octets from last to first: the same signature as CryptoPro's tools order it, and back.
pub fn mirrored(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}
