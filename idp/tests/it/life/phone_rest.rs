//! Owns the tests of phones that another account has or had (MR table 73, rows 89, 90): thirty days, then they are free.

use serde_json::{Value, json};

use super::window::{Window, newest, person, seen, text};
use crate::oauth::kit::http::{Reply, Request, encode};
use crate::oauth::kit::world::World;

/// A command on a contact, whatever it answers.
fn call(world: &World, person: &Value, kind: &str, body: &Value) -> Reply {
    let target = format!("/control/v1/people/{}/contacts/{kind}/commands", person["oid"]);
    world.send(Request::post(&target).json(body))
}

/// A registration with a phone or an address: its form's answer.
fn begin(world: &World, name: &str, contact: &str) -> Reply {
    let form = format!("last_name=%D0%90&first_name=%D0%91&{name}={}", encode(contact));
    world.send(Request::post("/registration/").form(&form))
}

/// How a registration with this phone goes: 303 when the phone is free, 200 with a page that says no.
fn registers(world: &World, mobile: &Value) -> u16 {
    begin(world, "mobile", mobile.as_str().unwrap()).status
}

#[test]
fn a_phone_that_was_taken_off_or_changed_rests_from_its_proof_on() {
    let world = World::start();
    let (alla, nina) = (person(&world, "confirmed"), person(&world, "confirmed"));
    world.advance("P9D");
    assert_eq!(call(&world, &alla, "mobile", &json!({ "command": "remove" })).status, 200);
    let change = json!({ "command": "change", "value": "+7(000)7654321" });
    assert_eq!(call(&world, &nina, "mobile", &change).status, 200);
    assert_eq!(call(&world, &nina, "mobile", &json!({ "command": "accept" })).status, 200);
    for former in [&alla, &nina] {
        let page = begin(&world, "mobile", text(former, "mobile"));
        assert_eq!(page.status, 200, "it rests");
        assert!(page.text().contains("зарегистрироваться с этим номером можно будет с"), "{}", page.text());
    }
    let why = world.newest()["why"].clone();
    assert_eq!(why["reason"], "contact-taken");
    assert!(why["facts"]["detail"].as_str().unwrap().starts_with("ESIA-039812"), "{why}");
    // Whoever took it off has it back at once.
    let back = json!({ "command": "change", "value": alla["mobile"] });
    assert_eq!(call(&world, &alla, "mobile", &back).status, 200);
    assert_eq!(call(&world, &alla, "mobile", &json!({ "command": "cancel" })).status, 200);
    world.advance("P20D");
    assert_eq!(registers(&world, &alla["mobile"]), 200, "the twenty-ninth day");
    world.advance("P1D");
    for former in [&alla, &nina] {
        assert_eq!(registers(&world, &former["mobile"]), 303, "it is free");
    }
    // The new phone was proved nine days later.
    assert_eq!(registers(&world, &json!("+7(000)7654321")), 200);
}

#[test]
fn an_address_does_not_rest_and_is_not_taken_over() {
    let world = World::start();
    let (alla, nina) = (person(&world, "simplified"), person(&world, "simplified"));
    assert_eq!(call(&world, &alla, "email", &json!({ "command": "remove" })).status, 200);
    assert_eq!(begin(&world, "email", text(&alla, "email")).status, 303);
    world.advance("P60D");
    assert_eq!(begin(&world, "email", text(&nina, "email")).status, 200, "it is proved elsewhere");
}

