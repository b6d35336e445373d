//! Owns the tests of new data of a person whose data are checked: the old ones are in force until the registers know the
//! new (MR 4.2.1).

use serde_json::{Value, json};

use super::window::{Window, form_with, newest, person, seen, text};
use crate::oauth::kit::http::{Reply, Request};
use crate::oauth::kit::world::{Person, Tokens, World};

/// A person whose data are checked, with a cabinet and the tokens of a diary.
struct Citizen<'w> {
    world: &'w World,
    person: Value,
    cabinet: Window<'w>,
    tokens: Tokens,
}

impl<'w> Citizen<'w> {
    fn new(world: &'w World) -> Self {
        Self::of(world, "confirmed")
    }

    fn of(world: &'w World, level: &str) -> Self {
        let person = person(world, level);
        let (login, password) = (text(&person, "mobile").to_owned(), text(&person, "password").to_owned());
        let cabinet = Window::signed_in(world, &login, &password);
        let oid = person["oid"].as_u64().unwrap();
        let tokens = world.tokens(&Person { oid, login, password }, "openid fullname id_doc");
        Self { world, person, cabinet, tokens }
    }

    /// What the diary reads.
    fn wire(&self) -> Value {
        let target = format!("/rs/prns/{}?embed=(documents.elements)", self.person["oid"]);
        self.world.read(&target, self.tokens.access()).json()
    }

    fn seen(&self) -> Value {
        seen(self.world, &self.person)
    }

    /// Sends the form with a new surname and passport.
    fn marry(&mut self) -> Reply {
        let snils = text(&self.person, "snils").to_owned();
        let form =
            form_with(&[("last_name", "Новоселова"), ("snils", &snils), ("passport_number", "000999")]);
        self.cabinet.post("/profile/edit", &form)
    }
}

#[test]
fn a_new_surname_and_passport_wait_for_the_registers_and_the_level_stays() {
    let world = World::start();
    let mut alla = Citizen::new(&world);
    assert!(alla.cabinet.open("/profile/edit").text().contains("Прежние данные действуют"));
    let page = alla.marry().text();
    assert!(page.contains("Изменения личных данных проверяются"), "{page}");
    let waiting = alla.wire();
    assert_eq!((&waiting["lastName"], &waiting["trusted"]), (&alla.person["last_name"], &json!(true)));
    assert_eq!(waiting["verifying"], true);
    let paper = &waiting["documents"]["elements"][0];
    assert_eq!((&paper["vrfStu"], &paper["vrfValStu"]), (&json!("VERIFIED"), &json!("VERIFYING")));
    let front = alla.cabinet.open("/profile/rs/prns").json();
    assert_eq!(front["psoStu"]["lastNameVrfStatus"]["verifyingValue"], "Новоселова");
    assert!(alla.marry().text().contains("Выполняется проверка данных"), "one change at a time");
    world.advance("PT3S");
    let after = alla.wire();
    assert_eq!((&after["lastName"], &after["trusted"]), (&json!("Новоселова"), &json!(true)));
    assert_eq!((&after["verifying"], &after["documents"]["size"]), (&json!(false), &json!(1)));
    let paper = &after["documents"]["elements"][0];
    assert_eq!((&paper["number"], &paper["vrfStu"]), (&json!("000999"), &json!("VERIFIED")));
    assert_eq!(paper["vrfValStu"], Value::Null);
    assert!(text(&newest(&world, "sms"), "text").contains("Новые данные указаны"));
}

#[test]
fn new_data_of_a_standard_account_wait_as_those_of_a_confirmed_one() {
    let world = World::start();
    let mut ida = Citizen::of(&world, "standard");
    let before = ida.wire();
    assert!(ida.cabinet.open("/profile/edit").text().contains("Прежние данные действуют"));
    let page = ida.marry().text();
    assert!(page.contains("Изменения личных данных проверяются"), "{page}");
    let waiting = ida.wire();
    assert_eq!((&waiting["lastName"], &waiting["verifying"]), (&before["lastName"], &json!(true)));
    assert_eq!(ida.seen()["status"], "standard");
    let letter = json!({ "command": "order-letter", "address": "г. Примерск, ул. Тестовая, д. 1" });
    let target = format!("/control/v1/people/{}/commands", ida.person["oid"]);
    assert_eq!(world.send(Request::post(&target).json(&letter)).status, 409, "a check is running");
    world.advance("PT3S");
    assert_eq!((&ida.wire()["lastName"], &ida.seen()["status"]), (&json!("Новоселова"), &json!("standard")));
    // What the registers refuse changes nothing, and goes with the account when the person is confirmed.
    world.control("PUT", "/registers/interior-ministry/0019000999", &json!({ "standing": "invalid" }));
    ida.marry();
    world.advance("PT3S");
    assert_eq!(
        (&ida.seen()["status"], ida.wire()["lastName"].as_str()),
        (&json!("standard"), Some("Новоселова"))
    );
    assert!(ida.cabinet.open("/profile/").text().contains("не прошли проверку"));
    world.send(Request::post(&target).json(&json!({ "command": "confirm" })));
    let seen = ida.seen();
    assert_eq!((&seen["status"], &seen["revision"]["state"]), (&json!("confirmed"), &json!("refused")));
}

