//! Whole realms as documents, and what realms begin with.

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester};
use crate::server::listener::have_sms_sent;

/// A realm in which much has happened.
fn lived_in(tester: &Tester) {
    let person = tester.person(json!({"level": "confirmed", "gender": "F", "password": "Abc-12345"}));
    tester.call(
        "POST /people/{oid}/children",
        &[&person["oid"]],
        json!({"gender": "F", "school_consent": true}),
    );
    let firm =
        tester.call("POST /organisations", &[], json!({"kind": "legal", "short_name": "ООО «Пример»"}));
    tester.call(
        "PUT /organisations/{oid}/members/{person}",
        &[&firm.json["oid"], &person["oid"]],
        json!({"chief": true}),
    );
    let authorize_url = tester.authorize_url("a-state");
    let body = json!({"person": person["oid"], "authorize_url": authorize_url});
    tester.call("POST /sign-ins", &[], body).expect(200);
    have_sms_sent(tester, "+7(000)7770801");
    tester.call("PATCH /settings", &[], json!({"guard": {"lock_after": 5}})).expect(200);
    tester.call("POST /clock/advance", &[], json!({"by": "P3D"})).expect(200);
    tester.call("GET /people/{oid}", &[&999_999], Value::Null).problem(404, "oid");
}

fn world(tester: &Tester) -> Value {
    tester.get("/world?journal=true", &[])
}

#[test]
fn a_world_imported_into_another_realm_is_exported_from_there_alike() {
    let tester = Tester::start();
    lived_in(&tester);
    let exported = world(&tester);
    for (collection, least) in
        [("accounts", 2), ("outbox", 1), ("journal", 1), ("grants", 1), ("child_cards", 1)]
    {
        assert!(exported["collections"][collection].as_array().unwrap().len() >= least, "{collection}");
    }
    let text = exported.to_string().to_lowercase();
    assert!(!text.contains("sqlite"), "the document names an engine");
    let other = tester.realm(json!({"id": "other", "seed": 9}));
    assert_ne!(world(&other), exported, "a control: before the import they differ");
    let rows = other.call("PUT /world", &[], exported.clone()).expect(200)["rows"].clone();
    assert_eq!(rows["accounts"], exported["collections"]["accounts"].as_array().unwrap().len());
    assert_eq!(world(&other), exported);
    for list in ["/people", "/outbox", "/clients", "/organisations"] {
        assert_eq!(other.get(list, &[]), tester.get(list, &[]), "{list}");
    }
    assert_eq!(
        (other.get("/clock", &[]), other.get("/settings", &[])),
        (tester.get("/clock", &[]), tester.get("/settings", &[]))
    );
    // Without the journal, its collection is not in the document.
    assert!(tester.get("/world", &[])["collections"]["journal"].is_null());
}

#[test]
fn an_imported_world_goes_on_and_hands_nothing_out_twice() {
    let tester = Tester::start();
    lived_in(&tester);
    let exported = world(&tester);
    let other = tester.realm(json!({"id": "other"}));
    other.call("PUT /world", &[], exported).expect(200);
    let code_of_one_more = |realm: &Tester| {
        let before = realm.get("/outbox", &[])["messages"].as_array().unwrap().len();
        have_sms_sent(realm, "+7(000)7770802");
        let messages = realm.get("/outbox", &[])["messages"].clone();
        assert_eq!(messages.as_array().unwrap().len(), before + 1);
        messages[before]["code"].clone()
    };
    // The same seed, and yet another code: the imported world draws its chance anew.
    assert_ne!(code_of_one_more(&tester), code_of_one_more(&other));
    assert_eq!(tester.person(json!({}))["oid"], other.person(json!({}))["oid"], "numbers go on");
    // A reset of the imported realm brings back its fixtures.
    tester.call("POST /realms/{id}/reset", &[&"other"], Value::Null).expect(200);
    assert_eq!(other.get("/outbox", &[])["messages"], json!([]));
}

#[test]
fn a_document_that_holds_no_world_changes_nothing() {
    let tester = Tester::start();
    let sound = world(&tester);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut document = sound.clone();
        change(&mut document);
        document
    };
    let wrong = [
        json!({}),
        with(&|world| world["format"] = json!("something")),
        with(&|world| world["version"] = json!(9_999)),
        with(&|world| world["collections"]["nothing"] = json!([])),
        with(&|world| world["collections"]["accounts"][0]["body"] = json!({})),
        with(&|world| world["collections"]["accounts"] = json!([])),
        with(&|world| world["collections"]["settings"] = json!([])),
    ];
    for document in wrong {
        let refused = tester.call("PUT /world", &[], document.clone());
        assert_eq!(refused.status, 400, "{}", refused.text);
    }
    assert_eq!(world(&tester)["collections"]["accounts"], sound["collections"]["accounts"]);
}

