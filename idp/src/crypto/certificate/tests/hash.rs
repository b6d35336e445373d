//! `client_certificate_hash` in the forms clients send, right and wrong, made by OpenSSL.

use gost3410::ParameterSet;

use crate::crypto::Certificate;
use crate::crypto::certificate::{HashForm, find_by_hash};
use crate::crypto::testkeys::engine::{Engine, make_client};
use crate::crypto::testkeys::{CERTIFICATE_A, CERTIFICATE_B, certificate};

/// What `openssl dgst` says of a file.
fn digest(engine: &Engine, name: &str, file: &str) -> String {
    let told = engine.run(&format!("dgst -{name} -r {file}"));
    told.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn every_form_of_the_hash_is_told() {
    let engine = Engine::open();
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26A512] {
        let (_, certificate) = make_client(&engine, "a", set);
        engine.run("x509 -in a.crt -outform DER -out a.der");
        engine.run("x509 -in a.crt -pubkey -noout -out a.pub");
        engine.run("pkey -pubin -in a.pub -outform DER -out a.pub.der");
        let pem = engine.text("a.crt");
        engine.write("a.crlf", pem.replace('\n', "\r\n"));
        engine.write("a.cut", pem.trim_end());
        let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        engine.write("a.base64", body);
        for (name, file, form) in [
            ("md_gost12_256", "a.der", HashForm::Streebog256Der),
            ("md_gost12_512", "a.der", HashForm::Streebog512Der),
            ("sha256", "a.der", HashForm::Sha256Der),
            ("sha1", "a.der", HashForm::Sha1Der),
            ("md_gost12_256", "a.crt", HashForm::Streebog256Pem),
            ("md_gost12_256", "a.crlf", HashForm::Streebog256Pem),
            ("md_gost12_256", "a.cut", HashForm::Streebog256Pem),
            ("md_gost12_512", "a.crt", HashForm::Streebog512Pem),
            ("sha256", "a.crt", HashForm::Sha256Pem),
            ("md_gost12_256", "a.base64", HashForm::Streebog256Base64),
            ("md_gost12_256", "a.pub.der", HashForm::Streebog256Key),
        ] {
            let text = digest(&engine, name, file);
            assert_eq!(certificate.matches_hash(&text), Some(form), "{name} {file}");
            assert_eq!(certificate.matches_hash(&text.to_uppercase()), Some(form), "{name} {file}");
            let is_strict = form == HashForm::Streebog256Der
                || (form == HashForm::Streebog512Der && set == ParameterSet::Tc26A512);
            assert_eq!(form.is_strict_for(&certificate), is_strict);
            assert_eq!(certificate.matches_hash(&text.replacen(['0', '1', '2'], "3", 1)), None);
        }
        assert_eq!(digest(&engine, "md_gost12_256", "a.der").to_uppercase(), certificate.client_hash());
    }
}

#[test]
fn separators_and_the_reverse_order_are_told() {
    let own = certificate(CERTIFICATE_A);
    let separated = |text: &str, by: &str| {
        let pairs: Vec<_> = text.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair)).collect();
        pairs.join(by)
    };
    let hash = own.client_hash();
    assert_eq!(own.matches_hash(&format!(" {hash}\n")), Some(HashForm::Streebog256Der));
    assert_eq!(own.matches_hash(&separated(&hash, ":")), Some(HashForm::Streebog256Separated));
    let sha = own.fingerprint(crate::crypto::DigestAlgorithm::Sha1);
    assert_eq!(own.matches_hash(&separated(&sha, " ")), Some(HashForm::ShaSeparated));
    let mirrored: Vec<_> = hash.as_bytes().chunks(2).rev().flatten().copied().collect();
    let mirrored = String::from_utf8(mirrored).unwrap();
    assert_eq!(own.matches_hash(&mirrored), Some(HashForm::Streebog256Mirrored));
    for foreign in ["", "00", "xyz", &certificate(CERTIFICATE_B).client_hash()] {
        assert_eq!(own.matches_hash(foreign), None, "{foreign}");
    }
}

#[test]
fn a_hash_finds_its_certificate_among_several() {
    let registered: Vec<Certificate> = [CERTIFICATE_A, CERTIFICATE_B].map(certificate).into();
    let found = |text: &str| find_by_hash(&registered, text);
    assert_eq!(found(&registered[1].client_hash()), Some((1, HashForm::Streebog256Der)));
    let sha = registered[0].fingerprint(crate::crypto::DigestAlgorithm::Sha256);
    assert_eq!(found(&sha), Some((0, HashForm::Sha256Der)));
    assert_eq!(found("00"), None);
    assert_eq!(find_by_hash(&[], &sha), None);
}
