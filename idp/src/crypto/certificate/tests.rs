//! Certificates as OpenSSL, certification centres and the simulator itself make them.

mod hash;

use der::{Decode as _, Encode as _};

use super::*;
use crate::crypto::testkeys::{
    CERTIFICATE_A, CERTIFICATE_B, ELLIPTIC, GOST_256, ISSUED_BY_A, KEY_A, RSA_1024_SHA1, certificate, signer,
};
use crate::crypto::{Asn1Fault, KeyFamily};

fn made(subject: &str) -> Result<Certificate, CryptoError> {
    let (from, to) = ("2018-12-01T00:00:00Z".parse().unwrap(), "2051-12-01T00:00:00Z".parse().unwrap());
    make_self_signed(subject, &signer(KEY_A), 0xf0_00_01, from, to)
}

#[test]
fn a_certificate_is_read_as_openssl_shows_it() {
    let read = certificate(CERTIFICATE_A);
    assert_eq!(read.subject(), r"C=RU, O=ООО Ромашка\, дневник, CN=TEST-A");
    assert_eq!(read.issuer(), read.subject());
    assert_eq!(read.serial_hex(), "0A0B0C0D0E0F11");
    assert_eq!(read.not_before().to_string(), "2026-11-22T11:16:10Z");
    assert_eq!(read.not_after().to_string(), "2046-11-17T11:16:10Z");
    assert!(read.is_valid_at(read.not_before()) && read.is_valid_at(read.not_after()));
    assert!(!read.is_valid_at(Timestamp::from_secs(0)));
    assert_eq!(read.fingerprint(DigestAlgorithm::Sha1), "3EC6A41E1FC4FEDD16BBDE3D43868FA7F8FB8401");
    assert_eq!(
        read.fingerprint(DigestAlgorithm::Sha256),
        "4E314B801149DA10A45853365221580EF5421ECE4989BE8C794986A301BEB38A"
    );
    // From `openssl x509 -outform der | openssl dgst -md_gost12_256`.
    assert_eq!(
        read.fingerprint(DigestAlgorithm::Streebog256),
        "BB4A57F5A183826DD3F99BC2C9BDF23E4ACD6CED49578E8A73E35016F1374682"
    );
}

#[test]
fn a_persons_snils_is_not_shown() {
    let read = certificate(ISSUED_BY_A);
    assert_eq!(
        read.subject(),
        r"C=RU, O=ООО Ромашка, OU=plain, OGRN=1000000000001, SNILS=***, INN=000000000001, emailAddress=diary@example.org, CN=TESTIS\+B\, issued"
    );
    assert_eq!(read.serial_hex(), "F1F2F3F4F5F6F7F8");
    assert!(!format!("{read:?} {read} {}", read.summary()).contains("00000000102"));
}

#[test]
fn a_certificate_is_checked_against_its_issuers_key() {
    let (ours, foreign, issued) =
        (certificate(CERTIFICATE_A), certificate(CERTIFICATE_B), certificate(ISSUED_BY_A));
    assert_eq!(ours.check_signed_by(ours.public_key()), Ok(()));
    assert_eq!(issued.check_signed_by(ours.public_key()), Ok(()));
    assert_eq!(issued.check_signed_by(foreign.public_key()), Err(CryptoError::SignatureWrong));
    assert_eq!(
        certificate(RSA_1024_SHA1).check_signed_by(ours.public_key()),
        Err(CryptoError::SignatureWrong)
    );
    let gost = certificate(GOST_256);
    assert_eq!(gost.check_signed_by(ours.public_key()), Err(CryptoError::SignatureWrong));
}

