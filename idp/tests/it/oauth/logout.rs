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
fn without_an_address_the_registered_site_is_gone_to_or_the_portal_s_own_page_shown() {
    let world = World::start();
    for query in ["?client_id=SCHOOL-DIARY", "?client_id=SCHOOL-DIARY&redirect_url="] {
        let reply = world.get(&format!("/idp/ext/Logout{query}"));
        assert_eq!((reply.status, reply.header("location")), (200, None), "{query}");
        assert!(reply.kind().starts_with("text/html"));
    }
    assert_eq!(world.get("/logout").status, 200);
    site(&world, "https://diary.example/start/");
    let reply = world.get("/idp/ext/Logout?client_id=SCHOOL-DIARY");
    assert_eq!((reply.status, reply.location()), (302, "https://diary.example/start/"));
}

fn site(world: &World, url: &str) {
    let mut registration = world.party.registration();
    registration["site_url"] = json!(url);
    world.control("PUT", "/clients/SCHOOL-DIARY", &registration);
}

#[test]
fn who_does_not_say_whose_the_logout_is_ends_no_session() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let page = browser.open("/profile/login");
    browser.sign_in(&page, &person);
    for (query, status, reason) in [
        ("", 400, "parameter-missing"),
        ("?client_id=&redirect_url=http://diary.example:8090/", 400, "parameter-missing"),
        ("?client_id=NOBODY&redirect_url=http://diary.example:8090/", 403, "client-unknown"),
        ("?client_id=%20", 403, "client-unknown"),
    ] {
        let reply = browser.peek(&format!("/idp/ext/Logout{query}"));
        assert_eq!((reply.status, reply.header("location")), (status, None), "{query}");
        let entry = world.newest();
        assert_eq!(entry["outcome"], json!("refused"), "{entry:#}");
        assert_eq!(entry["why"]["reason"], json!(reason), "{entry:#}");
    }
    assert_eq!(browser.peek("/profile").status, 200, "the session goes on");
}

#[test]
fn a_strange_address_is_not_gone_to_and_the_journal_says_why() {
    let world = World::start();
    for to in [
        "http://evil.example/",
        "http://diary.example.evil.example:8090/",
        "http://diary.example:8090@evil.example/",
        "//diary.example:8090/",
        "javascript:alert(1)",
    ] {
        let reply = world.get(&format!("/idp/ext/Logout?client_id=SCHOOL-DIARY&redirect_url={}", encode(to)));
        assert_eq!((reply.status, reply.header("location")), (200, None), "{to}");
        let entry = world.newest();
        assert_eq!(entry["outcome"], json!("refused"), "{entry:#}");
        assert_eq!(entry["why"]["reason"], json!("redirect-host"), "{entry:#}");
    }
}

#[test]
fn the_registered_site_says_where_a_logout_leads() {
    let world = World::start();
    site(&world, "https://other.example/diary/start/");
    let leads = |to: &str| {
        let reply = world.get(&format!("/idp/ext/Logout?client_id=SCHOOL-DIARY&redirect_url={}", encode(to)));
        reply.header("location").map(str::to_owned)
    };
    // Whether it is let through as anything of a registered host, and as a substring of the site.
    for (to, by_host, literal) in [
        ("https://other.example/diary/start/", true, true),
        ("https://other.example/diary/", true, true),
        ("https://other.example/diary/start/bye", true, false),
        ("https://other.example.evil.example/", false, false),
        ("http://diary.example:8090/bye", true, false),
    ] {
        for (setting, expected) in [("registered-host", by_host), ("literal", literal)] {
            world.control("PATCH", "/settings", &json!({ "logout_return": setting }));
            assert_eq!(leads(to).is_some(), expected, "{setting} {to}");
        }
    }
    assert_eq!(world.newest()["why"]["reason"], json!("logout-address"));
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
    let tokens = world.tokens(&person, "openid fullname");
    world.get("/idp/ext/Logout?client_id=SCHOOL-DIARY");
    assert_eq!(world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).status, 200);
}
