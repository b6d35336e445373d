//! Owns tests of codes and tokens: header, claims, types, units and signature, exactly as captured (oauth.md §3).

use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Request, query_value};
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::openssl::public_key_of;
use crate::oauth::kit::world::World;

/// 2024-09-02T07:00:00Z.
const NOW: i64 = 1_725_260_400;
const ISSUER: &str = "http://esia.gosuslugi.ru/";

fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || matches!(c, '0'..='9' | 'a'..='f'))
}

#[test]
fn a_code_is_a_signed_token_with_times_in_their_units() {
    let world = World::start();
    let person = world.person("confirmed");
    let asked = world.party.signs(world.party.asks("openid fullname"));
    let back = world.sign_in(&person, &asked);
    let code = Jwt::of(&crate::oauth::kit::http::query_value(&back, "code").unwrap());
    assert_eq!(code.header, json!({"ver": 1, "typ": "JWT", "sbt": "authorization_code", "alg": "RS256"}));
    let names = [
        "auth_mthd",
        "auth_time",
        "client_id",
        "exp",
        "iat",
        "iss",
        "nbf",
        "params",
        "scope",
        "urn:esia:client:state",
        "urn:esia:sbj",
        "urn:esia:sid",
    ];
    assert_eq!(code.names(), names);
    assert_eq!(code.claims["iss"], json!(ISSUER));
    assert_eq!(code.claims["client_id"], json!("SCHOOL-DIARY"));
    assert_eq!(code.claims["auth_mthd"], json!("PWD"));
    assert_eq!(code.claims["params"], json!({}));
    assert_eq!(code.claims["urn:esia:client:state"], json!(asked.value("state")));
    assert_eq!(code.claims["scope"], json!(format!("openid fullname?oid={}", person.oid)));
    assert!(is_uuid(code.claims["urn:esia:sid"].as_str().unwrap()));
    // Seconds, but for auth_time and exp, which the real system writes in milliseconds.
    assert_eq!((code.number("iat"), code.number("nbf")), (NOW, NOW));
    assert_eq!((code.number("auth_time"), code.number("exp")), (NOW * 1000, (NOW + 300) * 1000));
    let subject = &code.claims["urn:esia:sbj"];
    assert_eq!(subject["urn:esia:sbj:typ"], json!("P"));
    assert_eq!(subject["urn:esia:sbj:oid"], json!(person.oid));
    assert_eq!(subject["urn:esia:sbj:nam"], json!(format!("OID.{}", person.oid)));
    assert!(subject["urn:esia:sbj:eid"].is_u64(), "{subject}");
    assert_eq!(subject.as_object().unwrap().len(), 4);
}

#[test]
fn an_access_token_has_exactly_the_captured_claims() {
    let world = World::start();
    let person = world.person("confirmed");
    let access =
        world.tokens(&person, "openid fullname http://esia.gosuslugi.ru/usr_inf").jwt("access_token");
    assert_eq!(access.header, json!({"ver": 1, "typ": "JWT", "sbt": "access", "alg": "RS256"}));
    let names = ["client_id", "exp", "iat", "iss", "nbf", "scope", "urn:esia:sbj_id", "urn:esia:sid"];
    assert_eq!(access.names(), names, "no aud, sub, jti");
    assert_eq!((access.number("iat"), access.number("nbf"), access.number("exp")), (NOW, NOW, NOW + 3600));
    assert_eq!(access.claims["urn:esia:sbj_id"], json!(person.oid), "a number");
    assert_eq!(access.claims["iss"], json!(ISSUER));
    assert_eq!(access.claims["client_id"], json!("SCHOOL-DIARY"));
    assert!(is_uuid(access.claims["urn:esia:sid"].as_str().unwrap()));
    let oid = person.oid;
    let scope = format!("openid fullname?oid={oid} http://esia.gosuslugi.ru/usr_inf?oid={oid}");
    assert_eq!(access.claims["scope"], json!(scope));
}

