//! Owns the promise that every fault of the catalogue can be committed, and shows from outside.

use idp::domain::fault::CATALOGUE;
use serde_json::{Value, json};

use crate::actors::Tester;
use crate::oauth::kit::http::{Request, query_of};
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::openssl::public_key_of;
use crate::oauth::kit::world::{Person, World};

/// What a relying party sees of one sign-in: everything that a fault could change, but for identifiers and codes.
fn seen(world: &World, person: &Person) -> Value {
    let party = &world.party;
    let asked = party.signs(party.asks("openid fullname snils"));
    let back = query_of(&world.sign_in(person, &asked));
    let named = |name: &str| back.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let code = named("code").unwrap_or_default();
    let te = world.send(Request::post("/aas/oauth2/te").form(&redeem(world, &code)));
    let answer: Value = serde_json::from_slice(te.text().as_bytes()).unwrap_or(Value::Null);
    let key = public_key_of(&world.get("/public/esia.pem").text());
    let tokens: Vec<Value> =
        ["access_token", "id_token"].iter().map(|name| token(&answer[*name], &key)).collect();
    let bearer = answer["access_token"].as_str().unwrap_or_default().to_owned();
    let rs = world.read(&format!("/rs/prns/{}", person.oid), &bearer);
    json!({
        "back": back.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        "error": named("error"),
        "same_state": named("state").as_deref() == Some(asked.value("state")),
        "te": [json!(te.status), json!(te.kind()), json!(te.header("date")), json!(te.header("transfer-encoding"))],
        "answer": answer.as_object().map(|fields| fields.iter().map(|(name, value)| kind(name, value)).collect::<Vec<_>>()),
        "tokens": tokens,
        "rs": [json!(rs.status), serde_json::from_slice::<Value>(rs.text().as_bytes()).unwrap_or(Value::Null)],
    })
}

fn redeem(world: &World, code: &str) -> String {
    let fields = world.party.redeems("openid", code).set("state", "11111111-1111-4111-8111-111111111111");
    world.party.signs(fields).encoded()
}

fn kind(name: &str, value: &Value) -> Value {
    let shown = match name {
        "state" | "token_type" | "expires_in" | "error" => value.clone(),
        _ => json!(value.is_string()),
    };
    json!([name, shown])
}

/// A token without what differs from one sign-in to the next.
fn token(token: &Value, key: &str) -> Value {
    let Some(text) = token.as_str().filter(|text| text.split('.').count() == 3) else { return Value::Null };
    let jwt = Jwt::of(text);
    let mut claims = jwt.claims.clone();
    claims.as_object_mut().unwrap().remove("urn:esia:sid");
    json!({ "header": jwt.header, "claims": claims, "holds": jwt.verifies_with(key) })
}

#[test]
fn every_fault_shows_once_and_then_is_over() {
    let world = World::start();
    let tester = Tester::at(&world.base);
    // Raised trust shows only on an account that has none, lowered only on one that has.
    let (standard, confirmed) = (world.person("standard"), world.person("confirmed"));
    let clean = |person: &Person| seen(&world, person);
    let usual = [clean(&standard), clean(&confirmed)];
    // Pushes are no answers: `consents::push_faults` shows their faults.
    for facts in CATALOGUE.iter().filter(|facts| !facts.point.is_of_pushes()) {
        let mut shown = false;
        for (person, usual) in [&standard, &confirmed].into_iter().zip(&usual) {
            let mut order = json!({ "fault": facts.name, "times": 1 });
            if facts.point.name() == "transport" {
                order["at"] = json!("te");
            }
            match facts.name {
                "authorization-error" | "token-error" => order["amount"] = json!(7019),
                "resource-error" => order["amount"] = json!(5013),
                "token-mutated" => order["claim"] = json!("iss"),
                "answer-mutated" | "redirect-mutated" => order["member"] = json!("state"),
                "resource-mutated" => order["member"] = json!("lastName"),
                _ => {}
            }
            if facts.name.ends_with("-mutated") {
                order["change"] = json!({ "kind": "absent" });
            }
            if facts.name == "transport-slow" {
                order["amount"] = json!(1);
            }
            assert_eq!(tester.call("POST /faults", &[], order).status, 201, "{}", facts.name);
            let disturbed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| seen(&world, person)));
            // A broken connection ends the test kit's own reading.
            shown |= disturbed.as_ref().map_or(true, |disturbed| disturbed != usual);
            tester.call("DELETE /faults", &[], Value::Null);
        }
        let visible = shown || ["transport-slow", "redirect-replayed-code"].contains(&facts.name);
        assert!(visible, "{} shows nothing", facts.name);
        assert_eq!(clean(&confirmed), usual[1], "after {}", facts.name);
    }
}

