//! Realms as wholes: made, reset, dropped on one server, and so on all.

use std::collections::BTreeSet;
use std::net::TcpStream;

use idp::boot::{Options, Storage};
use idp::embed::Idp;
use idp::runtime::clock::ClockState;
use serde_json::{Value, json};

use crate::access::{OWN, guarded};
use crate::actors::{Folder, Stand, Tester, until};
use crate::nodes::three;

/// The testers of three servers that have a control token, and the owner at each, after the realm `a` was made.
fn owned(servers: &Tester) -> ([Tester; 3], [Tester; 3]) {
    let nodes = [0, 1, 2].map(|number| servers.of_node(number));
    let owners = nodes.each_ref().map(|node| node.showing(OWN));
    owners[0].call("POST /realms", &[], json!({"id": "a"})).expect(201);
    (nodes, owners)
}

/// What a server over a database begins with.
fn over(address: &str) -> Options {
    Options { storage: Storage::Postgres(Box::new(address.parse().unwrap())), ..Options::for_tests() }
}

fn names(node: &Tester) -> BTreeSet<String> {
    let listed = node.get("/realms", &[]);
    listed["realms"].as_array().unwrap().iter().map(|one| one["realm"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_realm_is_made_and_dropped_for_all() {
    let (_all, [one, other, third]) = three();
    one.realm(json!({"id": "class-5"}));
    let made = one.of_name("class-5").person(json!({"last_name": "Своя"}));
    let there = other.of_name("class-5");
    assert_eq!(there.get("/people/{oid}", &[&made["oid"]])["last_name"], "Своя");
    assert_eq!(names(&third), BTreeSet::from(["class-5".to_owned(), "default".to_owned()]));
    third.call("POST /realms", &[], json!({"id": "class-5"})).problem(409, "id");
    assert_eq!(third.call("DELETE /realms/{id}", &[&"class-5"], Value::Null).status, 204);
    there.call("GET /clock", &[], Value::Null).problem(404, "realm");
    assert_eq!(one.call("DELETE /realms/{id}", &[&"class-5"], Value::Null).status, 404);
    assert_eq!(names(&one), BTreeSet::from(["default".to_owned()]));
}

#[test]
fn a_realm_that_one_resets_begins_anew_on_all() {
    let (_all, [one, other, third]) = three();
    one.realm(json!({"id": "a", "clock": {"mode": "frozen", "now": "2018-12-01T12:00:00Z"}}));
    let [one, other, third] = [one, other, third].map(|node| (node.of_name("a"), node));
    let person = one.0.person(json!({}));
    other.0.call("PATCH /settings", &[], json!({"sms": {"digits": 5}})).expect(200);
    third.0.call("POST /faults", &[], json!({"fault": "token-expired"})).expect(201);
    assert_eq!(one.0.get("/faults", &[])["faults"].as_array().unwrap().len(), 1);
    other.1.call("POST /realms/{id}/reset", &[&"a"], Value::Null).expect(200);
    for (node, _) in [&one, &other, &third] {
        node.call("GET /people/{oid}", &[&person["oid"]], Value::Null).problem(404, "oid");
        assert_eq!(node.get("/clock", &[])["now"], "2018-12-01T12:00:00Z");
        assert_eq!(node.get("/settings", &[])["sms"]["digits"], 6);
        assert_eq!(node.get("/faults", &[])["faults"], json!([]));
    }
}

#[test]
fn a_copy_is_of_what_all_did() {
    let (all, [one, other, third]) = three();
    let person = one.person(json!({"last_name": "Общая"}));
    other.call("PUT /clock", &[], json!({"mode": "frozen", "now": "2019-01-01T00:00:00Z"})).expect(200);
    third.call("POST /faults", &[], json!({"fault": "token-expired"})).expect(201);
    third.realm(json!({"id": "copy", "from": "default"}));
    for _ in 0..3 {
        let copy = all.of_name("copy");
        assert_eq!(copy.get("/people/{oid}", &[&person["oid"]])["last_name"], "Общая");
        assert_eq!(copy.get("/clock", &[])["now"], "2019-01-01T00:00:00Z");
        assert_eq!(copy.get("/faults", &[])["faults"], json!([]));
    }
}

#[test]
fn of_those_who_make_one_realm_at_once_one_does() {
    let (_all, nodes) = three();
    for round in 0..4 {
        let id = format!("r{round}");
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let make = |node: &Tester| node.call("POST /realms", &[], json!({"id": id})).status;
            let making: Vec<_> = nodes.iter().map(|node| scope.spawn(move || make(node))).collect();
            making.into_iter().map(|made| made.join().unwrap()).collect()
        });
        let made = statuses.iter().filter(|status| **status == 201).count();
        assert_eq!((made, statuses.iter().filter(|status| **status == 409).count()), (1, 2), "{statuses:?}");
    }
}

#[test]
fn resets_at_once_leave_one_realm_that_all_serve() {
    let (_all, nodes) = three();
    nodes[0].realm(json!({"id": "a"}));
    std::thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(move || {
                for _ in 0..3 {
                    node.call("POST /realms/{id}/reset", &[&"a"], Value::Null).expect(200);
                }
            });
        }
    });
    let oid = nodes[0].of_name("a").person(json!({}))["oid"].clone();
    for node in &nodes {
        node.of_name("a").get("/people/{oid}", &[&oid]);
    }
}

