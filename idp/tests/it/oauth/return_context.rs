//! Owns tests of the return context: a relying party sends a citizen to register or to the profile, and has the citizen back
//! (MR 3.5).

use serde_json::json;

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, encode};
use crate::oauth::kit::world::World;

const OWN: &str = "http://diary.example:8090/after?x=1";

fn context(uri: &str, more: &str) -> String {
    format!("?cid=SCHOOL-DIARY&rurl={}{more}", encode(uri))
}

fn registered(world: &World, browser: &mut Browser<'_>, query: &str, mobile: &str) -> Reply {
    let page = browser.open(&format!("/registration{query}"));
    let fills = [("last_name", "Пробный"), ("first_name", "Иван"), ("mobile", mobile)];
    let page = browser.submit(&page, "/registration/", &fills);
    let sent = world.get(&format!("/control/v1/outbox?to={}", encode(mobile))).json();
    let code = sent["messages"][0]["code"].as_str().unwrap_or_else(|| panic!("a code in {sent}")).to_owned();
    let page = browser.submit(&page, "/registration/code", &[("code", &code)]);
    let password = [("password", "Drugoj-2018!"), ("password_again", "Drugoj-2018!")];
    browser.submit(&page, "/registration/password", &password)
}

#[test]
fn a_new_account_is_brought_back_at_once_only_where_that_was_asked_for() {
    let world = World::start();
    let mut browser = Browser::new(&world);
    let done = registered(&world, &mut browser, &context(OWN, "&imm=true"), "+7(000)0007000");
    assert_eq!((done.status, done.location()), (303, OWN));
    let queries = [
        String::new(),
        context(OWN, ""),
        context(OWN, "&imm=yes"),
        context("http://evil.example/", "&imm=true"),
        format!("?cid=NOBODY&rurl={}&imm=true", encode(OWN)),
    ];
    for (number, query) in queries.iter().enumerate() {
        let mut browser = Browser::new(&world);
        let done = registered(&world, &mut browser, query, &format!("+7(000)000700{}", number + 1));
        assert_eq!((done.status, done.header("location")), (200, None), "{query}");
    }
    let entries = world.get("/control/v1/journal?limit=200").text();
    assert!(entries.contains("redirect-host") && entries.contains("client-unknown"), "{entries}");
}

#[test]
fn the_profile_has_the_way_back_while_the_browser_keeps_it() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&format!("/profile/user{}", context(OWN, "")));
    let cabinet = browser.sign_in(&login, &person).text();
    assert!(
        cabinet.contains("Вернуться назад") && cabinet.contains("http://diary.example:8090/after"),
        "{cabinet}"
    );
    let again = browser.open("/profile").text();
    assert!(again.contains("Вернуться назад"));
    let other = browser.open(&format!("/profile/user{}", context("http://evil.example/", ""))).text();
    assert!(!other.contains("Вернуться назад") && !other.contains("evil.example"), "{other}");
    let mut plain = Browser::new(&world);
    let login = plain.open("/profile/login");
    assert!(!plain.sign_in(&login, &person).text().contains("Вернуться назад"));
    let mut registration = world.party.registration();
    registration["site_url"] = json!("https://school.example/");
    world.control("PUT", "/clients/SCHOOL-DIARY", &registration);
    let own = browser.open(&format!("/profile/user{}", context("https://school.example/back", ""))).text();
    assert!(own.contains("https://school.example/back"), "{own}");
}
