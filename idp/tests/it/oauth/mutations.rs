//! Owns the promise that a lie is told about one thing alone, and that the rest of the world agrees with it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::actors::Tester;
use crate::oauth::kit::http::{Request, query_of};
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::openssl::public_key_of;
use crate::oauth::kit::world::{Person, World};

/// The answer of the token endpoint, as text, while some lies are armed.
fn told(world: &World, person: &Person, lies: &[Value]) -> String {
    let tester = Tester::at(&world.base);
    let code = world.code(person, "openid fullname");
    for lie in lies {
        let armed = tester.call("POST /faults", &[], lie.clone());
        assert_eq!(armed.status, 201, "{}", armed.text);
        let listed = armed.json["faults"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(listed, *lie, "a lie is listed as it was ordered");
    }
    let fields = world.party.redeems("openid", &code).set("state", "11111111-1111-4111-8111-111111111111");
    let reply = world.send(Request::post("/aas/oauth2/te").form(&world.party.signs(fields).encoded()));
    tester.call("DELETE /faults", &[], Value::Null);
    reply.text()
}

/// The header and claims of a token as the texts they are.
fn parts(token: &str) -> [String; 2] {
    let mut parts = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    [(); 2].map(|()| String::from_utf8(parts.next().unwrap()).unwrap())
}

fn lie(token: &str, what: Value) -> Value {
    let mut lie = json!({ "fault": "token-mutated", "token": token });
    lie.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
    lie
}

#[test]
fn one_claim_of_one_token_is_changed_and_the_forged_token_opens_the_data_all_the_same() {
    let world = World::start();
    let person = world.person("confirmed");
    let key = public_key_of(&world.get("/public/esia.pem").text());
    let change = |token, claim, change: Value| lie(token, json!({ "claim": claim, "change": change }));
    let absent = json!({ "kind": "absent" });
    for (token, order, changed, kept) in [
        ("id_token", change("id", "aud", absent.clone()), "aud", "access_token"),
        ("access_token", change("access", "client_id", json!({ "kind": "null" })), "client_id", "id_token"),
        (
            "access_token",
            change("access", "exp", json!({ "kind": "moment", "value": -600 })),
            "exp",
            "id_token",
        ),
        (
            "access_token",
            change("access", "iss", json!({ "kind": "value", "value": ["a"] })),
            "iss",
            "id_token",
        ),
    ] {
        let usual: Value = serde_json::from_str(&told(&world, &person, &[])).unwrap();
        let answer: Value = serde_json::from_str(&told(&world, &person, &[order])).unwrap();
        let jwt = |answer: &Value, name: &str| Jwt::of(answer[name].as_str().unwrap());
        let without = |answer: &Value, name: &str, claim: &str| {
            let mut claims = jwt(answer, name).claims.clone();
            ["exp", "nbf", "iat", "auth_time", "urn:esia:sid"].iter().for_each(|moving| {
                claims.as_object_mut().unwrap().remove(*moving);
            });
            claims.as_object_mut().unwrap().remove(claim);
            claims
        };
        assert_eq!(without(&answer, token, changed), without(&usual, token, changed));
        assert_ne!(jwt(&answer, token).claims[changed], jwt(&usual, token).claims[changed], "{changed}");
        assert_eq!(without(&answer, kept, ""), without(&usual, kept, ""), "the other token is as always");
        assert!(jwt(&answer, token).verifies_with(&key), "the portal signs its lie");
        let bearer = answer["access_token"].as_str().unwrap();
        assert_eq!(world.read(&format!("/rs/prns/{}", person.oid), bearer).status, 200, "{changed}");
    }
}

#[test]
fn a_token_that_names_another_person_shows_that_persons_data_and_nobody_elses() {
    let world = World::start();
    let (person, other, third) =
        (world.person("confirmed"), world.person("confirmed"), world.person("standard"));
    // Both know the relying party: nobody's data are shown who never allowed it.
    world.tokens(&other, "openid fullname");
    let change = json!({ "kind": "value", "value": other.oid });
    let order = lie("access", json!({ "claim": "urn:esia:sbj_id", "change": change }));
    let answer: Value = serde_json::from_str(&told(&world, &person, &[order])).unwrap();
    let bearer = answer["access_token"].as_str().unwrap();
    for (whose, status) in [(&person, 200), (&other, 200), (&third, 403)] {
        assert_eq!(world.read(&format!("/rs/prns/{}", whose.oid), bearer).status, status);
    }
    let honest: Value = serde_json::from_str(&told(&world, &person, &[])).unwrap();
    let bearer = honest["access_token"].as_str().unwrap();
    assert_eq!(
        world.read(&format!("/rs/prns/{}", other.oid), bearer).status,
        403,
        "without a lie nothing is shown"
    );
}

#[test]
fn members_stand_twice_in_the_order_that_was_asked_for() {
    let world = World::start();
    let person = world.person("confirmed");
    for (kind, expected) in [
        ("doubled", r#""aud":"LOCALTEST","aud":"OTHER""#),
        ("preceded", r#""aud":"OTHER","aud":"LOCALTEST""#),
    ] {
        let change = json!({ "kind": kind, "value": "OTHER" });
        let order = lie("id", json!({ "claim": "aud", "change": change }));
        let answer: Value = serde_json::from_str(&told(&world, &person, &[order])).unwrap();
        let [_, claims] = parts(answer["id_token"].as_str().unwrap());
        let own = Jwt::of(
            serde_json::from_str::<Value>(&told(&world, &person, &[])).unwrap()["id_token"].as_str().unwrap(),
        );
        let expected = expected.replace("LOCALTEST", own.claims["aud"].as_str().unwrap());
        assert!(claims.contains(&expected), "{claims}");
    }
    let order = json!({ "fault": "answer-mutated", "member": "state", "change": { "kind": "doubled" } });
    assert_eq!(told(&world, &person, &[order]).matches("\"state\":").count(), 2);
}

#[test]
fn signatures_are_forged_in_every_way_and_the_data_are_shown_all_the_same() {
    let world = World::start();
    let person = world.person("confirmed");
    let pem = world.get("/public/esia.pub.pem").text();
    let key = public_key_of(&world.get("/public/esia.pem").text());
    for forgery in [
        json!({ "kind": "broken" }),
        json!({ "kind": "empty" }),
        json!({ "kind": "missing" }),
        json!({ "kind": "foreign-key" }),
        json!({ "kind": "hmac", "secret": STANDARD.encode(&pem) }),
    ] {
        let alg = lie("access", json!({ "header": "alg", "change": { "kind": "value", "value": "HS512" } }));
        let signed = lie("access", json!({ "signature": forgery }));
        let answer: Value = serde_json::from_str(&told(&world, &person, &[alg, signed])).unwrap();
        let token = answer["access_token"].as_str().unwrap();
        let [header, _] = parts(token);
        assert!(header.contains(r#""alg":"HS512""#), "{header}");
        let signature = token.split('.').nth(2).map(str::len);
        match forgery["kind"].as_str().unwrap() {
            "missing" => assert_eq!(signature, None),
            "empty" => assert_eq!(signature, Some(0)),
            // Sixty-four octets of HMAC-SHA-512.
            "hmac" => assert_eq!(signature, Some(86)),
            _ => assert!(!Jwt::of(token).verifies_with(&key)),
        }
        assert_eq!(world.read(&format!("/rs/prns/{}", person.oid), token).status, 200, "{forgery}");
    }
}

#[test]
fn answers_records_and_redirects_are_changed_in_one_member() {
    let world = World::start();
    let tester = Tester::at(&world.base);
    let person = world.person("confirmed");
    let worthless = json!({ "fault": "answer-mutated", "member": "access_token", "change": { "kind": "value", "value": "worthless" } });
    let answer: Value = serde_json::from_str(&told(&world, &person, &[worthless])).unwrap();
    assert_eq!(answer["access_token"], "worthless");
    let path = format!("/rs/prns/{}", person.oid);
    assert_eq!(
        world.read(&path, "worthless").status,
        200,
        "a worthless token that was given out opens the data"
    );
    assert_eq!(world.read(&path, "worthles").status, 401, "another one does not");

    let arm = |order: Value| assert_eq!(tester.call("POST /faults", &[], order).status, 201);
    arm(
        json!({ "fault": "resource-mutated", "member": "trusted", "change": { "kind": "other-type" }, "times": 1 }),
    );
    assert_eq!(world.read(&path, "worthless").json()["trusted"], "true");
    arm(
        json!({ "fault": "resource-mutated", "member": "unknown", "change": { "kind": "value", "value": 1 }, "times": 1 }),
    );
    assert_eq!(world.read(&path, "worthless").json().get("unknown"), None, "what is not there is not added");

    for (change, count) in [(json!({ "kind": "absent" }), 0), (json!({ "kind": "doubled", "value": "x" }), 2)]
    {
        arm(json!({ "fault": "redirect-mutated", "member": "state", "change": change, "times": 1 }));
        let back = query_of(&world.sign_in(&person, &world.party.signs(world.party.asks("openid"))));
        assert_eq!(back.iter().filter(|(name, _)| name == "state").count(), count);
        assert_eq!(back.iter().filter(|(name, _)| name == "code").count(), 1);
    }
}

#[test]
fn an_order_that_says_too_much_or_too_little_names_its_field_and_what_to_do() {
    let tester = Tester::start();
    let change = json!({ "kind": "absent" });
    for (order, field) in [
        (json!({ "fault": "token-mutated" }), "claim"),
        (json!({ "fault": "token-mutated", "claim": "aud" }), "change"),
        (json!({ "fault": "token-mutated", "claim": "aud", "header": "alg", "change": change }), "claim"),
        (json!({ "fault": "token-mutated", "token": "all", "claim": "aud", "change": change }), "token"),
        (json!({ "fault": "token-mutated", "member": "aud", "change": change }), "member"),
        (json!({ "fault": "token-mutated", "claim": "aud", "change": { "kind": "gone" } }), "change.kind"),
        (json!({ "fault": "token-mutated", "claim": "aud", "change": { "kind": "value" } }), "change.value"),
        (
            json!({ "fault": "token-mutated", "claim": "aud", "change": { "kind": "null", "value": 1 } }),
            "change.value",
        ),
        (
            json!({ "fault": "token-mutated", "claim": "exp", "change": { "kind": "moment", "value": "soon" } }),
            "change.value",
        ),
        (json!({ "fault": "token-mutated", "signature": { "kind": "hmac" } }), "signature.secret"),
        (
            json!({ "fault": "token-mutated", "signature": { "kind": "hmac", "secret": "*" } }),
            "signature.secret",
        ),
        (
            json!({ "fault": "token-mutated", "signature": { "kind": "broken", "secret": "YQ==" } }),
            "signature.secret",
        ),
        (json!({ "fault": "token-mutated", "signature": { "kind": "lost" } }), "signature.kind"),
        (json!({ "fault": "token-mutated", "signature": { "kind": "broken" }, "change": change }), "change"),
        (json!({ "fault": "answer-mutated", "change": change }), "member"),
        (json!({ "fault": "answer-mutated", "member": "state" }), "change"),
        (json!({ "fault": "answer-mutated", "member": "state", "claim": "aud", "change": change }), "claim"),
        (json!({ "fault": "redirect-mutated", "member": "scope", "change": change }), "member"),
        (json!({ "fault": "resource-mutated", "member": "snils", "token": "id", "change": change }), "token"),
        (json!({ "fault": "token-expired", "change": change }), "change"),
    ] {
        let reply = tester.call("POST /faults", &[], order.clone());
        assert_eq!((reply.status, reply.json["field"].as_str()), (400, Some(field)), "{order}");
        assert!(reply.json["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "{}", reply.text);
    }
}
