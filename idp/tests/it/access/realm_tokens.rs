//! Tokens of one realm beside the control token: what they open, what they do not, how they are kept.

use std::fmt::Display;

use idp::boot::{Options, Storage};
use serde_json::{Value, json};

use crate::access::{OWN, guarded};
use crate::actors::{Folder, Stand, Tester, client};

/// Makes a token; the tester is the server's owner.
fn token(owner: &Tester, realm: &str, name: &str) -> String {
    let made = owner.call("POST /realms/{id}/tokens", &[&realm], json!({"name": name})).expect(201);
    assert_eq!(made["name"], name);
    made["token"].as_str().unwrap().to_owned()
}

fn status(tester: &Tester, operation: &str, holes: &[&dyn Display], body: Value) -> u16 {
    tester.call(operation, holes, body).status
}

#[test]
fn a_realms_token_opens_its_realm_and_nothing_else() {
    let folder = Folder::new("realm-token");
    let server = Tester::of_options(guarded(&folder));
    let owner = server.showing(OWN);
    for id in ["class-5", "class-6"] {
        owner.call("POST /realms", &[], json!({"id": id})).expect(201);
    }
    let ci = token(&owner, "class-5", "ci");
    let (own, other) = (server.of_name("class-5").showing(&ci), server.of_name("class-6").showing(&ci));
    assert_eq!(status(&own, "GET /people", &[], Value::Null), 200);
    assert_eq!(status(&own, "POST /people", &[], json!({})), 201);
    assert_eq!(status(&own, "GET /realms/{id}", &[&"class-5"], Value::Null), 200);
    for stranger in [&other, &server.showing(&ci), &server.of_name("class-5"), &server.showing("esia_x")] {
        assert_eq!(status(stranger, "GET /people", &[], Value::Null), 401);
    }
    let nothing = Value::Null;
    let of_the_server: [(&str, &[&dyn Display], Value); 10] = [
        ("GET /realms", &[], nothing.clone()),
        ("POST /realms", &[], json!({"id": "class-7"})),
        ("DELETE /realms/{id}", &[&"class-5"], nothing.clone()),
        ("GET /realms/{id}", &[&"class-6"], nothing.clone()),
        ("POST /realms/{id}/reset", &[&"class-6"], nothing.clone()),
        ("POST /realms/{id}/tokens", &[&"class-5"], json!({"name": "more"})),
        ("GET /realms/{id}/tokens", &[&"class-5"], nothing.clone()),
        ("DELETE /realms/{id}/tokens/{name}", &[&"class-5", &"ci"], nothing),
        ("POST /fixtures/reload", &[], json!({})),
        ("GET /audit", &[], Value::Null),
    ];
    for (operation, holes, body) in of_the_server {
        let told = own.call(operation, holes, body).problem(403, "Authorization");
        assert!(told["fix"].as_str().unwrap().contains("whoever runs the server"), "{operation}: {told}");
    }
    let page = |path: &str| {
        let request = client().get(format!("{}{path}", server.base_url));
        request.basic_auth("anybody", Some(&ci)).send().unwrap().status().as_u16()
    };
    assert_eq!(
        [page("/realms/class-5/journal"), page("/realms/class-6/journal"), page("/journal")],
        [200, 401, 401]
    );
    assert_eq!([page("/realms/class-5/metrics"), page("/metrics")], [401, 401]);
    assert_eq!(
        owner.call("GET /realms", &[], Value::Null).expect(200)["realms"].as_array().unwrap().len(),
        3
    );
}

#[test]
fn a_token_outlives_a_reset_and_an_import_goes_into_no_copy_and_ends_when_it_is_revoked() {
    let folder = Folder::new("realm-token-life");
    let server = Tester::of_options(guarded(&folder));
    let owner = server.showing(OWN);
    owner.call("POST /realms", &[], json!({"id": "class-5"})).expect(201);
    let (ci, other) = (token(&owner, "class-5", "ci"), token(&owner, "class-5", "night"));
    let own = server.of_name("class-5").showing(&ci);
    assert_eq!(status(&own, "POST /realms/{id}/reset", &[&"class-5"], Value::Null), 200);
    let world = own.call("GET /world", &[], Value::Null).expect(200);
    assert!(!world.to_string().contains("made_at"), "the export names no token");
    assert_eq!(status(&own, "PUT /world", &[], world), 200);
    assert_eq!(status(&own, "GET /clock", &[], Value::Null), 200);
    owner.call("POST /realms", &[], json!({"id": "copy", "from": "class-5"})).expect(201);
    assert_eq!(status(&server.of_name("copy").showing(&ci), "GET /clock", &[], Value::Null), 401);
    let listed = owner.call("GET /realms/{id}/tokens", &[&"class-5"], Value::Null).expect(200);
    let names: Vec<_> = listed["tokens"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["ci", "night"]);
    assert!(!listed.to_string().contains(&ci));
    assert_eq!(status(&owner, "DELETE /realms/{id}/tokens/{name}", &[&"class-5", &"ci"], Value::Null), 204);
    assert_eq!(status(&own, "GET /clock", &[], Value::Null), 401);
    assert_eq!(status(&server.of_name("class-5").showing(&other), "GET /clock", &[], Value::Null), 200);
    owner.call("DELETE /realms/{id}/tokens/{name}", &[&"class-5", &"ci"], Value::Null).problem(404, "name");
    assert_eq!(status(&owner, "DELETE /realms/{id}", &[&"class-5"], Value::Null), 204);
    owner.call("POST /realms", &[], json!({"id": "class-5"})).expect(201);
    assert_eq!(status(&server.of_name("class-5").showing(&other), "GET /clock", &[], Value::Null), 401);
}

#[test]
fn a_token_that_cannot_be_is_refused_and_without_a_control_token_none_is_made() {
    let folder = Folder::new("realm-token-refused");
    let owner = Tester::of_options(guarded(&folder)).showing_own(OWN);
    token(&owner, "default", "ci");
    let make =
        |realm: &str, name: &str| owner.call("POST /realms/{id}/tokens", &[&realm], json!({"name": name}));
    make("default", "ci").problem(409, "name");
    for name in ["", "Two Words", "-ci"] {
        make("default", name).problem(400, "name");
    }
    make("nowhere", "ci").problem(404, "id");
    let open = Tester::start();
    let reply = open.call("POST /realms/{id}/tokens", &[&"default"], json!({"name": "ci"}));
    let told = reply.json;
    assert_eq!(reply.status, 409, "{told}");
    assert!(told["fix"].as_str().unwrap().contains("--control-token-file"), "{told}");
}

#[test]
fn every_engine_keeps_tokens_over_a_restart_and_only_as_digests() {
    let folder = Folder::new("realm-token-engines");
    let database = Stand::shared().database();
    let file = folder.path("world.sqlite");
    for storage in [Storage::File(file.clone()), Storage::Postgres(Box::new(database.parse().unwrap()))] {
        let options = || Options { storage: storage.clone(), ..guarded(&folder) };
        let first = Tester::of_options(options());
        let ci = token(&first.showing(OWN), "default", "ci");
        drop(first);
        let again = Tester::of_options(options());
        assert_eq!(status(&again.showing(&ci), "GET /clock", &[], Value::Null), 200, "{storage:?}");
        drop(again);
        let kept = match &storage {
            Storage::File(file) => String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned(),
            _ => {
                Stand::shared().at(&database, "SELECT value FROM esia_default.settings WHERE name = 'tokens'")
            }
        };
        assert!(kept.contains("digest") && !kept.contains(&ci), "{storage:?}");
    }
}
