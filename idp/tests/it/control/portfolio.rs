//! A portfolio is read by person, and made to fail by call.

use serde_json::json;

use crate::actors::Tester;

#[test]
fn the_portfolio_of_a_person_is_empty_at_first_and_its_answers_can_be_switched() {
    let tester = Tester::start();
    let person = tester.call("POST /people", &[], json!({})).expect(201);
    let query = format!("GET /portfolio?person={}", person["oid"]);
    assert_eq!(tester.call(&query, &[], json!(null)).expect(200)["marks"], json!([]));
    tester.call("GET /portfolio?person=somebody", &[], json!(null)).problem(400, "person");

    assert_eq!(tester.get("/portfolio/availability", &[])["mode"], "answers");
    let down = json!({ "mode": "down" });
    assert_eq!(tester.call("PUT /portfolio/availability", &[], down.clone()).expect(200), down);
    assert_eq!(tester.get("/portfolio/availability", &[])["mode"], "down");
    tester.call("PUT /portfolio/availability", &[], json!({ "mode": "asleep" })).problem(400, "mode");
}
