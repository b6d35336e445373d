//! Armed faults reach the public addresses of the data API and of the consent platform, not only `/rs`.

use serde_json::{Value, json};

use super::kit::{tokens, world};
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::World;

fn arm(world: &World, order: &Value) {
    world.control("POST", "/faults", order);
}

#[test]
fn faults_of_the_data_api_and_of_the_exchange_reach_every_address_of_it() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = tokens(&world, &person);
    let paths = [
        format!("/rs/prns/{}", person.oid),
        format!("/esia-rs/api/public/v1/prns/{}", person.oid),
        format!("/esia-rs/api/public/v2/prns/{}", person.oid),
        format!("/esia-rs/api/public/v1/prns/{}/issued/permissions", person.oid),
        format!("/esia-rs/api/public/v2/prns/{}/issued/permissions", person.oid),
    ];
    for path in &paths {
        let read = || world.read(path, tokens.access());
        let usual = read();
        assert_eq!(usual.status, 200, "{path}: {}", usual.text());
        let shows = |order: Value, seen: fn(&Reply) -> bool| {
            assert!(!seen(&usual), "{path} {order}");
            arm(&world, &order);
            let disturbed = read();
            assert!(seen(&disturbed), "{path} {order}: {} {}", disturbed.status, disturbed.text());
            assert_eq!((read().status, read().text()), (200, usual.text()), "{path}: once only");
        };
        shows(json!({"fault": "resource-unauthorized", "times": 1}), |reply| {
            (reply.status, reply.json()["code"].as_str()) == (401, Some("ESIA-005011"))
        });
        shows(json!({"fault": "resource-forbidden", "times": 1}), |reply| reply.status == 403);
        shows(json!({"fault": "resource-empty", "times": 1}), |reply| reply.json() == json!({}));
        let member = json!({"fault": "resource-member-null", "times": 1, "member": "stateFacts"});
        shows(member, |reply| reply.json()["stateFacts"].is_null());
        shows(json!({"fault": "transport-unavailable", "times": 1}), |reply| reply.status == 503);
        shows(json!({"fault": "transport-html", "times": 1, "at": "rs"}), |reply| {
            reply.kind().starts_with("text/html")
        });
    }
}

#[test]
fn what_is_said_of_a_person_is_not_wasted_on_a_list() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = tokens(&world, &person);
    arm(&world, &json!({"fault": "resource-other-person", "times": 1}));
    let list = format!("/esia-rs/api/public/v2/prns/{}/issued/permissions", person.oid);
    assert_eq!(world.read(&list, tokens.access()).json()["lastName"], Value::Null);
    let shown = world.read(&format!("/esia-rs/api/public/v2/prns/{}", person.oid), tokens.access()).json();
    assert_eq!(shown["lastName"], json!("Подменова"));
}

#[test]
fn an_archive_that_was_not_stored_is_met_on_demand() {
    let world = world();
    let person = world.person("confirmed");
    tokens(&world, &person);
    let bearer = super::platform::system(&world, "usr_prm");
    let path = format!("/esia-rs/api/public/v1/prns/{}/issued/permissions/archive", person.oid);
    assert_eq!(world.read(&path, &bearer).status, 200);
    arm(&world, &json!({"fault": "resource-error", "times": 1, "amount": 36_729}));
    let reply = world.read(&path, &bearer);
    assert_eq!((reply.status, &reply.json()["code"]), (404, &json!("ESIA-036729")));
    assert_eq!(world.read(&path, &bearer).status, 200);
}
