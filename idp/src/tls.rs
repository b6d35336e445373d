//! HTTPS: whose certificate the server presents, and the files that let clients verify it.

mod authority;
mod error;
mod folder;
mod own;
mod presented;
mod trust;

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::server::ResolvesServerCert;
use rustls::sign::SingleCertAndKey;

use crate::tls::authority::Authority;
pub use crate::tls::error::TlsError;
use crate::tls::folder::Folder;
use crate::tls::presented::Presented;
pub use crate::tls::trust::Trust;

/// How to serve HTTPS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Whose certificate is presented.
    pub certificate: Source,
    /// Host names and IP addresses that an issued certificate covers beside loopback and the listening address.
    pub names: Vec<String>,
}

/// Where the server's certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A certificate authority made for this run.
    PerRun,
    /// A certificate authority kept in a folder, made there by the first run.
    Kept(PathBuf),
    /// Files of the operator.
    Own {
        /// The certificate, followed by those that issued it.
        certificate: PathBuf,
        /// Its private key.
        key: PathBuf,
        /// The roots that clients verify it against, when they are not the system's.
        ca: Option<PathBuf>,
    },
}

/// What servers need to speak TLS.
#[derive(Debug)]
pub struct Prepared {
    /// What they present.
    pub certificates: Arc<Certificates>,
    /// What clients need; nothing when the system's roots are enough.
    pub trust: Option<Trust>,
}

/// What servers present.
#[derive(Debug)]
pub struct Certificates {
    provider: Arc<CryptoProvider>,
    from: From,
}

#[derive(Debug)]
enum From {
    Authority(Arc<Authority>, Vec<String>),
    Own(Arc<SingleCertAndKey>),
}

impl Certificates {
    /// The configuration of a server that listens on an address.
    ///
    /// # Errors
    /// A certificate cannot be made.
    pub fn config_at(&self, listen: IpAddr) -> Result<ServerConfig, TlsError> {
        let presented: Arc<dyn ResolvesServerCert> = match &self.from {
            From::Own(own) => Arc::clone(own) as _,
            From::Authority(authority, names) => {
                let names = covered(listen, names);
                Arc::new(Presented::new(Arc::clone(authority), &names, &self.provider)?)
            }
        };
        let versions = ServerConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&[&rustls::version::TLS12, &rustls::version::TLS13])?;
        Ok(versions.with_no_client_auth().with_cert_resolver(presented))
    }
}

/// Reads or makes the server's certificate. Validity is judged by the machine's clock: clients use theirs, and
/// simulated clocks are no concern of the transport.
///
/// # Errors
/// A file cannot be used, or a certificate cannot be made.
pub fn prepare(wanted: &Wanted) -> Result<Prepared, TlsError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let authority = |folder: Folder| {
        let authority = Authority::open(&folder)?;
        let ca_file = folder.write("ca.pem", authority.certificate_pem().as_bytes())?;
        let trust = Trust::new(folder, ca_file, authority.certificate_pem())?;
        Ok::<_, TlsError>((From::Authority(Arc::new(authority), wanted.names.clone()), Some(trust)))
    };
    let (from, trust) = match &wanted.certificate {
        Source::PerRun => authority(Folder::of_one_run()?)?,
        Source::Kept(folder) => authority(Folder::kept(folder)?)?,
        Source::Own { certificate, key, ca } => {
            let trust = match ca {
                Some(ca) => Some(Trust::new(Folder::of_one_run()?, own::absolute(ca)?, &own::roots(ca)?)?),
                None => None,
            };
            (From::Own(Arc::new(own::read(certificate, key, &provider)?)), trust)
        }
    };
    Ok(Prepared { certificates: Arc::new(Certificates { provider, from }), trust })
}

/// The names of the certificate that clients get who ask for no realm by its host.
fn covered(listen: IpAddr, names: &[String]) -> Vec<String> {
    let mut all = vec!["localhost".to_owned()];
    all.extend(
        [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into(), listen].map(|ip: IpAddr| ip.to_string()),
    );
    all.extend(names.iter().map(|name| name.to_ascii_lowercase()));
    let mut seen = HashSet::new();
    all.retain(|name| seen.insert(name.clone()));
    all
}
