//! Owns tests of consents of the digital profile: asked for, shown, given, what they open, taken back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, Request, query_value};
use crate::oauth::kit::party::Fields;
use crate::oauth::kit::world::{Person, Tokens, World};

/// A credit: name and INN for thirty days.
fn credit() -> Value {
    json!({"responsibleObject": "АО «Учебный банк»", "sysname": "CREDIT", "expire": 43_200,
        "actions": [{"sysname": "USE_DATA"}], "purposes": [{"sysname": "CREDIT"}],
        "scopes": [{"sysname": "fullname"}, {"sysname": "inn"}]})
}

/// A credit with some fields of its terms replaced.
fn but(changes: &Value) -> Value {
    let mut terms = credit();
    for (name, value) in changes.as_object().unwrap() {
        terms[name] = value.clone();
    }
    terms
}

fn asks(world: &World, permissions: &Value) -> Fields {
    let sent = URL_SAFE_NO_PAD.encode(permissions.to_string());
    world.party.signs(world.party.asks("openid").set("access_type", "offline").set("permissions", &sent))
}

fn redeemed(world: &World, back: &str) -> Tokens {
    let code = query_value(back, "code").unwrap_or_else(|| panic!("a code, not {back}"));
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", &code)));
    assert_eq!(reply.status, 200, "{}", reply.text());
    Tokens { answer: reply.json() }
}

fn tokens(world: &World, person: &Person) -> Tokens {
    redeemed(world, &world.sign_in(person, &asks(world, &json!([credit()]))))
}

fn seen(world: &World, person: &Person, tokens: &Tokens) -> Reply {
    world.read(&format!("/rs/prns/{}", person.oid), tokens.access())
}

fn delete(world: &World, path: &str) -> Reply {
    world.send(Request::new("DELETE", &format!("/control/v1{path}")).json(&Value::Null))
}

#[test]
fn each_wrong_term_is_refused_with_its_own_code() {
    let world = World::start();
    for (changes, code) in [
        (json!({"sysname": ""}), "ESIA-036700"),
        (json!({"sysname": "NOTHING"}), "ESIA-036701"),
        (json!({"sysname": "EDU_JOURNAL", "scopes": [{"sysname": "snils"}]}), "ESIA-036702"),
        (json!({"scopes": [{"sysname": "fullname"}, {"sysname": "race_ext"}]}), "ESIA-036703"),
        // Known to the kind, but not granted to the diary.
        (json!({"scopes": [{"sysname": "fullname"}, {"sysname": "ndfl_person"}]}), "ESIA-036703"),
        (json!({"sysname": "SIM_NO_SCOPES"}), "ESIA-036704"),
        (json!({"actions": []}), "ESIA-036705"),
        (json!({"actions": [{"sysname": "SELL"}]}), "ESIA-036706"),
        (json!({"purposes": []}), "ESIA-036707"),
        (json!({"expire": 0}), "ESIA-036716"),
        (json!({"expire": 999_999_999}), "ESIA-036716"),
        (json!({"purposes": [{"sysname": "FUN"}]}), "ESIA-036726"),
        (
            json!({"sysname": "IDENTIFICATION", "scopes": [{"sysname": "fullname"}, {"sysname": "id_doc"}],
                "purposes": [{"sysname": "IDENTIFICATION"}, {"sysname": "REMOTE_SERVICE"}]}),
            "ESIA-036727",
        ),
    ] {
        let reply = world.authorize(&asks(&world, &json!([but(&changes)])));
        let told = query_value(reply.location(), "error_description").expect("an error");
        assert!(told.starts_with(&format!("{code}: ")), "{changes}: {told}");
        world.refused(code, "permissions");
        let why = world.newest()["why"].clone();
        let is_granted = changes["scopes"][1]["sysname"] != "ndfl_person";
        let fix = why["fix"].as_str().unwrap_or_default();
        assert_eq!(fix.contains("grant the scope"), !is_granted, "{changes}: {why}");
    }
    for unreadable in [json!([]), json!({}), json!("text")] {
        let reply = world.authorize(&asks(&world, &unreadable));
        assert!(reply.location().contains("ESIA-007003"), "{unreadable}: {}", reply.location());
    }
}

#[test]
fn the_citizen_reads_the_terms_and_gives_them_once() {
    let world = World::start();
    let person = world.person("confirmed");
    let enter = |permissions: &Value| {
        let mut browser = Browser::new(&world);
        let page = browser.open(&format!("/aas/oauth2/ac?{}", asks(&world, permissions).encoded()));
        let next = browser.sign_in(&page, &person);
        (browser, next)
    };
    let (mut browser, page) = enter(&json!([credit()]));
    let text = page.text();
    for words in ["Рассмотрение заявки на кредит", "АО «Учебный банк»", "Использование данных", "ИНН"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("02.10.2024 10:00 (МСК)"), "thirty days from the second of September: {text}");
    let back = browser.submit(&page, "/login/consent", &[("decision", "grant")]);
    let tokens = redeemed(&world, back.location());
    let token = tokens.jwt("access_token");
    assert_eq!(token.claims["permissions"], "CREDIT");
    // The same lists are not asked again, whoever answers for the data and however long; other lists are.
    let same = but(&json!({"responsibleObject": "ООО «Другой»", "expire": 10}));
    assert!(enter(&json!([same])).1.location().contains("code="));
    let fewer = but(&json!({"scopes": [{"sysname": "fullname"}]}));
    assert!(enter(&json!([fewer])).1.text().contains("grantAuthorization"));
    let more = but(&json!({"scopes": [{"sysname": "fullname"}, {"sysname": "snils"}]}));
    assert!(enter(&json!([more])).1.text().contains("grantAuthorization"));
    world.advance("P30D");
    assert_eq!(
        world.get(&format!("/control/v1/people/{}/agreements", person.oid)).json()["agreements"][0]["acting"],
        false
    );
}