#[test]
fn kinds_of_keys_are_told_apart() {
    let gost = certificate(GOST_256);
    assert_eq!(gost.public_key().family(), Some(KeyFamily::Gost2012_256));
    assert_eq!(
        gost.fingerprint(DigestAlgorithm::Streebog256),
        "7DBD5F50551080DCAA3A3A6C3FEE40980D1F234F7B98C55795EFECF241B5122E"
    );
    let unsupported = |oid: &str| Err(CryptoError::UnsupportedAlgorithm { oid: oid.to_owned() });
    assert_eq!(gost.check_signed_by(gost.public_key()), Ok(()));
    let elliptic = certificate(ELLIPTIC);
    assert_eq!(elliptic.public_key(), &PublicKey::Unsupported { oid: "1.2.840.10045.2.1".to_owned() });
    assert_eq!(elliptic.check_signed_by(elliptic.public_key()), unsupported("1.2.840.10045.4.3.2"));
}

#[test]
fn several_certificates_are_read_from_one_text() {
    let text = format!(
        "subject=CN = A\n{CERTIFICATE_A}\nBag Attributes\r\n{}tail",
        CERTIFICATE_B.replace('\n', "\r\n")
    );
    let both = vec![certificate(CERTIFICATE_A), certificate(CERTIFICATE_B)];
    assert_eq!(Certificate::all_from_pem(&text), Ok(both.clone()));
    assert_eq!(Certificate::all_from_file(text.as_bytes()), Ok(both.clone()));
    assert_eq!(Certificate::from_pem(&text).as_ref(), Ok(&both[0]));
    assert_eq!(Certificate::all_from_file(both[1].der()), Ok(vec![both[1].clone()]));
    assert_eq!(Certificate::all_from_pem(&both[0].to_pem()), Ok(vec![both[0].clone()]));
    assert_eq!(Certificate::from_pem(&CERTIFICATE_A.replace('\n', " ")).as_ref(), Ok(&both[0]));
}

#[test]
fn the_base64_of_a_certificate_alone_is_read_like_pem() {
    let expected = certificate(CERTIFICATE_A);
    let body: String = CERTIFICATE_A.lines().filter(|line| !line.starts_with("-----")).collect();
    let in_lines =
        CERTIFICATE_A.replace("-----BEGIN CERTIFICATE-----", "").replace("-----END CERTIFICATE-----", "");
    for text in [&*body, &in_lines, &format!("\u{feff}{body}\r\n"), CERTIFICATE_A] {
        assert_eq!(Certificate::from_text(text).as_ref(), Ok(&expected), "{text}");
        assert_eq!(Certificate::all_from_file(text.as_bytes()), Ok(vec![expected.clone()]), "{text}");
    }
    let no_pem = CryptoError::NoPem { label: "CERTIFICATE" };
    assert_eq!(Certificate::from_text("a certificate!"), Err(no_pem.clone()));
    assert_eq!(Certificate::from_text(""), Err(no_pem));
    assert!(Certificate::from_text("AAAA").is_err());
}

#[test]
fn what_is_no_certificate_is_named() {
    let no_pem = CryptoError::NoPem { label: "CERTIFICATE" };
    assert_eq!(Certificate::all_from_pem(KEY_A), Err(no_pem.clone()));
    assert_eq!(Certificate::from_pem("-----BEGIN CERTIFICATE-----\nMIIB"), Err(no_pem.clone()));
    assert_eq!(Certificate::all_from_file(b"\xff\xfe"), Err(no_pem));
    let bad_letter = CERTIFICATE_A.replacen("MII", "M*I", 1);
    assert!(matches!(
        Certificate::from_pem(&bad_letter),
        Err(CryptoError::Malformed { fault: Asn1Fault::BadPart { what: "base64" }, .. })
    ));
    let mut longer = certificate(CERTIFICATE_A).der().to_vec();
    longer.push(0);
    assert_eq!(
        Certificate::from_der(&longer),
        Err(CryptoError::Malformed { what: "certificate", fault: Asn1Fault::Extra })
    );
}