#[test]
fn a_token_opens_the_realm_on_all_until_it_is_revoked() {
    let folder = Folder::new("tokens-of-nodes");
    let servers = Tester::of_several(3, guarded(&folder));
    let (nodes, owners) = owned(&servers);
    let make = |(owner, name): (&Tester, &str)| {
        let made = owner.call("POST /realms/{id}/tokens", &[&"a"], json!({"name": name})).expect(201);
        made["token"].as_str().unwrap().to_owned()
    };
    let tokens: Vec<_> = owners.iter().zip(["x", "y", "z"]).map(make).collect();
    let statuses = |token: &str| {
        nodes
            .each_ref()
            .map(|node| node.of_name("a").showing(token).call("GET /clock", &[], Value::Null).status)
    };
    for token in &tokens {
        assert_eq!(statuses(token), [200, 200, 200]);
    }
    assert_eq!(owners[1].call("DELETE /realms/{id}/tokens/{name}", &[&"a", &"x"], Value::Null).status, 204);
    assert_eq!((statuses(&tokens[0]), statuses(&tokens[1])), ([401, 401, 401], [200, 200, 200]));
}

#[test]
fn servers_that_start_at_once_on_an_empty_database_all_serve_the_same_people() {
    let options = over(&Stand::shared().database());
    let nodes: Vec<Idp> = std::thread::scope(|scope| {
        let starting: Vec<_> = (0..3).map(|_| scope.spawn(|| Idp::start(options.clone()).unwrap())).collect();
        starting.into_iter().map(|started| started.join().unwrap()).collect()
    });
    let people = |node: &Idp| Tester::at(&node.base_url()).get("/people?limit=1000", &[])["people"].clone();
    let first = people(&nodes[0]);
    assert!(!first.as_array().unwrap().is_empty());
    assert!(nodes.iter().all(|node| people(node) == first));
}

#[test]
fn a_drop_that_was_answered_stays_though_another_resets() {
    let (_all, [one, other, third]) = three();
    for round in 0..4 {
        let id = format!("d{round}");
        one.realm(json!({"id": id}));
        let (dropped, reset) = std::thread::scope(|scope| {
            let dropping = scope.spawn(|| one.call("DELETE /realms/{id}", &[&id], Value::Null).status);
            let reset = other.call("POST /realms/{id}/reset", &[&id], Value::Null).status;
            (dropping.join().unwrap(), reset)
        });
        // Whoever resets after the drop finds nothing; whoever resets before it is dropped.
        assert!(dropped == 204 && [200, 404].contains(&reset), "{dropped} {reset}");
        assert_eq!([&one, &other, &third].map(|node| names(node).contains(&id)), [false, false, false]);
    }
}

#[test]
fn tokens_stay_through_resets_and_imports_on_several_servers_at_once() {
    let folder = Folder::new("tokens-of-resets");
    let servers = Tester::of_several(3, guarded(&folder));
    let (nodes, owners) = owned(&servers);
    let made = owners[0].call("POST /realms/{id}/tokens", &[&"a"], json!({"name": "x"})).expect(201);
    let token = made["token"].as_str().unwrap();
    let [one, other, third] = nodes.each_ref().map(|node| node.of_name("a").showing(token));
    let world = one.get("/world", &[]);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..4 {
                owners[0].call("POST /realms/{id}/reset", &[&"a"], Value::Null).expect(200);
            }
        });
        scope.spawn(|| {
            for _ in 0..4 {
                other.call("PUT /world", &[], world.clone()).expect(200);
            }
        });
        for _ in 0..20 {
            let status = third.call("GET /clock", &[], Value::Null).status;
            assert!([200, 503].contains(&status), "{status}");
        }
    });
    assert_eq!([&one, &other, &third].map(|node| node.call("GET /clock", &[], Value::Null).status), [200; 3]);
}

