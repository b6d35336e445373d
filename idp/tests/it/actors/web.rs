//! Owns the tests' HTTP clients: which roots they trust is always said.

use std::path::Path;
use std::sync::Arc;

use reqwest::blocking::{Client, ClientBuilder};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

/// TLS that trusts the roots of a file, and no root without one.
pub(crate) fn trusting(ca_file: Option<&Path>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    for root in ca_file.into_iter().flat_map(|file| CertificateDer::pem_file_iter(file).unwrap()) {
        roots.add(root.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    config.with_root_certificates(roots).with_no_client_auth()
}

/// A client that shows redirects to the test; HTTPS only to servers whose root is in `ca_file`.
pub(crate) fn client_trusting(ca_file: Option<&Path>) -> ClientBuilder {
    #[expect(clippy::disallowed_methods, reason = "the one place where the tests make clients")]
    let builder = Client::builder();
    builder.redirect(reqwest::redirect::Policy::none()).tls_backend_preconfigured(trusting(ca_file))
}

/// A client for plain HTTP, which shows redirects to the test.
pub(crate) fn client() -> Client {
    client_trusting(None).build().unwrap()
}
