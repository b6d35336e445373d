//! Owns tests of the later versions: bare GOST signatures, the certificate's hash, PKCE, filters, system tokens.

use idp::crypto::certificate::make_self_signed;
use idp::crypto::{Certificate, GostSigner, Signer as _};
use idp::domain::time::{Span, Timestamp};
use serde_json::{Value, json};

use crate::oauth::kit::http::{Reply, Request, query_value};
use crate::oauth::kit::party::{Fields, base64url, fresh_state};
use crate::oauth::kit::world::{Person, World};

const NOW: &str = "2024.09.02 10:00:00 +0300";
const SCOPE: &str = "openid fullname snils";
const CALLBACK: &str = "http://gost.example/callback";

struct GostParty {
    world: World,
    signer: GostSigner,
    certificate: Certificate,
}

impl GostParty {
    fn start(options: &Value) -> Self {
        let world = World::start();
        let set = gost3410::ParameterSet::from_oid("1.2.643.2.2.35.1").expect("CryptoPro-A");
        let signer = GostSigner::from_entropy(set, b"a relying party of the tests");
        let day = Timestamp::from_secs(1_725_000_000);
        let certificate = make_self_signed("C=RU, CN=GOST", &signer, 7, day, day + Span::from_days(3650))
            .expect("a certificate");
        let mut registration = json!({
            "name": "ГОСТ", "redirect_hosts": ["gost.example"], "scopes": ["openid", "fullname", "snils", "org_ogrn"],
            "certificates": [certificate.to_pem()], "token_algorithm": "GOST3410_2012_256",
            "refresh_permit": "session",
        });
        for (name, value) in options.as_object().into_iter().flatten() {
            registration[name] = value.clone();
        }
        world.control("PUT", "/clients/GOST", &registration);
        Self { world, signer, certificate }
    }

    fn asks(&self) -> Fields {
        Fields::of(&[
            ("client_id", "GOST"),
            ("client_certificate_hash", &self.certificate.client_hash()),
            ("redirect_uri", CALLBACK),
            ("scope", SCOPE),
            ("response_type", "code"),
            ("state", &fresh_state()),
            ("timestamp", NOW),
        ])
    }

    fn redeems(&self, code: &str) -> Fields {
        self.asks().without("response_type").set("grant_type", "authorization_code").set("code", code)
    }

    fn signs(&self, fields: Fields, order: &[&str]) -> Fields {
        let text: String = order.iter().map(|name| fields.value(name)).collect();
        let secret = base64url(&self.signer.sign(text.as_bytes()).expect("a signature"));
        fields.set("client_secret", &secret)
    }

    fn sign_in(&self, person: &Person, fields: &Fields) -> Value {
        let address = format!("{}/aas/oauth2/v2/ac?{}", self.world.base, fields.encoded());
        let call = json!({ "person": person.oid, "authorize_url": address });
        self.world.send(Request::new("POST", "/control/v1/sign-ins").json(&call)).json()
    }

    fn code(&self, person: &Person, fields: Fields) -> String {
        let back = self.sign_in(person, &self.signs(fields, &S2));
        let back = back["redirect_to"].as_str().unwrap_or_else(|| panic!("a redirect, not {back}"));
        query_value(back, "code").unwrap_or_else(|| panic!("a code, not {back}"))
    }

    fn exchange(&self, path: &str, fields: &Fields) -> Reply {
        self.world.send(Request::post(path).form(&fields.encoded()))
    }

    fn authorized(&self, fields: &Fields) -> String {
        let reply = self.world.get(&format!("/aas/oauth2/v2/ac?{}", fields.encoded()));
        query_value(reply.location(), "error_description").unwrap_or_else(|| reply.location().to_owned())
    }
}

const S2: [&str; 6] = ["client_id", "scope", "scope_org", "timestamp", "state", "redirect_uri"];
const S3: [&str; 7] = ["client_id", "scope", "scope_org", "timestamp", "state", "redirect_uri", "code"];
const S1: [&str; 4] = ["scope", "timestamp", "client_id", "state"];

