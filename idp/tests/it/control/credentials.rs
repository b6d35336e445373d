//! What guards an account is read and set by calls: second factor, locks, demanded changes, sessions, settings.

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn a_second_factor_is_set_shown_and_taken_away() {
    let tester = Tester::start();
    let oid = &tester.person(json!({"level": "standard"}))["oid"];
    let set = |body: Value| tester.call("PUT /people/{oid}/second-factor", &[oid], body);
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let totp = set(json!({"kind": "totp", "secret": secret})).json;
    // RFC 6238 gives this secret; the clock of the tests stands at 2024-09-02T07:00:00Z.
    assert_eq!((&totp["kind"], &totp["secret"]), (&json!("totp"), &json!(secret)));
    assert!(totp["otpauth_url"].as_str().unwrap().starts_with("otpauth://totp/ESIA-sim:"));
    assert_eq!(totp["code"].as_str().map(str::len), Some(6));
    assert_eq!(tester.get("/people/{oid}/second-factor", &[oid]), totp);
    assert_ne!(set(json!({"kind": "totp"})).json["secret"], totp["secret"], "a secret is made up");
    assert_eq!(set(json!({"kind": "sms"})).json, json!({"kind": "sms"}));
    assert_eq!(tester.get("/people/{oid}/credentials", &[oid])["second_factor"], "sms");
    assert_eq!(set(json!({"kind": "max"})).json, json!({"kind": "max"}));
    assert_eq!(tester.get("/people/{oid}/credentials", &[oid])["messenger_reaches"], true);
    assert_eq!(set(json!({"kind": "none"})).json, json!({"kind": "none"}));
    for (body, field) in
        [(json!({"kind": "retina"}), "kind"), (json!({"kind": "totp", "secret": "1"}), "secret")]
    {
        let refused = set(body);
        assert_eq!((refused.status, &refused.json["field"]), (400, &json!(field)));
    }
}

#[test]
fn a_person_without_a_phone_gets_no_code_by_sms() {
    let tester = Tester::start();
    let oid = &tester.person(json!({"level": "simplified"}))["oid"];
    tester.call("PATCH /people/{oid}", &[oid], json!({"mobile": ""}));
    for kind in ["sms", "max"] {
        let refused = tester.call("PUT /people/{oid}/second-factor", &[oid], json!({ "kind": kind }));
        assert_eq!(refused.status, 409, "{kind}");
    }
}

#[test]
fn locks_and_demands_are_set_and_lifted() {
    let tester = Tester::start();
    let oid = &tester.person(Value::Null)["oid"];
    let order = |body: Value| tester.call("POST /people/{oid}/credentials/commands", &[oid], body);
    assert_eq!(order(json!({"command": "lock"})).json["locked_until"], "2024-09-02T07:30:00Z");
    assert!(order(json!({"command": "unlock"})).json["locked_until"].is_null());
    let demand = |may_skip: bool| order(json!({"command": "require-password-change", "may_skip": may_skip}));
    assert_eq!(demand(true).json["password_change"], "offered");
    assert_eq!(demand(false).json["password_change"], "required");
    for (body, field) in
        [(json!({"command": "forget"}), "command"), (json!({"command": "lock", "for": "a day"}), "for")]
    {
        let refused = order(body);
        assert_eq!((refused.status, &refused.json["field"]), (400, &json!(field)));
    }
}

#[test]
fn nobody_has_no_credentials() {
    let tester = Tester::start();
    let none = 1_999_999_999;
    for operation in
        ["GET /people/{oid}/credentials", "GET /people/{oid}/second-factor", "GET /people/{oid}/sessions"]
    {
        assert_eq!(tester.call(operation, &[&none], Value::Null).status, 404, "{operation}");
    }
    assert_eq!(tester.call("DELETE /people/{oid}/sessions", &[&none], Value::Null).status, 404);
    assert_eq!(tester.call("GET /captchas/{id}", &[&"none"], Value::Null).status, 404);
}

#[test]
fn sessions_are_listed_and_ended() {
    let tester = Tester::start();
    let oid = &tester.person(Value::Null)["oid"];
    assert_eq!(tester.get("/people/{oid}/sessions", &[oid]), json!({"sessions": []}));
    assert_eq!(tester.call("DELETE /people/{oid}/sessions", &[oid], Value::Null).status, 204);
}

#[test]
fn settings_are_read_and_changed_one_by_one() {
    let tester = Tester::start();
    let before = tester.get("/settings", &[]);
    assert_eq!(before["guard"]["captcha_after"], 3);
    let after = tester.call("PATCH /settings", &[], json!({"guard": {"captcha_after": 1}})).json;
    assert_eq!((&after["guard"]["captcha_after"], &after["guard"]["lock_after"]), (&json!(1), &json!(10)));
    assert_eq!(tester.get("/settings", &[]), after);
    for wrong in [
        json!({"guard": {"captcha_after": "soon"}}),
        json!({"gravity": 9}),
        json!([]),
        json!({"messenger": {"required_from": "01.02.2026"}}),
    ] {
        assert_eq!(tester.call("PATCH /settings", &[], wrong.clone()).status, 400, "{wrong}");
    }
    assert_eq!(tester.get("/settings", &[]), after, "a wrong change changes nothing");
}