#[test]
fn an_id_token_has_exactly_the_captured_claims() {
    let world = World::start();
    let person = world.person("confirmed");
    let id = world.tokens(&person, "openid fullname").jwt("id_token");
    assert_eq!(id.header, json!({"ver": 0, "typ": "JWT", "sbt": "id", "alg": "RS256"}));
    let names = [
        "amr",
        "aud",
        "auth_time",
        "exp",
        "iat",
        "iss",
        "nbf",
        "sub",
        "urn:esia:amd",
        "urn:esia:sbj",
        "urn:esia:sid",
    ];
    assert_eq!(id.names(), names, "no nonce, acr, at_hash, azp");
    assert_eq!(id.claims["aud"], json!("SCHOOL-DIARY"));
    assert_eq!(id.claims["sub"], json!(person.oid), "a number");
    assert_eq!((&id.claims["amr"], &id.claims["urn:esia:amd"]), (&json!("PWD"), &json!("PWD")));
    assert_eq!((id.number("iat"), id.number("nbf"), id.number("auth_time")), (NOW, NOW, NOW));
    assert_eq!(id.number("exp"), NOW + 10_800);
    let subject = json!({
        "urn:esia:sbj:lvl": "PR", "urn:esia:sbj:typ": "P", "urn:esia:sbj:is_tru": true,
        "urn:esia:sbj:oid": person.oid, "urn:esia:sbj:nam": format!("OID.{}", person.oid),
    });
    assert_eq!(id.claims["urn:esia:sbj"], subject);
}

#[test]
fn is_tru_is_absent_below_the_confirmed_level() {
    let world = World::start();
    for level in ["simplified", "standard"] {
        let person = world.person(level);
        let id = world.tokens(&person, "openid").jwt("id_token");
        let subject = json!({
            "urn:esia:sbj:lvl": "P", "urn:esia:sbj:typ": "P", "urn:esia:sbj:oid": person.oid,
            "urn:esia:sbj:nam": format!("OID.{}", person.oid),
        });
        assert_eq!(id.claims["urn:esia:sbj"], subject, "{level}");
    }
}

#[test]
fn every_token_escapes_slashes_and_verifies_with_the_served_key_and_certificate() {
    let world = World::start();
    let person = world.person("confirmed");
    let key = world.get("/public/esia.pub.pem").text();
    let certificate = world.get("/public/esia.pem").text();
    let of_certificate = public_key_of(&certificate);
    assert_eq!(key.trim(), of_certificate.trim(), "the key is the certificate's");
    let code = world.code(&person, "openid fullname");
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", &code)));
    let answer = reply.json();
    let tokens = [&code, answer["access_token"].as_str().unwrap(), answer["id_token"].as_str().unwrap()];
    for token in tokens {
        let jwt = Jwt::of(token);
        assert!(jwt.claims_text.contains(r#""iss":"http:\/\/esia.gosuslugi.ru\/""#), "{}", jwt.claims_text);
        assert!(!jwt.header_text.contains("kid"), "{}", jwt.header_text);
        assert!(jwt.verifies_with(&key) && jwt.verifies_with(&of_certificate));
        let tampered = Jwt { signed: jwt.signed.replacen('e', "f", 1), ..jwt };
        assert!(!tampered.verifies_with(&key), "openssl does look");
    }
}

#[test]
fn one_portal_session_has_one_sid_through_tokens_refreshes_and_relying_parties() {
    let world = World::start();
    let person = world.person("confirmed");
    let code = world.code(&person, "openid");
    let first = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
    let renew = world.party.renews("openid", first["refresh_token"].as_str().unwrap());
    let second = world.exchange(&world.party.signs(renew)).json();
    let sid = |token: &str| Jwt::of(token).claims["urn:esia:sid"].clone();
    let text = |answer: &Value, name: &str| answer[name].as_str().unwrap().to_owned();
    let own = sid(&text(&first, "access_token"));
    for token in [text(&first, "id_token"), text(&second, "access_token")] {
        assert_eq!(sid(&token), own);
    }
    let other = world.tokens(&person, "openid");
    assert_ne!(sid(other.access()), own, "each control call is a session of its own");
    // In one browser two sign-ins have one session, whose cookie the tokens do not tell.
    let mut browser = Browser::new(&world);
    let address = || format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks("openid")).encoded());
    let login = browser.open(&address());
    let codes = [browser.sign_in(&login, &person), browser.open(&address())];
    let sids = codes.map(|back| {
        let code = query_value(back.location(), "code").expect("a code");
        let answer = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
        sid(&text(&answer, "access_token"))
    });
    assert_eq!(sids[0], sids[1]);
    assert_ne!(sids[0].as_str(), browser.cookie("ESIA_SESSION"));
}