#[test]
fn the_own_address_of_a_realm_that_another_drops_is_closed() {
    let (_all, [one, other, _]) = three();
    let made = one.call("POST /realms", &[], json!({"id": "own", "listen": "127.0.0.1:0"})).expect(201);
    let address = made["own_url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    TcpStream::connect(&address).unwrap();
    other.call("DELETE /realms/{id}", &[&"own"], Value::Null);
    // Whatever asks it for this realm learns that it is gone.
    assert_eq!(one.of_name("own").call("GET /clock", &[], Value::Null).status, 404);
    until("the address is closed", || TcpStream::connect(&address).is_err());
}

#[test]
fn a_clock_that_servers_begin_with_is_kept_for_all() {
    let frozen = |day: &str| ClockState::Frozen { now: day.parse().unwrap() };
    let begin = Options { clock: frozen("2018-09-01T00:00:00Z"), ..Options::for_tests() };
    let servers = Tester::of_several(2, begin);
    let nodes = [0, 1].map(|number| servers.of_node(number));
    nodes[0].call("POST /clock/advance", &[], json!({"by": "P1D"})).expect(200);
    assert_eq!(nodes[1].get("/clock", &[])["now"], "2018-09-02T00:00:00Z");
}

#[test]
fn a_node_of_an_older_program_replaces_nothing_of_a_newer_one() {
    let address = Stand::shared().database();
    let node = Tester::of_options(over(&address));
    node.realm(json!({"id": "a"}));
    let oid = node.of_name("a").person(json!({}))["oid"].clone();
    let comment = "COMMENT ON SCHEMA esia_a IS 'esia-sim realm a version 999'";
    Stand::shared().at(&address, comment);
    for call in ["POST /realms/{id}/reset", "DELETE /realms/{id}"] {
        let told = node.call(call, &[&"a"], Value::Null);
        assert_eq!(told.status, 503, "{}", told.text);
        for part in ["newer than this program's", "use the newer program"] {
            assert!(told.text.contains(part), "{}", told.text);
        }
    }
    node.of_name("a").get("/people/{oid}", &[&oid]);
}

#[test]
fn a_name_whose_schema_is_another_programs_is_told_as_that() {
    let address = Stand::shared().database();
    let node = Tester::of_options(over(&address));
    Stand::shared().at(&address, "CREATE SCHEMA \"esia_other\"");
    let told = node.call("POST /realms", &[], json!({"id": "other"}));
    assert!(told.status == 503 && told.text.contains("esia_other is another program's"), "{}", told.text);
}

/// Two servers over one database that each begin with a seed of its own.
fn seeded(address: &str, seeds: [u64; 2]) -> [Tester; 2] {
    seeds.map(|seed| Tester::of_options(Options { seed: Some(seed), ..over(address) }))
}

#[test]
fn a_later_server_leaves_the_seed_of_the_first() {
    let nodes = seeded(&Stand::shared().database(), [1, 7]);
    let seeds = || nodes.each_ref().map(|node| node.get("/realms/{id}", &[&"default"])["seed"].clone());
    assert_eq!(seeds(), [json!(1), json!(1)]);
    nodes[1].call("POST /realms/{id}/reset", &[&"default"], Value::Null).expect(200);
    assert_eq!(seeds(), [json!(1), json!(1)]);
}

#[test]
fn a_default_realm_whose_schema_is_gone_begins_anew_for_all() {
    let address = Stand::shared().database();
    let nodes = seeded(&address, [1, 1]);
    let oid = nodes[0].person(json!({}))["oid"].clone();
    Stand::shared().at(&address, "DROP SCHEMA esia_default CASCADE");
    let gone = nodes[1].call("GET /people/{oid}", &[&oid], Value::Null);
    assert_eq!(gone.status, 404, "{}", gone.text);
    let next = nodes[0].person(json!({}))["oid"].clone();
    nodes[1].get("/people/{oid}", &[&next]);
}
