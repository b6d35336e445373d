//! Owns tests of an account's end by its owner: the page, the sessions, the links, the freed contacts.

use serde_json::{Value, json};

use super::kit::{account, call, child, window, world};

#[test]
fn a_citizen_deletes_the_account_and_everything_is_free_again() {
    let world = world();
    let parent = world.person("confirmed");
    let own = account(&child(&world, &parent, &json!({"email": "vera@example.test"})));
    let tokens = world.tokens(&own, "openid fullname");
    let mut browser = window(&world, &own);
    let page = browser.open("/profile/delete");
    let wrong = browser.submit(&page, "/profile/delete", &[("password", "other"), ("agree", "true")]);
    assert!(wrong.text().contains("Пароль введен неверно"), "{}", wrong.text());
    let hasty = browser.submit(&page, "/profile/delete", &[("password", &own.password)]);
    assert!(hasty.text().contains("вернуть учетную запись нельзя"), "{}", hasty.text());
    browser.submit(&page, "/profile/delete", &[("password", &own.password), ("agree", "true")]);
    let shown = world.get(&format!("/control/v1/people/{}", own.oid)).json();
    assert_eq!((&shown["status"], &shown["logins"]), (&json!("deleted"), &json!([])));
    assert!(browser.open("/profile/").text().contains("Пароль"), "the session has ended");
    assert_eq!(world.read(&format!("/rs/prns/{}", own.oid), tokens.access()).status, 401);
    let cards = world.get(&format!("/control/v1/people/{}/children", parent.oid)).json();
    assert_eq!(cards["children"][0]["account"], Value::Null);
    let again = call(&world, "POST", "/people", &json!({"email": "vera@example.test"}));
    assert_eq!(again.status, 201, "{}", again.text());
}
