use std::time::Duration;

use rcgen::{CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};

use super::*;

/// 2030-01-01, at which what the tests make is valid unless they say otherwise.
const NOW: UnixTime = UnixTime::since_unix_epoch(Duration::from_secs(1_893_456_000));

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate of a server, valid until the end of a year.
fn server(names: &[&str], year: i32, issuer: &CertifiedIssuer<'static, KeyPair>) -> CertificateDer<'static> {
    let mut params =
        CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
    params.not_after = date_time_ymd(year, 12, 31);
    params.signed_by(&KeyPair::generate().unwrap(), issuer).unwrap().der().clone()
}

fn judged(
    trusted: &[&CertificateDer<'static>],
    by_name: bool,
    shown: &CertificateDer<'_>,
) -> Result<(), Distrust> {
    let mut roots = RootCertStore::empty();
    for certificate in trusted {
        roots.add((*certificate).clone()).unwrap();
    }
    let certificates = trusted.iter().map(|certificate| (*certificate).clone()).collect();
    let authorities = Authorities { file: "roots.pem".into(), certificates, roots };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier = Verifier::of(provider, Some(authorities), by_name);
    verifier.verify(shown, &[], &ServerName::try_from("db.test").unwrap(), NOW)
}

#[test]
fn a_certificate_is_trusted_that_an_authority_issued_for_the_name_and_the_day() {
    let (own, other) = (authority("Own"), authority("Other"));
    let cases = [
        (server(&["db.test"], 2031, &own), true, ""),
        (server(&["db.test"], 2031, &own), false, ""),
        (server(&["another.test"], 2031, &own), false, ""),
        (server(&["another.test"], 2031, &own), true, "another server"),
        (server(&[], 2031, &own), true, "another server"),
        (server(&["db.test"], 2029, &own), true, "not valid now"),
        (server(&["db.test"], 2031, &other), true, "\"CN=Other\", which is no authority of roots.pem"),
        (server(&["db.test"], 2031, &other), false, "no authority of roots.pem"),
        (CertificateDer::from(b"no certificate".to_vec()), false, "not trusted"),
    ];
    for (shown, by_name, part) in cases {
        match judged(&[own.der()], by_name, &shown) {
            Ok(()) => assert_eq!(part, ""),
            Err(told) => assert!(!part.is_empty() && told.why.contains(part), "{part}: {told:?}"),
        }
    }
}

#[test]
fn a_certificate_that_is_itself_among_the_trusted_needs_no_authority() {
    let issuer = authority("Own");
    let (valid, expired) = (server(&["db.test"], 2031, &issuer), server(&["db.test"], 2029, &issuer));
    assert_eq!(judged(&[&valid], true, &valid), Ok(()));
    assert!(judged(&[&expired], true, &expired).unwrap_err().why.contains("not valid now"));
    let another = server(&["another.test"], 2031, &issuer);
    assert!(judged(&[&another], true, &another).unwrap_err().why.contains("another server"));
    assert!(judged(&[&another], false, &valid).unwrap_err().why.contains("no authority"));
}
