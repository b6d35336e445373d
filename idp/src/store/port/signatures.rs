//! Confirmation by signature: challenges that wait, certificates that were issued.

use crate::domain::id::{Oid, SignatureChallengeId};
use crate::domain::signature::{QualifiedCertificate, SignatureChallenge};
use crate::store::error::StoreError;

/// What may be read of signatures.
pub trait SignatureReads {
    /// A challenge, in time or not.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn signature_challenge(&self, id: SignatureChallengeId)
    -> Result<Option<SignatureChallenge>, StoreError>;

    /// The certificates issued to a person, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn qualified_certificates(&self, person: Oid) -> Result<Vec<QualifiedCertificate>, StoreError>;

    /// The issued certificate of a serial number.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn qualified_certificate(&self, serial: &str) -> Result<Option<QualifiedCertificate>, StoreError>;
}

/// What may be written of signatures.
pub trait SignatureWrites {
    /// Keeps a challenge; it takes the place of the person's others that have run out.
    ///
    /// # Errors
    /// The engine failed.
    fn put_signature_challenge(&mut self, challenge: &SignatureChallenge) -> Result<(), StoreError>;

    /// Forgets a challenge that was met.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_signature_challenge(&mut self, id: SignatureChallengeId) -> Result<(), StoreError>;

    /// Keeps an issued certificate.
    ///
    /// # Errors
    /// The engine failed.
    fn put_qualified_certificate(&mut self, certificate: &QualifiedCertificate) -> Result<(), StoreError>;
}