#[test]
fn refused_data_are_named_and_the_old_ones_stay() {
    let world = World::start();
    let mut alla = Citizen::new(&world);
    world.control("PUT", "/registers/interior-ministry/0019000999", &json!({ "standing": "invalid" }));
    alla.marry();
    world.advance("PT3S");
    let page = alla.cabinet.open("/profile/").text();
    assert!(page.contains("не прошли проверку") && page.contains("data-field=\"passport_number\""), "{page}");
    let seen = alla.seen();
    assert_eq!((&seen["status"], &seen["last_name"]), (&json!("confirmed"), &alla.person["last_name"]));
    assert_eq!(seen["revision"]["refused"], json!(["passport-invalid"]));
    let wire = alla.wire();
    assert_eq!(wire["documents"]["elements"][0]["vrfValStu"], "VERIFICATION_FAILED");
    assert_eq!((&wire["trusted"], &wire["verifying"]), (&json!(true), &json!(false)));
    assert!(text(&newest(&world, "sms"), "text").contains("Прежние данные остаются в силе"));
    // What was refused is in the form, to be corrected.
    assert!(alla.cabinet.open("/profile/edit").text().contains("Новоселова"));
    world.control("PUT", "/registers/interior-ministry/0019000999", &json!({ "standing": "valid" }));
    alla.marry();
    world.advance("PT3S");
    assert_eq!(alla.seen()["last_name"], "Новоселова");
    assert_eq!(alla.seen()["revision"], Value::Null);
}

#[test]
fn the_level_drops_where_the_realm_says_so() {
    let world = World::start();
    world.control("PATCH", "/settings", &json!({ "change_drops_level": true }));
    let mut alla = Citizen::new(&world);
    assert!(alla.cabinet.open("/profile/edit").text().contains("подтвердить заново"));
    alla.marry();
    assert_eq!(alla.seen()["status"], "checking");
    assert_eq!(alla.wire()["trusted"], false);
    world.advance("PT3S");
    assert_eq!(
        (&alla.seen()["status"], &alla.seen()["last_name"]),
        (&json!("standard"), &json!("Новоселова"))
    );
}

#[test]
fn the_snils_of_a_confirmed_person_stays() {
    let world = World::start();
    let mut alla = Citizen::new(&world);
    let page = alla.cabinet.post("/profile/edit", &form_with(&[("snils", "112-233-445 95")])).text();
    assert!(page.contains("СНИЛС не совпадает"), "{page}");
    assert_eq!(alla.seen()["revision"], Value::Null);
}

#[test]
fn a_control_call_sends_data_by_the_same_rules() {
    let world = World::start();
    let alla = person(&world, "confirmed");
    let call = |application: Value| {
        let body = json!({ "command": "submit", "application": application });
        let target = format!("/control/v1/people/{}/commands", alla["oid"]);
        world.send(Request::post(&target).json(&body))
    };
    let sent = call(json!({ "last_name": "Новоселова", "passport": { "number": "000999" } }));
    assert_eq!(sent.status, 200, "{}", sent.text());
    let told = sent.json();
    assert_eq!((&told["last_name"], &told["revision"]["state"]), (&alla["last_name"], &json!("checking")));
    assert_eq!(told["revision"]["passport"]["number"], "000999");
    assert_eq!(told["revision"]["passport"]["series"], alla["passport"]["series"]);
    assert_eq!(call(json!({})).status, 409, "one change at a time");
    let wrong = call(json!({ "passport": { "issued_on": "31.02.2000" } }));
    assert_eq!((wrong.status, &wrong.json()["field"]), (400, &json!("application.passport.issued_on")));
    // A lock overtakes the check; it goes on when the lock is lifted.
    let command = |name: &str| {
        world.control("POST", &format!("/people/{}/commands", alla["oid"]), &json!({ "command": name }))
    };
    command("block");
    world.advance("PT3S");
    command("unblock");
    assert_eq!(seen(&world, &alla)["last_name"], alla["last_name"]);
    world.advance("PT3S");
    assert_eq!(seen(&world, &alla)["last_name"], "Новоселова");
    // Data that are not confirmed are simply sent.
    let fresh = person(&world, "simplified");
    let target = format!("/control/v1/people/{}/commands", fresh["oid"]);
    let empty = world.send(Request::post(&target).json(&json!({ "command": "submit" })));
    assert_eq!((empty.status, &empty.json()["field"]), (400, &json!("application.gender")));
}

#[test]
fn the_portals_front_end_sends_them_to_the_plain_address() {
    let world = World::start();
    let mut alla = Citizen::new(&world);
    let known = &alla.person;
    let body = json!({ "lastName": "Новоселова", "firstName": known["first_name"], "gender": known["gender"],
        "birthDate": known["birth_date"], "birthPlace": known["birth_place"], "citizenship": "RUS",
        "snils": known["snils"], "documents": { "elements": [{ "type": "RF_PASSPORT",
        "series": known["passport"]["series"], "number": known["passport"]["number"],
        "issueDate": known["passport"]["issued_on"], "issueId": known["passport"]["issuer_code"],
        "issuedBy": known["passport"]["issued_by"] }] } });
    let told = alla.cabinet.json("/profile/rs/prns", &body);
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!((&told.json()["level"], &told.json()["verifying"]), (&json!(3), &json!(true)));
    world.advance("PT3S");
    assert_eq!(alla.seen()["last_name"], "Новоселова");
}

#[test]
fn checked_data_change_only_with_a_proved_mobile_phone() {
    let world = World::start();
    let mut alla = Citizen::new(&world);
    let contacts = format!("/people/{}/contacts/mobile/commands", alla.person["oid"]);
    world.control("POST", &contacts, &json!({ "command": "remove" }));
    let page = alla.marry().text();
    assert!(page.contains("сначала подтвердите номер мобильного телефона"), "{page}");
    assert_eq!(alla.seen()["revision"], Value::Null);
    // With a phone the same form is taken.
    let back = json!({ "command": "change", "value": alla.person["mobile"] });
    world.control("POST", &contacts, &back);
    world.control("POST", &contacts, &json!({ "command": "accept" }));
    alla.marry();
    assert_eq!(alla.seen()["revision"]["state"], "checking");
}