#[test]
fn a_consent_opens_its_data_until_it_is_taken_back() {
    let world = World::start();
    let person = world.person("confirmed");
    let tokens = tokens(&world, &person);
    let data = seen(&world, &person, &tokens).json();
    assert!(data["lastName"].is_string() && data["inn"].is_string() && data.get("snils").is_none(), "{data}");
    assert!(tokens.answer.get("refresh_token").is_none(), "{}", tokens.answer);
    let list = world.get(&format!("/control/v1/people/{}/agreements", person.oid)).json();
    let id = list["agreements"][0]["id"].as_u64().expect("a number");
    assert_eq!(list["agreements"][0]["kind"], "CREDIT");
    assert_eq!(list["consents"], json!([{"client": "SCHOOL-DIARY", "scopes": ["openid"]}]));
    let withdrawn = delete(&world, &format!("/people/{}/agreements/{id}", person.oid)).json();
    assert_eq!((&withdrawn["acting"], withdrawn["withdrawn_at"].is_string()), (&json!(false), true));
    let reply = seen(&world, &person, &tokens);
    assert_eq!((reply.status, reply.json()["code"].as_str()), (403, Some("ESIA-005029")));
    world.refused("ESIA-005029", "consent-withdrawn");
    assert!(tokens.answer.get("refresh_token").is_none(), "DP 4: none with consents");
}

#[test]
fn a_withdrawal_may_reach_tokens_only_when_they_run_out() {
    let world = World::start();
    world.control("PATCH", "/settings", &json!({"consents": {"withdrawal_reaches_tokens": "at-expiry"}}));
    let person = world.person("confirmed");
    let tokens = tokens(&world, &person);
    delete(&world, &format!("/people/{}/agreements/1", person.oid));
    assert!(seen(&world, &person, &tokens).json()["inn"].is_string());
}

#[test]
fn a_consent_ends_by_itself() {
    let world = World::start();
    let person = world.person("confirmed");
    let short = json!([but(&json!({"expire": 20}))]);
    let tokens = redeemed(&world, &world.sign_in(&person, &asks(&world, &short)));
    assert!(seen(&world, &person, &tokens).json()["inn"].is_string());
    world.advance("PT20M");
    assert_eq!(seen(&world, &person, &tokens).status, 403);
}

#[test]
fn access_that_is_closed_closes_tokens_too() {
    let world = World::start();
    let person = world.person("confirmed");
    let tokens = tokens(&world, &person);
    let mut browser = Browser::new(&world);
    let page = browser.open("/profile/login");
    browser.sign_in(&page, &person);
    let page = browser.open("/settings/third-party/agreements/acting");
    assert!(page.text().contains("Школьный дневник: Рассмотрение заявки на кредит"), "{}", page.text());
    let done = browser.submit(&page, "/profile/agreements/withdraw", &[]);
    assert!(
        done.text().contains("Согласие отозвано") && done.text().contains("Отозвано 02.09.2024"),
        "{}",
        done.text()
    );
    // Now the first form is the one that closes the access.
    let done = browser.submit(&done, "/profile/agreements/withdraw", &[]);
    assert!(done.text().contains("Доступ закрыт"), "{}", done.text());
    assert!(done.text().contains("Пока ни одна система"), "{}", done.text());
    assert_eq!(seen(&world, &person, &tokens).status, 403);
    let next = world.sign_in(&person, &asks(&world, &json!([credit()])));
    assert!(seen(&world, &person, &redeemed(&world, &next)).json()["inn"].is_string(), "given again");
}

#[test]
fn a_kind_nobody_listed_is_taken_where_the_realm_takes_it() {
    let world = World::start();
    let person = world.person("confirmed");
    let new = but(&json!({"sysname": "NEW_KIND", "purposes": [{"sysname": "NEW_PURPOSE"}]}));
    let back = world.authorize(&asks(&world, &json!([new])));
    assert!(back.location().contains("ESIA-036701"), "{}", back.location());
    let fix = world.newest()["why"]["fix"].as_str().unwrap_or_default().to_owned();
    assert!(fix.contains("unlisted_agreements"), "{fix}");
    world.control("PATCH", "/settings", &json!({"unlisted_agreements": "taken"}));
    let tokens = redeemed(&world, &world.sign_in(&person, &asks(&world, &json!([new]))));
    assert!(seen(&world, &person, &tokens).json()["inn"].is_string());
    let given = world.control("GET", &format!("/people/{}/agreements", person.oid), &Value::Null);
    assert_eq!(given["agreements"][0]["kind"], json!("NEW_KIND"), "{given}");
}

#[test]
fn the_consent_of_lenders_is_asked_for_with_a_purpose_of_its_name() {
    let world = World::start();
    let person = world.person("confirmed");
    let lender = but(&json!({"sysname": "MFO_AGREEMENT", "purposes": [{"sysname": "MFO_AGREEMENT"}]}));
    let tokens = redeemed(&world, &world.sign_in(&person, &asks(&world, &json!([lender]))));
    assert_eq!(tokens.jwt("access_token").claims["permissions"], json!("MFO_AGREEMENT"));
    assert!(seen(&world, &person, &tokens).json()["inn"].is_string(), "the scopes that it names");
}
