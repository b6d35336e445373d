//! Owns the stories `account.profile.fill` and `account.check.*`: what the registers say, field by field.

use serde_json::{Value, json};

use super::window::{FORM, Window, form_with, newcomer, newest, person, seen, text};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::World;

const PENSION: &str = "/registers/pension-fund/112-233-445%2095";
const PASSPORT: &str = "/registers/interior-ministry/0019000777";

fn pension_record() -> Value {
    json!({ "last_name": "Снегирева", "first_name": "Алена", "middle_name": "Игоревна",
        "birth_date": "03.07.1983", "gender": "F" })
}

#[test]
fn people_the_registers_do_not_know_pass_and_are_told() {
    let world = World::start();
    let (person, mut window) = newcomer(&world);
    let page = window.post("/profile/edit", &FORM).text();
    assert!(page.contains("Выполняется автоматическая проверка введенных данных"), "{page}");
    assert_eq!(seen(&world, &person)["status"], "checking");
    world.advance("PT3S");
    assert!(window.open("/profile/").text().contains("Идентифицирован"));
    assert!(text(&newest(&world, "sms"), "text").contains("завершена успешно"));
}

/// A record that is put, and the field of the form that the page then names.
fn table() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let pension = |name: &str, value: Value| {
        let mut record = pension_record();
        record[name] = value;
        record
    };
    let standing = |standing: &str| json!({ "standing": standing });
    vec![
        (PENSION, pension("first_name", json!("Анна")), "last_name", "записан на другое имя"),
        (PENSION, pension("birth_date", json!("04.07.1983")), "birth_date", "другая дата рождения"),
        (PENSION, pension("gender", json!("M")), "gender", "указан другой пол"),
        (PASSPORT, standing("unknown"), "passport_number", "МВД не нашло документ"),
        (PASSPORT, standing("replaced"), "passport_number", "Паспорт заменен"),
        (PASSPORT, standing("invalid"), "passport_number", "документ недействителен"),
        (PASSPORT, standing("holder-unknown"), "snils", "МВД не нашло человека"),
    ]
}

#[test]
fn each_refusal_names_its_field_and_correction_passes() {
    for (register, record, field, told) in table() {
        let world = World::start();
        world.control("PUT", PENSION, &pension_record());
        let mended = world.control("PUT", register, &record);
        assert!(mended.is_object());
        let (person, mut window) = newcomer(&world);
        window.post("/profile/edit", &FORM);
        world.advance("PT3S");
        let page = window.open("/profile/").text();
        assert!(page.contains("Проверка не пройдена") && page.contains(told), "{told}: {page}");
        assert!(page.contains(&format!("data-field=\"{field}\"")), "{field}: {page}");
        assert!(text(&newest(&world, "sms"), "text").contains("Исправьте данные"));
        // The register is corrected, the form sent again.
        world.control("PUT", PENSION, &pension_record());
        world.control("PUT", PASSPORT, &json!({ "standing": "valid" }));
        window.post("/profile/edit", &FORM);
        world.advance("PT3S");
        assert_eq!(seen(&world, &person)["status"], "standard");
    }
}

#[test]
fn a_refused_document_says_so_in_the_data_api() {
    let world = World::start();
    let (_, mut window) = newcomer(&world);
    world.control("PUT", PASSPORT, &json!({ "standing": "invalid" }));
    window.post("/profile/edit", &FORM);
    world.advance("PT3S");
    let front = window.open("/profile/rs/prns").json();
    assert_eq!((&front["regCtxCfmSte"], &front["level"]), (&json!("PVF"), &json!(1)));
}

#[test]
fn a_register_that_never_answers_leaves_the_check_running() {
    for record in [(PENSION, pension_record()), (PASSPORT, json!({ "standing": "silent" }))] {
        let (register, mut record) = record;
        if register == PENSION {
            record["silent"] = json!(true);
        }
        let world = World::start();
        world.control("PUT", register, &record);
        let (person, mut window) = newcomer(&world);
        window.post("/profile/edit", &FORM);
        world.advance("P30D");
        assert_eq!(seen(&world, &person)["status"], "checking");
        // The session is long over: the person signs in again.
        let mut window = Window::signed_in(&world, text(&person, "mobile"), text(&person, "password"));
        let front = window.open("/profile/rs/prns").json();
        assert_eq!(front["psoStu"]["snilsVrfStatus"]["verifyingValue"], "112-233-445 95");
        assert_eq!(front["verifying"], true);
    }
}