#[test]
fn an_imported_world_outlives_the_process() {
    let tester = Tester::start();
    lived_in(&tester);
    let exported = world(&tester);
    let folder = Folder::new("imported");
    let file = folder.path("world.sqlite");
    let serve = || Program::serve(&["--store", file.to_str().unwrap(), "--clock", "2018-12-01T09:00:00Z"]);
    let mut first = serve();
    Tester::at(&first.base_url).call("PUT /world", &[], exported.clone()).expect(200);
    first.signal("TERM");
    first.wait();
    let second = serve();
    assert_eq!(world(&Tester::at(&second.base_url)), exported);
}

const PEOPLE: &str =
    "[[person]]\nlast_name = \"Особая\"\nfirst_name = \"Анна\"\ngender = \"F\"\nlevel = \"confirmed\"\n";

fn names(tester: &Tester) -> Vec<String> {
    let people = tester.get("/people", &[])["people"].clone();
    people.as_array().unwrap().iter().map(|one| one["last_name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_realm_begins_with_the_fixtures_it_is_given_and_comes_back_to_them() {
    let tester = Tester::start();
    let wish = json!({"id": "own", "fixtures": {"files": {"people/mine.toml": PEOPLE}}});
    let own = tester.realm(wish);
    assert_eq!(names(&own), ["Особая"]);
    assert!(names(&tester).len() > 1);
    // Centres are the server's own where there are none among the files.
    assert!(!own.get("/centres", &[])["centres"].as_array().unwrap().is_empty());
    own.person(json!({}));
    tester.call("POST /realms/{id}/reset", &[&"own"], Value::Null).expect(200);
    assert_eq!(names(&own), ["Особая"]);
    let copy = tester.realm(json!({"id": "copy", "from": "own"}));
    copy.person(json!({}));
    tester.call("POST /realms/{id}/reset", &[&"copy"], Value::Null).expect(200);
    assert_eq!(names(&copy), ["Особая"]);
    let refused = |fixtures: Value, field: &str| {
        let reply = tester.call("POST /realms", &[], json!({"id": "wrong", "fixtures": fixtures}));
        reply.problem(400, field)
    };
    let told = refused(json!({"files": {"people/x.toml": "[[person]]\nnickname = 1\n"}}), "fixtures");
    assert!(told["detail"].as_str().unwrap().contains("nickname"), "{told}");
    refused(json!({"files": {"other.toml": ""}}), "fixtures");
    refused(json!({"set": "nobody"}), "fixtures");
    refused(json!({}), "fixtures");
    let both = tester.call("POST /realms", &[], json!({"from": "own", "fixtures": {"set": "x"}}));
    both.problem(400, "fixtures");
    tester.call("GET /realms/{id}", &[&"wrong"], Value::Null).problem(404, "id");
}

#[test]
fn sets_are_named_and_the_servers_own_fixtures_are_read_once_more() {
    let folder = Folder::new("sets");
    let own = crate::source::root().join("fixtures");
    for name in ["centres.toml", "keys/esia-rsa.key.pem", "keys/esia-rsa.cert.pem"] {
        let to = folder.path(&format!("own/{name}"));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(own.join(name), to).unwrap();
    }
    for name in ["own/people", "own/clients", "sets/small/people"] {
        std::fs::create_dir_all(folder.path(name)).unwrap();
    }
    let people = folder.path("own/people/all.toml");
    std::fs::write(&people, PEOPLE).unwrap();
    std::fs::write(folder.path("sets/small/people/a.toml"), PEOPLE.replace("Особая", "Малая")).unwrap();
    let (own, sets) = (folder.path("own"), folder.path("sets"));
    let program =
        Program::serve(&["--fixtures", own.to_str().unwrap(), "--fixture-sets", sets.to_str().unwrap()]);
    let tester = Tester::at(&program.base_url);
    assert_eq!(names(&tester), ["Особая"]);
    assert_eq!(names(&tester.realm(json!({"fixtures": {"set": "small"}}))), ["Малая"]);
    for outside in ["../own", "small/..", "", "."] {
        let reply = tester.call("POST /realms", &[], json!({"fixtures": {"set": outside}}));
        reply.problem(400, "fixtures");
    }
    std::fs::write(&people, PEOPLE.replace("Особая", "Иная")).unwrap();
    let reload = |body: Value| tester.call("POST /fixtures/reload", &[], body);
    assert_eq!(reload(json!({})).expect(200)["people"], 1);
    assert_eq!(names(&tester), ["Особая"], "the realm itself stays as it is");
    assert_eq!(names(&tester.realm(json!({}))), ["Иная"]);
    reload(json!({"reset": true})).expect(200);
    assert_eq!(names(&tester), ["Иная"]);
    std::fs::write(&people, "[[person]]\nnickname = 1\n").unwrap();
    reload(json!({})).problem(400, "fixtures");
    assert_eq!(names(&tester.realm(json!({}))), ["Иная"]);
}
