//! Every form of message that a client's library makes is accepted and told apart.

use super::forge::loosened;
use super::openssl::made;
use super::{TEXT, registered};
use crate::crypto::ber::Encoding;
use crate::crypto::cms::{
    CmsMatch, CmsPolicy, CmsRefusal, CmsSeen, ContentForm, SignerName, check, contents_matching,
};
use crate::crypto::signed_form::{Candidate, SignedForm};
use crate::crypto::testkeys::{
    CERTIFICATE_A, CERTIFICATE_B, GOST_256, GOST_256_CMS, ISSUED_BY_A, NODE_FORGE_CMS, certificate,
};
use crate::crypto::{DigestAlgorithm, KeyFamily};

const SMIME: &str = "smime -sign -binary -signer a.crt -inkey a.key -outform DER";
const CMS: &str = "cms -sign -binary -signer a.crt -inkey a.key -outform DER";

/// What the commonest form looks like: `smime -sign`, as the Python clients run it.
fn plain() -> CmsSeen {
    CmsSeen {
        certificate: 1,
        signer: SignerName::IssuerAndSerial {
            issuer: r"C=RU, O=ООО Ромашка\, дневник, CN=TEST-A".to_owned(),
            serial: "0A0B0C0D0E0F11".to_owned(),
        },
        issuer_differs: false,
        key: KeyFamily::Rsa,
        digest: DigestAlgorithm::Sha256,
        signed_attributes: true,
        content: ContentForm::Detached,
        encoding: Encoding::Der,
        trailing_bytes: 0,
        signers: 1,
        enclosed_certificates: 1,
    }
}

fn seen(command: &str) -> Result<CmsSeen, CmsRefusal> {
    check(&made(command), TEXT, &registered(), CmsPolicy::default())
}

#[test]
fn openssl_forms_are_accepted_and_told_apart() {
    let attached = CmsSeen { content: ContentForm::Attached, ..plain() };
    let streamed = CmsSeen { encoding: Encoding::Ber, ..attached.clone() };
    let bare = CmsSeen { signed_attributes: false, ..plain() };
    let forms = [
        (SMIME.to_owned(), plain()),
        (CMS.to_owned(), plain()),
        (SMIME.replace("-binary ", ""), plain()),
        (format!("{SMIME} -noattr"), bare.clone()),
        (format!("{CMS} -noattr"), bare.clone()),
        (format!("{SMIME} -nodetach"), attached.clone()),
        (format!("{CMS} -nodetach"), attached.clone()),
        (format!("{CMS} -nodetach -noattr"), CmsSeen { signed_attributes: false, ..attached.clone() }),
        // In DER form `-stream` attaches the text, whatever else is asked for.
        (format!("{CMS} -stream"), streamed.clone()),
        (format!("{CMS} -stream -noattr"), CmsSeen { signed_attributes: false, ..streamed.clone() }),
        (format!("{SMIME} -stream -nodetach"), streamed),
        (format!("{SMIME} -nocerts"), CmsSeen { enclosed_certificates: 0, ..plain() }),
        (format!("{CMS} -nocerts -noattr"), CmsSeen { enclosed_certificates: 0, ..bare }),
        (format!("{CMS} -certfile issued.crt"), CmsSeen { enclosed_certificates: 2, ..plain() }),
        (format!("{CMS} -nosmimecap"), plain()),
        (format!("{CMS} -cades"), plain()),
    ];
    for (command, form) in forms {
        assert_eq!(seen(&command), Ok(form), "{command}");
    }
}

#[test]
fn every_digest_is_known() {
    for (name, digest) in [
        ("sha256", DigestAlgorithm::Sha256),
        ("sha384", DigestAlgorithm::Sha384),
        ("sha512", DigestAlgorithm::Sha512),
    ] {
        for form in ["", "-noattr", "-nodetach"] {
            let seen = seen(&format!("{CMS} -md {name} {form}")).unwrap();
            assert_eq!(seen.digest, digest, "{name} {form}");
        }
    }
}

#[test]
fn sha1_is_refused_unless_the_realm_lets_it_pass() {
    let digest = DigestAlgorithm::Sha1;
    for form in ["", "-noattr"] {
        let message = made(&format!("{SMIME} -md sha1 {form}"));
        let strict = CmsPolicy::default();
        assert_eq!(check(&message, TEXT, &registered(), strict), Err(CmsRefusal::WeakDigest { digest }));
        let lenient = CmsPolicy { accept_sha1: true };
        assert_eq!(check(&message, TEXT, &registered(), lenient).unwrap().digest, digest);
    }
}

#[test]
fn a_signer_named_by_its_key_is_found() {
    let identifier = |of: &str| {
        let key = certificate(of).public_key().clone();
        let crate::crypto::PublicKey::Rsa(key) = key else { panic!("an RSA key") };
        SignerName::KeyIdentifier { identifier: DigestAlgorithm::Sha1.hex_of_message(key.pkcs1_der()) }
    };
    let form = CmsSeen { signer: identifier(CERTIFICATE_A), ..plain() };
    assert_eq!(seen(&format!("{CMS} -keyid")), Ok(form.clone()));
    assert_eq!(
        seen(&format!("{CMS} -keyid -nocerts -stream")),
        Ok(CmsSeen {
            enclosed_certificates: 0,
            encoding: Encoding::Ber,
            content: ContentForm::Attached,
            ..form
        })
    );
}