#[test]
fn a_code_of_version_2_is_redeemed_at_version_3_with_gost_on_both_sides() {
    let party = GostParty::start(&json!({}));
    let person = party.world.person("confirmed");
    let code = party.code(&person, party.asks().set("access_type", "offline"));
    let answer = party.exchange("/aas/oauth2/v3/te", &party.signs(party.redeems(&code), &S3)).json();
    assert!(answer["access_token"].is_string(), "{answer}");
    assert_eq!(answer["expires_in"], json!(3600));
    // A refresh is signed in one of three ways; all are taken.
    let renew = |token: &Value| {
        let fields = party.redeems("").without("code").set("grant_type", "refresh_token");
        fields.set("refresh_token", token.as_str().expect("a refresh token"))
    };
    let first =
        party.exchange("/aas/oauth2/v3/te", &party.signs(renew(&answer["refresh_token"]), &S2)).json();
    let bare = renew(&first["refresh_token"]).without("client_certificate_hash").without("redirect_uri");
    let other = ["client_id", "scope", "timestamp", "state", "refresh_token"];
    let second = party.exchange("/aas/oauth2/v3/te", &party.signs(bare, &other)).json();
    assert!(second["access_token"].is_string(), "{second}");
    let as_documented = [&S2[..], &["refresh_token"]].concat();
    let third = party.signs(renew(&second["refresh_token"]), &as_documented);
    assert_eq!(party.exchange("/aas/oauth2/v3/te", &third).status, 200);
    let intermediate = party.code(&person, party.asks());
    let fields = party.signs(party.redeems(&intermediate), &S2);
    assert_eq!(party.exchange("/aas/oauth2/v2/te", &fields).status, 200);
}

#[test]
fn what_was_signed_in_another_version_is_refused_and_named() {
    let party = GostParty::start(&json!({}));
    let wrong = "ESIA-007053: OAuthErrorEnum.clientSecretWrong";
    assert_eq!(party.authorized(&party.signs(party.asks(), &S1)), wrong);
    let fix = party.world.refused("ESIA-007053", "needs-tolerance");
    assert_eq!(fix["tolerances"], json!("string-of-v1"));
    let without_address = &S2[..5];
    assert_eq!(party.authorized(&party.signs(party.asks(), without_address)), wrong);
    party.world.refused("ESIA-007053", "signature");
    let entry = party.world.newest();
    let told = entry["why"]["fix"].as_str().expect("a fix");
    assert!(told.contains("everything but redirect_uri"), "{told}");
    let person = party.world.person("confirmed");
    let code = party.code(&person, party.asks());
    let reply = party.exchange("/aas/oauth2/v3/te", &party.signs(party.redeems(&code), &S2));
    party.world.te_refused(&reply, "ESIA-007053", "access_denied");
}

#[test]
fn the_hash_of_the_certificate_is_wanted_and_wanted_right() {
    let party = GostParty::start(&json!({}));
    let absent = party.signs(party.asks().without("client_certificate_hash"), &S2);
    assert!(party.authorized(&absent).contains("[client_certificate_hash]"));
    let of_no_one = party.signs(party.asks().set("client_certificate_hash", &"A".repeat(40)), &S2);
    assert!(party.authorized(&of_no_one).starts_with("ESIA-007053"));
    party.world.refused("ESIA-007053", "certificate-hash");
    // Version 3 of `te` brought the hash (MR Г.7): version 2 does without, and a wrong one is wrong all the same.
    let person = party.world.person("confirmed");
    let redeemed = |path: &str, order: &[&str], hash: Option<&str>| {
        let fields = party.redeems(&party.code(&person, party.asks())).without("client_certificate_hash");
        let fields = match hash {
            Some(hash) => fields.set("client_certificate_hash", hash),
            None => fields,
        };
        party.exchange(path, &party.signs(fields, order))
    };
    assert_eq!(redeemed("/aas/oauth2/v2/te", &S2, None).status, 200);
    let none = redeemed("/aas/oauth2/v3/te", &S3, None);
    party.world.te_refused(&none, "ESIA-007014", "invalid_request");
    let wrong = redeemed("/aas/oauth2/v2/te", &S2, Some(&"A".repeat(64)));
    party.world.te_refused(&wrong, "ESIA-007053", "access_denied");
    let unsigned = redeemed("/aas/oauth2/v2/te", &S1, None);
    party.world.te_refused(&unsigned, "ESIA-007053", "access_denied");
    let sha = party.certificate.fingerprint(idp::crypto::DigestAlgorithm::Sha256);
    let of_sha = party.signs(party.asks().set("client_certificate_hash", &sha), &S2);
    assert!(party.authorized(&of_sha).starts_with("ESIA-007053"));
    let facts = party.world.refused("ESIA-007053", "needs-tolerance");
    assert_eq!(facts["tolerances"], json!("other-certificate-hash"));
}

