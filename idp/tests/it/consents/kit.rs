//! Owns what the tests of consents share: the official request of school diaries, and the people it is about.

use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, Request, query_value};
use crate::oauth::kit::party::{Fields, base64url};
use crate::oauth::kit::world::{Person, Tokens, World};

/// The request that DP 4.1 prints in example 4, to the letter.
pub(super) const OFFICIAL: &str = r#"[{"scopes":[{"sysname":"fullname"},{"sysname":"birthdate"},{"sysname":"snils"},{"sysname":"id_doc"},{"sysname":"contacts"},{"sysname":"birth_cert_doc"},{"sysname":"usr_reg_cxt"},{"sysname":"kid_contacts"},{"sysname":"kid_fullname"},{"sysname":"kid_snils"},{"sysname":"kid_birthdate"},{"sysname":"kid_gender"}],"sysname":"EDU_JOURNAL","purposes":[{"sysname":"EDU_JOURNAL"}],"actions":[{"sysname":"ALL_ACTIONS_TO_DATA"}],"responsibleObject":"Секретарь","expire":26297460}]"#;

/// A provider whose diary was granted nothing but `openid`, and belongs to an organisation.
pub(super) fn world() -> World {
    let mut world = World::start();
    world.party.scopes = vec!["openid", "prm_chg", "usr_prm"];
    register(&world, &json!({}));
    world
}

/// Registers the diary with further fields.
pub(super) fn register(world: &World, more: &Value) {
    let mut registration = world.party.registration();
    registration["owner"] = json!({"ogrn": OGRN, "name": "Школа", "address": "Пробный город"});
    for (name, value) in more.as_object().unwrap() {
        registration[name] = value.clone();
    }
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
}

pub(super) const OGRN: &str = "1027700132195";

/// A request for consents, signed.
pub(super) fn asks(world: &World, permissions: &str) -> Fields {
    let asked = world.party.asks("openid").set("permissions", &base64url(permissions.as_bytes()));
    world.party.signs(asked)
}

/// The page that a browser ends at when a person enters with a request, or the address it is sent back to.
pub(super) fn entered<'w>(world: &'w World, person: &Person, permissions: &str) -> (Browser<'w>, Reply) {
    let mut browser = Browser::new(world);
    let page = browser.open(&format!("/aas/oauth2/ac?{}", asks(world, permissions).encoded()));
    let next = browser.sign_in(&page, person);
    (browser, next)
}

/// Tokens for the code of an address.
pub(super) fn redeemed(world: &World, back: &str) -> Tokens {
    let code = query_value(back, "code").unwrap_or_else(|| panic!("a code, not {back}"));
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", &code)));
    assert_eq!(reply.status, 200, "{}", reply.text());
    Tokens { answer: reply.json() }
}

/// Tokens of a person who allows everything on the page, or is not asked.
pub(super) fn tokens(world: &World, person: &Person) -> Tokens {
    redeemed(world, &world.sign_in(person, &asks(world, OFFICIAL)))
}

/// The scopes of an access token.
pub(super) fn scopes(tokens: &Tokens) -> String {
    tokens.jwt("access_token").claims["scope"].as_str().expect("scopes").to_owned()
}

/// A child of a parent, with an account that is linked unless told otherwise.
pub(super) fn child(world: &World, parent: &Person, wish: &Value) -> (u64, Option<Person>) {
    let made = world.control("POST", &format!("/people/{}/children", parent.oid), wish);
    let account = made["account"].as_u64().map(|oid| Person {
        oid,
        login: made["person"]["email"].as_str().expect("an e-mail").to_owned(),
        password: made["person"]["password"].as_str().expect("a password").to_owned(),
    });
    (made["id"].as_u64().expect("a card"), account)
}

/// What a person's token opens.
pub(super) fn seen(world: &World, person: &Person, tokens: &Tokens) -> Reply {
    world.read(&format!("/rs/prns/{}", person.oid), tokens.access())
}

/// The consents of a person, as the tester sees them.
pub(super) fn given(world: &World, person: &Person) -> Vec<Value> {
    let told = world.get(&format!("/control/v1/people/{}/agreements", person.oid)).json();
    told["agreements"].as_array().expect("a list").clone()
}

/// Withdraws a consent.
pub(super) fn withdraw(world: &World, person: &Person, id: &Value) {
    let path = format!("/control/v1/people/{}/agreements/{id}", person.oid);
    let reply = world.send(Request::new("DELETE", &path).json(&Value::Null));
    assert_eq!(reply.status, 200, "{}", reply.text());
}
