//! Owns the tests of contacts under verification: the old value is in force until the code of the new one is given.

use serde_json::{Value, json};

use super::window::{Window, newest, person, seen, text};
use crate::oauth::kit::http::{Reply, Request};
use crate::oauth::kit::world::{Person, Tokens, World};

fn window<'w>(world: &'w World, person: &Value) -> Window<'w> {
    Window::signed_in(world, text(person, "mobile"), text(person, "password"))
}

/// A command on a contact, whatever it answers.
fn call(world: &World, person: &Value, kind: &str, body: &Value) -> Reply {
    let target = format!("/control/v1/people/{}/contacts/{kind}/commands", person["oid"]);
    world.send(Request::post(&target).json(body))
}

/// What `/rs` shows of a person's contacts.
struct Wire<'w> {
    world: &'w World,
    oid: u64,
    tokens: Tokens,
}

impl<'w> Wire<'w> {
    fn of(world: &'w World, person: &Value) -> Self {
        let oid = person["oid"].as_u64().unwrap();
        let (login, password) = (text(person, "email").to_owned(), text(person, "password").to_owned());
        let tokens = world.tokens(&Person { oid, login, password }, "openid mobile email");
        Self { world, oid, tokens }
    }

    /// The mobile phone.
    fn mobile(&self) -> Value {
        let target = format!("/rs/prns/{}/ctts?embed=(elements)", self.oid);
        let all = self.world.read(&target, self.tokens.access()).json();
        let found = all["elements"].as_array().unwrap().iter().find(|one| one["type"] == "MBT");
        found.unwrap_or_else(|| panic!("a phone in {all}")).clone()
    }
}

#[test]
fn a_new_phone_counts_from_its_code_on() {
    let world = World::start();
    let alla = person(&world, "confirmed");
    let wire = Wire::of(&world, &alla);
    let mut cabinet = window(&world, &alla);
    let page = cabinet.post("/profile/contacts", &[("kind", "mobile"), ("value", "+7 000 765-43-21")]).text();
    assert!(page.contains("Осталось попыток: <strong>3"), "{page}");
    let sms = newest(&world, "sms");
    assert_eq!(sms["to"], "+7(000)7654321");
    let waiting = wire.mobile();
    assert_eq!(waiting["value"], alla["mobile"]);
    assert_eq!((&waiting["vrfStu"], &waiting["vrfValStu"]), (&json!("VERIFIED"), &json!("VERIFYING")));
    assert_eq!(waiting["verifyingValue"], "+7(000)7654321");
    assert_eq!(waiting["isCfmCodeExpired"], false);
    assert!(cabinet.open("/profile/").text().contains("ждет подтверждения"));
    let wrong = cabinet.post("/profile/contacts/code", &[("kind", "mobile"), ("code", "000")]).text();
    assert!(wrong.contains("Введен неверный код. Осталось попыток: 2"), "{wrong}");
    // The old phone still opens the account, the new one does not.
    drop(window(&world, &alla));
    let code = text(&sms, "code").to_owned();
    let page = cabinet.post("/profile/contacts/code", &[("kind", "mobile"), ("code", &code)]).text();
    assert!(page.contains("Контакт подтвержден"), "{page}");
    let after = seen(&world, &alla);
    assert_eq!(after["mobile"], "+7(000)7654321");
    assert!(after["logins"].as_array().unwrap().contains(&json!("+7(000)7654321")), "{after}");
    let told = newest(&world, "sms");
    assert_eq!(told["to"], alla["mobile"], "the old phone is told");
    assert!(text(&told, "text").contains("указан новый номер телефона"), "{told}");
    let shown = wire.mobile();
    assert_eq!((&shown["value"], &shown["verifyingValue"]), (&json!("+7(000)7654321"), &Value::Null));
    // The phone that was given up belongs to nobody.
    let next = json!({ "level": "simplified", "mobile": alla["mobile"] });
    assert_eq!(world.send(Request::post("/control/v1/people").json(&next)).status, 201);
}

#[test]
fn a_first_address_is_proved_by_the_link_of_its_letter() {
    let world = World::start();
    let alla = person(&world, "simplified");
    let oid = &alla["oid"];
    world.control("PATCH", &format!("/people/{oid}"), &json!({ "email": "" }));
    let mut cabinet = window(&world, &alla);
    assert!(cabinet.open("/profile/").text().contains("Добавить"));
    cabinet.post("/profile/contacts", &[("kind", "mail"), ("value", "Alla.New@Example.test")]);
    assert_eq!(seen(&world, &alla)["email"], Value::Null);
    let letter = newest(&world, "mail");
    let link = text(&letter, "text").split_once("по ссылке: ").expect("a link").1.to_owned();
    let path = link.strip_prefix(&world.base).expect("a link to this realm").to_owned();
    let mut elsewhere = Window::new(&world);
    let wrong = elsewhere.open(&format!("{path}0"));
    assert_eq!(wrong.status, 400, "{}", wrong.text());
    assert!(elsewhere.open(&path).text().contains("Контакт подтвержден"));
    assert_eq!(elsewhere.open(&path).status, 400, "a link is good once");
    let after = seen(&world, &alla);
    assert_eq!(after["email"], "Alla.New@example.test");
    drop(Window::signed_in(&world, "alla.new@example.test", text(&alla, "password")));
}

