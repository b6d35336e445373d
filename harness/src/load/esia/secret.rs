//! Owns the measuring party's key and the cheapest correct way to sign with it.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, DigestAlgorithmIdentifiers, EncapsulatedContentInfo, SignedData, SignerIdentifier,
    SignerInfo, SignerInfos,
};
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{ID_SHA_256, RSA_ENCRYPTION};
use der::Encode;
use der::asn1::{Any, AnyRef, OctetString, SetOfVec};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;

use crate::diary::Chance;
use crate::diary::esia::gost;
use crate::diary::esia::identity::{Identity, Key};
use crate::diary::esia::protocol::Dialect;
use crate::diary::esia::protocol::Protocol;
use crate::diary::esia::secret::bare::certificate_hash;

/// Bytes of an RSA-2048 signature.
const RSA_OCTETS: usize = 256;

/// Signs a text.
type Sign = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// Who asks for sign-ins, and how it signs.
#[derive(Clone)]
pub struct Credentials {
    /// The client's name in ESIA.
    pub mnemonic: String,
    /// The certificate to be registered.
    pub certificate_pem: String,
    /// What names the certificate in a request; nothing in version 1.
    pub certificate_hash: Option<String>,
    /// Makes a `client_secret` of the text to be signed.
    pub secret: Arc<dyn Fn(&str) -> String + Send + Sync>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("mnemonic", &self.mnemonic).finish_non_exhaustive()
    }
}

impl Credentials {
    /// A client with a fresh key and a certificate of its own.
    pub fn fresh(mnemonic: &str, protocol: Protocol) -> Result<Self, String> {
        let chance = Chance::of_the_system().map_err(said)?;
        let identity = Identity::make(mnemonic, protocol.algorithm(), &chance).map_err(said)?;
        let sign = signer(&identity);
        let (mnemonic, certificate_pem) = (mnemonic.to_owned(), identity.certificate_pem().map_err(said)?);
        if protocol.dialect() != Dialect::V1 {
            let certificate_hash = Some(certificate_hash(&identity).map_err(said)?);
            let secret = Arc::new(move |text: &str| URL_SAFE_NO_PAD.encode(sign(text.as_bytes())));
            return Ok(Self { mnemonic, certificate_pem, certificate_hash, secret });
        }
        let form = signed_form(&identity)?;
        let secret = move |text: &str| {
            let signature = sign(text.as_bytes());
            let place = form.len() - signature.len();
            URL_SAFE_NO_PAD.encode([&form[..place], &signature].concat())
        };
        Ok(Self { mnemonic, certificate_pem, certificate_hash: None, secret: Arc::new(secret) })
    }
}

fn said(error: impl fmt::Display) -> String {
    error.to_string()
}

fn signer(identity: &Identity) -> Sign {
    let key = identity.key.clone();
    Box::new(move |text| key.sign(text))
}

/// How a message names digest and signature of a key, and how long the signature is.
fn algorithms(key: &Key) -> (AlgorithmIdentifierOwned, AlgorithmIdentifierOwned, usize) {
    match key {
        Key::Rsa(_) => {
            let named = |oid| AlgorithmIdentifierOwned { oid, parameters: Some(Any::from(AnyRef::NULL)) };
            (named(ID_SHA_256), named(RSA_ENCRYPTION), RSA_OCTETS)
        }
        Key::Gost(key) => {
            let oid = gost::signature_in_messages(key.size());
            let signature = AlgorithmIdentifierOwned { oid, parameters: None };
            (gost::digest_algorithm(key.size()), signature, 2 * key.size().octets())
        }
    }
}

/// A detached CMS without signed attributes, and with room for the signature. Without unsigned attributes the
/// signature is the last value of the structure (RFC 5652 section 5.3), so filling in its last bytes signs it.
fn signed_form(identity: &Identity) -> Result<Vec<u8>, String> {
    let (digest, signature_algorithm, length) = algorithms(&identity.key);
    let certificate: &Certificate = &identity.certificate;
    let holder = &certificate.tbs_certificate;
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: holder.issuer.clone(),
            serial_number: holder.serial_number.clone(),
        }),
        digest_alg: digest.clone(),
        signed_attrs: None,
        signature_algorithm,
        signature: OctetString::new(vec![0; length]).map_err(said)?,
        unsigned_attrs: None,
    };
    let certificates =
        SetOfVec::from_iter([CertificateChoices::Certificate(certificate.clone())]).map_err(said)?;
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: DigestAlgorithmIdentifiers::from_iter([digest]).map_err(said)?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet(certificates)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::from_iter([signer]).map_err(said)?),
    };
    let content = Any::encode_from(&signed).map_err(said)?;
    ContentInfo { content_type: ID_SIGNED_DATA, content }.to_der().map_err(said)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::*;
    use crate::diary::esia::protocol::Algorithm;

    #[test]
    fn openssl_takes_what_is_signed_in_every_version() {
        let text = "openid fullname2026.11.22 10:00:00 +0000BENCH6f4d9a52-0c2f-4b6e-9d5f-3a1f7c1e2b90";
        for (dialect, algorithm, verify) in [
            (Dialect::V1, Algorithm::Rsa, ""),
            (Dialect::V1, Algorithm::Gost256, ""),
            (Dialect::V1, Algorithm::Gost512, ""),
            (Dialect::V3, Algorithm::Gost256, "-md_gost12_256"),
            (Dialect::V3, Algorithm::Gost512, "-md_gost12_512"),
        ] {
            let protocol = Protocol::new(dialect, algorithm, Algorithm::Rsa).unwrap();
            let credentials = Credentials::fresh("BENCH", protocol).unwrap();
            let engine = gost_engine::Engine::open();
            engine.write("text", text);
            engine.write("secret", URL_SAFE_NO_PAD.decode((credentials.secret)(text)).unwrap());
            engine.write("certificate.pem", &credentials.certificate_pem);
            engine.run("x509 -in certificate.pem -noout -pubkey -out public.pem");
            let command = match dialect {
                Dialect::V1 => {
                    "cms -verify -binary -inform DER -in secret -content text -CAfile certificate.pem -purpose any".to_owned()
                }
                _ => format!("dgst {verify} -verify public.pem -signature secret text"),
            };
            assert!(engine.accepts(&command), "{protocol}");
            assert_eq!(credentials.certificate_hash.is_some(), dialect != Dialect::V1);
            engine.write("text", "another text");
            assert!(!engine.accepts(&command), "{protocol}");
        }
    }
}