#[test]
fn after_thirty_days_another_registers_with_the_phone_and_the_former_owner_loses_it() {
    let world = World::start();
    let alla = person(&world, "confirmed");
    let factor = format!("/people/{}/second-factor", alla["oid"]);
    world.control("PUT", &factor, &json!({ "kind": "sms" }));
    assert_eq!(registers(&world, &alla["mobile"]), 200);
    world.advance("P30D");
    let mut stranger = Window::new(&world);
    let fields = [("last_name", "Снегирева"), ("first_name", "Алена"), ("mobile", text(&alla, "mobile"))];
    let reply = stranger.send(
        Request::post("/registration/")
            .form(&fields.map(|(name, value)| format!("{name}={}", encode(value))).join("&")),
    );
    assert_eq!(reply.status, 303);
    let place = reply.header("location").unwrap().to_owned();
    let id = place.split_once("registration=").unwrap().1.to_owned();
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"], "a code that was sent takes nothing");
    let code = newest(&world, "sms")["code"].as_str().unwrap().to_owned();
    stranger.post("/registration/code", &[("registration", &id), ("code", &code)]);
    let chosen = [("registration", &*id), ("password", "Osen-2024!"), ("password_again", "Osen-2024!")];
    let page = stranger.post("/registration/password", &chosen).text();

    let after = seen(&world, &alla);
    assert_eq!(after["mobile"], Value::Null, "{page}");
    assert_eq!(after["logins"], json!([alla["email"], alla["snils"]]));
    let told = newest(&world, "mail");
    assert_eq!(told["to"], alla["email"]);
    assert!(text(&told, "text").contains("подтвержден в другой учетной записи"), "{told}");
    let found = world.get(&format!("/control/v1/people?login={}", encode(text(&alla, "mobile")))).json();
    assert_ne!(found["people"][0]["oid"], alla["oid"]);
    assert_eq!(found["people"][0]["last_name"], "Снегирева");
    // The second factor went to the phone: nobody else gets the codes, and the owner is not locked out.
    Window::signed_in(&world, text(&alla, "email"), text(&alla, "password"));
    let events = world.get(&format!("/control/v1/people/{}/events", alla["oid"])).json();
    assert_eq!(events["events"].as_array().unwrap().last().unwrap()["event"], "contact-lost");
    // For the new owner the thirty days begin.
    assert_eq!(registers(&world, &alla["mobile"]), 200);
}

#[test]
fn a_realm_may_keep_a_phone_for_good_or_not_at_all() {
    let world = World::start();
    let alla = person(&world, "simplified");
    world.control("PATCH", "/settings", &json!({ "contacts": { "phone_takeover": false } }));
    world.advance("P31D");
    assert_eq!(registers(&world, &alla["mobile"]), 200);
    let why = world.newest()["why"].clone();
    assert_eq!(why["facts"]["detail"], "the contact belongs to another account");
    world.control(
        "PATCH",
        "/settings",
        &json!({ "contacts": { "phone_takeover": true, "phone_rest_days": 0 } }),
    );
    assert_eq!(registers(&world, &alla["mobile"]), 303);
    let old =
        world.send(Request::new("PATCH", "/control/v1/settings").json(&json!({ "contact_rest_ms": 1 })));
    assert_eq!(old.status, 400);
    assert!(old.text().contains("contacts.phone_rest_days"), "{}", old.text());
}

#[test]
fn another_persons_phone_is_proved_in_the_cabinet_once_it_has_rested() {
    let world = World::start();
    let (alla, nina) = (person(&world, "simplified"), person(&world, "confirmed"));
    let change = json!({ "command": "change", "value": alla["mobile"] });
    let refused = call(&world, &nina, "mobile", &change);
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("ESIA-039812"), "{}", refused.text());
    world.advance("P30D");
    assert_eq!(call(&world, &nina, "mobile", &change).status, 200);
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"], "it waits for its code");
    assert_eq!(call(&world, &nina, "mobile", &json!({ "command": "accept" })).status, 200);
    assert_eq!(seen(&world, &nina)["mobile"], alla["mobile"]);
    assert_eq!(seen(&world, &alla)["mobile"], Value::Null);
}

#[test]
fn a_registration_that_the_registers_refuse_takes_no_phone() {
    let world = World::start();
    let alla = person(&world, "simplified");
    world.advance("P30D");
    let visitor = json!({ "last_name": "Снегирева", "first_name": "Алена", "gender": "F",
        "birth_date": "03.07.1983", "birth_place": "г. Примерск", "snils": "112-233-445 95",
        "passport": { "series": "0019", "number": "000777", "issued_on": "01.09.2003",
            "issuer_code": "000-019", "issued_by": "Отделением г. Примерска" },
        "mobile": alla["mobile"] });
    let register = || world.send(Request::post("/control/v1/centres/1/registrations").json(&visitor));
    world.control("PATCH", "/settings", &json!({ "registers": { "pension_fund": "refuse" } }));
    assert_eq!(register().status, 409);
    assert_eq!(seen(&world, &alla)["mobile"], alla["mobile"]);
    world.control("PATCH", "/settings", &json!({ "registers": { "pension_fund": "agree" } }));
    assert_eq!(register().status, 201);
    assert_eq!(seen(&world, &alla)["mobile"], Value::Null);
}