#[test]
fn a_certificate_without_a_key_identifier_is_found_by_its_key() {
    // `issued-by-a` has no extensions; its key identifier can only be the digest of its key.
    let issued = [certificate(ISSUED_BY_A)];
    let message = made("cms -sign -binary -keyid -signer b.crt -inkey b.key -outform DER");
    assert_eq!(check(&message, TEXT, &issued, CmsPolicy::default()).unwrap().certificate, 0);
}

#[test]
fn a_message_without_a_definite_length_anywhere_is_accepted() {
    // BouncyCastle's default: detached, every constructed value open-ended.
    for form in ["", "-noattr"] {
        let message = loosened(&made(&format!("{CMS} {form}")));
        let seen = check(&message, TEXT, &registered(), CmsPolicy::default()).unwrap();
        assert_eq!((seen.encoding, seen.content), (Encoding::Ber, ContentForm::Detached), "{form}");
    }
    let message = loosened(&made(&format!("{CMS} -nodetach")));
    let seen = check(&message, TEXT, &registered(), CmsPolicy::default()).unwrap();
    assert_eq!((seen.encoding, seen.content), (Encoding::Ber, ContentForm::Attached));
}

#[test]
fn messages_of_node_forge_are_accepted() {
    for (message, signed_attributes) in NODE_FORGE_CMS.into_iter().zip([true, false]) {
        let seen = check(message, TEXT, &registered(), CmsPolicy::default()).unwrap();
        assert_eq!((seen.certificate, seen.issuer_differs), (1, true));
        assert_eq!((seen.signed_attributes, seen.content), (signed_attributes, ContentForm::Attached));
        let told = check(message, b"another text", &registered(), CmsPolicy::default());
        assert!(matches!(told, Err(CmsRefusal::ContentDiffers { .. })), "{told:?}");
        let told = check(message, TEXT, &[certificate(CERTIFICATE_B)], CmsPolicy::default());
        assert!(
            matches!(told, Err(CmsRefusal::CertificateNotRegistered { enclosed: Some(_), .. })),
            "{told:?}"
        );
    }
}

#[test]
fn bytes_after_the_message_are_passed_over_and_counted() {
    for form in ["", "-stream"] {
        let mut message = made(&format!("{SMIME} {form}"));
        message.extend([0x35, 0x00]);
        assert_eq!(check(&message, TEXT, &registered(), CmsPolicy::default()).unwrap().trailing_bytes, 2);
    }
}

#[test]
fn one_right_signer_of_several_is_enough() {
    let message =
        made("cms -sign -binary -signer b.crt -inkey b.key -signer a.crt -inkey a.key -outform DER");
    let own = [certificate(CERTIFICATE_A)];
    let seen = check(&message, TEXT, &own, CmsPolicy::default()).unwrap();
    assert_eq!((seen.certificate, seen.signers), (0, 2));
    let told = check(&message, b"another text", &own, CmsPolicy::default());
    assert!(matches!(told, Err(CmsRefusal::DigestDiffers { .. })), "{told:?}");
}

#[test]
fn a_gost_message_is_accepted() {
    let gost = [certificate(CERTIFICATE_A), certificate(GOST_256)];
    let form = CmsSeen {
        signer: SignerName::IssuerAndSerial {
            issuer: "C=RU, CN=TEST-GOST".to_owned(),
            serial: "0A".to_owned(),
        },
        key: KeyFamily::Gost2012_256,
        digest: DigestAlgorithm::Streebog256,
        ..plain()
    };
    assert_eq!(check(GOST_256_CMS, TEXT, &gost, CmsPolicy::default()), Ok(form));
    let told = check(GOST_256_CMS, b"another text", &gost, CmsPolicy::default());
    assert!(matches!(told, Err(CmsRefusal::DigestDiffers { .. })), "{told:?}");
    let told = check(GOST_256_CMS, TEXT, &registered(), CmsPolicy::default());
    assert!(matches!(told, Err(CmsRefusal::CertificateNotRegistered { enclosed: Some(_), .. })), "{told:?}");
}

#[test]
fn what_was_signed_instead_is_found() {
    let candidates = [b"other", TEXT, b""].map(Candidate::likely);
    for form in ["", "-noattr", "-nodetach", "-stream", "-md sha1"] {
        let message = made(&format!("{SMIME} {form}"));
        let found = contents_matching(&message, &candidates, &registered());
        let right = CmsMatch { candidate: 1, certificate: 1, signed: SignedForm::Text };
        assert_eq!(found, Some(right), "{form}");
        assert_eq!(contents_matching(&message, &candidates, &[]), None);
    }
    assert_eq!(contents_matching(b"no message", &candidates, &registered()), None);
    assert_eq!(contents_matching(&[0x30, 0x00], &candidates, &registered()), None);
}

#[test]
fn the_journal_can_keep_what_was_seen() {
    let json = serde_json::to_value(seen(&format!("{CMS} -stream -keyid")).unwrap()).unwrap();
    assert_eq!(json["signer"]["by"], "key-identifier");
    assert_eq!(json["encoding"], "ber");
    assert_eq!(json["content"], "attached");
    assert_eq!(json["digest"], "SHA-256");
    assert_eq!(json["key"], "rsa");
}
