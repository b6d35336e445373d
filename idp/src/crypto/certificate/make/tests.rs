//! Certificates made here, as OpenSSL and another reader see them.

use der::{Decode as _, Encode as _};
use gost3410::ParameterSet;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, SubjectKeyIdentifier};

use super::*;
use crate::crypto::testkeys::engine::Engine;
use crate::crypto::testkeys::{CERTIFICATE_A, ELLIPTIC, KEY_A, certificate, signer};
use crate::crypto::{DigestAlgorithm, GostSigner, RsaSigner};

const SETS: [ParameterSet; 3] = [ParameterSet::CryptoProA, ParameterSet::Tc26A256, ParameterSet::Tc26A512];

fn order(subject: &str, purpose: Purpose) -> CertificateOrder<'_> {
    let (from, to) = ("2018-12-01T00:00:00Z".parse().unwrap(), "2051-12-01T00:00:00Z".parse().unwrap());
    CertificateOrder { subject, serial: 0xf0_00_01, from, to, purpose }
}

fn gost(set: ParameterSet, seed: &[u8]) -> GostSigner {
    GostSigner::from_entropy(set, seed)
}

/// An authority with its certificate.
fn authority(key: &dyn Signer) -> Certificate {
    order("C=RU, O=Удостоверяющий центр, CN=CA", Purpose::Authority).self_signed(key).unwrap()
}

#[test]
fn a_gost_certificate_is_what_was_asked_for() {
    let subject = r"C=RU, O=Дневник\, Inc., OGRN=1000000000001, CN=TESTIS";
    for set in SETS {
        let key = gost(set, b"subject");
        let ours = order(subject, Purpose::Signing).self_signed(&key).unwrap();
        assert_eq!((ours.subject().as_str(), ours.issuer().as_str()), (subject, subject));
        assert_eq!(ours.serial_hex(), "F00001");
        assert_eq!(ours.public_key(), &key.verifier());
        assert_eq!(ours.check_signed_by(ours.public_key()), Ok(()));
        assert_eq!(order(subject, Purpose::Signing).self_signed(&key).unwrap().der(), ours.der());
        let other = gost(set, b"another");
        assert_eq!(ours.check_signed_by(&other.verifier()), Err(CryptoError::SignatureWrong));
    }
}

#[test]
fn openssl_takes_what_an_authority_issued_and_nothing_else() {
    let engine = Engine::open();
    let rsa = signer(KEY_A);
    let keys: Vec<GostSigner> = SETS.iter().map(|set| gost(*set, b"authority")).collect();
    let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as _).chain([&rsa as _]).collect();
    for key in signers {
        let anchor = authority(key);
        engine.write("ca.crt", anchor.to_pem());
        for (subject, client) in
            [("CN=GOST", gost(SETS[0], b"client").verifier()), ("CN=RSA", rsa.verifier())]
        {
            let issued = order(subject, Purpose::Signing).issued_by(&anchor, key, &client).unwrap();
            assert_eq!(issued.check_signed_by(anchor.public_key()), Ok(()));
            assert_eq!((issued.issuer(), issued.public_key()), (anchor.subject(), &client));
            engine.write("a.crt", issued.to_pem());
            engine.run("verify -x509_strict -purpose smimesign -CAfile ca.crt a.crt");
            // A relying party issues nothing.
            engine.write("b.crt", anchor.to_pem());
            assert!(!engine.accepts("verify -CAfile a.crt b.crt"));
        }
    }
}

#[test]
fn openssl_reads_a_self_signed_certificate() {
    let engine = Engine::open();
    for set in ParameterSet::ALL {
        for purpose in [Purpose::Anchor, Purpose::Authority, Purpose::Signing] {
            let ours = order("C=RU, CN=TESTIS", purpose).self_signed(&gost(set, b"read")).unwrap();
            engine.write("a.crt", ours.to_pem());
            let shown = engine.run("x509 -in a.crt -noout -text");
            assert!(shown.contains("Version: 3") && shown.contains("Parameter set: "), "{shown}");
            engine.run("verify -check_ss_sig -CAfile a.crt a.crt");
        }
    }
}

#[test]
fn extensions_are_read_alike_by_another_reader() {
    let key = gost(SETS[0], b"extensions");
    let anchor = authority(&key);
    let issued =
        order("CN=TESTIS", Purpose::Signing).issued_by(&anchor, &key, &signer(KEY_A).verifier()).unwrap();
    for (ours, is_authority) in [(&anchor, true), (&issued, false)] {
        let other = x509_cert::Certificate::from_der(ours.der()).unwrap();
        assert_eq!(other.to_der().unwrap(), ours.der());
        let body = other.tbs_certificate;
        let (critical, constraints) = body.get::<BasicConstraints>().unwrap().unwrap();
        assert!(critical && constraints.ca == is_authority && constraints.path_len_constraint.is_none());
        let (critical, usage) = body.get::<KeyUsage>().unwrap().unwrap();
        assert!(critical && usage.key_cert_sign() == is_authority && usage.crl_sign() == is_authority);
        assert!(usage.digital_signature() != is_authority && usage.non_repudiation() != is_authority);
        let (critical, own) = body.get::<SubjectKeyIdentifier>().unwrap().unwrap();
        assert!(!critical && ours.has_key_identifier(own.0.as_bytes()));
        let named = body.get::<AuthorityKeyIdentifier>().unwrap();
        let named = named.map(|(_, named)| named.key_identifier.unwrap().as_bytes().to_vec());
        assert_eq!(named, (!is_authority).then(|| anchor.key_identifier()));
    }
}

#[test]
fn a_certificate_that_cannot_be_made_is_refused() {
    let key = gost(SETS[0], b"refused");
    let told = |order: CertificateOrder<'_>| order.self_signed(&key).map(|made| made.subject()).unwrap_err();
    let sound = order("CN=a", Purpose::Signing);
    assert!(matches!(told(CertificateOrder { serial: 0, ..sound }), CryptoError::BadSubject { .. }));
    let ends = CertificateOrder { to: sound.from, from: sound.to, ..sound };
    assert!(matches!(told(ends), CryptoError::BadSubject { .. }));
    assert!(matches!(told(CertificateOrder { subject: "", ..sound }), CryptoError::BadSubject { .. }));
    let foreign: RsaSigner = signer(KEY_A);
    let told = |authority: &Certificate, subject: &PublicKey| {
        sound.issued_by(authority, &foreign, subject).map(|made| made.subject())
    };
    let why = "it is not the key of the authority's certificate";
    assert_eq!(told(&authority(&key), &key.verifier()), Err(CryptoError::UnusableKey { why }));
    let elliptic = certificate(ELLIPTIC);
    let oid = "1.2.840.10045.2.1".to_owned();
    assert_eq!(
        told(&certificate(CERTIFICATE_A), elliptic.public_key()),
        Err(CryptoError::UnsupportedAlgorithm { oid })
    );
    assert_eq!(certificate(CERTIFICATE_A).fingerprint(DigestAlgorithm::Streebog256).len(), 64);
}
