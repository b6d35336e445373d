//! Keys and certificates for relying parties, made on order: a developer needs no certification centre and no
//! CryptoPro.

mod algorithm;
mod chance;
mod fault;
mod files;
mod set;
mod set_names;
#[cfg(test)]
mod tests;

use std::fmt;

use gost3410::ParameterSet;

use crate::crypto::certificate::{CertificateOrder, Purpose};
use crate::crypto::{Certificate, CryptoError, GostSigner, PublicKey, RsaSigner, Signer};
use crate::domain::time::{Span, Timestamp};

pub use algorithm::{KeyAlgorithm, UnknownKeyAlgorithm};
pub use fault::{DAYS_MAX, KeysFault};
pub use files::write;
pub use set_names::{default_set, known_sets};

use chance::Chance;

/// The size of the RSA keys, in bits.
const RSA_BITS: usize = 2048;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysOrder {
    /// The kind of key.
    pub algorithm: KeyAlgorithm,
    /// The parameter set of a GOST key, by any of its names (see [`known_sets`]); the usual one when absent.
    pub set: Option<String>,
    /// Whose certificate it will be: `C=RU, O=Diaries\, Inc., CN=TESTIS`.
    pub subject: String,
    /// How many days it is valid, from 1 to [`DAYS_MAX`].
    pub days: u32,
}

/// A key and its self-signed certificate.
pub struct MadeKeys {
    /// The private key as a PEM block `PRIVATE KEY` (PKCS#8): a secret.
    pub key_pem: String,
    /// The certificate as a PEM block `CERTIFICATE`.
    pub certificate_pem: String,
    /// What the later wire wants as `client_certificate_hash`.
    pub client_certificate_hash: String,
    /// The certificate itself.
    pub certificate: Certificate,
}

/// Makes a key from the given chance and its certificate from `now` on; the same chance and moment make the
/// same keys.
///
/// # Errors
/// The order asks for what cannot be made.
pub fn make(
    order: &KeysOrder,
    mut entropy: impl FnMut(&mut [u8]),
    now: Timestamp,
) -> Result<MadeKeys, KeysFault> {
    if !(1..=DAYS_MAX).contains(&order.days) {
        return Err(KeysFault::BadDays { days: order.days });
    }
    let set = set::of(order.algorithm, order.set.as_deref())?;
    let serial = serial(&mut entropy);
    let (key, key_pem) = match set {
        Some(set) => gost(set, &mut entropy),
        None => rsa(&mut entropy).map_err(KeysFault::Crypto)?,
    };
    let to = now + Span::from_days(i64::from(order.days));
    let certificate =
        CertificateOrder { subject: &order.subject, serial, from: now, to, purpose: Purpose::Signing }
            .self_signed(key.as_ref())
            .map_err(KeysFault::Crypto)?;
    Ok(MadeKeys {
        key_pem,
        certificate_pem: certificate.to_pem(),
        client_certificate_hash: certificate.client_hash(),
        certificate,
    })
}

/// A positive number of 63 bits, so that every reader takes it for positive.
fn serial(entropy: &mut impl FnMut(&mut [u8])) -> u64 {
    let mut octets = [0; 8];
    entropy(&mut octets);
    (u64::from_be_bytes(octets) >> 1).max(1)
}

/// A key, and the PEM it is kept in.
type Kept = (Box<dyn Signer>, String);

fn gost(set: ParameterSet, entropy: &mut impl FnMut(&mut [u8])) -> Kept {
    let mut octets = [0; 64];
    entropy(&mut octets);
    let key = GostSigner::from_entropy(set, &octets);
    let pem = key.to_pkcs8_pem();
    (Box::new(key), pem)
}

fn rsa(entropy: &mut impl FnMut(&mut [u8])) -> Result<Kept, CryptoError> {
    let key = RsaSigner::generate(RSA_BITS, &mut Chance(entropy))?;
    let pem = key.to_pkcs8_pem()?;
    Ok((Box::new(key), pem))
}

impl MadeKeys {
    /// The public half.
    pub const fn public_key(&self) -> &PublicKey {
        self.certificate.public_key()
    }
}

/// Shows the certificate only: the key must not reach a log.
impl fmt::Debug for MadeKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MadeKeys").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}