#[test]
fn the_id_token_says_how_the_citizen_signed_in() {
    let world = World::start();
    let person = world.person("confirmed");
    let id_of = |back: &str| {
        let code = query_value(back, "code").expect("a code");
        let answer = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
        Jwt::of(answer["id_token"].as_str().expect("an id token")).claims
    };
    let call = |method: Value| {
        let query = world.party.signs(world.party.asks("openid")).encoded();
        let address = format!("{}/aas/oauth2/ac?{query}", world.base);
        let body = json!({"person": person.oid, "authorize_url": address, "method": method});
        world.send(Request::new("POST", "/control/v1/sign-ins").json(&body))
    };
    for method in ["PWD", "DS", "QR", "EBS", "DLG", "MP", "MPRFN"] {
        let back = call(json!(method)).json()["redirect_to"].as_str().expect("an address").to_owned();
        let claims = id_of(&back);
        assert_eq!((&claims["amr"], &claims["urn:esia:amd"]), (&json!(method), &json!(method)));
        assert_eq!(claims.get("acr"), None);
    }
    assert_eq!(call(json!("SMS")).status, 400);
    world.control("PATCH", "/settings", &json!({"sign_in_method": "QR"}));
    let mut browser = Browser::new(&world);
    let query = world.party.signs(world.party.asks("openid")).encoded();
    let login = browser.open(&format!("/aas/oauth2/ac?{query}"));
    assert_eq!(id_of(browser.sign_in(&login, &person).location())["amr"], json!("QR"));
}

#[test]
fn the_answer_of_te_has_the_fields_and_types_that_clients_compare() {
    let world = World::start();
    let person = world.person("confirmed");
    let code = world.code(&person, "openid");
    let redeem = world.party.signs(world.party.redeems("openid", &code));
    let reply = world.exchange(&redeem);
    assert_eq!((reply.status, reply.header("location")), (200, None));
    assert!(reply.kind().starts_with("application/json"), "{}", reply.kind());
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let answer = reply.json();
    let mut names: Vec<_> = answer.as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["access_token", "expires_in", "id_token", "refresh_token", "state", "token_type"]);
    assert_eq!(answer["expires_in"], json!(3600), "a number");
    assert_eq!(answer["token_type"], json!("Bearer"));
    assert_eq!(answer["state"], json!(redeem.value("state")));
    assert!(is_uuid(answer["refresh_token"].as_str().unwrap()));
}

