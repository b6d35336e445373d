use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use gost_engine::Engine;
use gost3410::ParameterSet;

use super::*;
use crate::diary::chance::Chance;
use crate::diary::esia::algorithm::Algorithm;
use crate::diary::esia::dialect::Dialect;
use crate::diary::esia::portal::PortalKeys;

const CODE: &str = "the-code";
const STATE: &str = "8e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10";

fn moment() -> Timestamp {
    "2018-11-20T09:00:00Z".parse().unwrap()
}

/// An RSA key takes a moment to make.
static IDENTITIES: LazyLock<[Identity; 3]> = LazyLock::new(|| {
    Algorithm::ALL.map(|one| Identity::make("SCHOOL_DIARY", one, &Chance::seeded(1)).unwrap())
});

fn identity(algorithm: Algorithm) -> Identity {
    IDENTITIES.iter().find(|one| one.algorithm() == algorithm).unwrap().clone()
}

/// The parameters of a request, and those of the same request when it signs a code.
fn requests(dialect: Dialect, scope_org: Option<&str>, identity: &Identity) -> [Parameters; 2] {
    let portal = Portal {
        base_url: "http://portal.test".to_owned(),
        issuer: Portal::ISSUER.to_owned(),
        mnemonic: "SCHOOL_DIARY".to_owned(),
        scope: "openid fullname".to_owned(),
        scope_org: scope_org.map(str::to_owned),
        dialect,
        keys: PortalKeys::from_pem(identity.algorithm(), &identity.certificate_pem().unwrap()).unwrap(),
    };
    [None, Some(CODE)].map(|code| {
        let request = Request {
            portal: &portal,
            scope: &portal.scope,
            timestamp: "2018.11.20 17:00:00 +0800",
            state: STATE,
            redirect_uri: "http://diary.test/back",
            code,
        };
        request.parameters(identity, moment()).unwrap()
    })
}

fn value<'p>(parameters: &'p Parameters, name: &str) -> Option<&'p str> {
    parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

/// OpenSSL with its GOST engine plays the portal: it shares nothing with this crate.
fn portal_with(identity: &Identity) -> Engine {
    let engine = Engine::open();
    engine.write("diary.pem", identity.certificate_pem().unwrap());
    engine.write("key.pem", identity.key_pem().unwrap());
    engine.run("x509 -in diary.pem -noout -pubkey -out public.pem");
    engine
}

/// Whether the engine takes the request's message or bare signature for one over this text.
fn takes(engine: &Engine, parameters: &Parameters, algorithm: Algorithm, text: &str) -> bool {
    let secret = value(parameters, "client_secret").unwrap();
    assert!(!secret.contains(['+', '/']), "{secret}");
    engine.write("secret", URL_SAFE.decode(secret).unwrap());
    engine.write("text", text);
    if value(parameters, "client_certificate_hash").is_none() {
        let verify =
            "cms -verify -binary -inform DER -in secret -content text -CAfile diary.pem -purpose any";
        return engine.accepts(verify);
    }
    let digest = match algorithm {
        Algorithm::Rsa => "-sha256",
        Algorithm::Gost256 => "-md_gost12_256",
        Algorithm::Gost512 => "-md_gost12_512",
    };
    engine.accepts(&format!("dgst {digest} -verify public.pem -signature secret text"))
}

/// Both requests of a version, with and without scopes of organisations: what is signed.
const SIGNED: [(Dialect, Option<&str>, [&str; 2]); 4] = [
    (
        Dialect::V1,
        Some("org_inn"),
        ["openid fullname2018.11.20 17:00:00 +0800SCHOOL_DIARY8e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10"; 2],
    ),
    (
        Dialect::V2,
        None,
        ["SCHOOL_DIARYopenid fullname2018.11.20 17:00:00 +08008e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10http://diary.test/back";
            2],
    ),
    (
        Dialect::V2,
        Some("org_inn org_ogrn"),
        ["SCHOOL_DIARYopenid fullnameorg_inn org_ogrn2018.11.20 17:00:00 +08008e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10http://diary.test/back";
            2],
    ),
    (
        Dialect::V3,
        None,
        [
            "SCHOOL_DIARYopenid fullname2018.11.20 17:00:00 +08008e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10http://diary.test/back",
            "SCHOOL_DIARYopenid fullname2018.11.20 17:00:00 +08008e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10http://diary.test/backthe-code",
        ],
    ),
];

#[test]
fn openssl_believes_each_version_over_its_own_text_and_over_no_other() {
    for algorithm in Algorithm::ALL {
        let identity = identity(algorithm);
        let engine = portal_with(&identity);
        for (dialect, scope_org, texts) in SIGNED {
            let requests = requests(dialect, scope_org, &identity);
            for (parameters, text) in requests.iter().zip(texts) {
                assert!(takes(&engine, parameters, algorithm, text), "{dialect:?} {algorithm:?}: {text}");
                assert!(!takes(&engine, parameters, algorithm, "another text"), "{dialect:?} {algorithm:?}");
                assert_eq!(value(parameters, "scope_org"), scope_org);
                assert_eq!(value(parameters, "code"), None, "the code is not of the common part");
            }
        }
    }
}