#[test]
fn codes_run_out_are_sent_again_after_a_pause_and_can_be_given_up() {
    let world = World::start();
    let alla = person(&world, "standard");
    let mut cabinet = window(&world, &alla);
    let wire = Wire::of(&world, &alla);
    let fill = [("kind", "mobile"), ("value", "+7(000)7654321")];
    cabinet.post("/profile/contacts", &fill);
    let soon = cabinet.post("/profile/contacts/resend", &[("kind", "mobile")]).text();
    assert!(soon.contains("Новый код можно запросить через 60\u{a0}секунд"), "{soon}");
    assert!(cabinet.post("/profile/contacts", &fill).text().contains("Новый код можно запросить"));
    let first = text(&newest(&world, "sms"), "code").to_owned();
    for _ in 0..3 {
        cabinet.post("/profile/contacts/code", &[("kind", "mobile"), ("code", "1")]);
    }
    let spent = cabinet.post("/profile/contacts/code", &[("kind", "mobile"), ("code", &first)]).text();
    assert!(spent.contains("Попытки закончились"), "{spent}");
    world.advance("PT5M");
    assert_eq!(wire.mobile()["isCfmCodeExpired"], true);
    let again = cabinet.post("/profile/contacts/resend", &[("kind", "mobile")]).text();
    assert!(again.contains("Код отправлен"), "{again}");
    let second = text(&newest(&world, "sms"), "code").to_owned();
    assert_eq!(wire.mobile()["isCfmCodeExpired"], false);
    cabinet.post("/profile/contacts/cancel", &[("kind", "mobile")]);
    assert_eq!(wire.mobile()["verifyingValue"], Value::Null);
    let late = call(&world, &alla, "mobile", &json!({ "command": "enter-code", "code": second }));
    assert_eq!(late.status, 409, "{}", late.text());
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"]);
}

#[test]
fn a_contact_of_another_account_is_refused_at_once_and_at_the_code() {
    let world = World::start();
    let (alla, other) = (person(&world, "confirmed"), person(&world, "simplified"));
    let mut cabinet = window(&world, &alla);
    let taken = [("kind", "mobile"), ("value", text(&other, "mobile"))];
    let page = cabinet.post("/profile/contacts", &taken).text();
    assert!(page.contains("уже указан в другой учетной записи"), "{page}");
    // Somebody else registers with it between the code and its answer.
    cabinet.post("/profile/contacts", &[("kind", "mobile"), ("value", "+7(000)7654321")]);
    let code = text(&newest(&world, "sms"), "code").to_owned();
    let rival = json!({ "level": "simplified", "mobile": "+7(000)7654321" });
    world.control("POST", "/people", &rival);
    let page = cabinet.post("/profile/contacts/code", &[("kind", "mobile"), ("code", &code)]).text();
    assert!(page.contains("уже указан в другой учетной записи"), "{page}");
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"]);
    assert_eq!(world.newest()["why"]["reason"], "contact-taken");
}

#[test]
fn control_calls_change_contacts_by_the_same_rules() {
    let world = World::start();
    let alla = person(&world, "confirmed");
    let change = json!({ "command": "change", "value": "new@example.test" });
    let told = call(&world, &alla, "email", &change).json();
    let waiting = told["contacts"].as_array().unwrap().iter().find(|one| one["kind"] == "email").unwrap();
    assert_eq!((&waiting["value"], &waiting["verified"]), (&alla["email"], &json!(true)));
    assert_eq!(waiting["pending"]["value"], "new@example.test");
    for (body, status) in [
        (json!({ "command": "enter-code", "code": "1" }), 409),
        (json!({ "command": "resend" }), 409),
        (json!({ "command": "change", "value": "new@" }), 400),
        (json!({ "command": "change" }), 400),
        (json!({ "command": "hum" }), 400),
        (json!({ "command": "accept" }), 200),
        (json!({ "command": "accept" }), 409),
        (json!({ "command": "change", "value": "new@example.test" }), 409),
    ] {
        let reply = call(&world, &alla, "email", &body);
        assert_eq!(reply.status, status, "{body}: {}", reply.text());
    }
    assert_eq!(seen(&world, &alla)["email"], "new@example.test");
    assert_eq!(call(&world, &alla, "home", &change).status, 400);
    let events = world.get(&format!("/control/v1/people/{}/events", alla["oid"])).json();
    let names: Vec<_> = events["events"].as_array().unwrap().iter().map(|one| one["event"].clone()).collect();
    let last: Vec<_> = names.iter().rev().take(3).rev().cloned().collect();
    assert_eq!(last, ["contact-offered", "contact-attempt-used", "contact-proved"]);
    world.control("POST", &format!("/people/{}/commands", alla["oid"]), &json!({ "command": "block" }));
    let blocked = call(&world, &alla, "email", &json!({ "command": "change", "value": "b@example.test" }));
    assert_eq!(blocked.status, 409, "{}", blocked.text());
}

