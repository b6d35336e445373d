//! The outbox and the real stand's own places show what would have been sent.

use serde_json::json;

use crate::actors::Tester;

fn register(tester: &Tester, field: &str, contact: &str) {
    let fields = [("last_name", "Тестов"), ("first_name", "Иван"), (field, contact)];
    let begun = tester.submit("/registration/", &fields);
    assert_eq!(begun.status, 303, "{}", begun.text);
}

#[test]
fn messages_are_found_by_recipient_in_any_spelling_and_by_kind() {
    let tester = Tester::start();
    register(&tester, "mobile", "+7 000 777-00-01");
    register(&tester, "mobile", "+7(000)7770002");
    register(&tester, "email", "Someone@Example.test");
    let count = |query: &str| {
        let found = tester.call(&format!("GET /outbox?{query}"), &[], json!(null)).expect(200);
        found["messages"].as_array().unwrap().len()
    };
    assert_eq!(tester.get("/outbox", &[])["messages"].as_array().unwrap().len(), 3);
    assert_eq!(count("kind=sms"), 2);
    assert_eq!(count("kind=mail"), 1);
    assert_eq!(count("kind=letter"), 0);
    assert_eq!(count("to=%2B7(000)7770001"), 1);
    assert_eq!(count("to=80007770001"), 1);
    assert_eq!(count("to=someone%40example.test"), 1);
    assert_eq!(count("to=%2B7(000)7770002&kind=mail"), 0);
    tester.call("GET /outbox?kind=pigeon", &[], json!(null)).problem(400, "kind");
}

#[test]
fn a_code_is_shown_with_its_message_and_in_the_place_of_the_real_stand() {
    let tester = Tester::start();
    register(&tester, "mobile", "+7(000)7770003");
    let messages = tester.get("/outbox?kind=sms", &[]);
    let message = &messages["messages"][0];
    let code = message["code"].as_str().unwrap();
    assert!(message["text"].as_str().unwrap().contains(code));
    let place = tester.open("/logs/sms/");
    assert_eq!(place.status, 200);
    assert!(place.text.contains(code), "{}", place.text);
    assert_eq!(tester.open("/logs/postcodes/").status, 200);
}

#[test]
fn the_outbox_keeps_the_newest_messages_as_many_as_its_setting_says() {
    let tester = Tester::start();
    let phones: Vec<_> = (1..=7).map(|number| format!("+7(000)777010{number}")).collect();
    phones.iter().take(3).for_each(|phone| register(&tester, "mobile", phone));
    tester.call("PATCH /settings", &[], json!({"outbox_messages_max": 4})).expect(200);
    phones.iter().skip(3).for_each(|phone| register(&tester, "mobile", phone));
    let kept = tester.get("/outbox", &[])["messages"].clone();
    let to: Vec<_> = kept.as_array().unwrap().iter().map(|one| one["to"].as_str().unwrap()).collect();
    let mut newest: Vec<_> = phones.iter().skip(3).map(String::as_str).collect();
    if to.first() != newest.first() {
        newest.reverse();
    }
    assert_eq!(to, newest);
}
