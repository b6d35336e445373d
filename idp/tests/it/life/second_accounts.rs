//! Owns the stories of one person with several accounts: found at a centre, one kept, one deleted (MR В.1).

use serde_json::{Value, json};

use super::desk::{desk, visitor};
use super::window::{Window, newest, person, seen, text};
use crate::actors::Tester;
use crate::oauth::kit::http::encode;
use crate::oauth::kit::world::World;

/// A person as the calls take one, with the data of an account that is there.
fn papers_of(person: &Value) -> Value {
    let mut papers = json!({});
    for name in ["last_name", "first_name", "middle_name", "gender", "birth_date", "birth_place", "snils"] {
        papers[name] = person[name].clone();
    }
    let passport = &person["passport"];
    papers["passport"] = json!({ "series": passport["series"], "number": passport["number"],
        "issued_on": passport["issued_on"], "issuer_code": passport["issuer_code"],
        "issued_by": passport["issued_by"] });
    papers
}

fn shown_of(person: &Value) -> Value {
    json!({ "person": person["oid"], "snils": person["snils"],
        "passport": { "series": person["passport"]["series"], "number": person["passport"]["number"] } })
}

#[test]
fn a_visitor_keeps_the_simplified_account_and_the_confirmed_one_is_deleted() {
    let tester = Tester::start();
    let old = tester.person(json!({ "level": "confirmed" }));
    let used = tester.person(json!({ "level": "simplified" }));
    let search = json!({ "snils": old["snils"], "email": used["email"] });
    let found = tester.call("POST /centres/{id}/searches", &[&1], search).expect(200);
    let accounts = found["accounts"].as_array().unwrap();
    let told: Vec<_> = accounts
        .iter()
        .map(|one| (&one["account"]["oid"], &one["account"]["level"], &one["found_by"]))
        .collect();
    assert_eq!(
        told,
        [
            (&old["oid"], &json!("confirmed"), &json!(["snils"])),
            (&used["oid"], &json!("simplified"), &json!(["email"]))
        ]
    );
    assert!(accounts.iter().all(|one| one["registered_at"].is_string()), "{found}");

    let upgrade = json!({ "person": used["oid"], "papers": papers_of(&old) });
    let path = "POST /centres/{id}/registrations-by-simplified";
    tester.call(path, &[&1], upgrade.clone()).problem(409, "snils");
    tester.call("POST /centres/{id}/deletions", &[&1], shown_of(&old)).expect(200);
    let made = tester.call(path, &[&1], upgrade.clone()).expect(200);
    assert_eq!((&made["oid"], &made["level"]), (&used["oid"], &json!("confirmed")));
    assert_eq!((&made["snils"], &made["confirmed_by"]), (&old["snils"], &json!("centre")));
    assert_eq!(made["email"], used["email"], "the contacts of the account stay");
    assert!(text(&made, "password").starts_with("Vhod-"));
    assert_ne!(made["oid"], old["oid"], "the same SNILS has another oid");
    tester.call(path, &[&1], upgrade).problem(409, "person");
    assert_eq!(tester.get("/people/{oid}", &[&old["oid"]])["status"], "deleted");
    let found =
        tester.call("POST /centres/{id}/searches", &[&1], json!({ "snils": old["snils"] })).expect(200);
    assert_eq!(found["accounts"].as_array().unwrap().len(), 1, "the deleted one is nobody's");
    tester.call("POST /centres/{id}/searches", &[&1], json!({})).problem(400, "snils");
    tester.call("POST /centres/{id}/searches", &[&9999], json!({ "snils": old["snils"] })).problem(404, "id");
}

#[test]
fn a_centre_deletes_only_what_the_papers_belong_to_and_what_has_a_phone() {
    let tester = Tester::start();
    let path = "POST /centres/{id}/deletions";
    let alla = tester.person(json!({ "level": "confirmed" }));
    let mut wrong = shown_of(&alla);
    wrong["passport"]["number"] = json!("999999");
    tester.call(path, &[&1], wrong).problem(409, "person");
    tester.call(path, &[&3], shown_of(&alla)).problem(409, "id");
    let nina = tester.person(json!({ "level": "confirmed" }));
    let contacts = "POST /people/{oid}/contacts/{kind}/commands";
    tester.call(contacts, &[&nina["oid"], &"mobile"], json!({ "command": "remove" })).expect(200);
    tester.call(path, &[&1], shown_of(&nina)).problem(409, "person");
    assert_eq!(tester.get("/people/{oid}", &[&nina["oid"]])["status"], "confirmed");
    assert_eq!(tester.call(path, &[&1], shown_of(&alla)).expect(200)["status"], "deleted");
}

