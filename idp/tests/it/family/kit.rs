//! Owns what the family's tests share: a world whose diary may ask for children, parents, children.

use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::{Person, World};

/// A world whose diary may ask for everything of children.
pub(super) fn world() -> World {
    let mut world = World::start();
    world.party.scopes.extend([
        "birth_cert_doc",
        "kid_fullname",
        "kid_birthdate",
        "kid_gender",
        "kid_snils",
        "kid_inn",
        "kid_birth_cert_doc",
        "kid_email",
        "kid_mobile",
        "kid_school_data",
        "kid_id_doc",
        "kid_contacts",
        "usr_reg_cxt",
    ]);
    world.register(&world.party);
    world
}

/// Makes a child for a parent by control call.
pub(super) fn child(world: &World, parent: &Person, wish: &Value) -> Value {
    world.control("POST", &format!("/people/{}/children", parent.oid), wish)
}

/// The number of the first card in a parent's section.
pub(super) fn card(world: &World, parent: &Person) -> u64 {
    let cards = world.get(&format!("/control/v1/people/{}/children", parent.oid)).json();
    cards["children"][0]["id"].as_u64().expect("a card")
}

/// The account that came with a child.
pub(super) fn account(child: &Value) -> Person {
    Person {
        oid: child["account"].as_u64().expect("an account"),
        login: child["person"]["email"].as_str().expect("an e-mail").to_owned(),
        password: child["person"]["password"].as_str().expect("a password").to_owned(),
    }
}

/// A call of the control API, whatever it answers.
pub(super) fn call(world: &World, method: &str, path: &str, body: &Value) -> Reply {
    use crate::oauth::kit::http::Request;
    world.send(Request::new(method, &format!("/control/v1{path}")).json(body))
}

/// A window in which a person is signed in to the portal.
pub(super) fn window<'w>(world: &'w World, person: &Person) -> Browser<'w> {
    let mut browser = Browser::new(world);
    let page = browser.open("/profile/login");
    let cabinet = browser.sign_in(&page, person);
    assert!(cabinet.text().contains("Персональные данные"), "{}", cabinet.text());
    browser
}

/// The newest code that was sent to a contact.
pub(super) fn code_to(world: &World, contact: &str) -> String {
    let outbox = world.get("/control/v1/outbox").json();
    let all = outbox["messages"].as_array().expect("messages");
    let newest = all.iter().rev().find(|one| one["to"] == contact && one["code"].is_string());
    newest.expect("a message with a code")["code"].as_str().expect("a code").to_owned()
}

/// The texts sent to a contact, oldest first.
pub(super) fn texts_to(world: &World, contact: &str) -> Vec<String> {
    let outbox = world.get("/control/v1/outbox").json();
    let all = outbox["messages"].as_array().expect("messages");
    let texts = all.iter().filter(|one| one["to"] == contact).map(|one| one["text"].as_str());
    texts.map(|text| text.expect("a text").to_owned()).collect()
}

/// Settings changed for the whole realm.
pub(super) fn set(world: &World, settings: &Value) {
    world.control("PATCH", "/settings", settings);
}

/// Settings of the family.
pub(super) fn set_family(world: &World, family: &Value) {
    set(world, &json!({ "family": family }));
}
