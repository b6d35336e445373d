//! The part of the command line that says how to serve HTTPS.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use clap::builder::BoolishValueParser;
use rustls::pki_types::DnsName;

use crate::boot::Storage;
use crate::tls::{Source, Wanted};
use crate::web::request::access::Access;

/// How to serve HTTPS.
#[derive(Debug, Args)]
#[command(next_help_heading = "HTTPS")]
pub struct TlsArguments {
    /// Serve HTTPS with a certificate of the simulator's own authority: made for this run, or kept in FILE.tls with
    /// --store FILE. The ready line names the authority's certificate as ca_file.
    #[arg(long, env = "ESIA_TLS", value_parser = BoolishValueParser::new())]
    tls: bool,
    /// Serve HTTPS; keep the authority in this folder, made there by the first run.
    #[arg(long, env = "ESIA_TLS_FOLDER", value_name = "FOLDER", conflicts_with = "tls_cert")]
    tls_folder: Option<PathBuf>,
    /// A host name or IP address that the certificate covers besides loopback, the realms' hosts, the listening address
    /// and the names of --allow-host and --public-url; may be repeated.
    #[arg(long, env = "ESIA_TLS_NAME", value_name = "NAME", value_delimiter = ',', value_parser = name)]
    #[arg(conflicts_with = "tls_cert")]
    tls_name: Vec<String>,
    /// Serve HTTPS with this certificate, followed in the file by those that issued it; PEM.
    #[arg(long, env = "ESIA_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key of --tls-cert; PEM without a password.
    #[arg(long, env = "ESIA_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// The roots that clients verify --tls-cert against, when they are not the system's; PEM.
    #[arg(long, env = "ESIA_TLS_CA", value_name = "FILE", requires = "tls_cert")]
    tls_ca: Option<PathBuf>,
}

impl TlsArguments {
    /// What they stand for; nothing for plain HTTP.
    pub fn wanted(self, storage: &Storage, access: &Access) -> Option<Wanted> {
        let is_wanted = self.tls || !self.tls_name.is_empty();
        let certificate = match (self.tls_cert, self.tls_key, self.tls_folder, storage) {
            (Some(certificate), Some(key), ..) => Source::Own { certificate, key, ca: self.tls_ca },
            (_, _, Some(folder), _) => Source::Kept(folder),
            (.., Storage::File(file)) if is_wanted => {
                let mut folder = file.clone().into_os_string();
                folder.push(".tls");
                Source::Kept(folder.into())
            }
            _ if is_wanted => Source::PerRun,
            _ => return None,
        };
        let allowed = access.hosts.iter().map(|host| host.as_str().to_owned());
        let public = access.public_url.as_ref().map(|public| public.host().to_owned());
        Some(Wanted { certificate, names: self.tls_name.into_iter().chain(allowed).chain(public).collect() })
    }
}

fn name(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("*.").unwrap_or(text);
    let is_name = text.parse::<IpAddr>().is_ok() || DnsName::try_from(host).is_ok();
    is_name.then(|| text.to_owned()).ok_or_else(|| "expected a host name or an IP address".to_owned())
}
