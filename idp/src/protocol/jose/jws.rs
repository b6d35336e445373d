//! Compact JSON Web Signatures (RFC 7515 section 7.1), made and taken apart.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::crypto::{Algorithm, CryptoError, PublicKey, Signer};

/// What stands in the header of every token of the real system; there is no `kid`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the token's form.
    pub ver: u8,
    /// Always `JWT`.
    pub typ: String,
    /// What the token is: `access`, `id`, `authorization_code`.
    pub sbt: String,
    /// Name of the algorithm.
    pub alg: String,
}

impl Header {
    /// The header of a token of a kind.
    pub fn of(kind: &str, algorithm: Algorithm) -> Self {
        let ver = u8::from(kind != "id");
        Self { ver, typ: "JWT".to_owned(), sbt: kind.to_owned(), alg: algorithm.name().to_owned() }
    }
}

/// Why a text is not a token of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwsFault {
    /// Not three base64url parts of JSON.
    #[error("not a JSON Web Token")]
    Malformed,
    /// Signed with an algorithm this provider has no key for.
    #[error("signed with an algorithm this provider does not use")]
    OtherAlgorithm,
    /// Another kind of token.
    #[error("a token of another kind")]
    OtherKind,
    /// The signature is not this provider's.
    #[error("the signature is not this provider's")]
    WrongSignature,
}

/// Signs claims into a token.
///
/// # Errors
/// The signer failed.
pub fn seal<C: Serialize>(kind: &str, claims: &C, signer: &dyn Signer) -> Result<String, CryptoError> {
    let header = Header::of(kind, signer.algorithm());
    let mut text = format!("{}.{}", part(&header), part(claims));
    let signature = signer.sign(text.as_bytes())?;
    text.push('.');
    BASE64.encode_string(signature, &mut text);
    Ok(text)
}

fn part<T: Serialize>(value: &T) -> String {
    encoded(&serde_json::to_string(value).expect("invariant: claims are plain values and always serialise"))
}

/// A part of a token that says this JSON.
pub fn encoded(json: &str) -> String {
    // The real tokens escape slashes; and a length divisible by three keeps the part free of padding, which one
    // client's plain base64 decoder needs. Blanks behind JSON mean nothing.
    let mut json = json.replace('/', "\\/");
    while !json.len().is_multiple_of(3) {
        json.push(' ');
    }
    BASE64.encode(json)
}

/// Takes a token apart and checks its kind and signature.
///
/// # Errors
/// It is not a token, of another kind, or not signed by one of the verifiers.
pub fn open<C: DeserializeOwned>(
    token: &str,
    kind: &str,
    verifiers: &[(Algorithm, PublicKey)],
) -> Result<C, JwsFault> {
    let (signed, signature) = token.rsplit_once('.').ok_or(JwsFault::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(JwsFault::Malformed)?;
    let header: Header = json_part(header)?;
    let signature = BASE64.decode(signature).map_err(|_| JwsFault::Malformed)?;
    let mut known = verifiers.iter().filter(|(algorithm, _)| algorithm.name() == header.alg).peekable();
    if known.peek().is_none() {
        return Err(JwsFault::OtherAlgorithm);
    }
    let fits = |(algorithm, key): &(Algorithm, PublicKey)| {
        key.verify(algorithm.digest(), signed.as_bytes(), &signature).is_ok()
    };
    if !known.any(fits) {
        return Err(JwsFault::WrongSignature);
    }
    if header.sbt != kind {
        return Err(JwsFault::OtherKind);
    }
    json_part(claims)
}

fn json_part<T: DeserializeOwned>(part: &str) -> Result<T, JwsFault> {
    let json = BASE64.decode(part).map_err(|_| JwsFault::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| JwsFault::Malformed)
}
