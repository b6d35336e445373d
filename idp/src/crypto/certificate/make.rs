//! The making of certificates: self-signed, or issued by an authority that exists only here (RFC 5280 section
//! 4.1).

mod extension;
mod purpose;
#[cfg(test)]
mod tests;

use super::{Certificate, moment, name::Name};
use crate::crypto::algorithm_id::of_signatures;
use crate::crypto::asn1::{bit_string, tag, tlv, unsigned};
use crate::crypto::{CryptoError, PublicKey, Signer};
use crate::domain::time::Timestamp;

pub use purpose::Purpose;

use extension::Extensions;

/// What a new certificate is to say. The same order and the same keys make the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateOrder<'a> {
    /// Whose it is, written `C=RU, O=Diaries\, Inc., CN=TESTIS`, in the order the certificate carries it.
    pub subject: &'a str,
    /// The serial number, which is not zero.
    pub serial: u64,
    /// The first second of its validity.
    pub from: Timestamp,
    /// The last second of its validity.
    pub to: Timestamp,
    /// What its key may sign.
    pub purpose: Purpose,
}

impl CertificateOrder<'_> {
    /// A version 3 certificate of a key, signed by that key.
    ///
    /// # Errors
    /// The subject cannot be read, the serial number is zero, or the validity ends before it begins or lies
    /// outside the years 1950 to 2199.
    pub fn self_signed(&self, key: &dyn Signer) -> Result<Certificate, CryptoError> {
        let subject = Name::parse(self.subject)?;
        self.sealed(&subject, &key.verifier(), &subject, key, None)
    }

    /// A version 3 certificate of a key, signed by an authority's.
    ///
    /// # Errors
    /// As for [`Self::self_signed`]; or `authority` is not the certificate of `authority_key`; or a
    /// certificate of such a key cannot be made.
    pub fn issued_by(
        &self,
        authority: &Certificate,
        authority_key: &dyn Signer,
        key: &PublicKey,
    ) -> Result<Certificate, CryptoError> {
        if authority.key != authority_key.verifier() {
            return Err(CryptoError::UnusableKey { why: "it is not the key of the authority's certificate" });
        }
        let subject = Name::parse(self.subject)?;
        self.sealed(&subject, key, &authority.subject, authority_key, Some(authority.key_identifier()))
    }

    fn sealed(
        &self,
        subject: &Name,
        key: &PublicKey,
        issuer: &Name,
        signer: &dyn Signer,
        authority: Option<Vec<u8>>,
    ) -> Result<Certificate, CryptoError> {
        self.is_sound()?;
        let algorithm = of_signatures(signer.algorithm());
        let key = key.to_spki_der()?;
        let signed_part = tlv(
            tag::SEQUENCE,
            &[
                &tlv(tag::context(0), &[&unsigned(&[2])]),
                &unsigned(&self.serial.to_be_bytes()),
                &algorithm,
                issuer.der(),
                &tlv(tag::SEQUENCE, &[&moment::write(self.from)?, &moment::write(self.to)?]),
                subject.der(),
                &key,
                &Extensions { key: &key, authority, purpose: self.purpose }.written()?,
            ],
        );
        let signature = signer.sign(&signed_part)?;
        Certificate::from_der(&tlv(tag::SEQUENCE, &[&signed_part, &algorithm, &bit_string(&signature)]))
    }

    fn is_sound(&self) -> Result<(), CryptoError> {
        if self.serial == 0 {
            let why = "a serial number is positive (RFC 5280 section 4.1.2.2)";
            return Err(CryptoError::BadSubject { why });
        }
        if self.to < self.from {
            return Err(CryptoError::BadSubject { why: "the validity ends before it begins" });
        }
        Ok(())
    }
}

/// A version 3 certificate of a key, signed by that key and fit to be a trust anchor.
///
/// # Errors
/// As for [`CertificateOrder::self_signed`].
pub fn make_self_signed(
    subject: &str,
    key: &dyn Signer,
    serial: u64,
    from: Timestamp,
    to: Timestamp,
) -> Result<Certificate, CryptoError> {
    CertificateOrder { subject, serial, from, to, purpose: Purpose::Anchor }.self_signed(key)
}
