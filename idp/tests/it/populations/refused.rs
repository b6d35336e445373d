//! Owns tests of what a population cannot be asked for: told by its field, with what to do instead.

use serde_json::json;

use super::{declared, oid};
use crate::actors::Tester;

#[test]
fn what_is_one_persons_own_or_has_a_day_ahead_is_refused_by_name() {
    let tester = Tester::start();
    for (field, mould, fix) in [
        ("mould.snils", json!({"snils": "000-000-600 77"}), "POST {control}/people"),
        ("mould.inn", json!({"inn": "990010000040"}), "POST {control}/people"),
        ("mould.mobile", json!({"mobile": "+7(000)1234567"}), "POST {control}/people"),
        ("mould.email", json!({"email": "own@example.test"}), "POST {control}/people"),
        ("mould.passport", json!({"passport": {"issued_by": "Кем-то"}}), "POST {control}/people"),
        ("mould.minor", json!({"minor": true}), "fourteenth birthday"),
        ("mould.parents", json!({"parents": ["000-000-600 02"]}), "fourteenth birthday"),
        ("mould.school_consent", json!({"school_consent": true}), "fourteenth birthday"),
        ("mould.birth_date", json!({"birth_date": "01.01.2018"}), "fourteen"),
        ("mould.count", json!({"count": 7}), "beside the mould"),
        ("mould.gender", json!({"gender": "X"}), ""),
        ("mould.foreign_paper", json!({"foreign_paper": {"state": "VALID"}}), ""),
    ] {
        let told = tester.call("POST /populations", &[], json!({"count": 10, "mould": mould}));
        assert!(told.text.contains(fix), "{field}: {}", told.text);
        let field_told = told.json["field"].as_str().unwrap_or_default().to_owned();
        assert!(field_told.starts_with(field), "{field}: {}", told.text);
    }
    tester.call("POST /populations", &[], json!({"mould": {}})).problem(400, "count");
    for count in [0_u64, 5_000_001] {
        tester.call("POST /populations", &[], json!({"count": count})).problem(400, "count");
    }
    assert_eq!(tester.get("/populations", &[])["populations"], json!([]));
    declared(&tester, 4_999_990, &json!({}));
    let told = tester.call("POST /populations", &[], json!({"count": 11})).problem(400, "count");
    assert!(told["detail"].as_str().unwrap().contains("at most 10"), "{told}");
    let last = declared(&tester, 10, &json!({}));
    assert_eq!(tester.get("/people/{oid}", &[&oid(&last, 10)])["mobile"], "+7(000)6999999");
}
