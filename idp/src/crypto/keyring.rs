//! A provider's own keys: which one signs what, which old ones are still checked with, when they change.

use std::sync::{Arc, PoisonError, RwLock};

use crate::crypto::{Algorithm, Certificate, CryptoError, PublicKey, Signer, signer_from_pem};
use crate::domain::time::Timestamp;

/// A key with its certificate.
#[derive(Clone)]
pub struct RingKey {
    signer: Arc<dyn Signer>,
    public: PublicKey,
    certificate: Certificate,
    /// The moment from which nothing is checked with it any more; nothing while it is in force.
    retired_at: Option<Timestamp>,
}

/// A key and its certificate as texts.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyTexts {
    /// The private key, PKCS#8 PEM.
    pub key: String,
    /// The certificate, PEM.
    pub certificate: String,
}

/// A provider's keys. The first of an algorithm signs; the others of it wait for a rotation.
pub struct Keyring {
    keys: RwLock<Vec<RingKey>>,
}

/// There is no other key to rotate to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the realm has no key of this algorithm that it could change to")]
pub struct NoNextKey;

impl RingKey {
    fn read(texts: &KeyTexts) -> Result<Self, CryptoError> {
        let certificate = Certificate::from_pem(&texts.certificate)?;
        let signer: Arc<dyn Signer> = Arc::from(signer_from_pem(&texts.key)?);
        // That the two belong together is not asked here: it would cost a start the making of a curve's tables.
        let public = certificate.public_key().clone();
        Ok(Self { signer, public, certificate, retired_at: None })
    }

    /// Its algorithm.
    pub fn algorithm(&self) -> Algorithm {
        self.signer.algorithm()
    }

    /// The moment from which nothing is checked with it; nothing while it is in force or waits.
    pub fn retired_at(&self) -> Option<Timestamp> {
        self.retired_at
    }

    /// Its certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// What signs.
    pub fn signer(&self) -> &dyn Signer {
        self.signer.as_ref()
    }
}

impl Keyring {
    /// A ring of keys, in the order in which they come into force.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn read(texts: &[KeyTexts]) -> Result<Self, CryptoError> {
        let keys = texts.iter().map(RingKey::read).collect::<Result<_, _>>()?;
        Ok(Self { keys: RwLock::new(keys) })
    }

    /// A ring with the same keys, to be rotated on its own.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { keys: RwLock::new(self.all()) }
    }

    /// The key that signs with an algorithm.
    pub fn key(&self, algorithm: Algorithm) -> Option<RingKey> {
        self.all().into_iter().find(|key| key.algorithm() == algorithm && key.retired_at.is_none())
    }

    /// Whether a key is the one that signs with its algorithm.
    pub fn is_in_force(&self, key: &RingKey) -> bool {
        self.key(key.algorithm()).is_some_and(|own| own.public == key.public)
    }

    /// The key that signs a relying party's tokens, by the JOSE name in its registration.
    ///
    /// # Errors
    /// The ring has no such key.
    pub fn signer(&self, algorithm: &str) -> Result<RingKey, CryptoError> {
        let wanted: Option<Algorithm> = algorithm.parse().ok();
        wanted
            .and_then(|algorithm| self.key(algorithm))
            .ok_or(CryptoError::UnusableKey { why: "the realm has no key of this algorithm" })
    }

    /// What this provider's own tokens are checked with now: old keys too, until their overlap ends.
    pub fn verifiers(&self, now: Timestamp) -> Vec<(Algorithm, PublicKey)> {
        let alive = |key: &RingKey| key.retired_at.is_none_or(|retired_at| now < retired_at);
        self.all().into_iter().filter(alive).map(|key| (key.algorithm(), key.public)).collect()
    }

    /// Every key, the one that signs first.
    pub fn all(&self) -> Vec<RingKey> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the next key of an algorithm into force; the old one is checked with until `retired_at`.
    ///
    /// # Errors
    /// There is no other key of the algorithm.
    pub fn rotate(&self, algorithm: Algorithm, retired_at: Timestamp) -> Result<RingKey, NoNextKey> {
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let in_force = |key: &RingKey| key.algorithm() == algorithm && key.retired_at.is_none();
        let next = keys.iter().filter(|key| in_force(key)).nth(1).cloned().ok_or(NoNextKey)?;
        if let Some(old) = keys.iter_mut().find(|key| in_force(key)) {
            old.retired_at = Some(retired_at);
        }
        Ok(next)
    }

    /// Adds a key that waits for a rotation.
    ///
    /// # Errors
    /// It cannot be read, or the certificate is of another key.
    pub fn add(&self, texts: &KeyTexts) -> Result<(), CryptoError> {
        let key = RingKey::read(texts)?;
        if key.public != key.signer.verifier() {
            return Err(CryptoError::UnusableKey { why: "the certificate is of another key" });
        }
        self.keys.write().unwrap_or_else(PoisonError::into_inner).push(key);
        Ok(())
    }
}
