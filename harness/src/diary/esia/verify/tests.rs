use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::*;
use crate::diary::chance::Chance;
use crate::diary::esia::algorithm::Algorithm;
use crate::diary::esia::dialect::Dialect;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::PortalKeys;

const NOW: i64 = 1_542_700_800;

static PORTAL: LazyLock<Signers> = LazyLock::new(|| Signers::new(10));
static FOREIGN: LazyLock<Signers> = LazyLock::new(|| Signers::new(11));

/// A portal's keys, one of each algorithm.
struct Signers([Identity; 3]);

impl Signers {
    fn new(seed: u64) -> Self {
        Self(Algorithm::ALL.map(|one| Identity::make("ESIA", one, &Chance::seeded(seed)).unwrap()))
    }

    fn of(&self, algorithm: Algorithm) -> &Identity {
        self.0.iter().find(|one| one.algorithm() == algorithm).unwrap()
    }
}

/// The two tokens of an answer before they are signed.
#[derive(Clone)]
struct Answer {
    id_header: Value,
    id: Value,
    access_header: Value,
    access: Value,
    /// What the diary was registered with, and what the tokens are signed with in truth.
    agreed: Algorithm,
    signed_with: Algorithm,
    signer: fn() -> &'static Signers,
}

impl Answer {
    fn good() -> Self {
        Self::signed_with(Algorithm::Rsa)
    }

    fn signed_with(algorithm: Algorithm) -> Self {
        let times = |mut claims: Value| {
            for (name, value) in [("nbf", NOW), ("iat", NOW), ("exp", NOW + 3600)] {
                claims[name] = value.into();
            }
            claims
        };
        Self {
            id_header: json!({"ver": 0, "typ": "JWT", "sbt": "id", "alg": algorithm.jose()}),
            id: times(json!({
                "aud": "SCHOOL_DIARY", "sub": 1000, "amr": "PWD", "auth_time": NOW - 2,
                "iss": "http://esia.gosuslugi.ru/", "urn:esia:sid": "7f3a",
                "urn:esia:sbj": {"urn:esia:sbj:typ": "P", "urn:esia:sbj:is_tru": true,
                                 "urn:esia:sbj:oid": 1000, "urn:esia:sbj:nam": "OID.1000"}
            })),
            access_header: json!({"ver": 1, "typ": "JWT", "sbt": "access", "alg": algorithm.jose()}),
            access: times(json!({
                "iss": "http://esia.gosuslugi.ru/", "client_id": "SCHOOL_DIARY", "urn:esia:sid": "7f3a",
                "urn:esia:sbj_id": 1000, "scope": "openid fullname?oid=1000"
            })),
            agreed: algorithm,
            signed_with: algorithm,
            signer: || &PORTAL,
        }
    }

    fn judged(&self, guards: &Guards) -> Result<Believed, TokenFault> {
        let portal = Portal {
            base_url: "http://portal.test".to_owned(),
            issuer: Portal::ISSUER.to_owned(),
            mnemonic: "SCHOOL_DIARY".to_owned(),
            scope: Portal::SCOPE.to_owned(),
            scope_org: None,
            dialect: Dialect::V1,
            keys: keys(self.agreed),
        };
        let moment = |second| Timestamp::from_second(second).unwrap();
        let verifier = Verifier { portal: &portal, guards, now: moment(NOW), asked_at: moment(NOW - 5) };
        let signer = (self.signer)().of(self.signed_with);
        verifier.believe(
            &token(&self.id_header, &self.id, signer),
            &token(&self.access_header, &self.access, signer),
        )
    }
}

fn token(header: &Value, claims: &Value, signer: &Identity) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encode(header), encode(claims));
    if header["alg"] == "none" {
        return format!("{signed}.");
    }
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signer.key.sign(signed.as_bytes())))
}

/// What was installed of the portal.
fn keys(algorithm: Algorithm) -> PortalKeys {
    PortalKeys::from_pem(algorithm, &PORTAL.of(algorithm).certificate_pem().unwrap()).unwrap()
}

#[test]
fn a_good_answer_is_believed() {
    for algorithm in Algorithm::ALL {
        let believed = Answer::signed_with(algorithm).judged(&Guards::all());
        assert_eq!(believed, Ok(Believed { oid: Oid(1000), confirmed: true, child: false }), "{algorithm:?}");
    }
}

