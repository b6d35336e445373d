//! Signatures: who can make one, who can check one, and the containers they travel in.

pub mod ber;
pub mod certificate;
pub mod cms;
pub mod digest;
pub mod gost;
pub mod jwk;
pub mod keyring;
pub mod pkcs12;
pub mod private_key;
pub mod public_key;
pub mod raw;
pub mod rsa;
pub mod secret;
pub mod signed_form;
pub mod slow;
pub mod totp;

mod algorithm;
mod algorithm_id;
mod asn1;
mod error;
mod pem;
mod signer;
#[cfg(test)]
pub(crate) mod testkeys;

pub use algorithm::{Algorithm, KeyFamily, UnknownAlgorithm};
pub use asn1::Asn1Fault;
pub use certificate::{Certificate, HashForm};
pub use cms::{CmsPolicy, CmsRefusal, CmsSeen};
pub use digest::DigestAlgorithm;
pub use error::CryptoError;
pub use gost::GostSigner;
pub use jwk::{Jwk, JwkSet};
pub use private_key::signer_from_pem;
pub use public_key::{GostPublicKey, PublicKey, RsaPublicKey};
pub use raw::{RawRefusal, RawSeen};
pub use rsa::RsaSigner;
pub use signer::Signer;
