//! Owns `client_secret` of version 1: a detached CMS signature over four parameters run together.

#[cfg(test)]
mod tests;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use cms::builder::{SignedDataBuilder, SignerInfoBuilder};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier};
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNING_TIME};
use const_oid::db::rfc5912::ID_SHA_256;
use der::asn1::SetOfVec;
use der::{Any, Encode};
use jiff::Timestamp;
use jiff::tz::Offset;
use rsa::pkcs1v15::Signature;
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;

use crate::diary::esia::identity::{Identity, utc_time};

/// The parameters that are signed, in the order in which they are run together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signed<'r> {
    pub(crate) scope: &'r str,
    pub(crate) timestamp: &'r str,
    pub(crate) client_id: &'r str,
    pub(crate) state: &'r str,
}

/// A signature could not be made.
#[derive(Debug, thiserror::Error)]
#[error("failed to sign the request to the portal: {0}")]
pub(crate) struct SignError(String);

impl From<cms::builder::Error> for SignError {
    fn from(error: cms::builder::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<der::Error> for SignError {
    fn from(error: der::Error) -> Self {
        Self(error.to_string())
    }
}

impl Signed<'_> {
    /// ESIA-MR appendix B.2: the values as they are, without a separator and before any URL encoding.
    fn text(&self) -> String {
        [self.scope, self.timestamp, self.client_id, self.state].concat()
    }

    /// The finished parameter: base64 in the alphabet of URLs.
    pub(crate) fn client_secret(&self, identity: &Identity, now: Timestamp) -> Result<String, SignError> {
        Ok(URL_SAFE.encode(detached(self.text().as_bytes(), identity, now)?))
    }
}

/// The moment in ESIA's form, such as `2018.11.20 17:00:00 +0800`.
///
/// The portal refuses a request whose timestamp is more than a minute away from its own clock.
pub(crate) fn timestamp(now: Timestamp, offset: Offset) -> String {
    offset.to_datetime(now).to_zoned(offset.to_time_zone()).map_or_else(
        |_| now.strftime("%Y.%m.%d %H:%M:%S +0000").to_string(),
        |local| local.strftime("%Y.%m.%d %H:%M:%S %z").to_string(),
    )
}

/// A CMS `SignedData` (RFC 5652) without the content, with the signer's certificate and signing time, in DER.
pub(crate) fn detached(content: &[u8], identity: &Identity, now: Timestamp) -> Result<Vec<u8>, SignError> {
    let nothing_inside = EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None };
    let sha256 = AlgorithmIdentifierOwned { oid: ID_SHA_256, parameters: None };
    let digest = Sha256::digest(content);
    let issued = &identity.certificate.tbs_certificate;
    let signer = SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
        issuer: issued.issuer.clone(),
        serial_number: issued.serial_number.clone(),
    });

    let mut signature = SignerInfoBuilder::new(
        &identity.key,
        signer,
        sha256.clone(),
        &nothing_inside,
        Some(digest.as_slice()),
    )?;
    signature.add_signed_attribute(signing_time(now)?)?;
    let mut envelope = SignedDataBuilder::new(&nothing_inside);
    envelope
        .add_digest_algorithm(sha256)?
        .add_certificate(CertificateChoices::Certificate(identity.certificate.clone()))?
        .add_signer_info::<_, Signature>(signature)?;
    Ok(envelope.build()?.to_der()?)
}

/// The attribute comes from the diary's clock: the builder's own would come from the machine's.
fn signing_time(now: Timestamp) -> der::Result<Attribute> {
    let values = SetOfVec::try_from(vec![Any::encode_from(&utc_time(now)?)?])?;
    Ok(Attribute { oid: ID_SIGNING_TIME, values })
}
