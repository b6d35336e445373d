//! Owns tests of the citizen's part by plain HTTP: login, consent, its memory, the refusal, single sign-on.

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::party::Party;
use crate::oauth::kit::world::World;

fn address(party: &Party, scope: &str) -> String {
    format!("/aas/oauth2/ac?{}", party.signs(party.asks(scope)).encoded())
}

#[test]
fn a_citizen_signs_in_allows_and_comes_back_with_a_code() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world.party, "openid fullname"));
    assert!(login.text().contains("Школьный дневник"), "the page names who asks");
    let consent = browser.sign_in(&login, &person);
    assert!(consent.text().contains("Предоставление прав доступа"), "{}", consent.text());
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    assert_eq!(back.status, 302);
    let code = query_value(back.location(), "code").expect("a code");
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", &code)));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn what_was_allowed_is_remembered_for_the_scopes_and_the_client() {
    let world = World::start();
    world.register(&Party::other());
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world.party, "openid fullname"));
    let consent = browser.sign_in(&login, &person);
    browser.submit(&consent, "/login/consent", &[("decision", "grant")]);

    let again = browser.open(&address(&world.party, "fullname openid"));
    assert!(query_value(again.location(), "code").is_some(), "neither login nor consent again");
    let more = browser.open(&address(&world.party, "openid snils"));
    assert!(more.text().contains("Предоставление прав доступа"), "another scope is asked for");
    let other = browser.open(&address(&Party::other(), "openid fullname"));
    assert!(other.text().contains("Предоставление прав доступа"), "another client asks for itself");
}

#[test]
fn a_citizen_who_declines_comes_back_with_access_denied() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world.party, "openid fullname"));
    let consent = browser.sign_in(&login, &person);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "deny")]);
    assert_eq!(query_value(back.location(), "error").as_deref(), Some("access_denied"));
    let description = query_value(back.location(), "error_description").unwrap();
    assert_eq!(description, "ESIA-007004: The resource owner or authorization server denied the request.");
    world.refused("ESIA-007004", "consent-declined");
    // What was declined is asked for again.
    let again = browser.open(&address(&world.party, "openid fullname"));
    assert!(again.text().contains("Предоставление прав доступа"));
}

#[test]
fn a_control_call_that_declines_says_so_in_the_journal_too() {
    let world = World::start();
    let person = world.person("confirmed");
    let call = serde_json::json!({
        "person": person.oid, "consent": false,
        "authorize_url": format!("{}{}", world.base, address(&world.party, "openid")),
    });
    let answer = world.control("POST", "/sign-ins", &call);
    let back = answer["redirect_to"].as_str().unwrap();
    assert_eq!(query_value(back, "error").as_deref(), Some("access_denied"));
    world.refused("ESIA-007004", "consent-declined");
}

#[test]
fn a_wrong_password_stays_on_the_page_and_the_journal_says_why() {
    let world = World::start();
    let mut person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world.party, "openid"));
    let password = std::mem::replace(&mut person.password, "not-the-password".to_owned());
    let again = browser.sign_in(&login, &person);
    assert_eq!(again.status, 200);
    assert_eq!(world.newest()["why"]["reason"], "wrong-pair");
    person.password = password;
    assert!(browser.sign_in(&again, &person).text().contains("Предоставление прав доступа"));
}
