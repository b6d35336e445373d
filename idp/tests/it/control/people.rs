//! People are made at any level, found, changed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn a_person_is_made_at_every_level_with_everything_that_belongs_to_it() {
    let tester = Tester::start();
    for level in ["simplified", "standard", "confirmed"] {
        let person = tester.person(json!({"level": level}));
        assert_eq!((&person["status"], &person["level"]), (&json!(level), &json!(level)));
        assert!(person["password"].is_string());
        let shown = tester.get("/people/{oid}", &[&person["oid"]]);
        assert!(shown["password"].is_null(), "a password is told once only");
        let logins = person["logins"].as_array().unwrap();
        let has_snils = logins.iter().any(|login| *login == person["snils"] && login.is_string());
        assert_eq!(has_snils, level != "simplified", "{person}");
        assert_eq!(person["passport"].is_object(), level != "simplified", "{person}");
    }
    assert_eq!(tester.person(Value::Null)["level"], "confirmed");
}

#[test]
fn a_wish_is_kept_and_the_rest_fits_it() {
    let tester = Tester::start();
    let wish = json!({"level": "confirmed", "last_name": "Невымышленная", "gender": "F", "middle_name": "",
        "birth_date": "29.02.1980", "snils": "000-000-600 77", "mobile": "+7(000)1234567",
        "email": "own@example.test", "password": "x", "passport": {"series": "0102", "number": "345678"}});
    let person = tester.person(wish.clone());
    for field in ["last_name", "gender", "birth_date", "snils", "mobile", "email", "password"] {
        assert_eq!(person[field], wish[field], "{field}");
    }
    assert_eq!(person["middle_name"], Value::Null);
    assert_eq!(person["passport"]["number"], "345678");
    assert_eq!(tester.get("/people?snils=000-000-600%2077", &[])["people"][0]["oid"], person["oid"]);
    assert_eq!(tester.get("/people?login=own@example.test", &[])["people"][0]["oid"], person["oid"]);
}

#[test]
fn many_people_are_made_at_once_and_none_is_like_another() {
    let tester = Tester::start();
    let made = tester.person(json!({"level": "standard", "count": 50}));
    let (first, last) = (made["first"]["oid"].as_u64().unwrap(), made["last"]["oid"].as_u64().unwrap());
    assert_eq!((&made["count"], last - first), (&json!(50), 49));
    let listed = tester.get("/people?limit=1000", &[]);
    let people = listed["people"].as_array().unwrap();
    for field in ["oid", "snils", "mobile", "email"] {
        let values: Vec<_> =
            people.iter().map(|one| one[field].to_string()).filter(|v| v != "null").collect();
        assert_eq!(values.iter().collect::<BTreeSet<_>>().len(), values.len(), "{field}");
    }
    assert_eq!(tester.get("/people?limit=7", &[])["people"].as_array().unwrap().len(), 7);
    let before = people.len();
    let wish = json!({"email": "one@example.test", "count": 2});
    tester.call("POST /people", &[], wish).problem(400, "email");
    let after = tester.get("/people?limit=1000", &[]);
    assert_eq!(after["people"].as_array().unwrap().len(), before, "all are made or none");
}

#[test]
fn a_person_that_cannot_be_is_refused_by_its_field() {
    let tester = Tester::start();
    let taken = tester.person(json!({"level": "standard"}));
    for (field, wish) in [
        ("level", json!({"level": "gold"})),
        ("gender", json!({"gender": "X"})),
        ("birth_date", json!({"birth_date": "30.02.1980"})),
        ("birth_date", json!({"birth_date": "01.01.2150"})),
        ("snils", json!({"snils": "123-456-789 00"})),
        ("inn", json!({"inn": "123"})),
        ("mobile", json!({"mobile": "12"})),
        ("email", json!({"email": "nobody"})),
        ("citizenship", json!({"citizenship": "Russia"})),
        ("last_name", json!({"last_name": ""})),
        ("count", json!({"count": 0})),
        ("count", json!({"count": 4_000_000_000_u32})),
        ("passport.number", json!({"passport": {"series": "12", "number": "1"}})),
        ("passport.series", json!({"passport": {"number": "123456"}})),
        ("nickname", json!({"nickname": "Vanya"})),
        ("snils", json!({"snils": taken["snils"]})),
        ("mobile", json!({"mobile": taken["mobile"]})),
    ] {
        tester.call("POST /people", &[], wish).problem(400, field);
    }
}

#[test]
fn a_person_is_changed_by_the_testers_word() {
    let tester = Tester::start();
    let person = tester.person(json!({"level": "confirmed"}));
    let oid = &person["oid"];
    let change = |wish: Value| tester.call("PATCH /people/{oid}", &[oid], wish);
    let changed = change(json!({"last_name": "Новая", "middle_name": "", "mobile": "+7(000)7654321"}));
    let changed = changed.expect(200);
    assert_eq!(changed["last_name"], "Новая");
    assert_eq!((&changed["middle_name"], &changed["mobile"]), (&Value::Null, &json!("+7(000)7654321")));
    for field in ["first_name", "snils", "email", "birth_date", "passport", "status"] {
        assert_eq!(changed[field], person[field], "{field} stays");
    }
    assert!(changed["logins"].as_array().unwrap().contains(&json!("+7(000)7654321")));
    let other = tester.person(json!({"level": "confirmed"}));
    change(json!({"snils": other["snils"]})).problem(400, "snils");
    change(json!({"email": other["email"]})).problem(400, "email");
    change(json!({"email": "nobody"})).problem(400, "email");
    change(json!({"status": "deleted"})).problem(400, "status");
    assert_eq!(tester.get("/people/{oid}", &[oid]), changed, "a refused change changes nothing");
    tester.call("PATCH /people/{oid}", &[&999_999], json!({})).problem(404, "oid");
    tester.call("GET /people/{oid}", &[&999_999], json!(null)).problem(404, "oid");
    tester.call("GET /people/{oid}/events", &[&999_999], json!(null)).problem(404, "oid");
}
