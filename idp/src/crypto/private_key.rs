//! Private keys of any kind, read from the PEM files they are kept in.

use crate::crypto::algorithm_id::{AlgorithmId, is_retired};
use crate::crypto::asn1::{Asn1Fault, Reader, tag};
use crate::crypto::{CryptoError, GostSigner, KeyFamily, RsaSigner, Signer, pem};

/// Reads the first private key in a text: RSA (PKCS#8 or PKCS#1) or GOST R 34.10-2012 (PKCS#8).
///
/// # Errors
/// There is none, it is encrypted, or of a kind that nothing is signed with here.
pub fn signer_from_pem(text: &str) -> Result<Box<dyn Signer>, CryptoError> {
    if pem::has(text, "ENCRYPTED PRIVATE KEY") {
        return Err(CryptoError::UnusableKey { why: "it is encrypted: write it without a password" });
    }
    if pem::has(text, "RSA PRIVATE KEY") {
        return Ok(Box::new(RsaSigner::from_pem(text)?));
    }
    let der = pem::first(text, "PRIVATE KEY")?;
    let oid = algorithm_of(&der).map_err(CryptoError::malformed("private key"))?;
    match oid.as_str() {
        "1.2.840.113549.1.1.1" => Ok(Box::new(RsaSigner::from_pem(text)?)),
        "1.2.643.7.1.1.1.1" | "1.2.643.7.1.1.1.2" => Ok(Box::new(GostSigner::from_pem(text)?)),
        oid if is_retired(oid) => Err(CryptoError::Retired { family: KeyFamily::Gost2001 }),
        _ => Err(CryptoError::UnsupportedAlgorithm { oid }),
    }
}

/// The object identifier in a PrivateKeyInfo (RFC 5208 section 5).
fn algorithm_of(der: &[u8]) -> Result<String, Asn1Fault> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?.inside();
    inside.expect(tag::INTEGER)?;
    Ok(AlgorithmId::read(&mut inside)?.oid)
}

#[cfg(test)]
mod tests {
    use gost3410::ParameterSet;

    use super::*;
    use crate::crypto::Algorithm;
    use crate::crypto::testkeys::engine::Engine;
    use crate::crypto::testkeys::{CERTIFICATE_A, KEY_A};

    #[test]
    fn a_key_is_read_by_what_it_is() {
        let kind = |text: &str| signer_from_pem(text).map(|key| key.algorithm()).map_err(|e| e.to_string());
        let gost = |set| GostSigner::from_entropy(set, b"kind").to_pkcs8_pem();
        assert_eq!(kind(KEY_A), Ok(Algorithm::Rs256));
        assert_eq!(kind(&gost(ParameterSet::CryptoProB)), Ok(Algorithm::Gost2012_256));
        assert_eq!(kind(&gost(ParameterSet::Tc26C512)), Ok(Algorithm::Gost2012_512));
        assert_eq!(kind(CERTIFICATE_A), Err("the text has no PEM block `PRIVATE KEY`".to_owned()));
    }

    #[test]
    fn a_key_nothing_is_signed_with_is_named() {
        let engine = Engine::open();
        let told = |command: &str| {
            engine.run(&format!("{command} -out a.key"));
            signer_from_pem(&engine.text("a.key")).err().map(|error| error.to_string()).unwrap()
        };
        let retired = "GOST R 34.10-2001 is retired: a key and a certificate of GOST R 34.10-2012 are needed";
        assert_eq!(told("genpkey -algorithm gost2001 -pkeyopt paramset:A"), retired);
        assert_eq!(told("genpkey -algorithm ed25519"), "the algorithm 1.3.101.112 is not supported");
        assert_eq!(
            told("genpkey -algorithm ed25519 -aes256 -pass pass:x"),
            "the key cannot be used: it is encrypted: write it without a password"
        );
    }
}