#[test]
fn a_made_certificate_is_what_was_asked_for() {
    let subject = r"C=RU, O=Дневник\, Inc., emailAddress=a@example.org, CN=TESTIS";
    let ours = made(subject).unwrap();
    assert_eq!((ours.subject().as_str(), ours.issuer().as_str()), (subject, subject));
    assert_eq!(ours.serial_hex(), "F00001");
    assert_eq!(ours.not_before().to_string(), "2018-12-01T00:00:00Z");
    assert_eq!(ours.not_after().to_string(), "2051-12-01T00:00:00Z");
    assert_eq!(ours.check_signed_by(ours.public_key()), Ok(()));
    assert_eq!(made(subject).unwrap().der(), ours.der());
}

#[test]
fn a_made_certificate_is_read_alike_by_another_reader() {
    let ours = made("C=RU, CN=TESTIS").unwrap();
    let other = x509_cert::Certificate::from_der(ours.der()).unwrap();
    assert_eq!(other.to_der().unwrap(), ours.der());
    assert_eq!(other.tbs_certificate.subject.to_string(), "CN=TESTIS,C=RU");
    let end = other.tbs_certificate.validity.not_after.to_unix_duration();
    assert_eq!(Timestamp::from_secs(end.as_secs() as i64), ours.not_after());
    let (critical, identifier) =
        other.tbs_certificate.get::<x509_cert::ext::pkix::SubjectKeyIdentifier>().unwrap().unwrap();
    assert!(!critical && ours.has_key_identifier(identifier.0.as_bytes()));
    assert!(other.tbs_certificate.get::<x509_cert::ext::pkix::BasicConstraints>().unwrap().unwrap().1.ca);
}

#[test]
fn a_subject_that_cannot_be_written_is_refused() {
    for bad in ["", "TESTIS", "CN=", "C=RUS", "shoe=size", "CN=a,,O=b", "emailAddress=я@example.org"] {
        assert!(matches!(made(bad), Err(CryptoError::BadSubject { .. })), "{bad}");
    }
    let from = Timestamp::from_secs(0);
    assert!(make_self_signed("CN=a", &signer(KEY_A), 0, from, from).is_err());
    let long_ago = Timestamp::from_secs(-3_000_000_000);
    assert!(make_self_signed("CN=a", &signer(KEY_A), 1, long_ago, from).is_err());
}

#[test]
fn a_moment_without_end_is_the_last_one() {
    let read = |kind: u8, text: &str| {
        let der = crate::crypto::asn1::tlv(kind, &[text.as_bytes()]);
        moment::read(&Reader::new(&der).next().unwrap()).map(|moment| moment.to_string())
    };
    assert_eq!(read(tag::GENERALIZED_TIME, "99991231235959Z").as_deref(), Ok("2199-12-31T23:59:59Z"));
    assert_eq!(read(tag::UTC_TIME, "500101000000Z").as_deref(), Ok("1950-01-01T00:00:00Z"));
    assert_eq!(read(tag::UTC_TIME, "491231235959Z").as_deref(), Ok("2049-12-31T23:59:59Z"));
    for bad in ["500101000000", "5001010000Z", "501301000000Z", "50010100000яZ", "Z", ""] {
        assert_eq!(read(tag::UTC_TIME, bad), Err(Asn1Fault::BadContents { tag: tag::UTC_TIME }), "{bad}");
    }
}

#[test]
fn names_are_the_same_but_for_case_and_spaces() {
    let name = |text: &str| Name::parse(text).unwrap();
    assert!(name("O=ООО Ромашка, CN=A").is_same(&name("O=ооо  ромашка, CN=a")));
    assert!(!name("O=A, CN=B").is_same(&name("CN=B, O=A")));
    assert!(!name("O=A, CN=B").is_same(&name("O=A")));
    assert_eq!(name("CN=a\\,b\\\\c, 1.2.3=x\u{7}y").to_string(), r"CN=a\,b\\c, 1.2.3=x\u{7}y");
}
