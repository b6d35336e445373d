//! Whom a server of PostgreSQL must show itself to be, and what is told of one that does not.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

const AUTHORITY: &str =
    "name the certificate of its authority as sslrootcert, and look whose server answers there";
const NAME: &str = "reach it by a name of its certificate, or have one made with this name as subjectAltName";
const VALIDITY: &str = "give the database a certificate that is valid now";
const PEM: &str = "sslrootcert names a file with certificates of authorities, PEM";

/// Why a server is not trusted, or nobody could be, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub(super) struct Distrust {
    pub(super) why: String,
    pub(super) fix: &'static str,
}

/// The authorities whose certificates are believed.
#[derive(Debug)]
pub(super) struct Authorities {
    file: PathBuf,
    certificates: Vec<CertificateDer<'static>>,
    roots: RootCertStore,
}

/// Looks at a server's certificate: whether an authority issued it and, if that is asked, for whom.
#[derive(Debug)]
pub(super) struct Verifier {
    provider: Arc<CryptoProvider>,
    /// Nobody where everybody is believed.
    authorities: Option<Authorities>,
    by_name: bool,
}

impl Authorities {
    /// Reads a file of certificates.
    ///
    /// # Errors
    /// It cannot be read, or holds something else.
    pub(super) fn read(file: &Path) -> Result<Self, Distrust> {
        let told = |why: String| Distrust { why: format!("{}: {why}", file.display()), fix: PEM };
        let text = std::fs::read(file).map_err(|why| told(why.to_string()))?;
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(&text)
            .collect::<Result<_, _>>()
            .map_err(|why| told(why.to_string()))?;
        let mut roots = RootCertStore::empty();
        for certificate in &certificates {
            // A certificate that no chain can end in may still be the server's own.
            let _ = roots.add(certificate.clone());
        }
        if certificates.is_empty() {
            return Err(told("no certificate in it".to_owned()));
        }
        Ok(Self { file: file.to_owned(), certificates, roots })
    }

    /// Whether one of them issued a certificate, or it is one of them: who signs a certificate for one server himself
    /// gives it to the clients.
    fn issued(
        &self,
        certificate: &CertificateDer<'_>,
        parsed: &ParsedCertificate<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
        provider: &CryptoProvider,
    ) -> Result<(), Distrust> {
        if self.certificates.iter().any(|known| known == certificate) {
            return valid_at(certificate, now);
        }
        let algorithms = provider.signature_verification_algorithms.all;
        verify_server_cert_signed_by_trust_anchor(parsed, &self.roots, intermediates, now, algorithms)
            .map_err(|why| self.distrust(certificate, &why))
    }

    fn distrust(&self, certificate: &CertificateDer<'_>, why: &Error) -> Distrust {
        match why {
            Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::BadSignature) => {
                let issuer = Certificate::from_der(certificate)
                    .map_or_else(|_| "somebody".to_owned(), |read| read.tbs_certificate.issuer.to_string());
                let why = format!(
                    "its certificate was issued by {issuer:?}, which is no authority of {}",
                    self.file.display()
                );
                Distrust { why, fix: AUTHORITY }
            }
            Error::InvalidCertificate(
                expired @ (CertificateError::Expired
                | CertificateError::ExpiredContext { .. }
                | CertificateError::NotValidYet
                | CertificateError::NotValidYetContext { .. }),
            ) => Distrust { why: format!("its certificate is not valid now: {expired}"), fix: VALIDITY },
            other => Distrust { why: format!("its certificate is not trusted: {other}"), fix: AUTHORITY },
        }
    }
}

/// Whether a certificate is valid at a moment.
fn valid_at(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Distrust> {
    let read = Certificate::from_der(certificate)
        .map_err(|why| Distrust { why: format!("its certificate cannot be read: {why}"), fix: VALIDITY })?;
    let validity = read.tbs_certificate.validity;
    let (from, until) = (validity.not_before.to_unix_duration(), validity.not_after.to_unix_duration());
    if (from.as_secs()..=until.as_secs()).contains(&now.as_secs()) {
        return Ok(());
    }
    let why = format!(
        "its certificate is not valid now: from {} until {}",
        validity.not_before, validity.not_after
    );
    Err(Distrust { why, fix: VALIDITY })
}

impl Verifier {
    /// A verifier of certificates that authorities issued, for the server's name where that is asked.
    pub(super) fn of(provider: Arc<CryptoProvider>, authorities: Option<Authorities>, by_name: bool) -> Self {
        Self { provider, authorities, by_name }
    }

    fn verify(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<(), Distrust> {
        let Some(authorities) = &self.authorities else { return Ok(()) };
        let unread = |why: Error| authorities.distrust(certificate, &why);
        let parsed = ParsedCertificate::try_from(certificate).map_err(unread)?;
        authorities.issued(certificate, &parsed, intermediates, now, &self.provider)?;
        if self.by_name {
            verify_server_name(&parsed, name)
                .map_err(|why| Distrust { why: format!("it is another server: {why}"), fix: NAME })?;
        }
        Ok(())
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.verify(certificate, intermediates, name, now) {
            Ok(()) => Ok(ServerCertVerified::assertion()),
            Err(why) => Err(CertificateError::Other(OtherError(Arc::new(why))).into()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests;
