//! TLS to the database: the same client library over an encrypted socket.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, OtherError};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream as Stream;
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

use crate::store::postgres::protection::Protection;
use crate::store::postgres::trust::{Authorities, Distrust, Verifier};

/// What PostgreSQL 17 and later want to be asked for, and earlier ones ignore.
const ALPN: &[u8] = b"postgresql";
const LOOK: &str = "look whether TLS is set up there: the log of the database has the other side of it";

/// How connections are encrypted; not at all where there is no configuration.
#[derive(Clone)]
pub(super) struct Encryption(Option<Arc<ClientConfig>>);

impl Encryption {
    /// What a protection asks for; the file of authorities is read here.
    ///
    /// # Errors
    /// The file of authorities cannot be used.
    pub(super) fn of(protection: &Protection) -> Result<Self, Distrust> {
        let (authorities, by_name) = match protection {
            Protection::None => return Ok(Self(None)),
            Protection::Offered | Protection::Encrypted => (None, false),
            Protection::Issued(file) => (Some(Authorities::read(file)?), false),
            Protection::Named(file) => (Some(Authorities::read(file)?), true),
        };
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let verifier = Verifier::of(Arc::clone(&provider), authorities, by_name);
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|why| Distrust { why: why.to_string(), fix: LOOK })?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![ALPN.to_vec()];
        Ok(Self(Some(Arc::new(config))))
    }
}

impl MakeTlsConnect<Socket> for Encryption {
    type Stream = Encrypted;
    type TlsConnect = Handshake;
    type Error = Distrust;

    fn make_tls_connect(&mut self, host: &str) -> Result<Handshake, Distrust> {
        Ok(Handshake { config: self.0.clone(), host: host.to_owned() })
    }
}

/// A handshake to come.
pub(super) struct Handshake {
    config: Option<Arc<ClientConfig>>,
    host: String,
}

/// A handshake under way.
type Shaking = Pin<Box<dyn Future<Output = Result<Encrypted, Distrust>> + Send>>;

impl TlsConnect<Socket> for Handshake {
    type Stream = Encrypted;
    type Error = Distrust;
    type Future = Shaking;

    fn connect(self, socket: Socket) -> Shaking {
        let Self { config, host } = self;
        Box::pin(async move {
            let config = config.ok_or_else(|| failed("TLS is not wanted"))?;
            let name = ServerName::try_from(host).map_err(failed)?;
            let shaken = TlsConnector::from(config).connect(name, socket).await;
            Ok(Encrypted(shaken.map_err(|why| told(&why))?))
        })
    }
}

fn failed(why: impl ToString) -> Distrust {
    Distrust { why: format!("TLS: {}", why.to_string()), fix: LOOK }
}

/// Why a handshake failed: what the verifier said, or the library.
fn told(why: &io::Error) -> Distrust {
    let own = why.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match own {
        Some(rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(said)))) => {
            let said: &(dyn StdError + 'static) = &**said;
            said.downcast_ref::<Distrust>().cloned().unwrap_or_else(|| failed(said))
        }
        _ => failed(why),
    }
}

/// An encrypted connection.
pub(super) struct Encrypted(Stream<Socket>);

impl TlsStream for Encrypted {
    fn channel_binding(&self) -> ChannelBinding {
        let (_, session) = self.0.get_ref();
        let certificate = session.peer_certificates().and_then(|chain| chain.first());
        let digest = certificate.and_then(|certificate| end_point(certificate));
        digest.map_or_else(ChannelBinding::none, ChannelBinding::tls_server_end_point)
    }
}

/// What binds a password to the connection it is sent over.
///
/// RFC 5929 section 4.1: the digest of the certificate, by the algorithm of its signature; SHA-256 for MD5 and SHA-1. Of
/// signatures that have no digest of their own it says nothing.
fn end_point(certificate: &[u8]) -> Option<Vec<u8>> {
    let algorithm = Certificate::from_der(certificate).ok()?.signature_algorithm.oid.to_string();
    match algorithm.as_str() {
        "1.2.840.113549.1.1.4" | "1.2.840.113549.1.1.5" | "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => {
            Some(Sha256::digest(certificate).to_vec())
        }
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Some(Sha384::digest(certificate).to_vec()),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Some(Sha512::digest(certificate).to_vec()),
        _ => None,
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, into)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
