//! Many at once: what may happen once happens once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::actors::{Reply, Tester};

/// Asks the same of the server from many threads at once.
fn at_once(count: usize, ask: impl Fn(usize) -> Reply + Sync) -> Vec<Reply> {
    std::thread::scope(|scope| {
        let asking: Vec<_> = (0..count)
            .map(|number| {
                scope.spawn({
                    let ask = &ask;
                    move || ask(number)
                })
            })
            .collect();
        asking.into_iter().map(|asked| asked.join().unwrap()).collect()
    })
}

fn begin(tester: &Tester, phone: &str) -> String {
    let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", phone)];
    let begun = tester.submit("/registration/", &fields);
    begun.location.unwrap().split_once('=').unwrap().1.to_owned()
}

#[test]
fn many_guesses_at_once_have_no_more_tries_than_one_after_another() {
    let tester = Tester::start();
    let registration = begin(&tester, "+7(000)7770001");
    let right = tester.get("/outbox?kind=sms", &[])["messages"][0]["code"].as_str().unwrap().to_owned();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    at_once(12, |_| tester.submit("/registration/code", &[("registration", &registration), ("code", wrong)]));
    let journal = tester.get("/journal", &[]);
    let told: Vec<_> =
        journal["entries"].as_array().unwrap().iter().map(|one| &one["why"]["facts"]["detail"]).collect();
    let tries = told.iter().filter(|detail| **detail == "the code is wrong").count();
    assert_eq!((told.len(), tries), (12, 2), "of three tries, the last one ends them: {told:?}");
    let late = tester.submit("/registration/code", &[("registration", &registration), ("code", &right)]);
    assert_ne!(late.status, 303, "the right code comes too late");
}

#[test]
fn a_registration_is_completed_once() {
    let tester = Tester::start();
    let ids: Vec<_> = (0..2).map(|_| begin(&tester, "+7(000)7770002")).collect();
    let codes = tester.get("/outbox?kind=sms", &[]);
    for (number, id) in ids.iter().enumerate() {
        let code = codes["messages"][number]["code"].as_str().unwrap();
        assert_eq!(tester.submit("/registration/code", &[("registration", id), ("code", code)]).status, 303);
    }
    let before = tester.get("/people?limit=1000", &[])["people"].as_array().unwrap().len();
    at_once(6, |number| {
        let id = ids[number % 2].as_str();
        let fields = [("registration", id), ("password", "Parol-2018!"), ("password_again", "Parol-2018!")];
        tester.submit("/registration/password", &fields)
    });
    let after = tester.get("/people?limit=1000", &[])["people"].as_array().unwrap().len();
    assert_eq!(after, before + 1, "two registrations, six requests, one phone: one account");
}

#[test]
fn people_with_one_snils_are_made_once_and_numbers_are_given_once() {
    let tester = Tester::start();
    let made = at_once(8, |_| tester.call("POST /people", &[], json!({"snils": "000-000-600 77"})));
    assert_eq!(made.iter().filter(|reply| reply.status == 201).count(), 1);
    let made = at_once(8, |_| tester.call("POST /people", &[], json!({"count": 5})));
    let firsts: BTreeSet<_> = made.iter().map(|reply| reply.json["first"]["oid"].as_u64().unwrap()).collect();
    assert_eq!(firsts.len(), 8);
    let ordered: Vec<_> = firsts.into_iter().collect();
    assert!(ordered.windows(2).all(|pair| pair[0] + 5 <= pair[1]), "{ordered:?}");
}

#[test]
fn a_code_is_redeemed_once_however_many_ask_at_once() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].clone();
    let walk = json!({"person": oid, "authorize_url": tester.authorize_url("s")});
    let back =
        tester.call("POST /sign-ins", &[], walk).expect(200)["redirect_to"].as_str().unwrap().to_owned();
    let code = back.split(['?', '&']).find_map(|part| part.strip_prefix("code=")).unwrap().to_owned();
    let asked = tester.authorize_url("s");
    let timestamp = asked.split_once("timestamp=").unwrap().1.replace('+', " ").replace("%2B", "+");
    let fields = [
        ("client_id", "LOCALTEST"),
        ("client_secret", "AAAA"),
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", "http://127.0.0.1/back"),
        ("scope", "openid"),
        ("state", "8a1d0b3e-7d5f-4c40-9df0-7d4a6a3a5a10"),
        ("timestamp", &timestamp),
        ("token_type", "Bearer"),
    ];
    let answers = at_once(8, |_| tester.submit("/aas/oauth2/te", &fields));
    let tokens = answers.iter().filter(|reply| reply.json["access_token"].is_string()).count();
    assert_eq!(tokens, 1, "{:?}", answers.iter().map(|reply| &reply.text).collect::<Vec<_>>());
    let refused = answers.iter().filter(|reply| reply.json["error"] == "invalid_grant").count();
    assert_eq!(refused, 7);
}

#[test]
fn a_clock_moved_by_many_moves_by_all_of_them_and_nothing_happens_twice() {
    let tester = Tester::start();
    let start = json!({"now": "2018-12-01T09:00:00Z", "mode": "frozen"});
    tester.call("PUT /clock", &[], start).expect(200);
    let oid = tester.person(json!({"level": "standard"}))["oid"].clone();
    let order = json!({"command": "order-letter", "address": "г. Примерск, ул. Тестовая, д. 1"});
    tester.call("POST /people/{oid}/commands", &[&oid], order).expect(200);
    let moved = at_once(8, |_| tester.call("POST /clock/advance", &[], json!({"by": "P5D"})));
    let happened: usize = moved.iter().map(|reply| reply.json["happened"].as_array().unwrap().len()).sum();
    assert_eq!(happened, 1);
    assert_eq!(tester.get("/clock", &[])["now"], "2019-01-10T09:00:00Z");
    assert_eq!(tester.get("/outbox?kind=letter", &[])["messages"].as_array().unwrap().len(), 1);
}

#[test]
fn registers_told_by_many_at_once_remember_each() {
    let tester = Tester::start();
    let wishes =
        [json!({"pension_fund": "refuse"}), json!({"interior_ministry": "silent"}), json!({"delay": "PT9S"})];
    at_once(3, |number| tester.call("PUT /registers", &[], wishes[number].clone()));
    let kept = tester.get("/registers", &[]);
    assert_eq!(
        [&kept["pension_fund"], &kept["interior_ministry"], &kept["delay"]],
        [&Value::from("refuse"), &Value::from("silent"), &Value::from("PT9S")]
    );
}
