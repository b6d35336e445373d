//! Owns tests of the delegated sign-in: the application «Госуслуги» takes a sign-in over (MR Б.10–Б.12).

use serde_json::json;

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::world::World;

fn address(world: &World) -> String {
    format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks("openid fullname")).encoded())
}

fn permitted(world: &World) {
    let mut registration = world.party.registration();
    registration["delegated_sign_in"] = json!(true);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
}

#[test]
fn the_application_takes_the_sign_in_over_and_its_owner_types_no_password() {
    let world = World::start();
    permitted(&world);
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world));
    assert!(login.text().contains("/login/application"), "{}", login.text());
    let page = browser.open("/login/application");
    let nobody = browser.submit(&page, "/login/application", &[("owner", "+7(000)9999999")]);
    assert!(nobody.text().contains("Такой учетной записи нет"), "{}", nobody.text());
    let consent = browser.submit(&nobody, "/login/application", &[("owner", &person.login)]);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    let code = query_value(back.location(), "code").expect("a code");
    let answer = world.exchange(&world.party.signs(world.party.redeems("openid fullname", &code))).json();
    let claims = Jwt::of(answer["id_token"].as_str().unwrap()).claims;
    assert_eq!((&claims["amr"], &claims["urn:esia:amd"]), (&json!("DLG"), &json!("DLG")));
    assert!(answer["refresh_token"].is_string(), "MR Б.10: with a refresh token");
    // Without the application the browser goes on as usual.
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world));
    let back = browser.sign_in(&login, &person);
    let code = query_value(back.location(), "code").expect("a code");
    let answer = world.exchange(&world.party.signs(world.party.redeems("openid fullname", &code))).json();
    assert_eq!(Jwt::of(answer["id_token"].as_str().unwrap()).claims["amr"], json!("PWD"));
}

#[test]
fn the_owner_may_decline_in_the_application() {
    let world = World::start();
    permitted(&world);
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    browser.open(&address(&world));
    let page = browser.open("/login/application");
    let consent = browser.submit(&page, "/login/application", &[("owner", &person.login)]);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "decline")]);
    assert_eq!(
        query_value(back.location(), "error").as_deref(),
        Some("access_denied"),
        "{}",
        back.location()
    );
}

#[test]
fn without_the_permit_nothing_takes_a_sign_in_over() {
    let world = World::start();
    permitted(&world);
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    browser.open(&address(&world));
    let page = browser.open("/login/application");
    world.register(&world.party);
    assert!(!browser.open("/login").text().contains("/login/application"));
    let refused = browser.submit(&page, "/login/application", &[("owner", &person.login)]);
    assert!(refused.text().contains("name=\"password\""), "{}", refused.text());
    assert!(browser.open("/login/application").text().contains("name=\"password\""));
}

#[test]
fn an_owner_whose_account_is_blocked_does_not_enter() {
    let world = World::start();
    permitted(&world);
    let person = world.person("confirmed");
    world.control("POST", &format!("/people/{}/commands", person.oid), &json!({ "command": "block" }));
    let mut browser = Browser::new(&world);
    browser.open(&address(&world));
    let page = browser.open("/login/application");
    let refused = browser.submit(&page, "/login/application", &[("owner", &person.login)]);
    assert!(refused.text().contains("Учетная запись заблокирована"), "{}", refused.text());
}