#[test]
fn a_tolerance_lets_through_and_the_journal_says_so() {
    let party = GostParty::start(&json!({ "tolerances": ["mirrored-signature"] }));
    let fields = party.asks();
    let text: String = S2.iter().map(|name| fields.value(name)).collect();
    let mut mirrored = party.signer.sign(text.as_bytes()).expect("a signature");
    mirrored.reverse();
    let fields = fields.set("client_secret", &base64url(&mirrored));
    assert!(party.authorized(&fields).ends_with("/login"));
    let entry = party.world.newest();
    assert_eq!(entry["why"]["reason"], json!("tolerated"));
    assert!(entry["why"]["fix"].as_str().is_some_and(|fix| fix.contains("ESIA-007053")), "{entry}");
    let strict = GostParty::start(&json!({}));
    assert!(strict.authorized(&fields).starts_with("ESIA-007053"));
}

#[test]
fn the_setting_says_which_string_a_refresh_signs() {
    let party = GostParty::start(&json!({}));
    let person = party.world.person("confirmed");
    let b = vec!["client_id", "scope", "timestamp", "state", "refresh_token"];
    let c = [&S2[..], &["refresh_token"]].concat();
    let code = party.code(&person, party.asks().set("access_type", "offline"));
    let answer = party.exchange("/aas/oauth2/v3/te", &party.signs(party.redeems(&code), &S3)).json();
    let mut token = answer["refresh_token"].as_str().expect("a refresh token").to_owned();
    for (setting, right) in [("a", 0), ("b", 1), ("c", 2)] {
        party.world.control("PATCH", "/settings", &json!({ "refresh_string": setting }));
        for (number, order) in [&S2[..], &b, &c].into_iter().enumerate() {
            let fields = party.redeems("").without("code").set("grant_type", "refresh_token");
            let sent = party.signs(fields.set("refresh_token", &token), order);
            let reply = party.exchange("/aas/oauth2/v3/te", &sent);
            if number == right {
                reply.json()["refresh_token"].as_str().expect("a refresh token").clone_into(&mut token);
            } else {
                party.world.te_refused(&reply, "ESIA-007053", "access_denied");
            }
        }
    }
}

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn redeemed(party: &GostParty, code: &str, verifier: Option<&str>) -> Reply {
    let fields = party.redeems(code);
    let fields = verifier.map_or(fields.clone(), |verifier| fields.set("code_verifier", verifier));
    party.exchange("/aas/oauth2/v3/te", &party.signs(fields, &S3))
}

#[test]
fn pkce_fits_or_is_refused() {
    let party = GostParty::start(&json!({}));
    let person = party.world.person("confirmed");
    let streebog = "IMEN9A0Ef9qC85AnKfSXVS_p5e0u3Hs8fwSam2yB0sk";
    let challenged = || party.asks().set("code_challenge", streebog);
    for asked in [challenged().set("code_challenge_method", "GOST3411"), challenged()] {
        let code = party.code(&person, asked);
        let told = |verifier: Option<&str>, code: &str, error: &str| {
            party.world.te_refused(
                &redeemed(&party, code, verifier),
                &format!("ESIA-0070{error}"),
                match error {
                    "38" => "pkce_parameters_incorrect",
                    _ => "pkce_verification_error",
                },
            );
        };
        told(None, &code, "38");
        told(Some("short"), &code, "38");
        told(Some(&VERIFIER.replace('-', "+")), &code, "38");
        told(Some(&VERIFIER.replace('d', "e")), &code, "40");
        assert_eq!(redeemed(&party, &code, Some(VERIFIER)).status, 200);
    }
    let plain = party.code(&person, party.asks());
    let reply = redeemed(&party, &plain, Some(VERIFIER));
    party.world.te_refused(&reply, "ESIA-007039", "pkce_challenge_missing");
}

#[test]
fn other_methods_of_pkce_are_taken_only_where_the_realm_takes_them() {
    let party = GostParty::start(&json!({}));
    let person = party.world.person("confirmed");
    let s256 = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let asks = |value: &str, method: &str| {
        party.asks().set("code_challenge", value).set("code_challenge_method", method)
    };
    for (value, method) in [(s256, "S256"), (VERIFIER, "plain")] {
        let told = party.authorized(&party.signs(asks(value, method), &S2));
        assert!(told.starts_with("ESIA-007003"), "{told}");
        party.world.refused("ESIA-007003", "code-challenge-method");
    }
    let methods = json!({ "pkce_methods": ["GOST3411", "S256", "plain"] });
    party.world.control("PATCH", "/settings", &methods);
    for (value, method) in [(s256, "S256"), (VERIFIER, "plain")] {
        let code = party.code(&person, asks(value, method));
        assert_eq!(redeemed(&party, &code, Some(VERIFIER)).status, 200, "{method}");
    }
    assert!(party.authorized(&party.signs(asks("c", "S512"), &S2)).starts_with("ESIA-007003"));
}

