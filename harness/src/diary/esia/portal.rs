//! Owns what the diary was told about the portal beforehand: addresses, names and the key to believe.

use der::{DecodePem, EncodePem};
use reqwest::Url;
use rsa::RsaPublicKey;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey;
use rsa::sha2::Sha256;
use rsa::signature::Verifier;
use spki::der::pem::LineEnding;
use x509_cert::Certificate;

/// The portal as a relying party has it in its settings.
#[derive(Debug, Clone)]
pub struct Portal {
    /// Where the portal is, without a trailing slash.
    pub base_url: String,
    /// What `iss` must say. It is a name and not the address.
    pub issuer: String,
    /// The mnemonic under which the diary is registered.
    pub mnemonic: String,
    /// What the diary asks of the citizen.
    pub scope: String,
    /// The key that signs the portal's tokens. It is installed, never fetched along with a token.
    pub key: PortalKey,
}

impl Portal {
    /// The issuer of the real ESIA: `http`, with a slash at the end.
    pub const ISSUER: &'static str = "http://esia.gosuslugi.ru/";
    /// The least that this diary needs: who it is, the insurance number, and whether the passport was checked.
    pub const SCOPE: &'static str = "openid fullname snils id_doc";

    /// An address on the portal. The portal may live under a path of its own.
    pub(crate) fn at(&self, path: &str) -> Result<Url, PortalAddressError> {
        Url::parse(&format!("{}{path}", self.base_url.trim_end_matches('/')))
            .map_err(|_| PortalAddressError { base_url: self.base_url.clone() })
    }
}

/// The portal's address is not an address.
#[derive(Debug, thiserror::Error)]
#[error("the portal's address `{base_url}` is not an absolute URL")]
pub struct PortalAddressError {
    base_url: String,
}

/// The public half of the portal's signing key.
#[derive(Debug, Clone)]
pub struct PortalKey(VerifyingKey<Sha256>);

/// A PEM text that holds no RSA key.
#[derive(Debug, thiserror::Error)]
#[error("failed to read the portal's key: neither a certificate nor a public key with RSA in PEM")]
pub struct PortalKeyError;

impl PortalKey {
    /// Reads a certificate or a bare public key. ESIA hands out both.
    ///
    /// # Errors
    /// When it is neither, or the key is not RSA.
    pub fn from_pem(pem: &str) -> Result<Self, PortalKeyError> {
        let public = match Certificate::from_pem(pem.trim()) {
            Ok(certificate) => certificate
                .tbs_certificate
                .subject_public_key_info
                .to_pem(LineEnding::LF)
                .map_err(|_| PortalKeyError)?,
            Err(_) => pem.trim().to_owned(),
        };
        let key = RsaPublicKey::from_public_key_pem(&public).map_err(|_| PortalKeyError)?;
        Ok(Self(VerifyingKey::new(key)))
    }

    /// Whether `signature` was made over `message` with the private half.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::try_from(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }
}
