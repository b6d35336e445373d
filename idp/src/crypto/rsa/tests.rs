//! RSA keys against OpenSSL's certificates and against each engine.

use sha2::{Digest as _, Sha256};

use super::*;
use crate::crypto::testkeys::{KEY_A, KEY_B, RSA_1024_SHA1, RSA_8192_SHA512, certificate, signer};
use crate::crypto::{DigestAlgorithm, PublicKey};

/// Chance that repeats: SHA-256 of a counter.
struct Counter(u64);

impl RngCore for Counter {
    fn next_u32(&mut self) -> u32 {
        self.next_u64() as u32
    }

    fn next_u64(&mut self) -> u64 {
        self.0 += 1;
        let digest = Sha256::digest(self.0.to_be_bytes());
        u64::from_be_bytes(digest[..8].try_into().unwrap())
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.next_u64().to_be_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), ::rsa::rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Counter {}

#[test]
fn a_signature_is_checked_by_the_key_that_made_it() {
    let (ours, foreign) = (signer(KEY_A), signer(KEY_B));
    let signature = ours.sign(b"header.payload").unwrap();
    let check = |key: &RsaPublicKey, message: &[u8], signature: &[u8]| {
        key.verify(Algorithm::Rs256.digest(), message, signature)
    };
    assert_eq!(check(ours.public_key(), b"header.payload", &signature), Ok(()));
    assert_eq!(check(foreign.public_key(), b"header.payload", &signature), Err(CryptoError::SignatureWrong));
    assert_eq!(check(ours.public_key(), b"header.payloaD", &signature), Err(CryptoError::SignatureWrong));
    assert_eq!(
        check(ours.public_key(), b"header.payload", &signature[1..]),
        Err(CryptoError::SignatureWrong)
    );
    assert_eq!(
        ours.public_key().verify(DigestAlgorithm::Sha512, b"header.payload", &signature),
        Err(CryptoError::SignatureWrong)
    );
}

#[test]
fn both_engines_agree() {
    let ours = signer(KEY_A);
    for digest in
        [DigestAlgorithm::Sha1, DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512]
    {
        let scheme = match digest {
            DigestAlgorithm::Sha1 => ::rsa::Pkcs1v15Sign::new::<sha1::Sha1>(),
            DigestAlgorithm::Sha256 => ::rsa::Pkcs1v15Sign::new::<Sha256>(),
            DigestAlgorithm::Sha384 => ::rsa::Pkcs1v15Sign::new::<sha2::Sha384>(),
            _ => ::rsa::Pkcs1v15Sign::new::<sha2::Sha512>(),
        };
        let signature = ours.private.sign(scheme, &digest.of_message(b"text")).unwrap();
        assert_eq!(ours.public.verify(digest, b"text", &signature), Ok(()), "{digest}");
        assert_eq!(ours.public.digest_inside(&signature), Some((digest, digest.of_message(b"text"))));
        if digest == DigestAlgorithm::Sha256 {
            assert_eq!(signature, ours.sign(b"text").unwrap());
        }
    }
    let streebog = DigestAlgorithm::Streebog256;
    assert!(matches!(ours.public.verify(streebog, b"", &[]), Err(CryptoError::UnsupportedAlgorithm { .. })));
}

#[test]
fn sizes_beyond_the_fast_engine_are_checked() {
    for (pem, bits) in [(RSA_1024_SHA1, 1024), (RSA_8192_SHA512, 8192)] {
        let certificate = certificate(pem);
        let PublicKey::Rsa(key) = certificate.public_key() else { panic!("an RSA key") };
        assert_eq!(key.bits(), bits);
        assert_eq!(certificate.check_signed_by(certificate.public_key()), Ok(()));
    }
}

#[test]
fn another_keys_signature_opens_to_nothing() {
    let signature = signer(KEY_A).sign(b"text").unwrap();
    assert_eq!(signer(KEY_B).public.digest_inside(&signature), None);
    assert_eq!(signer(KEY_A).public.digest_inside(&[]), None);
    assert_eq!(signer(KEY_A).public.digest_inside(&[0xff; 256]), None);
}

#[test]
fn a_key_is_written_in_every_published_form() {
    let key = signer(KEY_A);
    let public = key.public_key();
    assert_eq!(PublicKey::from_pem(&public.to_spki_pem()), Ok(PublicKey::Rsa(public.clone())));
    assert_eq!(RsaPublicKey::from_pkcs1_der(public.pkcs1_der()).as_ref(), Ok(public));
    assert_eq!(RsaPublicKey::from_components(public.modulus(), public.exponent()).as_ref(), Ok(public));
    assert_eq!(public.exponent(), [1, 0, 1]);
    assert!(public.to_pkcs1_pem().starts_with("-----BEGIN RSA PUBLIC KEY-----\nMII"));
    let again = RsaSigner::from_pem(&key.to_pkcs8_pem().unwrap()).unwrap();
    assert_eq!(again.public_key(), public);
    assert!(!format!("{key:?}").contains("PRIVATE"));
    use ::rsa::pkcs8::DecodePublicKey as _;
    let oracle = ::rsa::RsaPublicKey::from_public_key_der(&public.to_spki_der()).unwrap();
    assert_eq!(oracle.n().to_bytes_be(), public.modulus());
}

#[test]
fn a_pkcs1_private_key_is_read_too() {
    use ::rsa::pkcs1::EncodeRsaPrivateKey as _;
    let key = signer(KEY_A);
    let text = key.private.to_pkcs1_pem(LineEnding::CRLF).unwrap();
    assert_eq!(RsaSigner::from_pem(&text).unwrap().public_key(), key.public_key());
}

#[test]
fn keys_outside_the_sizes_are_refused() {
    assert!(matches!(RsaSigner::generate(1024, &mut Counter(0)), Err(CryptoError::UnusableKey { .. })));
    assert!(matches!(RsaSigner::generate(8192, &mut Counter(0)), Err(CryptoError::UnusableKey { .. })));
    assert!(RsaPublicKey::from_components(&[0xff; 63], &[3]).is_err());
    assert!(RsaPublicKey::from_components(&[0xff; 2049], &[3]).is_err());
    assert!(RsaPublicKey::from_components(&[0xfe; 256], &[3]).is_err());
    assert!(RsaPublicKey::from_components(&[0xff; 256], &[1]).is_err());
    assert!(RsaPublicKey::from_components(&[0xff; 256], &[4]).is_err());
    assert!(RsaPublicKey::from_components(&[0xff; 256], &[]).is_err());
    assert!(RsaPublicKey::from_components(&[0xff; 256], &[1, 0, 0, 0, 0, 1]).is_err());
    assert!(matches!(RsaSigner::from_pem("no key"), Err(CryptoError::NoPem { label: "PRIVATE KEY" })));
}

#[test]
fn the_same_chance_makes_the_same_key() {
    let (one, other) =
        (RsaSigner::generate(2048, &mut Counter(7)), RsaSigner::generate(2048, &mut Counter(7)));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.public_key(), other.public_key());
    assert_eq!(one.public_key().bits(), 2048);
    let signature = one.sign(b"text").unwrap();
    assert_eq!(other.public_key().verify(DigestAlgorithm::Sha256, b"text", &signature), Ok(()));
}
