//! Owns tests of sessions: the list, «Выйти со всех устройств», «Чужой компьютер», the end by simulated time.

use serde_json::json;

use super::{made, settings};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::{Person, World};

fn signed_in<'w>(world: &'w World, person: &Person) -> Browser<'w> {
    let mut browser = Browser::new(world);
    let login = browser.open("/login");
    assert!(browser.sign_in(&login, person).text().contains("Безопасность"));
    browser
}

#[test]
fn every_session_is_listed_and_all_end_at_once() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut first = signed_in(&world, &person);
    let mut second = signed_in(&world, &person);
    let page = first.open("/profile/security");
    assert_eq!(page.text().matches("data-session").count(), 2, "{}", page.text());
    assert_eq!(page.text().matches("этот вход").count(), 1);
    let listed = world.get(&format!("/control/v1/people/{}/sessions", person.oid)).json();
    assert_eq!(listed["sessions"].as_array().map(Vec::len), Some(2));

    let one = first.submit(&page, "/profile/security/sessions/end", &[]);
    assert!(one.text().contains("Вход завершен."), "{}", one.text());
    assert!(second.open("/profile/").text().contains("<h1>Вход</h1>"), "the other window is out");

    let third = signed_in(&world, &person);
    drop(third);
    let out = first.submit(&one, "/profile/security/sessions/end-all", &[]);
    assert!(out.text().contains("<h1>Вход</h1>"), "{}", out.text());
    let listed = world.get(&format!("/control/v1/people/{}/sessions", person.oid)).json();
    assert_eq!(listed, json!({"sessions": []}));
}

#[test]
fn a_tester_ends_every_session_by_a_call() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    let mut browser = signed_in(&world, &person);
    let gone = world.send(Request::new("DELETE", &format!("/control/v1/people/{}/sessions", person.oid)));
    assert_eq!(gone.status, 204);
    assert!(browser.open("/profile/").text().contains("<h1>Вход</h1>"));
}

#[test]
fn the_cookie_of_a_foreign_computer_ends_with_the_browser() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    for (foreign, lasts) in [("", true), ("&foreign_computer=true", false)] {
        let form = format!(
            "login={}&password={}{foreign}",
            crate::oauth::kit::http::encode(&person.login),
            crate::oauth::kit::http::encode(&person.password)
        );
        let reply = world.send(Request::post("/login").form(&form));
        let cookie = reply.cookies().find(|cookie| cookie.starts_with("ESIA_SESSION=")).unwrap().to_owned();
        assert_eq!(cookie.contains("Max-Age=10800"), lasts, "{cookie}");
    }
    let listed = world.get(&format!("/control/v1/people/{}/sessions", person.oid)).json();
    let remembered: Vec<_> =
        listed["sessions"].as_array().unwrap().iter().map(|one| one["remembered"].as_bool()).collect();
    assert!(remembered.contains(&Some(true)) && remembered.contains(&Some(false)));
}

#[test]
fn a_session_ends_by_simulated_time_as_long_as_the_settings_say() {
    let world = World::start();
    settings(&world, &json!({"session_ttl_ms": 600_000}));
    let (person, _) = made(&world, "simplified");
    let mut browser = signed_in(&world, &person);
    world.advance("PT9M");
    assert!(browser.open("/profile/").text().contains("Безопасность"));
    world.advance("PT1M");
    assert!(browser.open("/profile/").text().contains("<h1>Вход</h1>"));
}

#[test]
fn a_password_is_changed_under_security_and_other_sessions_end() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    let mut own = signed_in(&world, &person);
    let mut other = signed_in(&world, &person);
    let page = own.open("/profile/security/password");
    let new = "Sentyabr-2024!";
    let fills = [("current_password", "wrong"), ("password", new), ("password_again", new)];
    let wrong = own.submit(&page, "/profile/security/password", &fills);
    assert!(wrong.text().contains("Текущий пароль введен неверно"), "{}", wrong.text());
    let fills = [("current_password", &*person.password), ("password", new), ("password_again", new)];
    let done = own.submit(&wrong, "/profile/security/password", &fills);
    assert!(done.text().contains("Пароль изменен"), "{}", done.text());
    assert!(other.open("/profile/").text().contains("<h1>Вход</h1>"));
}
