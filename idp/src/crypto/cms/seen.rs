//! What a right message looked like, kept for the journal.

use serde::Serialize;

use super::SignerName;
use crate::crypto::ber::Encoding;
use crate::crypto::{DigestAlgorithm, KeyFamily};

/// A message that passed: whose it is and which of the many forms it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CmsSeen {
    /// The place of the certificate that matched among the registered ones, counted from 0.
    pub certificate: usize,
    /// How the message names its signer.
    pub signer: SignerName,
    /// Whether the issuer in the message is not the certificate's, which was found by its enclosed copy
    /// instead.
    pub issuer_differs: bool,
    /// The kind of key that signed.
    pub key: KeyFamily,
    /// The digest that was signed.
    pub digest: DigestAlgorithm,
    /// Whether the signature is over attributes that carry the digest (RFC 5652 section 5.3) or over the text
    /// itself.
    pub signed_attributes: bool,
    /// Whether the message carries the signed text.
    pub content: ContentForm,
    /// The encoding rules its lengths follow.
    pub encoding: Encoding,
    /// How many bytes followed the message.
    pub trailing_bytes: usize,
    /// How many signers it has.
    pub signers: usize,
    /// How many certificates it encloses.
    pub enclosed_certificates: usize,
}

/// Whether a message carries the text it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContentForm {
    /// It does, and the text is the expected one.
    Attached,
    /// It does not, as ESIA's rules ask.
    Detached,
}
