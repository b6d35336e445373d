//! Owns tests of how requests may be spelled: carriers, repetitions, encodings, junk beside (clients.md B10-B16).

use serde_json::{Value, json};

use crate::oauth::kit::http::{Request, query_of, query_value};
use crate::oauth::kit::party::{Fields, fresh_state};
use crate::oauth::kit::world::{Person, World};

fn world() -> (World, Person, Fields) {
    let world = World::start();
    let person = world.person("confirmed");
    let code = world.code(&person, "openid fullname");
    let redeem = world.party.redeems("openid fullname", &code);
    (world, person, redeem)
}

#[test]
fn an_authorization_request_may_come_by_post() {
    let (world, ..) = world();
    let signed = world.party.signs(world.party.asks("openid"));
    let posted = world.send(Request::post("/aas/oauth2/ac").form(&signed.encoded()));
    assert_eq!((posted.status, posted.location()), (302, &*format!("{}/login", world.base)));
    let missing = world.send(Request::post("/aas/oauth2/ac").form(&signed.without("timestamp").encoded()));
    assert_eq!(query_value(missing.location(), "error").as_deref(), Some("invalid_request"));
    assert_eq!(world.refused("ESIA-007014", "parameter-missing")["missing"], json!("timestamp"));
}

#[test]
fn an_accepted_request_answers_302_to_the_login_page_with_its_cookie() {
    let (world, ..) = world();
    let reply = world.authorize(&world.party.signs(world.party.asks("openid")));
    assert_eq!((reply.status, reply.location()), (302, &*format!("{}/login", world.base)));
    assert!(reply.cookies().any(|cookie| cookie.starts_with("ctx_id=") && cookie.contains("HttpOnly")));
}

#[test]
fn a_token_request_may_stand_in_the_query() {
    let (world, _, redeem) = world();
    let signed = world.party.signs(redeem);
    let reply = world.send(Request::post(&format!("/aas/oauth2/te?{}", signed.encoded())));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let again = world.send(Request::post(&format!("/aas/oauth2/te?{}", signed.encoded())));
    world.te_refused(&again, "ESIA-007011", "invalid_grant");
    world.refused("ESIA-007011", "code-used");
}

#[test]
fn a_token_request_may_be_split_and_the_body_wins() {
    let (world, _, redeem) = world();
    let signed = world.party.signs(redeem);
    let state = signed.value("state").to_owned();
    let (query, body) = signed.split(&["client_id", "grant_type", "scope"]);
    let query = query.set("timestamp", "1999.01.01 00:00:00 +0000").set("state", "of the query");
    let send = |query: &Fields, body: &Fields| {
        let target = format!("/aas/oauth2/te?{}", query.encoded());
        world.send(Request::post(&target).form(&body.encoded()))
    };
    let (stale, without) = (query.clone(), body.clone().without("timestamp"));
    let reply = send(&stale, &without);
    let told = world.te_refused(&reply, "ESIA-007015", "invalid_request");
    assert_eq!(told["state"], json!(state), "the body's state is echoed");
    world.refused("ESIA-007015", "timestamp-off");
    let reply = send(&query, &body);
    assert_eq!((reply.status, &reply.json()["state"]), (200, &json!(state)), "{}", reply.text());
}

