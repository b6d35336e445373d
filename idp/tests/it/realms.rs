//! Many providers side by side, none of which knows of another.

mod addresses;
mod files;
pub(crate) mod stress;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn a_thousand_realms_stand_side_by_side() {
    let tester = Tester::start();
    let clock = json!({"mode": "frozen", "now": "2018-12-01T09:00:00Z"});
    let template = tester.realm(json!({"id": "template", "clock": clock}));
    let prepared = template.person(json!({"last_name": "Подготовленный"}));
    let make = |number: u32| tester.realm(json!({"id": format!("r{number}"), "from": "template"}));
    let realms: Vec<Tester> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..4)
            .map(|lane| scope.spawn(move || (0..250).map(|n| make(lane * 250 + n)).collect::<Vec<_>>()))
            .collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    let mut addresses = BTreeSet::new();
    for realm in &realms {
        assert_eq!(realm.get("/clock", &[]), clock);
        assert_eq!(realm.get("/people/{oid}", &[&prepared["oid"]])["last_name"], "Подготовленный");
        assert!(addresses.insert(realm.base_url.clone()));
    }
    let rows = |page: &str| tester.get(page, &[])["realms"].as_array().unwrap().clone();
    let first = rows("/realms");
    let last = first[999]["realm"].as_str().unwrap();
    assert_eq!((first.len(), rows(&format!("/realms?after={last}")).len()), (1_000, 2));
    for (number, realm) in realms.iter().enumerate().step_by(97) {
        let person = realm.person(json!({"last_name": "Свой"}));
        let neighbour = &realms[(number + 1) % realms.len()];
        neighbour.call("GET /people/{oid}", &[&person["oid"]], Value::Null).problem(404, "oid");
    }
    for number in 0..1_000 {
        let dropped = tester.call("DELETE /realms/{id}", &[&format!("r{number}")], Value::Null);
        assert_eq!(dropped.status, 204);
    }
    assert_eq!(tester.get("/realms", &[])["realms"].as_array().unwrap().len(), 2);
    assert_eq!(template.get("/people/{oid}", &[&prepared["oid"]])["last_name"], "Подготовленный");
}

#[test]
fn realms_share_nothing() {
    let tester = Tester::start();
    let (one, other) = (tester.realm(json!({"id": "one"})), tester.realm(json!({"id": "two"})));
    let before =
        [other.get("/people?limit=1000", &[]), other.get("/outbox", &[]), other.get("/journal", &[])];
    let clock = other.get("/clock", &[]);
    one.call("POST /clock/advance", &[], json!({"by": "P30D"})).expect(200);
    one.call("PUT /registers", &[], json!({"pension_fund": "refuse"})).expect(200);
    one.person(json!({"snils": "000-000-600 77", "mobile": "+7(000)1234567"}));
    let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)7654321")];
    let begun = one.submit("/registration/", &fields);
    assert_eq!(begun.status, 303, "{}", begun.text);
    one.open("/aas/oauth2/ac?client_id=NOBODY&redirect_uri=http%3A%2F%2F127.0.0.1%2F");
    let client = json!({"redirect_hosts": ["127.0.0.1"], "scopes": ["openid"]});
    one.call("PUT /clients/{mnemonic}", &[&"OWN"], client).expect(201);
    assert_eq!(one.get("/outbox", &[])["messages"].as_array().unwrap().len(), 1);
    assert_eq!(one.get("/journal?client=NOBODY", &[])["entries"].as_array().unwrap().len(), 1);
    let after = [other.get("/people?limit=1000", &[]), other.get("/outbox", &[]), other.get("/journal", &[])];
    assert_eq!(after, before);
    assert_eq!(other.get("/clock", &[]), clock);
    assert_eq!(other.get("/registers", &[])["pension_fund"], "agree");
    other.call("GET /clients/{mnemonic}", &[&"OWN"], Value::Null).problem(404, "mnemonic");
    other.person(json!({"snils": "000-000-600 77", "mobile": "+7(000)1234567"}));
}

#[test]
fn a_name_is_given_to_one_of_those_who_ask_at_once() {
    let tester = Tester::start();
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| tester.call("POST /realms", &[], json!({"id": "wanted"})).status))
            .collect();
        asking.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 7, "{answers:?}");
}

#[test]
fn a_realm_that_is_not_there_is_told_as_a_problem_on_every_face() {
    let tester = Tester::start();
    for realm in ["nowhere", "Not%20A%20Name", "default"] {
        let lost = Tester::at(&format!("{}/realms/{realm}", tester.base_url));
        for path in ["/control/v1/clock", "/login", "/aas/oauth2/ac", "/rs/prns/1000", "/registration/", "/"]
        {
            let answer = lost.open(path);
            if realm == "default" {
                assert_ne!(answer.json["field"], "realm", "{path}: the default realm has a long address too");
            } else {
                answer.problem(404, "realm");
            }
        }
    }
}

#[test]
fn a_fork_repeats_its_origins_chance_only_when_it_is_told_to() {
    let tester = Tester::start();
    let code = |realm: &Tester| {
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)7654321")];
        assert_eq!(realm.submit("/registration/", &fields).status, 303);
        realm.get("/outbox", &[])["messages"][0]["code"].clone()
    };
    let forked = |wish: Value| code(&tester.realm(wish));
    let same = json!({"from": "default", "seed": 11});
    assert_eq!(forked(same.clone()), forked(same.clone()));
    assert_ne!(forked(same), forked(json!({"from": "default", "seed": 12})));
    assert_ne!(forked(json!({"from": "default"})), forked(json!({"from": "default"})));
}
