//! Owns the diary's own key and certificate, with which it proves to the portal who asks.

use std::str::FromStr;
use std::time::Duration;

use der::asn1::UtcTime;
use der::{DecodePem, EncodePem};
use jiff::Timestamp;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::{Signature, SigningKey};
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::rand_core::{CryptoRng, RngCore};
use rsa::sha2::Sha256;
use rsa::signature::Keypair;
use spki::SubjectPublicKeyInfoOwned;
use spki::der::pem::LineEnding;
use x509_cert::Certificate;
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::diary::chance::Chance;

const KEY_BITS: usize = 2048;
/// A certificate of a relying party is good for about a year; this one is given longer, so that
/// a rehearsal may travel through several school years.
const VALID_FROM_YEAR_2015: Duration = Duration::from_secs(1_420_070_400);
const VALID_TO_YEAR_2045: Duration = Duration::from_secs(2_366_841_600);

/// A signing key with the certificate that the portal has on file.
#[derive(Clone)]
pub struct Identity {
    pub(crate) key: SigningKey<Sha256>,
    pub(crate) certificate: Certificate,
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The text is not a private key.
    #[error("failed to read the diary's private key: PKCS#8 with RSA in PEM is wanted")]
    Key,
    /// The text is not a certificate.
    #[error("failed to read the diary's certificate: PEM is wanted")]
    Certificate,
    /// The certificate belongs to another key.
    #[error("the diary's certificate and private key do not belong together")]
    Mismatch,
    /// A key or certificate could not be made.
    #[error("failed to make the diary's key and certificate: {0}")]
    Making(String),
}

impl Identity {
    /// Makes a key and a certificate signed by itself, named after the diary's mnemonic.
    ///
    /// # Errors
    /// When the arithmetic or the encoding fails.
    pub fn make(mnemonic: &str, chance: &Chance) -> Result<Self, IdentityError> {
        let making = |error: &dyn std::fmt::Display| IdentityError::Making(error.to_string());
        let key = RsaPrivateKey::new(&mut Dice(chance), KEY_BITS).map_err(|error| making(&error))?;
        let key = SigningKey::<Sha256>::new(key);
        let certificate = certificate(mnemonic, &key, chance).map_err(|error| making(&error))?;
        Ok(Self { key, certificate })
    }

    /// Reads a private key and its certificate.
    ///
    /// # Errors
    /// When one cannot be read, or they do not belong together.
    pub fn from_pem(key: &str, certificate: &str) -> Result<Self, IdentityError> {
        let key = RsaPrivateKey::from_pkcs8_pem(key.trim()).map_err(|_| IdentityError::Key)?;
        let key = SigningKey::<Sha256>::new(key);
        let certificate =
            Certificate::from_pem(certificate.trim()).map_err(|_| IdentityError::Certificate)?;
        let public =
            SubjectPublicKeyInfoOwned::from_key(key.verifying_key()).map_err(|_| IdentityError::Key)?;
        if certificate.tbs_certificate.subject_public_key_info != public {
            return Err(IdentityError::Mismatch);
        }
        Ok(Self { key, certificate })
    }

    /// The certificate, as it is handed to the portal's operator at registration.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn certificate_pem(&self) -> Result<String, IdentityError> {
        self.certificate.to_pem(LineEnding::LF).map_err(|_| IdentityError::Certificate)
    }

    /// The private key. It leaves the diary only into a file of its own.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn key_pem(&self) -> Result<String, IdentityError> {
        let pem = self.key.to_pkcs8_pem(LineEnding::LF).map_err(|_| IdentityError::Key)?;
        Ok(pem.as_str().to_owned())
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({})", self.certificate.tbs_certificate.subject)
    }
}

fn certificate(
    mnemonic: &str,
    key: &SigningKey<Sha256>,
    chance: &Chance,
) -> Result<Certificate, x509_cert::builder::Error> {
    let name = Name::from_str(&format!("CN={mnemonic},O=Built-in school diary,C=RU"))?;
    let mut serial = [0; 16];
    chance.fill(&mut serial);
    serial[0] = serial[0] & 0x7F | 0x40;
    let validity = Validity {
        not_before: Time::UtcTime(UtcTime::from_unix_duration(VALID_FROM_YEAR_2015)?),
        not_after: Time::UtcTime(UtcTime::from_unix_duration(VALID_TO_YEAR_2045)?),
    };
    let public = SubjectPublicKeyInfoOwned::from_key(key.verifying_key())?;
    let profile =
        Profile::Leaf { issuer: name.clone(), enable_key_agreement: false, enable_key_encipherment: false };
    CertificateBuilder::new(profile, SerialNumber::new(&serial)?, validity, name, public, key)?
        .build::<Signature>()
}

/// The diary's chance in the form that key generation wants.
struct Dice<'c>(&'c Chance);

impl RngCore for Dice<'_> {
    fn next_u32(&mut self) -> u32 {
        rsa::rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rsa::rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl CryptoRng for Dice<'_> {}

/// The moment in the form of a signing-time attribute.
pub(crate) fn utc_time(moment: Timestamp) -> der::Result<UtcTime> {
    UtcTime::from_unix_duration(Duration::from_secs(u64::try_from(moment.as_second()).unwrap_or(0)))
}
