//! Owns the way into what carries signatures, certificates and keys.

use gost3410::{SigningKey, VerifyingKey};
use idp::crypto::certificate::find_by_hash;
use idp::crypto::signed_form::Candidate;
use idp::crypto::{Certificate, CmsPolicy, PublicKey, ber, cms, raw, secret, signer_from_pem};

use super::text;

const RSA: &str = include_str!("../../../src/crypto/testkeys/client-a.cert.pem");
const GOST: &str = include_str!("../../../src/crypto/testkeys/gost-256.cert.pem");

/// The certificates of a relying party.
pub(super) fn registered() -> Vec<Certificate> {
    [RSA, GOST].map(|pem| Certificate::from_pem(pem).expect("a certificate of the tests")).into()
}

pub(super) fn cms_message(bytes: &[u8]) {
    let registered = registered();
    for accept_sha1 in [false, true] {
        if let Err(refused) = cms::check(bytes, b"text", &registered, CmsPolicy { accept_sha1 }) {
            let _ = refused.to_string();
        }
    }
    let candidates = [&b"text"[..], b""].map(Candidate::likely);
    let _ = cms::contents_matching(bytes, &candidates, &registered);
    let _ = cms::key_behind(bytes, &[b"text"], &registered);
    let _ = ber::normalise(bytes);
}

pub(super) fn bare_signature(bytes: &[u8]) {
    let registered = registered();
    for certificate in &registered {
        if let Err(refused) = raw::check(bytes, b"text", certificate) {
            let _ = refused.to_string();
        }
    }
    let _ = raw::contents_matching(bytes, &[Candidate::likely(b"text")], &registered);
    let _ = find_by_hash(&registered, &text(bytes));
}

pub(super) fn client_secret(bytes: &[u8]) {
    match secret::decode(&text(bytes)) {
        Ok(decoded) => drop(decoded.form.to_string()),
        Err(refused) => drop(refused.to_string()),
    }
}

/// What was read is written, and what was written is read as the same.
pub(super) fn certificate(bytes: &[u8]) {
    if let Ok(certificate) = Certificate::from_der(bytes) {
        let _ = (certificate.subject().to_string(), certificate.client_hash());
        let again = Certificate::from_pem(&certificate.to_pem()).expect("what was written is read");
        assert_eq!(again.client_hash(), certificate.client_hash());
    }
    if let Ok(key) = PublicKey::from_spki_der(bytes) {
        let _ = (key.check_usable(), key.family(), key.to_spki_pem());
    }
}

/// GOST keys without their armour: what was read signs, and is written as it was.
pub(super) fn key(bytes: &[u8]) {
    if let Ok(own) = SigningKey::from_pkcs8_der(bytes) {
        let signature = own.sign(b"text", b"entropy");
        own.verifying_key().verify(b"text", &signature).expect("a key checks its own signature");
        assert_eq!(
            SigningKey::from_pkcs8_der(&own.to_pkcs8_der()).map(|key| key.to_bytes()),
            Ok(own.to_bytes())
        );
    }
    if let Ok(public) = VerifyingKey::from_spki_der(bytes) {
        assert!(public.verify(b"text", &[1; 64]).is_err(), "an invented signature is accepted");
        assert_eq!(
            VerifyingKey::from_spki_der(&public.to_spki_der()).map(|key| key.to_bytes()),
            Ok(public.to_bytes())
        );
    }
}

pub(super) fn pem(bytes: &[u8]) {
    let text = text(bytes);
    let _ = Certificate::from_pem(&text);
    let _ = PublicKey::from_pem(&text);
    if let Ok(signer) = signer_from_pem(&text) {
        let _ = signer.sign(b"text");
    }
}
