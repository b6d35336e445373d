//! The keys and certificates tests sign with: public by being here, trusted by nobody.

pub(crate) mod engine;

use crate::crypto::{Certificate, RsaSigner};

pub(crate) const KEY_A: &str = include_str!("testkeys/client-a.key.pem");
pub(crate) const KEY_B: &str = include_str!("testkeys/client-b.key.pem");
pub(crate) const CERTIFICATE_A: &str = include_str!("testkeys/client-a.cert.pem");
pub(crate) const CERTIFICATE_B: &str = include_str!("testkeys/client-b.cert.pem");
pub(crate) const NAMESAKE_OF_A: &str = include_str!("testkeys/namesake-of-a.cert.pem");
pub(crate) const ISSUED_BY_A: &str = include_str!("testkeys/issued-by-a.cert.pem");
pub(crate) const RSA_1024_SHA1: &str = include_str!("testkeys/rsa-1024-sha1.cert.pem");
pub(crate) const RSA_8192_SHA512: &str = include_str!("testkeys/rsa-8192-sha512.cert.pem");
pub(crate) const ELLIPTIC: &str = include_str!("testkeys/ec.cert.pem");
pub(crate) const GOST_256: &str = include_str!("testkeys/gost-256.cert.pem");
/// Attached messages of client A made by node-forge: with signed attributes, and without.
pub(crate) const NODE_FORGE_CMS: [&[u8]; 2] =
    [include_bytes!("testkeys/node-forge.cms.der"), include_bytes!("testkeys/node-forge-bare.cms.der")];
/// A detached message signed with [`GOST_256`].
pub(crate) const GOST_256_CMS: &[u8] = include_bytes!("testkeys/gost-256.cms.der");

pub(crate) fn signer(pem: &str) -> RsaSigner {
    RsaSigner::from_pem(pem).unwrap()
}

pub(crate) fn certificate(pem: &str) -> Certificate {
    Certificate::from_pem(pem).unwrap()
}
