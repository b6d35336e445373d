//! GOST messages and certificates made here: OpenSSL's engine takes what is right and refuses what is not, as
//! this side does.

use gost3410::ParameterSet;

use super::TEXT;
use super::forge::{Forge, algorithm, attributes_with, loosened};
use crate::crypto::asn1::{Asn1Fault, object_id, tag, tlv};
use crate::crypto::certificate::make_self_signed;
use crate::crypto::cms::{CmsPolicy, CmsRefusal, CmsSeen, check};
use crate::crypto::testkeys::engine::Engine;
use crate::crypto::{Certificate, DigestAlgorithm, GostSigner, KeyFamily, Signer as _};

const SIZES: [ParameterSet; 2] = [ParameterSet::CryptoProXchA, ParameterSet::Tc26A512];

/// A client whose key and certificate were made here.
struct Party {
    key: GostSigner,
    certificate: Certificate,
}

impl Party {
    fn new(set: ParameterSet, seed: &[u8]) -> Self {
        let key = GostSigner::from_entropy(set, seed);
        let (from, to) = ("2018-12-01T00:00:00Z".parse().unwrap(), "2051-12-01T00:00:00Z".parse().unwrap());
        let certificate = make_self_signed("C=RU, O=Дневник, CN=TESTIS", &key, 77, from, to).unwrap();
        Self { key, certificate }
    }

    fn forge(&self) -> Forge<'_> {
        Forge::of_gost(&self.certificate, &self.key)
    }

    fn attributes_of(&self, text: &[u8]) -> Option<Vec<Vec<u8>>> {
        Some(attributes_with(self.key.algorithm().digest(), text).to_vec())
    }

    fn judged(&self, message: &[u8]) -> Result<CmsSeen, CmsRefusal> {
        check(message, TEXT, std::slice::from_ref(&self.certificate), CmsPolicy::default())
    }
}

/// Whether OpenSSL takes a message of this party over the text.
fn takes(engine: &Engine, party: &Party, message: &[u8]) -> bool {
    engine.write("text", TEXT);
    engine.write("message", message);
    engine.write("a.crt", party.certificate.to_pem());
    engine.accepts(
        "cms -verify -binary -inform DER -in message -content text -certfile a.crt -noverify -out seen",
    )
}

#[test]
fn messages_of_every_set_pass_here_and_at_openssl() {
    let engine = Engine::open();
    for set in ParameterSet::ALL {
        let party = Party::new(set, b"every set");
        for attributes in [None, party.attributes_of(TEXT)] {
            let message = Forge { attributes, ..party.forge() }.made();
            assert!(party.judged(&message).is_ok() && takes(&engine, &party, &message), "{set}");
        }
        let [from, to] = [party.certificate.not_before(), party.certificate.not_after()];
        assert!(party.certificate.is_valid_at(from) && from < to);
    }
}

#[test]
fn every_form_passes_here_and_at_openssl() {
    let engine = Engine::open();
    for set in SIZES {
        let party = Party::new(set, b"every form");
        let (bits, other) = match party.key.public_key().family() {
            KeyFamily::Gost2012_256 => ("1.2.643.7.1.1.1.1", "1.2.643.7.1.1.3.2"),
            _ => ("1.2.643.7.1.1.1.2", "1.2.643.7.1.1.3.3"),
        };
        let digest = party.key.algorithm().digest().oid();
        let null: &[u8] = &[tag::NULL, 0];
        for (signature, parameters, digest_parameters) in
            [(bits, null, null), (bits, &[], &[]), (other, null, &[]), (other, &[], null)]
        {
            for content in [None, Some(TEXT)] {
                for attributes in [None, party.attributes_of(TEXT)] {
                    let message = Forge {
                        attributes,
                        content,
                        digest: algorithm(digest, digest_parameters),
                        signature: algorithm(signature, parameters),
                        ..party.forge()
                    }
                    .made();
                    assert!(party.judged(&message).is_ok(), "{set} {signature}");
                    assert!(takes(&engine, &party, &message), "{set} {signature}");
                    let message = loosened(&message);
                    assert!(party.judged(&message).is_ok(), "{set} {signature}, open-ended");
                    assert!(takes(&engine, &party, &message), "{set} {signature}, open-ended");
                }
            }
        }
    }
}

#[test]
fn a_wrong_signature_is_wrong_here_and_at_openssl() {
    let engine = Engine::open();
    for set in SIZES {
        let party = Party::new(set, b"wrong signatures");
        let right = party.key.sign(TEXT).unwrap();
        let (s, r) = right.split_at(right.len() / 2);
        let of_another_key = Party::new(set, b"another").key.sign(TEXT).unwrap();
        let wrong = [
            [r, s].concat(),
            right[1..].to_vec(),
            vec![0; right.len()],
            vec![0xff; right.len()],
            Vec::new(),
            of_another_key,
        ];
        for octets in wrong {
            let message = Forge { octets: Some(octets), ..party.forge() }.made();
            assert_eq!(party.judged(&message), Err(CmsRefusal::SignatureWrong), "{set}");
            assert!(!takes(&engine, &party, &message), "{set}");
        }
        // The engine halves whatever length it is given and passes over an odd octet at the end.
        let message = Forge { octets: Some([&right[..], &[0]].concat()), ..party.forge() }.made();
        assert_eq!(party.judged(&message), Err(CmsRefusal::SignatureWrong), "{set}");
        let message = Forge { octets: Some(gost3410::mirrored(&right)), ..party.forge() }.made();
        assert_eq!(party.judged(&message), Err(CmsRefusal::SignatureMirrored), "{set}");
        assert!(!takes(&engine, &party, &message), "{set}");
    }
}

