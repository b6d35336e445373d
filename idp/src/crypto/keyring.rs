//! A provider's own keys: which one signs what, which old ones are still checked with, when they change.

use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};

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
    /// The file of the key, for messages.
    pub file: String,
    /// The private key, PKCS#8 PEM.
    pub key: String,
    /// The certificate, PEM.
    pub certificate: String,
}

/// A provider's keys. The first of an algorithm signs; the others of it wait for a rotation.
pub struct Keyring {
    keys: RwLock<Vec<RingKey>>,
}

/// A key that cannot be one of a provider's.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct KeyFault {
    /// The file.
    pub file: String,
    /// Why.
    pub why: CryptoError,
}

/// A change of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Of which algorithm, by its JOSE name.
    pub algorithm: Algorithm,
    /// From when nothing is checked with the old key.
    pub retired_at: Timestamp,
}

/// There is no other key to rotate to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the realm has no key of this algorithm that it could change to")]
pub struct NoNextKey;

impl RingKey {
    fn read(texts: &KeyTexts) -> Result<Self, CryptoError> {
        let certificate = Certificate::from_pem(&texts.certificate)?;
        let signer: Arc<dyn Signer> = Arc::from(signer_from_pem(&texts.key)?);
        // Whether the two belong together is asked by `check`: for a built-in key a test does it, and starts are quick.
        let public = certificate.public_key().clone();
        Ok(Self { signer, public, certificate, retired_at: None })
    }

    fn check(&self) -> Result<(), CryptoError> {
        if self.public == self.signer.verifier() {
            return Ok(());
        }
        Err(CryptoError::UnusableKey { why: "the certificate is of another key" })
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
    /// One cannot be read; its file is named.
    pub fn read(texts: &[KeyTexts]) -> Result<Self, KeyFault> {
        let key = |one: &KeyTexts| RingKey::read(one).map_err(|why| KeyFault { file: one.file.clone(), why });
        let keys = texts.iter().map(key).collect::<Result<_, _>>()?;
        Ok(Self { keys: RwLock::new(keys) })
    }

    /// Checks that each key belongs to its certificate; `texts` are those that the ring was read from.
    ///
    /// # Errors
    /// One does not; its file is named.
    pub fn check(&self, texts: &[KeyTexts]) -> Result<(), KeyFault> {
        let keys = self.all();
        let told = |(key, one): (&RingKey, &KeyTexts)| {
            key.check().map_err(|why| KeyFault { file: one.file.clone(), why })
        };
        keys.iter().zip(texts).try_for_each(told)
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

    /// The rotations there were, in their order: of which algorithm, and until when the old key is checked with.
    pub fn rotations(&self) -> Vec<Rotation> {
        let retired =
            |key: RingKey| Some(Rotation { algorithm: key.algorithm(), retired_at: key.retired_at? });
        self.all().into_iter().filter_map(retired).collect()
    }

    /// Has the keys in force that were after these rotations of the ring as it was read. One to which there is no next
    /// key (the ring was read from fewer keys since) is left out.
    pub fn follow(&self, rotations: &[Rotation]) {
        for key in self.keys.write().unwrap_or_else(PoisonError::into_inner).iter_mut() {
            key.retired_at = None;
        }
        for Rotation { algorithm, retired_at } in rotations {
            let _ = self.rotate(*algorithm, *retired_at);
        }
    }

    /// Adds a key that waits for a rotation.
    ///
    /// # Errors
    /// It cannot be read, or the certificate is of another key.
    pub fn add(&self, texts: &KeyTexts) -> Result<(), CryptoError> {
        let key = RingKey::read(texts)?;
        key.check()?;
        self.keys.write().unwrap_or_else(PoisonError::into_inner).push(key);
        Ok(())
    }
}
