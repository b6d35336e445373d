//! Owns TLS of a run: the roots that its clients verify servers against, what parties get to know of the portal's, and
//! the certificates of the built-in diaries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use der::{Decode as _, Encode as _};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;

/// The roots of a run. Without any, no HTTPS server is trusted.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    roots: Vec<CertificateDer<'static>>,
    ca_file: Option<PathBuf>,
    environment: BTreeMap<String, String>,
    diaries: Option<Arc<Authority>>,
}

/// The authority of the run's built-in diaries.
#[derive(Debug)]
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: CertificateDer<'static>,
}

/// TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file has no usable roots.
    #[error("{}: {why}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A certificate cannot be made.
    #[error("failed to make a certificate: {0}")]
    Make(#[from] rcgen::Error),
    /// The library refuses the configuration.
    #[error("failed to set up TLS: {0}")]
    Setup(#[from] rustls::Error),
}

impl Trust {
    /// The same with the portal's root, which parties get in `ESIA_CA_FILE` and the other variables.
    ///
    /// # Errors
    /// When the file has no certificates.
    pub fn portal(mut self, file: &Path, environment: BTreeMap<String, String>) -> Result<Self, TlsError> {
        self.ca_file = Some(std::path::absolute(file).unwrap_or_else(|_| file.to_owned()));
        let named = self.ca_file.iter().map(|file| ("ESIA_CA_FILE".to_owned(), file.display().to_string()));
        self.environment.extend(named);
        self.environment.extend(environment);
        self.and(file)
    }

    /// The same with the roots of one more file.
    ///
    /// # Errors
    /// When the file has no certificates.
    pub fn and(mut self, file: &Path) -> Result<Self, TlsError> {
        self.roots.extend(certificates(file)?);
        Ok(self)
    }

    /// The same with an authority for the built-in diaries, which then speak HTTPS.
    pub fn with_https_diaries(mut self) -> Result<Self, TlsError> {
        let authority = Authority::make()?;
        self.roots.push(authority.root.clone());
        self.diaries = Some(Arc::new(authority));
        Ok(self)
    }

    /// How clients of the run speak TLS.
    ///
    /// # Errors
    /// When a root is unusable.
    pub fn client(&self) -> Result<ClientConfig, TlsError> {
        let mut roots = RootCertStore::empty();
        self.roots.iter().try_for_each(|root| roots.add(root.clone()))?;
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(config.with_root_certificates(roots).with_no_client_auth())
    }

    /// How the built-in diary serves; nothing over plain HTTP.
    pub fn diary(&self) -> Result<Option<ServerConfig>, TlsError> {
        self.diaries.as_deref().map(Authority::server).transpose()
    }

    /// The keys of the roots as Chromium pins them: SHA-256 of the public key, in base64.
    pub fn pins(&self) -> Vec<String> {
        let key = |root: &CertificateDer<'_>| {
            let certificate = Certificate::from_der(root).ok()?;
            let key = certificate.tbs_certificate.subject_public_key_info.to_der().ok()?;
            Some(STANDARD.encode(Sha256::digest(key)))
        };
        self.roots.iter().filter_map(key).collect()
    }

    /// The variables by which a party's process finds the portal's root.
    pub fn environment(&self) -> &BTreeMap<String, String> {
        &self.environment
    }

    /// The portal's root.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }
}

impl Authority {
    fn make() -> Result<Self, TlsError> {
        let key = KeyPair::generate()?;
        let mut params = lasting("esia-harness diaries");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let root = params.self_signed(&key)?.der().clone();
        Ok(Self { issuer: Issuer::new(params, key), root })
    }

    fn server(&self) -> Result<ServerConfig, TlsError> {
        let key = KeyPair::generate()?;
        let names = CertificateParams::new(["localhost", "127.0.0.1", "::1"].map(str::to_owned))?;
        let mut params = lasting("esia-harness diary");
        params.subject_alt_names = names.subject_alt_names;
        let certificate = params.signed_by(&key, &self.issuer)?.der().clone();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        // Chromium looks for a pinned key among the certificates that the server sends.
        Ok(serving(vec![certificate, self.root.clone()], key)?)
    }
}

/// HTTPS with a certificate and a key from files.
///
/// # Errors
/// When a file cannot be read, or the key is another's.
pub fn server(certificate: &Path, key: &Path) -> Result<ServerConfig, TlsError> {
    let wrong = |file: &Path, why: String| TlsError::File { file: file.to_owned(), why };
    let chain = certificates(certificate)?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, error.to_string()))?;
    serving(chain, key).map_err(|error| wrong(certificate, error.to_string()))
}

fn serving(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<ServerConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    config.with_no_client_auth().with_single_cert(chain, key)
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let wrong = |why: String| TlsError::File { file: file.to_owned(), why };
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let read = read.map_err(|error| wrong(error.to_string()))?;
    if read.is_empty() { Err(wrong("it has no certificate in PEM".to_owned())) } else { Ok(read) }
}

/// A certificate that is valid whenever the machine's clock says it is: it lasts no longer than the run's memory.
fn lasting(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = rcgen::date_time_ymd(2000, 1, 1);
    params.not_after = rcgen::date_time_ymd(2100, 1, 1);
    params
}
