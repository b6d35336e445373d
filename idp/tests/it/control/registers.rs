//! The two registers answer as they are told, in general and for each record.

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn the_registers_answer_as_they_are_told() {
    let tester = Tester::start();
    let told = json!({"pension_fund": "refuse", "interior_ministry": "agree", "delay": "PT1M"});
    let set = tester.call("PUT /registers", &[], told).expect(200);
    assert_eq!(tester.get("/registers", &[]), set);
    assert_eq!(set["pension_fund"], "refuse");
    let kept = tester.call("PUT /registers", &[], json!({"interior_ministry": "silent"})).expect(200);
    assert_eq!((&kept["pension_fund"], &kept["interior_ministry"]), (&json!("refuse"), &json!("silent")));
    for (field, value) in
        [("pension_fund", "maybe"), ("interior_ministry", ""), ("delay", "soon"), ("delay", "-PT1S")]
    {
        tester.call("PUT /registers", &[], json!({field: value})).problem(400, field);
    }
}

#[test]
fn a_person_of_the_pension_fund_is_put_listed_and_taken_out() {
    let tester = Tester::start();
    let record = json!({"last_name": "Журавлева", "first_name": "Алла", "birth_date": "01.02.1980"});
    let put =
        |snils: &str, record: Value| tester.call("PUT /registers/pension-fund/{snils}", &[&snils], record);
    let kept = put("00000060006", record.clone()).expect(200);
    assert_eq!(kept["snils"], "000-000-600 06");
    assert_eq!(tester.get("/registers/pension-fund", &[])["records"], json!([kept]));
    put("123", record).problem(400, "snils");
    put("00000060006", json!({"first_name": "Алла"})).problem(400, "last_name");
    let remove = |snils: &str| tester.call("DELETE /registers/pension-fund/{snils}", &[&snils], Value::Null);
    assert_eq!(remove("00000060006").status, 204);
    remove("00000060006").problem(404, "record");
    remove("1").problem(400, "snils");
}

#[test]
fn a_document_of_the_ministry_is_put_listed_and_taken_out() {
    let tester = Tester::start();
    let put = |number: &str, standing: &str| {
        let record = json!({"standing": standing});
        tester.call("PUT /registers/interior-ministry/{number}", &[&number], record)
    };
    let kept = put("0003-000003", "replaced").expect(200);
    assert_eq!(kept["standing"], "replaced");
    assert_eq!(tester.get("/registers/interior-ministry", &[])["records"], json!([kept]));
    put("0003-000003", "lost").problem(400, "standing");
    put("3", "valid").problem(400, "number");
    let remove =
        |number: &str| tester.call("DELETE /registers/interior-ministry/{number}", &[&number], Value::Null);
    assert_eq!(remove("0003-000003").status, 204);
    remove("0003-000003").problem(404, "record");
    remove("3").problem(400, "number");
}
