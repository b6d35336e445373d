//! Owns tests of what testers may switch on at the form of the sign-in: a list of people, a login filled in.

use serde_json::{Value, json};

use super::{address, made};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::world::World;

fn settings(world: &World, change: &Value) {
    world.control("PATCH", "/settings", change);
}

#[test]
fn who_is_chosen_from_the_list_signs_in_without_a_password() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    world.control("PUT", &format!("/people/{}/second-factor", person.oid), &json!({"kind": "sms"}));
    let chosen = person.oid.to_string();
    let mut browser = Browser::new(&world);
    let form = browser.open(&address(&world));
    assert!(!form.text().contains("Войти без пароля"), "no list unless the realm says so");

    settings(&world, &json!({"person_picker": true}));
    let form = browser.open("/login");
    assert!(form.text().contains(&format!("name=\"person\" value=\"{chosen}\"")), "{}", form.text());
    settings(&world, &json!({"person_picker": false}));
    browser.submit(&form, "/login/as", &[("person", &chosen)]);
    assert!(browser.open("/login").text().contains("Пароль"), "nobody is signed in");

    settings(&world, &json!({"person_picker": true}));
    let consent = browser.submit(&form, "/login/as", &[("person", &chosen)]);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    assert!(query_value(back.location(), "code").is_some());
}

#[test]
fn nobody_is_signed_in_who_is_not_in_force() {
    let world = World::start();
    settings(&world, &json!({"person_picker": true}));
    let (person, _) = made(&world, "confirmed");
    let oid = person.oid.to_string();
    world.control("POST", &format!("/people/{oid}/commands"), &json!({"command": "block"}));
    let mut browser = Browser::new(&world);
    let form = browser.open(&address(&world));
    assert!(!form.text().contains(&format!("value=\"{oid}\"")), "{}", form.text());
    for other in [oid.as_str(), "1", "nobody", ""] {
        browser.submit(&form, "/login/as", &[("person", other)]);
        assert!(browser.open("/login").text().contains("Войти без пароля"), "{other}");
    }
}

#[test]
fn a_hint_fills_in_the_login_only_where_the_realm_says_so() {
    let world = World::start();
    let hinted = format!("{}&login_hint=anna%40example.test", address(&world));
    let field = "value=\"anna@example.test\"";
    assert!(!Browser::new(&world).open(&hinted).text().contains(field));
    settings(&world, &json!({"login_hint": true}));
    let hinted = format!("{}&login_hint=anna%40example.test", address(&world));
    assert!(Browser::new(&world).open(&hinted).text().contains(field));
}
