//! Owns the measuring party's key and the cheapest correct way to sign with it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, DigestAlgorithmIdentifiers, EncapsulatedContentInfo, SignedData, SignerIdentifier,
    SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{ID_SHA_256, RSA_ENCRYPTION};
use der::asn1::{Any, AnyRef, OctetString, SetOfVec};
use der::pem::LineEnding;
use der::{Encode, EncodePem};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::{Signature, SigningKey};
use rsa::pkcs8::EncodePrivateKey;
use rsa::signature::Keypair;
use sha2::Sha256;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::Certificate;
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Validity;

/// Bytes of an RSA-2048 signature.
const SIGNATURE: usize = 256;
/// Clocks of realms are moved days ahead; a certificate must outlast that.
const TEN_YEARS: Duration = Duration::from_secs(10 * 365 * 86_400);

/// Who asks for sign-ins, and how it signs.
#[derive(Clone)]
pub struct Credentials {
    /// The client's name in ESIA.
    pub mnemonic: String,
    /// The certificate to be registered.
    pub certificate_pem: String,
    /// Makes a v1 `client_secret` of the text to be signed: a detached CMS in base64url.
    pub sign: Arc<dyn Fn(&str) -> String + Send + Sync>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("mnemonic", &self.mnemonic).finish_non_exhaustive()
    }
}

impl Credentials {
    /// A client with a fresh RSA-2048 key and a certificate of its own.
    pub fn fresh(mnemonic: &str) -> Result<Self, String> {
        let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).map_err(said)?;
        let certificate = self_signed(&key, mnemonic)?;
        let form = signed_form(&certificate)?;
        let pkcs8 = key.to_pkcs8_der().map_err(said)?;
        let (signer, chance) = (RsaKeyPair::from_pkcs8(pkcs8.as_bytes()).map_err(said)?, SystemRandom::new());
        let sign = move |text: &str| {
            let mut cms = form.clone();
            let place = cms.len() - SIGNATURE;
            signer
                .sign(&RSA_PKCS1_SHA256, &chance, text.as_bytes(), &mut cms[place..])
                .expect("invariant: the place is as long as the key's signature");
            URL_SAFE_NO_PAD.encode(&cms)
        };
        let certificate_pem = certificate.to_pem(LineEnding::LF).map_err(said)?;
        Ok(Self { mnemonic: mnemonic.to_owned(), certificate_pem, sign: Arc::new(sign) })
    }
}

fn said(error: impl fmt::Display) -> String {
    error.to_string()
}

fn self_signed(key: &RsaPrivateKey, mnemonic: &str) -> Result<Certificate, String> {
    let signer = SigningKey::<Sha256>::new(key.clone());
    let public = SubjectPublicKeyInfoOwned::from_key(signer.verifying_key()).map_err(said)?;
    let subject = Name::from_str(&format!("CN={mnemonic},O=Measurement,C=RU")).map_err(said)?;
    let validity = Validity::from_now(TEN_YEARS).map_err(said)?;
    let profile = Profile::Leaf {
        issuer: subject.clone(),
        enable_key_agreement: false,
        enable_key_encipherment: false,
    };
    let builder =
        CertificateBuilder::new(profile, SerialNumber::from(1_u32), validity, subject, public, &signer);
    builder.map_err(said)?.build::<Signature>().map_err(said)
}

/// A detached CMS without signed attributes, and with room for the signature. Without unsigned attributes the
/// signature is the last value of the structure (RFC 5652 section 5.3), so filling in its last bytes signs it.
fn signed_form(certificate: &Certificate) -> Result<Vec<u8>, String> {
    let sha256 = algorithm(ID_SHA_256);
    let holder = &certificate.tbs_certificate;
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: holder.issuer.clone(),
            serial_number: holder.serial_number.clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: None,
        signature_algorithm: algorithm(RSA_ENCRYPTION),
        signature: OctetString::new([0; SIGNATURE]).map_err(said)?,
        unsigned_attrs: None,
    };
    let certificates =
        SetOfVec::from_iter([CertificateChoices::Certificate(certificate.clone())]).map_err(said)?;
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: DigestAlgorithmIdentifiers::from_iter([sha256]).map_err(said)?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet(certificates)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::from_iter([signer]).map_err(said)?),
    };
    let content = Any::encode_from(&signed).map_err(said)?;
    ContentInfo { content_type: ID_SIGNED_DATA, content }.to_der().map_err(said)
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: Some(Any::from(AnyRef::NULL)) }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::*;

    #[test]
    fn openssl_takes_the_signature() {
        let credentials = Credentials::fresh("BENCH").unwrap();
        let text = "openid fullname2026.11.22 10:00:00 +0000BENCH6f4d9a52-0c2f-4b6e-9d5f-3a1f7c1e2b90";
        let cms = URL_SAFE_NO_PAD.decode((credentials.sign)(text)).unwrap();
        let folder = std::env::temp_dir().join(format!("esia-load-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("text"), text).unwrap();
        fs::write(folder.join("secret.der"), &cms).unwrap();
        fs::write(folder.join("certificate.pem"), &credentials.certificate_pem).unwrap();
        let verify = "cms -verify -binary -inform DER -in secret.der -content text -certfile certificate.pem -CAfile certificate.pem";
        let output = Command::new("openssl").args(verify.split(' ')).current_dir(&folder).output().unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.stdout, text.as_bytes());
    }
}
