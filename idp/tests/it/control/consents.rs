//! What citizens allowed, by control call: shown, taken back.

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn what_was_allowed_is_listed_and_taken_back() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].as_u64().unwrap();
    let list = || tester.get("/people/{oid}/agreements", &[&oid]);
    assert_eq!(list(), json!({"agreements": [], "consents": []}));
    let call = json!({"person": oid, "authorize_url": tester.authorize_url("s")});
    tester.call("POST /sign-ins", &[], call).expect(200);
    assert_eq!(list()["consents"], json!([{"client": "LOCALTEST", "scopes": ["openid"]}]));
    let take_back = "DELETE /people/{oid}/consents/{client}";
    assert_eq!(tester.call(take_back, &[&oid, &"LOCALTEST"], Value::Null).status, 204);
    tester.call(take_back, &[&oid, &"LOCALTEST"], Value::Null).problem(404, "client");
    tester.call(take_back, &[&oid, &"a b"], Value::Null).problem(400, "client");
    tester.call("DELETE /people/{oid}/agreements/{id}", &[&oid, &1], Value::Null).problem(404, "id");
    assert!(list()["consents"].as_array().unwrap().is_empty());
}
