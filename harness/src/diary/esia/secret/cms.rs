//! Owns `client_secret` of version 1: a detached CMS message over the text, with the certificate in it.

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
use rsa::signature::{Keypair, Signer};
use sha2::{Digest, Sha256};
use spki::{
    AlgorithmIdentifierOwned, DynSignatureAlgorithmIdentifier, EncodePublicKey, SignatureBitStringEncoding,
};
use x509_cert::attr::Attribute;

use crate::diary::esia::gost;
use crate::diary::esia::identity::gost::Signature as GostSignature;
use crate::diary::esia::identity::{Identity, Key, utc_time};
use crate::diary::esia::secret::failure::SignError;

/// The digest of the text, and how the message names it.
struct Digested {
    octets: Vec<u8>,
    algorithm: AlgorithmIdentifierOwned,
}

/// The message over a text, in the alphabet of URLs.
pub(crate) fn secret(text: &str, identity: &Identity, now: Timestamp) -> Result<String, SignError> {
    Ok(URL_SAFE.encode(detached(text.as_bytes(), identity, now)?))
}

/// A CMS `SignedData` (RFC 5652) without the content, with the signer's certificate and signing time, in DER.
pub(crate) fn detached(content: &[u8], identity: &Identity, now: Timestamp) -> Result<Vec<u8>, SignError> {
    match &identity.key {
        Key::Rsa(key) => {
            let algorithm = AlgorithmIdentifierOwned { oid: ID_SHA_256, parameters: None };
            let digested = Digested { octets: Sha256::digest(content).to_vec(), algorithm };
            message::<_, rsa::pkcs1v15::Signature>(digested, key, identity, now)
        }
        Key::Gost(key) => {
            let (octets, algorithm) = (gost::digest(key.size(), content), gost::digest_algorithm(key.size()));
            message::<_, GostSignature>(Digested { octets, algorithm }, &key.for_messages(), identity, now)
        }
    }
}

fn message<K, S>(
    digested: Digested,
    key: &K,
    identity: &Identity,
    now: Timestamp,
) -> Result<Vec<u8>, SignError>
where
    K: Keypair + DynSignatureAlgorithmIdentifier + Signer<S>,
    K::VerifyingKey: EncodePublicKey,
    S: SignatureBitStringEncoding,
{
    let nothing_inside = EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None };
    let Digested { octets, algorithm } = digested;
    let issued = &identity.certificate.tbs_certificate;
    let signer = SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
        issuer: issued.issuer.clone(),
        serial_number: issued.serial_number.clone(),
    });
    let mut signature =
        SignerInfoBuilder::new(key, signer, algorithm.clone(), &nothing_inside, Some(&octets))?;
    signature.add_signed_attribute(signing_time(now)?)?;
    let mut envelope = SignedDataBuilder::new(&nothing_inside);
    envelope
        .add_digest_algorithm(algorithm)?
        .add_certificate(CertificateChoices::Certificate(identity.certificate.clone()))?
        .add_signer_info::<_, S>(signature)?;
    Ok(envelope.build()?.to_der()?)
}

/// The attribute comes from the diary's clock: the builder's own would come from the machine's.
fn signing_time(now: Timestamp) -> der::Result<Attribute> {
    let values = SetOfVec::try_from(vec![Any::encode_from(&utc_time(now)?)?])?;
    Ok(Attribute { oid: ID_SIGNING_TIME, values })
}
