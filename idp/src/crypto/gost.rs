//! GOST R 34.10-2012 private keys: loading, making, signing.

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::OnceLock;

use gost3410::{ParameterSet, SigningKey};

use crate::crypto::slow;
use crate::crypto::{Algorithm, CryptoError, GostPublicKey, PublicKey, Signer, pem};

const LABEL: &str = "PRIVATE KEY";

/// A GOST private key that signs `GOST3410_2012_256` or `GOST3410_2012_512`, by the size of its set.
///
/// A signature is `s || r`, each big-endian (64 or 128 bytes), and the same every time: the nonce is drawn
/// from the key and the message.
#[derive(Clone)]
pub struct GostSigner {
    key: SigningKey,
    /// Found at its first use: it costs a start more than everything else that is done with keys there.
    public: OnceLock<GostPublicKey>,
}

impl GostSigner {
    /// Reads a PEM block `PRIVATE KEY` (PKCS#8) in any text.
    ///
    /// # Errors
    /// There is no such block, or it is no GOST R 34.10-2012 key.
    pub fn from_pem(text: &str) -> Result<Self, CryptoError> {
        let der = pem::first(text, LABEL)?;
        let key = SigningKey::from_pkcs8_der(&der).map_err(|refusal| CryptoError::BadGostKey { refusal })?;
        Ok(Self::new(key))
    }

    /// A key over this set from the given chance; the same chance makes the same key, which is as hard to
    /// guess as the chance is.
    pub fn from_entropy(set: ParameterSet, entropy: &[u8]) -> Self {
        Self::new(SigningKey::from_entropy(set, entropy))
    }

    /// The public half.
    pub fn public_key(&self) -> &GostPublicKey {
        self.public.get_or_init(|| GostPublicKey::from(self.key.verifying_key()))
    }

    /// The key as a PEM block `PRIVATE KEY` (PKCS#8, as OpenSSL's engine writes it): a secret, to be written
    /// to a file and nowhere else.
    pub fn to_pkcs8_pem(&self) -> String {
        pem::armour(LABEL, &self.key.to_pkcs8_der())
    }

    fn new(key: SigningKey) -> Self {
        Self { key, public: OnceLock::new() }
    }
}

impl Signer for GostSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::from(self.key.parameter_set().size())
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        slow::check("signing");
        Ok(self.key.sign(message, b""))
    }

    fn verifier(&self) -> PublicKey {
        PublicKey::Gost(self.public_key().clone())
    }
}

impl fmt::Debug for GostSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("GostSigner").field("public", self.public_key()).finish_non_exhaustive()
    }
}
