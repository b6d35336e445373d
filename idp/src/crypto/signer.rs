//! What every private key can do.

use crate::crypto::algorithm::Algorithm;
use crate::crypto::error::CryptoError;
use crate::crypto::public_key::PublicKey;

/// A private key that can sign with one algorithm.
pub trait Signer: Send + Sync {
    /// The algorithm every signature of this key is made with.
    fn algorithm(&self) -> Algorithm;

    /// Signs a message (not its digest).
    ///
    /// # Errors
    /// The engine refused to sign, which a loaded key gives no reason to expect.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError>;

    /// The public key its signatures are checked with.
    fn verifier(&self) -> PublicKey;
}
