//! Owns tests of how people of populations are found, by everything that others are found by, and are nobody twice.

use serde_json::{Value, json};

use super::{MILLION, declared, encoded, oid, person, searched, touched};
use crate::actors::Tester;

#[test]
fn person_number_777_777_is_the_same_at_each_touch_and_found_by_every_identifier() {
    let tester = Tester::start();
    let population = declared(&tester, MILLION, &json!({}));
    assert_eq!(
        population["last_oid"].as_u64().unwrap() - population["first_oid"].as_u64().unwrap(),
        MILLION - 1
    );
    let one = person(&tester, oid(&population, 777_777));
    assert_eq!(person(&tester, oid(&population, 777_777)), one);
    assert_eq!(one["logins"].as_array().unwrap().len(), 3, "{one}");
    for login in one["logins"].as_array().unwrap() {
        assert_eq!(
            searched(&tester, &format!("login={}", encoded(login))),
            std::slice::from_ref(&one),
            "{login}"
        );
    }
    assert_eq!(searched(&tester, &format!("snils={}", encoded(&one["snils"]))), std::slice::from_ref(&one));
    let name = format!("{} {}", one["last_name"].as_str().unwrap(), one["first_name"].as_str().unwrap());
    let before = oid(&population, 777_776);
    let named = searched(&tester, &format!("name={}&after={before}&limit=5", encoded(&json!(name))));
    assert_eq!(named.first(), Some(&one), "{name}");
    assert!(
        named.iter().all(|other| other["last_name"]
            .as_str()
            .unwrap()
            .starts_with(one["last_name"].as_str().unwrap()))
    );
    let events = tester.get("/people/{oid}/events", &[&one["oid"]]);
    assert_eq!(events["events"][0]["event"], "registered", "{events}");
    assert_eq!(events["events"].as_array().unwrap().len(), 4, "{events}");
    let guarded = tester.get("/people/{oid}/credentials", &[&one["oid"]]);
    assert_eq!(guarded["has_password"], true, "{guarded}");
    assert_eq!(touched(&tester), [0], "reading makes nobody");
    tester.call("GET /people/{oid}", &[&oid(&population, MILLION + 1)], Value::Null).problem(404, "oid");
}

#[test]
fn writing_makes_the_person_who_was_read_and_nobody_else() {
    let tester = Tester::start();
    let population = declared(&tester, 1_000, &json!({"level": "standard"}));
    let before = person(&tester, oid(&population, 7));
    let changed = tester
        .call("PATCH /people/{oid}", &[&before["oid"]], json!({"email": "own@example.test"}))
        .expect(200);
    assert_eq!((&changed["snils"], &changed["mobile"]), (&before["snils"], &before["mobile"]));
    assert_eq!(searched(&tester, "login=own@example.test"), std::slice::from_ref(&changed));
    assert_eq!(searched(&tester, &format!("login={}", encoded(&before["email"]))), [] as [Value; 0]);
    assert_eq!(
        searched(&tester, &format!("login={}", encoded(&before["mobile"]))),
        std::slice::from_ref(&changed)
    );
    let events = tester.get("/people/{oid}/events", &[&before["oid"]])["events"].clone();
    assert_eq!(events[0]["event"], "registered", "the history begins at the registration: {events}");
    let guarded = tester.get("/people/{oid}/credentials", &[&before["oid"]]);
    assert_eq!(guarded["has_password"], true, "{guarded}");
    let confirmed = json!({"command": "confirm"});
    let ninth = oid(&population, 9);
    tester.call("POST /people/{oid}/commands", &[&ninth], confirmed).expect(200);
    assert_eq!(person(&tester, ninth)["level"], "confirmed");
    assert_eq!(touched(&tester), [2]);
}