/// The portal's own key of another algorithm, and a token that says so: a downgrade, or an upgrade no one agreed on.
#[test]
fn a_genuine_token_of_another_algorithm_than_agreed_is_not_believed() {
    let both = &[Guard::Algorithm, Guard::Signature];
    for agreed in Algorithm::ALL {
        for signed in Algorithm::ALL.into_iter().filter(|one| *one != agreed) {
            let answer = Answer { agreed, ..Answer::signed_with(signed) };
            assert_eq!(
                answer.judged(&Guards::all()),
                Err(TokenFault::WrongAlgorithm),
                "{agreed:?} {signed:?}"
            );
            let named_right = Answer { signed_with: signed, ..Answer::signed_with(agreed) };
            assert_eq!(
                named_right.judged(&Guards::all()),
                Err(TokenFault::BadSignature),
                "{agreed:?} {signed:?}"
            );
            assert!(answer.judged(&Guards::without(both)).is_ok(), "{agreed:?} {signed:?}");
        }
    }
}

#[test]
fn the_next_key_is_believed_as_soon_as_it_is_installed() {
    for algorithm in Algorithm::ALL {
        let pem = |signers: &Signers| signers.of(algorithm).certificate_pem().unwrap();
        let (today, next) = (pem(&PORTAL), pem(&FOREIGN));
        let signature = FOREIGN.of(algorithm).key.sign(b"text");
        let believed =
            |installed: &str| PortalKeys::from_pem(algorithm, installed).unwrap().verify(b"text", &signature);
        assert!(!believed(&today), "{algorithm:?}");
        assert!(believed(&format!("{today}{next}")) && believed(&format!("# both\n{next}\n{today}")));
    }
}

#[test]
fn a_key_of_another_algorithm_is_not_installed() {
    let pem = PORTAL.of(Algorithm::Gost512).certificate_pem().unwrap();
    let refused = PortalKeys::from_pem(Algorithm::Gost256, &pem).unwrap_err().to_string();
    let output =
        "the portal's key is one for GOST3410_2012_512, and tokens are to be signed with GOST3410_2012_256";
    assert_eq!(refused, output);
    for nothing in ["", "no key", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let unread = PortalKeys::from_pem(Algorithm::Rsa, nothing).unwrap_err();
        assert_eq!(unread, crate::diary::esia::portal::PortalKeyError::Unreadable, "{nothing}");
    }
}

#[test]
fn spellings_that_the_real_portal_varies_are_believed_too() {
    let mut answer = Answer::good();
    answer.id["aud"] = json!(["SCHOOL_DIARY"]);
    answer.id["sub"] = json!("1000");
    answer.access["urn:esia:sbj_id"] = json!("1000");
    answer.id_header.as_object_mut().unwrap().remove("sbt");
    answer.id["urn:esia:sbj"].as_object_mut().unwrap().remove("urn:esia:sbj:is_tru");
    let believed = answer.judged(&Guards::all()).unwrap();
    assert_eq!(believed, Believed { oid: Oid(1000), confirmed: false, child: false });
}

#[test]
fn clocks_may_differ_by_a_minute() {
    for (claim, edge) in [("exp", NOW - 59), ("nbf", NOW + 60), ("iat", NOW + 60), ("iat", NOW - 65)] {
        let mut answer = Answer::good();
        answer.id[claim] = edge.into();
        assert!(answer.judged(&Guards::all()).is_ok(), "{claim} at {edge}");
    }
}