#[test]
fn a_filter_lets_in_whom_it_names() {
    let party = GostParty::start(&json!({}));
    let world = &party.world;
    let fields = |filter: &str| party.signs(party.asks().set("person_filter", filter), &S2);
    let let_in = |person: &Person, filter: &str| {
        let back = party.sign_in(person, &fields(filter));
        let back = back["redirect_to"].as_str().expect("a redirect").to_owned();
        let told = query_value(&back, "error_description");
        assert!(told.is_none_or(|told| told.starts_with("ESIA-007055: ")), "{back}");
        query_value(&back, "code").is_some()
    };
    let (confirmed, standard) = (world.person("confirmed"), world.person("standard"));
    let (conf, kid, both) = ("Y29uZl9hY2M=", "YWNjX2tpZA==", "Y29uZl9hY2MgYWNjX2tpZA==");
    for (filter, expected) in [
        (conf, (true, false)),
        (kid, (false, false)),
        ("YWNjX25vdF9raWQ=", (true, true)),
        (both, (true, false)),
    ] {
        assert_eq!((let_in(&confirmed, filter), let_in(&standard, filter)), expected, "{filter}");
    }
    assert!(let_in(&confirmed, "YWNjX2tpZCBjb25mX2FjYw=="), "the other order is taken");
    let remarked = world.get("/control/v1/journal?limit=10").text();
    assert!(remarked.contains("person-filter-reversed"), "{remarked}");
    assert!(party.authorized(&fields("everybody")).starts_with("ESIA-007003"));
    world.refused("ESIA-007003", "person-filter");
}

#[test]
fn scope_org_is_for_organisations() {
    let party = GostParty::start(&json!({}));
    let told = |names: &str| party.authorized(&party.signs(party.asks().set("scope_org", names), &S2));
    for names in ["fullname", "org_ogrn snils", "openid"] {
        assert!(told(names).starts_with("ESIA-007006"), "{names}");
        party.world.refused("ESIA-007006", "scope-unknown");
    }
    assert!(told("org_ogrn").ends_with("/login"), "{}", told("org_ogrn"));
}

#[test]
fn a_system_asks_for_itself() {
    let party = GostParty::start(&json!({}));
    let made = party.world.control("POST", "/organisations", &json!({}));
    let scope = |name: &str| format!("{name}?org_oid={}", made["oid"]);
    let fields = |scope: &str| {
        party.redeems("").without("code").set("grant_type", "client_credentials").set("scope", scope)
    };
    let reply = party.exchange("/aas/oauth2/v3/te", &party.signs(fields(&scope("org_inn")), &S2));
    party.world.te_refused(&reply, "ESIA-007019", "invalid_scope");
    // Scopes of organisations are granted by their bare names, and asked for under either spelling.
    let granted = fields(&scope("http://esia.gosuslugi.ru/org_ogrn"));
    let answer = party.exchange("/aas/oauth2/v3/te", &party.signs(granted, &S2)).json();
    assert!(answer["access_token"].is_string(), "{answer}");
    assert_eq!((&answer["refresh_token"], &answer["id_token"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_system_asks_for_the_register_of_powers_of_attorney() {
    let powers = "pow_reg pow_reg_inf pow_reg_search";
    let party = GostParty::start(&json!({ "scopes": powers.split(' ').collect::<Vec<_>>() }));
    let fields =
        party.redeems("").without("code").set("grant_type", "client_credentials").set("scope", powers);
    let answer = party.exchange("/aas/oauth2/v3/te", &party.signs(fields, &S2)).json();
    let token = answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(crate::oauth::kit::jwt::Jwt::of(token).claims["scope"], json!(powers));
}

#[test]
fn a_version_is_retired_by_date() {
    let dialects = json!([{ "name": "v2", "until": "2024-09-02T08:00:00Z" }, { "name": "v3" }]);
    let party = GostParty::start(&json!({ "dialects": dialects }));
    assert!(party.authorized(&party.signs(party.asks(), &S2)).ends_with("/login"));
    party.world.advance("PT1H");
    let later = party.asks().set("timestamp", "2024.09.02 11:00:00 +0300");
    assert!(party.authorized(&party.signs(later, &S2)).starts_with("ESIA-007005"));
    party.world.refused("ESIA-007005", "dialect-retired");
}
