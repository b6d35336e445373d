//! Owns tests of leaving: where the citizen goes, and that the session is over (clients.md B15, oauth.md §6.3).

use serde_json::json;

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{encode, query_value};
use crate::oauth::kit::world::World;

#[test]
fn a_registered_address_is_gone_to_under_either_name() {
    let world = World::start();
    for name in ["redirect_url", "redirect_uri"] {
        for to in ["http://diary.example:8090/bye?x=1", "http://sub.diary.example:8090/"] {
            let reply = world.get(&format!("/idp/ext/Logout?client_id=SCHOOL-DIARY&{name}={}", encode(to)));
            assert_eq!((reply.status, reply.location()), (302, to));
        }
    }
}

#[test]
fn without_an_address_the_portal_s_own_page_is_shown() {
    let world = World::start();
    for query in ["", "?client_id=SCHOOL-DIARY", "?client_id=SCHOOL-DIARY&redirect_url="] {
        let reply = world.get(&format!("/idp/ext/Logout{query}"));
        assert_eq!((reply.status, reply.header("location")), (200, None), "{query}");
        assert!(reply.kind().starts_with("text/html"));
    }
}

#[test]
fn a_strange_address_is_not_gone_to_and_the_journal_says_why() {
    let world = World::start();
    let strange = [
        ("SCHOOL-DIARY", "http://evil.example/"),
        ("SCHOOL-DIARY", "http://diary.example.evil.example:8090/"),
        ("SCHOOL-DIARY", "http://diary.example:8090@evil.example/"),
        ("SCHOOL-DIARY", "//diary.example:8090/"),
        ("SCHOOL-DIARY", "javascript:alert(1)"),
        ("NOBODY", "http://diary.example:8090/"),
    ];
    for (client, to) in strange {
        let reply = world.get(&format!("/idp/ext/Logout?client_id={client}&redirect_url={}", encode(to)));
        assert_eq!((reply.status, reply.header("location")), (200, None), "{client} {to}");
        let entry = world.newest();
        assert_eq!(entry["outcome"], json!("refused"), "{entry:#}");
        let expected = if client == "NOBODY" { "client-unknown" } else { "redirect-host" };
        assert_eq!(entry["why"]["reason"], json!(expected), "{entry:#}");
    }
}

#[test]
fn after_leaving_the_next_request_asks_for_the_password_again() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let address = || format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks("openid")).encoded());
    let login = browser.open(&address());
    let consent = browser.sign_in(&login, &person);
    browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    assert!(query_value(browser.open(&address()).location(), "code").is_some());
    browser.open("/idp/ext/Logout?client_id=SCHOOL-DIARY");
    let again = browser.open(&address());
    assert!(again.text().contains("name=\"password\""), "{}", again.text());
    assert!(
        query_value(browser.sign_in(&again, &person).location(), "code").is_some(),
        "consent is remembered"
    );
}

#[test]
fn leaving_does_not_take_the_tokens_back() {
    let world = World::start();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid");
    world.get("/idp/ext/Logout?client_id=SCHOOL-DIARY");
    assert_eq!(world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).status, 200);
}