#[test]
fn nobody_else_is_given_what_a_person_of_a_population_has() {
    let tester = Tester::start();
    let population = declared(&tester, 1_000, &json!({}));
    let taken = person(&tester, oid(&population, 500));
    for field in ["mobile", "email", "snils"] {
        let told = tester.call("POST /people", &[], json!({(field): taken[field]})).problem(400, field);
        assert!(told["detail"].as_str().unwrap().contains("no other account"), "{told}");
    }
    let other = tester.person(json!({}));
    let wish = json!({"mobile": taken["mobile"]});
    tester.call("PATCH /people/{oid}", &[&other["oid"]], wish).problem(400, "mobile");
    // A registration finds the holder of the phone, as it finds anybody.
    let fields =
        [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", taken["mobile"].as_str().unwrap())];
    let told_of = |tester: &Tester| tester.submit("/registration/", &fields);
    let made = tester.person(json!({}));
    let of_made =
        [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", made["mobile"].as_str().unwrap())];
    let (of_population, of_person) = (told_of(&tester), tester.submit("/registration/", &of_made));
    assert_eq!(
        (of_population.status, of_person.status),
        (200, 200),
        "the page says no: {}",
        of_population.text
    );
    assert!(of_population.text.contains("зарегистрироваться с этим номером можно будет с"));
    let centre = tester.get("/centres", &[])["centres"][0]["id"].clone();
    let search = json!({"snils": taken["snils"], "email": taken["email"]});
    let found = tester.call("POST /centres/{id}/searches", &[&centre], search).expect(200);
    assert!(found.to_string().contains(&taken["oid"].to_string()), "{found}");
    assert_eq!(touched(&tester), [0], "asking makes nobody");
    // Those who are made one by one go on with their own numbers.
    let next = tester.person(json!({}));
    assert_eq!(next["oid"].as_u64().unwrap(), made["oid"].as_u64().unwrap() + 1);
}

#[test]
fn a_block_begins_behind_what_somebody_has_already() {
    let tester = Tester::start();
    let early = tester.person(json!({"mobile": "+7(000)2000004", "email": "person1000002@example.test"}));
    let first = declared(&tester, 100, &json!({}));
    assert_eq!(first["first"]["mobile"], "+7(000)2000005");
    let second = declared(&tester, 100, &json!({"level": "simplified"}));
    assert_eq!(second["first_oid"].as_u64().unwrap(), first["last_oid"].as_u64().unwrap() + 1);
    assert_eq!(second["first"]["mobile"], "+7(000)2000105");
    assert_eq!(
        searched(&tester, "login=%2B7(000)2000004"),
        [person(&tester, early["oid"].as_u64().unwrap())]
    );
    // A simplified person has a SNILS that nobody knows of: it is no login, and nobody's.
    let last = &first["last"]["snils"];
    assert_eq!(searched(&tester, &format!("snils={}", encoded(last))).len(), 1);
    assert_eq!(second["first"]["snils"], Value::Null);
}

#[test]
fn who_is_deleted_stays_so_and_gives_the_logins_up() {
    let tester = Tester::start();
    let population = declared(&tester, 10, &json!({}));
    let holder = person(&tester, oid(&population, 3));
    let deleted = json!({"command": "delete"});
    tester.call("POST /people/{oid}/commands", &[&holder["oid"]], deleted).expect(200);
    let gone = person(&tester, oid(&population, 3));
    assert_eq!((&gone["status"], &gone["logins"]), (&json!("deleted"), &json!([])));
    for login in holder["logins"].as_array().unwrap() {
        assert_eq!(searched(&tester, &format!("login={}", encoded(login))), [] as [Value; 0], "{login}");
    }
    assert_eq!(touched(&tester), [1]);
}

#[test]
fn a_phone_of_a_person_of_a_population_rests_and_is_taken_over_like_any() {
    let tester = Tester::start();
    let population = declared(&tester, 10, &json!({"second_factor": "sms"}));
    let (holder, other) = (person(&tester, oid(&population, 3)), tester.person(json!({})));
    let command = |body: Value| {
        let contact = "POST /people/{oid}/contacts/{kind}/commands";
        tester.call(contact, &[&other["oid"], &"mobile"], body)
    };
    let change = json!({"command": "change", "value": holder["mobile"]});
    let rests = command(change.clone());
    assert!(rests.status == 400 && rests.text.contains("ESIA-039812"), "{}", rests.text);
    tester.call("POST /clock/advance", &[], json!({"by": "P30D"})).expect(200);
    command(change).expect(200);
    assert_eq!((person(&tester, oid(&population, 3)), touched(&tester)), (holder.clone(), vec![0]));
    command(json!({"command": "accept"})).expect(200);
    let after = person(&tester, oid(&population, 3));
    assert_eq!((&after["mobile"], after["logins"].as_array().unwrap().len()), (&Value::Null, 2));
    let events = tester.get("/people/{oid}/events", &[&holder["oid"]])["events"].clone();
    assert_eq!((&events[0]["event"], &events[4]["event"]), (&json!("registered"), &json!("contact-lost")));
    let guarded = tester.get("/people/{oid}/credentials", &[&holder["oid"]]);
    assert_eq!(guarded["second_factor"], "none", "{guarded}");
    let found = searched(&tester, &format!("login={}", encoded(&holder["mobile"])));
    assert_eq!(found[0]["oid"], other["oid"]);
    assert_eq!(touched(&tester), [1]);
}
