//! Owns what a control call may hold: each fault is told by its path, in the API's own words, and nothing is ignored.

use idp::domain::time::Timestamp;
use serde_json::{Map, Value, json};

use crate::actors::Tester;

/// Field and fix of a refusal.
#[track_caller]
fn told(tester: &Tester, operation: &str, body: Value) -> (String, String) {
    let (method, path) = operation.split_once(' ').unwrap();
    let reply = tester.send_raw(method, path, &body.to_string());
    assert_eq!(reply.status, 400, "{operation}: {}", reply.text);
    let text = |name: &str| reply.json[name].as_str().unwrap_or_default().to_owned();
    (text("field"), text("fix"))
}

#[test]
fn a_fault_is_named_by_its_whole_path_in_the_words_of_the_api() {
    let tester = Tester::start();
    let client = |field: &str, value: Value| {
        let mut client = json!({"redirect_hosts": ["a.example"], "scopes": ["openid"]});
        client[field] = value;
        client
    };
    let cases = [
        (
            "PUT /clients/A",
            client("lifetimes", json!({"code": "5"})),
            "lifetimes.code",
            "a whole number from 0",
        ),
        (
            "PUT /clients/A",
            client("lifetimes", json!({"cod": 5})),
            "lifetimes.cod",
            "write code instead of cod",
        ),
        ("PUT /clients/A", client("lifetimes", json!([5])), "lifetimes", "it takes an object"),
        ("PUT /clients/A", client("dialects", json!(["v1"])), "dialects[0]", "it takes an object"),
        ("PUT /clients/A", client("dialects", json!([{"name": "v4"}])), "dialects[0].name", "v1, v2, v3"),
        ("PUT /clients/A", client("dialects", json!([{}])), "dialects[0].name", "add dialects[0].name"),
        ("PUT /clients/A", client("scopes", json!("openid")), "scopes", "it takes a list"),
        ("PUT /clients/A", client("scopes", json!([1])), "scopes[0]", "it takes a text"),
        ("PUT /clients/A", client("tolerances", json!(["sha2"])), "tolerances[0]", "write sha1"),
        ("POST /people", json!({"passport": {"number": 5}}), "passport.number", "it takes a text"),
        ("POST /people", json!({"nmae": "x", "snlis": "y"}), "nmae", "known fields: level, last_name"),
        ("POST /people", json!({"minor": "yes"}), "minor", "it takes true or false"),
        ("POST /people", json!({"count": -1}), "count", "from 0 to 4294967295"),
        ("POST /people", json!({"parents": ["x"]}), "parents[0]", "it takes"),
        ("POST /people/1000/commands", json!({"command": "blok"}), "command", "write block"),
        ("PUT /clock", json!({"mode": "frozen"}), "now", "change mode to system"),
        ("PATCH /settings", json!({"guard": {"lock_afte": 1}}), "guard.lock_afte", "write lock_after"),
        ("PUT /registers", json!({"pension_fund": "yes"}), "pension_fund", "agree, refuse, silent"),
        ("POST /sign-ins", json!({}), "person", "add person"),
    ];
    for (operation, body, field, part) in cases {
        let (seen, fix) = told(&tester, operation, body.clone());
        assert_eq!(seen, field, "{operation} {body}: {fix}");
        assert!(fix.contains(part), "{operation} {body}: {fix}");
    }
    let doubled = tester.send_raw("POST", "/people", r#"{"passport":{"number":"1","number":"2"}}"#);
    assert_eq!((doubled.status, &doubled.json["field"]), (400, &json!("passport.number")));
}

#[test]
fn unknown_fields_are_named_up_to_ten_and_counted_beyond() {
    let tester = Tester::start();
    let many: Map<String, Value> =
        (0..30_000).map(|number| (format!("field{number:05}"), json!(number))).collect();
    let reply = tester.call("POST /people", &[], many.into());
    let detail = reply.json["detail"].as_str().unwrap();
    assert_eq!((reply.status, reply.json["field"].as_str()), (400, Some("field00000")));
    assert!(detail.contains("field00009 and 29990 more") && !detail.contains("field00010"), "{detail}");
    assert!(reply.json["fix"].as_str().unwrap().contains("known fields: level, last_name"), "{}", reply.text);
}

#[test]
fn null_is_as_good_as_left_out() {
    let tester = Tester::start();
    let made = tester
        .person(json!({"level": null, "snils": null, "middle_name": null, "gender": null, "parents": null,
        "passport": null, "count": null}));
    assert_eq!(made["level"], "confirmed");
    let person = tester.person(json!({"last_name": "Проверочная", "gender": "F", "middle_name": "Ивановна"}));
    let change = |body: Value| tester.call("PATCH /people/{oid}", &[&person["oid"]], body).expect(200);
    let nulls = json!({"middle_name": null, "snils": null, "inn": null, "mobile": null, "email": null});
    assert_eq!(change(nulls)["middle_name"], "Ивановна");
    assert_eq!(change(json!({}))["snils"], person["snils"]);
    // An empty text is the way to take a value away.
    assert_eq!(change(json!({"middle_name": ""}))["middle_name"], Value::Null);
    let before = tester.get("/settings", &[]);
    let nulls = json!({"issuer": null, "guard": null, "sms": {"digits": null}});
    assert_eq!(tester.call("PATCH /settings", &[], nulls).expect(200), before);
    assert_eq!(told(&tester, "POST /sign-ins", json!({"person": null})).0, "person");
}

#[test]
fn a_setting_takes_what_makes_sense() {
    let tester = Tester::start();
    for (change, field) in [
        (json!({"issuer": ""}), "issuer"),
        (json!({"issuer": "http://a b/"}), "issuer"),
        (json!({"session_ttl_ms": -1}), "session_ttl_ms"),
        (json!({"letter_transit_ms": 9_000_000_000_000_000_i64}), "letter_transit_ms"),
        (json!({"sms": {"digits": 0}}), "sms.digits"),
        (json!({"sms": {"attempts_max": 0}}), "sms.attempts_max"),
        (json!({"letter_code_digits": 200}), "letter_code_digits"),
        (json!({"password_cost": {"memory_kib": 0}}), "password_cost.memory_kib"),
        (json!({"password_cost": {"memory_kib": 4_000_000_000_u32}}), "password_cost.memory_kib"),
        (json!({"password_cost": {"passes": 0}}), "password_cost.passes"),
        (json!({"second_factor_scopes": ["openid", " "]}), "second_factor_scopes[1]"),
        (json!({"role_choice": "perhaps"}), "role_choice"),
        (json!({"guard": []}), "guard"),
    ] {
        assert_eq!(told(&tester, "PATCH /settings", change.clone()).0, field, "{change}");
    }
}

#[test]
fn an_unknown_parameter_is_refused_with_the_known_ones() {
    let tester = Tester::start();
    for (path, field, part) in [
        ("/people?mobile=1", "mobile", "snils, login"),
        ("/outbox?until=1", "until", "to, kind"),
        ("/outbox?kinds=sms", "kinds", "write kind"),
        ("/clock?now=1", "now", "takes no parameters"),
        ("/people?limit=x", "limit", "a whole number"),
        ("/people?limit=1&limit=2", "limit", "leave one limit"),
        ("/portfolio", "person", "add person"),
        ("/people?snils=1", "snils", "change snils"),
    ] {
        let reply = tester.send_raw("GET", path, "");
        assert_eq!(
            (reply.status, reply.json["field"].as_str()),
            (400, Some(field)),
            "{path}: {}",
            reply.text
        );
        assert!(reply.json["fix"].as_str().unwrap().contains(part), "{path}: {}", reply.text);
    }
    let posted = tester.send_raw("POST", "/people?count=5", "{}");
    assert_eq!((posted.status, posted.json["field"].as_str()), (400, Some("count")));
    assert_eq!(tester.send_raw("GET", "/nothing?a=1", "").status, 404);
}

#[test]
fn a_snils_is_found_with_and_without_separators() {
    let tester = Tester::start();
    let person = tester.person(json!({"snils": "000-000-600 77"}));
    for spelled in ["00000060077", "000-000-60077", "000-000-600%2077"] {
        let found = tester.get(&format!("/people?snils={spelled}"), &[]);
        assert_eq!(found["people"][0]["oid"], person["oid"], "{spelled}");
    }
}

#[test]
fn the_clock_goes_back_to_the_machine_s_time() {
    let tester = Tester::start();
    let machine = tester.call("PUT /clock", &[], json!({"mode": "system"})).expect(200);
    tester.call("PUT /clock", &[], json!({"mode": "frozen", "now": "2019-01-01T00:00:00Z"})).expect(200);
    let back = tester.call("PUT /clock", &[], json!({"mode": "system"})).expect(200);
    assert_eq!(back["mode"], "running");
    // Texts of moments do not sort: a fraction that ends in zeros is shorter.
    let moment = |json: &Value| json["now"].as_str().unwrap().parse::<Timestamp>().unwrap();
    assert!(moment(&back) >= moment(&machine), "{back} {machine}");
    assert_eq!(
        told(&tester, "PUT /clock", json!({"mode": "system", "now": "2019-01-01T00:00:00Z"})).0,
        "now"
    );
}
