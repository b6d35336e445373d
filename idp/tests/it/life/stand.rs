//! Owns the walk of a public account generator of the test stand: nine steps, from a phone to a confirmed account.

use serde_json::{Value, json};

use super::window::Window;
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::World;

const PHONE: &str = "+7(900)1234567";
const PASSWORD: &str = "Parol-2024!";
const SNILS: &str = "112-233-445 95";

/// What stands behind a prefix in the newest line of a log.
fn after(log: &str, prefix: &str) -> String {
    let line = log.lines().find(|line| line.contains(prefix)).unwrap_or_else(|| panic!("{prefix} in {log}"));
    let (_, rest) = line.split_once(prefix).unwrap();
    rest.chars().take_while(char::is_ascii_digit).collect()
}

fn registered(window: &mut Window<'_>) {
    let body = json!({ "lastName": "Снегирева", "firstName": "Алена", "phone": PHONE });
    assert_eq!(window.json("/registration_api/registration/v1/user-data", &body).status, 200);
    let log = window.open("/logs/sms/").text();
    assert!(log.contains(&format!("to number {PHONE}")), "{log}");
    let code = after(&log, "Код: ");
    let wrong = window.json("/registration_api/activation/phone/verify-code", &json!({ "code": "0" }));
    assert_eq!((wrong.status, &wrong.json()["code"]), (400, &json!("SIM-CODE")));
    let right = window.json("/registration_api/activation/phone/verify-code", &json!({ "code": code }));
    assert_eq!(right.status, 200);
    let weak = window.json("/registration_api/complete", &json!({ "password": "1" }));
    assert_eq!((weak.status, &weak.json()["code"]), (400, &json!("SIM-PASSWORD")));
    assert_eq!(window.json("/registration_api/complete", &json!({ "password": PASSWORD })).status, 200);
}

fn sign_in(window: &mut Window<'_>) {
    window.open("/profile/login/");
    window.post("/login", &[("login", "+79001234567"), ("password", PASSWORD)]);
    assert!(window.cookie("oid").is_some(), "the cabinet names the person");
}

fn person() -> Value {
    json!({ "lastName": "Снегирева", "firstName": "Алена", "middleName": "Игоревна", "gender": "F",
        "birthDate": "03.07.1983", "birthPlace": "г. Примерск", "citizenship": "RUS", "snils": SNILS,
        "documents": { "elements": [{ "type": "RF_PASSPORT", "series": "0019", "number": "000777",
            "issueDate": "01.09.2003", "issueId": "000019", "issuedBy": "Отделением г. Примерска" }] } })
}

fn address() -> Value {
    json!({ "type": "PLV", "countryId": "RUS", "zipCode": "000106",
        "fiasCode": "00000000-0000-4000-8000-000000000001", "region": "Примерск", "district": "Центральный",
        "settlement": "Примерск", "house": "10", "flat": "97", "addressStr": "г. Примерск, ул. Тестовая" })
}

#[test]
fn the_nine_steps_of_a_generator_end_in_a_confirmed_account() {
    let world = World::start();
    let mut window = Window::new(&world);
    assert_eq!(window.json("/profile/rs/prns/up", &person()).status, 401, "nobody has signed in");
    registered(&mut window);
    sign_in(&mut window);
    assert_eq!(window.json("/profile/rs/prns/up", &person()).status, 200);
    let early = window.json("/profile/rs/prns/usrcfm/addr", &address());
    assert_eq!(early.status, 500, "the check runs: {}", early.text());
    world.advance("PT3S");
    assert_eq!(window.json("/profile/rs/prns/usrcfm/addr", &address()).status, 200);
    let log = window.open("/logs/postcodes/").text();
    let code = after(&log, &format!("Post code ({SNILS}) : "));
    let wrong = window.send(Request::post("/profile/rs/prns/usrcfm/by-post?cfmPostCode=1"));
    assert_eq!(wrong.status, 400);
    let done = window.send(Request::post(&format!("/profile/rs/prns/usrcfm/by-post?cfmPostCode={code}")));
    assert_eq!((done.status, &done.json()["trusted"]), (200, &json!(true)), "{}", done.text());
    assert_eq!(done.json()["regCtxCfmSte"], "PT");
}

#[test]
fn a_taken_phone_a_lost_cookie_and_a_broken_body_are_told() {
    let world = World::start();
    let mut window = Window::new(&world);
    registered(&mut window);
    let body = json!({ "last_name": "Снегирева", "first_name": "Алена", "phone": PHONE });
    let taken = window.json("/registration_api/registration/v1/user-data", &body);
    assert_eq!((taken.status, &taken.json()["code"]), (409, &json!("ESIA-039812")));
    let lost = Window::new(&world).json("/registration_api/complete", &json!({ "password": PASSWORD }));
    assert_eq!((lost.status, &lost.json()["code"]), (400, &json!("SIM-NO-REGISTRATION")));
    let broken = window.send(Request::post("/registration_api/complete").body("application/json", "{"));
    assert_eq!(broken.status, 400);
    let empty = window.json("/registration_api/registration/v1/user-data", &json!({}));
    assert_eq!((empty.status, &empty.json()["code"]), (400, &json!("SIM-FIELD")));
}