#[test]
fn nobody_is_confirmed_while_another_account_of_the_person_is_checked() {
    let tester = Tester::start();
    tester.call("PATCH /settings", &[], json!({ "registers": { "pension_fund": "silent" } })).expect(200);
    let first = tester.person(json!({ "level": "standard" }));
    let second = tester.person(json!({ "level": "simplified" }));
    let mut application = papers_of(&first);
    let passport = application["passport"].take();
    for (name, value) in passport.as_object().unwrap() {
        application[format!("passport_{name}")] = value.clone();
    }
    application.as_object_mut().unwrap().remove("passport");
    let submit = json!({ "command": "submit", "application": { "snils": first["snils"] } });
    let commands = "POST /people/{oid}/commands";
    let mut whole = submit.clone();
    whole["application"] = json!({ "last_name": first["last_name"], "first_name": first["first_name"],
        "gender": first["gender"], "birth_date": first["birth_date"], "birth_place": first["birth_place"],
        "citizenship": "RUS", "snils": first["snils"], "passport": first["passport"] });
    // The form warns of a SNILS in use; a tester knows of it.
    let sent = tester.call(commands, &[&second["oid"]], whole);
    if sent.status != 200 {
        panic!("{sent:?}");
    }
    let shown = json!({ "person": first["oid"], "passport": shown_of(&first)["passport"] });
    let confirm = "POST /centres/{id}/confirmations";
    tester.call(confirm, &[&1], shown.clone()).problem(409, "person");
    tester.call(commands, &[&second["oid"]], json!({ "command": "cancel-check" })).expect(200);
    let after = tester.get("/people/{oid}", &[&second["oid"]]);
    assert_eq!(after["status"], "simplified");
    tester.call(commands, &[&second["oid"]], json!({ "command": "cancel-check" })).problem(409, "command");
    assert_eq!(tester.call(confirm, &[&1], shown).expect(200)["level"], "confirmed");
}

#[test]
fn whom_a_letter_confirmed_a_centre_confirms_again() {
    let world = World::start();
    let alla = person(&world, "standard");
    let commands = format!("/people/{}/commands", alla["oid"]);
    world.control("POST", &commands, &json!({ "command": "order-letter", "address": "г. Примерск" }));
    world.advance("P15D");
    let letter = newest(&world, "letter");
    let typed = json!({ "command": "enter-letter-code", "code": letter["code"] });
    assert_eq!(world.control("POST", &commands, &typed)["confirmed_by"], "letter");
    let mut window = desk(&world, 1);
    let snils = text(&alla, "snils").replace(' ', "+");
    let page = window.open(&format!("/operator/?centre=1&snils={snils}")).text();
    assert!(page.contains("Личность подтверждена письмом"), "{page}");
    let (oid, passport) = (alla["oid"].to_string(), &alla["passport"]);
    let fields = [
        ("centre", "1"),
        ("oid", oid.as_str()),
        ("passport_series", text(passport, "series")),
        ("passport_number", text(passport, "number")),
    ];
    assert!(window.post("/operator/confirm", &fields).text().contains("Личность подтверждена."));
    assert_eq!(seen(&world, &alla)["confirmed_by"], "centre");
    let page = window.post("/operator/confirm", &fields).text();
    assert!(page.contains("уже подтверждена"), "once more is too much: {page}");
}

#[test]
fn the_operator_is_shown_every_account_and_goes_on_with_the_one_that_is_chosen() {
    let world = World::start();
    let (old, used) = (person(&world, "confirmed"), person(&world, "simplified"));
    let mut window = desk(&world, 1);
    let search = format!(
        "/operator/?centre=1&snils={}&mobile={}",
        encode(text(&old, "snils")),
        encode(text(&used, "mobile"))
    );
    let page = window.open(&search).text();
    assert!(page.contains("Найдено несколько учетных записей"), "{page}");
    for account in [&old, &used] {
        assert!(page.contains(&format!("Выбрать учетную запись {}", account["oid"])), "{page}");
    }
    let nobody = window.open("/operator/?centre=1&email=nobody@example.test").text();
    assert!(nobody.contains("Учетной записи с такими данными нет"), "{nobody}");
    let chosen = window.open(&format!("/operator/?centre=1&oid={}", used["oid"])).text();
    assert!(chosen.contains("Сделать эту учетную запись подтвержденной"), "{chosen}");

    let (oid, number) = (used["oid"].to_string(), old["oid"].to_string());
    assert!(
        window
            .open(&format!("/operator/delete?centre=1&oid={number}"))
            .text()
            .contains("нельзя будет вернуть")
    );
    let passport = &old["passport"];
    let fields = [
        ("centre", "1"),
        ("oid", number.as_str()),
        ("snils", text(&old, "snils")),
        ("passport_series", text(passport, "series")),
        ("passport_number", text(passport, "number")),
    ];
    assert!(window.post("/operator/delete", &fields).text().contains("Учетная запись удалена"));
    let open = format!("/operator/upgrade?centre=1&oid={oid}");
    assert!(window.open(&open).text().contains("Подтверждение упрощенной учетной записи"));
    let page = window.post("/operator/upgrade", &visitor(&[("oid", &oid), ("mobile", "")])).text();
    assert!(page.contains("Учетная запись подтверждена"), "{page}");
    let after = seen(&world, &used);
    assert_eq!((&after["oid"], &after["level"]), (&used["oid"], &json!("confirmed")));
    let text = text(&newest(&world, "sms"), "text").to_owned();
    assert!(text.contains("Пароль для входа"), "{text}");
}

#[test]
fn a_citizen_takes_back_the_data_under_check() {
    let world = World::start();
    world.control("PATCH", "/settings", &json!({ "registers": { "interior_ministry": "silent" } }));
    let (alla, mut cabinet) = super::window::newcomer(&world);
    cabinet.post("/profile/edit", &super::window::FORM);
    assert_eq!(seen(&world, &alla)["status"], "checking");
    let page: String = cabinet.open("/profile/").text();
    assert!(page.contains("Отменить проверку"), "{page}");
    let page = cabinet.post("/profile/check/cancel", &[]).text();
    assert!(!page.contains("Идет проверка"), "{page}");
    assert_eq!(seen(&world, &alla)["status"], "simplified");
    let again = cabinet.post("/profile/check/cancel", &[]).text();
    assert!(!again.contains("Отменить проверку"), "{again}");
    let _: Window<'_> = cabinet;
}
