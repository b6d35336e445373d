//! Owns the tests of realms that have an address of their own.

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester, client};

fn own_url(shown: &Value) -> String {
    shown["own_url"].as_str().unwrap_or_else(|| panic!("no own_url in {shown}")).to_owned()
}

#[test]
fn a_realm_is_reached_at_its_own_address_and_links_stay_there() {
    let tester = Tester::start();
    let made = tester.call("POST /realms", &[], json!({"id": "school", "listen": "127.0.0.5:0"}));
    let own = own_url(&made.expect(201));
    assert!(own.starts_with("http://127.0.0.5:"), "{own}");
    let school = Tester::at(&own);
    let person = school.person(json!({"last_name": "Здешний"}));
    assert_eq!(school.get("/people/{oid}", &[&person["oid"]])["last_name"], "Здешний");
    tester.call("GET /people/{oid}", &[&person["oid"]], Value::Null).problem(404, "oid");
    let begun = school.submit(
        "/registration/",
        &[("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)7654321")],
    );
    assert!(
        begun.location.is_some_and(|to| to.starts_with("/registration")),
        "a link without the realm's path"
    );
    let to_login = school.open(school.authorize_url("1").trim_start_matches(own.as_str()));
    assert_eq!(to_login.location.as_deref(), Some(format!("{own}/login").as_str()));
    // Asked there, the server still tells its shared address.
    let listed = school.get("/realms", &[]);
    assert_eq!(listed["realms"][0]["base_url"], json!(tester.base_url));
    assert_eq!(listed["realms"][1]["own_url"], json!(own));
}

#[test]
fn an_address_ends_with_its_realm_and_outlives_a_reset() {
    let tester = Tester::start();
    let shown =
        tester.call("POST /realms", &[], json!({"id": "school", "listen": "127.0.0.1:0"})).expect(201);
    let school = Tester::at(&own_url(&shown));
    let kept = tester.call("POST /realms/{id}/reset", &[&"school"], Value::Null).expect(200);
    assert_eq!(kept["own_url"], shown["own_url"]);
    school.person(json!({}));
    let copy = tester.call("POST /realms", &[], json!({"id": "copy", "from": "school"})).expect(201);
    assert!(copy.get("own_url").is_none(), "{copy}");
    assert_eq!(tester.call("DELETE /realms/{id}", &[&"school"], Value::Null).status, 204);
    // The socket closes soon; whoever is quicker finds no realm there.
    let left = client().get(&school.base_url).send().map(|answer| answer.status().as_u16());
    assert!(left.as_ref().is_err() || left.as_ref().is_ok_and(|status| *status == 404), "{left:?}");
}

#[test]
fn an_address_that_cannot_be_used_leaves_no_realm_behind() {
    let tester = Tester::start();
    let taken = tester.base_url.trim_start_matches("http://").to_owned();
    for (listen, status) in
        [("nowhere", 400), ("127.0.0.1", 400), ("192.0.2.1:0", 409), (taken.as_str(), 409)]
    {
        tester.call("POST /realms", &[], json!({"id": "school", "listen": listen})).problem(status, "listen");
    }
    tester.call("GET /realms/{id}", &[&"school"], Value::Null).problem(404, "id");
}

#[test]
fn an_address_is_there_again_after_a_restart() {
    let folder = Folder::new("addresses");
    let world = folder.path("world.sqlite");
    let store = ["--store", world.to_str().unwrap()];
    let mut program = Program::serve(&store);
    let tester = Tester::at(&program.base_url);
    let shown =
        tester.call("POST /realms", &[], json!({"id": "school", "listen": "127.0.0.7:0"})).expect(201);
    let person = Tester::at(&own_url(&shown)).person(json!({}));
    program.signal("TERM");
    assert!(program.wait().0.success());
    let program = Program::serve(&store);
    let shown = Tester::at(&program.base_url).get("/realms/{id}", &[&"school"]);
    let school = Tester::at(&own_url(&shown));
    assert!(school.base_url.starts_with("http://127.0.0.7:"), "{}", school.base_url);
    assert_eq!(school.get("/people/{oid}", &[&person["oid"]])["oid"], person["oid"]);
}
