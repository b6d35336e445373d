//! Owns tests of a sign-in that was left lying: what the citizen reads, where the way back leads, what the journal says.

use serde_json::json;

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::{Person, World};

const BACK: &str = "href=\"http://diary.example:8090/\"";

fn address(world: &World) -> String {
    format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks("openid fullname")).encoded())
}

/// The page must say that the time is over and whose the sign-in was, and the journal must name the diary.
#[track_caller]
fn says_so(world: &World, page: &Reply) {
    let text = page.text();
    assert!(text.contains("Время на вход истекло") && text.contains("Школьный дневник"), "{text}");
    let entry = world.newest();
    let seen = (&entry["outcome"], &entry["why"]["reason"], &entry["client"]);
    assert_eq!(seen, (&json!("refused"), &json!("sign-in-expired"), &json!("SCHOOL-DIARY")), "{entry:#}");
}

/// A sign-in that is left lying before the password, or before the consent.
fn left_lying<'w>(world: &'w World, person: &Person, before_consent: bool) -> (Browser<'w>, Reply) {
    let mut browser = Browser::new(world);
    let mut page = browser.open(&address(world));
    if before_consent {
        page = browser.sign_in(&page, person);
    }
    world.advance("PT31M");
    (browser, page)
}

#[test]
fn a_password_typed_too_late_is_told_so_with_the_way_back() {
    let world = World::start();
    let person = world.person("confirmed");
    let (mut browser, page) = left_lying(&world, &person, false);
    let late = browser.sign_in(&page, &person);
    says_so(&world, &late);
    assert!(late.text().contains(BACK), "{}", late.text());
    // Nobody was signed in, and the next look at the sign-in is the portal's own.
    let next = browser.open("/login");
    assert!(!next.text().contains("Школьный дневник") && next.text().contains("password"), "{}", next.text());
}

#[test]
fn a_consent_given_too_late_and_a_page_looked_at_too_late_are_told_so() {
    for submit in [true, false] {
        let world = World::start();
        let person = world.person("confirmed");
        let (mut browser, page) = left_lying(&world, &person, true);
        let late = match submit {
            true => browser.submit(&page, "/login/consent", &[("decision", "grant")]),
            false => browser.open("/login"),
        };
        says_so(&world, &late);
        assert!(late.text().contains(BACK), "{}", late.text());
    }
}

#[test]
fn the_way_back_is_a_link_only_to_a_host_of_the_relying_party() {
    let world = World::start();
    let person = world.person("confirmed");
    let (mut browser, page) = left_lying(&world, &person, false);
    let mut moved = world.party.registration();
    moved["redirect_hosts"] = json!(["moved.example"]);
    world.control("PUT", "/clients/SCHOOL-DIARY", &moved);
    let late = browser.sign_in(&page, &person);
    says_so(&world, &late);
    assert!(!late.text().contains("diary.example"), "{}", late.text());
}

#[test]
fn a_sign_in_to_the_portal_itself_and_one_in_time_are_not_late() {
    let world = World::start();
    let person = world.person("confirmed");
    let mut browser = Browser::new(&world);
    let page = browser.open("/profile/login");
    world.advance("PT31M");
    assert!(!browser.sign_in(&page, &person).text().contains("Время на вход истекло"));
    let mut browser = Browser::new(&world);
    let asks = world.party.asks("openid").set("timestamp", "2024.09.02 07:31:00 +0000");
    let page = browser.open(&format!("/aas/oauth2/ac?{}", world.party.signs(asks).encoded()));
    world.advance("PT29M");
    assert!(browser.sign_in(&page, &person).text().contains("Предоставление прав доступа"));
}
