//! GOST keys against those of OpenSSL's engine, in both directions.

use super::*;
use crate::crypto::DigestAlgorithm;
use crate::crypto::testkeys::engine::{Engine, make_client};
use crate::crypto::testkeys::{GOST_256, KEY_A, certificate};

const SETS: [ParameterSet; 4] =
    [ParameterSet::CryptoProA, ParameterSet::Tc26A256, ParameterSet::Tc26B512, ParameterSet::Tc26C512];

#[test]
fn a_signature_is_checked_by_the_key_that_made_it() {
    for set in SETS {
        let (ours, foreign) = (GostSigner::from_entropy(set, b"one"), GostSigner::from_entropy(set, b"two"));
        let digest = ours.algorithm().digest();
        let signature = ours.sign(b"header.payload").unwrap();
        assert_eq!(signature.len(), ours.public_key().signature_length());
        assert_eq!(signature, ours.sign(b"header.payload").unwrap(), "the nonce is drawn, not rolled");
        let check = |key: &GostSigner, message: &[u8], signature: &[u8]| {
            key.verifier().verify(digest, message, signature)
        };
        assert_eq!(check(&ours, b"header.payload", &signature), Ok(()));
        assert_eq!(check(&foreign, b"header.payload", &signature), Err(CryptoError::SignatureWrong));
        assert_eq!(check(&ours, b"header.payloaD", &signature), Err(CryptoError::SignatureWrong));
        assert_eq!(check(&ours, b"header.payload", &signature[1..]), Err(CryptoError::SignatureWrong));
        let mirrored = gost3410::mirrored(&signature);
        assert_eq!(check(&ours, b"header.payload", &mirrored), Err(CryptoError::SignatureWrong));
    }
}

#[test]
fn another_digest_than_the_keys_is_not_checked_with() {
    let [short, .., long] = SETS.map(|set| GostSigner::from_entropy(set, b"one"));
    for (key, digest) in [
        (&short, DigestAlgorithm::Streebog512),
        (&long, DigestAlgorithm::Streebog256),
        (&short, DigestAlgorithm::Sha256),
    ] {
        let told = key.verifier().verify(digest, b"text", &key.sign(b"text").unwrap());
        assert_eq!(told, Err(CryptoError::UnsupportedAlgorithm { oid: digest.oid().to_owned() }));
    }
}

#[test]
fn keys_and_raw_signatures_are_exchanged_with_the_engine() {
    let engine = Engine::open();
    engine.write("text", "текст");
    for set in ParameterSet::ALL {
        let (theirs, certificate) = make_client(&engine, "a", set);
        assert_eq!(certificate.public_key(), &theirs.verifier(), "{set}");
        assert_eq!(certificate.check_signed_by(&theirs.verifier()), Ok(()), "{set}");
        let ours = GostSigner::from_entropy(set, b"exchange");
        for key in [&theirs, &ours] {
            engine.write("key.pem", key.to_pkcs8_pem());
            engine.write("pub.pem", key.public_key().to_spki_pem());
            engine.run("dgst -sign key.pem -out signature text");
            let digest = key.algorithm().digest();
            let told = key.verifier().verify(digest, "текст".as_bytes(), &engine.bytes("signature"));
            assert_eq!(told, Ok(()), "{set}");
            engine.write("signature", key.sign("текст".as_bytes()).unwrap());
            assert!(engine.accepts("dgst -verify pub.pem -signature signature text"), "{set}");
            engine.write("signature", key.sign(b"another text").unwrap());
            assert!(!engine.accepts("dgst -verify pub.pem -signature signature text"), "{set}");
        }
    }
}

#[test]
fn a_key_is_written_in_every_published_form() {
    for set in SETS {
        let key = GostSigner::from_entropy(set, b"forms");
        let public = key.public_key();
        assert_eq!(PublicKey::from_pem(&public.to_spki_pem()), Ok(PublicKey::Gost(public.clone())));
        let (x, y) = public.coordinates();
        assert_eq!(GostPublicKey::from_coordinates(set, &x, &y).as_ref(), Ok(public));
        assert!(GostPublicKey::from_coordinates(set, &y, &x).is_err());
        assert!(GostPublicKey::from_coordinates(set, &x[1..], &y).is_err());
        let again = GostSigner::from_pem(&format!("Bag Attributes\n{}", key.to_pkcs8_pem())).unwrap();
        assert_eq!(again.public_key(), public);
        assert!(!format!("{key:?}").contains("PRIVATE") && format!("{key:?}").contains(set.name()));
    }
}

#[test]
fn what_is_no_gost_key_is_named() {
    let told = |text: &str| GostSigner::from_pem(text).unwrap_err().to_string();
    assert_eq!(told("no key"), "the text has no PEM block `PRIVATE KEY`");
    assert_eq!(told(KEY_A), "the GOST key cannot be used: key is not of gost r 34.10-2012");
    let PublicKey::Gost(key) = certificate(GOST_256).public_key().clone() else { panic!("a GOST key") };
    let mut spki = key.to_spki_der();
    *spki.last_mut().unwrap() ^= 1;
    let refusal = gost3410::KeyRefusal::NotOnCurve;
    assert_eq!(PublicKey::from_spki_der(&spki), Err(CryptoError::BadGostKey { refusal }));
}