#[test]
fn a_message_is_detached_and_carries_the_certificate_and_the_diarys_own_time() {
    for (algorithm, digest, signature) in [
        (Algorithm::Rsa, "sha256", "sha256WithRSAEncryption"),
        (Algorithm::Gost256, "1.2.643.7.1.1.2.2", "1.2.643.7.1.1.1.1"),
        (Algorithm::Gost512, "1.2.643.7.1.1.2.3", "1.2.643.7.1.1.1.2"),
    ] {
        let identity = identity(algorithm);
        let engine = portal_with(&identity);
        engine.write("secret", cms::detached(b"text", &identity, moment()).unwrap());
        let shown = engine.run("cms -cmsout -print -inform DER -in secret");
        assert!(shown.contains("eContent: <ABSENT>") && shown.contains("certificates:"), "{shown}");
        assert!(shown.contains("signingTime") && shown.contains("Nov 20 09:00:00 2018 GMT"), "{shown}");
        assert!(shown.contains(digest) && shown.contains(signature), "{shown}");
    }
}

#[test]
fn openssl_takes_the_certificates_their_hash_and_the_keys() {
    for algorithm in Algorithm::ALL {
        let identity = identity(algorithm);
        let engine = portal_with(&identity);
        engine.run("verify -check_ss_sig -CAfile diary.pem diary.pem");
        let [certified, own] = ["x509 -in diary.pem -noout -pubkey", "pkey -in key.pem -pubout"]
            .map(|command| engine.run(command));
        assert_eq!(certified, own, "{algorithm:?}");

        engine.run("x509 -in diary.pem -outform DER -out diary.der");
        let output = engine.run("dgst -md_gost12_256 -hex diary.der").trim().to_uppercase();
        let hash = bare::certificate_hash(&identity).unwrap();
        assert_eq!(output.rsplit(' ').next(), Some(hash.as_str()));
        let read = Identity::from_pem(&identity.key_pem().unwrap(), &identity.certificate_pem().unwrap());
        assert_eq!(read.unwrap().algorithm(), algorithm);
    }
}

#[test]
fn keys_and_certificates_of_openssl_are_taken_over_every_curve() {
    let engine = Engine::open();
    let usual = ParameterSet::ALL.into_iter().filter(|set| !set.name().contains("Test"));
    for set in usual {
        engine.make_certificate("theirs", set);
        let identity = Identity::from_pem(&engine.text("theirs.key"), &engine.text("theirs.crt"));
        let identity = identity.unwrap_or_else(|error| panic!("{set}: {error}"));
        engine.write("diary.pem", identity.certificate_pem().unwrap());
        engine.run("x509 -in diary.pem -noout -pubkey -out public.pem");
        let [_, request] = requests(Dialect::V3, None, &identity);
        assert!(takes(&engine, &request, identity.algorithm(), SIGNED[3].2[1]), "{set}");

        // What the engine signs as the portal would sign a token is believed.
        let digest = gost_engine::digest_option(set.size());
        let signature = engine.fed(&format!("dgst {digest} -sign theirs.key"), b"token");
        let keys = PortalKeys::from_pem(identity.algorithm(), &engine.text("theirs.crt")).unwrap();
        assert!(keys.verify(b"token", &signature) && !keys.verify(b"another", &signature), "{set}");
        let mut mirrored = signature.clone();
        mirrored.reverse();
        assert!(!keys.verify(b"token", &mirrored), "{set}: the order of CryptoPro's tools");
    }
}

#[test]
fn a_timestamp_has_the_portals_form_in_the_schools_time() {
    let form = |hours| timestamp(moment(), Offset::from_hours(hours).unwrap());
    assert_eq!(form(8), "2018.11.20 17:00:00 +0800");
    assert_eq!(form(0), "2018.11.20 09:00:00 +0000");
    assert_eq!(form(-5), "2018.11.20 04:00:00 -0500");
}

#[test]
fn a_key_is_read_back_and_a_foreign_certificate_is_noticed() {
    let make = |name, algorithm, seed| Identity::make(name, algorithm, &Chance::seeded(seed)).unwrap();
    for algorithm in Algorithm::ALL {
        let (mine, other) = (make("A", algorithm, 1), make("B", algorithm, 2));
        let (key, certificate) = (mine.key_pem().unwrap(), mine.certificate_pem().unwrap());
        assert!(Identity::from_pem(&key, &certificate).is_ok());
        let mixed = Identity::from_pem(&key, &other.certificate_pem().unwrap());
        assert_eq!(
            mixed.unwrap_err().to_string(),
            "the diary's certificate and private key do not belong together"
        );
        assert!(Identity::from_pem(&certificate, &certificate).is_err());
        assert_eq!(format!("{mine:?}"), "Identity(CN=A,O=Built-in school diary,C=RU)");
    }
}
