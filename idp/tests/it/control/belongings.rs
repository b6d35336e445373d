//! Documents beside the identity one, and vehicles: given, listed, taken away.

use serde_json::{Value, json};

use crate::actors::Tester;

const GIVE: &str = "POST /people/{oid}/documents";

fn licence() -> Value {
    json!({"type": "RF_DRIVING_LICENSE", "series": "99АВ", "number": "000001", "issued_on": "01.09.2014",
        "expires_on": "01.09.2024"})
}

#[test]
fn a_document_is_given_listed_and_taken_away() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].clone();
    let given = tester.call(GIVE, &[&oid], licence()).expect(201);
    for (field, value) in licence().as_object().unwrap() {
        assert_eq!(&given[field], value, "{field}");
    }
    assert_eq!(given["state"], "NOT_VERIFIED");
    let listed = tester.get("/people/{oid}/documents", &[&oid])["documents"].clone();
    assert_eq!((&listed[0]["type"], &listed[1]), (&json!("RF_PASSPORT"), &given));
    let take = |id: &Value| tester.call("DELETE /people/{oid}/documents/{id}", &[&oid, id], Value::Null);
    assert_eq!(take(&listed[0]["id"]).expect(400)["field"], "id", "the account rests on it");
    assert_eq!(take(&given["id"]).status, 204);
    assert_eq!(take(&given["id"]).status, 404);
    assert_eq!(tester.get("/people/{oid}/documents", &[&oid])["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn a_document_follows_the_rules_of_its_kind_and_each_mistake_is_named() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].clone();
    let with = |field: &str, value: &str| {
        let mut wish = licence();
        wish[field] = json!(value);
        wish
    };
    for (wish, field) in [
        (with("type", "PASSPORT"), "type"),
        (with("type", "RF_PASSPORT"), "type"),
        (with("number", "12345"), "number"),
        (with("issued_on", "2014-09-01"), "issued_on"),
        (with("expires_on", "01.01.2010"), "type"),
        (with("act_number", "17"), "type"),
        (with("state", "CHECKED"), "state"),
    ] {
        assert_eq!(tester.call(GIVE, &[&oid], wish.clone()).expect(400)["field"], field, "{wish}");
    }
    assert_eq!(tester.call(GIVE, &[&1], licence()).status, 404);
    assert_eq!(tester.get("/people/{oid}/documents", &[&oid])["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn a_vehicle_is_given_listed_and_taken_away() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].clone();
    let give = |wish: Value| tester.call("POST /people/{oid}/vehicles", &[&oid], wish);
    let certificate = json!({"series": "1231", "number": "231231"});
    let given =
        give(json!({"name": "Тележка", "number_plate": "a000aa00", "certificate": certificate})).expect(201);
    assert_eq!((&given["number_plate"], &given["certificate"]), (&json!("А000АА00"), &certificate));
    assert_eq!(
        give(json!({"number_plate": "Ж1", "certificate": certificate})).expect(400)["field"],
        "number_plate"
    );
    let other = json!({"number_plate": "А000АА00", "certificate": {"series": "1", "number": "2"}});
    assert_eq!(give(other).expect(400)["field"], "certificate");
    assert_eq!(tester.get("/people/{oid}/vehicles", &[&oid])["vehicles"], json!([given]));
    let take =
        || tester.call("DELETE /people/{oid}/vehicles/{id}", &[&oid, &given["id"]], Value::Null).status;
    assert_eq!((take(), take()), (204, 404));
    assert_eq!(tester.get("/people/{oid}/vehicles", &[&oid])["vehicles"], json!([]));
}