/// How a registration with this phone goes: 303 when the phone is free, 200 with a page that says no.
fn registers(world: &World, mobile: &Value) -> u16 {
    let mobile = crate::oauth::kit::http::encode(mobile.as_str().unwrap());
    let form = format!("last_name=%D0%90&first_name=%D0%91&mobile={mobile}");
    world.send(Request::post("/registration/").form(&form)).status
}

#[test]
fn a_contact_is_taken_off_but_not_the_last_one() {
    let world = World::start();
    let alla = person(&world, "simplified");
    let mut cabinet = window(&world, &alla);
    assert!(cabinet.open("/profile/").text().contains("/profile/contacts/remove?kind=mobile"));
    let asked = cabinet.open("/profile/contacts/remove?kind=mobile").text();
    assert!(asked.contains("будет удален") && asked.contains(text(&alla, "mobile")), "{asked}");
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"], "looking at the page takes nothing off");
    let page = cabinet.post("/profile/contacts/remove", &[("kind", "mobile")]).text();
    assert!(page.contains("Контакт удален"), "{page}");
    let after = seen(&world, &alla);
    assert_eq!((&after["mobile"], &after["logins"]), (&Value::Null, &json!([alla["email"]])));
    let told = newest(&world, "sms");
    assert_eq!(told["to"], alla["mobile"], "whoever has the phone is told");
    assert!(text(&told, "text").contains("номер телефона удален"), "{told}");

    let page = cabinet.post("/profile/contacts/remove", &[("kind", "mail")]).text();
    assert!(page.contains("Это последний контакт"), "{page}");
    assert_eq!(call(&world, &alla, "email", &json!({ "command": "remove" })).status, 409);
    assert_eq!(call(&world, &alla, "mobile", &json!({ "command": "remove" })).status, 409, "it is gone");
    assert_eq!(seen(&world, &alla)["email"], alla["email"]);

    // A SNILS opens the account too, but no code goes to it, and it is checked anew one day.
    let nina = person(&world, "confirmed");
    assert_eq!(call(&world, &nina, "mobile", &json!({ "command": "remove" })).status, 200);
    assert_eq!(call(&world, &nina, "email", &json!({ "command": "remove" })).status, 409);
    assert_eq!(world.newest()["why"]["facts"]["detail"], "the contact is the last one: add another first");
    assert_eq!(seen(&world, &nina)["logins"], json!([nina["email"], nina["snils"]]));
}

#[test]
fn the_phone_that_codes_of_the_second_factor_go_to_stays() {
    let world = World::start();
    let alla = person(&world, "confirmed");
    let mut cabinet = window(&world, &alla);
    let factor = format!("/people/{}/second-factor", alla["oid"]);
    world.control("PUT", &factor, &json!({ "kind": "sms" }));
    let page = cabinet.post("/profile/contacts/remove", &[("kind", "mobile")]).text();
    assert!(page.contains("приходят коды для входа"), "{page}");
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"]);
    world.control("PUT", &factor, &json!({ "kind": "totp" }));
    assert_eq!(
        call(&world, &alla, "mobile", &json!({ "command": "remove" })).status,
        200,
        "no code goes there"
    );
    // The address may go: the codes go to the phone.
    let nina = person(&world, "confirmed");
    world.control("PUT", &format!("/people/{}/second-factor", nina["oid"]), &json!({ "kind": "sms" }));
    assert_eq!(call(&world, &nina, "email", &json!({ "command": "remove" })).status, 200);
}

#[test]
fn what_a_deleted_account_leaves_is_free_or_not_as_the_realm_says() {
    for (frees, status) in [(true, 303), (false, 200)] {
        let world = World::start();
        world.control(
            "PATCH",
            "/settings",
            &json!({ "deletion": { "frees_contacts": frees, "frees_snils": frees } }),
        );
        let alla = person(&world, "confirmed");
        let delete = json!({ "command": "delete" });
        world.control("POST", &format!("/people/{}/commands", alla["oid"]), &delete);
        assert_eq!(registers(&world, &alla["mobile"]), status, "frees: {frees}");
        let (_, mut newcomer) = super::window::newcomer(&world);
        let state =
            format!("/profile/rs/prns/srch/snils/state?snils={}", text(&alla, "snils").replace(' ', "+"));
        assert_eq!(newcomer.open(&state).json()["code"], if frees { 0 } else { 3 });
    }
}

#[test]
fn a_blocked_account_keeps_its_snils() {
    let world = World::start();
    let alla = person(&world, "confirmed");
    world.control("POST", &format!("/people/{}/commands", alla["oid"]), &json!({ "command": "block" }));
    let (_, mut newcomer) = super::window::newcomer(&world);
    let state = format!("/profile/rs/prns/srch/snils/state?snils={}", text(&alla, "snils").replace(' ', "+"));
    assert_eq!(newcomer.open(&state).json()["code"], 3);
}