#[test]
fn attributes_are_judged_as_those_of_rsa_are() {
    let engine = Engine::open();
    for set in SIZES {
        let party = Party::new(set, b"attributes");
        let over_text =
            Forge { attributes: party.attributes_of(TEXT), signed: Some(TEXT.to_vec()), ..party.forge() };
        let message = over_text.made();
        assert_eq!(party.judged(&message), Err(CmsRefusal::AttributesNotSigned));
        assert!(!takes(&engine, &party, &message));
        let message = Forge { attributes: party.attributes_of(b"another text"), ..party.forge() }.made();
        assert!(matches!(party.judged(&message), Err(CmsRefusal::DigestDiffers { .. })));
        assert!(!takes(&engine, &party, &message));
        let message = Forge { content: Some(b"another text"), ..party.forge() }.made();
        let seen = "another text".to_owned();
        assert_eq!(party.judged(&message), Err(CmsRefusal::ContentDiffers { seen }));
    }
}

#[test]
fn parameters_of_the_keys_own_set_are_accepted_and_no_others() {
    let party = Party::new(ParameterSet::CryptoProXchA, b"parameters");
    let named = |ids: &[&str]| {
        let ids: Vec<u8> = ids.iter().flat_map(|id| object_id(id).unwrap()).collect();
        let signature = algorithm("1.2.643.7.1.1.1.1", &tlv(tag::SEQUENCE, &[&ids]));
        party.judged(&Forge { signature, ..party.forge() }.made()).map(|seen| seen.key)
    };
    let (own, digest) = ("1.2.643.2.2.36.0", "1.2.643.7.1.1.2.2");
    assert_eq!(named(&[own]), Ok(KeyFamily::Gost2012_256));
    assert_eq!(named(&[own, digest]), Ok(KeyFamily::Gost2012_256));
    let fault = Asn1Fault::BadPart { what: "an algorithm's parameters" };
    let bad = Err(CmsRefusal::Malformed { part: "SignerInfo", fault });
    for ids in [&["1.2.643.2.2.35.1"][..], &[own, "1.2.643.7.1.1.2.3"], &[own, digest, digest], &[]] {
        assert_eq!(named(ids), bad, "{ids:?}");
    }
    let digest = algorithm(digest, &[tag::OCTET_STRING, 0]);
    assert_eq!(party.judged(&Forge { digest, ..party.forge() }.made()).map(|seen| seen.key), bad);
}

#[test]
fn sizes_and_digests_must_agree() {
    let [short, long] = SIZES.map(|set| Party::new(set, b"sizes"));
    let (key, signature) = (KeyFamily::Gost2012_256, KeyFamily::Gost2012_512);
    let message = Forge { signer: &short.certificate, ..long.forge() }.made();
    assert_eq!(short.judged(&message), Err(CmsRefusal::KeyOfAnotherKind { signature, key }));
    let message = Forge { signer: &short.certificate, ..Forge::default() }.made();
    let signature = KeyFamily::Rsa;
    assert_eq!(short.judged(&message), Err(CmsRefusal::KeyOfAnotherKind { signature, key }));
    let (named, signed) = (DigestAlgorithm::Streebog512, DigestAlgorithm::Streebog256);
    let message = Forge { digest: algorithm(named.oid(), &[]), ..short.forge() }.made();
    assert_eq!(short.judged(&message), Err(CmsRefusal::DigestsDisagree { named, signed }));
}

/// Every octet of a message is changed in turn. What still passes is the same signature of the same
/// certificate over the same text, and the change lies outside of what is signed: a version, the list of
/// digests, the case of a letter of the issuer's name, a copy of the certificate.
#[test]
fn no_changed_octet_lets_another_thing_pass() {
    for set in SIZES {
        let party = Party::new(set, b"flips");
        for (content, attributes) in
            [(None, None), (None, party.attributes_of(TEXT)), (Some(TEXT), party.attributes_of(TEXT))]
        {
            let message = Forge { attributes, content, ..party.forge() }.made();
            let honest = party.judged(&message).unwrap();
            let signature_at = message.len() - party.key.public_key().signature_length();
            for place in 0..message.len() {
                let bit = 1 << (place % 8);
                let mut changed = message.clone();
                changed[place] ^= bit;
                let Ok(seen) = party.judged(&changed) else { continue };
                assert!(place < signature_at, "{set}: octet {place} of the signature");
                assert_eq!(seen, honest_but_for_encoding(&honest, &seen), "{set}, octet {place}");
                assert!(
                    check(
                        &changed,
                        b"another text",
                        std::slice::from_ref(&party.certificate),
                        CmsPolicy::default()
                    )
                    .is_err()
                );
            }
        }
    }
}

/// What was seen of the unchanged message, in the encoding and with the issuer's spelling of the changed one.
fn honest_but_for_encoding(honest: &CmsSeen, changed: &CmsSeen) -> CmsSeen {
    CmsSeen { encoding: changed.encoding, signer: changed.signer.clone(), ..honest.clone() }
}
