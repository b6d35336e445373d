//! Owns the operator's own certificate and key: read, and checked against each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{Error as PemError, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};

use crate::tls::error::TlsError;

/// The certificate with its chain and its key.
pub(super) fn read(
    certificate: &Path,
    key: &Path,
    provider: &Arc<CryptoProvider>,
) -> Result<SingleCertAndKey, TlsError> {
    let chain = certificates(certificate)?;
    let text = text_of(key)?;
    let private = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|error| {
        let why = match error {
            PemError::NoItemsFound if text.contains("BEGIN ENCRYPTED PRIVATE KEY") => {
                "the private key is encrypted with a password; decrypt it first, for instance with openssl pkey"
            }
            _ => "expected a private key in PEM",
        };
        TlsError::content(key, why)
    })?;
    let signing = provider.key_provider.load_private_key(private).map_err(|_| {
        TlsError::content(
            key,
            "expected a key that TLS clients accept: RSA, ECDSA P-256 or P-384, or Ed25519",
        )
    })?;
    let certified = CertifiedKey::new(chain, signing);
    match certified.keys_match() {
        Ok(()) => Ok(SingleCertAndKey::from(certified)),
        Err(rustls::Error::InconsistentKeys(_)) => {
            Err(TlsError::OtherKey { certificate: certificate.to_owned(), key: key.to_owned() })
        }
        Err(other) => Err(TlsError::content(certificate, other.to_string())),
    }
}

/// The text of a file of roots that has at least one certificate.
pub(super) fn roots(file: &Path) -> Result<String, TlsError> {
    certificates(file)?;
    text_of(file)
}

/// The path as children in other folders can use it.
pub(super) fn absolute(file: &Path) -> Result<PathBuf, TlsError> {
    std::path::absolute(file).map_err(TlsError::file(file))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = text_of(file)?;
    let read = CertificateDer::pem_slice_iter(text.as_bytes()).collect::<Result<Vec<_>, _>>();
    let read = read.map_err(|error| TlsError::content(file, error.to_string()))?;
    if read.is_empty() { Err(TlsError::content(file, "expected certificates in PEM")) } else { Ok(read) }
}

fn text_of(file: &Path) -> Result<String, TlsError> {
    let octets = std::fs::read(file).map_err(TlsError::file(file))?;
    String::from_utf8(octets).map_err(|_| TlsError::content(file, "expected PEM, which is text"))
}
