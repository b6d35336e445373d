//! Owns tests of `display=popup`: the pages of a sign-in in a window of its own (MR Б.6.2.3).

use serde_json::json;

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, query_value};
use crate::oauth::kit::world::World;

fn address(world: &World, display: &str) -> String {
    let asked = world.party.asks("openid fullname");
    let asked = if display.is_empty() { asked } else { asked.set("display", display) };
    format!("/aas/oauth2/ac?{}", world.party.signs(asked).encoded())
}

/// Whether a page stands alone: nothing around it leads away.
fn stands_alone(page: &Reply) -> bool {
    let text = page.text();
    let alone = text.contains("<body class=\"pop-up\">");
    assert_eq!(alone, !text.contains("<nav aria-label=\"Учетная запись\">"), "{text}");
    assert_eq!(alone, !text.contains("<footer"), "{text}");
    assert!(page.header("cross-origin-opener-policy").is_none(), "the window keeps its opener");
    alone
}

#[test]
fn every_page_of_a_sign_in_in_a_window_stands_alone_until_the_way_back() {
    let world = World::start();
    let person = world.person("confirmed");
    world.control("PUT", &format!("/people/{}/second-factor", person.oid), &json!({ "kind": "sms" }));
    for (display, alone) in [("popup", true), ("", false), ("touch", false)] {
        let mut browser = Browser::new(&world);
        let login = browser.open(&address(&world, display));
        assert_eq!(stands_alone(&login), alone, "{display}");
        let wrong =
            browser.submit(&login, "/login", &[("login", &person.login), ("password", "Wrong-2018!")]);
        assert_eq!(stands_alone(&wrong), alone, "{display}");
        let page = browser.sign_in(&wrong, &person);
        assert_eq!(stands_alone(&page), alone, "{display}");
        let code = crate::oauth::kit::http::encode(&person.login);
        let messages = world.get(&format!("/control/v1/outbox?to={code}")).json()["messages"].clone();
        let code = messages.as_array().unwrap().last().unwrap()["code"].as_str().unwrap().to_owned();
        let consent = browser.submit(&page, "/login/sms", &[("code", &code)]);
        if consent.text().contains("/login/consent") {
            assert_eq!(stands_alone(&consent), alone, "{display}");
            let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
            assert!(query_value(back.location(), "code").is_some());
        }
    }
}

#[test]
fn another_display_is_taken_with_a_remark() {
    let world = World::start();
    world.authorize(&world.party.signs(world.party.asks("openid").set("display", "popup")));
    let remarks = |world: &World| world.get("/control/v1/journal").text().contains("parameters-undocumented");
    assert!(!remarks(&world));
    let asked = world.authorize(&world.party.signs(world.party.asks("openid").set("display", "touch")));
    assert_eq!(query_value(asked.location(), "error"), None, "{}", asked.location());
    assert!(remarks(&world));
}

/// In 800 by 600 the consent of school diaries is longer than the window; a real Chromium was looked at.
#[test]
fn what_decides_is_kept_in_sight_in_a_window() {
    let world = World::start();
    let sticks = ".pop-up form > .actions { position: sticky; bottom: 0;";
    assert!(world.get("/assets/portal.css").text().contains(sticks));
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world, "popup"));
    let consent = browser.sign_in(&login, &world.person("confirmed"));
    for page in [login, consent] {
        let text = page.text();
        let form =
            text.split_once("<form").and_then(|(_, rest)| rest.split_once("</form>")).expect("a form").0;
        // The row of buttons is the last child of the form itself: only then does it stick to the window.
        let end = form.rsplit_once("<p class=\"actions\">").expect("a row of buttons").1;
        assert_eq!((end.matches("</p>").count(), end.contains("</div>")), (1, false), "{text}");
    }
}
