//! Owns the certificate authority: made for one run, or made once and kept in a folder.

use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose,
};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use sha2::{Digest as _, Sha256};

use crate::crypto::certificate::Certificate;
use crate::domain::time::{Span, Timestamp};
use crate::runtime::clock::{ClockState, TravelClock};
use crate::tls::error::TlsError;
use crate::tls::folder::Folder;

/// The key and the certificate of the authority.
const FILE: &str = "authority.pem";
/// Long enough for a root that somebody has put among the trusted ones of a machine.
const AUTHORITY_DAYS: i64 = 3650;
/// Browsers take no more than 398 days; a server certificate is made at each start.
const SERVER_DAYS: i64 = 397;

/// A certificate authority.
#[derive(Debug)]
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
}

impl Authority {
    /// The authority of a folder. Processes that start together in one folder get the same.
    pub(super) fn open(folder: &Folder) -> Result<Self, TlsError> {
        let file = folder.path(FILE);
        if !folder.is_kept() {
            return read(&made()?).map_err(|why| TlsError::content(&file, why));
        }
        if !file.exists() {
            folder.write_secret_once(FILE, made()?.as_bytes())?;
        }
        let text = std::fs::read_to_string(&file).map_err(TlsError::file(&file))?;
        let again = |why| {
            format!(
                "{why}; move the file away to have another authority made, which clients must be given anew"
            )
        };
        read(&text).map_err(|why| TlsError::content(&file, again(why)))
    }

    /// What clients must trust.
    pub(super) fn certificate_pem(&self) -> String {
        self.certificate.to_pem()
    }

    /// A certificate for these names, with a key of its own.
    pub(super) fn issue(
        &self,
        names: &[String],
        provider: &CryptoProvider,
    ) -> Result<CertifiedKey, TlsError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names)?;
        limit(&mut params, SERVER_DAYS);
        params.distinguished_name = named("esia-sim");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer)?;
        // The root goes along: a client that pins keys finds it in the chain.
        let root = CertificateDer::from(self.certificate.der().to_vec());
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok(CertifiedKey::from_der(vec![certificate.der().clone(), root], key, provider)?)
    }
}

/// A new authority, as its file has it.
fn made() -> Result<String, TlsError> {
    let key = KeyPair::generate()?;
    let certificate = params(&key).self_signed(&key)?;
    Ok(format!("{}{}", key.serialize_pem(), certificate.pem()))
}

fn read(text: &str) -> Result<Authority, String> {
    let key = KeyPair::from_pem(text).map_err(|_| "expected a private key, PKCS#8 in PEM".to_owned())?;
    let certificate = Certificate::from_pem(text).map_err(|error| error.to_string())?;
    let params = params(&key);
    let own = certificate.subject_value("CN").is_some_and(|name| name == common_name(&key));
    if !own {
        return Err("the certificate is not that of the key".to_owned());
    }
    if !certificate.is_valid_at(machine_now() + Span::from_days(SERVER_DAYS)) {
        return Err(format!("the authority ends within {SERVER_DAYS} days"));
    }
    Ok(Authority { issuer: Issuer::new(params, key), certificate })
}

/// The authority's certificate follows from its key alone, but for the time.
fn params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    limit(&mut params, AUTHORITY_DAYS);
    params.distinguished_name = named(&common_name(key));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// Two authorities never share a name: clients that know both would take one for the other.
fn common_name(key: &KeyPair) -> String {
    let digest = Sha256::digest(key.public_key_raw());
    let tail: String = digest.iter().take(4).map(|octet| format!("{octet:02x}")).collect();
    format!("esia-sim test authority {tail}")
}

fn named(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "esia-sim");
    name.push(DnType::CommonName, common_name);
    name
}

/// Sets the validity: from a day before the machine's now, so that a client whose clock is behind accepts it.
fn limit(params: &mut CertificateParams, days: i64) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let now = Duration::from_secs(u64::try_from(machine_now().as_secs()).unwrap_or_default());
    let day = Duration::from_secs(24 * 60 * 60);
    params.not_before = epoch + now - day;
    params.not_after = epoch + now + day * u32::try_from(days).unwrap_or_default();
}

fn machine_now() -> Timestamp {
    TravelClock::new(ClockState::SYSTEM).now()
}
