//! Owns the choice of an issued certificate: one for the server's own names, one for each realm's host.
//!
//! A wildcard would not do for realms: OpenSSL and Chromium match `*.localhost` with no host.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::crypto::CryptoProvider;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::tls::authority::Authority;
use crate::tls::error::TlsError;

/// Hosts below this one name realms.
const BELOW: &str = ".localhost";
/// Certificates kept; a client that asks for any number of names costs no more memory than these.
const HOSTS_MAX: usize = 256;

/// Certificates of an authority, made when they are first asked for.
#[derive(Debug)]
pub(super) struct Presented {
    authority: Arc<Authority>,
    provider: Arc<CryptoProvider>,
    own: Arc<CertifiedKey>,
    hosts: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl Presented {
    pub(super) fn new(
        authority: Arc<Authority>,
        names: &[String],
        provider: &Arc<CryptoProvider>,
    ) -> Result<Self, TlsError> {
        let own = Arc::new(authority.issue(names, provider)?);
        Ok(Self { authority, provider: Arc::clone(provider), own, hosts: Mutex::default() })
    }

    fn of(&self, host: &str) -> Option<Arc<CertifiedKey>> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = hosts.get(host) {
            return Some(Arc::clone(known));
        }
        let made = Arc::new(self.authority.issue(&[host.to_owned()], &self.provider).ok()?);
        if hosts.len() >= HOSTS_MAX {
            hosts.clear();
        }
        hosts.insert(host.to_owned(), Arc::clone(&made));
        Some(made)
    }
}

impl ResolvesServerCert for Presented {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = hello.server_name().map(str::to_ascii_lowercase);
        let realm = host.filter(|host| host.ends_with(BELOW)).and_then(|host| self.of(&host));
        // A client that wants another name refuses this certificate, which says which names there are.
        Some(realm.unwrap_or_else(|| Arc::clone(&self.own)))
    }
}