#[test]
fn records_are_listed_and_removed() {
    let world = World::start();
    world.control("PUT", PENSION, &pension_record());
    world.control(
        "PUT",
        "/registers/interior-ministry/AN-123456",
        &json!({ "type": "FID_DOC", "standing": "valid" }),
    );
    let listed = world.get("/control/v1/registers/pension-fund").json();
    assert_eq!(listed["records"][0]["snils"], "112-233-445 95");
    let listed = world.get("/control/v1/registers/interior-ministry").json();
    assert_eq!(listed["records"][0]["document"], "FID_DOC AN 123456");
    for (address, status) in [
        ("/registers/interior-ministry/AN-123456?type=FID_DOC", 204),
        ("/registers/interior-ministry/AN-123456?type=FID_DOC", 404),
        ("/registers/pension-fund/11223344595", 204),
        ("/registers/pension-fund/1", 400),
    ] {
        let reply = world.send(Request::new("DELETE", &format!("/control/v1{address}")));
        assert_eq!(reply.status, status, "{address}: {}", reply.text());
    }
    let wrong = world
        .send(Request::new("PUT", &format!("/control/v1{PASSPORT}")).json(&json!({ "standing": "lost" })));
    assert_eq!((wrong.status, &wrong.json()["field"]), (400, &json!("standing")));
}

#[test]
fn a_foreigner_needs_no_snils_where_the_realm_allows_it() {
    let world = World::start();
    let (person, mut window) = newcomer(&world);
    let form = form_with(&[
        ("citizenship", "KAZ"),
        ("snils", ""),
        ("middle_name", ""),
        ("passport_series", ""),
        ("passport_number", "N01234567"),
        ("passport_issuer_code", ""),
        ("passport_issued_by", ""),
    ]);
    window.post("/profile/edit", &form);
    world.advance("PT3S");
    let after = seen(&world, &person);
    assert_eq!((&after["status"], &after["passport"]["type"]), (&json!("standard"), &json!("FID_DOC")));
    assert_eq!(after["snils"], Value::Null);
}

#[test]
fn a_citizen_of_russia_needs_a_snils_and_a_document_that_fits() {
    let world = World::start();
    let (_, mut window) = newcomer(&world);
    let page =
        window.post("/profile/edit", &form_with(&[("snils", ""), ("document_type", "FID_DOC")])).text();
    assert!(page.contains("Заполните поле") && page.contains("Выберите документ"), "{page}");
}

#[test]
fn a_snils_in_use_is_warned_of_or_refused() {
    let world = World::start();
    let (_, mut window) = newcomer(&world);
    let state = |window: &mut Window<'_>| {
        window.open("/profile/rs/prns/srch/snils/state?snils=112-233-445+95").json()["code"].clone()
    };
    assert_eq!(state(&mut window), 0);
    // Somebody who has not been confirmed has it: a warning, and one may go on.
    let other = world.control("POST", "/people", &json!({ "level": "simplified" }));
    world.control("PATCH", &format!("/people/{}", other["oid"]), &json!({ "snils": "112-233-445 95" }));
    assert_eq!(state(&mut window), 2);
    let page = window.post("/profile/edit", &FORM).text();
    assert!(page.contains("сохраните данные еще раз") && page.contains("snils_warned"), "{page}");
    let page = window.post("/profile/edit", &form_with(&[("snils_warned", "true")])).text();
    assert!(page.contains("Выполняется автоматическая проверка"), "{page}");
    assert_eq!(state(&mut window), 2);
    world.advance("PT3S");
    // A confirmed account has it: stop.
    let (_, mut window) = newcomer(&world);
    let confirmed = person(&world, "confirmed");
    let page = window.post("/profile/edit", &form_with(&[("snils", text(&confirmed, "snils"))])).text();
    assert!(page.contains("СНИЛС уже используется"), "{page}");
}
