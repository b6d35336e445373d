//! A provider's own keys: which one signs what, and what relying parties check with.

use std::sync::Arc;

use crate::crypto::{Algorithm, Certificate, CryptoError, PublicKey, RsaSigner, Signer};

/// A provider's keys.
pub struct Keyring {
    rsa: Arc<RsaSigner>,
    rsa_public: PublicKey,
    certificate: Certificate,
}

impl Keyring {
    /// A ring with an RSA key and its certificate, both PEM.
    ///
    /// # Errors
    /// Either cannot be read.
    pub fn from_pem(key: &str, certificate: &str) -> Result<Self, CryptoError> {
        let certificate = Certificate::from_pem(certificate)?;
        let rsa = RsaSigner::from_pem(key)?;
        Ok(Self { rsa: Arc::new(rsa), rsa_public: certificate.public_key().clone(), certificate })
    }

    /// The key that signs a relying party's tokens, by the JOSE name in its registration.
    pub fn signer(&self, algorithm: &str) -> &dyn Signer {
        let _ = algorithm.parse::<Algorithm>();
        self.rsa.as_ref()
    }

    /// What this provider's own tokens are checked with.
    pub fn verifiers(&self) -> [(Algorithm, &PublicKey); 1] {
        [(Algorithm::Rs256, &self.rsa_public)]
    }

    /// The bare public key of RS256 tokens, PEM.
    pub fn public_key_pem(&self) -> Option<String> {
        match &self.rsa_public {
            PublicKey::Rsa(key) => Some(key.to_spki_pem()),
            _ => None,
        }
    }

    /// The certificate relying parties check RS256 tokens with.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}