#[test]
fn a_timestamp_in_the_query_and_in_the_body_is_no_repetition() {
    let (world, _, redeem) = world();
    let signed = world.party.signs(redeem);
    let target =
        format!("/aas/oauth2/te?{}", Fields::of(&[("timestamp", signed.value("timestamp"))]).encoded());
    let doubled = signed.clone().doubled("timestamp");
    let reply = world.send(Request::post(&target).form(&doubled.encoded()));
    world.te_refused(&reply, "ESIA-007003", "invalid_request");
    assert_eq!(world.refused("ESIA-007003", "parameter-repeated")["parameter"], json!("timestamp"));
    let reply = world.send(Request::post(&target).form(&signed.encoded()));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn a_redirect_address_keeps_its_own_query() {
    let (world, person, _) = world();
    let mut party = world.party.clone();
    party.redirect_uri = "http://diary.example:8090/esia/back?data=a%2Fb&x=1".to_owned();
    let asked = party.signs(party.asks("openid"));
    let back = world.sign_in(&person, &asked);
    assert!(back.starts_with("http://diary.example:8090/esia/back?data=a%2Fb&x=1&code="), "{back}");
    assert_eq!(query_value(&back, "state").as_deref(), Some(asked.value("state")));
    let code = query_value(&back, "code").unwrap();
    // The callback's whole address, with code and state, is what one client sends as redirect_uri.
    let redeem = party.signs(party.redeems("openid", &code)).set("redirect_uri", &back);
    let elsewhere = redeem.clone().set("redirect_uri", "http://diary.example:8090/esia/other");
    world.te_refused(&world.exchange(&elsewhere), "ESIA-007011", "invalid_grant");
    let facts = world.refused("ESIA-007011", "redirect-differs");
    assert_eq!(facts["expected"], json!(party.redirect_uri));
    assert_eq!(world.exchange(&redeem).status, 200);
}

#[test]
fn a_refusal_goes_back_with_error_state_and_description_in_this_order() {
    let (world, ..) = world();
    let asked = world.party.asks("openid").set("timestamp", "2024.09.02 06:58:59 +0000");
    let reply = world.authorize(&world.party.signs(asked.clone()));
    let names: Vec<_> = query_of(reply.location()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        (reply.status, names),
        (302, vec!["error".into(), "state".into(), "error_description".into()])
    );
    assert!(reply.location().contains("error_description=ESIA-007015%3A+The+"), "{}", reply.location());
    assert_eq!(query_value(reply.location(), "state").as_deref(), Some(asked.value("state")));
    let facts = world.refused("ESIA-007015", "timestamp-off");
    assert_eq!(facts["difference_seconds"], json!("-61"));
    assert_eq!(facts["provider_time"], json!("2024.09.02 07:00:00 +0000"));
}

#[test]
fn a_minute_either_way_passes_in_any_zone() {
    let (world, ..) = world();
    let accepted = |time: &str| {
        let signed = world.party.signs(world.party.asks("openid").set("timestamp", time));
        world.authorize(&signed).location().ends_with("/login")
    };
    for time in ["2024.09.02 06:59:00 +0000", "2024.09.02 10:01:00 +0300", "2024.09.02 03:30:00 -0330"] {
        assert!(accepted(time), "{time}");
    }
    for time in ["2024.09.02 06:58:59 +0000", "2024.09.02 10:01:01 +0300", "2024.09.02 07:00:00 +0300"] {
        assert!(!accepted(time), "{time}");
        world.refused("ESIA-007015", "timestamp-off");
    }
    assert!(world.newest()["why"]["fix"].as_str().unwrap().contains("the zone behind the time is wrong"));
}

#[test]
fn the_exchange_may_name_other_scopes_and_another_state_than_the_request() {
    let (world, _, redeem) = world();
    let state = fresh_state();
    let reply = world.exchange(&world.party.signs(redeem.set("scope", "openid").set("state", &state)));
    let answer = reply.json();
    assert_eq!((reply.status, &answer["state"]), (200, &json!(state)), "{answer}");
    let access = crate::oauth::kit::jwt::Jwt::of(answer["access_token"].as_str().unwrap());
    let granted = access.claims["scope"].as_str().unwrap();
    assert!(granted.contains("fullname?oid="), "what was granted is what ac asked for: {granted}");
}

#[test]
fn any_state_will_do_and_may_come_again() {
    let (world, person, _) = world();
    for state in ["F3A0BB5C-1D2E-9F00-ZZZZ-0123456789AB", "urlsafe_Token-43", "100% / a+b=ü", "same", "same"]
    {
        let asked = world.party.signs(world.party.asks("openid").set("state", state));
        let back = world.sign_in(&person, &asked);
        assert_eq!(query_value(&back, "state").as_deref(), Some(state), "{back}");
        let code = query_value(&back, "code").unwrap();
        let reply =
            world.exchange(&world.party.signs(world.party.redeems("openid", &code).set("state", state)));
        assert_eq!((reply.status, &reply.json()["state"]), (200, &json!(state)), "{}", reply.text());
        assert_eq!(remarked(&world, "state-repeated")["state"], state);
    }
}

/// The facts of the newest remark of a reason on a request that was taken.
fn remarked(world: &World, reason: &str) -> Value {
    let journal = world.get("/control/v1/journal").json();
    let of_reason = |entry: &&Value| entry["outcome"] == "answered" && entry["why"]["reason"] == reason;
    let mut all: Vec<_> = journal["entries"].as_array().unwrap().iter().filter(of_reason).collect();
    all.sort_by_key(|entry| entry["seq"].as_i64());
    all.last().map(|entry| entry["why"]["facts"].clone()).unwrap_or_default()
}

#[test]
fn junk_beside_the_parameters_is_ignored() {
    let (world, person, redeem) = world();
    let asked = world.party.asks("openid").set("response_mode", "form_post").set("x-client-SKU", "ID_NET");
    let back = world.sign_in(&person, &world.party.signs(asked.set("approval_prompt", "auto")));
    assert!(query_value(&back, "code").is_some(), "{back}");
    let junk = remarked(&world, "parameters-undocumented");
    assert_eq!(junk["parameters"], "approval_prompt response_mode x-client-SKU");
    let state = redeem.value("state").to_owned();
    let reply =
        world.exchange(&world.party.signs(redeem.set("refresh_token", &state).set("junk", "\u{1F600}")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(remarked(&world, "parameters-undocumented")["parameters"], "junk");
    assert_eq!(remarked(&world, "state-repeated"), Value::Null, "each request had a state of its own");
}

#[test]
fn a_bearer_header_and_a_code_beside_a_refresh_token_are_ignored() {
    let (world, person, _) = world();
    let tokens = world.tokens(&person, "openid");
    let renew = world.party.renews("openid", tokens.text("refresh_token"));
    let signed = world.party.signs(renew.set("code", tokens.text("refresh_token")));
    let bearer = format!("Bearer {}", tokens.access());
    let reply =
        world.send(Request::post("/aas/oauth2/te").header("Authorization", &bearer).form(&signed.encoded()));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn values_encoded_twice_are_read_as_they_were_meant() {
    let (world, person, redeem) = world();
    let twice = world.party.signs(redeem).encoded_twice();
    let reply = world.exchange(&twice);
    assert_eq!(reply.status, 200, "{}", reply.text());
    // Only the address twice, as another client does.
    let code = world.code(&person, "openid");
    let signed = world.party.signs(world.party.redeems("openid", &code));
    let address = crate::oauth::kit::http::encode(&world.party.redirect_uri);
    let other = crate::oauth::kit::http::encode("http://diary.example:8090/other");
    let reply = world.exchange(&signed.clone().set("redirect_uri", &other));
    world.te_refused(&reply, "ESIA-007011", "invalid_grant");
    world.refused("ESIA-007011", "redirect-differs");
    let reply = world.exchange(&signed.set("redirect_uri", &address));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn a_form_encoded_twice_with_plus_for_blanks_is_read_as_it_was_meant() {
    let (world, person, _) = world();
    let code = world.code(&person, "openid fullname");
    let signed = world.party.signs(world.party.redeems("openid fullname", &code));
    // The scope is left with a `+` and no percent sign: nothing but its place in the form tells that it is encoded.
    let java = |text: &str| crate::oauth::kit::http::encode(text).replace("%20", "+");
    let twice = signed.0.iter().map(|(name, value)| (name.clone(), java(value))).collect();
    let reply = world.exchange(&Fields(twice));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn a_percent_sign_that_is_meant_is_not_decoded_away() {
    let (world, person, _) = world();
    let mut party = world.party.clone();
    party.redirect_uri = "http://diary.example:8090/%D0%B2%D1%85%D0%BE%D0%B4".to_owned();
    let back = world.sign_in(&person, &party.signs(party.asks("openid").set("state", "a%20b")));
    assert_eq!(query_value(&back, "state").as_deref(), Some("a%20b"), "{back}");
    let code = query_value(&back, "code").unwrap();
    let reply = world.exchange(&party.signs(party.redeems("openid", &code).set("state", "c%2Fd")));
    assert_eq!((reply.status, &reply.json()["state"]), (200, &json!("c%2Fd")), "{}", reply.text());
}

#[test]
fn no_access_type_is_online_and_an_unknown_one_is_refused() {
    let (world, person, _) = world();
    for (asked, refreshes) in [(None, false), (Some("online"), false), (Some("offline"), true)] {
        let fields = world.party.asks("openid").without("access_type");
        let fields = asked.map_or(fields.clone(), |kind| fields.set("access_type", kind));
        let back = world.sign_in(&person, &world.party.signs(fields));
        let code = query_value(&back, "code").unwrap();
        let answer = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
        assert_eq!(answer.get("refresh_token").is_some(), refreshes, "{asked:?}: {answer}");
    }
    world.authorize(&world.party.signs(world.party.asks("openid").set("access_type", "forever")));
    assert_eq!(world.refused("ESIA-007003", "access-type")["seen"], json!("forever"));
}

#[test]
fn offline_without_a_permit_gives_no_refresh_token_and_is_refused_where_the_realm_wants_that() {
    let (world, person, _) = world();
    let mut registration = world.party.registration();
    registration.as_object_mut().unwrap().remove("refresh_permit");
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    let ask = || world.sign_in(&person, &world.party.signs(world.party.asks("openid")));
    let code = query_value(&ask(), "code").unwrap();
    let answer = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
    assert_eq!((answer.get("refresh_token"), answer["access_token"].is_string()), (None, true), "{answer}");
    world.control("PATCH", "/settings", &json!({"offline_without_permit": "refused"}));
    let reply = world.authorize(&world.party.signs(world.party.asks("openid")));
    assert_eq!(query_value(reply.location(), "error").as_deref(), Some("unauthorized_client"));
    world.refused("ESIA-007005", "refresh-not-permitted");
    // What asks for no refresh token, and what has a permit, goes on.
    let online = world.party.asks("openid").set("access_type", "online");
    assert!(query_value(&world.sign_in(&person, &world.party.signs(online)), "code").is_some());
    world.register(&world.party);
    assert!(query_value(&ask(), "code").is_some());
}

#[test]
fn a_request_without_openid_gets_no_id_token() {
    let (world, person, _) = world();
    let answer = world.tokens(&person, "fullname").answer;
    assert_eq!(answer.get("id_token"), None);
}

#[test]
fn a_certificate_may_be_registered_as_the_base64_of_its_der_alone() {
    let world = World::start();
    let mut registration = world.party.registration();
    let armoured = registration["certificates"][0].as_str().expect("a certificate").to_owned();
    let bare: String = armoured.lines().filter(|line| !line.starts_with("-----")).collect();
    registration["certificates"] = serde_json::json!([bare]);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    let tokens = world.tokens(&world.person("confirmed"), "openid");
    assert!(!tokens.access().is_empty());
}