#[test]
fn a_refresh_token_is_exchanged_once_for_a_new_one() {
    let world = World::start();
    let person = world.person("confirmed");
    let first = world.tokens(&person, "openid fullname");
    let old = first.text("refresh_token");
    world.advance("PT30M");
    let renew = |token: &str| {
        let fields = world.party.renews("openid", token).set("timestamp", "2024.09.02 07:30:00 +0000");
        world.exchange(&world.party.signs(fields))
    };
    let reply = renew(old);
    let second = reply.json();
    assert_eq!(reply.status, 200, "{second}");
    assert_ne!(second["refresh_token"], json!(old));
    let access = Jwt::of(second["access_token"].as_str().unwrap());
    assert_eq!((access.number("iat"), access.number("exp")), (NOW + 1800, NOW + 1800 + 3600));
    assert!(access.claims["scope"].as_str().unwrap().contains("fullname"), "what was granted stays granted");
    assert!(second["id_token"].is_string());
    let third = renew(second["refresh_token"].as_str().unwrap()).json();
    let newest = third["refresh_token"].as_str().expect("the new one is good");
    // A second use of any of them withdraws the newest too.
    world.te_refused(&renew(old), "ESIA-007028", "access_denied");
    world.refused("ESIA-007028", "refresh-reused");
    world.te_refused(&renew(newest), "ESIA-007028", "access_denied");
    world.refused("ESIA-007028", "refresh-withdrawn");
}

#[test]
fn a_session_and_its_tokens_keep_the_level_of_the_sign_in() {
    let world = World::start();
    let person = world.person("standard");
    let tokens = world.tokens(&person, "openid fullname");
    let centres = world.get("/control/v1/centres").json();
    let centre = centres["centres"][0]["id"].as_u64().expect("a centre");
    let shown = world.get(&format!("/control/v1/people/{}", person.oid)).json();
    let passport = json!({"series": shown["passport"]["series"], "number": shown["passport"]["number"]});
    let body = json!({"person": person.oid, "passport": passport});
    world.control("POST", &format!("/centres/{centre}/confirmations"), &body);

    let reply = world.read(&format!("/rs/prns/{}", person.oid), tokens.access());
    assert_eq!(reply.json()["trusted"], json!(false), "{}", reply.text());
    let renew = world.party.signs(world.party.renews("openid", tokens.text("refresh_token")));
    let renewed = world.exchange(&renew).json();
    let old = Jwt::of(renewed["id_token"].as_str().unwrap());
    assert_eq!(
        old.claims["urn:esia:sbj"].get("urn:esia:sbj:is_tru"),
        None,
        "the old sign-in stays as it was"
    );

    let fresh = world.tokens(&person, "openid fullname");
    assert_eq!(fresh.jwt("id_token").claims["urn:esia:sbj"]["urn:esia:sbj:is_tru"], json!(true));
    let reply = world.read(&format!("/rs/prns/{}", person.oid), fresh.access());
    assert_eq!(reply.json()["trusted"], json!(true));
}

#[test]
fn lifetimes_are_those_of_the_registration() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut party = world.party.registration();
    party["lifetimes"] = json!({"code": 60, "access": 120, "id": 180, "refresh": 240});
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &party);
    let code = world.code(&person, "openid");
    assert_eq!(Jwt::of(&code).number("exp"), (NOW + 60) * 1000);
    let tokens = world.tokens(&person, "openid");
    assert_eq!(tokens.answer["expires_in"], json!(120));
    assert_eq!(tokens.jwt("access_token").number("exp"), NOW + 120);
    assert_eq!(tokens.jwt("id_token").number("exp"), NOW + 180);
    world.advance("PT4M");
    let renew = world.party.renews("openid", tokens.text("refresh_token"));
    let reply = world.exchange(&world.party.signs(renew.set("timestamp", "2024.09.02 07:04:00 +0000")));
    world.te_refused(&reply, "ESIA-007027", "expired_token");
    world.refused("ESIA-007027", "refresh-expired");
}

#[test]
fn the_certificates_come_as_one_archive() {
    let world = World::start();
    let reply = world.get("/public/esia.zip");
    assert_eq!((reply.status, reply.kind()), (200, "application/zip"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&reply.body)).expect("an archive");
    let certificates = archive.file_names().flatten().filter(|name| name.ends_with(".cer")).count();
    assert!(certificates >= 3, "one for each algorithm");
    let mut first = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_index(0).expect("a file"), &mut first).expect("its bytes");
    assert_eq!(first.first(), Some(&0x30), "DER begins with a sequence");
}
