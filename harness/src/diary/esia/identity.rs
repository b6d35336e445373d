//! Owns the diary's own key and certificate, with which it proves to the portal who asks.

pub(crate) mod gost;
pub(crate) mod rsa;

use std::str::FromStr;
use std::time::Duration;

use ::rsa::pkcs1v15::Signature;
use ::rsa::pkcs8::PrivateKeyInfo;
use ::rsa::signature::{Keypair, SignatureEncoding, Signer};
use der::asn1::UtcTime;
use der::{DecodePem, EncodePem, SecretDocument};
use jiff::Timestamp;
use spki::der::pem::LineEnding;
use spki::{DynSignatureAlgorithmIdentifier, EncodePublicKey, SubjectPublicKeyInfoOwned};
use x509_cert::Certificate;
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::diary::chance::Chance;
use crate::diary::esia::algorithm::Algorithm;
use crate::diary::esia::gost::Public;

/// A certificate of a relying party is good for about a year; this one is given longer, so that
/// a rehearsal may travel through several school years.
const VALID_FROM_YEAR_2015: Duration = Duration::from_secs(1_420_070_400);
const VALID_TO_YEAR_2045: Duration = Duration::from_secs(2_366_841_600);
/// RFC 7468 section 10.
const PRIVATE_KEY: &str = "PRIVATE KEY";

/// A signing key with the certificate that the portal has on file.
#[derive(Clone)]
pub struct Identity {
    pub(crate) key: Key,
    pub(crate) certificate: Certificate,
}

/// A private key of any of the algorithms.
#[derive(Clone)]
pub(crate) enum Key {
    Rsa(rsa::Private),
    Gost(gost::Private),
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The text is not a private key.
    #[error("failed to read the diary's private key: PKCS#8 with RSA or GOST R 34.10-2012 in PEM is wanted")]
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
    pub fn make(mnemonic: &str, algorithm: Algorithm, chance: &Chance) -> Result<Self, IdentityError> {
        let making = |error: &dyn std::fmt::Display| IdentityError::Making(error.to_string());
        let key = match algorithm.size() {
            None => Key::Rsa(rsa::Private::make(chance).map_err(|error| making(&error))?),
            Some(size) => Key::Gost(gost::Private::make(size, chance)),
        };
        let certificate = match &key {
            Key::Rsa(key) => certificate::<_, Signature>(mnemonic, key, chance),
            Key::Gost(key) => certificate::<_, gost::Signature>(mnemonic, &key.for_certificates(), chance),
        };
        Ok(Self { key, certificate: certificate.map_err(|error| making(&error))? })
    }

    /// Reads a private key and its certificate.
    pub fn from_pem(key: &str, certificate: &str) -> Result<Self, IdentityError> {
        let key = Key::from_pem(key.trim()).ok_or(IdentityError::Key)?;
        let certificate =
            Certificate::from_pem(certificate.trim()).map_err(|_| IdentityError::Certificate)?;
        if !key.belongs_to(&certificate) {
            return Err(IdentityError::Mismatch);
        }
        Ok(Self { key, certificate })
    }

    /// What it signs with.
    pub fn algorithm(&self) -> Algorithm {
        match &self.key {
            Key::Rsa(_) => Algorithm::Rsa,
            Key::Gost(key) => Algorithm::of_size(key.size()),
        }
    }

    /// The certificate, as it is handed to the portal's operator at registration.
    pub fn certificate_pem(&self) -> Result<String, IdentityError> {
        self.certificate.to_pem(LineEnding::LF).map_err(|_| IdentityError::Certificate)
    }

    /// The private key. It leaves the diary only into a file of its own.
    pub fn key_pem(&self) -> Result<String, IdentityError> {
        let document = match &self.key {
            Key::Rsa(key) => key.to_pkcs8_der(),
            Key::Gost(key) => key.to_pkcs8().ok().and_then(|der| SecretDocument::try_from(der).ok()),
        };
        let pem = document.and_then(|document| document.to_pem(PRIVATE_KEY, LineEnding::LF).ok());
        pem.map(|pem| pem.as_str().to_owned()).ok_or(IdentityError::Key)
    }
}

impl Key {
    fn from_pem(pem: &str) -> Option<Self> {
        if let Some(key) = rsa::Private::from_pkcs8_pem(pem) {
            return Some(Self::Rsa(key));
        }
        let (_, document) = SecretDocument::from_pem(pem).ok()?;
        let info = PrivateKeyInfo::try_from(document.as_bytes()).ok()?;
        gost::Private::read(&info).map(Self::Gost)
    }

    /// Certificates may name the same curve with and without its digest, so points are compared and not octets.
    fn belongs_to(&self, certificate: &Certificate) -> bool {
        let certified = &certificate.tbs_certificate.subject_public_key_info;
        match self {
            Self::Rsa(key) => {
                let own = SubjectPublicKeyInfoOwned::from_key(key.verifying_key());
                own.is_ok_and(|own| own == *certified)
            }
            Self::Gost(key) => Public::read(certified) == Some(key.public()),
        }
    }

    /// A bare signature of a text.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.sign(text).to_vec(),
            Self::Gost(key) => key.sign(text),
        }
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({})", self.certificate.tbs_certificate.subject)
    }
}

fn certificate<K, S>(
    mnemonic: &str,
    key: &K,
    chance: &Chance,
) -> Result<Certificate, x509_cert::builder::Error>
where
    K: Keypair + DynSignatureAlgorithmIdentifier + Signer<S>,
    K::VerifyingKey: EncodePublicKey,
    S: spki::SignatureBitStringEncoding,
{
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
    CertificateBuilder::new(profile, SerialNumber::new(&serial)?, validity, name, public, key)?.build::<S>()
}

/// The moment in the form of a signing-time attribute.
pub(crate) fn utc_time(moment: Timestamp) -> der::Result<UtcTime> {
    UtcTime::from_unix_duration(Duration::from_secs(u64::try_from(moment.as_second()).unwrap_or(0)))
}