/// A name, what an attacker changes, the fault it must be stopped for, and the one guard that stops it.
type Attack = (&'static str, fn(&mut Answer), TokenFault, Guard);

fn attacks() -> Vec<Attack> {
    use TokenFault as F;
    vec![
        ("a foreign key", |a| a.signer = || &FOREIGN, F::BadSignature, Guard::Signature),
        ("no signature at all", |a| a.id_header["alg"] = json!("none"), F::WrongAlgorithm, Guard::Algorithm),
        (
            "no signature on access",
            |a| a.access_header["alg"] = json!("none"),
            F::WrongAlgorithm,
            Guard::Algorithm,
        ),
        ("another algorithm", |a| a.id_header["alg"] = json!("RS512"), F::WrongAlgorithm, Guard::Algorithm),
        (
            "a code for an id token",
            |a| a.id_header["sbt"] = json!("authorization_code"),
            F::WrongKind,
            Guard::Kind,
        ),
        ("an id token for access", |a| a.access_header["sbt"] = json!("id"), F::WrongKind, Guard::Kind),
        ("another issuer", |a| a.id["iss"] = json!("http://esia.example/"), F::WrongIssuer, Guard::Issuer),
        (
            "the issuer without its slash",
            |a| a.access["iss"] = json!("http://esia.gosuslugi.ru"),
            F::WrongIssuer,
            Guard::Issuer,
        ),
        ("another audience", |a| a.id["aud"] = json!("OTHER"), F::WrongAudience, Guard::Audience),
        (
            "one audience too many",
            |a| a.id["aud"] = json!(["SCHOOL_DIARY", "OTHER"]),
            F::WrongAudience,
            Guard::Audience,
        ),
        ("another client", |a| a.access["client_id"] = json!("OTHER"), F::WrongClient, Guard::Client),
        ("an expired id token", |a| a.id["exp"] = json!(NOW - 60), F::Expired, Guard::Expiry),
        ("an expired access token", |a| a.access["exp"] = json!(NOW - 60), F::Expired, Guard::Expiry),
        ("a token of tomorrow", |a| a.id["nbf"] = json!(NOW + 61), F::NotYetValid, Guard::NotBefore),
        (
            "an access token of tomorrow",
            |a| a.access["nbf"] = json!(NOW + 61),
            F::NotYetValid,
            Guard::NotBefore,
        ),
        ("a token made tomorrow", |a| a.id["iat"] = json!(NOW + 61), F::IssuedInFuture, Guard::IssuedAt),
        (
            "a token kept from before",
            |a| a.id["iat"] = json!(NOW - 66),
            F::IssuedBeforeAsked,
            Guard::Freshness,
        ),
        (
            "an access token of another person",
            |a| a.access["urn:esia:sbj_id"] = json!(2000),
            F::TwoSubjects,
            Guard::SameSubject,
        ),
        ("two persons in one id token", |a| a.id["sub"] = json!(2000), F::TwoSubjects, Guard::SameSubject),
    ]
}

#[test]
fn each_attack_is_stopped_by_one_guard_and_by_no_other() {
    for algorithm in Algorithm::ALL {
        for (name, change, fault, guard) in attacks() {
            let mut answer = Answer::signed_with(algorithm);
            change(&mut answer);
            assert_eq!(answer.judged(&Guards::all()), Err(fault), "{name}, {algorithm:?}");
            let twin = answer.judged(&Guards::without(&[guard]));
            assert!(twin.is_ok(), "{name}, {algorithm:?}: the weak twin says {twin:?}");
        }
    }
}

#[test]
fn a_changed_payload_breaks_the_signature() {
    let answer = Answer::good();
    let genuine = token(&answer.id_header, &answer.id, PORTAL.of(Algorithm::Rsa));
    let (header, rest) = genuine.split_once('.').unwrap();
    let (_, signature) = rest.split_once('.').unwrap();
    let mut claims = answer.id.clone();
    claims["sub"] = json!(1);
    let forged = format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let jws = Jws::parse(&forged).unwrap();
    assert!(!keys(Algorithm::Rsa).verify(jws.signed(), jws.signature()));
}

#[test]
fn what_is_no_token_is_unreadable() {
    let good = Answer::good();
    let mut half = good.clone();
    half.id.as_object_mut().unwrap().remove("iat");
    assert_eq!(half.judged(&Guards::all()), Err(TokenFault::Unreadable));
    let mut endless = good.clone();
    endless.id.as_object_mut().unwrap().remove("exp");
    assert_eq!(endless.judged(&Guards::all()), Err(TokenFault::Expired));
    let mut opaque = good;
    opaque.access["urn:esia:sbj_id"] = json!(null);
    assert_eq!(opaque.judged(&Guards::all()), Err(TokenFault::Unreadable));
    for text in ["", ".", "..", "a.b", "a.b.c", "opaque", "e30.e30.", "é.ü.ö"] {
        assert!(Jws::parse(text).is_none(), "{text}");
    }
}

#[test]
fn a_claim_said_twice_is_unreadable() {
    let twice = r#"{"iss":"http://esia.gosuslugi.ru/","iss":"http://esia.gosuslugi.ru/","exp":1,"nbf":1,"iat":1,
        "client_id":"SCHOOL_DIARY","urn:esia:sbj_id":1000}"#;
    assert!(serde_json::from_str::<AccessClaims>(twice).is_err());
}
