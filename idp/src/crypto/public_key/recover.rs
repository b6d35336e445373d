//! What an RSA signature was made over, read back out of it: for explanations, never for decisions.

use super::rsa::RsaPublicKey;
use crate::crypto::DigestAlgorithm;
use crate::crypto::algorithm_id::AlgorithmId;
use crate::crypto::asn1::{Reader, tag};

impl RsaPublicKey {
    /// The digest inside a PKCS#1 v1.5 signature of this key, or `None` when another key made the signature.
    ///
    /// It tells «the right key signed another text» from «another key signed».
    pub fn digest_inside(&self, signature: &[u8]) -> Option<(DigestAlgorithm, Vec<u8>)> {
        let (modulus, exponent) = self.numbers();
        let number = ::rsa::BigUint::from_bytes_be(signature);
        if signature.len() != self.modulus().len() || number >= modulus {
            return None;
        }
        let opened = number.modpow(&exponent, &modulus).to_bytes_be();
        // RFC 8017 section 9.2: 00 01 ff … ff 00 DigestInfo; the leading zero is lost in the number.
        let padding = opened.strip_prefix(&[0x01])?;
        let end = padding.iter().position(|octet| *octet != 0xff)?;
        let (filling, digest_info) = padding.split_at_checked(end)?;
        let digest_info = digest_info.strip_prefix(&[0x00])?;
        if filling.len() < 8 || opened.len() + 1 != signature.len() {
            return None;
        }
        read(digest_info)
    }
}

fn read(digest_info: &[u8]) -> Option<(DigestAlgorithm, Vec<u8>)> {
    let mut inside = Reader::only(digest_info, tag::SEQUENCE).ok()?.inside();
    let algorithm = AlgorithmId::read(&mut inside).ok()?;
    let digest = inside.expect(tag::OCTET_STRING).ok()?;
    Some((DigestAlgorithm::of(&algorithm.oid)?, digest.contents.to_vec()))
}
