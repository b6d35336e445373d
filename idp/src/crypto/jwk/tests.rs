//! Keys as JSON, written and read again.

use super::*;
use crate::crypto::testkeys::{CERTIFICATE_A, ELLIPTIC, GOST_256, certificate};
use crate::crypto::{GostSigner, Signer as _};

#[test]
fn an_rsa_key_is_named_as_the_rfc_names_it() {
    // RFC 7638 section 3.1.
    let n = concat!(
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3",
        "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdA",
        "ZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-",
        "kEgU8awapJzKnqDKgw",
    );
    let key = RsaPublicKey::from_components(&octets(n).unwrap(), &[1, 0, 1]).unwrap();
    let jwk = Jwk::of_key(&PublicKey::Rsa(key)).unwrap();
    assert_eq!(jwk.kid, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert_eq!(jwk.material, JwkMaterial::Rsa { n: n.to_owned(), e: "AQAB".to_owned() });
}

#[test]
fn a_key_is_read_as_it_was_written() {
    let keys = ParameterSet::ALL.map(|set| GostSigner::from_entropy(set, b"jwk").verifier());
    let certified = [CERTIFICATE_A, GOST_256].map(|pem| certificate(pem).public_key().clone());
    for key in keys.iter().chain(&certified) {
        let json = serde_json::to_string(&Jwk::of_key(key).unwrap()).unwrap();
        let again: Jwk = serde_json::from_str(&json).unwrap();
        assert_eq!(again.public_key().as_ref(), Ok(key), "{json}");
    }
}

#[test]
fn a_gost_key_has_the_documented_shape() {
    let key = GostSigner::from_entropy(ParameterSet::CryptoProXchA, b"shape");
    let (x, y) = key.public_key().coordinates();
    let jwk = Jwk::of_key(&key.verifier()).unwrap();
    assert_eq!(
        serde_json::to_string(&jwk).unwrap(),
        format!(
            concat!(
                r#"{{"kty":"GOST3410_2012","crv":"1.2.643.2.2.36.0","x":"{}","y":"{}","#,
                r#""use":"sig","alg":"GOST3410_2012_256","kid":"{}"}}"#
            ),
            BASE64.encode(&x),
            BASE64.encode(&y),
            jwk.kid,
        )
    );
    assert_eq!((x.len(), y.len()), (32, 32));
}

#[test]
fn a_certificate_stands_beside_its_key() {
    let own = certificate(GOST_256);
    let jwk = Jwk::of_certificate(&own).unwrap();
    assert_eq!(Certificate::from_der(&STANDARD.decode(&jwk.x5c[0]).unwrap()).as_ref(), Ok(&own));
    let thumbprint = BASE64.decode(jwk.x5t_sha256.as_ref().unwrap()).unwrap();
    assert_eq!(crate::crypto::digest::upper_hex(&thumbprint), own.fingerprint(DigestAlgorithm::Sha256));
    let set = JwkSet { keys: vec![jwk, Jwk::of_certificate(&certificate(CERTIFICATE_A)).unwrap()] };
    let json = serde_json::to_value(&set).unwrap();
    assert_eq!(json["keys"][1]["kty"], "RSA");
    assert_eq!(serde_json::from_value::<JwkSet>(json).unwrap(), set);
}

#[test]
fn what_is_no_key_is_refused() {
    let good = Jwk::of_key(certificate(GOST_256).public_key()).unwrap();
    let JwkMaterial::Gost { crv, x, y } = good.material.clone() else { panic!("a GOST key") };
    let told = |crv: &str, x: &str, y: &str, alg| {
        let material = JwkMaterial::Gost { crv: crv.to_owned(), x: x.to_owned(), y: y.to_owned() };
        Jwk { material, alg, ..good.clone() }.public_key().unwrap_err().to_string()
    };
    let (own, other) = (Algorithm::Gost2012_256, Algorithm::Gost2012_512);
    assert_eq!(told(&crv, &x, &y, other), "the key cannot be used: `alg` is not of the key's kind");
    assert_eq!(told(&crv, "*", &y, own), "the key cannot be used: a member of the JWK is not base64url");
    assert_eq!(told("P-256", &x, &y, own), "the GOST key cannot be used: parameter set is unknown");
    assert_eq!(told(&crv, &y, &x, own), "the GOST key cannot be used: point is not on the curve");
    assert!(Jwk::of_key(certificate(ELLIPTIC).public_key()).is_err());
    assert!(serde_json::from_str::<Jwk>(r#"{"kty":"EC","crv":"P-256","use":"sig"}"#).is_err());
}