#[test]
fn a_fault_is_armed_for_a_client_and_listed_and_bad_orders_name_their_field() {
    let tester = Tester::start();
    let armed = tester.call(
        "POST /faults",
        &[],
        json!({ "fault": "token-expired", "client": "A", "person": 1000999999 }),
    );
    assert_eq!(armed.json["faults"][0]["client"], json!("A"));
    let remarks = armed.json["remarks"].as_array().unwrap();
    assert!(
        remarks.iter().all(|one| one.as_str().unwrap().contains("yet")) && remarks.len() == 2,
        "{remarks:?}"
    );
    assert_eq!(tester.call("GET /faults", &[], Value::Null).json["faults"], armed.json["faults"]);
    let catalogue = tester.call("GET /faults/catalogue", &[], Value::Null);
    assert!(catalogue.json["faults"].as_array().unwrap().len() >= 40);
    for (order, field) in [
        (json!({ "fault": "token-eaten" }), "fault"),
        (json!({ "fault": "token-expired", "times": 0 }), "times"),
        (json!({ "fault": "token-expired", "until": "soon" }), "until"),
        (json!({ "fault": "token-expired", "client": "a b" }), "client"),
        (json!({ "fault": "token-expired", "until": "2018-01-01T00:00:00Z" }), "until"),
        (json!({ "fault": "token-expired", "at": "rs" }), "at"),
        (json!({ "fault": "resource-empty", "at": "te" }), "at"),
        (json!({ "fault": "transport-slow", "client": "A" }), "client"),
        (json!({ "fault": "transport-slow", "person": 1000000001 }), "person"),
        (json!({ "fault": "token-unavailable", "person": 1000000001 }), "person"),
        (json!({ "fault": "token-expired", "amount": 5 }), "amount"),
        (json!({ "fault": "transport-slow", "amount": 3_600_000 }), "amount"),
        (json!({ "fault": "transport-slow", "at": "login" }), "at"),
        (json!({ "fault": "authorization-error" }), "amount"),
        (json!({ "fault": "token-error", "amount": 7001 }), "amount"),
        (json!({ "fault": "resource-error", "amount": 7019 }), "amount"),
        (json!({ "fault": "answer-half", "member": "state" }), "member"),
        (json!({ "fault": "answer-member-null", "member": "" }), "member"),
    ] {
        let reply = tester.call("POST /faults", &[], order);
        assert_eq!((reply.status, reply.json["field"].as_str()), (400, Some(field)));
    }
}

#[test]
fn any_member_can_be_null_and_any_answer_chunked() {
    let world = World::start();
    let tester = Tester::at(&world.base);
    let person = world.person("confirmed");
    let arm = |order: Value| assert_eq!(tester.call("POST /faults", &[], order).status, 201);
    let redeemed = || {
        let code = world.code(&person, "openid fullname");
        world.send(Request::post("/aas/oauth2/te").form(&redeem(&world, &code)))
    };
    for member in ["access_token", "id_token", "expires_in", "state"] {
        arm(json!({ "fault": "answer-member-null", "member": member, "times": 1 }));
        let answer = redeemed().json();
        let null: Vec<_> = answer.as_object().unwrap().iter().filter(|(_, value)| value.is_null()).collect();
        assert_eq!(null.iter().map(|(name, _)| &***name).collect::<Vec<_>>(), [member], "{answer}");
    }
    arm(json!({ "fault": "transport-chunked", "at": "te", "amount": 7, "times": 1 }));
    let reply = redeemed();
    assert_eq!((reply.header("transfer-encoding"), reply.header("content-length")), (Some("chunked"), None));
    let tokens = reply.json()["access_token"].as_str().expect("a token").to_owned();
    let path = format!("/rs/prns/{}", person.oid);
    arm(json!({ "fault": "resource-member-null", "member": "firstName", "times": 1 }));
    let shown = world.read(&path, &tokens).json();
    assert!(shown["firstName"].is_null() && shown["lastName"].is_string(), "{shown}");
    arm(json!({ "fault": "transport-chunked", "at": "rs", "times": 1 }));
    let reply = world.read(&path, &tokens);
    assert_eq!(reply.header("transfer-encoding"), Some("chunked"));
    assert!(reply.json()["firstName"].is_string());
}

#[test]
fn a_redirect_leads_to_another_host_and_the_journal_tells_who_came_by_it() {
    let world = World::start();
    let tester = Tester::at(&world.base);
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname");
    let token = tokens.answer["access_token"].as_str().unwrap();
    let path = format!("/rs/prns/{}?embed=(contacts.elements)", person.oid);
    let order = json!({ "fault": "transport-redirect", "at": "rs", "times": 1 });
    assert_eq!(tester.call("POST /faults", &[], order).status, 201);
    let reply = world.read(&path, token);
    let to = reply.header("location").unwrap().to_owned();
    assert_eq!(reply.status, 307);
    assert!(to.starts_with("http://localhost:") && to.ends_with(&format!("{path}&redirected=1")), "{to}");
    let followed = world.read(&format!("{path}&redirected=1"), token);
    assert!(followed.json()["firstName"].is_string());
    let entry = world.get(&format!("/control/v1/journal/{}", world.newest()["seq"])).json();
    assert!(entry["request"]["target"].as_str().unwrap().contains("redirected="), "{entry}");
    assert_eq!(entry["tokens"][0]["name"], "authorization", "{entry}");
}

#[test]
fn a_key_is_rotated_with_an_overlap_and_then_its_tokens_are_refused() {
    let world = World::start();
    let tester = Tester::at(&world.base);
    let person = world.person("confirmed");
    let old = world.tokens(&person, "openid fullname");
    let before = world.get("/public/esia.pem").text();
    let keys = tester.call("POST /keys/rotate", &[], json!({ "overlap": "PT10M" }));
    assert_eq!(keys.status, 200, "{}", keys.text);
    let after = world.get("/public/esia.pem").text();
    assert_ne!(before, after);
    let path = format!("/rs/prns/{}", person.oid);
    assert_eq!(world.read(&path, old.access()).status, 200);
    let fresh = world.tokens(&person, "openid fullname");
    assert!(fresh.jwt("id_token").verifies_with(&public_key_of(&after)));
    world.advance("PT11M");
    assert_eq!(world.read(&path, old.access()).status, 401);
    assert_eq!(tester.call("GET /keys", &[], Value::Null).json["keys"][0]["state"], json!("retired"));
    assert_eq!(tester.call("POST /keys/rotate", &[], json!({})).status, 409);
    let refused = tester.call("POST /keys/rotate", &[], json!({ "algorithm": "RS1" }));
    assert_eq!(refused.json["field"], json!("algorithm"));
}
