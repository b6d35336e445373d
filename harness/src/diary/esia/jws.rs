//! Owns the outer form of ESIA's tokens: three parts of base64 with a signature over the first two.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A token taken apart, not yet believed.
pub(crate) struct Jws<'t> {
    pub(crate) header: Header,
    payload: Vec<u8>,
    signed: &'t str,
    signature: Vec<u8>,
}

/// What the header says of the token.
#[derive(Debug, Deserialize)]
pub(crate) struct Header {
    pub(crate) alg: String,
    /// What kind of token it is, in ESIA's own words: `access`, `id`, `authorization_code`.
    pub(crate) sbt: Option<String>,
}

impl<'t> Jws<'t> {
    /// Takes a token apart. Nothing in it may be used before its signature has been looked at.
    pub(crate) fn parse(token: &'t str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok();
        let header = serde_json::from_slice(&decode(header)?).ok()?;
        Some(Self { header, payload: decode(payload)?, signed, signature: decode(signature)? })
    }

    /// What the signature covers.
    pub(crate) fn signed(&self) -> &[u8] {
        self.signed.as_bytes()
    }

    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The claims. A claim that is there twice makes the token unreadable.
    pub(crate) fn claims<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.payload).ok()
    }
}
