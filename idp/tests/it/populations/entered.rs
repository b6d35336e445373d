//! Owns tests of people of populations at the portal's own pages, and of what relying parties then see.

use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, query_value};
use crate::oauth::kit::world::{Person, World};

fn declared(world: &World, mould: &Value) -> Value {
    world.control("POST", "/populations", &json!({"count": 1_000_000, "mould": mould}))
}

fn person(world: &World, population: &Value, number: u64) -> Value {
    let oid = population["first_oid"].as_u64().unwrap() + number - 1;
    world.get(&format!("/control/v1/people/{oid}")).json()
}

fn touched(world: &World) -> Value {
    world.get("/control/v1/populations").json()["populations"][0]["touched"].clone()
}

fn text<'v>(person: &'v Value, field: &str) -> &'v str {
    person[field].as_str().unwrap()
}

/// Signs in by a login; tells the page that follows.
fn enter(world: &World, login: &str, password: &str) -> Reply {
    let mut browser = Browser::new(world);
    let page =
        browser.open(&format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks("openid")).encoded()));
    let entered = browser.submit(&page, "/login", &[("login", login), ("password", password)]);
    match entered.text().contains("Предоставление прав доступа") {
        true => browser.submit(&entered, "/login/consent", &[("decision", "grant")]),
        false => entered,
    }
}

#[test]
fn person_number_777_777_signs_in_by_each_login_and_is_seen_by_the_relying_party() {
    let world = World::start();
    let population = declared(&world, &json!({}));
    let password = text(&population["first"], "password");
    let one = person(&world, &population, 777_777);
    let wrong = enter(&world, text(&one, "mobile"), "Wrong-2018!");
    assert!(wrong.text().contains("Неверный логин или пароль"), "{}", wrong.text());
    assert_eq!(touched(&world), 1, "a wrong password is written of the person");
    for field in ["mobile", "email", "snils"] {
        let back = enter(&world, text(&one, field), password);
        assert!(query_value(back.location(), "code").is_some(), "{field}: {}", back.text());
    }
    assert_eq!(person(&world, &population, 777_777), one, "the person who was shown before");
    // Another one, of whom nothing was written.
    let other = person(&world, &population, 123_456);
    let citizen = Person {
        oid: other["oid"].as_u64().unwrap(),
        login: text(&other, "snils").to_owned(),
        password: password.to_owned(),
    };
    let tokens = world.tokens(&citizen, "openid fullname snils mobile");
    assert_eq!(tokens.jwt("id_token").claims["urn:esia:sbj"]["urn:esia:sbj:oid"], other["oid"]);
    let seen = world.read(&format!("/rs/prns/{}", citizen.oid), tokens.access()).json();
    assert_eq!((&seen["lastName"], &seen["snils"]), (&other["last_name"], &other["snils"]), "{seen}");
    assert_eq!(touched(&world), 2);
}

#[test]
fn who_forgot_the_password_is_found_by_the_phone_and_gets_another() {
    let world = World::start();
    let population = declared(&world, &json!({"level": "simplified"}));
    let one = person(&world, &population, 1_000_000);
    let mut browser = Browser::new(&world);
    let start = browser.open("/recovery/");
    let page = browser.submit(&start, "/recovery/", &[("contact", text(&one, "mobile"))]);
    let to = crate::oauth::kit::http::encode(text(&one, "mobile"));
    let sent = world.get(&format!("/control/v1/outbox?to={to}")).json();
    let code = text(&sent["messages"][0], "code").to_owned();
    let page = browser.submit(&page, "/recovery/code", &[("code", &code)]);
    let new = [("password", "Sentyabr-2024!"), ("password_again", "Sentyabr-2024!")];
    let done = browser.submit(&page, "/recovery/password", &new);
    assert!(done.text().contains("Пароль изменен"), "{}", done.text());
    let back = enter(&world, text(&one, "mobile"), "Sentyabr-2024!");
    assert!(!back.text().contains("Неверный логин или пароль"), "{}", back.text());
    let others = enter(
        &world,
        text(&person(&world, &population, 2), "mobile"),
        text(&population["first"], "password"),
    );
    assert!(!others.text().contains("Неверный логин или пароль"), "the password of the others is theirs");
}
